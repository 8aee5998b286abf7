"""The charts of a season: small tables drawn from large ones, each with its finding in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, Final

import altair as alt
import polars as pl
import vl_convert

from acuerdo.agreement.clauses.base import BASES

from . import theme
from .season import Season
from .words import coded, mexican_state, month, number, share, us_state, whole_month, word

NOT_ELIGIBLE: Final = ("not_eligible", "needs_evidence")
MATCHED: Final = ("permit", "queued", "refused")
ORIGINS, DESTINATIONS, US_STATES, REASONS, CAPS = 12, 15, 20, 12, 24  # drawn one by one; the rest is folded
AGES: Final = (18, 25, 35, 45, 55, 65)
NUMBER: Final = re.compile(r"[-–]?[\d,.]*%?")
PERMIT: Final = pl.col("outcome").eq_missing("permit")


@dataclass(frozen=True)
class Table:
    """What a chart shows, as rows of words."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    foot: tuple[str, ...] = ()

    @property
    def right(self) -> list[bool]:
        """Say which columns hold only numbers, to be aligned right."""
        columns = [[row[column] for row in self.rows] for column in range(len(self.head))]
        return [any(column) and all(NUMBER.fullmatch(cell) for cell in column) for column in columns]


@dataclass(frozen=True)
class Figure:
    """A chart with its finding, how to read it, and the same numbers as a table."""

    name: str
    finding: str
    reading: str
    chart: theme.Picture | None
    table: Table
    wide: bool = False
    evidence: str = ""
    """How well the weakest thing is known that it rests on, where that is told at each figure."""


def charts(season: Season, lang: str) -> dict[str, theme.Picture]:
    """Draw every chart of a season that has something to show, each titled with its finding."""
    drawn = ((figure, figure.chart) for figure in figures(season, lang))
    return {figure.name: theme.titled(chart, figure.finding) for figure, chart in drawn if chart is not None}


def svg(chart: theme.Picture) -> str:
    """Draw a chart as SVG, on this machine, without the network."""
    return _drawn(chart.to_json(indent=None, validate=False))  # tests hold every chart against the schema


@lru_cache(maxsize=128)
def _drawn(spec: str) -> str:
    """Draw once what two languages share."""
    drawn: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return drawn


def figures(season: Season, lang: str) -> list[Figure]:
    """Make every figure of a season, in the order of the report."""
    made = [make(season, lang) for make in MAKERS]
    return [replace(figure, chart=figure.chart and theme.dressed(figure.chart)) for figure in made]


def reason_words(season: Season, lang: str) -> dict[str, str]:
    """Give the season's own words for its reasons."""
    return {reason: said for reason, said in season.reasons.select("reason", lang).iter_rows() if said}


def named(code: str | None, words: Mapping[str, str], kind: str, lang: str) -> str:
    """Word a reason by the season's own words, or else by those of the codes."""
    if not code:
        return word("unknown", lang)
    return words.get(code) or coded(kind, code, lang)


def _heads(lang: str, *keys: str) -> tuple[str, ...]:
    return tuple(word(key, lang) for key in keys)


def _frame(rows: Iterable[tuple[str, float, str]]) -> pl.DataFrame:
    """Make a table of label, value and the value as written."""
    return pl.DataFrame(list(rows), schema=["label", "value", "text"], orient="row")


def _bars(rows: Iterable[tuple[str, float, str]], axis: str | None, **size: Any) -> alt.LayerChart:
    return theme.bars(_frame(rows), axis, **size)


def _folded(rows: Sequence[tuple[Any, ...]], keep: int, lang: str) -> list[tuple[Any, ...]]:
    """Add together the rows past the first `keep`, so that none is dropped; the first column is words."""
    if len(rows) <= keep + 1:
        return list(rows)
    rest = rows[keep:]
    sums = (sum(row[column] for row in rest) for column in range(1, len(rows[0])))
    return [*rows[:keep], (word("other", lang, n=number(len(rest))), *sums)]


def _sum(rows: pl.DataFrame, column: str) -> int:
    return int(rows[column].sum())


def _counted(n: float, whole: float) -> str:
    return f"{number(n)} ({share(n, whole)})"


def _of(n: int, limit: int | None, lang: str) -> str:
    return number(n) if limit is None else word("of", lang, n=number(n), total=number(limit))


def _clause(sentence: str) -> str:
    """Make a sentence fit within another."""
    return sentence.strip().removesuffix(".")


