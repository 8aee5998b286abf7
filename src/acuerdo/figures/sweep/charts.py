"""Effect against value: for each outcome one figure, with its finding and the same numbers as a table."""

import string
from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt
import polars as pl

from acuerdo.figures import theme
from acuerdo.figures.charts import Figure, Table
from acuerdo.figures.words import number
from acuerdo.figures.years.compared import COMPARED, TOLD
from acuerdo.figures.years.marks import GREY
from acuerdo.figures.years.words import SERIES, of, signed, two, unit
from acuerdo.figures.years.worlds import BAND, FLOWS, MONEY, STOCKS

from .tables import Path, Sweep
from .words import word

WIDTH, HEIGHT, SHOWN, LETTERS = 290, 120, 12, 44
"""Pixels of a panel; how many panels are drawn, and letters of a path below them."""
SECTIONS: Final[Mapping[str, Sequence[str]]] = {"stocks": STOCKS, "flows": FLOWS, "money": (MONEY,)}


def sections(sweep: Sweep, lang: str) -> dict[str, list[Figure]]:
    """Every figure by the section it stands in."""
    alike = {*same(sweep)}
    return {
        name: [effect(sweep, series, lang) for series in held if series in TOLD and series not in alike]
        for name, held in SECTIONS.items()
    }


def same(sweep: Sweep) -> list[str]:
    """Series that are the same at every value in every world."""
    moved = {*sweep.table.filter(pl.col("difference") != 0)["outcome"]}
    return [series for held in SECTIONS.values() for series in held if series in TOLD and series not in moved]


def effect(sweep: Sweep, series: str, lang: str) -> Figure:
    """How one outcome differs at each value from the same world with the values of the files."""
    rows = sweep.table.filter(pl.col("outcome") == series)
    relative = series in COMPARED and bool((rows["base"] > 0).all())
    drawn = spread(rows, [path.name for path in sweep.paths], relative)
    by, said = (1.0, word("axis.difference", lang)) if relative else _unit(series, drawn, lang)
    panels, shown = drawn["panel"].n_unique(), drawn.filter(pl.col("panel") < SHOWN)
    chart = _drawn(shown.with_columns(pl.col("low", "middle", "high") / by), sweep.paths[0], said)
    return Figure(
        series,
        _finding(sweep, series, drawn, relative, lang),
        _reading(sweep, shown, panels, relative, said, lang),
        theme.dressed(chart),
        _table(sweep, drawn, lang),
        evidence=of(sweep.evidence[series], lang),
    )


def spread(rows: pl.DataFrame, paths: Sequence[str], relative: bool) -> pl.DataFrame:
    """Paired differences over the worlds at each value.

    Returns:
        Columns of `paths`, low, middle, high (in per cent where `relative`), base, value (medians), fewer
        (worlds), panel (from 0, by the values of all paths but the first).
    """
    runs = rows.filter(pl.col(paths[0]).is_not_null())
    by = 100 * pl.col("difference") / pl.col("base") if relative else pl.col("difference")
    low, high = BAND
    found = runs.group_by(paths, maintain_order=True).agg(
        by.quantile(low, "linear").alias("low"),
        by.median().alias("middle"),
        by.quantile(high, "linear").alias("high"),
        pl.col("base", "value").median(),
        (pl.col("difference") < 0).sum().alias("fewer"),
    )
    others = found.select(paths[1:]).unique(maintain_order=True).with_row_index("panel")
    if len(paths) == 1:
        return found.with_columns(panel=pl.lit(0, pl.UInt32))
    return found.join(others, on=paths[1:], maintain_order="left")


def _unit(series: str, drawn: pl.DataFrame, lang: str) -> tuple[float, str]:
    name = {"attempts": "attempts", "apprehensions": "events", MONEY: "USD"}.get(series, "people")
    return unit(float(drawn.select(pl.max_horizontal(pl.col("low", "high").abs().max())).item()), name, lang)


