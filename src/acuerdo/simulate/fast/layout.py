"""Where everybody stands: chunks of words within a group of birth, and the planes of classes."""

from dataclasses import dataclass

import numpy as np
from numba import njit, prange
from numpy.typing import NDArray

from acuerdo.simulate import world as _world
from acuerdo.simulate.states import FIXED, LINK, TRIPS, Clocks, Records
from acuerdo.simulate.staying import SETTLED
from acuerdo.simulate.world import World

Words = NDArray[np.uint64]

ALONE, LINKED, QUIET, BACK, NEW, LONG, PAPERS = range(7)
"""Classes: never went, without and with a household member there; returned, and unlikely or not to go again;
in the United States for less than five years, or longer, without a residence; residents and citizens."""
CLASSES = 7
UNLIKELY = 4.0
"""Those returned are unlikely to go again where their odds are below the highest over this."""
CHUNK = 256
"""Words of a chunk: a slice of them lies in the nearest cache. No answer depends on it."""

NONE = 255
WORD = _world.WORD
U64, ONE = np.uint64, np.uint64(1)


@dataclass(frozen=True)
class Chunks:
    """Pieces of groups, shape (chunks,): first word, words, group, and the lowest and highest cell of its
    people (sex, state of birth, schooling; see `states`)."""

    first: NDArray[np.int64]
    words: NDArray[np.int64]
    group: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]


def chunks(world: World, words: int = CHUNK) -> Chunks:
    """Cut a world into chunks of at most so many words."""
    rows = []
    for group, (begins, ends) in enumerate(
        zip(world.first[:-1] // WORD, world.first[1:] // WORD, strict=True)
    ):
        people = int(world.first[group] + world.size[group])
        for first in range(int(begins), int(ends), words):
            last = min(first + words, int(ends))
            cells = world.records[[first * WORD, min(last * WORD, people) - 1]] >> np.uint32(FIXED + 1)
            rows.append((first, last - first, group, *cells))
    found = np.array(rows, np.int64).reshape(len(rows), 5).T
    return Chunks(*(np.ascontiguousarray(each) for each in found))


@njit(inline="always")
def class_of(record: int, clock: int, number: int, again: NDArray[np.float64], cut: float) -> int:
    """The class of a person, NONE for the dead.

    Args:
        again: factor on the odds of those returned, by trips and years since; cut: up to which it is
            unlikely.
    """
    state = record & 7
    if state == 0:
        return LINKED if record >> LINK & 1 else ALONE
    if state == 1:
        years = min((number - clock) // 12, again.shape[1] - 1)
        return QUIET if again[record >> TRIPS & 7, years] <= cut else BACK
    if state <= 4:
        return LONG if state != 3 and number - clock >= SETTLED else NEW
    return PAPERS if state <= 6 else NONE


@njit(parallel=True, cache=True)
def fill(
    planes: Words,
    active: NDArray[np.int64],
    first: NDArray[np.int64],
    words: NDArray[np.int64],
    records: Records,
    clocks: Clocks,
    number: int,
    again: NDArray[np.float64],
    cut: float,
) -> None:
    """Set the planes of the active chunks from the records as they are in a month."""
    for i in prange(active.size):
        g = active[i]
        for w in range(first[g], first[g] + words[g]):
            alone, linked = U64(0), U64(0)
            for c in range(CLASSES):
                planes[c, w] = U64(0)
            for b in range(WORD):
                record = records[w * WORD + b]
                if record & 7 == 0:
                    has = U64(record >> LINK & 1)
                    linked |= has << U64(b)
                    alone |= (has ^ ONE) << U64(b)
                elif record & 7 != 7:
                    c = class_of(int(record), int(clocks[w * WORD + b]), number, again, cut)
                    planes[c, w] |= ONE << U64(b)
            planes[ALONE, w], planes[LINKED, w] = alone, linked


@njit(cache=True)
def replace(
    planes: Words,
    who: NDArray[np.int64],
    records: Records,
    clocks: Clocks,
    number: int,
    again: NDArray[np.float64],
    cut: float,
) -> None:
    """Set the planes of some people from their records."""
    for at in who:
        bit = ONE << U64(at % WORD)
        for c in range(CLASSES):
            planes[c, at // WORD] &= ~bit
        c = class_of(int(records[at]), int(clocks[at]), number, again, cut)
        if c != NONE:
            planes[c, at // WORD] |= bit
