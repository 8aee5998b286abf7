"""Matching: stable, best for workers, indifferent to who asks first."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.matching.deferred import UNMATCHED, Market, match


@st.composite
def markets(draw: st.DrawFn) -> Market:
    """Small markets, full and empty ones too."""
    n, m, kinds = draw(st.integers(0, 9)), draw(st.integers(0, 5)), draw(st.integers(1, 3))
    ranked = [
        np.array(draw(st.permutations(range(m)))[: draw(st.integers(0, m))], np.int64) for _ in range(kinds)
    ]
    orders = st.integers(UNMATCHED, m - 1)
    return Market(
        kind=np.array(draw(st.lists(st.integers(0, kinds - 1), min_size=n, max_size=n)), np.int64),
        ranked=ranked,
        places=np.array(draw(st.lists(st.integers(0, 3), min_size=m, max_size=m)), np.int64),
        turn=np.array(draw(st.permutations(range(n))), np.int64),
        first=np.array(draw(st.lists(orders, min_size=n, max_size=n)), np.int64),
        named=np.array(draw(st.lists(orders, min_size=n, max_size=n)), np.int64),
    )


def list_of(market: Market, worker: int) -> list[int]:
    """What a worker ranks, best first."""
    own = [int(order) for order in market.ranked[market.kind[worker]]]
    first = int(market.first[worker])
    return own if first == UNMATCHED else [first, *(order for order in own if order != first)]


def rank(market: Market, worker: int, order: int) -> tuple[bool, int]:
    """How an order ranks a worker, smaller is better."""
    return (market.named[worker] != order, int(market.turn[worker]))


def blocking_pairs(market: Market, matched: np.ndarray) -> list[tuple[int, int]]:
    """Every worker and order that would both rather have each other."""
    pairs = []
    for worker in range(market.turn.size):
        for order in list_of(market, worker):
            if matched[worker] == order:
                break
            held = [other for other in range(market.turn.size) if matched[other] == order]
            free = len(held) < market.places[order]
            preferred = any(rank(market, worker, order) < rank(market, other, order) for other in held)
            if free or preferred:
                pairs.append((worker, order))
    return pairs


def slow(market: Market, backwards: bool) -> list[int]:
    """Deferred acceptance by the book, workers asking in another order."""
    lists = [list_of(market, worker) for worker in range(market.turn.size)]
    matched = [UNMATCHED] * len(lists)
    free = [worker for worker in range(len(lists)) if lists[worker]]
    while free:
        worker = free.pop(0 if backwards else -1)
        if not lists[worker]:
            continue
        order = lists[worker].pop(0)
        matched[worker] = order
        held = sorted(
            (w for w in range(len(lists)) if matched[w] == order), key=lambda w: rank(market, w, order)
        )
        for out in held[int(market.places[order]) :]:
            matched[out] = UNMATCHED
            free.append(out)
    return matched


@given(markets())
@settings(max_examples=600)
def test_nobody_and_no_order_would_both_rather_have_each_other(market: Market) -> None:
    assert blocking_pairs(market, match(market)) == []


@given(markets())
@settings(max_examples=400)
def test_the_match_is_the_one_best_for_workers_whoever_asks_first(market: Market) -> None:
    matched = match(market).tolist()
    assert matched == slow(market, backwards=False)
    assert matched == slow(market, backwards=True)


@given(markets())
def test_no_order_takes_more_workers_than_it_has_places(market: Market) -> None:
    matched = match(market)
    counts = np.bincount(matched[matched >= 0], minlength=market.places.size)
    assert (counts <= market.places).all()


def test_a_named_worker_comes_before_an_earlier_one_only_where_named() -> None:
    market = Market(
        kind=np.zeros(2, np.int64),
        ranked=[np.array([0, 1], np.int64)],
        places=np.array([1, 1], np.int64),
        turn=np.array([1, 0], np.int64),
        first=np.array([UNMATCHED, UNMATCHED], np.int64),
        named=np.array([0, UNMATCHED], np.int64),
    )
    assert match(market).tolist() == [0, 1]
