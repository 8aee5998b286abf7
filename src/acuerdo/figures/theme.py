"""How every chart looks: colours, type, and the few marks the charts are made of.

Colours are told apart by people with any common colour blindness and never carry meaning alone:
each bar has its number beside it. The type is measured with the metrics of Arial, which every
browser has or replaces by a font of the same widths.
"""

import json
import textwrap
from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import numpy as np
import polars as pl

BLUE: Final = "#0b5394"
PALE: Final = "#9fc5e8"
RUST: Final = "#b45309"
INK: Final = "#1f2933"
FOLDED: Final = "#e4e7eb"
SHADES: Final = ("#f7fafc", "#dce9f5", "#b9d4ea", "#95bfe0", "#2b6cab", "#0b4a85")
DARK: Final = 4  # the first shade that takes white numbers; contrast is at least 4.5 on every shade
FONT: Final = "Arial, Helvetica, sans-serif"
WRAP: Final = 22  # letters in one line of a row label
ROOM, LETTER, LINE, BAR = 345, 6.2, 14, 14  # pixels: a chart, a letter, a line of words, a bar

Picture = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart

_LOOK: Final[dict[str, Any]] = {
    "aria": False,  # the page gives each chart its own words, in its own language
    "font": FONT,
    "background": "white",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "domainColor": "#7b8794",
        "tickColor": "#7b8794",
        "labelLimit": 400,
    },
    "title": {
        "color": INK,
        "fontSize": 13,
        "anchor": "start",
        "frame": "group",
        "fontWeight": "bold",
        "offset": 4,
    },
    "concat": {"spacing": 18},
}


def dressed(chart: Picture) -> Picture:
    """Give a finished chart the common look, in place: a copy takes longer than the drawing."""
    chart.config = _LOOK
    return chart


def titled(chart: Picture, title: str) -> Picture:
    """Write a title above a chart that will stand on its own."""
    return chart.properties(title=alt.TitleParams(textwrap.wrap(title, 46), frame="bounds"))


def highest(values: pl.Series) -> float:
    """Give the far end of a scale from zero: the highest value, or 1 where all are zero."""
    return float(np.nanmax(values.to_numpy(), initial=0.0)) or 1.0


def stack(panels: Sequence[tuple[str, pl.DataFrame]], axis: str, most: float) -> alt.VConcatChart:
    """Draw titled panels of bars below each other, on one scale."""
    width = min(_room(rows) for _, rows in panels)
    drawn = [
        bars(rows, None if left else axis, width=width, most=most).properties(title=title)
        for left, (title, rows) in enumerate(panels, 1 - len(panels))
    ]
    return alt.VConcatChart(vconcat=drawn)


def _room(rows: pl.DataFrame) -> int:
    """Say how wide the area of the bars may be, so that every chart is about as wide as the others."""
    longest = max((len(line) for label in rows["label"] for line in _wrapped(label)), default=0)
    return max(80, ROOM - round(LETTER * (longest + max(map(len, rows["text"]), default=0))))


def _wrapped(label: str) -> list[str]:
    return textwrap.wrap(label, WRAP) or [""]


