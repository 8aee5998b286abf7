"""The few marks of the report of simulated years: bands by year, worlds side by side, a map of tiles."""

import json
import textwrap
from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import polars as pl

from acuerdo.figures import theme

WIDTH, HEIGHT, ROW, TILE = 285, 84, 34, 34  # pixels: a panel of years, a row of worlds, a tile
TITLE: Final = 48  # letters in one line of a panel's title
LABEL: Final = 17
GREY: Final = "#7b8794"
FEWER: Final = ("#fdf6ec", "#f6dfbd", "#edc08a", "#e0a05a", "#b45309", "#7c3306")


def bands(panels: Sequence[tuple[str, pl.DataFrame]], axis: str, most: float) -> alt.VConcatChart:
    """Draw titled panels below each other, on one scale: a line by year within its band.

    Args:
        panels: title, and columns year, low, middle, high, and if wanted `beside`, a dashed line.
        axis: what is counted, with its unit.
        most: the far end of the scale.
    """
    drawn = []
    for place, (title, rows) in enumerate(panels):
        ends = [int(rows["year"].min()), int(rows["year"].max())]  # type: ignore[arg-type]
        last = place == len(panels) - 1
        ticks = alt.Axis(title=None, format="d", tickCount=6, grid=False, labels=last, tickMinStep=1)
        x = alt.X("year:Q", axis=ticks, scale=alt.Scale(domain=ends, nice=False))
        scale = alt.Scale(domain=[0, most or 1])
        y_axis = alt.Axis(title=None, tickCount=3, format=",~r", gridColor="#e4e7eb", minExtent=30)

        def at(name: str, x: Any = x, scale: Any = scale, y_axis: Any = y_axis) -> dict[str, Any]:
            return {"x": x, "y": alt.Y(f"{name}:Q", scale=scale, axis=y_axis)}

        base = alt.Chart(rows)
        layers = [
            base.mark_line(color=theme.BLUE, strokeWidth=2, point=len(rows) == 1).encode(**at("middle"))
        ]
        if not rows["low"].equals(rows["high"]):
            layers.insert(0, base.mark_area(color=theme.PALE).encode(**at("low"), y2="high:Q"))
        if "beside" in rows.columns:
            dashed = base.mark_line(color=theme.INK, strokeDash=[4, 3], strokeWidth=1.2)
            layers.append(dashed.encode(**at("beside")))
        lines = [*([axis] if place == 0 else []), *textwrap.wrap(title, TITLE)]
        drawn.append(
            alt.LayerChart(layer=layers).properties(
                width=WIDTH, height=HEIGHT, title=_titled(lines, place == 0)
            )
        )
    return alt.VConcatChart(vconcat=drawn)


def _titled(lines: Sequence[str], first: bool) -> alt.TitleParams:
    if not first:
        return alt.TitleParams(list(lines))
    return alt.TitleParams(list(lines[1:]), subtitle=[lines[0]], subtitleFontSize=12, subtitleColor=theme.INK)


def worlds(rows: pl.DataFrame, axis: str) -> alt.LayerChart:
    """Draw one row a label, with a thin mark for each world, a thick one at the median and a line at zero.

    Args:
        rows: `label`, `value` (of a world), `middle` and `text` (the same in each row of a label).
        axis: what is measured, with its unit.
    """
    names = rows["label"].unique(maintain_order=True).to_list()
    place = {name: n for n, name in enumerate(names)}
    table = rows.with_columns(pl.col("label").replace_strict(place, return_dtype=pl.Int64).alias("row"))
    written = json.dumps([textwrap.wrap(name, LABEL) or [""] for name in names]) + "[datum.value]"
    side = alt.Axis(title=None, labelExpr=written, ticks=False, domain=False, labelPadding=8, grid=True)
    low, high = min(0.0, float(rows["value"].min())), max(0.0, float(rows["value"].max()))  # type: ignore[arg-type]
    room = (high - low or 1.0) * 0.05
    scale = alt.Scale(domain=[low - room, high + room], nice=False)
    x: dict[str, Any] = {
        "scale": scale,
        "axis": alt.Axis(title=axis, tickCount=4, format="+~r", grid=False),
    }
    base = alt.Chart(table).encode(y=alt.Y("row:O", axis=side, sort=None))
    middles = alt.Chart(table.unique("row", maintain_order=True)).encode(
        y=alt.Y("row:O", axis=side, sort=None)
    )
    zero = alt.Chart(pl.DataFrame({"zero": [0.0]})).mark_rule(color=GREY).encode(x=alt.X("zero:Q", **x))
    layers = [
        zero,
        base.mark_tick(color=theme.BLUE, opacity=0.45, thickness=1.5, size=16).encode(
            x=alt.X("value:Q", **x)
        ),
        middles.mark_tick(color=theme.RUST, thickness=4, size=20).encode(x=alt.X("middle:Q", **x)),
        middles.mark_text(align="left", color=theme.INK, fontSize=12).encode(x=alt.value(168), text="text:N"),
    ]
    return alt.LayerChart(layer=layers).properties(width=160, height=alt.Step(ROW))


def tiles(cells: pl.DataFrame) -> alt.LayerChart:
    """Draw a map of tiles: the letters of each state, and its number below them.

    Args:
        cells: `row`, `column`, `letters`, `value`, `text`; shades are by the distance of `value` from zero,
            rust where it is below.
    """
    most = theme.highest(cells["value"].abs())
    step = ((pl.col("value").abs() / most).clip(0, 1) * (len(theme.SHADES) - 1)).ceil().cast(pl.Int64)
    shades = [dict(enumerate(each)) for each in (theme.SHADES, FEWER)]
    more, fewer = (step.replace_strict(each, return_dtype=pl.String) for each in shades)
    table = cells.with_columns(
        fill=pl.when(pl.col("value") < 0).then(fewer).otherwise(more),
        ink=pl.when(step < theme.DARK).then(pl.lit(theme.INK)).otherwise(pl.lit("#ffffff")),
    )
    base = alt.Chart(table).encode(
        x=alt.X("column:O", axis=None, sort=None), y=alt.Y("row:O", axis=None, sort=None)
    )
    boxes = base.mark_rect(stroke=GREY, strokeWidth=0.5).encode(color=alt.Color("fill:N", scale=None))
    ink = alt.Color("ink:N", scale=None)
    letters = base.mark_text(fontSize=10, dy=-7).encode(text="letters:N", color=ink)
    numbers = base.mark_text(fontSize=11, dy=7, fontWeight="bold").encode(text="text:N", color=ink)
    return alt.LayerChart(layer=[boxes, letters, numbers]).properties(
        width=alt.Step(TILE), height=alt.Step(TILE)
    )
