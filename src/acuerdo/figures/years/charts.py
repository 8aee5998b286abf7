"""The figures of simulated years, each with its finding, how to read it, and the same numbers as a table."""

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

import polars as pl

from acuerdo.figures import theme
from acuerdo.figures.charts import Figure, Table
from acuerdo.figures.words import mexican_state, number
from acuerdo.population.places import MEXICAN_STATES

from . import marks, paths, worlds
from .compared import compared
from .layout import TILES
from .sides import asked, by_side
from .tables import Years
from .words import SERIES, amount, of, points, two, unit, word
from .worlds import FLOWS, MONEY, STOCKS

UNITS: Final = {MONEY: "USD", "attempts": "attempts", "apprehensions": "events", "transit": "events"}
"""What is counted where it is not people."""


def heads(lang: str, *keys: str) -> tuple[str, ...]:
    """Column heads."""
    return tuple(word(key, lang) for key in keys)


def moving(years: Years, series: str, lang: str) -> Figure | None:
    """A series by year under each run; None where it is nothing in all of them."""
    rows, chart = _panels(years, series)
    if chart is None:
        return None
    what = of(SERIES[series], lang)
    counted = unit(_most(rows), UNITS.get(series, "people"), lang)[1]
    total = worlds.spread(worlds.whole(years.yearly, series, years.last), "run")
    last = dict(total.select("run", "middle").iter_rows())
    span = word("in_all", lang, first=years.first, last=years.last)
    told = "; ".join(
        f"{letter(years, run)}, {_few(years, series, last[run], lang) or amount(last[run], lang)}"
        for run in years.runs
    )
    one = years.worlds == 1
    few = " " + word("read.few", lang, scale=number(years.scale)) if series == "deaths_crossing" else ""
    said = word(
        "find.one" if one else "find.many",
        lang,
        what=what,
        year=years.last if series in STOCKS else span,
        n=years.worlds,
        told=told,
    )
    return Figure(
        series,
        said,
        f"{_up(counted)}. {word('read.one' if one else 'read.many', lang)} {_key(years, lang)}{few}",
        chart,
        _table(years, series, rows, lang),
        evidence=of(years.evidence[series], lang),
    )


@lru_cache(maxsize=64)
def _panels(years: Years, series: str) -> tuple[pl.DataFrame, theme.Picture | None]:
    """The rows of a series and what is drawn of them, which has no words: both languages share it."""
    rows = worlds.banded(years, series)
    if not rows["high"].max():
        return rows, None
    by, _ = unit(_most(rows), "people", "en")
    beside = rows.filter(pl.col("run") == years.reference).select("year", pl.col("middle").alias("beside"))
    drawn = rows.join(beside, on="year", how="left", maintain_order="left").with_columns(
        pl.col("low", "middle", "high", "beside") / by,
        pl.col("run").replace_strict({run: letter(years, run) for run in years.runs}).alias("panel"),
    )
    drawn = drawn.with_columns(beside=pl.when(pl.col("run") != years.reference).then("beside"))
    return rows, marks.bands(drawn.drop("run"))


def _most(rows: pl.DataFrame) -> float:
    return float(rows["high"].max() or 0.0)  # type: ignore[arg-type]


def letter(years: Years, run: str) -> str:
    """The letter by which charts name a run."""
    return string.ascii_uppercase[list(years.runs).index(run)]


def _key(years: Years, lang: str) -> str:
    return " ".join(f"{letter(years, run)}: {of(title, lang)}." for run, title in years.runs.items())


def _played(years: Years, lang: str) -> str:
    """Say whether a figure shows one run or medians."""
    return word("read.worlds.one" if years.worlds == 1 else "read.worlds.many", lang, n=years.worlds)


def _up(said: str) -> str:
    return said[0].upper() + said[1:]


def _few(years: Years, series: str, value: float, lang: str) -> str:
    """Say of deaths that a sample saw none of that there were fewer than one of it stands for."""
    none = series == "deaths_crossing" and not value
    return word("below", lang, n=number(years.scale)) if none else ""


def _table(years: Years, series: str, rows: pl.DataFrame, lang: str) -> Table:
    one = years.worlds == 1
    cells = [
        (
            of(years.runs[run], lang),
            str(year),
            *(_few(years, series, n, lang) or two(n) for n in ((middle,) if one else (middle, low, high))),
        )
        for run, year, low, middle, high in rows.iter_rows()
    ]
    return Table(heads(lang, "run", "year", *(("value",) if one else ("median", "low", "high"))), cells)


