"""Free places go to whoever comes first of all who prefer them, and what these leave goes on in the same way.

All who may come to an order stand in one line: first those whom it names, in turn, then everybody in turn.
Worker w stands at position w among the named, and at n + w among all, of workers whose rows are in turn. A
worker who moved prefers fewer orders than before, so an order never looks back: up to a position of its own
nobody wants it. Free places are given from the first of these positions on, so that a place under a cap goes
to the first of all who would take it, at whichever order.

Where few orders are free, each looks down the line for the next who wants it; where many are, they stand side
by side, and whoever is next in line looks along them.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from acuerdo.matching.compiled import compiled, step
from acuerdo.matching.deferred import lowest_held
from acuerdo.matching.held import FIRST, NO_KEY, State, admits, count, full_around, set_least, set_leasts
from acuerdo.matching.market import BLOCK, MOST_NARROW, NO_CAP, UNMATCHED, Columns, Ints, Shorts
from acuerdo.matching.spans import Spans

NOWHERE = -1
"""The row of an order that is not on offer."""

NEVER = int(np.iinfo(np.int32).max)
"""The place of an order on a list that does not have it."""

SIZE, FRONT = 0, 1
"""How many orders stand side by side, and the position of whoever looks along them next."""

FEW = 16
"""As few orders look down the line one by one."""


class Line(NamedTuple):
    """Everybody in turn, in stretches of as many turns; in each, those of a kind lie side by side.

    Fields:
        worker: who stands there, (n,).
        spot: where each worker stands, (n,).
        begins: where those of each kind begin in each stretch, (stretches * kinds + 1,).
        since, until, has, trades: of who stands there, (n + BLOCK,).
        had: the place in the list of the kind that the worker's order has, or FIRST, (n + BLOCK,).
        most: the farthest of these places in each stretch and kind, or one beyond, (stretches * kinds,).
    """

    worker: Ints
    spot: Ints
    begins: Ints
    since: Shorts
    until: Shorts
    has: Shorts
    trades: Shorts
    had: Shorts
    most: Ints


class ByOrder(NamedTuple):
    """Workers of each order, in turn, end to end, and where those of each order begin, (m + 1,)."""

    worker: Ints
    begins: Ints


class Offers(NamedTuple):
    """What is offered, and to whom it was.

    Fields:
        asked: the position before which nobody prefers an order to what they have, (m,).
        row: where an order stands side by side with others, or NOWHERE, (m,).
        order, starts, stops, asks, trade: what stands there, (m,).
        place: the place that each kind of worker gives it, or NEVER, (kinds, m).
        ahead: a tree: at which position each order is to be offered, and the first of both halves of every
            part.
        named: the workers whom each order names.
        first: the workers whose first choice each order is.
        now: SIZE and FRONT.
        line: everybody in line.
    """

    asked: Ints
    row: Ints
    order: Ints
    starts: Shorts
    stops: Shorts
    asks: Shorts
    trade: Shorts
    place: NDArray[np.int32]
    ahead: Ints
    named: ByOrder
    first: ByOrder
    now: Ints
    line: Line


@compiled
def _line(market: Columns, state: State, narrow: Shorts) -> Line:
    """The line, with places and orders in as many bits as an array has."""
    n, kinds = market.turn.size, market.begins.size - 1
    stretch = kinds * BLOCK
    begins = np.zeros((n // stretch + 1) * kinds + 1, np.int64)
    for worker in range(n):
        begins[worker // stretch * kinds + market.kind[worker] + 1] += 1
    begins = np.cumsum(begins)
    to, worker_of, spot = begins.copy(), np.empty(n, np.int64), np.empty(n, np.int64)
    since, until = np.zeros(n + BLOCK, market.since.dtype), np.zeros(n + BLOCK, market.until.dtype)
    has, trades = np.zeros(n + BLOCK, market.has.dtype), np.zeros(n + BLOCK, market.trades.dtype)
    had, most = np.zeros(n + BLOCK, narrow.dtype), np.full(begins.size - 1, FIRST, np.int64)
    for worker in range(n):
        group = worker // stretch * kinds + market.kind[worker]
        at = to[group]
        to[group] += 1
        worker_of[at], spot[worker] = worker, at
        since[at], until[at] = market.since[worker], market.until[worker]
        has[at], trades[at] = market.has[worker], market.trades[worker]
        had[at] = _in_list(market, state, worker)
        most[group] = max(most[group], had[at])
    return Line(worker_of, spot, begins, since, until, has, trades, had, most)


@compiled
def _by_order(order: Ints, m: int) -> ByOrder:
    """The workers of each order."""
    begins = np.zeros(m + 1, np.int64)
    for worker in range(order.size):
        if order[worker] != UNMATCHED:
            begins[order[worker] + 1] += 1
    begins = np.cumsum(begins)
    found, to = np.empty(begins[m], np.int64), begins.copy()
    for worker in range(order.size):
        if order[worker] != UNMATCHED:
            found[to[order[worker]]] = worker
            to[order[worker]] += 1
    return ByOrder(found, begins)


@step
def _in_list(market: Columns, state: State, worker: int) -> int:
    """The place in the list of the kind that the worker's order has, or FIRST."""
    at = state.at[worker]
    return int(at - market.begins[market.kind[worker]]) if at != FIRST else FIRST


