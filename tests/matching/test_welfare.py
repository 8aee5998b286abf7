"""The most that could be placed, and the best, against every match that there is."""

from itertools import product

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from acuerdo.matching import welfare
from acuerdo.matching.deferred import match
from acuerdo.matching.market import UNMATCHED, Caps, Market, Orders, Workers, columns
from acuerdo.matching.networks import network
from acuerdo.matching.stability import verify
from acuerdo.matching.welfare import best_placed, most_placed, places_in_lists
from markets import alike, fits, list_of

MANY = settings(max_examples=150, deadline=None)
FEW = 5


def every_match(market):
    """Every match that orders and caps bear, of a market of few."""
    lists = [[UNMATCHED, *list_of(market, worker)] for worker in range(market.workers.turn.size)]
    for chosen in product(*lists):
        if fits(market, [(worker, order) for worker, order in enumerate(chosen) if order != UNMATCHED]):
            yield np.array(chosen, np.int64)


def worth(market, order):
    return (order != UNMATCHED).sum(), -places_in_lists(market, order).sum()


@given(alike())
@MANY
def test_no_match_places_more_and_none_that_places_as_many_is_better(market: Market) -> None:
    assume(market.workers.turn.size <= FEW)
    best = best_placed(market)
    assert best is not None
    assert verify(market, best.order)[:2] == (0, 0)
    everything = [worth(market, order) for order in every_match(market)]
    assert worth(market, best.order) == max(everything) == (best.placed, -best.list_places)
    most = most_placed(market)
    assert (most.least, most.most, most.grain) == (best.placed, best.placed, 1)
    assert most_placed(market, match(market)) == most


@given(alike())
@MANY
def test_a_stable_match_places_no_more_than_could_be_placed(market: Market) -> None:
    best = best_placed(market)
    assert best is not None
    assert worth(market, match(market)) <= (best.placed, -best.list_places)


@given(alike(), st.sampled_from([2, 7, 30]))
@MANY
def test_days_taken_together_give_a_bound_on_either_side(market: Market, grain: int) -> None:
    plain, most = columns(market), most_placed(market).most
    less, more = (network(plain, False, grain, outward) for outward in (False, True))
    assert welfare._most(less) <= most <= welfare._most(more)


def test_a_market_of_too_many_different_days_is_told_within_bounds() -> None:
    n = 1_500
    days = np.arange(n)
    workers = Workers(
        np.zeros(n, np.int64),
        days,
        days % 7,
        np.ones(n, np.int64),
        days,
        days + 2_000,
        days * 0 - 1,
        days * 0 - 1,
        days * 0 - 1,
        days * 0,
    )
    columns = days % 5, days * 0, days, days[::-1] + 2_500, days * 0 - 1, days, days * 0
    orders = Orders(np.ones(n, np.int64), *columns)
    market = Market(workers, orders, Caps(), [days])
    most = most_placed(market)
    placed = (match(market) != UNMATCHED).sum()
    assert most.grain == 7
    assert placed <= most.most
    assert most.least <= most.most <= n
    assert best_placed(market) is None
