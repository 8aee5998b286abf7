"""One self-contained page from the result tables of a season."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import polars as pl
from markupsafe import Markup

from acuerdo.agreement.clauses.base import BASES

from .charts import Figure, Table, figures, lost_places, named, reason_words, svg
from .pages import known, page
from .season import COLUMNS, Season
from .words import coded, number, share, us_state, word

SECTIONS: Final = {
    "season": ("funnel", "caps", "months"),
    "where": ("flows", "origins", "destinations"),
    "why": ("people_why", "places_why"),
    "who": ("who", "evidence"),
    "fair": ("fairness", "fairness_origins"),
}
"""The figures of each section of the report."""

MEASURED: Final = re.compile(r"(?P<whole>\d[\d_]*)(?P<part>\.\d+)?(?: (?P<unit>[a-zA-Z/]+))?")
NOT_OURS: Final = re.compile(r' (?:xmlns(?::xlink)?|role|aria-[a-z]+)="[^"<>]*"(?=[^<>]*>)')
WIDTH: Final = re.compile(r' width="(\d+)"')
LARGER: Final = 1.3  # how much larger than drawn a chart is shown where there is room
FAULTS, ORDERS = 50, 20  # rows shown; the total is always told


def html(season: Season, lang: str = "en") -> str:
    """Write the report of a season as one page that needs nothing else.

    Args:
        season: the result tables.
        lang: `en` or `es`.

    Returns:
        A whole HTML document; the same season always gives the same text.

    Raises:
        ValueError: the language is another.
    """
    known(lang)
    drawn = {figure.name: figure for figure in figures(season, lang)}
    tables = _tables(season, lang)
    return page(
        "season.html.j2",
        lang,
        word,
        season=season,
        state=coded("lifecycle", season.state, lang),
        number=number,
        sections={name: [drawn[figure] for figure in names] for name, names in SECTIONS.items()},
        picture=picture,
        empty_orders=_with_empty_places(season.orders).height,
        mismatch=_mismatch(season, lang),
        evidence=_evidence(season, lang),
        **tables,
    )


def picture(figure: Figure) -> Markup:
    """Draw a figure to stand within a page: no address, no words of the library's, and room to grow."""
    drawn = svg(figure.chart) if figure.chart is not None else ""
    plain = NOT_OURS.sub("", drawn)
    sized = WIDTH.sub(
        lambda found: f'{found[0]} style="max-width:{int(found[1]) * LARGER:.0f}px"', plain, count=1
    )
    return Markup(sized)  # noqa: S704  the drawing library escapes what it writes


def _mismatch(season: Season, lang: str) -> str | None:
    """Say it if the permits counted by order are not those counted by worker."""
    orders, workers = int(season.orders["permits"].sum()), int((season.workers["outcome"] == "permit").sum())
    return (
        None if orders == workers else word("mismatch", lang, orders=number(orders), workers=number(workers))
    )


def _evidence(season: Season, lang: str) -> tuple[str, list[str]]:
    """Name the weakest evidence behind the results, and say how much rests on it."""
    executed = season.values.filter("executed")["basis"].to_list()
    people = dict(season.rests_on.group_by("basis").agg(pl.col("people").sum()).iter_rows())
    used = [basis for basis in BASES if basis in executed or people.get(basis)]
    if not used:
        return word("evidence.none", lang), []
    weakest = coded("basis", used[-1], lang)
    n, total = executed.count(used[-1]), len(executed)
    decided, outcomes = people.get(used[-1], 0), sum(people.values())
    return weakest, [
        word("evidence.values", lang, n=number(n), total=number(total), basis=weakest),
        word("evidence.people", lang, n=number(decided), total=number(outcomes)),
    ]


def _tables(season: Season, lang: str) -> dict[str, Table]:
    """Write the tables that stand outside the figures."""
    heads = partial(_heads, lang)
    source = partial(_source, {name: place for place, (name, _, _) in enumerate(season.sources, 1)})
    words = reason_words(season, lang)
    basis = partial(coded, "basis", lang=lang)
    assumptions = season.assumptions.select(COLUMNS["assumptions"].split())
    values = season.values.select(COLUMNS["values"].split())
    return {
        "assumptions": Table(
            heads("clause", "value", "why", "basis", "source"),
            [
                (p, _measured(v, u, lang), _text(w), basis(b), source(s))
                for p, v, u, b, s, w in assumptions.iter_rows()
            ],
        ),
        "values": Table(
            heads("clause", "value", "basis", "source", "executed"),
            [
                (
                    p,
                    _measured(v, None, lang),
                    basis(b),
                    source(s),
                    coded("yes_no", "true" if done else "false", lang),
                )
                for p, v, b, s, done in values.iter_rows()
            ],
        ),
        "reasons": _reasons(season, words, lang),
        "emptiest": _emptiest(_with_empty_places(season.orders).head(ORDERS), words, lang),
        "decided": Table(
            heads("what_decided", "clause", "people", "share"),
            _decided(season, lang),
            (word("total", lang), "", number(int(season.decided["people"].sum())), ""),
        ),
        "rounds": Table(
            heads("round", "day", "sought", "matched", "kept", "stayed_away"),
            [
                (number(at), str(day or word("fair.at_once", lang)), *map(number, counts))
                for at, (day, *counts) in enumerate(
                    season.rounds.select(COLUMNS["rounds"].split()).iter_rows(), 1
                )
            ],
        ),
        "price": Table(
            heads("match", "with_order", "mean_list_place", "first_on_list", "blocking"),
            [
                (coded("match", name, lang), _bounds(least, most), *map(_said, rest))
                for name, least, most, *rest in season.price.select(COLUMNS["price"].split()).iter_rows()
            ],
        ),
        "costs": Table(
            heads("cap_lifted", "with_order", "gained", "lost", "better", "worse"),
            [
                (word(f"caps.{cap}", lang) if cap in ("all", "set_asides") else cap, *map(number, counts))
                for cap, *counts in season.costs.select(COLUMNS["costs"].split()).iter_rows()
            ],
        ),
        "not_executed": Table(heads("clause", "why"), list(season.not_executed)),
        "rows": Table(
            heads("rows", "count"), [(coded("rows", k, lang), number(n)) for k, n in season.rows.items()]
        ),
        "faults": Table(
            heads("line", "column", "found", "problem"),
            [(number(line), *map(_text, rest)) for line, *rest in season.faults[:FAULTS]],
        ),
        "sources": Table(
            heads("source", "title", "kind"), [(i, t, coded("kind", k, lang)) for i, t, k in season.sources]
        ),
    }