def funnel(season: Season, lang: str) -> Figure:
    """Count what is left at each stage, of places and of people."""
    orders, workers = season.orders, season.workers
    matched = pl.col("outcome").is_in(MATCHED) | pl.col("order_state").is_not_null()
    places = [
        ("certified", _sum(orders, "places")),
        ("admitted", _sum(orders.filter(pl.col("answer") == "yes"), "places")),
        ("filled", _sum(orders, "filled")),
        ("place_permit", _sum(orders, "permits")),
    ]
    people = [
        ("applied", len(workers)),
        ("eligible", len(workers.filter(~pl.col("outcome").is_in(NOT_ELIGIBLE)))),
        ("matched", len(workers.filter(matched))),
        ("permit", len(workers.filter(PERMIT))),
    ]
    most = max(places[0][1], people[0][1])
    panels, cells = [], []
    for topic, stages in (("places", places), ("people", people)):
        first, title = stages[0][1], word(f"funnel.{topic}", lang)
        rows = [(word(f"funnel.{stage}", lang), n, _counted(n, first)) for stage, n in stages]
        panels.append((title, _frame(rows)))
        cells += [(title, label, number(n), share(n, first)) for label, n, _ in rows]
    total, ended = places[0][1], places[-1][1]
    said = word("find.funnel", lang, n=number(ended), total=number(total), share=share(ended, total))
    return Figure(
        "funnel",
        said if most else word("topic.funnel", lang),
        word("read.funnel", lang),
        theme.stack(panels, word("axis.count", lang), most) if most else None,
        Table(_heads(lang, "counted", "stage", "count", "share"), cells),
    )


def months(season: Season, lang: str) -> Figure:
    """Count people by month of entry, beside the cap of the month where there is one."""
    entered = season.workers.filter(PERMIT | pl.col("entry").is_not_null())
    counts = dict(entered.group_by(pl.col("entry").dt.truncate("1mo")).len().iter_rows())
    undated, total = counts.pop(None, 0), len(entered)
    days = pl.date_range(min(counts), max(counts), "1mo", eager=True).to_list() if counts else []
    caps = _monthly_caps(season)
    rows = [(month(day, lang), counts.get(day, 0), caps.get(f"{day:%Y-%m}")) for day in days]
    rows += [(word("no_date", lang), undated, None)] if undated else []
    capped = any(cap is not None for *_, cap in rows)
    drawn = pl.DataFrame(
        [(label, n, _of(n, cap, lang), cap) for label, n, cap in rows],
        schema={"label": pl.String, "value": pl.Int64, "text": pl.String, "mark": pl.Int64},
        orient="row",
    )
    finding = word("topic.months", lang)
    if counts:
        busiest = min(counts, key=lambda day: (-counts[day], day))
        said = {"month": whole_month(busiest, lang), "n": number(counts[busiest]), "total": number(total)}
        finding = word("find.months", lang, **said)
    cells = [(label, number(n), "–" if cap is None else number(cap)) for label, n, cap in rows]
    keep = 3 if capped else 2
    return Figure(
        "months",
        finding,
        word("read.months.cap" if capped else "read.months", lang),
        theme.bars(drawn if capped else drawn.drop("mark"), word("axis.entries", lang)) if rows else None,
        Table(
            _heads(lang, "month", "entries", "cap")[:keep],
            [row[:keep] for row in cells],
            (word("total", lang), number(total), "")[:keep],
        ),
    )


def _monthly_caps(season: Season) -> dict[str, int]:
    """Give, by month, the cap that holds for that one month as a whole."""
    whole = pl.col("set_aside").is_null() & pl.col("places").is_not_null()
    monthly = season.caps.filter(whole & pl.col("period").str.contains(r"^\d{4}-\d{2}$"))
    return dict(monthly.group_by("period").agg(pl.col("places").min()).iter_rows())


