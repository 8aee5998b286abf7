from dataclasses import replace

import numpy as np
import pytest

from acuerdo.simulate import drivers, intending, parameters
from acuerdo.simulate.intending import Networks

PARAMETERS, DRIVERS = parameters.read(), drivers.read(1990, 2018)
NETWORKS = Networks(np.full(32, 2.0), np.full(32, 0.1))
SCHOOLS = ("first_trip_school_6_8", "first_trip_school_9_11", "first_trip_school_12")
TWELVE = 3


def by_school(given: drivers.Drivers, year: int) -> np.ndarray:
    """Log odds by schooling over those of the least schooled."""
    odds = intending.yearly_odds(PARAMETERS, given, 12 * (year - 1990), NETWORKS, NETWORKS).place
    return np.log(odds / odds[:, :1])


def with_wages(since: int, times: float, until: int = 2019) -> drivers.Drivers:
    """Drivers in which who has twelve years of school earns another wage in some years."""
    wages = DRIVERS["mx_wage"].copy()
    wages[12 * (since - 1990) : 12 * (until - 1990), TWELVE] *= times
    return replace(DRIVERS, monthly={**DRIVERS.monthly, "mx_wage": wages})


def test_in_the_years_of_the_survey_odds_by_schooling_are_those_of_the_survey():
    surveyed = [0.0, *(PARAMETERS.value(name) for name in SCHOOLS)]
    for year in range(1990, 1996):
        assert by_school(DRIVERS, year) == pytest.approx(np.tile(surveyed, (32, 1)), abs=1e-9)


def test_a_wage_by_schooling_that_was_always_another_changes_nothing():
    assert by_school(with_wages(1990, 3.0), 2016) == pytest.approx(by_school(DRIVERS, 2016), abs=1e-9)


def test_a_wage_that_a_school_group_has_gained_since_keeps_it_at_home():
    gained = by_school(with_wages(2000, 1.5), 2016)[:, TWELVE] - by_school(DRIVERS, 2016)[:, TWELVE]
    assert gained == pytest.approx(-PARAMETERS.value("wage_gap") * np.log(1.5), abs=1e-9)
