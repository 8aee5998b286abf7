"""A national season, invented: workers, orders, lists and caps of the size and shape of a real one.

Every number here is an assumption of the benchmark. Sizes follow the H-2A orders of fiscal year 2017 and the
H-2B orders of 2019 together (some 20,000 orders, some 350,000 places); the rest is chosen so that a worker
is admitted by about one order in eight. Nobody here stands for anybody.
"""

from dataclasses import replace

import numpy as np

from acuerdo.matching.market import ALONE, NO_CAP, NO_RANKING, UNMATCHED, Caps, Market, Orders, Workers

Generator = np.random.Generator

KEY = 2017
"""The key of the draws, so that every run has the same season."""
WORKERS_PER_ORDER = 20
PLACES_LOG_MEAN, PLACES_LOG_SPREAD = 1.95, 1.35
"""Places of an order are lognormal, so that few orders have many: 17.5 on average."""
KINDS = 35
"""As many lists as there are states of origin, and three that want a season more than a wage."""
COMMON = 0.5
"""How much of what makes an order wanted all kinds see alike; the rest is a matter of each kind."""
STATES = 50
TRADES = np.array([0.60, 0.15, 0.10, 0.05, 0.04, 0.03, 0.03])
"""The shares of seven trades, of orders and of workers."""
SECOND_TRADE = 0.3
"""The share of workers who would work in a second trade, drawn evenly."""
YEAR_DAYS = 365
WORK_DAYS, WORK_SPREAD, LEAST_WORK, MOST_WORK = 180, 60, 30, 300
"""Days of work of an order: normal, within bounds."""
BEFORE_DAYS = (15, 60)
"""How many days before the middle of the start that suits them workers can begin."""
AFTER_DAYS = (150, 420)
"""How many days after it their last day of work lies."""
MONTHS = 36
"""Months of experience of workers: even, below this."""
ASKING, ASKED_MONTHS = 0.5, (1, 3, 6, 12, 24)
"""The share of orders that ask for experience, and how many months they ask for."""
NAMED, NAMED_FIRST = 0.5, 0.5
"""The share of workers whom an employer names, where it admits them, and of these who want it before all."""
NATION_SHARE, STATE_SHARE = 0.85, 0.90
"""What the caps of the nation and of each state let be filled of the places under them."""
IN_FAMILIES = 0.04
"""The share of workers who seek an order together with one other."""
KEEPING, KEPT, KEPT_FOR = 0.1, 0.3, 6
"""The share of orders that keep places for some, which share of their places, and for how many kinds."""
TRIES = 40
"""How often an employer is drawn for a worker, until one admits the worker."""