def door(years: Years, run: str, pathway: str, lang: str) -> Figure:
    """Who waits at a pathway and who is granted a place, by year."""
    found = paths.by_year(years, run, pathway, "applied", "granted", "waiting")
    waiting, granted = found["waiting"], found["granted"]
    most = max(float(waiting["high"].max() or 0.0), float(granted["middle"].max() or 0.0))  # type: ignore[arg-type]
    by, counted = unit(most, "people", lang)
    rows = list(zip(waiting["year"], *(each["middle"] for each in found.values()), strict=True))
    cells = [
        (str(year), *map(two, counts), two(counts[2] / counts[1]) if counts[1] else "–")
        for year, *counts in rows
        if any(counts)
    ]
    said = {"pathway": of(years.doors[run, pathway], lang), "run": of(years.runs[run], lang)}
    longest, *_, people = max(rows, key=lambda row: row[-1])
    finding = word("find.doors.none", lang, **said)
    if people:
        finding = word("find.doors", lang, year=longest, amount=amount(people, lang), **said)
    return Figure(
        f"door_{years.texts.index(run) + 1}_{pathway}",
        finding,
        f"{_up(counted)}. {word('read.doors', lang)} {_played(years, lang)}",
        marks.bands(paths.panel(letter(years, run), waiting, granted, by)),
        Table(heads(lang, "year", "applied", "granted", "waiting", "wait"), cells),
        evidence=of(years.evidence["text"], lang),
    )


def doors(years: Years, lang: str) -> Iterator[Figure | None]:
    """The pathways that were asked by anybody: who waits, how long, and whose job ends."""
    asked = pl.col("series").is_in(["applied", "waiting"]) & (pl.col("value") > 0)
    pairs = years.pathways.filter(asked).select("run", "pathway").unique(maintain_order=True)
    for run, pathway in pairs.iter_rows():
        yield door(years, run, pathway, lang)
        yield paths.waits(years, run, pathway, letter(years, run), lang)
        yield paths.jobs(years, run, pathway, letter(years, run), lang)


def place(years: Years, run: str, shares: pl.DataFrame, lang: str) -> Figure:
    """The map of a run: shares without a text, their change with one."""
    bare = run == years.reference
    own, first = (
        dict(shares.filter(pl.col("run") == each).select("state_code", "share").iter_rows())
        for each in (run, years.reference)
    )
    values = {code: 100 * (own[code] - (0.0 if bare else first[code])) for code in own}
    write = two if bare else points
    cells = [
        (*TILES[MEXICAN_STATES[code].iso], MEXICAN_STATES[code].iso, value, write(value))
        for code, value in values.items()
    ]
    top = max(own, key=lambda code: own[code])
    said = {"year": years.last, "state": mexican_state(top, lang), "amount": two(100 * own[top])}
    key = "find.map" if bare else "find.map.text"
    least = float(shares.filter(pl.col("run") == run)["least"].min())  # type: ignore[arg-type]
    reading = word("read.map", lang, least=two(least), scale=number(years.scale))
    rows = [
        (mexican_state(code, lang), two(100 * own[code]), *(() if bare else (points(values[code]),)))
        for code in sorted(own, key=lambda code: -own[code])
    ]
    return Figure(
        "map" if bare else f"map_{years.texts.index(run) + 1}",
        word(key, lang, text=of(years.runs[run], lang), **said),
        f"{reading} {_played(years, lang)}",
        marks.tiles(pl.DataFrame(cells, ["row", "column", "letters", "value", "text"], orient="row")),
        Table(heads(lang, "state", "share_there", *(() if bare else ("points",))), rows),
        evidence=of(years.evidence["none" if bare else "text"], lang),
    )


def sections(years: Years, lang: str) -> dict[str, list[Figure]]:
    """Every figure by the section it stands in; a section without any has none."""
    shares = worlds.shares(years)
    made: Mapping[str, Iterable[Figure | None]] = {
        "compared": [compared(years, text, lang) for text in years.texts],
        "sides": [by_side(years, text, lang) for text in years.texts] if years.answered else [],
        "stocks": [moving(years, series, lang) for series in STOCKS],
        "flows": [moving(years, series, lang) for series in FLOWS],
        "money": [
            moving(years, MONEY, lang),
            *(paths.funds(years, text, letter(years, text), lang) for text in years.texts),
        ],
        "doors": doors(years, lang),
        "places": [place(years, run, shares, lang) for run in years.runs],
        "open": [asked(years, text, lang) for text in years.texts] if len(years.asked) else [],
    }
    return {name: [_dressed(each) for each in figures if each] for name, figures in made.items()}


def _dressed(figure: Figure) -> Figure:
    return replace(figure, chart=figure.chart and theme.dressed(figure.chart))


def nothing(years: Years, lang: str) -> list[str]:
    """What is nothing in every run and year, by its words."""
    return [
        of(SERIES[series], lang)
        for series in (*STOCKS, *FLOWS)
        if worlds.banded(years, series)["high"].max() == 0
    ]
