"""Floors: groups of whom at least so many shall be matched, by places kept for them within orders.

A floor over all orders does not nest with orders. So one minimum-cost flow says, once, in which orders places
are kept for whom (OR-Tools); from there on the kept places are rows of their own, and the match is the same
one. Only groups that fall short without it have places kept: those their own people hold already, and as many
more as are missing, taken where others hold them, so that no cap counts more. What nobody took of the kept
places is given back, and all are matched once more.

What that gives up, stated by tests with a smallest example each: a floor may be missed though it could be
met, a worker may gain by another list, and more places may hurt.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from acuerdo.matching.compiled import compiled
from acuerdo.matching.deferred import match
from acuerdo.matching.held import admits
from acuerdo.matching.market import ALONE, NO_CAP, UNMATCHED, Caps, Columns, Ints, Market, narrow_columns
from acuerdo.matching.spans import under

NO_GROUP = -1
"""The group of a worker for whom nothing is kept."""

LOOKED_AT = 16
"""How many orders of each list the flow looks at: the first that admit the worker and where others hold
places. More make it slower and a floor that is hard to meet a little easier."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Places kept within orders, shape (k,): the order, for which group, how many."""

    order: Ints
    group: Ints
    places: Ints


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a match with floors.

    Fields:
        order: the order of each worker, or UNMATCHED, (n,).
        kept_for: the group through whose kept places each was matched, or NO_GROUP, (n,).
        kept: the places that were kept in the end.
        market: the market with these places apart, in which the match is stable.
        row: the row of that market with which each worker is matched, or UNMATCHED, (n,).
    """

    order: Ints
    kept_for: Ints
    kept: Kept
    market: Market
    row: Ints


def match_with_floors(market: Market, group: Ints, least: Ints) -> Settled:
    """Match so that of each group at least so many have an order, as far as that goes.

    Args:
        market: n workers and orders of which none keeps places yet.
        group: the group of each worker, or NO_GROUP, (n,).
        least: how many of each group shall be matched, (g,).

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    order = match(market)
    kept = kept_places(market, order, group, least)
    if kept.order.size == 0:
        return unkept(market, order)
    taken = matched_apart(market, group, kept).row
    used = np.bincount(taken[taken >= 0], minlength=market.orders.places.size + kept.order.size)
    return matched_apart(market, group, _some(kept, used[market.orders.places.size :]))


def unkept(market: Market, order: Ints) -> Settled:
    """A match for which no places had to be kept."""
    none = kept_of_groups(np.zeros((0, market.orders.places.size), np.int64))
    return Settled(order, np.full(order.size, NO_GROUP), none, market, order)


def kept_places(market: Market, order: Ints, group: Ints, least: Ints) -> Kept:
    """The places to keep, so that groups which fall short of their floors can meet them.

    Args:
        market, group, least: as in `match_with_floors`.
        order: the match without floors, (n,).
    """
    plain = narrow_columns(market)
    matched, alone = order != UNMATCHED, market.workers.family == ALONE
    size = np.bincount(group[group != NO_GROUP], minlength=least.size)
    held = held_by_group(market, order, group, matched, least.size)
    short = np.minimum(least, size) - held[:-1].sum(axis=1)
    given = held_by_group(market, order, group, matched & alone, least.size)
    given[:-1][short >= 0] = 0
    seeking = np.flatnonzero(~matched & alone & np.append(short > 0, False)[group])
    seeking = seeking[np.argsort(plain.turn[seeking])]
    spare = np.append(-short, size.sum())
    more = flow(plain, seeking, group[seeking], np.maximum(short, 0), given, spare)
    return kept_of_groups(np.where((short > 0)[:, None], held[:-1] + more, 0))


def held_by_group(market: Market, order: Ints, group: Ints, who: NDArray[np.bool_], groups: int) -> Ints:
    """How many of each group some of the matched hold with each order; last those of no group, (g + 1, m)."""
    held = np.zeros((groups + 1, market.orders.places.size), np.int64)
    np.add.at(held, (group[who], order[who]), 1)
    return held


def kept_of_groups(places: Ints) -> Kept:
    """The places kept for each group within each order, (g, m), without those of none."""
    group, order = np.nonzero(places)
    return Kept(order.astype(np.int64), group.astype(np.int64), places[group, order])


