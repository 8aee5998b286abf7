"""The verifier: finds nothing wrong with a stable match, and everything that is made wrong in it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.matching.deferred import match
from acuerdo.matching.market import UNMATCHED, Market
from acuerdo.matching.stability import OPEN, cutoffs, verify
from markets import blocking, fits, list_of, markets, rank

MANY = settings(max_examples=150, deadline=None)


@given(markets())
@MANY
def test_nothing_is_wrong_with_the_match(market: Market) -> None:
    found = verify(market, match(market))
    assert (found.too_many, found.not_admitted, found.blocking) == (0, 0, 0)
    assert found.pairs == sum(len(list_of(market, worker)) for worker in range(market.workers.turn.size))


@given(markets(), st.data())
@MANY
def test_it_counts_what_is_wrong_with_any_match_as_one_by_one(market: Market, data: st.DataObject) -> None:
    lists = [list_of(market, worker) for worker in range(market.workers.turn.size)]
    other = [data.draw(st.sampled_from([*each, UNMATCHED])) for each in lists]
    found = verify(market, np.array(other, np.int64))
    pairs = [(worker, order) for worker, order in enumerate(other) if order != UNMATCHED]
    assert found.not_admitted == 0
    assert (found.too_many == 0) is fits(market, pairs)
    if fits(market, pairs):
        assert found.blocking == len(blocking(market, other))


@given(markets(), st.data())
@MANY
def test_a_match_with_an_order_that_does_not_admit_the_worker_is_found(
    market: Market, data: st.DataObject
) -> None:
    n, m = market.workers.turn.size, market.orders.places.size
    outside = [(w, o) for w in range(n) for o in range(m) if o not in list_of(market, w)]
    if not outside:
        return
    worker, order = data.draw(st.sampled_from(outside))
    wrong = match(market)
    wrong[worker] = order
    assert verify(market, wrong).not_admitted == 1


@given(markets())
@MANY
def test_who_is_above_the_mark_of_an_order_would_be_taken_and_who_is_below_not(market: Market) -> None:
    matched, n = match(market), market.workers.turn.size
    marks = cutoffs(market, matched)
    for worker in range(n):
        for order in list_of(market, worker):
            not_named, before, not_preferred, turn = rank(market, worker, order)
            key = (
                n - 1 - turn + (0 if not_preferred else n) - 2 * n * before + (0 if not_named else 2 * n * n)
            )
            assert (
                (key > marks[order]) is (order == matched[worker])
                or key == marks[order]
                or _better(market, matched, worker, order)
            )


def _better(market: Market, matched: np.ndarray, worker: int, order: int) -> bool:
    """Whether a worker has something rather than an order."""
    wanted = list_of(market, worker)
    return matched[worker] != UNMATCHED and wanted.index(matched[worker]) < wanted.index(order)


@given(markets())
@MANY
def test_an_order_with_a_free_place_and_no_full_cap_around_it_takes_whoever_asks(market: Market) -> None:
    matched = match(market)
    marks = cutoffs(market, matched)
    held = np.bincount(matched[matched != UNMATCHED], minlength=market.orders.places.size)
    assert not (marks[held >= market.orders.places] == OPEN).any()
    if market.caps.places.size == 0:
        assert (marks[held < market.orders.places] == OPEN).all()