def offers(market: Columns, spans: Spans, state: State) -> Offers:
    """Nothing on offer yet, after a match in which nobody is refused who would come before somebody held."""
    m, kinds = market.places.size, market.begins.size - 1
    longest = int(np.diff(market.begins).max())
    return Offers(
        asked=_asked(market, spans, state),
        row=np.full(m, NOWHERE),
        order=np.empty(m, np.int64),
        starts=np.empty_like(market.starts),
        stops=np.empty_like(market.ends),
        asks=np.empty_like(market.asks),
        trade=np.empty_like(market.bit),
        place=np.empty((kinds, m), np.int32),
        ahead=np.full_like(state.least, NO_KEY),
        named=_by_order(market.named, m),
        first=_by_order(market.first, m),
        now=np.zeros(2, np.int64),
        line=_line(market, state, np.zeros(0, np.int16 if longest <= MOST_NARROW else np.int32)),
    )


@compiled
def _asked(market: Columns, spans: Spans, state: State) -> Ints:
    """The position before which nobody prefers each order: that of the last who is held, where it is full."""
    n, m = market.turn.size, market.places.size
    asked = np.full(m, 2 * n, np.int64)
    for order in range(m):
        _, least, full = lowest_held(market, spans, state, order)
        if full:
            asked[order] = _position(n, least)
    return asked


@step
def _position(n: int, least: int) -> int:
    """The position behind whoever has a key, where no order ranks; 0 for no key."""
    if least == NO_KEY:
        return 0
    return int(n - least % n + (0 if least >= 2 * n * n else n))


@step
def take_out(market: Columns, spans: Spans, state: State, on: Offers, worker: int) -> None:
    """Take a worker out, who still prefers the same orders, and offer what that leaves free."""
    left = state.order[worker]
    state.order[worker] = UNMATCHED
    state.held[left] -= 1
    count(market, state, left, -1, NO_CAP)
    _offer_left(market, spans, state, on, left, UNMATCHED)


