"""Walks down the lists of a market that stop at the first order that tells something."""

from typing import NamedTuple

import numpy as np
from numba import prange

from acuerdo.matching.compiled import compiled, parallel
from acuerdo.matching.held import admits
from acuerdo.matching.market import ALONE, MOST_TRADES, UNMATCHED, Columns, Ints, Shorts

FIRST_CHOICE, BEST_ADMITTED, REFUSED, NONE_ADMITS, NO_LIST, TOGETHER, APART = 0, 1, 3, 7, 8, 9, 10
"""What a walk found, in the numbers of `reasons.CODES`."""

MOST = int(np.iinfo(np.int32).max)
"""More than any shortage."""

MOST_MISSING = int(np.iinfo(np.int64).max)
"""More than are missing in line anywhere."""


class Marks(NamedTuple):
    """The marks of rows, as places in line.

    Fields:
        mark: the mark of each row, (m,).
        enough: the last place in line with which a worker comes to the mark of each row: one whom it neither
            names nor prefers, one whom it prefers, one whom it names, and one whom it names and prefers;
            or -1, (4, m). Who comes to a place is the equal of whoever has it.
    """

    mark: Ints
    enough: Ints


class There(NamedTuple):
    """The places of all lists in another sequence, what their orders ask, and the least months that any
    prefers."""

    ranked: Ints
    asks: Shorts
    starts: Shorts
    ends: Shorts
    trade: Shorts
    prefers: Shorts
    least: int


class Walked(NamedTuple):
    """What was found for each worker, shape (n,) or (n, 4), as in `reasons.WorkerReasons`."""

    code: Ints
    choice: Ints
    order: Ints
    asked: Ints
    short: Shorts
    opens: Shorts
    excluded: Shorts


def places_of(plain: Columns) -> Ints:
    """Where the list of each kind has each row, in the lists laid end to end, or -1, shape (kinds, m)."""
    found = np.full((plain.begins.size - 1, plain.places.size), -1, np.int64)
    kind = np.repeat(np.arange(plain.begins.size - 1), np.diff(plain.begins))
    found[kind, plain.ranked] = np.arange(plain.ranked.size)
    return found


def list_places(plain: Columns) -> Ints:
    """Which order of its list each place belongs to, 0 for the best: places that an order keeps for some
    stand before it, and are that order."""
    whole = plain.of[plain.ranked] == plain.ranked
    before = np.cumsum(whole) - whole
    starts = np.append(before, whole.sum())[plain.begins[:-1]]
    places: Ints = before - np.repeat(starts, np.diff(plain.begins))
    return places


def by_mark(plain: Columns, marks: Ints) -> There:
    """Every list from the lowest mark to the highest, the better order first where two are alike."""
    kind = np.repeat(np.arange(plain.begins.size - 1), np.diff(plain.begins))
    near = np.lexsort((np.arange(plain.ranked.size), marks[plain.ranked], kind))
    return There(
        plain.ranked[near],
        plain.asks_there[near],
        plain.starts_there[near],
        plain.ends_there[near],
        plain.bit_there[near],
        plain.prefers_there[near],
        int(plain.prefers.min(initial=MOST)),
    )


def in_line(plain: Columns, mark: Ints) -> Marks:
    """Marks as places in line."""
    n = plain.turn.size
    keys = np.sort(2 * n * plain.behind + n - 1 - plain.turn)
    lead = np.array([0, n, 2 * n * n, 2 * n * n + n])
    return Marks(mark, n - 1 - np.searchsorted(keys, mark - lead[:, None]))


def walk(plain: Columns, order: Ints, marks: Marks, near: There) -> Walked:
    """Walk down each worker's list, from the best order where the worker has one, from the lowest mark
    where not, to the first that admits the worker."""
    n = order.size
    code, choice, best, asked = (np.full(n, value, np.int64) for value in (NO_LIST, 0, UNMATCHED, UNMATCHED))
    short, opens, excluded = (np.zeros((n, 4), np.int32) for _ in range(3))
    found = Walked(code, choice, best, asked, short, opens, excluded)
    _walk(plain, order, marks, places_of(plain), list_places(plain), near, found)
    return found


