"""Two announcements, October 2022 and January 2023: fitted on the first, the second is forecast."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo import agreement
from acuerdo.agreement.plan import Enacted
from acuerdo.population import shipped
from acuerdo.simulate import parameters
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.transit import effect
from acuerdo.simulate.transit.effect import Ceilings, Policy

Array = NDArray[np.float64]

TEXT = "agreements/us-mx-2023/agreement.yaml"
FITTED = "VEN"
FORECAST = ("CUB", "HTI", "NIC")
FIRST_DAY = {
    "VEN": date(2022, 10, 12),
    "CUB": date(2023, 1, 5),
    "HTI": date(2023, 1, 5),
    "NIC": date(2023, 1, 5),
}
"""First day on which the text lets a nationality be returned; a test asks the text."""
BEFORE = date(2022, 11, 1)
"""A day on which the text holds as Venezuela's announcement left it."""
LAST_KNOWN = "2022-12"
STEADY, STEADY_FROM, STEADY_TO = ("GTM", "HND", "SLV"), "2011-10", "2019-09"
"""The group and the months whose season is taken (assumed to be everybody's)."""
WANDER_FROM, WANDER_TO = "2021-10", "2022-09"
PROGRAMME_MONTHS = 12
"""Months over which places of a whole programme are spread (assumed)."""
AMONG = 4
"""Nationalities among whom applications are shared evenly (assumed)."""


@dataclass(frozen=True)
class Forecast:
    """Encounters to come of one nationality."""

    nationality: str
    months: tuple[str, ...]
    ensemble: Array
    """Shape (members, months)."""
    last: float
    """The last month known, December 2022."""
    known: Array
    """The twelve months known last, shape (12,)."""
    returned: float
    """Share of encounters that is taken to end in a return."""


@dataclass(frozen=True)
class Announced:
    """What was fitted on Venezuela, and what it makes of the others."""

    sets: Array
    """b, g, A and H, shape (400, 4)."""
    ceiling: Ceilings
    """Of the text in force when the others are forecast."""
    forecasts: tuple[Forecast, ...]
    season: Array
    """Log factor of each calendar month, shape (12,)."""
    rise: float
    """By how much the share returned rose with the announcement."""


def months(first: str, last: str) -> list[str]:
    """Months from `YYYY-MM` to `YYYY-MM`, both included."""
    (year, number), end = (int(part) for part in first.split("-")), last
    made = []
    while (month := f"{year}-{number:02}") <= end:
        made.append(month)
        year, number = year + number // 12, number % 12 + 1
    return made


def known() -> Mapping[str, Mapping[str, float]]:
    """Encounters by nationality and month, to December 2022."""
    return _table("encounters", "encounters")


def announced(until: str = "2023-09", prior: Parameters | None = None) -> Announced:
    """Fit on Venezuela's October to December 2022 and forecast from January 2023, from what was known before.

    Args:
        until: the last month forecast.
        prior: the shipped parameters unless given.
    """
    prior = prior or parameters.read()
    counts, share = known(), _table("returned", "share")
    pattern = effect.season({each: _span(counts[each], STEADY_FROM, STEADY_TO) for each in STEADY})
    named = [each for each in effect.NATIONALITIES if each not in ("HTI", "OTH")]
    noise = effect.wander(np.log([_span(counts[each], WANDER_FROM, WANDER_TO) for each in named]))
    text = agreement.read(shipped.path(TEXT))
    first, second = (agreement.enact(text, day) for day in (BEFORE, FIRST_DAY[FORECAST[0]].replace(day=6)))
    rise = share[FITTED][LAST_KNOWN] - share[FITTED]["2022-09"]
    applicants = prior.value("transit_applicants")
    venezuela = Policy(FIRST_DAY[FITTED], rise, places(first, applicants / AMONG))
    fitted = months("2022-10", LAST_KNOWN)
    level = counts[FITTED]["2022-09"] / _factor(pattern, "2022-09")
    seen = np.array([counts[FITTED][each] / _factor(pattern, each) for each in fitted])
    sets = effect.fit(prior, level, venezuela, fitted, seen, noise)
    ahead = months("2023-01", until)
    strays = effect.wandered(noise, len(ahead))
    made = []
    for each in (*FORECAST, FITTED):
        if each == FITTED:
            policy, start = venezuela, level
        else:
            policy = Policy(FIRST_DAY[each], rise, places(second, applicants))
            start = counts[each][LAST_KNOWN] / _factor(pattern, LAST_KNOWN)
        ensemble = effect.forecast(sets, start, policy, ahead, pattern, strays)
        year = _span(counts[each], "2022-01", LAST_KNOWN)
        made.append(Forecast(each, tuple(ahead), ensemble, float(year[-1]), year, share[FITTED][LAST_KNOWN]))
    return Announced(sets, effect.ceilings(second), tuple(made), pattern, rise)


def places(enacted: Enacted, applicants: float) -> float:
    """Parole places a month per applicant."""
    ceiling = effect.ceilings(enacted)
    monthly = ceiling.places / (PROGRAMME_MONTHS if ceiling.per == "programme" else 1)
    return monthly / applicants


def _factor(pattern: Array, month: str) -> float:
    return float(np.exp(pattern[int(month[-2:]) - 1]))


def _span(counts: Mapping[str, float], first: str, last: str) -> Array:
    return np.array([counts[month] for month in months(first, last)])


def _table(name: str, column: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    with shipped.path(f"data/corridor/transit/{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["nationality"], {})[row["month"]] = float(row[column])
    return found
