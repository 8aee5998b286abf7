"""A match again after a change of caps, from the match before it: the same as a match from the start.

Between the caps as they were and as they are now lie third ones, at most as wide as either at every cap. They
are the old caps when some places are taken by strangers whom everybody prefers, and the new caps when others
are. So the way goes in two steps, and each is the one step for which the match before is a good beginning.

First, strangers come. Who is refused stays refused when there is less room, so deferred acceptance goes on
from where it ended: who has to leave asks further down the list. See `deferred`.

Then, strangers go. A free place goes to whoever comes first of all who prefer it, and who leaves a place for
it frees that one (Blum, Roth and Rothblum 1997): see `vacancies`. When nobody wants what is free, no pair
blocks; but some may hold places that they would rather exchange, one following the other in a ring. Each
place that somebody left would go to one worker, who would leave one place: where these arrows close no ring,
no stable match is better for any worker (after Erdil and Ergin 2008; for caps that nest, see
`vacancies.ring`). A ring is resolved by taking one of its workers out until the others have moved, and then
it is looked again.
"""

from dataclasses import replace

import numpy as np

from acuerdo.matching.compiled import compiled, step
from acuerdo.matching.deferred import match, refuse, walk, with_rows
from acuerdo.matching.held import State, begin, count, key, least, let_go
from acuerdo.matching.market import (
    ALONE,
    NO_CAP,
    NO_RANKING,
    UNMATCHED,
    Caps,
    Columns,
    Ints,
    Market,
    narrow_columns,
)
from acuerdo.matching.spans import Spans, spans
from acuerdo.matching.vacancies import move_up, offer_all, offers, place_on_list, ring, take_out
from acuerdo.matching.walk import Lists, clear


