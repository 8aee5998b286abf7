"""The papers' tables: each of their figures beside that of simulated people, and whether it holds."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import hypot

import numpy as np
from numpy.typing import NDArray

from acuerdo.population import shipped
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.papers.estimators import Estimate, linear, logit
from acuerdo.simulate.papers.panel import Panel, PersonYears
from acuerdo.simulate.states import AT_HOME, State

Array = NDArray[np.float64]
Found = Mapping[str, tuple[float, float]]
"""Figures by term: value and standard error, 0 where there is none."""

FILE = "data/corridor/papers.csv"
PERIODS = (("1996_2001", 1996, 2001), ("2002_2007", 2002, 2007), ("2008_2016", 2008, 2016))
"""Against 1990-95, the years before them."""
AGES = (15, 45)
LAST = 2016
ERRORS = 2.0
"""Standard errors within which a figure is the same: theirs and ours together."""
SURVEYED = (2000, 2016)
"""Years of Mora Téllez 2019."""


@dataclass(frozen=True)
class Row:
    """One figure of a paper, and ours."""

    paper: str
    figure: str
    term: str
    theirs: float
    their_error: float
    ours: float
    our_error: float
    rule: str
    """What is asked: sign, errors (within two standard errors), within (a distance)."""
    holds: bool


def rows(panel: Panel, drivers: Drivers) -> tuple[Row, ...]:
    """All figures, in the order of the shipped table.

    Args:
        panel: of ages 15 to 45 and the years 1990 to 2016 at least.
        drivers: with which it was made.
    """
    years = panel.person_years.where(panel.person_years.year <= LAST)
    found: dict[str, Callable[[], Found]] = {
        "table 1 Parrado": lambda: first_trips(years),
        "table 2 Parrado": lambda: returns(years),
        "table 1 Carrión-Flores": lambda: lengths(panel),
        "table 3 Mora": lambda: linked_households(years, drivers),
        "p. 77 National": lambda: times_caught(panel),
        "entries": lambda: entries(panel),
    }
    made: dict[str, Found] = {name: make() for name, make in found.items()}
    with shipped.path(FILE).open(encoding="utf-8", newline="") as file:
        return tuple(_row(each, made[_source(each, made)]) for each in csv.DictReader(file))


def first_trips(people: PersonYears) -> Found:
    """Parrado and Ocampo 2019, table 1: a logit of a first trip within the year, ages 15 to 45.

    Their age at entry into risk and their interviews of communities have no counterpart here.
    """
    at = people.where(people.state == State.NEVER_GONE)
    at = at.where(at.after != State.DEAD)
    age = np.log(at.age.astype(np.float64))
    terms = {
        "constant": np.ones(age.size),
        "age_log": age,
        "age_log_sq": age * age,
        "household_head": at.head.astype(np.float64),
        "female": (at.sex == 0).astype(np.float64),
        "educ_6_8": (at.school == 1).astype(np.float64),
        "educ_9_11": (at.school == 2).astype(np.float64),
        "educ_12_plus": (at.school == 3).astype(np.float64),
        **{f"period_{name}": _within(at.year, first, last) for name, first, last in PERIODS},
    }
    return _told(logit(terms, at.after != State.NEVER_GONE))


def returns(people: PersonYears) -> Found:
    """Parrado and Ocampo 2019, table 2: a linear model of return within the year, by documents and period.

    Years in the United States are those since the last change of status, for want of better.
    """
    there = people.where(np.isin(people.state, [State.UNAUTHORIZED, State.RESIDENT, State.CITIZEN]))
    there = there.where(there.after != State.DEAD)
    without = (there.state == State.UNAUTHORIZED).astype(np.float64)
    periods = {name: _within(there.year, first, last) for name, first, last in PERIODS}
    terms = {
        "constant": np.ones(without.size),
        "log_years": np.log(np.maximum(there.since, 1) / 12 + 1),
        "household_head": there.head.astype(np.float64),
        "female": (there.sex == 0).astype(np.float64),
        "without_papers": without,
        **{f"period_{name}": within for name, within in periods.items()},
        **{f"without_papers_{name}": without * within for name, within in periods.items()},
    }
    return _told(linear(terms, np.isin(there.after, AT_HOME)))


def linked_households(people: PersonYears, drivers: Drivers) -> Found:
    """Mora Téllez 2019, table 3: a logit of a further member leaving, by unemployment and price, 2000-16.

    Not a test but a check: the model's coefficient of unemployment is fitted with hers as its prior.
    """
    first, last = SURVEYED
    at = people.where((people.state == State.NEVER_GONE) & (people.link == 1))
    at = at.where((at.after != State.DEAD) & (at.year >= first) & (at.year <= last))
    idle = drivers["hispanic_unemployment"].reshape(-1, 12).mean(axis=1)[at.year - drivers.start]
    age = np.log(at.age.astype(np.float64))
    terms = {
        "constant": np.ones(age.size),
        "age_log": age,
        "age_log_sq": age * age,
        "female": (at.sex == 0).astype(np.float64),
        "unemployment": idle,
        "year": (at.year - first).astype(np.float64),
    }
    return _told(logit(terms, at.after != State.NEVER_GONE))


def lengths(panel: Panel) -> Found:
    """Carrión-Flores 2018, table 1: lengths of first trips that ended in 1990-99. Fitted, so no test."""
    shares = panel.history.first_trip_lengths(1990, 1999)
    names = ("first_trip_0_6", "first_trip_6_12", "first_trip_13_36", "first_trip_37_60", "first_trip_60")
    return {name: (float(share), 0.0) for name, share in zip(names, shares, strict=True)}


def times_caught(panel: Panel) -> Found:
    """National Research Council 2013, p. 77: times caught, 1999-2009. Fitted to 2007, so hardly a test."""
    shares = panel.history.times_caught(1999, 2009)
    names = ("caught_once", "caught_twice", "caught_thrice")
    return {name: (float(share), 0.0) for name, share in zip(names, shares, strict=True)}


def entries(panel: Panel) -> Found:
    """DHS and IDA: entries between ports by fiscal year, of all nationals; here of Mexicans."""
    by_year = panel.history.fiscal("entries")
    return {
        f"entries_{year}": (float(by_year[year - panel.history.start]), 0.0) for year in (2000, 2005, 2015)
    }


def _within(year: NDArray[np.int64], first: int, last: int) -> Array:
    return ((year >= first) & (year <= last)).astype(np.float64)


def _told(estimate: Estimate) -> Found:
    return {term: estimate[term] for term in estimate.terms}


def _source(row: dict[str, str], made: Mapping[str, Found]) -> str:
    return next(
        name for name in made if name == row["figure"] or name == f"{row['figure']} {row['paper'].split()[0]}"
    )


def _row(row: dict[str, str], found: Found) -> Row:
    theirs, error = float(row["theirs"]), float(row["error"] or 0)
    ours, own = found[row["term"]]
    asked: dict[str, Callable[[], bool]] = {
        "sign": lambda: (ours > 0) == (theirs > 0),
        "errors": lambda: abs(ours - theirs) <= ERRORS * hypot(error, own),
        "within": lambda: abs(ours - theirs) <= float(row["within"]),
    }
    return Row(
        row["paper"], row["figure"], row["term"], theirs, error, ours, own, row["kind"], asked[row["kind"]]()
    )
