"""Each January in the fast engine: counting, household links, headship."""

from typing import Any

import numpy as np
from numba import get_thread_id, njit, prange  # type: ignore[attr-defined]
from numpy.typing import NDArray

from acuerdo.simulate.draws import HALF, LOW, YEARLY, block
from acuerdo.simulate.fast.layout import ALONE, LINKED, WORD, put
from acuerdo.simulate.fast.sifting import Ints, Words
from acuerdo.simulate.states import HEAD, LINK, PLACE, SEX, Records

U64, ONE = np.uint64, np.uint64(1)
LANES = 4
"""Tables counted into by turns: one alone would wait for itself where neighbours are alike."""


@njit(parallel=True, cache=True)
def count(active: Ints, first: Ints, words: Ints, age_of: Ints, records: Records, found: Ints) -> None:
    """Add people by state, sex, age and state of birth to (threads, 8, 2, 101, 32)."""
    for i in prange(active.size):
        g = active[i]
        mine = np.zeros((LANES, 8 * 64), np.int64)
        for at in range(first[g] * WORD, (first[g] + words[g]) * WORD, LANES):
            for lane in range(LANES):
                record = records[at + lane]
                mine[lane, (record & 7) << 6 | record >> PLACE & 63] += 1
        tally = found[get_thread_id()]
        for key in range(8 * 64):
            people = mine[:, key].sum()
            if people:
                tally[key >> 6, key >> 5 & 1, age_of[g], key & 31] += people


@njit(parallel=True, cache=True)
def link(
    active: Ints,
    first: Ints,
    words: Ints,
    age_of: Ints,
    fresh: NDArray[np.bool_],
    number: int,
    records: Records,
    planes: Words,
    key: Words,
    gain: Ints,
    lose: Ints,
    new: Ints,
    head: Ints,
) -> None:
    """Let links and headship follow networks and age.

    Args:
        planes: of classes, kept up with links.
        fresh: chunks of people born last year, shape (chunks,).
        gain, lose, new: chances in parts of 2**32 by state of birth, (32,); head: by sex and age, (2, 101).
    """
    for i in prange(active.size):
        g = active[i]
        begins, age = first[g] * WORD, age_of[g]
        gains = new if fresh[g] else gain
        most, leads_most = U64(max(gains.max(), lose.max())), U64(max(head[0, age], head[1, age]))
        drawn = np.empty(words[g] * WORD, np.uint64)
        yearly(drawn, U64(begins), U64(number), key)
        near = below(drawn, most, leads_most)
        for n in near:
            record = records[begins + n]
            if record & 7 == 7:
                continue
            for_link, for_head = int(drawn[n] >> HALF), int(drawn[n] & LOW)
            q, has = int(record >> PLACE & 31), int(record >> LINK & 1)
            now = int(for_link >= lose[q]) if has else int(for_link < gains[q])
            leads = int(record >> HEAD & 1) | int(for_head < head[int(record >> SEX & 1), age])
            records[begins + n] = record & ~np.uint32(3 << LINK) | np.uint32(now << LINK | leads << HEAD)
            if now != has and record & 7 == 0:
                put(planes, first[g] + n // WORD, ONE << U64(n % WORD), LINKED if now else ALONE)


@njit(cache=True)
def below(drawn: Words, most: Any, leads_most: Any) -> Ints:
    """The places of those of whom a draw lies below what may change anything, in order."""
    near = np.empty(drawn.size, np.int64)
    found = 0
    for n in range(drawn.size):
        near[found] = n
        found += (drawn[n] >> HALF < most) | (drawn[n] & LOW < leads_most)
    return near[:found]


@njit(cache=True)
def yearly(out: Words, begins: Any, number: Any, key: Words) -> None:
    """The first two YEARLY draws of some people, 32 bits each."""
    k0, k1 = key[0], key[1]
    for n in range(out.size):
        at = begins + U64(n)
        a, b, _, _ = block(at & LOW, at >> HALF, number, U64(YEARLY), k0, k1)
        out[n] = a << HALF | b


@njit(cache=True)
def peaks(of_cell: NDArray[np.float64], age: Ints, low: Ints, high: Ints) -> NDArray[np.float64]:
    """The highest odds in each chunk, from odds by age and cell, shape (101, 256), and its range of cells."""
    found = np.zeros(age.size)
    for g in range(age.size):
        for cell in range(low[g], high[g] + 1):
            found[g] = max(found[g], of_cell[age[g], cell])
    return found
