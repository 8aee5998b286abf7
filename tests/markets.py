"""Small markets, full and empty ones too, and deferred acceptance by the book."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from acuerdo.matching.market import ALONE, NO_CAP, UNMATCHED, Caps, Market, Orders, Workers


def ints(found) -> np.ndarray:
    return np.array(list(found), np.int64)


@st.composite
def markets(draw, capped=True, families=False, kept=True):
    n, m, kinds = draw(st.integers(0, 9)), draw(st.integers(0, 5)), draw(st.integers(1, 3))
    c = draw(st.integers(0, 4)) if capped else 0
    of = [*range(m), *(draw(st.lists(st.integers(0, m - 1), max_size=3, unique=True)) if kept and m else [])]

    def column(size, each):
        return ints(draw(st.lists(each, min_size=size, max_size=size)))

    often = st.sampled_from
    some = st.integers(UNMATCHED, m - 1)
    workers = Workers(
        kind=column(n, st.integers(0, kinds - 1)),
        turn=ints(draw(st.permutations(range(n)))),
        months=column(n, often([0, 3, 12])),
        trades=column(n, often([1, 1, 2, 3])),
        since=column(n, often([0, 0, 20])),
        until=column(n, often([99, 99, 50])),
        first=column(n, some),
        named=column(n, some),
        family=column(n, often([ALONE, ALONE, 0, 1][:n])) if families and n else np.full(n, ALONE),
    )
    rows = len(of)
    orders = Orders(
        places=column(rows, st.integers(0, 3)),
        months=column(rows, often([0, 0, 3, 24])),
        trade=column(rows, often([0, 0, 1])),
        starts=column(rows, often([10, 30])),
        ends=column(rows, often([40, 60])),
        cap=column(rows, st.integers(NO_CAP, c - 1)),
        of=ints(of),
    )
    within = [draw(st.integers(NO_CAP, at - 1)) for at in range(c)]
    caps = Caps(column(c, st.integers(0, 6)), ints(within))
    lists = [draw(st.permutations(range(m)))[: draw(st.integers(0, m))] for _ in range(kinds)]
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
        market, months=asked.months[of], trade=asked.trade[of], starts=asked.starts[of], ends=asked.ends[of]
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
    """How an order ranks a worker, smaller is better."""
    return (market.workers.named[worker] != market.orders.of[order], int(market.workers.turn[worker]))


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
    )
    zero = ints([0] * m)
    orders = Orders(ints(places), zero, zero, zero, zero, ints([-1] * m), ints(range(m)))
    return Market(workers, orders, Caps(), [ints(each) for each in lists])
