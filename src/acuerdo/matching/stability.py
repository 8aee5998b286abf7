"""Whether a match is stable, told from the match alone: every pair that a worker would prefer is tried."""

from typing import Any, NamedTuple

import numpy as np
from numba import prange

from acuerdo.matching.compiled import compiled, parallel
from acuerdo.matching.market import (
    ALONE,
    BLOCK,
    NO_CAP,
    UNMATCHED,
    Columns,
    Ints,
    Market,
    Shorts,
    narrow_columns,
)

OPEN = -1
"""The mark of an order that takes whoever asks."""


Tried = tuple[Ints, Ints, Ints]


class Found(NamedTuple):
    """What is wrong with a match, and how much was looked at.

    Fields:
        too_many: places taken beyond those of an order or of a cap, together.
        not_admitted: workers matched with an order that does not admit them, or is not on their list.
        apart: families of whom some are matched, and not all of them with one order.
        blocking: pairs of a worker who seeks an order alone and an order that would both rather have each
            other, or have a free place; and of a family and an order that has a free place for each of them.
        pairs: pairs of a worker and an order that admits the worker and is on the list.
    """

    too_many: int
    not_admitted: int
    apart: int
    blocking: int
    pairs: int


def verify(market: Market, order: Ints) -> Found:
    """Look for what is wrong with a match; nothing is where the first four numbers are 0.

    Args:
        market: n workers, m orders and the caps around them.
        order: the order of each worker, or UNMATCHED, shape (n,).
    """
    plain = narrow_columns(market)
    marks = _cutoffs(plain, order)
    held = np.bincount(order[order != UNMATCHED], minlength=plain.places.size)
    under = _under(plain, held)
    too_many = np.maximum(held - plain.places, 0).sum() + np.maximum(under - plain.cap_places, 0).sum()
    place_of = _places(plain)
    blocking, pairs, lost = _tried(plain, order, marks, *_narrowed(plain, marks), place_of)
    apart, waiting = _families(plain, order, _room(plain, held, under), place_of)
    return Found(int(too_many), int(lost.sum()), apart, int(blocking.sum()) + waiting, int(pairs.sum()))


def cutoffs(market: Market, order: Ints) -> Ints:
    """The key above which each order takes whoever asks alone, or OPEN, shape (m,): the least key that is
    held in the order, where that is full, or under the innermost full cap around it. Families are not put
    out, so their keys do not count.

    A key is n - 1 - turn, n more where the order prefers the worker, 2 n more for each who comes after all
    equals of the worker in line, and 2 n n more where the order names the worker. Where nobody can be put
    out, and where there are no places, it is the highest there is: see `highest`.
    """
    return _cutoffs(narrow_columns(market), order)


def highest(n: int) -> int:
    """The mark of an order that takes none of n workers: above all their keys."""
    return 4 * n * n


def _cutoffs(plain: Columns, order: Ints) -> Ints:
    n, m = plain.turn.size, plain.places.size
    who = np.flatnonzero((order != UNMATCHED) & (plain.family == ALONE))
    at = order[who]
    before = 2 * (plain.behind[who] + np.where(plain.named[who] == plain.of[at], n, 0))
    key = n * (before + (plain.has[who] >= plain.prefers[at])) + n - 1 - plain.turn[who]
    least = np.full(m, highest(n), np.int64)
    np.minimum.at(least, at, key)
    held = np.bincount(order[order != UNMATCHED], minlength=m)
    under, least_under = _under(plain, held), np.full(plain.within.size, highest(n), np.int64)
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


def _room(market: Columns, held: Ints, under: Ints) -> Ints:
    """The places that each order, and every cap around it, has left, shape (m,)."""
    around = np.full(market.within.size + 1, market.turn.size, np.int64)
    for cap in range(market.within.size):
        around[cap] = min(market.cap_places[cap] - under[cap], around[market.within[cap]])
    left: Ints = np.minimum(market.places - held, around[market.cap])
    return left


def _narrowed(market: Columns, marks: Ints) -> tuple[Shorts, Shorts, Shorts]:
    """The mark at each place of the lists, and each worker's key where an order does not prefer and where it
    prefers the worker, all as numbers among the marks: a key is above a mark where its number is."""
    found, of_order = np.unique(marks, return_inverse=True)
    narrow: type[np.signedinteger[Any]] = np.int16 if found.size < np.iinfo(np.int16).max else np.int32
    n = market.turn.size
    key = 2 * n * market.behind + n - 1 - market.turn
    there = np.append(of_order[market.ranked], np.zeros(BLOCK, np.int64))
    above, preferred = np.searchsorted(found, key), np.searchsorted(found, key + n)
    return there.astype(narrow), above.astype(narrow), preferred.astype(narrow)