def _drawn(rows: pl.DataFrame, path: Path, said: str) -> theme.Picture:
    """Draw panels on one scale: a line of medians within its band, by the values of the first path."""
    numbers = dict(zip(path.values, path.numbers or range(len(path.values)), strict=True))
    letters = pl.col("panel").map_elements(letter, pl.String)
    table = rows.select(
        pl.col(path.name).replace_strict(numbers, return_dtype=pl.Float64).alias("at"),
        "low",
        "middle",
        "high",
        letters.alias("panel"),
    )
    title = path.name if len(path.name) <= LETTERS else "…" + path.name[1 - LETTERS :]
    x: dict[str, Any] = {"axis": alt.Axis(title=title, tickCount=4, format=",~r", grid=False)}
    ends = [float(table["at"].min()), float(table["at"].max())]  # type: ignore[arg-type]
    if path.numbers is None:
        x["axis"] = alt.Axis(
            title=title, values=[*range(len(path.values))], labelExpr=theme.lookup(path.values), grid=False
        )
    x["scale"] = alt.Scale(domain=ends, nice=False, padding=8)
    sign = "datum.value > 0 ? '+' + datum.label : datum.label"
    side = alt.Axis(title=said, tickCount=4, labelExpr=sign, gridColor="#e4e7eb", minExtent=36)
    y: dict[str, Any] = {"axis": side, "scale": alt.Scale(zero=True)}
    base = alt.Chart().encode(x=alt.X("at:Q", **x))
    layers = [
        base.mark_area(color=theme.PALE).encode(alt.Y("low:Q", **y), y2="high:Q"),
        base.mark_line(color=theme.BLUE, strokeWidth=2, point={"size": 30, "color": theme.BLUE}).encode(
            y=alt.Y("middle:Q", **y)
        ),
        alt.Chart().mark_rule(color=GREY).encode(y=alt.datum(0)),
    ]
    held = _held(path)
    if held is not None:
        layers.append(alt.Chart().mark_rule(color=theme.INK, strokeDash=[4, 3]).encode(x=alt.datum(held)))
    panel = alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT)
    if table["panel"].n_unique() == 1:
        panel.data = table
        return panel
    header = alt.Header(
        title=None, labelOrient="top", labelAnchor="start", labelFontWeight="bold", labelFontSize=13
    )
    rows_of = {
        "row": alt.Row("panel:N", header=header, sort=table["panel"].unique(maintain_order=True).to_list())
    }
    return alt.FacetChart(data=table, spec=panel, facet=rows_of, spacing=12)


def letter(panel: int) -> str:
    """The letter by which a figure names a panel."""
    return string.ascii_uppercase[panel]


def _held(path: Path) -> float | None:
    """Where the value that a path has otherwise stands on the axis; None where it is not on it."""
    if path.numbers is None:
        return float(path.values.index(path.held)) if path.held in path.values else None
    try:
        held = float((path.held or "").replace("_", ""))
    except ValueError:
        return None
    return held if min(path.numbers) <= held <= max(path.numbers) else None


def _finding(sweep: Sweep, series: str, drawn: pl.DataFrame, relative: bool, lang: str) -> str:
    what, year = of(SERIES[series], lang), str(sweep.last)
    if series not in STOCKS:
        year = word("in_all", lang, first=sweep.first, last=sweep.last)
    said = {"what": what, "year": year}
    least, most = (drawn.sort("middle", descending=down).row(0, named=True) for down in (False, True))
    for name, row in (("low", least), ("high", most)):
        said[name] = signed(row["middle"]) + ("%" if relative else "")
        said[f"{name}_at"] = ", ".join(row[path.name] for path in sweep.paths)
    return word("find", lang, **said)


def _reading(sweep: Sweep, shown: pl.DataFrame, panels: int, relative: bool, said: str, lang: str) -> str:
    told = [word("read.percent", lang) if relative else word("read.plain", lang, unit=said)]
    told.append(word("read.one" if sweep.worlds == 1 else "read.many", lang, n=sweep.worlds))
    if _held(sweep.paths[0]) is not None:
        told.append(word("read.held", lang, held=sweep.paths[0].held))
    others = sweep.paths[1:]
    for row in shown.unique("panel", maintain_order=True).iter_rows(named=True) if others else ():
        held = ", ".join(f"{path.name} = {row[path.name]}" for path in others)
        told.append(f"{letter(row['panel'])}: {held}.")
    if panels > SHOWN:
        told.append(word("read.more", lang, n=number(panels - SHOWN)))
    return " ".join(told)


def _table(sweep: Sweep, drawn: pl.DataFrame, lang: str) -> Table:
    one = sweep.worlds == 1
    heads = ("median.base", "median.value", "difference", *(() if one else ("low", "high", "agreeing")))
    cells = [
        (
            *(row[path.name] for path in sweep.paths),
            two(row["base"]),
            two(row["value"]),
            *(signed(row[name]) for name in (("middle",) if one else ("middle", "low", "high"))),
            *(() if one else (number(row["fewer"]),)),
        )
        for row in drawn.iter_rows(named=True)
    ]
    return Table((*(path.name for path in sweep.paths), *(word(each, lang) for each in heads)), cells)