@parallel
def _walk(
    market: Columns, order: Ints, marks: Marks, place_of: Ints, number: Ints, near: There, found: Walked
) -> None:
    for worker in prange(order.size):
        _count_choice(market, order[worker], place_of, number, found, worker)
        _tell(market, order[worker], marks, place_of, near, found, worker)


@compiled
def _count_choice(
    market: Columns, own: int, place_of: Ints, number: Ints, found: Walked, worker: int
) -> None:
    if own == UNMATCHED:
        return
    kind, first = market.kind[worker], market.first[worker]
    if market.of[own] == first:
        found.choice[worker] = 1
        return
    at = place_of[kind, own]
    moved = first != UNMATCHED and not 0 <= place_of[kind, first] < at
    found.choice[worker] = number[at] + 1 + int(moved)


@compiled
def _tell(
    market: Columns, own: int, marks: Marks, place_of: Ints, near: There, found: Walked, worker: int
) -> None:
    if market.family[worker] != ALONE:
        found.code[worker] = APART if own == UNMATCHED else TOGETHER
        found.order[worker] = own
        return
    kind, first = market.kind[worker], market.first[worker]
    begins, ends = market.begins[kind], market.begins[kind + 1]
    if first == UNMATCHED and begins == ends:
        return
    top = first if first != UNMATCHED else market.of[market.ranked[begins]]
    if own != UNMATCHED and top == market.of[own]:
        found.code[worker], found.order[worker] = FIRST_CHOICE, own
        return
    best = UNMATCHED
    if admits(market, worker, top):
        best = top
    else:
        found.asked[worker] = top
        _lacks(market, worker, top, found.short[worker])
    if own == UNMATCHED:
        best = _nearest(market, marks, place_of, near, worker, best)
    elif best == UNMATCHED:
        best = _best(market, worker)
    if best == UNMATCHED:
        found.code[worker], found.asked[worker] = NONE_ADMITS, UNMATCHED
        _excluded(market, worker, place_of, found)
    elif own != UNMATCHED and best == market.of[own]:
        found.code[worker], found.order[worker] = BEST_ADMITTED, own
    else:
        found.code[worker] = REFUSED
        found.order[worker] = best if own == UNMATCHED else _nearer(market, marks, place_of, worker, best)


@compiled
def _nearer(market: Columns, marks: Marks, place_of: Ints, worker: int, order: int) -> int:
    """Of an order and the places it keeps for those of the worker's list, what the worker is nearer to."""
    at = place_of[market.kind[worker], order] - 1
    if at < market.begins[market.kind[worker]] or market.of[market.ranked[at]] != order:
        return order
    kept = int(market.ranked[at])
    there = missing(market, marks, worker, kept)
    return kept if there <= missing(market, marks, worker, order) else order


@compiled
def missing(market: Columns, marks: Marks, worker: int, row: int) -> int:
    """How many places in line a worker is under the mark of a row; more than there are, and more for a higher
    mark, where no place would do."""
    last = marks.enough[status(market, worker, row), row]
    return int(market.turn[worker] - last if last >= 0 else market.turn.size + 1 + marks.mark[row])


@compiled
def status(market: Columns, worker: int, row: int) -> int:
    """Whether a row prefers a worker, and 2 more where it names the worker: see `Marks`."""
    preferred = 1 if market.has[worker] >= market.prefers[row] else 0
    return preferred + (2 if market.named[worker] == market.of[row] else 0)


@compiled
def _lacks(market: Columns, worker: int, order: int, short: Shorts) -> None:
    short[0] = max(0, market.asks[order] - market.has[worker])
    short[1] = 0 if (market.trades[worker] >> market.trade[order]) & 1 else market.trade[order] + 1
    short[2] = max(0, market.since[worker] - market.starts[order])
    short[3] = max(0, market.ends[order] - market.until[worker])


@compiled
def _best(market: Columns, worker: int) -> int:
    kind = market.kind[worker]
    since, until = market.since[worker], market.until[worker]
    has, trades = market.has[worker], market.trades[worker]
    for at in range(market.begins[kind], market.begins[kind + 1]):
        if (
            (market.starts_there[at] >= since)
            & (market.ends_there[at] <= until)
            & (market.asks_there[at] <= has)
            & ((market.bit_there[at] & trades) != 0)
        ):
            return int(market.of[market.ranked[at]])
    return UNMATCHED


