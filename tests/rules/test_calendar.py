"""Months, periods and lengths, against counting one day at a time."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.calendar import add, add_months, last_day, next_period, period_start
from acuerdo.agreement.values import read_span
from reference import days as reference
from rules.making import MONTH_RULES, calendars, days, trying

SPANS = st.builds(
    "{} {}".format, st.integers(0, 60), st.sampled_from(["hours", "days", "weeks", "months", "years"])
).map(read_span)
YEAR_STARTS = st.dates(date(2001, 1, 1), date(2001, 12, 31)).map(lambda one: (one.month, one.day))
PERIODS = ("calendar_month", "calendar_year", "fiscal_year", "half_year", "rolling")


def array(*found: date) -> np.ndarray:
    return np.array(found, "datetime64[D]")


@trying(150)
@given(days(), st.integers(-30, 30), st.sampled_from(MONTH_RULES))
def test_months_are_added_by_the_rule_of_the_file(day: date, months: int, rule: str) -> None:
    assert add_months(array(day), months, rule)[0].item() == reference.add_months(day, months, rule)


@pytest.mark.parametrize(
    ("day", "months", "clipped", "rolled"),
    [
        ("2023-01-31", 1, "2023-02-28", "2023-03-01"),
        ("2024-01-31", 1, "2024-02-29", "2024-03-01"),
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
        ("2023-03-31", -1, "2023-02-28", "2023-03-01"),
        ("2023-12-31", 2, "2024-02-29", "2024-03-01"),
        ("2023-01-28", 1, "2023-02-28", "2023-02-28"),
    ],
)
def test_31_january_and_a_month(day: str, months: int, clipped: str, rolled: str) -> None:
    found = [str(add_months(np.array([day], "datetime64[D]"), months, rule)[0]) for rule in MONTH_RULES]
    assert found == [clipped, rolled]


def test_months_added_at_once_are_not_months_added_one_by_one() -> None:
    day = np.array(["2023-01-31"], "datetime64[D]")
    once = add_months(day, 2, "clip_to_month_end")
    twice = add_months(add_months(day, 1, "clip_to_month_end"), 1, "clip_to_month_end")
    assert (str(once[0]), str(twice[0])) == ("2023-03-31", "2023-03-28")


@trying(150)
@given(days(), SPANS, calendars())
def test_a_stay_ends_where_counting_its_days_ends(first: date, span: object, calendar: object) -> None:
    assert last_day(array(first), span, calendar)[0].item() == reference.last_day(first, span, calendar)


@trying(150)
@given(days(), SPANS, st.sampled_from(MONTH_RULES))
def test_a_span_is_added_as_days_are_counted(day: date, span: object, rule: str) -> None:
    assert add(array(day), span, rule)[0].item() == reference.add(day, span, rule)


@trying(150)
@given(st.lists(days(), max_size=5), st.sampled_from(PERIODS), YEAR_STARTS)
def test_each_day_lies_in_the_period_that_counting_back_finds(
    found: list[date], per: str, year_start: tuple[int, int]
) -> None:
    starts = period_start(array(*found), per, year_start)
    ends = next_period(starts, per, year_start)
    expected = [reference.period(day, per, year_start) for day in found]
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == expected


@pytest.mark.parametrize("year_start", [(8, 31), (12, 31), (8, 29), (3, 30), (10, 1), (4, 6)])
def test_half_years_follow_each_other_without_gap_for_years(year_start: tuple[int, int]) -> None:
    every = np.arange("2019-01-01", "2027-01-01", dtype="datetime64[D]")
    starts = np.unique(period_start(every, "half_year", year_start))
    assert (next_period(starts[:-1], "half_year", year_start) == starts[1:]).all()
    assert (period_start(starts, "half_year", year_start) == starts).all()
    assert starts.size == 17
    assert (np.diff(starts) > timedelta(180)).all()


def test_a_programme_is_one_period() -> None:
    every = np.arange("2019-01-01", "2021-01-01", dtype="datetime64[D]")
    assert np.unique(period_start(every, "programme")).size == 1


@pytest.mark.parametrize("per", PERIODS)
def test_an_unknown_day_lies_in_an_unknown_period(per: str) -> None:
    assert np.isnat(period_start(np.array(["NaT"], "datetime64[D]"), per, (10, 1))).all()


@pytest.mark.parametrize("rule", MONTH_RULES)
def test_an_unknown_day_stays_unknown(rule: str) -> None:
    assert np.isnat(add_months(np.array(["NaT"], "datetime64[D]"), 3, rule)).all()