def caps(season: Season, lang: str) -> Figure:
    """Show how far each cap, and each part of it set aside, is used."""
    several = season.caps["path"].n_unique() > 1
    rows, cells = [], []
    columns = "path", "period", "places", "granted", "set_aside"
    for path, period, places, granted, group in season.caps.select(columns).iter_rows():
        whom = word("everyone", lang) if group is None else coded("set_aside", group, lang)
        limit = word("unlimited", lang) if places is None else number(places)
        used = 0.0 if places is None else 100 * granted / max(places, 1)
        label = " · ".join((path, period, whom) if several else (period, whom))
        rows.append((label, used, word("of", lang, n=number(granted), total=limit)))
        cells.append((path, period, whom, limit, number(granted)))
    limited = season.caps.drop_nulls("places")
    full = len(limited.filter(pl.col("granted") >= pl.col("places")))
    drawn = sorted(rows, key=lambda row: -row[1])[:CAPS] if len(rows) > CAPS else rows
    less = "" if len(drawn) == len(rows) else " " + word("shown", lang, n=len(drawn), total=len(rows))
    most = max([100.0, *(used for _, used, _ in drawn)])
    return Figure(
        "caps",
        word("find.caps", lang, n=number(full), total=number(len(limited)))
        if rows
        else word("topic.caps", lang),
        word("read.caps", lang) + less,
        _bars(drawn, word("axis.cap", lang), most=most) if rows else None,
        Table(_heads(lang, "clause", "period", "set_aside", "places", "granted"), cells),
    )


def flows(season: Season, lang: str) -> Figure:
    """Count permits from each Mexican state to each US state, the small ones added together."""
    pairs = season.workers.filter(PERMIT).group_by("state", "order_state").len("n")
    pairs = pairs.with_columns(
        pl.col("state").cast(pl.Int64).fill_null(0), pl.col("order_state").fill_null("")
    )
    across, down = (
        _ranked(pairs, "state", ORIGINS, "column"),
        _ranked(pairs, "order_state", DESTINATIONS, "row"),
    )
    summed = pairs.join(across, on="state").join(down, on="order_state").group_by("column", "row")
    found = {(column, row): n for column, row, n in summed.agg(pl.col("n").sum()).iter_rows()}
    froms = _axis_words(across, lambda code: mexican_state(code, lang), lang)
    tos = _axis_words(down, lambda code: us_state(code, lang), lang)
    cells = [
        (column, row, n := found.get((column, row), 0), number(n), column == ORIGINS or row == DESTINATIONS)
        for row in range(len(tos))
        for column in range(len(froms))
    ]
    chart, finding = None, word("topic.flows", lang)
    if cells:
        drawn = pl.DataFrame(cells, schema=["column", "row", "value", "text", "folded"], orient="row")
        chart = theme.grid(drawn, froms, tos, (word("origin", lang), word("destination", lang)))
        origin, destination, n = pairs.sort("n", "state", "order_state", descending=[True, False, False]).row(
            0
        )
        names = {"origin": mexican_state(origin, lang), "destination": us_state(destination, lang)}
        finding = word("find.flows", lang, n=number(n), **names)
    return Figure(
        "flows", finding, word("read.flows", lang), chart, _matrix(found, froms, tos, lang), wide=True
    )


def _ranked(pairs: pl.DataFrame, key: str, keep: int, position: str) -> pl.DataFrame:
    """Give each code its place on an axis, largest first; all past the first `keep` share the last place."""
    ranked = pairs.group_by(key).agg(pl.col("n").sum()).sort(["n", key], descending=[True, False])
    places = pl.int_range(pl.len())
    return ranked.select(key, (places.clip(0, keep) if len(ranked) > keep + 1 else places).alias(position))


def _axis_words(ranked: pl.DataFrame, name: Callable[[Any], str], lang: str) -> list[str]:
    """Name each place of an axis."""
    groups = [
        [name(code) for code, _ in rows] for _, rows in groupby(ranked.iter_rows(), key=lambda row: row[1])
    ]
    return [names[0] if len(names) == 1 else word("other", lang, n=number(len(names))) for names in groups]


def _matrix(found: dict[tuple[int, int], int], froms: list[str], tos: list[str], lang: str) -> Table:
    """Write the heat map as a table with totals."""
    counts = [[found.get((column, row), 0) for column in range(len(froms))] for row in range(len(tos))]
    sums = [sum(column) for column in zip(*counts, strict=True)]
    total = word("total", lang)
    rows = [(to, *map(number, row), number(sum(row))) for to, row in zip(tos, counts, strict=True)]
    return Table(
        (word("destination", lang), *froms, total), rows, (total, *map(number, sums), number(sum(sums)))
    )


