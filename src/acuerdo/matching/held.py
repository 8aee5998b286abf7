"""What orders hold while workers ask: heaps of keys, counts under caps, and the least key of any span.

A key says how an order ranks a worker: whom it names before all others, then whoever comes earlier by the
order of service, then, between equals, whom its ranking prefers, then the draw. It is

    n - 1 - turn  +  n where preferred  +  2 n for each who comes after all equals  +  2 n n where named

so that no two workers have the same key, and whose a key is can be read from it.
"""

from typing import NamedTuple

import numpy as np

from acuerdo.matching.compiled import compiled, step
from acuerdo.matching.market import NO_CAP, UNMATCHED, Columns, Ints
from acuerdo.matching.spans import Spans
from acuerdo.matching.walk import Lists, lists

NO_KEY = int(np.iinfo(np.int64).max)
"""The least key of nobody."""

BEFORE, FIRST_KEPT, FIRST = -3, -2, -1
"""The place of a list that was asked last: before anything was asked, when the places were that the first
choice keeps for some, and when the first choice was."""


class State(NamedTuple):
    """What the procedure has come to.

    Fields:
        order: by whom each worker is held, (n,).
        at: the place of the lists that each worker asked last, or BEFORE, FIRST_KEPT or FIRST, (n,).
        place_of: the place that each kind of worker gives each order, or -1, (kinds, m).
        in_turn: the workers in turn, (n,).
        keys: the keys that each order holds, as a heap with the least first, end to end.
        heap: where the heap of each order begins, (m + 1,).
        held: how many each order holds, (m,).
        counts: how many are held under each cap, (c,).
        least: a tree over the sequence of orders: the least key of each, and of both halves of every part.
        refused: the highest key that each order refused, (m,); it refuses every lower one for ever.
        lead: how much higher the key is of those whom each order prefers, (m,); 0 where it prefers nobody.
        bars: what `bar` last said of each order, (m,).
        whole: all places of the lists.
        live: of each list the places at which somebody who is still to come may be taken, in sequence, from
            the beginning of the list on.
    """

    order: Ints
    at: Ints
    place_of: Ints
    in_turn: Ints
    keys: Ints
    heap: Ints
    held: Ints
    counts: Ints
    least: Ints
    refused: Ints
    lead: Ints
    bars: Ints
    whole: Lists
    live: Lists


@compiled
def begin(market: Columns) -> State:
    """The state before anybody asks."""
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
    most = market.has.max() if n > 0 else 0
    lead = np.zeros(m, np.int64)
    for order in range(m):
        lead[order] = n if n > 0 and market.prefers[order] <= most else 0
    in_turn = np.empty(n, np.int64)
    for worker in range(n):
        in_turn[market.turn[worker]] = worker
    return State(
        np.full(n, UNMATCHED, np.int64),
        np.full(n, BEFORE, np.int64),
        place_of,
        in_turn,
        np.empty(heap[m], np.int64),
        heap,
        np.zeros(m, np.int64),
        np.zeros(market.within.size, np.int64),
        np.full(2 * leaves, NO_KEY, np.int64),
        np.full(m, -1, np.int64),
        lead,
        np.zeros(m, np.int64),
        lists(market),
        lists(market),
    )


@step
def key(market: Columns, worker: int, order: int) -> int:
    """How an order ranks a worker: more is better, and no two are alike."""
    n = market.turn.size
    preferred = n if market.has[worker] >= market.prefers[order] else 0
    named = 2 * n * n if market.named[worker] == market.of[order] else 0
    return int(n - 1 - market.turn[worker] + preferred + 2 * n * market.behind[worker] + named)


@step
def bar(market: Columns, state: State, order: int) -> int:
    """How many workers, counted from the last in line, come too late for an order, be they preferred: it
    surely refuses each of them whom it does not name."""
    n = market.turn.size
    sought = state.refused[order] + 1 - state.lead[order]
    if market.behind[state.in_turn[0]] == 0:
        return int(min(max(sought, 0), n))
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if middle + 2 * n * market.behind[state.in_turn[n - 1 - middle]] < sought:
            low = middle + 1
        else:
            high = middle
    return low


@step
def admits(market: Columns, worker: int, order: int) -> bool:
    """Whether an order admits a worker: days, experience and trade."""
    return bool(
        market.starts[order] >= market.since[worker]
        and market.ends[order] <= market.until[worker]
        and market.asks[order] <= market.has[worker]
        and (market.trades[worker] & market.bit[order]) != 0
    )


@step
def kept_of(market: Columns, state: State, worker: int, order: int) -> int:
    """The places that an order keeps for some, if the worker's list has them; else UNMATCHED. They stand
    right before the order."""
    if order == UNMATCHED:
        return UNMATCHED
    kind = market.kind[worker]
    at = state.place_of[kind, order]
    if at > market.begins[kind] and market.of[market.ranked[at - 1]] == order:
        return int(market.ranked[at - 1])
    return UNMATCHED


@step
def full_around(market: Columns, state: State, order: int) -> tuple[int, bool]:
    """The innermost full cap around an order, and whether there is one."""
    cap = market.cap[order]
    while cap != NO_CAP:
        if state.counts[cap] >= market.cap_places[cap]:
            return cap, True
        cap = market.within[cap]
    return NO_CAP, False


@step
def hold(market: Columns, spans: Spans, state: State, worker: int, order: int, key: int, stops: int) -> None:
    """Let an order hold a worker; counted under the caps around it as far as one of them."""
    keys, begins, at = state.keys, state.heap[order], state.held[order]
    state.held[order] += 1
    state.order[worker] = order
    while at > 0 and keys[begins + (at - 1) // 2] > key:
        keys[begins + at] = keys[begins + (at - 1) // 2]
        at = (at - 1) // 2
    keys[begins + at] = key
    count(market, state, order, 1, stops)
    set_least(state.least, spans.place[order], keys[begins])


@step
def let_go(
    market: Columns, spans: Spans, state: State, worker: int, order: int, key: int, stops: int
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
    count(market, state, order, -1, stops)
    set_least(state.least, spans.place[order], keys[begins] if held > 0 else NO_KEY)


@step
def count(market: Columns, state: State, order: int, more: int, stops: int) -> None:
    """Count one more or one fewer under the caps around an order, as far as one of them."""
    cap = market.cap[order]
    while cap != stops:
        state.counts[cap] += more
        cap = market.within[cap]


@step
def set_least(least: Ints, place: int, key: int) -> None:
    """Set the least key of one place of the sequence, and of every part of the tree around it."""
    at = least.size // 2 + place
    least[at] = key
    while at > 1:
        at //= 2
        lower = min(least[2 * at], least[2 * at + 1])
        if least[at] == lower:
            break
        least[at] = lower


@step
def set_leasts(least: Ints, begins: int, ends: int) -> None:
    """Set the least key of every part of the tree around some places, whose own are set."""
    low, high = (least.size // 2 + begins) // 2, (least.size // 2 + ends - 1) // 2
    while low > 0:
        for at in range(low, high + 1):
            least[at] = min(least[2 * at], least[2 * at + 1])
        low, high = low // 2, high // 2


@step
def least(least: Ints, begins: int, ends: int) -> int:
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
