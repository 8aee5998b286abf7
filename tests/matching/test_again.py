"""A match again after a change of caps: as a match from the start, whatever the market and the change."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.matching import again
from acuerdo.matching.again import rematch
from acuerdo.matching.deferred import match
from acuerdo.matching.market import ALONE, NO_CAP, UNMATCHED, Caps, Market, Orders, Workers
from acuerdo.population.chance import stream
from markets import ints, market_of, markets, with_orders

MANY = settings(max_examples=400, deadline=None)
SOME = settings(max_examples=100, deadline=None)


def recapped(market: Market, places) -> Market:
    return replace(market, caps=Caps(ints(places), market.caps.within))


def places_of(market: Market):
    return st.lists(st.integers(0, 9), min_size=market.caps.places.size, max_size=market.caps.places.size)


@pytest.mark.long
@given(markets(kept=False), st.data())
@MANY
def test_any_change_of_caps_leads_to_the_match_from_the_start(market: Market, data) -> None:
    places = data.draw(places_of(market))
    assert rematch(market, match(market), ints(places)).tolist() == match(recapped(market, places)).tolist()


@given(markets(kept=False), st.data())
@MANY
def test_a_small_change_does_too(market: Market, data) -> None:
    more = data.draw(st.lists(st.integers(-2, 2), min_size=4, max_size=4))[: market.caps.places.size]
    places = np.maximum(market.caps.places + ints(more), 0)
    assert rematch(market, match(market), places).tolist() == match(recapped(market, places)).tolist()


@given(markets(families=True), st.data())
@SOME
def test_families_and_kept_places_are_matched_from_the_start(market: Market, data) -> None:
    places = data.draw(places_of(market))
    assert rematch(market, match(market), ints(places)).tolist() == match(recapped(market, places)).tolist()


@given(markets(kept=False))
@SOME
def test_the_same_caps_lead_to_the_same_match(market: Market) -> None:
    order = match(market)
    assert rematch(market, order, market.caps.places).tolist() == order.tolist()


def crowd(key: int) -> Market:
    """Some 2,000 workers and 100 orders, of which a nation with ten states bears fewer than would come."""
    draws = stream(key, "crowd")
    n, m, kinds, states = 2_000, 100, 5, 10
    named = np.where(draws.random(n) < 0.5, draws.integers(0, m, n), UNMATCHED)
    workers = Workers(
        kind=draws.integers(0, kinds, n),
        turn=draws.permutation(n),
        months=draws.integers(0, 12, n),
        trades=draws.integers(1, 8, n),
        since=draws.integers(0, 100, n),
        until=draws.integers(200, 300, n),
        first=np.where(draws.random(n) < 0.5, named, UNMATCHED),
        named=named,
        family=np.full(n, ALONE),
        behind=np.zeros(n, np.int64),
    )
    orders = Orders(
        places=draws.integers(1, 30, m),
        months=draws.integers(0, 12, m),
        trade=draws.integers(0, 3, m),
        starts=draws.integers(50, 150, m),
        ends=draws.integers(150, 250, m),
        cap=draws.integers(1, states + 1, m),
        prefers=np.zeros(m, np.int64),
        of=np.arange(m),
    )
    inside = np.bincount(orders.cap, orders.places, states + 1)
    caps = Caps(
        np.append(inside.sum() * 0.7, inside[1:] * 0.8).astype(np.int64), ints([NO_CAP] + [0] * states)
    )
    return Market(workers, orders, caps, [draws.permutation(m) for _ in range(kinds)])


@pytest.mark.parametrize("key", range(10))
@pytest.mark.parametrize("share", [0, 0.5, 0.9, 1.1, 2])
def test_a_crowd_whose_nation_or_states_get_other_caps(key: int, share: float) -> None:
    market = crowd(key)
    order = match(market)
    for caps in ([0], [1], [1, 2, 3], list(range(11))):
        places = market.caps.places.copy()
        places[caps] = (places[caps] * share).astype(np.int64)
        assert rematch(market, order, places).tolist() == match(recapped(market, places)).tolist()


@pytest.mark.parametrize("key", range(10))
def test_a_crowd_of_which_some_caps_rise_and_others_fall(key: int) -> None:
    market = crowd(key)
    more = stream(key, "caps").integers(-20, 20, market.caps.places.size)
    places = np.maximum(market.caps.places + more, 0)
    assert rematch(market, match(market), places).tolist() == match(recapped(market, places)).tolist()


BOTH_NAMED = market_of([1, 1, 1], [[2, 0], [1, 0], [0, 1]], [ALONE] * 3, named=[UNMATCHED, 0, 1])
"""Order 0 names worker 1, who prefers order 1, which names worker 2, who prefers order 0. Worker 0 wants
order 2 most, and then order 0."""


def test_two_exchange_their_places_when_nobody_is_in_their_way_any_more() -> None:
    market = with_orders(BOTH_NAMED, cap=ints([NO_CAP, NO_CAP, 0]))
    closed = replace(market, caps=Caps(ints([0]), ints([NO_CAP])))
    assert match(closed).tolist() == [UNMATCHED, 0, 1]
    assert rematch(closed, match(closed), ints([1])).tolist() == [2, 1, 0]


def test_a_ring_that_does_not_close_is_matched_from_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """No such ring is known; a way out is kept for it, since none is proved away."""
    market = with_orders(BOTH_NAMED, cap=ints([NO_CAP, NO_CAP, 0]))
    closed = replace(market, caps=Caps(ints([0]), ints([NO_CAP])))

    def nobody_moves(*_: object) -> None:
        pass

    monkeypatch.setattr(again, "move_up", nobody_moves)
    monkeypatch.setattr(again, "ring", lambda *_: 1)
    assert rematch(closed, match(closed), ints([1])).tolist() == [2, 1, 0]


def test_a_cap_of_fewer_than_no_places_is_a_fault() -> None:
    market = crowd(0)
    with pytest.raises(ValueError, match=r"caps\.places has fewer than 0 places"):
        rematch(market, match(market), market.caps.places - 10**6)
