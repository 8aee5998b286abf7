"""Encounters of people in transit under a text and without it, in the years of which there is data.

Without a text a nationality goes on at its level of September 2022, the last month before any announcement,
with the season of a steady group. A text changes that from its first day for a nationality: by the share
returned where it has returns, by its parole places, and by the announcement, as fitted on Venezuela's October
2022.
"""

from datetime import date
from functools import cache

import numpy as np
import polars as pl

from acuerdo.agreement import Agreement, Plan, Refused, enact
from acuerdo.agreement.clauses.base import Dated
from acuerdo.agreement.clauses.open_to import OpenTo
from acuerdo.agreement.plan import Enacted
from acuerdo.simulate import parameters
from acuerdo.simulate.transit import announcements, effect
from acuerdo.simulate.transit.announcements import FITTED, FORECAST, Announced
from acuerdo.simulate.transit.effect import Policy

BEFORE, FIRST, LAST = "2022-09", "2022-10", "2023-12"
"""The last month before any announcement, and the months that are played."""
SERIES, UNIT = "transit", "events"
RETURNS, PAROLE = "third_country_nationals", "chnv_parole"


def yearly(
    world: int, worlds: int, run: str, text: tuple[Agreement, Plan | None] | None, end: int
) -> pl.DataFrame:
    """Encounters by calendar year: columns as `writing.yearly`; no row where no year is played.

    Args:
        world, worlds: which of how many; each has a set of the fit on Venezuela, a single one the median set.
        text: with its plan; None for none.
        end: last year.
    """
    found = _announced()
    sets = found.sets[[len(found.sets) * (world - 1) // worlds]]
    if worlds == 1:
        sets = np.median(found.sets, axis=0, keepdims=True)
    months = announcements.months(FIRST, LAST)
    counts = announcements.known()
    by_year = dict.fromkeys((2022, 2023), 0.0)
    by_year[2022] = sum(
        counts[each][month] for each in _nations() for month in announcements.months("2022-01", BEFORE)
    )
    for each in _nations():
        level = counts[each][BEFORE] / np.exp(found.season[int(BEFORE[-2:]) - 1])
        policy = _policy(text, each, found)
        factor = effect.effect(sets, policy, months)[0] if policy else np.ones(len(months))
        for month, value in zip(months, factor, strict=True):
            by_year[int(month[:4])] += float(level * np.exp(found.season[int(month[-2:]) - 1]) * value)
    rows = [
        (world, run, year, "calendar", SERIES, value, UNIT) for year, value in by_year.items() if year <= end
    ]
    schema = {
        "world": pl.Int32, "run": pl.String, "year": pl.Int32, "of": pl.String, "series": pl.String,
        "value": pl.Float64, "unit": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema, orient="row")


def _nations() -> tuple[str, ...]:
    return (FITTED, *FORECAST)


@cache
def _announced() -> Announced:
    return announcements.announced()


def _policy(text: tuple[Agreement, Plan | None] | None, nation: str, found: Announced) -> Policy | None:
    """What a text changes for a nationality from its first day; None where it names it in nothing."""
    if text is None:
        return None
    enacted = [each for each in (_enacted(text, day) for day in _days(text[0])) if each]
    returned = [each for each in enacted if nation in _reached(each, *_returns(each.agreement))]
    paroled = [each for each in enacted if nation in _reached(each, *_parole(each.agreement))]
    begun = [each.on for each in (*returned[:1], *paroled[:1])]
    if not begun:
        return None
    applicants = parameters.read().value("transit_applicants")
    among = announcements.AMONG if nation == FITTED else 1
    places = announcements.places(paroled[0], applicants / among) if paroled else 0.0
    return Policy(min(begun), found.rise if returned else 0.0, places)


def _returns(text: Agreement) -> list[Dated[OpenTo]]:
    return [each.of for name, each in text.terms.returns.items() if name == RETURNS]


def _parole(text: Agreement) -> list[Dated[OpenTo]]:
    return [each.open_to for name, each in text.terms.pathways.items() if name == PAROLE]


def _days(text: Agreement) -> list[date]:
    """The days on which the reach of returns or parole changes."""
    dated = [entry.from_ for each in (*_returns(text), *_parole(text)) for entry in each]
    return sorted({each for each in dated if each})


def _enacted(text: tuple[Agreement, Plan | None], day: date) -> Enacted | None:
    try:
        return enact(text[0], day, text[1])
    except Refused:
        return None


def _reached(enacted: Enacted, *reaches: Dated[OpenTo]) -> set[str]:
    """Nationalities that clauses reach on their day."""
    groups = enacted.agreement.terms.nations
    named: set[str] = set()
    for reach in reaches:
        opened = reach.on(enacted.on)
        of = opened.nationals_of if opened else ()
        for each in [of] if isinstance(of, str) else of:
            named |= set(groups.get(each, (each,)))
    return named
