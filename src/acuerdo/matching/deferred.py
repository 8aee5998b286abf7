"""Worker-proposing deferred acceptance over complete lists (Gale and Shapley 1962), under caps that nest.

Each worker asks the best order left on the list. An order, and every cap around it, holds on to the best by
whom it was asked, up to its places, and lets the others go on asking: who is put out is the last of the
innermost of these that is full, which is the greedy choice of a laminar matroid (Kojima, Tamura and Yokoo
2018). The result is stable, and no stable result is better for any worker. All this holds because a pair of a
worker and an order has one key, by which order and caps alike choose: see `held`.

Who seeks an order together is placed together or not at all: see `together`.
"""

import numpy as np
from numpy.typing import NDArray

from acuerdo.matching.compiled import step
from acuerdo.matching.held import (
    BEFORE,
    FIRST,
    FIRST_KEPT,
    NO_KEY,
    State,
    admits,
    bar,
    begin,
    full_around,
    hold,
    kept_of,
    key,
    least,
    let_go,
)
from acuerdo.matching.market import ALONE, NO_CAP, UNMATCHED, Columns, Ints, Market, narrow_columns
from acuerdo.matching.spans import Spans, spans
from acuerdo.matching.together import ask_together
from acuerdo.matching.walk import Lists, admitted_after, clear, place_after, scaled, spare_bits


def match(market: Market) -> Ints:
    """The order each worker is matched with, or UNMATCHED, shape (n,).

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    plain, in_turn = narrow_columns(market), np.argsort(market.workers.turn)
    plain = with_rows(plain, in_turn)
    state = begin(plain)
    _match(plain, spans(plain.cap, plain.within), state)
    order = np.empty_like(state.order)
    order[in_turn] = state.order
    return order


def with_rows(market: Columns, rows: NDArray[np.intp]) -> Columns:
    """The same workers in another order: in turn, so that those who follow each other lie side by side."""
    at = np.empty_like(rows)
    at[rows] = np.arange(rows.size)
    moved = {name: getattr(market, name)[rows] for name in WORKER_COLUMNS}
    return market._replace(**moved, members=at[market.members])


WORKER_COLUMNS = ("kind", "turn", "has", "trades", "since", "until", "first", "named", "family", "behind")

CLEARINGS = 64
"""How often, while all come in turn, the lists are cleared of what refuses everybody who is still to come."""


@step
def _match(market: Columns, spans: Spans, state: State) -> None:
    """Let everybody ask, of workers whose rows are in turn. The result does not depend on who asks first, the
    time it takes does: whoever is named by their first choice asks there before anybody else, and all others
    follow in turn, so that what refuses one, be they preferred, refuses all who come later, and need not be
    looked at from there on."""
    for worker in range(market.turn.size):
        alone, first = market.family[worker] == ALONE, market.first[worker]
        if alone and first != UNMATCHED and first == market.named[worker]:
            _ask_first(market, spans, state, worker)
    n = market.turn.size
    for turn in range(n):
        if turn % max(1, n // CLEARINGS) == 0:
            refuse(market, spans, state)
            clear(market, state.whole, state.live, state.bars, n - 1 - turn)
        asking = state.in_turn[turn]
        if market.family[asking] != ALONE:
            ask_together(market, spans, state, asking)
        elif state.order[asking] == UNMATCHED:
            while asking != UNMATCHED:
                asking = _ask(market, spans, state, asking, turn)


@step
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


@step
def _ask(market: Columns, spans: Spans, state: State, worker: int, turn: int) -> int:
    """Let a worker ask until somebody takes them: whom that puts out, or UNMATCHED."""
    if state.at[worker] < FIRST:
        out = _ask_first(market, spans, state, worker)
        if out != worker:
            return out
    return walk(market, spans, state, state.live if market.turn[worker] >= turn else state.whole, worker)


@step
def walk(market: Columns, spans: Spans, state: State, some: Lists, worker: int) -> int:
    """The same, down some places of the list of a worker; all of it where the turn was earlier, because what
    refuses all who come later may take this one."""
    kind, first, n = market.kind[worker], market.first[worker], market.turn.size
    end, ends, in_line = market.begins[kind + 1], some.ends[kind], n - 1 - market.turn[worker]
    at = place_after(some, market.begins[kind], ends, state.at[worker])
    named_at = _named_after(market, state, worker, state.at[worker])
    while at < ends or named_at < end:
        at = admitted_after(market, some, at, ends, worker, in_line)
        place = some.place[at] if at < ends else end
        if named_at <= place and named_at < end:
            at += 1 if named_at == place else 0
            place = named_at
            named_at = _named_after(market, state, worker, place)
            if not admits(market, worker, market.ranked[place]):
                continue
        elif place < end:
            at += 1
        else:
            break
        order = market.ranked[place]
        if market.of[order] == first:
            continue
        if key(market, worker, order) > state.refused[order]:
            out = _propose(market, spans, state, worker, order)
            if out != worker:
                state.at[worker] = place
                return out
        if at > market.begins[kind] and some.place[at - 1] == place:
            some.mark[at - 1] = scaled(bar(market, state, order), spare_bits(n))
    state.at[worker] = end
    return UNMATCHED


@step
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


@step
def refuse(market: Columns, spans: Spans, state: State) -> None:
    """Write down what each order would refuse by now, asked or not."""
    for order in range(market.places.size):
        _, lowest, full = lowest_held(market, spans, state, order)
        if full:
            state.refused[order] = max(state.refused[order], lowest - 1)
        state.bars[order] = bar(market, state, order)


@step
def lowest_held(market: Columns, spans: Spans, state: State, order: int) -> tuple[int, int, bool]:
    """The innermost full cap around an order that is not full itself, or NO_CAP; the lowest key held by what
    is full; and whether anything is. What is full stays so, and its lowest key never falls."""
    if state.held[order] == state.heap[order + 1] - state.heap[order]:
        return NO_CAP, state.keys[state.heap[order]] if state.held[order] > 0 else NO_KEY, True
    within, full = full_around(market, state, order)
    if not full:
        return NO_CAP, NO_KEY, False
    return within, least(state.least, spans.begins[within], spans.ends[within]), True


@step
def _propose(market: Columns, spans: Spans, state: State, worker: int, order: int) -> int:
    """Ask one order: whom it puts out, UNMATCHED if nobody, or the worker, if not taken."""
    own = key(market, worker, order)
    within, lowest, full = lowest_held(market, spans, state, order)
    if not full:
        hold(market, spans, state, worker, order, own, NO_CAP)
        return UNMATCHED
    if own < lowest:
        state.refused[order] = max(state.refused[order], lowest - 1)
        return worker
    out = int(state.in_turn[market.turn.size - 1 - lowest % market.turn.size])
    stops = within if within != NO_CAP else market.cap[order]
    let_go(market, spans, state, out, state.order[out], lowest, stops)
    hold(market, spans, state, worker, order, own, stops)
    return out