def bars(
    rows: pl.DataFrame,
    axis: str | None,
    *,
    width: int | None = None,
    step: int = 21,
    most: float | None = None,
    labels: bool = True,
) -> alt.LayerChart:
    """Draw one horizontal bar a row, its words to the left and its number at its end.

    Args:
        rows: in the order to draw them: `label`, `value`, `text` (the number as written), and if wanted
            `behind` (a paler bar behind) and `mark` (an upright mark).
        axis: the axis title, with its unit; None draws no axis.
        width: of the area of the bars, in pixels; None takes what the words leave.
        step: least height of a row, in pixels.
        most: the value at the far end, when several panels share one scale.
        labels: whether to write the row labels; a second panel beside the first does not.
    """
    extra = [name for name in ("behind", "mark") if name in rows.columns]
    table = rows.with_columns(
        pl.int_range(pl.len()).alias("row"),
        pl.Series("label", ["\n".join(_wrapped(label)) for label in rows["label"]], dtype=pl.String),
        end=pl.max_horizontal("value", *extra),
    )
    deepest = int(table["label"].str.count_matches("\n").max() or 0)  # type: ignore[arg-type]
    far = most if most is not None else highest(table["end"])
    ticks = axis and alt.Axis(title=axis, tickCount=3, format=",~r", grid=False, labelSeparation=10)
    x: dict[str, Any] = {"scale": alt.Scale(domain=[0, far], nice=False), "axis": ticks or None}
    base = alt.Chart(table).encode(y=alt.Y("row:O", axis=None, sort=None))
    layers: list[alt.Chart] = [base.mark_bar(color=BLUE, size=BAR).encode(x=alt.X("value:Q", **x))]
    if "behind" in extra:
        layers.insert(0, base.mark_bar(color=PALE, size=BAR).encode(x=alt.X("behind:Q", **x)))
    if "mark" in extra:
        layers.append(base.mark_tick(color=RUST, thickness=3, size=BAR + 6).encode(x=alt.X("mark:Q", **x)))
    numbers = base.mark_text(align="left", dx=5, color=INK, fontSize=12)
    layers.append(numbers.encode(x=alt.X("end:Q", **x), text=alt.Text("text:N")))
    if labels:
        layers += [row_labels(base, lines) for lines in range(deepest + 1)]
    height = alt.Step(max(step, LINE * (deepest + 1) + 8))
    return alt.LayerChart(layer=layers).properties(width=width or _room(rows), height=height)


def row_labels(base: alt.Chart, breaks: int) -> alt.Chart:
    """Write the row labels that have so many line breaks, centred on their bars."""
    mark = base.mark_text(
        align="right",
        baseline="middle",
        dy=-breaks * LINE / 2,
        lineBreak="\n",
        lineHeight=LINE,
        color=INK,
        fontSize=12,
    )
    such: alt.Chart = mark.transform_filter(f"length(split(datum.label, '\\n')) == {breaks + 1}")
    return such.encode(x=alt.value(-8), text=alt.Text("label:N"))


def grid(
    cells: pl.DataFrame, across: Sequence[str], down: Sequence[str], titles: tuple[str, str]
) -> alt.LayerChart:
    """Draw a heat map with its number in each cell.

    Args:
        cells: `column`, `row` (positions), `value`, `text`, `folded` (a sum of several: no shade).
        across: names of the columns.
        down: names of the rows.
        titles: axis titles, across and down.
    """
    most = highest(cells.filter(~pl.col("folded"))["value"])
    shade = (pl.col("value") / most).clip(0, 1).sqrt() * (len(SHADES) - 1)
    step = pl.when("folded").then(-1).otherwise(shade.ceil()).cast(pl.Int64)
    table = cells.with_columns(
        fill=step.replace_strict({-1: FOLDED, **dict(enumerate(SHADES))}, return_dtype=pl.String),
        ink=pl.when(step < DARK).then(pl.lit(INK)).otherwise(pl.lit("#ffffff")),
    )
    quiet: dict[str, Any] = {"ticks": False, "domain": False}
    top = alt.Axis(
        orient="top", titleAnchor="start", title=titles[0], labelExpr=lookup(across), labelAngle=-45, **quiet
    )
    side = alt.Axis(title=titles[1], labelExpr=lookup(down), labelPadding=6, **quiet)
    base = alt.Chart(table).encode(
        x=alt.X("column:O", axis=top, sort=None), y=alt.Y("row:O", axis=side, sort=None)
    )
    boxes = base.mark_rect(stroke="white").encode(color=alt.Color("fill:N", scale=None))
    numbers = base.mark_text(fontSize=11).encode(
        text=alt.Text("text:N"), color=alt.Color("ink:N", scale=None)
    )
    return alt.LayerChart(layer=[boxes, numbers]).properties(width=alt.Step(44), height=alt.Step(24))


def lookup(names: Sequence[str]) -> str:
    """Write the names of an axis by position, so that two equal names keep two places."""
    return json.dumps(list(names)) + "[datum.value]"
