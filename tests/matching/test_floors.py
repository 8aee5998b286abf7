"""Floors: places kept for groups that fall short, set by one flow."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.matching.deferred import match
from acuerdo.matching.floors import NO_GROUP, match_with_floors
from acuerdo.matching.market import UNMATCHED
from acuerdo.matching.stability import verify
from markets import fits, ints, list_of, market_of, markets

MANY = settings(max_examples=150, deadline=None)


@st.composite
def with_groups(draw, families=True):
    market = draw(markets(families=families, kept=False))
    n = market.workers.turn.size
    group = ints(draw(st.lists(st.sampled_from([NO_GROUP, 0, 1]), min_size=n, max_size=n)))
    least = ints(draw(st.lists(st.integers(0, 5), min_size=2, max_size=2)))
    return market, group, least


def count(matched, group, which):
    return int(((matched != UNMATCHED) & (group == which)).sum())


@given(with_groups())
@MANY
def test_without_a_floor_that_falls_short_nothing_changes(case) -> None:
    market, group, _ = case
    plain = match(market)
    met = ints([count(plain, group, 0), count(plain, group, 1)])
    assert match_with_floors(market, group, met).order.tolist() == plain.tolist()
    assert match_with_floors(market, group, ints([0, 0])).kept.order.size == 0


@given(with_groups())
@MANY
def test_no_order_and_no_cap_takes_more_than_its_places_with_floors(case) -> None:
    market, group, least = case
    order = match_with_floors(market, group, least).order.tolist()
    assert fits(market, [(worker, at) for worker, at in enumerate(order) if at != UNMATCHED])
    for worker, at in enumerate(order):
        assert at == UNMATCHED or at in list_of(market, worker)


@given(with_groups())
@MANY
def test_kept_places_go_to_their_group_alone(case) -> None:
    market, group, least = case
    found = match_with_floors(market, group, least)
    through = found.kept_for != NO_GROUP
    assert (found.kept_for[through] == group[through]).all()
    held = np.bincount(found.row[through], minlength=found.market.orders.places.size)
    assert (held <= found.market.orders.places).all()


@given(with_groups(families=False))
@MANY
def test_the_match_with_floors_is_stable_once_the_places_are_kept(case) -> None:
    found = match_with_floors(*case)
    assert verify(found.market, found.row)[:4] == (0, 0, 0, 0)


def test_a_floor_takes_the_places_of_others_where_its_own_people_want_them() -> None:
    market = market_of([1, 1], [[0, 1], [1, 0], [1, 0]], [-1, -1, -1])
    group = ints([NO_GROUP, NO_GROUP, 0])
    assert match(market).tolist() == [0, 1, UNMATCHED]
    found = match_with_floors(market, group, ints([1]))
    assert found.order.tolist() == [0, UNMATCHED, 1]
    assert found.kept_for.tolist() == [NO_GROUP, NO_GROUP, 0]


def test_a_group_above_its_floor_gives_no_more_than_it_has_above_it() -> None:
    market = market_of([2], [[0], [0], [0]], [-1, -1, -1])
    group = ints([0, 0, 1])
    assert match_with_floors(market, group, ints([1, 1])).order.tolist() == [0, UNMATCHED, 0]
    assert match_with_floors(market, group, ints([2, 1])).order.tolist() == [0, 0, UNMATCHED]


def test_a_floor_above_the_size_of_its_group_asks_for_the_group() -> None:
    market = market_of([1], [[0], [0]], [-1, -1])
    assert match_with_floors(market, ints([NO_GROUP, 0]), ints([99])).order.tolist() == [UNMATCHED, 0]


def test_nobody_has_places_kept_in_an_emptymarket_of() -> None:
    market = market_of([], [], [])
    assert match_with_floors(market, ints([]), ints([3])).order.tolist() == []


# What floors give up, with a smallest example each.


def test_a_floor_may_be_missed_though_it_could_be_met() -> None:
    """Both are of the group; the second could have the first order if the first took the second."""
    market, both = market_of([1, 1], [[0, 1], [0]], [-1, -1]), ints([0, 0])
    assert match_with_floors(market, both, ints([2])).order.tolist() == [0, UNMATCHED]
    assert fits(market, [(0, 1), (1, 0)])


def test_a_worker_may_gain_by_another_list_under_a_floor() -> None:
    """Who leaves out the second choice would be without a place, so the floor keeps one of the first."""
    group, least = ints([NO_GROUP, 0]), ints([1])
    assert match_with_floors(market_of([1, 1], [[0], [0, 1]], [-1, -1]), group, least).order.tolist() == [
        0,
        1,
    ]
    told = market_of([1, 1], [[0], [0]], [-1, -1])
    assert match_with_floors(told, group, least).order.tolist() == [UNMATCHED, 0]


def test_more_places_may_hurt_a_worker_under_a_floor() -> None:
    """With one place more of the second choice the floor is met there."""
    group, least, lists = ints([NO_GROUP, 0]), ints([1]), [[1, 0], [1, 0]]
    before = match_with_floors(market_of([0, 1], lists, [-1, -1]), group, least)
    after = match_with_floors(market_of([1, 1], lists, [-1, -1]), group, least)
    assert (before.order.tolist(), after.order.tolist()) == ([UNMATCHED, 1], [1, 0])


def test_somebody_outside_the_group_may_rather_have_a_kept_place() -> None:
    """Seen over whole orders a match with floors need not be stable: that is what a floor is for."""
    market, group = market_of([1], [[0], [0]], [-1, -1]), ints([NO_GROUP, 0])
    found = match_with_floors(market, group, ints([1]))
    assert verify(market, found.order).blocking == 1
    assert verify(found.market, found.row).blocking == 0
