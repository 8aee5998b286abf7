"""The price of stability: how many could be placed at most, and how well, if nobody minded who came before.

One flow from workers through orders and caps. Workers who are alike flow together; what an order asks is a
cell of a grid of months, first days and last days, through which everybody flows who has no less: so a market
of hundreds of millions of pairs takes some hundred thousand arcs. Flows are OR-Tools' (Perron and Furnon).

Families are let go apart, so that what is told is no less than could be with families whole.

Welfare is defined openly: first as many placed as can be, then the least sum of list places. A first choice
that a worker names apart counts 1, and every other order of that worker then one more than its place in the
list of the kind.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from acuerdo.matching.market import UNMATCHED, Columns, Ints, Market, columns
from acuerdo.matching.networks import Network, network, shared_out
from acuerdo.matching.walks import list_places, places_of


@dataclass(frozen=True, slots=True)
class Most:
    """How many could be placed at most: no fewer than `least`, no more than `most`; exact where both agree.

    Fields:
        grain: the days that were taken together; 1 where none were, UNBOUNDED where even weeks taken together
            were too many, so that only people and places were counted.
    """

    least: int
    most: int
    grain: int


@dataclass(frozen=True, slots=True)
class Best:
    """A match of most welfare.

    Fields:
        order: the order of each worker, or UNMATCHED, shape (n,).
        placed: how many have one.
        list_places: the sum of their list places.
    """

    order: Ints
    placed: int
    list_places: int


UNBOUNDED = 0

ALL_DAYS = 10**10
"""More days than any two are apart: taken together they are one."""

GRAINS = (1, 7, 28)
"""Days that are taken together where the days of a market are too many to be told apart."""


def most_placed(market: Market, order: Ints | None = None) -> Most:
    """The most workers that could be placed under the same requirements, lists, places and caps.

    Where a match is given that fills all places that the caps leave, or places everybody, no flow is asked.

    Days are told apart as finely as `networks.MOST_ARCS` allow. Where some are taken together, one flow takes
    them to the advantage of the worker, who may then work where the days do not quite fit, and another to
    the disadvantage; the truth lies between.

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    plain = columns(market)
    limit = min(plain.turn.size, _room(plain))
    if order is not None and (order != UNMATCHED).sum() == limit:
        return Most(limit, limit, 1)
    for grain in GRAINS:
        over, under = (network(plain, False, grain, outward) for outward in (True, False))
        if over is not None and under is not None:
            most = _most(over)
            return Most(most if grain == 1 else _most(under), most, grain)
    return Most(0, limit, UNBOUNDED)


def _room(plain: Columns) -> int:
    """The places of all orders, as far as the caps around them leave them."""
    under = np.bincount(plain.cap + 1, plain.places, plain.within.size + 1).astype(np.int64)
    for cap in range(plain.within.size - 1, -1, -1):
        under[plain.within[cap] + 1] += min(under[cap + 1], plain.cap_places[cap])
    return int(under[0])


def best_placed(market: Market) -> Best | None:
    """A match of most welfare, or None where the market takes more than MOST_ARCS arcs.

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    plain = columns(market)
    drawn = network(plain, True, 1, True)
    if drawn is None:
        return None
    order = shared_out(drawn, _cheapest(drawn), plain)
    there = places_in_lists(market, order)
    return Best(order, int((order != UNMATCHED).sum()), int(there.sum()))


def least_list_places(market: Market) -> tuple[int, int] | None:
    """How many could be placed at most and the least sum of their list places, if days did not count: no
    match that places as many has a smaller sum. None where even that takes too many arcs.

    Raises:
        ValueError: with every fault of the arrays, one a line.
    """
    drawn = network(columns(market), True, ALL_DAYS, True)
    if drawn is None:
        return None
    flow = _cheapest(drawn)
    return int(flow[drawn.head == drawn.sink].sum()), int((flow * drawn.cost).sum())


def places_in_lists(market: Market, order: Ints) -> Ints:
    """The list place of each worker's order as welfare counts it, 0 for none, shape (n,)."""
    plain = columns(market)
    if plain.places.size == 0:
        return np.zeros(order.size, np.int64)
    at = places_of(plain)[plain.kind, order]
    place = np.append(list_places(plain), 0)[at] + 1 + (plain.first != UNMATCHED)
    place[plain.of[order] == plain.first] = 1
    return np.where(order == UNMATCHED, 0, place)


def _most(drawn: Network) -> int:
    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(drawn.tail, drawn.head, drawn.capacity)
    source, groups = drawn.nodes, np.arange(drawn.size.size)
    flow.add_arcs_with_capacity(np.full(groups.size, source), groups, drawn.size)
    if flow.solve(source, drawn.sink) != flow.OPTIMAL:
        raise ArithmeticError("the flow of most places was not found")
    return int(flow.optimal_flow())


def _cheapest(drawn: Network) -> Ints:
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(drawn.tail, drawn.head, drawn.capacity, drawn.cost)
    flow.set_nodes_supplies(np.arange(drawn.size.size), drawn.size)
    flow.set_node_supply(drawn.sink, -int(drawn.size.sum()))
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise ArithmeticError("the flow of most welfare was not found")
    return np.asarray(flow.flows(arcs), np.int64)
