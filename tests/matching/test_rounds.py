"""Rounds: nobody loses a confirmed place, and what is left goes to those who still seek."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.matching.deferred import match
from acuerdo.matching.market import ALONE, UNMATCHED, Market
from acuerdo.matching.rounds import left, next_round
from acuerdo.matching.stability import verify
from markets import fits, ints, list_of, market_of, markets, with_orders, with_workers

MANY = settings(max_examples=150, deadline=None)


def of_families(market, flags):
    """The same flag for all of a family: that of its first member."""
    family = market.workers.family
    found = np.array(flags, np.bool_)
    for each in set(family[family != ALONE].tolist()):
        found[family == each] = found[family == each][0]
    return found


@st.composite
def with_two_flags(draw):
    market = draw(markets(families=True))
    n = market.workers.turn.size
    flags = [draw(st.lists(st.booleans(), min_size=n, max_size=n)) for _ in range(2)]
    return market, *(of_families(market, each) for each in flags)


@given(with_two_flags())
@MANY
def test_nobody_loses_a_confirmed_place_and_nothing_is_taken_beyond_its_places(case) -> None:
    market, confirmed, seeking = case
    before = match(market)
    after = next_round(market, before, confirmed, seeking)
    keeps = confirmed & (before != UNMATCHED)
    assert (after[keeps] == before[keeps]).all()
    assert (after[~keeps & ~seeking] == UNMATCHED).all()
    assert fits(
        market, [(worker, order) for worker, order in enumerate(after.tolist()) if order != UNMATCHED]
    )
    for worker, order in enumerate(after.tolist()):
        assert order == UNMATCHED or order in list_of(market, worker)


@given(with_two_flags())
@MANY
def test_a_round_is_stable_among_those_who_seek_for_what_is_left(case) -> None:
    market, confirmed, seeking = case
    market = with_workers(market, family=np.full(confirmed.size, ALONE))
    before = match(market)
    after = next_round(market, before, confirmed, seeking)
    keeps = confirmed & (before != UNMATCHED)
    asking = np.flatnonzero(seeking & ~keeps)
    rest = left(market, np.where(keeps, before, UNMATCHED), asking)
    assert verify(rest, after[asking])[:4] == (0, 0, 0, 0)


@given(markets())
@MANY
def test_a_round_in_which_nothing_happened_changes_nothing(market: Market) -> None:
    before = match(market)
    everybody = np.ones(before.size, np.bool_)
    assert next_round(market, before, everybody, everybody).tolist() == before.tolist()


@given(markets(families=True))
@MANY
def test_a_first_round_in_which_nobody_is_confirmed_is_the_match(market: Market) -> None:
    nobody = np.zeros(market.workers.turn.size, np.bool_)
    none = np.full(nobody.size, UNMATCHED)
    assert next_round(market, none, nobody, ~nobody).tolist() == match(market).tolist()


@given(markets(), st.data())
@MANY
def test_late_orders_take_nobody_who_is_confirmed(market: Market, data: st.DataObject) -> None:
    rows = market.orders.places.size
    late = np.array(data.draw(st.lists(st.booleans(), min_size=rows, max_size=rows)), np.bool_)
    early = with_orders(market, places=np.where(late, 0, market.orders.places))
    before = match(early)
    everybody = np.ones(before.size, np.bool_)
    after = next_round(market, before, everybody, everybody)
    assert (after[before != UNMATCHED] == before[before != UNMATCHED]).all()


def test_who_leaves_is_replaced_by_the_first_in_line_who_waits() -> None:
    market = market_of([1], [[0]] * 3, [ALONE] * 3)
    before = match(market)
    stays = np.array([False, True, True])
    assert before.tolist() == [0, UNMATCHED, UNMATCHED]
    assert next_round(market, before, stays, stays).tolist() == [UNMATCHED, 0, UNMATCHED]


def test_a_place_that_comes_free_goes_to_who_waits_though_a_confirmed_one_would_rather_have_it() -> None:
    """Over two rounds the match is not stable: worker 1 comes before worker 2 and would rather have it."""
    market = market_of([1, 1], [[0], [0, 1], [0]], [ALONE] * 3)
    before = match(market)
    stays = np.array([False, True, True])
    after = next_round(market, before, stays, stays)
    assert (before.tolist(), after.tolist()) == ([0, 1, UNMATCHED], [UNMATCHED, 1, 0])
    assert verify(market, after).blocking > 0


def test_waiting_for_a_later_round_may_gain_a_worker_a_better_order() -> None:
    """So over several rounds a worker may gain by hiding the second choice."""
    told = market_of([1, 1], [[0], [0], [0]], [ALONE] * 3)
    before = match(told)
    stays = np.array([False, True, True])
    assert next_round(told, before, stays, stays).tolist() == [UNMATCHED, 0, UNMATCHED]


def test_orders_and_caps_with_fewer_places_than_are_kept_have_none_left() -> None:
    market = market_of([2], [[0]] * 3, [ALONE] * 3)
    before = match(market)
    fewer = replace(market, orders=replace(market.orders, places=ints([1])))
    everybody = np.ones(3, np.bool_)
    assert next_round(fewer, before, everybody, everybody).tolist() == [0, 0, UNMATCHED]


def test_a_family_is_confirmed_whole_or_not_at_all() -> None:
    market = market_of([2], [[0]] * 2, [0, 0])
    with pytest.raises(ValueError, match="a part of family 0"):
        next_round(market, match(market), np.array([True, False]), np.array([True, True]))
