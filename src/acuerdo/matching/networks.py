"""A market as a network of flow: workers who are alike, a grid of what is asked, orders, caps, a sink."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from acuerdo.matching.market import NO_CAP, UNMATCHED, Columns, Ints
from acuerdo.matching.walks import list_places, places_of

MOST_ARCS = 4_000_000
"""As many arcs as a network may have (assumed: what a flow of seconds and half a gigabyte bears)."""


@dataclass(frozen=True, slots=True)
class Network:
    """Arcs from nodes to nodes; nodes are groups, then cells, then orders, then caps, then the sink.

    Fields:
        tail, head, capacity, cost: of each arc.
        group: the group of each worker, shape (n,).
        size: how many are in each group.
        orders: the node of order 0.
        sink: where all flows end.
        nodes: how many there are.
    """

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints
    group: Ints
    size: Ints
    orders: int
    sink: int
    nodes: int


@dataclass(frozen=True, slots=True)
class _Axis:
    """Levels of one requirement: whoever is at one may take what is at it or at a lower one.

    Fields:
        of_order: the level of each order; as many as there are where nobody has as much.
        of_worker: the highest level that each worker reaches, UNMATCHED for none.
        levels: how many there are.
    """

    of_order: Ints
    of_worker: Ints
    levels: int


def _axis(asked: Ints, has: Ints) -> _Axis:
    """Levels of what is asked, as far as anybody tells them apart."""
    told = np.unique(has)
    needed = np.searchsorted(told, asked, side="left")
    used = np.unique(needed[needed < told.size])
    reached = np.searchsorted(used, np.searchsorted(told, has), side="right") - 1
    return _Axis(np.searchsorted(used, needed), reached, max(1, used.size))


def network(plain: Columns, valued: bool, grain: int, outward: bool) -> Network | None:
    """The network of a market, or None where it takes too many arcs.

    Args:
        plain: the market.
        valued: whether arcs cost list places; if not, lists of the same orders are one.
        grain: how many days are taken together.
        outward: whether they are to the advantage of workers, or to their disadvantage.
    """
    listed, numbers, of_kind = _lists(plain, valued)
    axes = _axes(plain, grain, outward)
    trades = np.unique(plain.trade)
    shape = (len(listed), trades.size, *(axis.levels for axis in axes))
    cells = int(np.prod(shape, dtype=np.int64))
    if len(axes) * cells + sum(each.size for each in listed) > MOST_ARCS:
        return None
    group, size, alike = _groups(plain, of_kind[plain.kind], valued, axes)
    orders = size.size + cells
    caps = orders + plain.places.size
    sink = caps + plain.cap_places.size
    cell = size.size + np.arange(cells).reshape(shape)
    arcs = [
        *_steps(cell, plain.turn.size),
        *_entries(cell, size, alike, trades),
        *_firsts(size, alike, orders, plain, valued),
        *_listings(cell, plain, (listed, numbers), trades, axes, orders),
        _ends(plain.places, plain.cap, orders, caps, sink),
        _ends(plain.cap_places, plain.within, caps, caps, sink),
    ]
    tail, head, capacity, cost = (np.concatenate(each).astype(np.int64) for each in zip(*arcs, strict=True))
    return Network(tail, head, capacity, cost, group, size, orders, sink, sink + 1)


def _lists(plain: Columns, valued: bool) -> tuple[list[Ints], list[Ints], Ints]:
    """The lists that differ, the place of each of their orders, and which of the lists each kind has;
    without values only their orders count."""
    spans = [plain.ranked[begins:ends] for begins, ends in pairwise(plain.begins)]
    if valued:
        places = list_places(plain)
        return spans, [places[b:e] for b, e in pairwise(plain.begins)], np.arange(len(spans))
    sets: dict[bytes, int] = {}
    of_kind = [sets.setdefault(np.sort(span).tobytes(), len(sets)) for span in spans]
    alike = [np.frombuffer(each, np.int64) for each in sets]
    return alike, [np.zeros(each.size, np.int64) for each in alike], np.array(of_kind, np.int64)


def _axes(plain: Columns, grain: int, outward: bool) -> tuple[_Axis, _Axis, _Axis]:
    since, until = plain.since.astype(np.int64), plain.until.astype(np.int64)
    starts, ends = plain.starts.astype(np.int64), plain.ends.astype(np.int64)
    if outward:
        starts, since, ends, until = -(-starts // grain), since // grain, ends // grain, -(-until // grain)
    else:
        starts, since, ends, until = starts // grain, -(-since // grain), -(-ends // grain), until // grain
    return _axis(plain.asks, plain.has.astype(np.int64)), _axis(-starts, -since), _axis(ends, until)


def _groups(
    plain: Columns, listed: Ints, valued: bool, axes: tuple[_Axis, _Axis, _Axis]
) -> tuple[Ints, Ints, Ints]:
    """The group of each worker, the size of each, and what those within one share: list, trades, three
    levels, a first choice that admits them and costs less or is not listed, and whether there is any."""
    first = np.where(_first_admits(plain), plain.first, UNMATCHED)
    apart = (plain.first != UNMATCHED) & valued
    if not valued and plain.places.size:
        first[places_of(plain)[plain.kind, first] >= 0] = UNMATCHED
    columns = listed, plain.trades, *(axis.of_worker for axis in axes), first, apart
    traits = np.stack([each.astype(np.int64) for each in columns], axis=1)
    if traits.shape[0] == 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), traits
    alike, group, size = np.unique(traits, axis=0, return_inverse=True, return_counts=True)
    return group.reshape(-1), size.astype(np.int64), alike


def _first_admits(plain: Columns) -> NDArray[np.bool_]:
    first = plain.first
    if plain.places.size == 0:
        return np.zeros(first.size, np.bool_)
    admits: NDArray[np.bool_] = (
        (first != UNMATCHED)
        & (plain.starts[first] >= plain.since)
        & (plain.ends[first] <= plain.until)
        & (plain.asks[first] <= plain.has)
        & ((plain.trades >> plain.trade[first]) & 1 == 1)
    )
    return admits


Arcs = tuple[Ints, Ints, Ints, Ints]
"""Tails, heads, capacities and costs."""


def _steps(cell: Ints, n: int) -> Iterator[Arcs]:
    """Whoever may take what a cell asks may take what asks one level less of anything."""
    for axis in (2, 3, 4):
        tail = np.delete(cell, -1, axis).reshape(-1)
        yield (
            tail,
            np.delete(cell, 0, axis).reshape(-1),
            np.full(tail.size, n, np.int64),
            np.zeros(tail.size, np.int64),
        )


def _at(levels: Ints, size: int) -> Ints:
    """Where the cells of some levels stand: the highest first, so that every arc leads on."""
    return size - 1 - levels


def _entries(cell: Ints, size: Ints, alike: Ints, trades: Ints) -> Iterator[Arcs]:
    able = (alike[:, 2:5] >= 0).all(axis=1)
    for number, trade in enumerate(trades):
        who = np.flatnonzero(able & ((alike[:, 1] >> trade) & 1 == 1))
        levels = (_at(alike[who, axis], cell.shape[axis]) for axis in (2, 3, 4))
        yield who, cell[(alike[who, 0], number, *levels)], size[who], alike[who, 6]


def _firsts(size: Ints, alike: Ints, orders: int, plain: Columns, valued: bool) -> Iterator[Arcs]:
    """To a first choice, and to the places that it keeps for those of the list."""
    who = np.flatnonzero(alike[:, 5] != UNMATCHED)
    yield who, orders + alike[who, 5], size[who], np.ones(who.size, np.int64)
    if valued and who.size:
        at = places_of(plain)[alike[who, 0], alike[who, 5]] - 1
        who, at = who[at >= plain.begins[alike[who, 0]]], at[at >= plain.begins[alike[who, 0]]]
        kept = plain.ranked[at]
        its = plain.of[kept] == alike[who, 5]
        its &= kept != alike[who, 5]
        yield who[its], orders + kept[its], size[who[its]], np.ones(its.sum(), np.int64)


def _listings(
    cell: Ints,
    plain: Columns,
    lists: tuple[list[Ints], list[Ints]],
    trades: Ints,
    axes: tuple[_Axis, _Axis, _Axis],
    orders: int,
) -> Iterator[Arcs]:
    for number, (ranked, place) in enumerate(zip(*lists, strict=True)):
        levels = (_at(axis.of_order[ranked], axis.levels) for axis in axes)
        tail = cell[(number, np.searchsorted(trades, plain.trade[ranked]), *levels)]
        able = np.all([axis.of_order[ranked] < axis.levels for axis in axes], axis=0)
        yield tail[able], orders + ranked[able], plain.places[ranked[able]], 1 + place[able]


def _ends(places: Ints, within: Ints, begins: int, caps: int, sink: int) -> Arcs:
    at = np.arange(places.size)
    return (
        begins + at,
        np.where(within == NO_CAP, sink, caps + within),
        places,
        np.zeros(places.size, np.int64),
    )


def shared_out(drawn: Network, flow: Ints, plain: Columns) -> Ints:
    """The order of each worker under a flow, or UNMATCHED, shape (n,): within a group in turn."""
    order = np.full(plain.turn.size, UNMATCHED, np.int64)
    used = np.flatnonzero((flow > 0) & (drawn.tail < drawn.orders))
    used = used[np.argsort(drawn.tail[used], kind="stable")]
    by_group = np.lexsort((plain.turn, drawn.group))
    groups = np.split(by_group, np.cumsum(drawn.size)[:-1])
    hands: dict[int, list[Ints]] = {node: [who] for node, who in enumerate(groups)}
    for at in np.split(used, np.flatnonzero(np.diff(drawn.tail[used])) + 1) if used.size else ():
        who = np.concatenate(hands.pop(int(drawn.tail[at[0]])))
        parts = np.split(who, np.cumsum(flow[at]))
        for head, some in zip(drawn.head[at].tolist(), parts[:-1], strict=True):
            if head >= drawn.orders:
                order[some] = head - drawn.orders
            else:
                hands.setdefault(head, []).append(some)
    return order