def rematch(market: Market, order: Ints, places: Ints) -> Ints:
    """What `match` finds for a market when other numbers may be matched under its caps.

    Families, places that orders keep for some, and orders that rank are matched from the start.

    Args:
        market: n workers, m orders and c caps around them, as they were.
        order: what `match` found for it, shape (n,).
        places: how many workers may be matched under each cap now, shape (c,).

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    changed = replace(market, caps=Caps(places, market.caps.within))
    plain = narrow_columns(changed)
    old, new = (np.minimum(each, order.size) for each in (market.caps.places, plain.cap_places))
    tight, wide = _between(old, new, plain.within)
    apart = (plain.of == np.arange(plain.of.size)).all() and (plain.family == ALONE).all()
    apart &= (market.orders.prefers == NO_RANKING).all()
    if order.size == 0 or plain.of.size == 0 or not apart or (tight < 0).any():
        return match(changed)
    in_turn = np.empty(order.size, np.int64)
    in_turn[plain.turn] = np.arange(order.size)
    around = spans(plain.cap, plain.within)
    to = np.append(around.place, UNMATCHED)
    plain = _side_by_side(with_rows(plain, in_turn), around.place)
    around = around._replace(place=np.arange(plain.of.size))
    state = begin(plain)
    _resume(plain, around, state, to[order[in_turn]])
    narrow, wider = plain._replace(cap_places=tight), plain._replace(cap_places=wide)
    _tighten(narrow, around, state, state.whole._replace(ends=plain.begins[:-1]))
    on = offers(narrow, around, state)
    offer_all(wider, state, on)
    move_up(wider, around, state, on)
    while (worker := ring(wider, state, on)) != UNMATCHED:
        take_out(wider, around, state, on, worker)
        move_up(wider, around, state, on)
        if state.order[worker] == UNMATCHED:
            return match(changed)
    found = np.empty_like(order)
    found[in_turn] = np.append(np.argsort(to[:-1]), UNMATCHED)[state.order]
    return found


def _side_by_side(market: Columns, place: Ints) -> Columns:
    """The same orders numbered by their place in the spans of caps: those under a cap lie together."""
    sequence, to = np.argsort(place), np.append(place, UNMATCHED)
    moved = {name: getattr(market, name)[sequence] for name in ORDER_COLUMNS}
    return market._replace(**moved, named=to[market.named], first=to[market.first], ranked=to[market.ranked])


ORDER_COLUMNS = ("places", "asks", "prefers", "trade", "bit", "starts", "ends", "cap")


def _between(old: Ints, new: Ints, within: Ints) -> tuple[Ints, Ints]:
    """Caps between two, and the second, none wider than the cap around it."""
    old, new = _bounded(old, within), _bounded(new, within)
    more = new - old
    inside = np.zeros_like(more)
    np.add.at(inside, within[within != NO_CAP], more[within != NO_CAP])
    going = np.maximum(more - inside, 0)
    for cap in range(within.size - 1, -1, -1):
        if within[cap] != NO_CAP:
            going[within[cap]] += going[cap]
    return new - going, new


def _bounded(places: Ints, within: Ints) -> Ints:
    """The same, none wider than the cap around it."""
    bounded = places.copy()
    for cap in range(within.size):
        if within[cap] != NO_CAP:
            bounded[cap] = min(bounded[cap], bounded[within[cap]])
    return bounded


@compiled
def _resume(market: Columns, spans: Spans, state: State, order: Ints) -> None:
    """Come to the state in which a match ended, of workers whose rows are in turn."""
    n, m = market.turn.size, market.places.size
    for by_name in (False, True):
        for worker in range(n - 1, -1, -1):
            at = order[worker]
            if at != UNMATCHED and (market.named[worker] == at) == by_name:
                state.keys[state.heap[at] + state.held[at]] = key(market, worker, at)
                state.held[at] += 1
                count(market, state, at, 1, NO_CAP)
    for worker in range(n):
        at = order[worker]
        state.order[worker] = at
        listed = market.begins[market.kind[worker] + 1]
        state.at[worker] = place_on_list(market, state, worker, at) if at != UNMATCHED else listed
    leaves = state.least.size // 2
    for each in range(m):
        if state.held[each] > 0:
            state.least[leaves + spans.place[each]] = state.keys[state.heap[each]]
    for part in range(leaves - 1, 0, -1):
        state.least[part] = min(state.least[2 * part], state.least[2 * part + 1])


@step
def _tighten(market: Columns, spans: Spans, state: State, nowhere: Lists) -> None:
    """Let whoever has to leave under tighter caps ask on."""
    n, whole = market.turn.size, state.whole
    for cap in range(market.within.size - 1, -1, -1):
        while state.counts[cap] > market.cap_places[cap]:
            _put_out(market, spans, state, cap)
    refuse(market, spans, state)
    clear(market, whole, state.live, state.bars, n)
    everywhere = _around_all(market, spans)
    for worker in range(n):
        asking = worker
        while (
            asking != UNMATCHED
            and state.order[asking] == UNMATCHED
            and state.at[asking] < market.begins[market.kind[asking] + 1]
        ):
            closed = (
                everywhere != NO_CAP
                and state.counts[everywhere] == market.cap_places[everywhere]
                and state.least[1] > n - 1 - asking + 2 * n * market.behind[asking]
            )
            asking = walk(market, spans, state, nowhere if closed else whole, asking)


@step
def _around_all(market: Columns, spans: Spans) -> int:
    """A cap around all orders, or NO_CAP."""
    for cap in range(market.within.size):
        if spans.ends[cap] - spans.begins[cap] == market.places.size:
            return cap
    return NO_CAP


@step
def _put_out(market: Columns, spans: Spans, state: State, cap: int) -> None:
    """Put out the worker of the least key under a cap."""
    lowest = least(state.least, spans.begins[cap], spans.ends[cap])
    worker = market.turn.size - 1 - lowest % market.turn.size
    let_go(market, spans, state, worker, state.order[worker], lowest, NO_CAP)
