"""Worker-proposing deferred acceptance over complete lists (Gale and Shapley 1962), under caps that nest.

Each worker asks the best order left on the list. An order, and every cap around it, holds on to the best by
whom it was asked, up to its places, and lets the others go on asking: who is put out is the last of the
innermost of these that is full, which is the greedy choice of a laminar matroid (Kojima, Tamura and Yokoo
2018). The result is stable, and no stable result is better for any worker.

A key says how an order ranks a worker: n - 1 - turn, and n more where the order names the worker. No two
workers have the same key, and whose a key is can be read from it.
"""

from typing import NamedTuple

import numpy as np

from acuerdo.matching.compiled import compiled
from acuerdo.matching.market import NO_CAP, UNMATCHED, Columns, Ints, Market, Shorts, columns
from acuerdo.matching.spans import Spans, spans

NO_KEY = int(np.iinfo(np.int64).max)
"""The least key of nobody."""

BEFORE, FIRST = -2, -1
"""The place of a list that was asked last, before anything was asked, and when the first choice was."""


def match(market: Market) -> Ints:
    """The order each worker is matched with, or UNMATCHED, shape (n,).

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    plain = columns(market)
    return _matched(plain, spans(plain.cap, plain.within))


class _State(NamedTuple):
    """What the procedure has come to.

    Fields:
        order: by whom each worker is held, (n,).
        at: the place of the lists that each worker asked last, BEFORE or FIRST, (n,).
        named_at: the place at which each worker's list has the order that names the worker, or -1, (n,).
        in_turn: the workers in turn, (n,).
        keys: the keys that each order holds, as a heap with the least first, end to end.
        heap: where the heap of each order begins, (m + 1,).
        held: how many each order holds, (m,).
        counts: how many are held under each cap, (c,).
        least: a tree over the sequence of orders: the least key of each, and of both halves of every part.
        refused: the highest key that each order refused, (m,); it refuses every lower one for ever.
        live: of each list the places at which somebody who is still to come may be taken, in sequence, from
            the beginning of the list on.
        live_ends: where these end, (kinds,).
        starts, ends, asks, trade: what the orders at these places ask.
    """

    order: Ints
    at: Ints
    named_at: Ints
    in_turn: Ints
    keys: Ints
    heap: Ints
    held: Ints
    counts: Ints
    least: Ints
    refused: Ints
    live: Ints
    live_ends: Ints
    starts: Shorts
    ends: Shorts
    asks: Shorts
    trade: Shorts


CLEARINGS = 64
"""How often, while all come in turn, the lists are cleared of what refuses everybody who is still to come."""


@compiled
def _matched(market: Columns, spans: Spans) -> Ints:
    """Let everybody ask. The result does not depend on who asks first, the time it takes does: whoever is
    named by their first choice asks there before anybody else, and all others follow in turn, so that what
    refuses one refuses all who come later, and need not be looked at from there on."""
    state = _begin(market)
    for worker in state.in_turn:
        if market.first[worker] != UNMATCHED and market.first[worker] == market.named[worker]:
            _ask_first(market, spans, state, worker)
    n = market.turn.size
    for turn in range(n):
        if turn % max(1, n // CLEARINGS) == 0:
            _clear(market, state, n - 1 - turn)
        asking = state.in_turn[turn]
        if state.order[asking] == UNMATCHED:
            while asking != UNMATCHED:
                asking = _ask(market, spans, state, asking, turn)
    return state.order


@compiled
def _begin(market: Columns) -> _State:
    n, m, kinds = market.turn.size, market.places.size, market.begins.size - 1
    heap = np.zeros(m + 1, np.int64)
    for order in range(m):
        heap[order + 1] = heap[order] + min(market.places[order], n)
    leaves = 1
    while leaves < m:
        leaves *= 2
    place_of = np.full((kinds, m), -1, np.int64)
    for kind in range(kinds):
        for place in range(market.begins[kind], market.begins[kind + 1]):
            place_of[kind, market.ranked[place]] = place
    named_at, in_turn = np.full(n, -1, np.int64), np.empty(n, np.int64)
    for worker in range(n):
        in_turn[market.turn[worker]] = worker
        if market.named[worker] != UNMATCHED:
            named_at[worker] = place_of[market.kind[worker], market.named[worker]]
    return _State(
        np.full(n, UNMATCHED, np.int64),
        np.full(n, BEFORE, np.int64),
        named_at,
        in_turn,
        np.empty(heap[m], np.int64),
        heap,
        np.zeros(m, np.int64),
        np.zeros(market.within.size, np.int64),
        np.full(2 * leaves, NO_KEY, np.int64),
        np.full(m, -1, np.int64),
        np.arange(market.ranked.size),
        market.begins[1:].copy(),
        market.starts_there.copy(),
        market.ends_there.copy(),
        market.asks_there.copy(),
        market.trade_there.copy(),
    )


@compiled
def _clear(market: Columns, state: _State, coming: int) -> None:
    """Clear the lists of orders that refused the key of the next in turn, and so all keys still to come."""
    for kind in range(state.live_ends.size):
        to = market.begins[kind]
        for at in range(to, state.live_ends[kind]):
            if state.refused[market.ranked[state.live[at]]] < coming:
                state.live[to] = state.live[at]
                state.starts[to], state.ends[to] = state.starts[at], state.ends[at]
                state.asks[to], state.trade[to] = state.asks[at], state.trade[at]
                to += 1
        state.live_ends[kind] = to


@compiled
def _ask_first(market: Columns, spans: Spans, state: _State, worker: int) -> int:
    """Let a worker ask the first choice: whom it puts out, or UNMATCHED; the worker, if not taken."""
    state.at[worker] = FIRST
    order = market.first[worker]
    if order == UNMATCHED or not _admits(market, worker, order):
        return worker
    return _propose(market, spans, state, worker, order)


@compiled
def _ask(market: Columns, spans: Spans, state: _State, worker: int, turn: int) -> int:
    """Let a worker ask until somebody takes them: whom that puts out, or UNMATCHED."""
    if state.at[worker] == BEFORE:
        out = _ask_first(market, spans, state, worker)
        if out != worker:
            return out
    if market.turn[worker] < turn:
        return _ask_all(market, spans, state, worker)
    kind = market.kind[worker]
    end, live_end = market.begins[kind + 1], state.live_ends[kind]
    since, until = market.since[worker], market.until[worker]
    has, trades = market.has[worker], market.trades[worker]
    live = _live_after(state, market.begins[kind], live_end, state.at[worker])
    named_at = state.named_at[worker]
    if named_at <= state.at[worker] or market.named[worker] == market.first[worker]:
        named_at = end
    while live < live_end or named_at < end:
        while live < live_end and not (
            (state.starts[live] >= since)
            & (state.ends[live] <= until)
            & (state.asks[live] <= has)
            & ((state.trade[live] & trades) != 0)
        ):
            live += 1
        place = state.live[live] if live < live_end else end
        if named_at <= place and named_at < end:
            live += 1 if named_at == place else 0
            place, named_at = named_at, end
            if not _admits(market, worker, market.named[worker]):
                continue
        elif place < end:
            live += 1
        else:
            break
        order = market.ranked[place]
        if order != market.first[worker] and _key(market, worker, order) > state.refused[order]:
            out = _propose(market, spans, state, worker, order)
            if out != worker:
                state.at[worker] = place
                return out
    state.at[worker] = end
    return UNMATCHED


@compiled
def _ask_all(market: Columns, spans: Spans, state: _State, worker: int) -> int:
    """The same for a worker whose turn was earlier: what refuses all who come later may take this one."""
    kind = market.kind[worker]
    begins = market.begins[kind] if state.at[worker] == FIRST else state.at[worker] + 1
    for place in range(begins, market.begins[kind + 1]):
        order = market.ranked[place]
        willing = order != market.first[worker] and _key(market, worker, order) > state.refused[order]
        if willing and _admits(market, worker, order):
            out = _propose(market, spans, state, worker, order)
            if out != worker:
                state.at[worker] = place
                return out
    state.at[worker] = market.begins[kind + 1]
    return UNMATCHED


@compiled
def _live_after(state: _State, begins: int, ends: int, place: int) -> int:
    """Where the live places after a place begin, of a list whose live places lie between two."""
    while begins < ends:
        middle = (begins + ends) // 2
        if state.live[middle] <= place:
            begins = middle + 1
        else:
            ends = middle
    return begins


@compiled
def _key(market: Columns, worker: int, order: int) -> int:
    n = market.turn.size
    return int(n - 1 - market.turn[worker] + (n if market.named[worker] == order else 0))


@compiled
def _admits(market: Columns, worker: int, order: int) -> bool:
    return bool(
        market.starts[order] >= market.since[worker]
        and market.ends[order] <= market.until[worker]
        and market.asks[order] <= market.has[worker]
        and (market.trades[worker] >> market.trade[order]) & 1
    )


@compiled
def _propose(market: Columns, spans: Spans, state: _State, worker: int, order: int) -> int:
    """Ask one order: whom it puts out, UNMATCHED if nobody, or the worker, if not taken."""
    key, within = _key(market, worker, order), NO_CAP
    least = NO_KEY
    if state.held[order] == state.heap[order + 1] - state.heap[order]:
        if state.held[order] > 0:
            least = state.keys[state.heap[order]]
        full = True
    else:
        within, full = _full_around(market, state, order)
        if full:
            least = _least(state.least, spans.begins[within], spans.ends[within])
    if not full:
        _hold(market, spans, state, worker, order, key, NO_CAP)
        return UNMATCHED
    if key < least:
        state.refused[order] = max(state.refused[order], key)
        return worker
    out = int(state.in_turn[market.turn.size - 1 - least % market.turn.size])
    from_ = state.order[out]
    stops = within if within != NO_CAP else market.cap[order]
    _let_go(market, spans, state, out, from_, least, stops)
    _hold(market, spans, state, worker, order, key, stops)
    return out


@compiled
def _full_around(market: Columns, state: _State, order: int) -> tuple[int, bool]:
    """The innermost full cap around an order, and whether there is one."""
    cap = market.cap[order]
    while cap != NO_CAP:
        if state.counts[cap] >= market.cap_places[cap]:
            return cap, True
        cap = market.within[cap]
    return NO_CAP, False


@compiled
def _hold(
    market: Columns, spans: Spans, state: _State, worker: int, order: int, key: int, stops: int
) -> None:
    """Let an order hold a worker; counted under the caps around it as far as one of them."""
    keys, begins, at = state.keys, state.heap[order], state.held[order]
    state.held[order] += 1
    state.order[worker] = order
    while at > 0 and keys[begins + (at - 1) // 2] > key:
        keys[begins + at] = keys[begins + (at - 1) // 2]
        at = (at - 1) // 2
    keys[begins + at] = key
    _count(market, state, order, 1, stops)
    _set_least(state.least, spans.place[order], keys[begins])


@compiled
def _let_go(
    market: Columns, spans: Spans, state: _State, worker: int, order: int, key: int, stops: int
) -> None:
    """Let an order put out the worker of its least key; counted as far as one of the caps around it."""
    keys, begins = state.keys, state.heap[order]
    state.held[order] -= 1
    state.order[worker] = UNMATCHED
    state.refused[order] = max(state.refused[order], key)
    held = state.held[order]
    moved, at = keys[begins + held], 0
    while 2 * at + 1 < held:
        below = 2 * at + 1
        if below + 1 < held and keys[begins + below + 1] < keys[begins + below]:
            below += 1
        if keys[begins + below] >= moved:
            break
        keys[begins + at] = keys[begins + below]
        at = below
    keys[begins + at] = moved
    _count(market, state, order, -1, stops)
    _set_least(state.least, spans.place[order], keys[begins] if held > 0 else NO_KEY)


@compiled
def _count(market: Columns, state: _State, order: int, more: int, stops: int) -> None:
    cap = market.cap[order]
    while cap != stops:
        state.counts[cap] += more
        cap = market.within[cap]


@compiled
def _set_least(least: Ints, place: int, key: int) -> None:
    at = least.size // 2 + place
    least[at] = key
    while at > 1:
        at //= 2
        least[at] = min(least[2 * at], least[2 * at + 1])


@compiled
def _least(least: Ints, begins: int, ends: int) -> int:
    """The least key of a span of orders; NO_KEY if nobody is held there."""
    low, high, found = least.size // 2 + begins, least.size // 2 + ends, NO_KEY
    while low < high:
        if low % 2:
            found = min(found, least[low])
            low += 1
        if high % 2:
            high -= 1
            found = min(found, least[high])
        low //= 2
        high //= 2
    return found
