"""A month of the fast engine: sift those to whom something may happen, look at them, and move them."""

import numpy as np
from numba import get_thread_id, njit, prange  # type: ignore[attr-defined]
from numpy.typing import NDArray

from acuerdo.simulate.fast.layout import WORD
from acuerdo.simulate.fast.looking import happen, laid
from acuerdo.simulate.fast.sifting import IN_WORD, ONE, WORD_BITS, Ints, Words, counted, places, sift
from acuerdo.simulate.states import Clocks, Records

U64 = np.uint64
Floats = NDArray[np.float64]


@njit(parallel=True, cache=True)
def month(
    number: int,
    active: Ints,
    first: Ints,
    words: Ints,
    age_of: Ints,
    bounds: Ints,
    planes: Words,
    goes: Words,
    drawn: Words,
    records: Records,
    clocks: Clocks,
    key: Words,
    odds: Floats,
    again: Floats,
    factor: float,
    dies: Ints,
    leaves: Ints,
    of_state: Ints,
    draws: int,
    band: Ints,
    flows: Ints,
) -> None:
    """Decide a month for everybody in the active chunks.

    Args:
        number: the month.
        active: chunks with somebody born, shape (a,).
        first, words, age_of: of each chunk.
        bounds: of what may happen to a class in a chunk, in parts of 2**32, shape (chunks, 16).
        planes: of classes, shape (4, words), changed; goes, drawn: shape (words,), set for those who mean to
            go and for those drawn by an open pathway.
        odds: by age, cell, link and head, shape (101, 256, 2, 2); again, factor, dies: see `tables`.
        leaves, of_state: see `looking.laid`.
        draws: people drawn per person who means to go, in parts of 2**16.
        band: classes of those returned, see `layout.bands`.
        flows: shape (threads, flows), added to.
    """
    for i in prange(active.size):
        g = active[i]
        begins, of_age, dying = first[g] * WORD, odds[age_of[g]], dies[:, age_of[g]]
        who, draw = sift(planes, first[g], words[g], bounds[g], number, key)
        record, since = np.empty((2, who.size), np.int64)
        for n in range(who.size):
            record[n] = records[begins + int(who[n])]
        for n in range(who.size):
            since[n] = number - clocks[begins + int(who[n])]
        tally = flows[get_thread_id()]
        for n in range(who.size):
            ends = laid(record[n], since[n], of_age, again, factor, dying, leaves, of_state, draws)
            if int(draw[n]) >= ends[-1]:
                continue
            happen(
                begins + int(who[n]), first[g] + int(who[n] >> WORD_BITS), ONE << (who[n] & IN_WORD),
                int(draw[n]), ends, record[n], since[n], number, planes, goes, drawn, records, clocks, band,
                tally,
            )  # fmt: skip


@njit(parallel=True, cache=True)
def gather(marked: Words, active: Ints, first: Ints, words: Ints) -> Ints:
    """The numbers of those whose bit is set, in order; every bit is cleared."""
    many = np.empty(active.size, np.int64)
    for i in prange(active.size):
        g = active[i]
        many[i] = counted(marked[first[g] : first[g] + words[g]])
    ends = np.cumsum(many)
    who = np.empty(many.sum(), np.int64)
    for i in prange(active.size):
        if many[i]:
            g = active[i]
            mine = marked[first[g] : first[g] + words[g]]
            found = places(mine, many[i])
            for n in range(found.size):
                who[ends[i] - many[i] + n] = first[g] * WORD + int(found[n])
                mine[found[n] >> WORD_BITS] = U64(0)
    return who