def season(n: int, capped: bool = False, families: bool = False) -> Market:
    """A season of n workers.

    Args:
        n: how many workers.
        capped: whether there is a cap of the nation, and of 50 states within it.
        families: whether some seek an order in families of two, and some orders keep places for some kinds.
    """
    draws = np.random.Generator(np.random.Philox(key=KEY))
    m = max(2, n // WORKERS_PER_ORDER)
    orders, states = _orders(draws, m)
    workers = _named(draws, _workers(draws, n), orders)
    worth, taste = draws.normal(size=m), draws.normal(size=(KINDS, m))
    ranked = list(np.argsort(-(COMMON * worth + (1 - COMMON) * taste), axis=1, kind="stable"))
    market = Market(workers, orders, Caps(), ranked)
    market = _capped(market, states) if capped else market
    return _kept(draws, replace(market, workers=_in_families(workers))) if families else market


def _capped(market: Market, states: np.ndarray) -> Market:
    places = np.bincount(states, market.orders.places, STATES)
    caps = Caps(
        np.append(int(places.sum() * NATION_SHARE), (places * STATE_SHARE).astype(np.int64)),
        np.append(NO_CAP, np.zeros(STATES, np.int64)),
    )
    return replace(market, orders=replace(market.orders, cap=states + 1), caps=caps)


def _in_families(workers: Workers) -> Workers:
    """The first of the rows in twos, who want the same season; rows are in no order, so these are anybody."""
    pairs = int(workers.kind.size * IN_FAMILIES) // 2
    family = np.full(workers.kind.size, ALONE)
    family[: 2 * pairs] = np.arange(pairs).repeat(2)
    same = {name: getattr(workers, name).copy() for name in ("kind", "trades", "since", "until")}
    for column in same.values():
        column[1 : 2 * pairs : 2] = column[0 : 2 * pairs : 2]
    return replace(workers, family=family, **same)


def _kept(draws: Generator, market: Market) -> Market:
    """Some orders keep a share of their places for the first few kinds."""
    orders, m = market.orders, market.orders.places.size
    whole = np.flatnonzero((draws.random(m) < KEEPING) & (orders.places * KEPT >= 1))
    kept = (orders.places[whole] * KEPT).astype(np.int64)
    columns = {
        name: np.append(getattr(orders, name), getattr(orders, name)[whole]) for name in Orders.__slots__
    }
    columns["places"][whole] -= kept
    columns["places"][m:] = kept
    part = np.full(m, UNMATCHED)
    part[whole] = np.arange(m, m + whole.size)
    ranked = [_before(each, part) if kind < KEPT_FOR else each for kind, each in enumerate(market.ranked)]
    return replace(market, orders=Orders(**columns), ranked=ranked)


def _before(ranked: np.ndarray, part: np.ndarray) -> np.ndarray:
    """A list with the places that orders keep right before these."""
    both = np.column_stack([part[ranked], ranked]).ravel()
    return both[both != UNMATCHED]


def _orders(draws: Generator, m: int) -> tuple[Orders, np.ndarray]:
    starts = draws.integers(0, YEAR_DAYS, m)
    work = np.clip(draws.normal(WORK_DAYS, WORK_SPREAD, m), LEAST_WORK, MOST_WORK).astype(np.int64)
    asked = np.where(draws.random(m) < ASKING, draws.choice(ASKED_MONTHS, m), 0)
    places = np.maximum(1, draws.lognormal(PLACES_LOG_MEAN, PLACES_LOG_SPREAD, m)).astype(np.int64)
    trade, states = draws.choice(TRADES.size, m, p=TRADES), draws.integers(0, STATES, m)
    columns = places, asked, trade, starts, starts + work, np.full(m, NO_CAP), np.arange(m)
    return Orders(*columns, np.full(m, NO_RANKING)), states


def _workers(draws: Generator, n: int) -> Workers:
    middle = draws.integers(0, YEAR_DAYS, n)
    second = np.where(draws.random(n) < SECOND_TRADE, 1 << draws.integers(0, TRADES.size, n), 0)
    nobody = np.full(n, UNMATCHED)
    return Workers(
        kind=draws.integers(0, KINDS, n),
        turn=draws.permutation(n),
        months=draws.integers(0, MONTHS, n),
        trades=(1 << draws.choice(TRADES.size, n, p=TRADES)) | second,
        since=middle - draws.integers(*BEFORE_DAYS, n),
        until=middle + draws.integers(*AFTER_DAYS, n),
        first=nobody,
        named=nobody,
        family=np.full(n, ALONE),
        behind=np.zeros(n, np.int64),
    )


def _named(draws: Generator, workers: Workers, orders: Orders) -> Workers:
    """Workers with the orders that name them: every place of an order names as readily as any other."""
    n = workers.kind.size
    named, of_place = np.full(n, UNMATCHED), np.repeat(np.arange(orders.places.size), orders.places)
    wanted = draws.random(n) < NAMED
    for _ in range(TRIES):
        who = np.flatnonzero(wanted & (named == UNMATCHED))
        order = draws.choice(of_place, who.size)
        admitted = (
            (orders.starts[order] >= workers.since[who])
            & (orders.ends[order] <= workers.until[who])
            & (orders.months[order] <= workers.months[who])
            & (((workers.trades[who] >> orders.trade[order]) & 1) == 1)
        )
        named[who[admitted]] = order[admitted]
    first = np.where(draws.random(n) < NAMED_FIRST, named, UNMATCHED)
    return replace(workers, named=named, first=first)


def shuffled(market: Market, key: int) -> tuple[Market, np.ndarray]:
    """The same market with the rows of its workers in another order, and which row each of these was."""
    workers = market.workers
    rows = np.random.Generator(np.random.Philox(key=key)).permutation(workers.kind.size)
    moved = Workers(**{name: getattr(workers, name)[rows] for name in Workers.__slots__})
    return replace(market, workers=moved), rows