def origins(season: Season, lang: str) -> Figure:
    """Count permits by state of origin, and as a share of that state's applicants."""
    states = season.workers.group_by("state").agg(PERMIT.sum().alias("permits"), pl.len().alias("all"))
    states = states.sort(["permits", "all", "state"], descending=[True, True, False])
    rows = [(mexican_state(code, lang), n, everyone) for code, n, everyone in states.iter_rows()]
    granted, everyone = _sum(states, "permits"), _sum(states, "all")
    chart, finding = None, word("topic.origins", lang)
    if rows:
        counts = [(s, n, number(n)) for s, n, _ in rows]
        rates = [(s, 100 * n / all_, share(n, all_)) for s, n, all_ in rows]
        left = _bars(counts, word("axis.permits", lang), width=80, step=19)
        right = _bars(rates, word("axis.share", lang), width=65, step=19, labels=False)
        titles = word("permits", lang), word("share", lang)
        chart = alt.hconcat(left.properties(title=titles[0]), right.properties(title=titles[1]))
    if granted:
        state, n, _ = rows[0]
        finding = word("find.origins", lang, origin=state, n=number(n), share=share(n, granted))
    return Figure(
        "origins",
        finding,
        word("read.origins", lang),
        chart,
        Table(
            _heads(lang, "origin", "applicants", "permits", "share"),
            [(s, number(all_), number(n), share(n, all_)) for s, n, all_ in rows],
            (word("total", lang), number(everyone), number(granted), share(granted, everyone)),
        ),
    )


def destinations(season: Season, lang: str) -> Figure:
    """Count places and filled places by US state."""
    states = season.orders.group_by("state").agg(pl.col("places", "filled", "permits").sum())
    states = states.sort(["places", "state"], descending=[True, False], nulls_last=True)
    rows = [(us_state(code, lang), *counts) for code, *counts in states.iter_rows()]
    totals = [_sum(states, name) for name in ("places", "filled", "permits")]
    chart, finding = None, word("topic.destinations", lang)
    if totals[0]:
        drawn = [
            (label, filled, word("of", lang, n=number(filled), total=number(places)), places)
            for label, places, filled, _ in _folded(rows, US_STATES, lang)
        ]
        table = pl.DataFrame(drawn, schema=["label", "value", "text", "behind"], orient="row")
        chart = theme.bars(table, word("axis.places", lang))
        label, places, filled, _ = rows[0]
        said = {
            "destination": label,
            "total": number(places),
            "n": number(filled),
            "share": share(filled, places),
        }
        finding = word("find.destinations", lang, **said)
    return Figure(
        "destinations",
        finding,
        word("read.destinations", lang),
        chart,
        Table(
            _heads(lang, "destination", "places", "filled", "permits", "share_filled"),
            [(label, *map(number, counts), share(counts[1], counts[0])) for label, *counts in rows],
            (word("total", lang), *map(number, totals), share(totals[1], totals[0])),
        ),
    )


def _why_bars(rows: Sequence[tuple[str, int]], axis: str, lang: str) -> theme.Picture | None:
    """Draw reasons with their counts and shares; nothing where there is none."""
    total = sum(n for _, n in rows)
    drawn = [(_clause(label), n, _counted(n, total)) for label, n in _folded(rows, REASONS, lang)]
    return _bars(drawn, word(axis, lang)) if drawn else None


def people_why(season: Season, lang: str) -> Figure:
    """Count the people without a permit by the reason each was given."""
    words = reason_words(season, lang)
    without = season.workers.filter(~PERMIT).group_by("outcome", pl.col("reason").fill_null("")).len("n")
    without = without.sort(["n", "outcome", "reason"], descending=[True, False, False])
    rows = [
        (named(reason, words, "unfilled", lang) if reason else coded("outcome", outcome, lang), outcome, n)
        for outcome, reason, n in without.iter_rows()
    ]
    total = _sum(without, "n")
    finding = word("find.people_full" if len(season.workers) else "topic.people_why", lang)
    if rows:
        label, _, n = rows[0]
        finding = word("find.people_why", lang, total=number(total), reason=_clause(label), n=number(n))
    return Figure(
        "people_why",
        finding,
        word("read.people_why", lang),
        _why_bars([(label, n) for label, _, n in rows], "axis.people", lang),
        Table(
            _heads(lang, "reason", "outcome", "people", "share"),
            [
                (label, coded("outcome", outcome, lang), number(n), share(n, total))
                for label, outcome, n in rows
            ],
            (word("total", lang), "", number(total), share(total, total)),
        ),
    )