def _decided(season: Season, lang: str) -> list[tuple[str, ...]]:
    """Count workers by what decided for them, the most frequent first."""
    total = int(season.decided["people"].sum())
    words = reason_words(season, lang)
    rows = season.decided.group_by("code", "clause").agg(pl.col("people").sum())
    return [
        (words.get(code) or coded("decided", code, lang), clause, number(n), share(n, total))
        for code, clause, n in rows.sort(
            ["people", "code", "clause"], descending=[True, False, False]
        ).iter_rows()
    ]


def _bounds(least: int, most: int) -> str:
    return number(least) if least == most else f"{number(least)}–{number(most)}"


def _said(value: float | None) -> str:
    return "–" if value is None else f"{value:,.1f}" if isinstance(value, float) else number(value)


def _heads(lang: str, *keys: str) -> tuple[str, ...]:
    return tuple(word(key, lang) for key in keys)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _measured(value: Any, unit: str | None, lang: str) -> str:
    """Write a value of a text with its unit: `200_000` and `permits/year`, or `14 days`, or a plain word."""
    said = _text(value)
    found = MEASURED.fullmatch(said)
    if found is None:
        return said if unit is None else f"{said} {coded('unit', unit, lang)}"
    amount = f"{int(found['whole']):,}{found['part'] or ''}"
    return " ".join([amount, *(coded("unit", name, lang) for name in (found["unit"], unit) if name)])


def _source(places: dict[str, int], named_source: str | None) -> str:
    """Lead from the name of a source, such as `delano L61`, to its row among the sources."""
    said = named_source or ""
    place = places.get(said.split(" ")[0])
    return Markup('<a href="#source-{}">{}</a>').format(place, said) if place else said


def _reasons(season: Season, words: Mapping[str, str], lang: str) -> Table:
    """Count people, orders and places for every reason, the most frequent first."""
    people = season.workers.filter(pl.col("outcome") != "permit").group_by("reason").len("people")
    empty = lost_places(season.orders).drop_nulls("reason")
    rows = season.reasons.unique("reason", keep="first").select("reason", "clause", "basis")
    for counts in (people, empty):
        rows = rows.join(counts, on="reason", how="full", coalesce=True)
    rows = rows.filter(pl.col("reason").fill_null("") != "").with_columns(
        pl.col("people", "orders", "places").fill_null(0)
    )
    rows = rows.sort(["people", "places", "reason"], descending=[True, True, False])
    said = []
    for reason, clause, basis, *counted in rows.iter_rows():
        known = coded("basis", basis, lang) if basis else ""
        said.append(
            (named(reason, words, "unfilled", lang), reason, _text(clause), known, *map(number, counted))
        )
    return Table(_heads(lang, "reason", "reason_id", "clause", "basis", "people", "orders", "places"), said)


def _with_empty_places(orders: pl.DataFrame) -> pl.DataFrame:
    """Give the job orders that have empty places, those with most first."""
    empty = orders.with_columns(empty=pl.col("places") - pl.col("filled")).filter(pl.col("empty") > 0)
    return empty.sort(["empty", "case"], descending=[True, False])


def _emptiest(orders: pl.DataFrame, words: Mapping[str, str], lang: str) -> Table:
    """List the job orders with most empty places."""
    columns = "case employer state occupation answer reason unfilled_reason places filled".split()
    rows = []
    for case, employer, state, job, answer, refused, unfilled, *counts in orders.select(columns).iter_rows():
        why = named(unfilled if answer == "yes" else refused, words, "unfilled", lang)
        places, filled = counts
        numbers = map(number, (places, filled, places - filled))
        rows.append((_text(case), _text(employer), us_state(state, lang), _text(job), why, *numbers))
    heads = "case", "employer", "destination", "occupation", "reason", "places", "filled", "empty_places"
    return Table(_heads(lang, *heads), rows)
