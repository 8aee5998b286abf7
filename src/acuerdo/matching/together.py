"""Families: workers who are placed together, with one order, or not at all.

Each family asks once, when the last of them comes in line, down the list of the first of them, and takes the
first order that is on the list of each, admits each, and has a free place for each, under every cap. Nobody
is put out for a family, and no family is put out afterwards: that is the repair which keeps a family whole.
Being named by an employer, or preferred by a ranking, does not help a family.

What that gives up, stated by tests with a smallest example each: somebody whom an order names or prefers, and
who asks it late, may find a family of a later turn there; a family may be better off apart; and more places
may let a family in who leaves fewer to others.
"""

from acuerdo.matching.compiled import step
from acuerdo.matching.held import State, admits, hold, kept_of
from acuerdo.matching.market import NO_CAP, UNMATCHED, Columns, Ints
from acuerdo.matching.spans import Spans


@step
def ask_together(market: Columns, spans: Spans, state: State, worker: int) -> None:
    """Let the family of a worker ask, if the worker is the last of them in line."""
    family = market.family[worker]
    members = market.members[market.family_begins[family] : market.family_begins[family + 1]]
    if members[-1] != worker:
        return
    lead = members[0]
    kind, first = market.kind[lead], market.first[lead]
    kept = kept_of(market, state, lead, first)
    if kept != UNMATCHED and _taken(market, spans, state, members, kept):
        return
    if first != UNMATCHED and _taken(market, spans, state, members, first):
        return
    live = state.live
    for at in range(market.begins[kind], live.ends[kind]):
        if _taken(market, spans, state, members, market.ranked[live.place[at]]):
            return


@step
def _taken(market: Columns, spans: Spans, state: State, members: Ints, order: int) -> bool:
    """Let all members ask one order: whether it holds them from now on."""
    if free(market, order, state.held[order], state.counts) < members.size:
        return False
    for at in range(members.size):
        if not would_go(market, state.place_of, members[at], order):
            return False
    n = market.turn.size
    for at in range(members.size):
        never_put_out = 4 * n * n + n - 1 - market.turn[members[at]]
        hold(market, spans, state, members[at], order, never_put_out, NO_CAP)
    return True


@step
def would_go(market: Columns, place_of: Ints, worker: int, order: int) -> bool:
    """Whether an order admits a worker and is on the worker's list, or the first choice."""
    listed = place_of[market.kind[worker], order] >= 0 or market.first[worker] == order
    return bool(listed and admits(market, worker, order))


@step
def free(market: Columns, order: int, held: int, counts: Ints) -> int:
    """The places that an order, and every cap around it, has left."""
    left, cap = market.places[order] - held, market.cap[order]
    while cap != NO_CAP:
        left = min(left, market.cap_places[cap] - counts[cap])
        cap = market.within[cap]
    return int(left)
