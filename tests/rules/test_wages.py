"""Wages by the contract: what is due, what is short by whose word, hours promised, deductions by the day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.facts import UNKNOWN_MONEY
from acuerdo.rules import wages
from acuerdo.rules.wages import Told


def whole(*numbers: int | None) -> np.ndarray:
    return np.array([UNKNOWN_MONEY if each is None else each for each in numbers], np.int64)


def slow(rate: int, hours: int | None, gross: int | None, kept: int, own: int | None, hand: int | None):
    """The rule again, in whole numbers and one period at a time."""

    def worth(counted: int) -> int:
        return (counted * rate + 50) // 100

    one = max(0, worth(hours) - gross) if hours is not None and gross is not None else 0
    counted = own if own is not None else hours
    other = max(0, worth(counted) - kept - hand) if counted is not None and hand is not None else 0
    return max(one, other), (1 if one else 0) + (2 if other else 0)


AMOUNT = st.integers(0, 10**6)


@given(st.lists(st.tuples(AMOUNT, st.none() | AMOUNT, st.none() | AMOUNT, AMOUNT, st.none() | AMOUNT,
                          st.none() | AMOUNT), min_size=1, max_size=9))  # fmt: skip
def test_what_is_short_is_what_the_slow_rule_says(rows: list[tuple[int | None, ...]]) -> None:
    rate, hours, gross, kept, own, hand = (whole(*column) for column in zip(*rows, strict=True))
    found = wages.short(rate, Told(hours, gross), kept, Told(own, hand))
    assert list(zip(found.cents.tolist(), found.whose.tolist(), strict=True)) == [slow(*row) for row in rows]


def test_half_a_cent_counts_for_the_worker() -> None:
    assert wages.due(whole(50, 49, None), whole(1, 1, 1)).tolist() == [1, 0, int(UNKNOWN_MONEY)]


def test_a_period_paid_in_full_is_short_by_nobody_s_word() -> None:
    found = wages.short(
        whole(1227), Told(whole(8000), whole(98160)), whole(5000), Told(whole(None), whole(93160))
    )
    assert (found.cents[0], wages.WHOSE[found.whose[0]]) == (0, "nobody")


def test_what_never_came_into_the_hand_is_short_by_the_worker_s_word_alone() -> None:
    found = wages.short(
        whole(1227), Told(whole(8000), whole(98160)), whole(0), Told(whole(None), whole(80000))
    )
    assert (found.cents[0], wages.WHOSE[found.whose[0]]) == (18160, "worker")


def test_hours_are_promised_by_the_week_over_all_days() -> None:
    hours = wages.promised(np.array([14, 7, 10], np.int64), np.array([40.0, np.nan, 35.0]))
    assert hours.tolist() == [8000, int(UNKNOWN_MONEY), 5000]


def test_no_share_is_known_before_the_contract_is_over() -> None:
    share = wages.offered_share(
        whole(3000, 3000, None), whole(4000, 4000, 4000), np.array([True, False, True])
    )
    assert share[0] == 0.75
    assert np.isnan(share[1:]).all()


@pytest.mark.parametrize(("offered", "cents"), [(7500, 0), (7499, 12), (0, 92025)])
def test_hours_below_the_guarantee_are_owed_at_the_rate(offered: int, cents: int) -> None:
    assert wages.guaranteed(whole(offered), whole(10000), whole(1227), 0.75).tolist() == [cents]


@given(AMOUNT, st.integers(1, 40), st.integers(0, 10**4))
def test_a_deduction_is_above_its_bound_by_the_day_just_where_something_of_it_is(
    kept: int, days: int, bound: int
) -> None:
    by_day, more = wages.a_day(whole(kept), whole(days))[0], wages.above(whole(kept), whole(days), bound)[0]
    assert (by_day > bound) == (more > 0)