@step
def move_up(market: Columns, spans: Spans, state: State, on: Offers) -> None:
    """Let everybody move to the best that is offered, until nobody wants any of it."""
    n, m, now = market.turn.size, market.places.size, on.now
    while True:
        upcoming, beside = min(on.ahead[1] // m, 2 * n), now[SIZE] > 0
        behind = upcoming < (now[FRONT] if beside else 2 * n)
        if behind and (beside or upcoming < n or not _many(on, upcoming)):
            _give_one(market, spans, state, on, on.ahead[1] % m, upcoming)
            continue
        if not beside:
            now[FRONT] = upcoming
        if now[FRONT] == 2 * n:
            break
        while on.ahead[1] // m == now[FRONT]:
            _put_beside(market, state, on, on.ahead[1] % m)
        worker = now[FRONT] - n
        order = _best(market, state, on, worker)
        if order != UNMATCHED:
            _move(market, spans, state, on, worker, order)
        now[FRONT] += 1
        if now[SIZE] <= FEW:
            _put_back(market, state, on)
    _put_back(market, state, on)


@step
def _many(on: Offers, position: int) -> bool:
    """Whether more than a few orders are to be offered at a position."""
    # No part of the tree is entered that has nothing at the position: the first of each is the least.
    m, leaves = on.asked.size, on.ahead.size // 2
    found, at = 0, 1
    while found <= FEW and at > 0:
        here = on.ahead[at] // m == position
        if here and at < leaves:
            at *= 2
        else:
            found += 1 if here else 0
            while at % 2 == 1:
                at //= 2
            at += 1 if at > 0 else 0
    return found > FEW


@step
def _give_one(market: Columns, spans: Spans, state: State, on: Offers, order: int, position: int) -> None:
    """Offer an order to the one at a position, and line it up for the next."""
    n, m, now = market.turn.size, market.places.size, on.now
    worker = position % n
    set_least(on.ahead, order, NO_KEY)
    if (position >= n or market.named[worker] == order) and wants(market, state, worker, order):
        _move(market, spans, state, on, worker, order)
    if _is_free(market, state, order):
        until = min(on.ahead[1] // m, now[FRONT] if now[SIZE] > 0 else 2 * n) - n
        on.asked[order] = _next(market, state, on, order, until)
        _offer(market, state, on, order, order + 1)


@step
def _put_beside(market: Columns, state: State, on: Offers, order: int) -> None:
    """Put an order beside the others."""
    set_least(on.ahead, order, NO_KEY)
    row = on.now[SIZE]
    on.now[SIZE] += 1
    on.row[order], on.order[row] = row, order
    on.starts[row], on.stops[row] = market.starts[order], market.ends[order]
    on.asks[row], on.trade[row] = market.asks[order], market.bit[order]
    for kind in range(on.place.shape[0]):
        place = state.place_of[kind, order]
        on.place[kind, row] = place if place >= 0 else NEVER


@step
def _put_back(market: Columns, state: State, on: Offers) -> None:
    """Let the orders that stand side by side look down the line themselves."""
    while on.now[SIZE] > 0:
        order = on.order[on.now[SIZE] - 1]
        _withdraw(on, order)
        _offer(market, state, on, order, order + 1)


@step
def _best(market: Columns, state: State, on: Offers, worker: int) -> int:
    """The order on offer that a worker likes best and prefers to what there is, or UNMATCHED."""
    kind, first, had = market.kind[worker], market.first[worker], state.at[worker]
    if had == FIRST:
        return UNMATCHED
    if first != UNMATCHED and on.row[first] != NOWHERE and admits(market, worker, first):
        return int(first)
    since, until = market.since[worker], market.until[worker]
    has, trades = market.has[worker], market.trades[worker]
    best, places = np.int32(had), on.place[kind]
    for row in range(np.uint64(on.now[SIZE])):
        may = (
            (on.starts[row] >= since)
            & (on.stops[row] <= until)
            & (on.asks[row] <= has)
            & ((on.trade[row] & trades) != 0)
        )
        best = min(best, places[row] if may else np.int32(NEVER))
    return int(market.ranked[best]) if best < had else UNMATCHED


@step
def _move(market: Columns, spans: Spans, state: State, on: Offers, worker: int, order: int) -> None:
    """Let a worker move to an order, withdraw what that fills, and offer what it leaves free."""
    left = state.order[worker]
    state.order[worker], state.at[worker] = order, place_on_list(market, state, worker, order)
    on.line.had[on.line.spot[worker]] = _in_list(market, state, worker)
    state.held[order] += 1
    count(market, state, order, 1, NO_CAP)
    if left != UNMATCHED:
        state.held[left] -= 1
        count(market, state, left, -1, NO_CAP)
    if state.held[order] == market.places[order]:
        _withdraw(on, order)
        set_least(on.ahead, order, NO_KEY)
    outermost, cap = NO_CAP, market.cap[order]
    while cap != NO_CAP:
        outermost = cap if state.counts[cap] == market.cap_places[cap] else outermost
        cap = market.within[cap]
    if outermost != NO_CAP:
        begins, ends = spans.begins[outermost], spans.ends[outermost]
        for at in range(begins, ends):
            _withdraw(on, at)
            on.ahead[on.ahead.size // 2 + at] = NO_KEY
        set_leasts(on.ahead, begins, ends)
    if left != UNMATCHED:
        _offer_left(market, spans, state, on, left, order)


@step
def _withdraw(on: Offers, order: int) -> None:
    """Let an order no more stand beside others, after everybody before the front was asked."""
    row, now = on.row[order], on.now
    if row == NOWHERE:
        return
    now[SIZE] -= 1
    last = now[SIZE]
    on.row[on.order[last]] = row
    on.row[order], on.asked[order] = NOWHERE, now[FRONT]
    on.order[row] = on.order[last]
    on.starts[row], on.stops[row] = on.starts[last], on.stops[last]
    on.asks[row], on.trade[row] = on.asks[last], on.trade[last]
    for kind in range(on.place.shape[0]):
        on.place[kind, row] = on.place[kind, last]


@step
def _offer_left(market: Columns, spans: Spans, state: State, on: Offers, left: int, order: int) -> None:
    """Offer what is free since somebody left one order for another, or for none."""
    outermost, cap = NO_CAP, market.cap[left]
    while cap != NO_CAP and not (order != UNMATCHED and spans.begins[cap] <= order < spans.ends[cap]):
        if state.counts[cap] == market.cap_places[cap] - 1:
            outermost = cap
        cap = market.within[cap]
    if outermost == NO_CAP:
        _offer(market, state, on, left, left + 1)
    else:
        _offer(market, state, on, spans.begins[outermost], spans.ends[outermost])


@step
def offer_all(market: Columns, state: State, on: Offers) -> None:
    """Offer every order that has a free place."""
    _offer(market, state, on, 0, market.places.size)


@step
def _offer(market: Columns, state: State, on: Offers, begins: int, ends: int) -> None:
    """Offer the orders of a span that are free, from the next on who was not asked."""
    n, m = market.turn.size, market.places.size
    for order in range(begins, ends):
        if on.row[order] == NOWHERE and on.asked[order] < 2 * n and _is_free(market, state, order):
            on.ahead[on.ahead.size // 2 + order] = on.asked[order] * m + order
    set_leasts(on.ahead, begins, ends)


@step
def _is_free(market: Columns, state: State, order: int) -> bool:
    """Whether an order, and every cap around it, has a place left."""
    return state.held[order] < market.places[order] and not full_around(market, state, order)[1]


@step
def wants(market: Columns, state: State, worker: int, order: int) -> bool:
    """Whether an order admits a worker who prefers it."""
    return place_on_list(market, state, worker, order) < state.at[worker] and admits(market, worker, order)


@step
def place_on_list(market: Columns, state: State, worker: int, order: int) -> int:
    """The place that a worker gives an order, FIRST, or NEVER."""
    if market.first[worker] == order:
        return FIRST
    place = state.place_of[market.kind[worker], order]
    return int(place) if place >= 0 else NEVER


@step
def _next(market: Columns, state: State, on: Offers, order: int, until: int) -> int:
    """The position of the next who prefers an order, or 2 n; or one before it, after a turn."""
    n, asked = market.turn.size, on.asked[order]
    if asked < n:
        named = _next_of(market, state, on.named, order, asked)
        if named < n:
            return named
    return n + _next_in_line(market, state, on, order, max(asked - n, 0), until)


@step
def _next_of(market: Columns, state: State, some: ByOrder, order: int, begins: int) -> int:
    """The next of the workers of an order who prefers it, from a turn on, or n."""
    for at in range(some.begins[order], some.begins[order + 1]):
        worker = some.worker[at]
        if worker >= begins and wants(market, state, worker, order):
            return int(worker)
    return int(market.turn.size)


@step
def _next_in_line(market: Columns, state: State, on: Offers, order: int, begins: int, until: int) -> int:
    """The next of all who prefers an order, from a turn on, or n; or one before them, after another turn.
    Nobody before the turn prefers it, so a stretch is looked at from its beginning."""
    kinds, line = market.begins.size - 1, on.line
    if begins == market.turn.size or wants(market, state, begins, order):
        return begins
    found = _next_of(market, state, on.first, order, begins)
    starts, stops, asks, bit = market.starts[order], market.ends[order], market.asks[order], market.bit[order]
    for stretch in range(begins // (kinds * BLOCK), (line.begins.size - 1) // kinds):
        if stretch * kinds * BLOCK >= min(found, max(until, begins + 1)):
            return min(found, stretch * kinds * BLOCK)
        for kind in range(kinds):
            group, place = stretch * kinds + kind, state.place_of[kind, order]
            if place < 0 or line.most[group] <= place - market.begins[kind]:
                continue
            since, until_there, has, trades, had = line.since, line.until, line.has, line.trades, line.had
            last, ends = had.dtype.type(place - market.begins[kind]), line.begins[group + 1]
            for block in range(line.begins[group], ends, BLOCK):
                first, size = np.int16(BLOCK), np.int16(min(BLOCK, ends - block))
                for within in range(BLOCK):
                    at = np.uint64(block) + np.uint64(within)
                    may = (
                        (starts >= since[at])
                        & (stops <= until_there[at])
                        & (asks <= has[at])
                        & ((trades[at] & bit) != 0)
                        & (had[at] > last)
                        & (np.int16(within) < size)
                    )
                    first = min(first, np.int16(within) if may else np.int16(BLOCK))
                if first < BLOCK:
                    found = min(found, line.worker[block + first])
                    break
    return found


@compiled
def ring(market: Columns, state: State, on: Offers) -> int:
    """A worker of a ring in which each would take the place that the next leaves, or UNMATCHED.

    From an order that somebody leaves an arrow goes to the first worker whom that lets in, anywhere under the
    full caps around it, and from there to the order that this worker leaves. Suppose a stable match that is
    better for some. As many workers are then under each outermost full cap, so whoever leaves an order for a
    better one is replaced by others who do so too. If the first whom that lets in were not one of them, this
    worker would come before some who came in, and the better match would not be stable. So arrows lead from
    those who fare better to others who do, and must close a ring: where there is none, no match is better.
    """
    n, m, c = market.turn.size, market.places.size, market.within.size
    under = np.full(c, 2 * n * m, np.int64)
    for order in range(m):
        if on.asked[order] < 2 * n:
            on.asked[order] = _next(market, state, on, order, n)
            cap, full = full_around(market, state, order)
            if full and state.held[order] < market.places[order]:
                under[cap] = min(under[cap], on.asked[order] * m + order)
    came = np.full(m, UNMATCHED, np.int64)
    for begins in range(m):
        left = begins
        while left != UNMATCHED and came[left] == UNMATCHED:
            came[left] = begins
            worker = _follows(market, state, on, under, left)
            left = state.order[worker] if worker != UNMATCHED else UNMATCHED
            if left != UNMATCHED and came[left] == begins:
                return worker
    return UNMATCHED


@step
def _follows(market: Columns, state: State, on: Offers, under: Ints, left: int) -> int:
    """Who would be the first to come if somebody left an order, or UNMATCHED."""
    n, m = market.turn.size, market.places.size
    first = 2 * n * m
    if state.held[left] == market.places[left]:
        first = on.asked[left] * m
    cap = market.cap[left]
    while cap != NO_CAP:
        if state.counts[cap] >= market.cap_places[cap]:
            first = min(first, under[cap])
        cap = market.within[cap]
    position = first // m
    return int(position % n) if position < 2 * n else UNMATCHED
