"""Drivers: what moves the model from outside, by month; beyond the data only by a named scenario."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.simulate import series, vital
from acuerdo.simulate.series import FIRST, LAST

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """How a driver is known."""

    name: str
    unit: str
    first: str
    """First month that data stand behind, YYYY-MM; what is before it is bridged."""
    last: str
    """Last month that data stand behind, YYYY-MM; what is after it is a scenario."""
    basis: str
    src: str
    bridged: str


@dataclass(frozen=True)
class Drivers(Mapping[str, Array]):
    """Monthly drivers by name, shape (months,) from January of `start` to December of `end`.

    `mx_wage` has shape (months, 4), a column for each group of `series.SCHOOLING`. Units are in `known`.
    """

    start: int
    end: int
    scenario: str | None
    monthly: Mapping[str, Array]
    known: Mapping[str, Series]
    mortality: Array
    """Deaths a year per person, shape (years, 2, 101): sexes F and M, single ages, 100 and over."""
    fertility: Array
    """Births a year per woman, shape (years, 101)."""
    season: Array
    """Factor on a month's rates by calendar month, shape (12,), mean 1. From encounters of 2002-07."""
    state_wage: Array
    """Product a head of a state over the nation's, shape (32,), INEGI codes 1 to 32; 1 where oil makes it."""
    development: Array
    """Money for development over local income, shape (months, 32), beside that of a text: 0, unless an
    experiment says otherwise."""

    def __getitem__(self, name: str) -> Array:
        return self.monthly[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.monthly)

    def __len__(self) -> int:
        return len(self.monthly)

    @property
    def months(self) -> int:
        """How many months there are."""
        return 12 * (self.end - self.start + 1)


OIL_STATES = (4, 27)
"""Campeche and Tabasco, whose product is oil and says nothing of wages (assumed)."""


def read(start: int, end: int, scenario: str | None = None) -> Drivers:
    """Read the drivers of some years.

    Args:
        start: first calendar year, whole.
        end: last calendar year, whole.
        scenario: a name of `scenarios()`, for what lies beyond the data; not needed where nothing does.

    Raises:
        Unreadable: naming at once every year that is out of range and every series that ends before `end`.
    """
    faults = [*_faults_of_years(start, end)]
    if scenario is not None and scenario not in scenarios():
        faults.append(f"no scenario is called {scenario!r}; there are {', '.join(scenarios())}")
    if not faults and scenario is None:
        faults = [*_short(end)]
    if faults:
        raise Unreadable(Fault("drivers", 0, 0, "", fault) for fault in faults)
    months = slice(12 * (start - FIRST), 12 * (end - FIRST + 1))
    years = slice(start - FIRST, end - FIRST + 1)
    season = series.numbers(series.table("season")["share"])
    relative = series.numbers(series.table("states")["relative"])
    relative[[code - 1 for code in OIL_STATES]] = 1.0
    return Drivers(
        start=start,
        end=end,
        scenario=scenario,
        monthly={name: _frozen(_carried(name, scenario)[months]) for name in series.NAMES},
        known=known(),
        mortality=_frozen(vital.mortality()[years]),
        fertility=_frozen(vital.fertility()[years]),
        season=_frozen(season / season.mean()),
        state_wage=_frozen(relative),
        development=_frozen(np.zeros((12 * (end - start + 1), len(relative)))),
    )


def scenarios() -> tuple[str, ...]:
    """Names of the scenarios."""
    return tuple(series.described()["scenarios"])


def known() -> Mapping[str, Series]:
    """How each driver is known."""
    return {name: _described(name, series.described()[name]) for name in series.NAMES}


def _described(name: str, entry: Mapping[str, Any]) -> Series:
    return Series(
        name, entry["unit"], entry["from"], entry["to"], entry["basis"], entry["src"], entry["bridged"]
    )


def _carried(name: str, scenario: str | None) -> Array:
    """A series carried to December 2050 by a scenario; without one, NaN beyond what is known."""
    found = series.known(name)
    beyond = series.MONTHS - len(found)
    if scenario is None:
        more = np.full((beyond, *found.shape[1:]), np.nan)
    else:
        rule: dict[str, Any] = series.described()["scenarios"][scenario][name]
        more = _beyond(found, beyond, rule)
    return np.concatenate([found, more])


def _beyond(found: Array, months: int, rule: Mapping[str, Any]) -> Array:
    if "projection" in rule:
        return vital.births()[-months:] if months else found[:0]
    if "hold_months" in rule:
        return np.broadcast_to(found[-rule["hold_months"] :].mean(axis=0), (months, *found.shape[1:]))
    span = int(rule["grow_months"])
    # Simple rather than compound growth: a root has other bits on other machines. One rate for all columns,
    # so that the groups of a table never cross.
    monthly = (found[-12:].mean() / found[-span - 12 : -span].mean() - 1) / span
    grown: Array = found[-1] * np.cumprod(np.broadcast_to(1 + monthly, (months, *found.shape[1:])), axis=0)
    return grown


def _faults_of_years(start: int, end: int) -> Iterator[str]:
    for word, year in (("first", start), ("last", end)):
        if not FIRST <= year <= LAST:
            yield f"the {word} year must be from {FIRST} to {LAST}, found {year}"
    if start > end:
        yield f"the first year ({start}) must not be after the last ({end})"


def _short(end: int) -> Iterator[str]:
    for each in known().values():
        if each.last < f"{end}-12":
            yield f"{each.name} is known until {each.last}; name a scenario ({', '.join(scenarios())})"


def _frozen(values: Array) -> Array:
    kept = np.array(values, np.float64)
    kept.flags.writeable = False
    return kept
