"""Small markets, full and empty ones too, and deferred acceptance by the book."""

from dataclasses import replace
from functools import cache

import numpy as np
from hypothesis import strategies as st

from acuerdo.matching.market import (
    ALONE,
    NO_CAP,
    NO_RANKING,
    UNMATCHED,
    Caps,
    Market,
    Orders,
    Workers,
    behind_equals,
)


def ints(found) -> np.ndarray:
    return np.array(list(found), np.int64)


integers = cache(st.integers)
"""Made once each: making a strategy takes longer than drawing from it."""


@cache
def often(*found):
    return st.sampled_from(found)


@cache
def lists_of(each, size):
    return st.lists(each, min_size=size, max_size=size)


@cache
def lines_of(size):
    return st.permutations(range(size))


@st.composite
def markets(draw, capped=True, families=False, kept=True, ranked=True):
    n, m, kinds = draw(integers(0, 9)), draw(integers(0, 5)), draw(integers(1, 3))
    c = draw(integers(0, 4)) if capped else 0
    of = [*range(m), *(draw(st.lists(integers(0, m - 1), max_size=3, unique=True)) if kept and m else [])]

    def column(size, each):
        return ints(draw(lists_of(each, size)))

    some = integers(UNMATCHED, m - 1)
    turn = ints(draw(lines_of(n)))
    points = np.sort(column(n, integers(0, 2)))[turn]
    workers = Workers(
        kind=column(n, integers(0, kinds - 1)),
        turn=turn,
        months=column(n, often(0, 3, 12)),
        trades=column(n, often(1, 1, 2, 3)),
        since=column(n, often(0, 0, 20)),
        until=column(n, often(99, 99, 50)),
        first=column(n, some),
        named=column(n, some),
        family=column(n, often(*[ALONE, ALONE, 0, 1][:n])) if families and n else np.full(n, ALONE),
        behind=behind_equals(turn, points if draw(st.booleans()) else points * 0),
    )
    rows = len(of)
    months = column(rows, often(0, 0, 3, 24))
    first = column(rows, often(NO_RANKING, 3, 12)) if ranked else np.zeros(rows, np.int64)
    orders = Orders(
        places=column(rows, integers(0, 3)),
        months=months,
        trade=column(rows, often(0, 0, 1)),
        starts=column(rows, often(10, 30)),
        ends=column(rows, often(40, 60)),
        cap=column(rows, integers(NO_CAP, c - 1)),
        of=ints(of),
        prefers=np.where(first > months, first, NO_RANKING),
    )
    within = [draw(integers(NO_CAP, at - 1)) for at in range(c)]
    caps = Caps(column(c, integers(0, 6)), ints(within))
    lists = [draw(lines_of(m))[: draw(integers(0, m))] for _ in range(kinds)]
    for row in range(m, rows):
        for each in lists:
            if of[row] in each and draw(st.booleans()):
                each.insert(each.index(of[row]), row)
    return Market(workers, orders, caps, [ints(each) for each in lists])


def alike(**such):
    """Markets in which the places that an order keeps for some ask what the order asks."""
    return markets(**such).map(_alike)


def _alike(market):
    asked, of = market.orders, market.orders.of
    return with_orders(
        market,
        **{name: getattr(asked, name)[of] for name in ("months", "trade", "starts", "ends", "prefers")},
    )


def list_of(market, worker):
    """The orders that a worker asks, best first."""
    own, first = market.ranked[market.workers.kind[worker]].tolist(), int(market.workers.first[worker])
    if first != UNMATCHED:
        kept = [order for order in own if market.orders.of[order] == first != order]
        own = [*kept, first, *(order for order in own if market.orders.of[order] != first)]
    return [order for order in own if admits(market, worker, order)]


def admits(market, worker, order):
    able, asked = market.workers, market.orders
    return (
        bool((int(able.trades[worker]) >> int(asked.trade[order])) & 1)
        and able.since[worker] <= asked.starts[order]
        and asked.ends[order] <= able.until[worker]
        and asked.months[order] <= able.months[worker]
    )


def rank(market, worker, order):
    """How an order ranks a worker, smaller is better: named, the order of service, its ranking, the draw."""
    asking = market.workers
    return (
        asking.named[worker] != market.orders.of[order],
        -int(asking.behind[worker]),
        not prefers(market, worker, order),
        int(asking.turn[worker]),
    )


def prefers(market, worker, order):
    """Whether the ranking of an order prefers a worker."""
    least = market.orders.prefers[order]
    return bool(least != NO_RANKING and market.workers.months[worker] >= least)


def chosen(market, pairs):
    """Of some pairs of worker and order those that orders and caps keep: the best first, as many as fit."""
    kept = []
    for worker, order in sorted(pairs, key=lambda pair: rank(market, *pair)):
        if fits(market, [*kept, (worker, order)]):
            kept.append((worker, order))
    return kept


def fits(market, pairs):
    """Whether no order and no cap has more than its places."""
    under = [around(market, order) for _, order in pairs]
    taken = [sum(order == at for _, order in pairs) for at in range(market.orders.places.size)]
    counts = [sum(cap in caps for caps in under) for cap in range(market.caps.places.size)]
    return all(np.array(taken) <= market.orders.places) and all(np.array(counts) <= market.caps.places)


def around(market, order):
    """The caps around an order, from the inside out."""
    found, cap = [], int(market.orders.cap[order])
    while cap != NO_CAP:
        found.append(cap)
        cap = int(market.caps.within[cap])
    return found


def slow(market):
    """Deferred acceptance by the book: all who are free ask at once, and what is kept is chosen anew."""
    lists = [list_of(market, worker) for worker in range(market.workers.turn.size)]
    kept = []
    while True:
        free = [worker for worker in range(len(lists)) if lists[worker] and worker not in dict(kept)]
        if not free:
            return [dict(kept).get(worker, UNMATCHED) for worker in range(len(lists))]
        kept = chosen(market, [*kept, *((worker, lists[worker].pop(0)) for worker in free)])


def blocking(market, matched):
    """Every worker and order that would rather have each other, where the caps let them or let another go."""
    pairs = [(worker, order) for worker, order in enumerate(matched) if order != UNMATCHED]
    found = []
    for worker in range(market.workers.turn.size):
        for order in list_of(market, worker):
            if matched[worker] == order:
                break
            others = [pair for pair in pairs if pair[0] != worker]
            if (worker, order) in chosen(market, [*pairs, (worker, order)]) and fits(market, others):
                found.append((worker, order))
    return found


def with_workers(market, **columns):
    return replace(market, workers=replace(market.workers, **columns))


def with_orders(market, **columns):
    return replace(market, orders=replace(market.orders, **columns))


def market_of(places, lists, family, first=None, named=None):
    """Workers in turn, each with a list of their own, of orders that admit everybody."""
    n, m = len(lists), len(places)
    none, zeros = [UNMATCHED] * n, [0] * n
    workers = Workers(
        kind=ints(range(n)),
        turn=ints(range(n)),
        months=ints(zeros),
        trades=ints([1] * n),
        since=ints(zeros),
        until=ints([9] * n),
        first=ints(first or none),
        named=ints(named or none),
        family=ints(family),
        behind=ints(zeros),
    )
    zero = ints([0] * m)
    orders = Orders(ints(places), zero, zero, zero, zero, ints([-1] * m), ints(range(m)), zero)
    return Market(workers, orders, Caps(), [ints(each) for each in lists])
