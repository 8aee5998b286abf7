"""Worker-proposing deferred acceptance over complete lists (Gale and Shapley 1962), under caps that nest.

Each worker asks the best order left on the list. An order, and every cap around it, holds on to the best by
whom it was asked, up to its places, and lets the others go on asking: who is put out is the last of the
innermost of these that is full, which is the greedy choice of a laminar matroid (Kojima, Tamura and Yokoo
2018). The result is stable, and no stable result is better for any worker.

Who seeks an order together is placed together or not at all: see `together`.
"""

from acuerdo.matching.compiled import compiled
from acuerdo.matching.held import (
    BEFORE,
    FIRST,
    FIRST_KEPT,
    NO_KEY,
    State,
    admits,
    begin,
    full_around,
    hold,
    kept_of,
    key,
    least,
    let_go,
)
from acuerdo.matching.market import ALONE, NO_CAP, UNMATCHED, Columns, Ints, Market, columns
from acuerdo.matching.spans import Spans, spans
from acuerdo.matching.together import ask_together


def match(market: Market) -> Ints:
    """The order each worker is matched with, or UNMATCHED, shape (n,).

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    plain = columns(market)
    return _matched(plain, spans(plain.cap, plain.within))


CLEARINGS = 64
"""How often, while all come in turn, the lists are cleared of what refuses everybody who is still to come."""


@compiled
def _matched(market: Columns, spans: Spans) -> Ints:
    """Let everybody ask. The result does not depend on who asks first, the time it takes does: whoever is
    named by their first choice asks there before anybody else, and all others follow in turn, so that what
    refuses one refuses all who come later, and need not be looked at from there on."""
    state = begin(market)
    for worker in state.in_turn:
        alone, first = market.family[worker] == ALONE, market.first[worker]
        if alone and first != UNMATCHED and first == market.named[worker]:
            _ask_first(market, spans, state, worker)
    n = market.turn.size
    for turn in range(n):
        if turn % max(1, n // CLEARINGS) == 0:
            _clear(market, state, n - 1 - turn)
        asking = state.in_turn[turn]
        if market.family[asking] != ALONE:
            ask_together(market, spans, state, asking)
        elif state.order[asking] == UNMATCHED:
            while asking != UNMATCHED:
                asking = _ask(market, spans, state, asking, turn)
    return state.order


@compiled
def _clear(market: Columns, state: State, coming: int) -> None:
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
def _ask_first(market: Columns, spans: Spans, state: State, worker: int) -> int:
    """Let a worker ask the first choice: whom it puts out, or UNMATCHED; the worker, if not taken."""
    order = market.first[worker]
    if state.at[worker] == BEFORE:
        state.at[worker] = FIRST_KEPT
        kept = kept_of(market, state, worker, order)
        if kept != UNMATCHED and admits(market, worker, kept):
            out = _propose(market, spans, state, worker, kept)
            if out != worker:
                return out
    state.at[worker] = FIRST
    if order == UNMATCHED or not admits(market, worker, order):
        return worker
    return _propose(market, spans, state, worker, order)


@compiled
def _ask(market: Columns, spans: Spans, state: State, worker: int, turn: int) -> int:
    """Let a worker ask until somebody takes them: whom that puts out, or UNMATCHED."""
    if state.at[worker] < FIRST:
        out = _ask_first(market, spans, state, worker)
        if out != worker:
            return out
    if market.turn[worker] < turn:
        return _ask_all(market, spans, state, worker)
    kind, first = market.kind[worker], market.first[worker]
    end, live_end = market.begins[kind + 1], state.live_ends[kind]
    since, until = market.since[worker], market.until[worker]
    has, trades = market.has[worker], market.trades[worker]
    live = _live_after(state, market.begins[kind], live_end, state.at[worker])
    named_at = _named_after(market, state, worker, state.at[worker])
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
            place = named_at
            named_at = _named_after(market, state, worker, place)
            if not admits(market, worker, market.ranked[place]):
                continue
        elif place < end:
            live += 1
        else:
            break
        order = market.ranked[place]
        if market.of[order] != first and key(market, worker, order) > state.refused[order]:
            out = _propose(market, spans, state, worker, order)
            if out != worker:
                state.at[worker] = place
                return out
    state.at[worker] = end
    return UNMATCHED


@compiled
def _named_after(market: Columns, state: State, worker: int, place: int) -> int:
    """The next place after one, at which the list has the order that names the worker, be it with the places
    it keeps for some; the end of the list where there is none, or where it was asked as the first choice."""
    kind, named = market.kind[worker], market.named[worker]
    end = market.begins[kind + 1]
    if named in (UNMATCHED, market.first[worker]):
        return int(end)
    at = state.place_of[kind, named]
    if at <= place:
        return int(end)
    before = kept_of(market, state, worker, named) != UNMATCHED and at - 1 > place
    return int(at - 1 if before else at)


@compiled
def _ask_all(market: Columns, spans: Spans, state: State, worker: int) -> int:
    """The same for a worker whose turn was earlier: what refuses all who come later may take this one."""
    kind = market.kind[worker]
    begins = market.begins[kind] if state.at[worker] == FIRST else state.at[worker] + 1
    for place in range(begins, market.begins[kind + 1]):
        order = market.ranked[place]
        willing = (
            market.of[order] != market.first[worker] and key(market, worker, order) > state.refused[order]
        )
        if willing and admits(market, worker, order):
            out = _propose(market, spans, state, worker, order)
            if out != worker:
                state.at[worker] = place
                return out
    state.at[worker] = market.begins[kind + 1]
    return UNMATCHED


@compiled
def _live_after(state: State, begins: int, ends: int, place: int) -> int:
    """Where the live places after a place begin, of a list whose live places lie between two."""
    while begins < ends:
        middle = (begins + ends) // 2
        if state.live[middle] <= place:
            begins = middle + 1
        else:
            ends = middle
    return begins


@compiled
def _propose(market: Columns, spans: Spans, state: State, worker: int, order: int) -> int:
    """Ask one order: whom it puts out, UNMATCHED if nobody, or the worker, if not taken."""
    own, within, lowest = key(market, worker, order), NO_CAP, NO_KEY
    full = state.held[order] == state.heap[order + 1] - state.heap[order]
    if full and state.held[order] > 0:
        lowest = state.keys[state.heap[order]]
    elif not full:
        within, full = full_around(market, state, order)
        if full:
            lowest = least(state.least, spans.begins[within], spans.ends[within])
    if not full:
        hold(market, spans, state, worker, order, own, NO_CAP)
        return UNMATCHED
    if own < lowest:
        state.refused[order] = max(state.refused[order], own)
        return worker
    out = int(state.in_turn[market.turn.size - 1 - lowest % market.turn.size])
    stops = within if within != NO_CAP else market.cap[order]
    let_go(market, spans, state, out, state.order[out], lowest, stops)
    hold(market, spans, state, worker, order, own, stops)
    return out
