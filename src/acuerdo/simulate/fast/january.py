"""Each January in the fast engine: counting, household links, headship."""

import numpy as np
from numba import get_thread_id, njit, prange  # type: ignore[attr-defined]
from numpy.typing import NDArray

from acuerdo.simulate.draws import HALF, LOW, YEARLY, block
from acuerdo.simulate.fast.layout import WORD
from acuerdo.simulate.states import HEAD, LINK, PLACE, SEX, Records

U64 = np.uint64
Ints = NDArray[np.int64]
MOST_CHUNK = 1024


@njit(parallel=True, cache=True)
def count(active: Ints, first: Ints, words: Ints, age_of: Ints, records: Records, found: Ints) -> None:
    """Add people by state, sex, age and state of birth to (threads, 8, 2, 101, 32)."""
    for i in prange(active.size):
        g = active[i]
        mine = np.zeros((8, 64), np.int64)
        for at in range(first[g] * WORD, (first[g] + words[g]) * WORD):
            record = records[at]
            mine[int(record & 7), int(record >> PLACE & 63)] += 1
        tally = found[get_thread_id()]
        for state in range(8):
            for cell in range(64):
                tally[state, cell >> 5, age_of[g], cell & 31] += mine[state, cell]


@njit(parallel=True, cache=True)
def link(
    active: Ints,
    first: Ints,
    words: Ints,
    age_of: Ints,
    fresh: NDArray[np.bool_],
    number: int,
    records: Records,
    key: NDArray[np.uint64],
    gain: Ints,
    lose: Ints,
    new: Ints,
    head: Ints,
) -> None:
    """Let links and headship follow networks and age.

    Args:
        fresh: chunks of people born last year, shape (chunks,).
        gain, lose, new: chances in parts of 2**32 by state of birth, (32,); head: by sex and age, (2, 101).
    """
    for i in prange(active.size):
        g = active[i]
        size = words[g] * WORD
        begins, age = first[g] * WORD, age_of[g]
        for_link, for_head = np.empty((2, MOST_CHUNK * WORD), np.uint32)
        for n in range(size):
            at = U64(begins + n)
            a, b, _, _ = block(at & LOW, at >> HALF, U64(number), U64(YEARLY), key[0], key[1])
            for_link[n] = a
            for_head[n] = b
        gains = new if fresh[g] else gain
        most = max(gains.max(), 1 << 32 if lose.max() else 0)
        leads_most = max(head[0, age], head[1, age])
        for n in range(size):
            if for_link[n] >= most and for_head[n] >= leads_most:
                continue
            record = records[begins + n]
            if record & 7 == 7:
                continue
            q = int(record >> PLACE & 31)
            has = record >> LINK & 1
            now = int(for_link[n] >= lose[q]) if has else int(for_link[n] < gains[q])
            leads = int(record >> HEAD & 1) | int(for_head[n] < head[int(record >> SEX & 1), age])
            records[begins + n] = record & ~np.uint32(3 << LINK) | np.uint32(now << LINK | leads << HEAD)


@njit(parallel=True, cache=True)
def linked(active: Ints, first: Ints, words: Ints, records: Records, found: Ints) -> None:
    """Add linked people at home to (threads,)."""
    for i in prange(active.size):
        g = active[i]
        count = 0
        for n in range(first[g] * WORD, (first[g] + words[g]) * WORD):
            record = records[n]
            count += int(record >> LINK & 1) & int(record & 7 <= 1)
        found[get_thread_id()] += count


@njit(cache=True)
def peaks(of_cell: NDArray[np.float64], age: Ints, low: Ints, high: Ints) -> NDArray[np.float64]:
    """The highest odds in each chunk, from odds by age and cell, shape (101, 256), and its range of cells."""
    found = np.zeros(age.size)
    for g in range(age.size):
        for cell in range(low[g], high[g] + 1):
            found[g] = max(found[g], of_cell[age[g], cell])
    return found
