"""Whether a match is stable, told from the match alone: every pair that a worker would prefer is tried."""

from typing import NamedTuple

import numpy as np
from numba import prange

from acuerdo.matching.compiled import compiled, parallel
from acuerdo.matching.market import NO_CAP, UNMATCHED, Columns, Ints, Market, Shorts, columns

OPEN = -1
"""The mark of an order that takes whoever asks."""


Tried = tuple[Ints, Ints, Ints]


class Found(NamedTuple):
    """What is wrong with a match, and how much was looked at.

    Fields:
        too_many: places taken beyond those of an order or of a cap, together.
        not_admitted: workers matched with an order that does not admit them, or is not on their list.
        blocking: pairs of a worker and an order that would both rather have each other, or have a free place.
        pairs: pairs of a worker and an order that admits the worker and is on the list.
    """

    too_many: int
    not_admitted: int
    blocking: int
    pairs: int


def verify(market: Market, order: Ints) -> Found:
    """Look for what is wrong with a match; nothing is where the first three numbers are 0.

    Args:
        market: n workers, m orders and the caps around them.
        order: the order of each worker, or UNMATCHED, shape (n,).
    """
    plain = columns(market)
    marks = _cutoffs(plain, order)
    held = np.bincount(order[order != UNMATCHED], minlength=plain.places.size)
    under = _under(plain, held)
    too_many = np.maximum(held - plain.places, 0).sum() + np.maximum(under - plain.cap_places, 0).sum()
    there = marks[plain.ranked].astype(np.int32)
    blocking, pairs, lost = _tried(plain, order, marks, there, _places(plain))
    return Found(int(too_many), int(lost.sum()), int(blocking.sum()), int(pairs.sum()))


def cutoffs(market: Market, order: Ints) -> Ints:
    """The key above which each order takes whoever asks, or OPEN, shape (m,): the least key that is held in
    the order, where that is full, or under the innermost full cap around it.

    A key is n - 1 - turn, and n more where the order names the worker. An order of no places, or under a cap
    of none, has the highest key there is.
    """
    return _cutoffs(columns(market), order)


def _cutoffs(plain: Columns, order: Ints) -> Ints:
    n, m = plain.turn.size, plain.places.size
    who = np.flatnonzero(order != UNMATCHED)
    at = order[who]
    key = n - 1 - plain.turn[who] + np.where(plain.named[who] == at, n, 0)
    least = np.full(m, 2 * n, np.int64)
    np.minimum.at(least, at, key)
    held = np.bincount(at, minlength=m)
    under, least_under = _under(plain, held), np.full(plain.within.size, 2 * n, np.int64)
    np.minimum.at(least_under, plain.cap[plain.cap != NO_CAP], least[plain.cap != NO_CAP])
    for cap in range(plain.within.size - 1, -1, -1):
        if plain.within[cap] != NO_CAP:
            outer = plain.within[cap]
            least_under[outer] = min(least_under[outer], least_under[cap])
    around = np.full(plain.within.size + 1, OPEN, np.int64)
    for cap in range(plain.within.size):
        full = under[cap] >= plain.cap_places[cap]
        around[cap] = least_under[cap] if full else around[plain.within[cap]]
    return np.where(held >= plain.places, least, around[plain.cap])


def _under(market: Columns, held: Ints) -> Ints:
    """How many are matched under each cap, shape (c,)."""
    counts = np.zeros(market.within.size, np.int64)
    inside = market.cap != NO_CAP
    np.add.at(counts, market.cap[inside], held[inside])
    for cap in range(market.within.size - 1, -1, -1):
        if market.within[cap] != NO_CAP:
            counts[market.within[cap]] += counts[cap]
    return counts


@parallel
def _tried(market: Columns, matched: Ints, marks: Ints, marks_there: Shorts, place_of: Ints) -> Tried:
    """For each worker: blocking pairs, pairs that are admitted, and 1 where the match is not among these.

    Every place of the list is looked at as if the worker had no first choice and were named nowhere, in a
    loop without branches; what differs at these two orders is set right behind it.
    """
    n = matched.size
    blocking, pairs, lost = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    for worker in prange(n):
        kind, own, named = market.kind[worker], matched[worker], market.named[worker]
        key, first = n - 1 - market.turn[worker], market.first[worker]
        if first != UNMATCHED and not _is_admitted(market, worker, first):
            first = UNMATCHED
        begins, ends = market.begins[kind], market.begins[kind + 1]
        own_at = ends
        if own != UNMATCHED:
            listed = place_of[kind, own] >= 0 and _is_admitted(market, worker, own)
            lost[worker] = 0 if listed or own == first else 1
            own_at = begins if own == first else place_of[kind, own] if listed else ends
        admitted, above = _there(market, worker, begins, own_at, marks_there, key)
        more, _ = _there(market, worker, own_at, ends, marks_there, key)
        named_before = named not in (UNMATCHED, first) and begins <= place_of[kind, named] < own_at
        if named_before and _is_admitted(market, worker, named):
            above += int(key + n > marks[named]) - int(key > marks[named])
        if first != UNMATCHED:
            there = place_of[kind, first]
            more += 0 if there >= 0 else 1
            above -= int(begins <= there < own_at and key > marks[first])
            above += int(own != first and key + (n if named == first else 0) > marks[first])
        blocking[worker], pairs[worker] = above, admitted + more
    return blocking, pairs, lost


@compiled
def _there(
    market: Columns, worker: int, begins: int, ends: int, marks_there: Shorts, key: int
) -> tuple[int, int]:
    """How many places of a list admit a worker, and at how many of them a key is above the mark."""
    since, until = market.since[worker], market.until[worker]
    has, trades = market.has[worker], market.trades[worker]
    starts, stops = market.starts_there[begins:ends], market.ends_there[begins:ends]
    asks, trade, marks = (
        market.asks_there[begins:ends],
        market.trade_there[begins:ends],
        marks_there[begins:ends],
    )
    mark = np.int32(key)
    admitted, above = 0, 0
    for at in range(starts.size):
        may = (starts[at] >= since) & (stops[at] <= until) & (asks[at] <= has) & ((trade[at] & trades) != 0)
        admitted += may
        above += may & (marks[at] < mark)
    return admitted, above


def _places(market: Columns) -> Ints:
    """The place that each kind of worker gives each order, or -1, shape (kinds, m)."""
    kinds = market.begins.size - 1
    found = np.full((kinds, market.places.size), -1, np.int64)
    kind = np.repeat(np.arange(kinds), np.diff(market.begins))
    found[kind, market.ranked] = np.arange(market.ranked.size)
    return found


@compiled
def _is_admitted(market: Columns, worker: int, order: int) -> bool:
    if market.starts[order] < market.since[worker] or market.ends[order] > market.until[worker]:
        return False
    if market.asks[order] > market.has[worker]:
        return False
    return bool(market.trades[worker] & (1 << market.trade[order]))
