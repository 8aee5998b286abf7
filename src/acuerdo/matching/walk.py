"""Walks down lists: a block of places in one step, in sixteen bits for each thing that an order asks."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from acuerdo.matching.compiled import compiled, step
from acuerdo.matching.market import BLOCK, Columns, Ints, Shorts

CLOSED = int(np.iinfo(np.int16).max)
"""The mark of an order that takes nobody any more."""


class Lists(NamedTuple):
    """Some places of all lists, in sequence; those of each list lie from where it begins on.

    Fields:
        place: the places, (places + BLOCK,).
        ends: where those of each list end, (kinds,).
        starts, stops, asks, trade: what the order at each place asks, (places + BLOCK,).
        mark: below which scaled place from the end of the line that order surely refuses whoever asks and is
            not named, (places + BLOCK,).
    """

    place: Ints
    ends: Ints
    starts: Shorts
    stops: Shorts
    asks: Shorts
    trade: Shorts
    mark: NDArray[np.int16]


@compiled
def lists(market: Columns) -> Lists:
    """All places of all lists."""
    return Lists(
        np.arange(market.ranked.size + BLOCK),
        market.begins[1:].copy(),
        market.starts_there.copy(),
        market.ends_there.copy(),
        market.asks_there.copy(),
        market.bit_there.copy(),
        np.zeros(market.ranked.size + BLOCK, np.int16),
    )


@step
def spare_bits(n: int) -> int:
    """How many bits of the places in line of n workers do not fit into fifteen."""
    bits = 0
    while n >> bits >= CLOSED:
        bits += 1
    return bits


@step
def scaled(place: int, bits: int) -> int:
    """A place in line without so many bits: whose is the lower of two has the lower, or the same."""
    return int(min(place >> bits, CLOSED))


@step
def admitted_after(market: Columns, some: Lists, at: int, ends: int, worker: int, in_line: int) -> int:
    """The first of some places, from one on, that admits a worker and may take whoever has a place counted
    from the end of the line; or where they end."""
    since, until = market.since[worker], market.until[worker]
    has, trades = market.has[worker], market.trades[worker]
    mark, last = np.int16(scaled(in_line, spare_bits(market.turn.size))), np.uint64(ends)
    block = np.uint64(at)
    while block < last:
        found = np.int16(BLOCK)
        for within in range(BLOCK):
            place = block + np.uint64(within)
            may = (
                (some.starts[place] >= since)
                & (some.stops[place] <= until)
                & (some.asks[place] <= has)
                & ((some.trade[place] & trades) != 0)
                & (some.mark[place] <= mark)
            )
            found = min(found, np.int16(within) if may else np.int16(BLOCK))
        if found < BLOCK:
            return int(min(np.int64(block) + np.int64(found), np.int64(ends)))
        block += np.uint64(BLOCK)
    return int(ends)


@step
def place_after(some: Lists, begins: int, ends: int, place: int) -> int:
    """Where those after a place begin, of some places that lie between two."""
    while begins < ends:
        middle = (begins + ends) // 2
        if some.place[middle] <= place:
            begins = middle + 1
        else:
            ends = middle
    return begins


@step
def clear(market: Columns, whole: Lists, live: Lists, bars: Ints, coming: int) -> None:
    """Mark what each order refuses, and clear the live lists of those that refuse the next in turn, and so
    all who are still to come."""
    bits = spare_bits(market.turn.size)
    for place in range(market.ranked.size):
        whole.mark[place] = scaled(bars[market.ranked[place]], bits)
    for kind in range(live.ends.size):
        to = market.begins[kind]
        for at in range(to, live.ends[kind]):
            place = live.place[at]
            if bars[market.ranked[place]] <= coming:
                live.place[to], live.mark[to] = place, whole.mark[place]
                live.starts[to], live.stops[to] = live.starts[at], live.stops[at]
                live.asks[to], live.trade[to] = live.asks[at], live.trade[at]
                to += 1
        live.ends[kind] = to
