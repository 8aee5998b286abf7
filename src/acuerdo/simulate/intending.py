"""Equation 1: who means to go.

The yearly odds of a first trip are those of the survey, times a national scale, and then moved by what
differs from 1990-95, the years to which its constant belongs: prevalence in the state of birth, a household
member in the United States, the gap of wages of each school group, unemployment there, and the price of
crossing.
"""

from dataclasses import dataclass

import numpy as np

from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.exact import Floats, exp, log
from acuerdo.simulate.parameters import Parameters

AGES = 101
FIRST_AGE, LAST_AGE = 15, 64
"""Ages at which people mean to go; the survey asked from 15 to 45, beyond that its curve is followed."""
REFERENCE = 72
"""Months from January 1990 to December 1995, the years to which the survey's constant belongs."""
MONTHS = 12
MOST_YEARS = 30
"""Years since return are counted up to this."""
MOST_TRIPS = 5


@dataclass(frozen=True)
class Networks:
    """What is known of networks on the first of January, by state of birth, shape (32,)."""

    prevalence: Floats
    """Points: people of 15 and over who have been in the United States, of a hundred born in the state."""
    linked: Floats
    """Share of people at home with a household member in the United States."""


@dataclass(frozen=True)
class Odds:
    """Odds of a first trip within a year, before the month's factor, as three factors."""

    person: Floats
    """By age (year less year of birth) and sex (F, M), shape (101, 2); 0 outside 15 to 64."""
    place: Floats
    """By state of birth and schooling, shape (32, 4)."""
    household: Floats
    """By link and head of household, shape (2, 2)."""

    @property
    def whole(self) -> Floats:
        """Their product, shape (101, 2, 32, 4, 2, 2)."""
        both = self.place[:, :, None, None] * self.household[None, None]
        odds: Floats = self.person[:, :, None, None, None, None] * both[None, None]
        return odds


def yearly_odds(
    parameters: Parameters,
    drivers: Drivers,
    month: int,
    networks: Networks,
    start: Networks,
    moved: Floats | float = 0.0,
) -> Odds:
    """Odds of a first trip.

    Age is the year less the year of birth, so that half of a group has not had its birthday: its mean age in
    completed years is half a year less.

    Args:
        month: January of the year, whose wages by schooling count.
        networks: of this year.
        start: of January 1990, from whose national means the terms of networks are counted.
        moved: log change of the gap of wages that the run itself has made, by state of birth, shape (32,).
    """
    p = parameters.value
    age = np.arange(AGES, dtype=np.float64)
    years = log(np.maximum(age - 0.5, 1.0))
    by_age = p("first_trip_constant") + (p("first_trip_age_log") + p("first_trip_age_log_sq") * years) * years
    sex = np.array([p("first_trip_female"), 0.0])
    person = exp(by_age[:, None] + sex[None, :]) * p("first_trip_scale")
    person[(age < FIRST_AGE) | (age > LAST_AGE)] = 0.0
    school = np.array(
        [0.0, p("first_trip_school_6_8"), p("first_trip_school_9_11"), p("first_trip_school_12")]
    )
    place = _network_term(parameters, networks.prevalence) - _network_term(
        parameters, np.array([_mean(start.prevalence)])
    )
    home = log(drivers.state_wage) - moved
    wage = -p("wage_gap") * (home[:, None] + _school_wages(drivers, month)[None, :])
    link = p("household_link") * (np.array([0.0, 1.0]) - _mean(start.linked))
    head = np.array([0.0, p("first_trip_head")])
    return Odds(person, exp(place[:, None] + wage + school[None, :]), exp(link[:, None] + head[None, :]))


def _school_wages(drivers: Drivers, month: int) -> Floats:
    """Log wage of each school group over that of all, against its own mean of 1990-95, shape (4,).

    The survey's log odds by schooling already hold what wages by schooling did in its years; only what has
    moved since acts beside them.
    """
    wages = log(drivers["mx_wage"])
    own = wages - ((wages[:, 0] + wages[:, 1] + wages[:, 2] + wages[:, 3]) / 4.0)[:, None]
    return np.array([own[month, group] - _mean(own[:REFERENCE, group]) for group in range(own.shape[1])])


def _network_term(parameters: Parameters, prevalence: Floats) -> Floats:
    p = parameters.value
    term: Floats = prevalence * (p("prevalence") + p("prevalence_sq") * prevalence)
    return term


def monthly_factors(parameters: Parameters, drivers: Drivers, price: Floats) -> Floats:
    """What each month makes of the odds of a twelfth of a year, shape (months,).

    Args:
        price: of crossing, in USD of 2017, shape (months,).
    """
    p = parameters.value
    wages = log(drivers["mx_wage"])
    gap = log(drivers["us_wage"]) - (wages[:, 0] + wages[:, 1] + wages[:, 2] + wages[:, 3]) / 4.0
    terms = (("wage_gap", gap), ("unemployment", drivers["hispanic_unemployment"]), ("price", price / 1000.0))
    moved = np.zeros(drivers.months)
    for name, series in terms:
        moved = moved + p(name) * (series - _mean(series[:REFERENCE]))
    factors: Floats = exp(moved) * np.tile(drivers.season, drivers.months // MONTHS) / MONTHS
    return factors


def _mean(values: Floats) -> float:
    """The mean, added in order so that its bits are the same anywhere."""
    return float(np.cumsum(values)[-1]) / values.size


def again(parameters: Parameters) -> Floats:
    """Factor on the odds for those who have been: by trips and years since return, shape (6, 31).

    Row 0 is for those who never went, whose factor is 1.
    """
    p = parameters.value
    trips = np.arange(MOST_TRIPS + 1, dtype=np.float64)[:, None]
    years = np.arange(MOST_YEARS + 1, dtype=np.float64)[None, :]
    factors = exp(p("repeat") + p("repeat_trips") * trips - p("repeat_years") * years)
    factors[0] = 1.0
    return factors
