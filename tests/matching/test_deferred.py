"""Matching: stable under caps that nest, best for workers, indifferent to who asks first."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.matching.deferred import match
from acuerdo.matching.market import UNMATCHED, Caps, Market, behind_equals
from acuerdo.matching.stability import verify
from markets import blocking, fits, ints, list_of, markets, slow, with_orders, with_workers

MANY = settings(max_examples=200, deadline=None)
SOME = settings(max_examples=150, deadline=None)


@given(markets())
@MANY
def test_nobody_and_no_order_would_both_rather_have_each_other(market: Market) -> None:
    assert blocking(market, match(market).tolist()) == []


@given(markets())
@MANY
def test_the_match_is_the_one_by_the_book(market: Market) -> None:
    assert match(market).tolist() == slow(market)


@given(markets())
@MANY
def test_no_order_and_no_cap_takes_more_workers_than_it_has_places(market: Market) -> None:
    matched = match(market).tolist()
    assert fits(market, [(worker, order) for worker, order in enumerate(matched) if order != UNMATCHED])


@given(markets())
@SOME
def test_everybody_is_matched_with_an_order_of_their_list_that_admits_them(market: Market) -> None:
    for worker, order in enumerate(match(market).tolist()):
        assert order == UNMATCHED or order in list_of(market, worker)


@given(markets(), st.randoms(use_true_random=False))
@SOME
def test_the_match_does_not_depend_on_the_order_of_the_rows(market: Market, random) -> None:
    n, m = market.workers.turn.size, market.orders.places.size
    rows, columns = list(range(n)), list(range(m))
    random.shuffle(rows)
    random.shuffle(columns)
    to = np.append(np.argsort(columns), UNMATCHED)
    moved = with_workers(
        market,
        **{name: getattr(market.workers, name)[rows] for name in market.workers.__slots__},
    )
    moved = with_workers(moved, first=to[moved.workers.first], named=to[moved.workers.named])
    moved = with_orders(
        moved, **{name: getattr(market.orders, name)[columns] for name in market.orders.__slots__}
    )
    moved = with_orders(moved, of=to[moved.orders.of])
    moved = Market(moved.workers, moved.orders, moved.caps, [to[each] for each in market.ranked])
    assert match(moved).tolist() == to[match(market)][rows].tolist()


@given(markets())
@SOME
def test_the_same_workers_are_matched_in_every_stable_match(market: Market) -> None:
    """Found by trying every match of a small market (McVitie and Wilson 1970; Roth 1986)."""
    lists = [list_of(market, worker) for worker in range(min(4, market.workers.turn.size))]
    small = with_workers(
        market, **{name: getattr(market.workers, name)[: len(lists)] for name in market.workers.__slots__}
    )
    turn = np.argsort(np.argsort(small.workers.turn))
    small = with_workers(small, turn=turn, behind=behind_equals(turn, small.workers.behind))
    ours = match(small)
    for other in _every_match(small, lists):
        pairs = [(worker, order) for worker, order in enumerate(other) if order != UNMATCHED]
        if fits(small, pairs) and not blocking(small, other):
            assert ((np.array(other) != UNMATCHED) == (ours != UNMATCHED)).all()


def _every_match(market, lists):
    ways = [[]]
    for each in lists:
        ways = [[*way, order] for way in ways for order in [*each, UNMATCHED]]
    return ways


@given(markets(), st.data())
@SOME
def test_no_worker_gains_by_another_list(market: Market, data: st.DataObject) -> None:
    if market.workers.turn.size == 0:
        return
    worker = data.draw(st.integers(0, market.workers.turn.size - 1))
    before, true = match(market)[worker], list_of(market, worker)
    kind = market.workers.kind.copy()
    kind[worker] = len(market.ranked)
    first = market.workers.first.copy()
    first[worker] = UNMATCHED
    for told in list(permutations(true)) + [tuple(true[:length]) for length in range(len(true))]:
        lied = Market(
            with_workers(market, kind=kind, first=first).workers,
            market.orders,
            market.caps,
            [*market.ranked, ints(told)],
        )
        after = match(lied)[worker]
        better = true[: true.index(before)] if before != UNMATCHED else true
        assert after not in better


@given(markets(capped=False), st.data())
@SOME
def test_more_places_never_hurt_a_worker(market: Market, data: st.DataObject) -> None:
    m = market.orders.places.size
    more = ints(data.draw(st.lists(st.integers(0, 2), min_size=m, max_size=m)))
    before = match(market)
    after = match(with_orders(market, places=market.orders.places + more))
    for worker in range(before.size):
        wanted = [*list_of(market, worker), UNMATCHED]
        assert wanted.index(after[worker]) <= wanted.index(before[worker])


def test_a_full_cap_puts_out_the_last_in_line_wherever_that_worker_is() -> None:
    market = _two_orders(places=(2, 2), first=(0, 1, 1), cap=2)
    assert match(market).tolist() == [0, 1, UNMATCHED]
    assert match(with_workers(market, turn=ints([2, 1, 0]))).tolist() == [UNMATCHED, 1, 1]


def test_a_named_worker_comes_before_an_earlier_one_only_where_named() -> None:
    market = _two_orders(places=(1, 1), first=(0, 0), cap=9)
    assert match(market).tolist() == [0, 1]
    assert match(with_workers(market, named=ints([UNMATCHED, 0]))).tolist() == [1, 0]
    assert match(with_workers(market, named=ints([UNMATCHED, 1]))).tolist() == [0, 1]


def test_being_named_by_an_order_that_is_not_on_the_list_helps_nobody() -> None:
    market = _two_orders(places=(1, 1), first=(0, 0), cap=9)
    alone = Market(
        with_workers(
            market, kind=ints([0, 1]), first=ints([UNMATCHED] * 2), named=ints([UNMATCHED, 1])
        ).workers,
        market.orders,
        market.caps,
        [ints([0, 1]), ints([0])],
    )
    assert match(alone).tolist() == [0, UNMATCHED]


def _two_orders(places, first, cap) -> Market:
    from acuerdo.matching.market import Orders, Workers

    n = len(first)
    none, all_days = ints([UNMATCHED] * n), ints([99] * n)
    workers = Workers(
        ints([0] * n),
        ints(range(n)),
        ints([0] * n),
        ints([1] * n),
        ints([0] * n),
        all_days,
        ints(first),
        none,
        none,
        ints([0] * n),
    )
    orders = Orders(ints(places), *(ints([0, 0]) for _ in range(5)), ints([0, 1]), ints([0, 0]))
    return Market(workers, orders, Caps(ints([cap]), ints([-1])), [ints([0, 1])])


def test_every_fault_of_a_market_is_told_at_once() -> None:
    market = _two_orders(places=(1, -1), first=(0, 7), cap=-2)
    wrong = with_workers(market, turn=ints([0, 0]), kind=ints([0, 1]))
    with pytest.raises(ValueError, match=r"workers\.turn") as caught:
        match(wrong)
    told = str(caught.value).splitlines()
    assert [line.split()[0] for line in told] == [
        "workers.turn",
        "workers.kind",
        "workers.first",
        "orders.places",
        "caps.places",
    ]


def test_nobody_and_nothing_is_matched_with_nobody_and_nothing() -> None:
    market = _two_orders(places=(1, 1), first=(), cap=1)
    assert match(market).tolist() == []
    empty = Market(
        market.workers,
        with_orders(market, **{n: ints([]) for n in market.orders.__slots__}).orders,
        Caps(),
        [],
    )
    assert match(empty).tolist() == []


def test_more_places_within_a_full_cap_may_hurt_a_worker_of_another_order() -> None:
    """Smallest example: one place under the cap; an earlier worker takes the place that is new."""
    market = _two_orders(places=(0, 1), first=(0, 1), cap=1)
    market = Market(
        with_workers(market, kind=ints([0, 1])).workers, market.orders, market.caps, [ints([0]), ints([1])]
    )
    assert match(market).tolist() == [UNMATCHED, 1]
    assert match(with_orders(market, places=ints([1, 1]))).tolist() == [0, UNMATCHED]


@given(markets())
@settings(max_examples=40, deadline=None)
def test_more_trades_than_fit_into_16_bits_change_nothing_for_who_works_in_none_of_them(
    market: Market,
) -> None:
    m, other = market.orders.places.size, np.arange(5, 25)
    columns = {
        name: np.append(getattr(market.orders, name), np.zeros(other.size, np.int64))
        for name in market.orders.__slots__
    }
    columns |= {
        "trade": np.append(market.orders.trade, other),
        "of": np.append(market.orders.of, m + other - 5),
    }
    columns |= {"cap": np.append(market.orders.cap, np.full(other.size, UNMATCHED))}
    columns |= {"places": np.append(market.orders.places, np.ones(other.size, np.int64))}
    wide = with_orders(market, **columns)
    wide = Market(
        wide.workers, wide.orders, wide.caps, [np.append(m + other - 5, each) for each in market.ranked]
    )
    assert match(wide).tolist() == match(market).tolist()
    assert verify(wide, match(wide)) == verify(market, match(market))
