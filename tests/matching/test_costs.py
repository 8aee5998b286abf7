"""What a cap costs is what a match without it changes."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from acuerdo.matching.costs import cost_of_caps
from acuerdo.matching.deferred import match
from acuerdo.matching.market import NO_CAP, UNMATCHED, Market
from markets import alike, around, list_of, slow

MANY = settings(max_examples=150, deadline=None)


def lifted(market: Market, caps: list[int]) -> Market:
    places = market.caps.places.copy()
    places[caps] = market.workers.turn.size
    return replace(market, caps=replace(market.caps, places=places))


@given(alike())
@MANY
def test_every_cap_that_would_change_the_match_is_told_with_what_it_changes(market: Market) -> None:
    matched = match(market)
    told = {cost.cap: cost for cost in cost_of_caps(market, matched)}
    for cap in range(market.caps.places.size):
        then = slow(lifted(market, [cap]))
        if cap not in told:
            assert then == matched.tolist()
            continue
        cost, now = told[cap], matched.tolist()
        assert cost.matched == sum(order != UNMATCHED for order in then)
        assert cost.gained.tolist() == [w for w, at in enumerate(then) if now[w] == UNMATCHED != at]
        assert cost.lost.tolist() == [w for w, at in enumerate(then) if now[w] != UNMATCHED == at]
        of = market.orders.of
        moved = [w for w, at in enumerate(then) if UNMATCHED not in (now[w], at) and of[now[w]] != of[at]]
        better = [w for w in moved if list_of(market, w).index(then[w]) < list_of(market, w).index(now[w])]
        assert (cost.better, cost.worse) == (len(better), len(moved) - len(better))


@given(alike())
@MANY
def test_all_caps_are_lifted_together_where_more_than_one_is_full(market: Market) -> None:
    matched = match(market)
    costs = cost_of_caps(market, matched)
    full = {cost.cap for cost in costs} - {NO_CAP}
    under = [[c for c in full if at != UNMATCHED and c in around(market, int(at))] for at in matched]
    assert all(sum(c in caps for caps in under) == market.caps.places[c] for c in full)
    assert (NO_CAP in {cost.cap for cost in costs}) is (len(full) > 1)
    if len(full) > 1:
        every = np.arange(market.caps.places.size).tolist()
        placed = sum(order != UNMATCHED for order in slow(lifted(market, every)))
        assert costs[-1].matched == placed
