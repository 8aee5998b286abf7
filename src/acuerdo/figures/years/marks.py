"""The few marks of the report of simulated years: bands by year, worlds side by side, a map of tiles."""

import textwrap
from typing import Any, Final

import altair as alt
import polars as pl

from acuerdo.figures import theme

WIDTH, HEIGHT, ROOM, ROW, TILE = 300, 84, 130, 28, 34
"""Pixels: a panel of years, the room for worlds and a row of them, a tile."""
SPARE: Final = {"left": 16, "right": 24, "top": 5, "bottom": 5}
"""Pixels around rows of words, for browsers whose letters are wider than those measured."""
LABEL: Final = 22  # letters in one line of a row label
GREY: Final = "#7b8794"
FEWER: Final = ("#fdf6ec", "#f6dfbd", "#edc08a", "#e0a05a", "#b45309", "#7c3306")


def bands(rows: pl.DataFrame) -> alt.FacetChart:
    """Draw panels below each other, on one scale: a line by year within its band. No word is drawn.

    Args:
        rows: `panel` (letters), year, low, middle, high, and `beside`, a dashed line where it is not null.
    """
    ends = [int(rows["year"].min()), int(rows["year"].max())]  # type: ignore[arg-type]
    ticks = alt.Axis(title=None, format="d", tickCount=6, tickMinStep=1, grid=False)
    side = alt.Axis(title=None, tickCount=3, format=",~r", gridColor="#e4e7eb", minExtent=30)
    most = theme.highest(rows.select(pl.max_horizontal("high", "beside")).to_series())
    scale = alt.Scale(domain=[0, most])
    base = alt.Chart().encode(x=alt.X("year:Q", axis=ticks, scale=alt.Scale(domain=ends, nice=False)))
    layers = [
        base.mark_area(color=theme.PALE).encode(alt.Y("low:Q", axis=side, scale=scale), alt.Y2("high:Q")),
        base.mark_line(color=theme.BLUE, strokeWidth=2, point=ends[0] == ends[1]).encode(alt.Y("middle:Q")),
        base.mark_line(color=theme.INK, strokeDash=[4, 3], strokeWidth=1.2).encode(alt.Y("beside:Q")),
    ]
    header = alt.Header(
        title=None, labelOrient="top", labelAnchor="start", labelFontWeight="bold", labelFontSize=13
    )
    panel = alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT)
    rows_of = {"row": alt.Row("panel:N", header=header)}
    return alt.FacetChart(data=rows, spec=panel, facet=rows_of, spacing=12)  # .facet would copy all data


def worlds(rows: pl.DataFrame, axis: str) -> alt.LayerChart:
    """Draw one row a label, with a thin mark for each world, a thick one at the median and a line at zero.

    Args:
        rows: `label`, `value` (of a world), `middle` and `text` (the same in each row of a label).
        axis: what is measured, with its unit.
    """
    names = rows["label"].unique(maintain_order=True).to_list()
    place = {name: n for n, name in enumerate(names)}
    written = {name: "\n".join(textwrap.wrap(name, LABEL)) for name in names}
    table = rows.with_columns(
        pl.col("label").replace_strict(place, return_dtype=pl.Int64).alias("row"),
        pl.col("label").replace_strict(written, return_dtype=pl.String),
    )
    deepest = max(name.count("\n") for name in written.values())
    low, high = min(0.0, float(rows["value"].min())), max(0.0, float(rows["value"].max()))  # type: ignore[arg-type]
    room = (high - low or 1.0) * 0.05
    scale = alt.Scale(domain=[low - room, high + room], nice=False)
    x: dict[str, Any] = {
        "scale": scale,
        "axis": alt.Axis(
            title=axis,
            tickCount=4,
            labelOverlap=True,
            labelExpr="datum.value > 0 ? '+' + datum.label : datum.label",
            grid=False,
        ),
    }
    base = alt.Chart(table).encode(y=alt.Y("row:O", axis=None, sort=None))
    middles = alt.Chart(table.unique("row", maintain_order=True)).encode(
        y=alt.Y("row:O", axis=None, sort=None)
    )
    zero = alt.Chart(pl.DataFrame({"zero": [0.0]})).mark_rule(color=GREY).encode(x=alt.X("zero:Q", **x))
    layers = [
        zero,
        base.mark_tick(color=theme.BLUE, opacity=0.45, thickness=1.5, size=16).encode(
            x=alt.X("value:Q", **x)
        ),
        middles.mark_tick(color=theme.RUST, thickness=4, size=20).encode(x=alt.X("middle:Q", **x)),
        middles.mark_text(align="left", color=theme.INK, fontSize=12).encode(
            x=alt.value(ROOM + 8), text=alt.Text("text:N")
        ),
    ]
    layers += [theme.row_labels(middles, breaks) for breaks in range(deepest + 1)]
    height = alt.Step(max(ROW, theme.LINE * (deepest + 1) + 8))
    return alt.LayerChart(layer=layers, width=ROOM, height=height, padding=SPARE)


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
    base = alt.Chart(table).encode(x=alt.X("column:O", axis=None), y=alt.Y("row:O", axis=None))
    boxes = base.mark_rect(stroke=GREY, strokeWidth=0.5).encode(color=alt.Color("fill:N", scale=None))
    ink = alt.Color("ink:N", scale=None)
    letters = base.mark_text(fontSize=10, dy=-7).encode(text=alt.Text("letters:N"), color=ink)
    numbers = base.mark_text(fontSize=11, dy=7, fontWeight="bold").encode(text=alt.Text("text:N"), color=ink)
    return alt.LayerChart(layer=[boxes, letters, numbers], width=alt.Step(TILE), height=alt.Step(TILE))