@parallel
def _tried(
    market: Columns,
    matched: Ints,
    marks: Ints,
    marks_there: Shorts,
    keys: Shorts,
    preferred: Shorts,
    place_of: Ints,
) -> Tried:
    """For each worker: blocking pairs, pairs that are admitted, and 1 where the match is not among these.

    Every place of the list is looked at as if the worker had no first choice and were named nowhere, in a
    loop without branches; what differs at these two orders, and at the places they keep for some, is set
    right behind it.
    """
    n, ranks = matched.size, bool((market.prefers <= market.has.max()).any()) if matched.size else False
    blocking, pairs, lost = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    for worker in prange(n):
        kind, own, first = market.kind[worker], matched[worker], market.first[worker]
        begins, ends = market.begins[kind], market.begins[kind + 1]
        own_at = ends
        if own != UNMATCHED:
            lost[worker] = 0 if _would_go(market, place_of, worker, own) else 1
            own_at = begins if market.of[own] == first else place_of[kind, own]
            own_at = ends if own_at < 0 else own_at
        both = keys[worker], preferred[worker]
        admitted, above = _there(market, worker, begins, own_at, marks_there, both, ranks)
        more, _ = _there(market, worker, own_at, ends, marks_there, both, ranks)
        before_own = own == UNMATCHED or market.of[own] != first
        for order in _both(market, place_of, kind, first):
            if order == UNMATCHED or not _is_admitted(market, worker, order):
                continue
            there = place_of[kind, order]
            more += 0 if there >= 0 else 1
            key = _key(market, worker, order)
            above -= int(begins <= there < own_at and key > marks[order])
            better = before_own or (order != own and market.of[order] != order)
            above += int(better and key + (2 * n * n if market.named[worker] == first else 0) > marks[order])
        named = market.named[worker]
        for order in _both(market, place_of, kind, named if named != first else UNMATCHED):
            before = order != UNMATCHED and begins <= place_of[kind, order] < own_at
            if before and _is_admitted(market, worker, order):
                key = _key(market, worker, order)
                above += int(key + 2 * n * n > marks[order]) - int(key > marks[order])
        blocking[worker] = above if market.family[worker] == ALONE else 0
        pairs[worker] = admitted + more
    return blocking, pairs, lost


@compiled
def _key(market: Columns, worker: int, order: int) -> int:
    """The key of a worker at an order that does not name the worker."""
    n, before = market.turn.size, 2 * market.behind[worker]
    before += 1 if market.has[worker] >= market.prefers[order] else 0
    return int(n * before + n - 1 - market.turn[worker])


@compiled
def _both(market: Columns, place_of: Ints, kind: int, order: int) -> tuple[int, int]:
    """An order and the places it keeps for some that are on the list of a kind; UNMATCHED for what is not."""
    if order == UNMATCHED:
        return UNMATCHED, UNMATCHED
    at = place_of[kind, order] - 1
    if at >= market.begins[kind] and market.of[market.ranked[at]] == order:
        return int(market.ranked[at]), int(order)
    return UNMATCHED, int(order)


@compiled
def _there(
    market: Columns,
    worker: int,
    begins: int,
    ends: int,
    marks_there: Shorts,
    keys: tuple[int, int],
    ranks: bool,
) -> tuple[int, int]:
    """How many places of a list admit a worker, and at how many of them the key there, of two, is above the
    mark; counted block by block, so that the counts of a block fit into as few bits as what they count."""
    since, until = market.since[worker], market.until[worker]
    has, trades = market.has[worker], market.trades[worker]
    key, preferred = keys
    admitted, above = 0, 0
    for block in range(begins, ends, BLOCK):
        some, over = np.int16(0), np.int16(0)
        size = np.int16(min(BLOCK, ends - block))
        for within in range(BLOCK):
            place = np.uint64(block) + np.uint64(within)
            may = (
                (market.starts_there[place] >= since)
                & (market.ends_there[place] <= until)
                & (market.asks_there[place] <= has)
                & ((market.bit_there[place] & trades) != 0)
                & (np.int16(within) < size)
            )
            some = np.int16(some + np.int16(may))
            there = preferred if ranks and has >= market.prefers_there[place] else key
            over = np.int16(over + np.int16(may & (marks_there[place] < there)))
        admitted += int(some)
        above += int(over)
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
    return bool(market.trades[worker] & market.bit[order])


@compiled
def _would_go(market: Columns, place_of: Ints, worker: int, order: int) -> bool:
    listed = place_of[market.kind[worker], order] >= 0 or market.first[worker] == order
    return bool(listed and _is_admitted(market, worker, order))


@compiled
def _families(market: Columns, matched: Ints, room: Ints, place_of: Ints) -> tuple[int, int]:
    """Families that are apart; and families for whom an order that they prefer has room."""
    apart, waiting = 0, 0
    for family in range(market.family_begins.size - 1):
        members = market.members[market.family_begins[family] : market.family_begins[family + 1]]
        if members.size == 0:
            continue
        lead, together = members[0], True
        for member in members:
            together &= matched[member] == matched[lead]
        apart += 0 if together else 1
        waiting += int(_finds_room(market, matched[lead], members, room, place_of))
    return apart, waiting


@compiled
def _finds_room(market: Columns, own: int, members: Ints, room: Ints, place_of: Ints) -> bool:
    """Whether an order has room for a family that comes before their own on the list of the first of them."""
    kind, first = market.kind[members[0]], market.first[members[0]]
    kept, whole = _both(market, place_of, kind, first)
    begins = market.begins[kind]
    for at in range(begins - 2, market.begins[kind + 1]):
        order = market.ranked[at] if at >= begins else (kept if at == begins - 2 else whole)
        if order == own and own != UNMATCHED:
            return False
        if order == UNMATCHED or room[order] < members.size:
            continue
        willing = True
        for member in members:
            willing &= _would_go(market, place_of, member, order)
        if willing:
            return True
    return False
