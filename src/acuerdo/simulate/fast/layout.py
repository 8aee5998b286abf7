"""Where everybody stands: chunks of words within a group of birth, and the planes of classes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import get_thread_id, njit, prange  # type: ignore[attr-defined]
from numpy.typing import NDArray

from acuerdo.simulate import world as _world
from acuerdo.simulate.fast.sifting import BITS, IN_WORD, Ints, Words, counted, places
from acuerdo.simulate.states import FIXED, LINK, TIES, TRIPS, Clocks, Records
from acuerdo.simulate.staying import SETTLED
from acuerdo.simulate.world import World

NONE, ALONE, LINKED, BACK, NEW, LONG, PAPERS = 0, 1, 2, 3, 7, 11, 12
"""Classes: dead or not yet born; never went, without and with a household member there; returned, in four by
how likely they are to go again; in the United States for less than five years without a residence, in four
by how many ties they have; longer; residents and citizens."""
CLASSES = 1 << BITS
BANDS = 4
"""Classes of those returned: each holds factors of half of those before and more, the last all below."""
CHUNK = 256
"""Words of a chunk: a slice of them lies in the nearest cache. No answer depends on it."""

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


def bands(again: NDArray[np.float64]) -> Ints:
    """The class of those returned by trips and years since, shape (6, 31), for as long as a year.

    Args:
        again: factor on their odds by the same; row 0 is of nobody.
    """
    later = np.concatenate([again[:, 1:], again[:, -1:]], axis=1)
    highest = np.maximum(again, later)
    found: Ints = np.full(again.shape, BACK, np.int64)
    for k in range(1, BANDS):
        found += highest <= again[1:].max() / 2**k
    return found


def ties_of(record: Any) -> Any:
    """How many ties somebody has."""
    return (record >> TIES & 1) + (record >> TIES + 1 & 1) + (record >> TIES + 2 & 1)


count_ties = njit(inline="always")(ties_of)


@njit(inline="always")
def class_of(record: int, clock: int, number: int, band: Ints) -> int:
    """The class of a person; `band` is of those returned, see `bands`."""
    state = record & 7
    if state == 0:
        return LINKED if record >> LINK & 1 else ALONE
    if state == 1:
        return int(band[record >> TRIPS & 7, min((number - clock) // 12, band.shape[1] - 1)])
    if state <= 4:
        return LONG if state != 3 and number - clock >= SETTLED else NEW + count_ties(record)
    return PAPERS if state <= 6 else NONE


@njit(inline="always")
def put(planes: Words, v: Any, low: Any, code: Any) -> None:
    """Put the person of a bit into a class."""
    for b in range(BITS):
        planes[b, v] = planes[b, v] & ~low | low * U64(code >> b & 1)


@njit(parallel=True, cache=True)
def fill(
    planes: Words,
    active: Ints,
    first: Ints,
    words: Ints,
    records: Records,
    clocks: Clocks,
    number: int,
    band: Ints,
) -> None:
    """Set the planes of the active chunks from the records as they are in a month."""
    for i in prange(active.size):
        g = active[i]
        for w in range(first[g], first[g] + words[g]):
            for b in range(WORD):
                at = w * WORD + b
                code = class_of(int(records[at]), int(clocks[at]), number, band)
                put(planes, w, ONE << U64(b), code)


@njit(parallel=True, cache=True)
def renew(
    planes: Words,
    active: Ints,
    first: Ints,
    words: Ints,
    records: Records,
    clocks: Clocks,
    number: int,
    band: Ints,
    linked: Ints,
) -> None:
    """Bring the classes of those who have been there up to a January; who never went keeps theirs.

    Args:
        linked: adds linked people at home, shape (threads,).
    """
    for i in prange(active.size):
        g = active[i]
        mine = planes[:, first[g] : first[g] + words[g]]
        found = counted(mine[1] & ~mine[0] & ~mine[2] & ~mine[3])
        gone = mine[0] & mine[1] | mine[2] | mine[3]
        for n in places(gone, counted(gone)):
            at = first[g] * WORD + int(n)
            record = int(records[at])
            put(planes, at // WORD, ONE << (n & IN_WORD), class_of(record, int(clocks[at]), number, band))
            found += int(record & 7 == 1) & (record >> LINK)
        linked[get_thread_id()] += found


@njit(cache=True)
def replace(planes: Words, who: Ints, records: Records, clocks: Clocks, number: int, band: Ints) -> None:
    """Set the planes of some people from their records."""
    for at in who:
        code = class_of(int(records[at]), int(clocks[at]), number, band)
        put(planes, at // WORD, ONE << U64(at % WORD), code)