def lost_places(orders: pl.DataFrame) -> pl.DataFrame:
    """Count the orders and places that did not lead to a permit, by the reason of each.

    Returns:
        `reason` (null for places that were matched but got no permit), `orders`, `places`, most first.
    """
    why = pl.when(pl.col("answer") != "yes").then("reason").otherwise("unfilled_reason").fill_null("")
    empty = orders.select(why.alias("reason"), places=pl.col("places") - pl.col("filled"))
    waiting = orders.select(
        pl.lit(None, pl.String).alias("reason"), places=pl.col("filled") - pl.col("permits")
    )
    lost = pl.concat([empty, waiting], how="vertical_relaxed").filter(pl.col("places") != 0)
    summed = lost.group_by("reason").agg(pl.len().alias("orders"), pl.col("places").sum())
    return summed.sort(["places", "reason"], descending=[True, False], nulls_last=True)


def places_why(season: Season, lang: str) -> Figure:
    """Count the places without a permit: in orders not admitted, left empty, or matched without a permit."""
    words = reason_words(season, lang)
    rows = [
        (word("no_permit", lang) if reason is None else named(reason, words, "unfilled", lang), orders, n)
        for reason, orders, n in lost_places(season.orders).iter_rows()
    ]
    total, everyone = sum(n for *_, n in rows), _sum(season.orders, "places")
    finding = word("find.places_full" if everyone else "topic.places_why", lang)
    if rows:
        label, _, n = rows[0]
        said = {"total": number(total), "all": number(everyone), "reason": _clause(label), "n": number(n)}
        finding = word("find.places_why", lang, **said)
    return Figure(
        "places_why",
        finding,
        word("read.places_why", lang),
        _why_bars([(label, n) for label, _, n in rows], "axis.places", lang),
        Table(
            _heads(lang, "reason", "orders", "places", "share"),
            [(label, number(orders), number(n), share(n, total)) for label, orders, n in rows],
            (word("total", lang), "", number(total), share(total, total)),
        ),
    )


def who(season: Season, lang: str) -> Figure:
    """Give the share of applicants with a permit by sex, age, schooling and experience."""
    groups = _groups(season.workers, lang)
    rates = [100 * n / everyone for _, rows in groups for _, everyone, n in rows]
    panels: list[tuple[str, pl.DataFrame]] = []
    cells: list[tuple[str, ...]] = []
    for title, rows in groups:
        drawn = [(label, 100 * n / everyone, share(n, everyone)) for label, everyone, n in rows]
        panels.append((title, _frame(drawn)))
        cells += [
            (title, label, number(everyone), number(n), share(n, everyone)) for label, everyone, n in rows
        ]
    granted, everyone = len(season.workers.filter(PERMIT)), len(season.workers)
    finding = word("topic.who", lang)
    if groups:
        back = season.workers.group_by("returning").agg(PERMIT.mean())
        said = {bool(key): share(rate, 1) for key, rate in back.iter_rows() if key is not None}
        parts = {"returning": said.get(True, "–"), "first": said.get(False, "–")}
        finding = word("find.who", lang, share=share(granted, everyone), **parts)
    return Figure(
        "who",
        finding,
        word("read.who", lang),
        theme.stack(panels, word("axis.share", lang), max(rates) or 1) if panels else None,
        Table(_heads(lang, "trait", "group", "applicants", "permits", "share"), cells),
    )


def _groups(workers: pl.DataFrame, lang: str) -> list[tuple[str, list[tuple[str, int, int]]]]:
    """Count applicants and permits of each group, by trait; a trait of nobody is left out."""
    young, *bands, old = (
        word("age.under", lang),
        *(word("age.band", lang, low=low, high=high - 1) for low, high in pairwise(AGES)),
        word("age.over", lang),
    )
    ages = [young, *bands, old]
    age = pl.col("age")
    band = pl.sum_horizontal((age >= least).cast(pl.Int64) for least in AGES)
    traits: list[tuple[str, pl.Expr, Callable[[Any], str]]] = [
        ("sex", pl.col("sex"), lambda code: coded("sex", code, lang)),
        ("age", pl.when(age.is_not_null()).then(band), lambda band: ages[band]),
        ("schooling", pl.col("schooling"), lambda code: coded("schooling", code, lang)),
        ("experience", pl.col("returning"), lambda back: word("returning" if back else "first_time", lang)),
    ]
    return [
        (
            word(name, lang),
            [(word("unknown", lang) if c is None else say(c), everyone, n) for c, everyone, n in rows],
        )
        for name, expression, say in traits
        if (rows := _tally(workers, expression))
    ]


def _tally(workers: pl.DataFrame, expression: pl.Expr) -> list[tuple[Any, int, int]]:
    """Count people and permits by the value of an expression, in the order of its values."""
    counts = workers.group_by(expression.alias("group")).agg(
        pl.len().alias("all"), PERMIT.sum().alias("permits")
    )
    leading = pl.col("group").cast(pl.String).str.extract(r"^(\d+)").cast(pl.Int64)
    return counts.sort([leading, "group"], nulls_last=True).rows()