@compiled
def _nearest(market: Columns, marks: Marks, place_of: Ints, near: There, worker: int, top: int) -> int:
    """The row that admits the worker and whose mark is the nearest above the worker's key; the better one
    on the list where two are as near. Of rows that prefer the worker the one of the lowest mark is, and so of
    those that do not."""
    kind, named = market.kind[worker], market.named[worker]
    best, least, met = UNMATCHED, MOST_MISSING, False
    if top != UNMATCHED:
        best = _nearer(market, marks, place_of, worker, top)
        least = missing(market, marks, worker, best)
    if named != UNMATCHED and place_of[kind, named] >= 0 and admits(market, worker, named):
        by_name = _nearer(market, marks, place_of, worker, named)
        if missing(market, marks, worker, by_name) < least:
            best, least = by_name, missing(market, marks, worker, by_name)
    since, until = market.since[worker], market.until[worker]
    has, trades = market.has[worker], market.trades[worker]
    for at in range(market.begins[kind], market.begins[kind + 1]):
        if (
            (near.starts[at] >= since)
            & (near.ends[at] <= until)
            & (near.asks[at] <= has)
            & ((near.trade[at] & trades) != 0)
        ):
            row = int(near.ranked[at])
            if market.of[row] == named or (met and near.prefers[at] > has):
                continue
            if missing(market, marks, worker, row) < least:
                best, least = row, missing(market, marks, worker, row)
            if near.prefers[at] <= has or has < near.least:
                return best
            met = True
    return best


@compiled
def _excluded(market: Columns, worker: int, place_of: Ints, found: Walked) -> None:
    """Count what excludes a worker whom nothing admits, and what alone would open an order."""
    kind, first = market.kind[worker], market.first[worker]
    short, opens, excluded = found.short[worker], found.opens[worker], found.excluded[worker]
    short[:] = MOST
    by_trade, lacks = np.zeros(MOST_TRADES + 1, np.int32), np.zeros(4, np.int32)
    for at in range(market.begins[kind], market.begins[kind + 1]):
        if market.of[market.ranked[at]] == market.ranked[at]:
            _count(market, worker, market.ranked[at], lacks, short, opens, excluded, by_trade)
    if first != UNMATCHED and place_of[kind, first] < 0:
        _count(market, worker, first, lacks, short, opens, excluded, by_trade)
    trade = np.argmax(by_trade)
    short[1], opens[1] = trade, by_trade[trade]
    for lack in range(4):
        if opens[lack] == 0:
            short[lack] = 0


@compiled
def _count(
    market: Columns,
    worker: int,
    order: int,
    lacks: Shorts,
    short: Shorts,
    opens: Shorts,
    excluded: Shorts,
    by_trade: Shorts,
) -> None:
    _lacks(market, worker, order, lacks)
    number = 0
    for lack in range(4):
        excluded[lack] += int(lacks[lack] > 0)
        number += int(lacks[lack] > 0)
    if number != 1:
        return
    if lacks[1] > 0:
        by_trade[lacks[1]] += 1
        return
    for lack in range(4):
        if 0 < lacks[lack] < short[lack]:
            short[lack], opens[lack] = lacks[lack], 1
        elif 0 < lacks[lack] == short[lack]:
            opens[lack] += 1


def able_to(plain: Columns, wanted: Ints) -> Ints:
    """How many workers list an order that admits them, counted up to its places where it is wanted, and its
    places elsewhere, shape (m,)."""
    found = plain.places.copy()
    _able_to(plain, np.flatnonzero(wanted), places_of(plain), found)
    return found


@parallel
def _able_to(market: Columns, wanted: Ints, place_of: Ints, found: Ints) -> None:
    for at in prange(wanted.size):
        order, count = wanted[at], 0
        for worker in range(market.turn.size):
            listed = market.first[worker] == order or place_of[market.kind[worker], order] >= 0
            if listed and admits(market, worker, order):
                count += 1
                if count == market.places[order]:
                    break
        found[order] = count