def flow(plain: Columns, seeking: Ints, group: Ints, short: Ints, given: Ints, spare: Ints) -> Ints:
    """How many more places each order is to keep for each group, (g, m).

    Args:
        plain: the market.
        seeking: workers without an order who may get one, in turn, (k,).
        group: the group of each, (k,).
        short: how many more each group is to have, (g,).
        given: the places of each order that each group, and last all others, may give up, (g + 1, m).
        spare: how many each of these may give up in all, (g + 1,).

    From each group that falls short, as many as it lacks, over its unmatched workers, to the orders of their
    lists where others hold places that may be given, as long as those others stay above their own floors.
    The cost of a pair is the place of the order among those looked at.
    """
    groups, m = short.size, plain.places.size
    found = np.zeros((groups, m), np.int64)
    if seeking.size == 0:
        return found
    worker, order, place = _wanted(plain, seeking, given.sum(axis=0) > 0)
    from_group, to_order = np.nonzero(given > 0)
    sink = 1 + groups + seeking.size + m + groups + 1
    at_worker, at_order, at_others = 1 + groups, 1 + groups + seeking.size, 1 + groups + seeking.size + m
    spare = np.maximum(spare, 0)
    arcs = [
        (np.zeros(groups), 1 + np.arange(groups), short, np.zeros(groups)),
        (1 + group, at_worker + np.arange(seeking.size), np.ones(seeking.size), np.zeros(seeking.size)),
        (at_worker + worker, at_order + order, np.ones(worker.size), place),
        (at_order + to_order, at_others + from_group, given[from_group, to_order], np.zeros(to_order.size)),
        (at_others + np.arange(groups + 1), np.full(groups + 1, sink), spare, np.zeros(groups + 1)),
    ]
    tail, head, room, cost = (np.concatenate([arc[i] for arc in arcs]).astype(np.int64) for i in range(4))
    solver: Any = min_cost_flow.SimpleMinCostFlow()
    every = solver.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
    solver.set_node_supply(0, int(short.sum()))
    solver.set_node_supply(sink, -int(short.sum()))
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow that sets floors was not solved: {status}")
    begins = groups + seeking.size
    through = solver.flows(every)[begins : begins + worker.size] > 0
    np.add.at(found, (group[worker[through]], order[through]), 1)
    return found


@compiled
def _wanted(plain: Columns, seeking: Ints, given: NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """Of each worker who seeks, the first orders that admit the worker and where places are given: who (an
    index into those who seek), the order, and which of these it is to the worker."""
    room = seeking.size * LOOKED_AT
    who, order, place = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int64)
    found = 0
    for at in range(seeking.size):
        worker = seeking[at]
        kind, looked_at = plain.kind[worker], 0
        for row in plain.ranked[plain.begins[kind] : plain.begins[kind + 1]]:
            if looked_at == LOOKED_AT:
                break
            if given[row] and admits(plain, worker, row):
                who[found], order[found], place[found] = at, row, looked_at
                found += 1
                looked_at += 1
    return who[:found], order[:found], place[:found]


def _some(kept: Kept, places: Ints) -> Kept:
    """The same places kept, of other numbers; without those of none."""
    left = places > 0
    return Kept(kept.order[left], kept.group[left], places[left])


def matched_apart(
    market: Market, group: Ints, kept: Kept, exempt: NDArray[np.bool_] | None = None
) -> Settled:
    """The match with kept places apart; see `apart`."""
    made = apart(market, group, kept, exempt)
    row = match(made)
    m, matched = market.orders.places.size, row != UNMATCHED
    through = np.append(np.full(m, NO_GROUP), kept.group)
    kept_for = np.where(matched, through[row], NO_GROUP)
    return Settled(np.where(matched, made.orders.of[row], UNMATCHED), kept_for, kept, made, row)


def apart(market: Market, group: Ints, kept: Kept, exempt: NDArray[np.bool_] | None = None) -> Market:
    """The market with kept places as rows of their own, after those of the orders, before their orders on the
    lists of the groups for whom they are kept, and out of the places of the orders and of the caps around.

    Args:
        exempt: for which groups kept places do not count under each cap, (c, g); None where all count.
    """
    orders, m = market.orders, market.orders.places.size
    of = np.append(orders.of, kept.order)
    places = np.append(orders.places - np.bincount(kept.order, kept.places, m).astype(np.int64), kept.places)
    cap = np.append(orders.cap, np.full(kept.order.size, NO_CAP))
    rows = replace(
        orders,
        **{name: getattr(orders, name)[of] for name in ("months", "trade", "starts", "ends", "prefers")},
        places=places,
        cap=cap,
        of=of,
    )
    pairs, kind = np.unique(np.stack([market.workers.kind, group], axis=1), axis=0, return_inverse=True)
    lists = [_with_kept(market.ranked[of_kind], for_group, kept, m) for of_kind, for_group in pairs.tolist()]
    workers = replace(market.workers, kind=kind.ravel().astype(np.int64))
    return Market(workers, rows, _without(market, kept, exempt), lists)


def _with_kept(ranked: Ints, group: int, kept: Kept, m: int) -> Ints:
    own = np.flatnonzero(kept.group == group)
    place = np.full(m, -1)
    place[ranked] = np.arange(ranked.size)
    at = place[kept.order[own]]
    listed = at >= 0
    return np.insert(ranked, at[listed], m + own[listed]).astype(np.int64)


def _without(market: Market, kept: Kept, exempt: NDArray[np.bool_] | None) -> Caps:
    """The caps with as many places fewer as are kept within them and count there."""
    left = market.caps.places.copy()
    for group in np.unique(kept.group):
        mine = kept.group == group
        held = np.bincount(kept.order[mine], kept.places[mine], market.orders.places.size).astype(np.int64)
        counts = True if exempt is None else ~exempt[:, group]
        left -= under(market.orders.cap, market.caps.within, held) * counts
    return replace(market.caps, places=np.maximum(left, 0))