def evidence(season: Season, lang: str) -> Figure:
    """Count outcomes by how the clause that decided each is known."""
    summed = dict(season.rests_on.group_by("basis").agg(pl.col("people").sum()).iter_rows())
    order = [basis for basis in BASES if basis in summed] + sorted(set(summed) - set(BASES))
    total = sum(summed.values())
    firm = sum(summed.get(basis, 0) for basis in ("stated", "law"))
    rows = [(coded("basis", basis, lang), summed[basis], _counted(summed[basis], total)) for basis in order]
    return Figure(
        "evidence",
        word("find.evidence", lang, share=share(total - firm, total))
        if total
        else word("topic.evidence", lang),
        word("read.evidence", lang),
        _bars(rows, word("axis.outcomes", lang)) if total else None,
        Table(
            _heads(lang, "basis", "outcomes", "share"),
            [(label, number(n), share(n, total)) for label, n, _ in rows],
            (word("total", lang), number(total), share(total, total)),
        ),
    )


SERVED: Final = ("returning", "sex", "age")
"""Traits of the first figure of fairness; the second is of states of origin."""


def fairness(season: Season, lang: str) -> Figure:
    """Give the share of those eligible who were matched, by experience, sex and age."""
    return _served("fairness", SERVED, season, lang)


def fairness_origins(season: Season, lang: str) -> Figure:
    """Give the share of those eligible who were matched, by state of origin."""
    return _served("fairness_origins", ("state",), season, lang)


def _served(name: str, traits: Sequence[str], season: Season, lang: str) -> Figure:
    columns = "trait", "group", "eligible", "matched", "permits"
    told = season.fairness.select(columns).filter(pl.col("trait").is_in(traits)).rows()
    rows = [(trait, group_word(trait, group, lang), *counts) for trait, group, *counts in told]
    whole, matched = (_sum(season.fairness.filter(trait="all"), name) for name in ("eligible", "matched"))
    drawn = [row for row in rows if row[2]]
    chart, finding = None, word(f"topic.{name}", lang)
    if drawn and whole:
        overall = 100 * matched / whole
        panels = [
            (
                word(f"trait.{trait}", lang),
                pl.DataFrame(
                    [
                        (label, 100 * n / of, share(n, of), overall)
                        for t, label, of, n, _ in drawn
                        if t == trait
                    ],
                    schema=["label", "value", "text", "mark"],
                    orient="row",
                ),
            )
            for trait in traits
            if any(row[0] == trait for row in drawn)
        ]
        chart = theme.stack(
            panels, word("axis.matched", lang), max(100 * n / of for _, _, of, n, _ in drawn) or 1
        )
        low, high = min(drawn, key=lambda row: row[3] / row[2]), max(drawn, key=lambda row: row[3] / row[2])
        said = {"share": share(matched, whole)}
        said |= {
            "low": share(low[3], low[2]),
            "least": low[1],
            "high": share(high[3], high[2]),
            "most": high[1],
        }
        finding = word("find.fairness", lang, **said)
    return Figure(
        name,
        finding,
        word("read.fairness", lang),
        chart,
        Table(
            _heads(
                lang, "trait", "group", "eligible", "matched", "permits", "share_matched", "share_permits"
            ),
            [
                (
                    word(f"trait.{trait}", lang),
                    label,
                    *map(number, counts),
                    *(share(n, counts[0]) for n in counts[1:]),
                )
                for trait, label, *counts in rows
            ],
        ),
    )


def group_word(trait: str, group: str, lang: str) -> str:
    """Name a group of people, such as `25` among ages: 25 to 34."""
    if not group:
        return word("unknown", lang)
    if trait == "state":
        return mexican_state(int(group), lang)
    if trait == "age":
        bounds = dict(pairwise((*AGES, None)))
        low, over = int(group), bounds.get(int(group))
        if low == 0:
            return word("age.under", lang)
        return word("age.over", lang) if over is None else word("age.band", lang, low=low, high=over - 1)
    if trait == "returning":
        return word("returning" if group == "true" else "first_time", lang)
    return coded(trait, group, lang)


MAKERS: Final = (
    funnel,
    caps,
    months,
    flows,
    origins,
    destinations,
    people_why,
    places_why,
    who,
    evidence,
    fairness,
    fairness_origins,
)
