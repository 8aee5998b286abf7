"""A month of the fast engine: find whom something may happen to, look, and move them."""

from typing import Any

import numpy as np
from numba import get_thread_id, njit, prange  # type: ignore[attr-defined]
from numpy.typing import NDArray

from acuerdo.simulate.draws import HALF, LOW, MAIN_SLICE, MAIN_TAIL, SLICES, TAIL_BITS, block
from acuerdo.simulate.fast.layout import BACK, CLASSES, PAPERS, WORD, Words
from acuerdo.simulate.flows import Flow
from acuerdo.simulate.states import BARRED, HEAD, LINK, PLACE, SCHOOL, SEX, TIES, TRIPS, Clocks, Records
from acuerdo.simulate.staying import SETTLED
from acuerdo.simulate.tables import SIXTEEN, WHOLE

U64, ONE = np.uint64, np.uint64(1)
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_YEARS = 30
MOST_CHUNK = 1024
DEATHS, HOME, ABROAD = int(Flow.DEATHS_NEVER_GONE), int(Flow.DEATHS_HOME), int(Flow.DEATHS_US)
FAMILY, INTEND = int(Flow.FAMILY_FIRST), int(Flow.INTEND_FIRST)
RETURNS = (
    0,
    0,
    int(Flow.RETURNS_UNAUTHORIZED),
    0,
    int(Flow.RETURNS_PROTECTED),
    int(Flow.RETURNS_RESIDENT),
    int(Flow.RETURNS_CITIZEN),
)
REMOVALS = (0, 0, int(Flow.REMOVALS_UNAUTHORIZED), 0, int(Flow.REMOVALS_PROTECTED))
LEGALISED, NATURALISED, FIRST_0_6 = int(Flow.LEGALISED), int(Flow.NATURALISED), int(Flow.FIRST_0_6)
DRAWN = int(Flow.DRAWN)
DEAD, RETURNED, RESIDENT, CITIZEN = 7, 1, 5, 6


@njit(inline="always")
def length(since: int) -> int:
    """The bin of months in the United States."""
    return (since >= 6) + (since >= 12) + (since >= 36) + (since >= 60)


@njit(inline="always")
def place(low: Any) -> Any:
    """The position of the only bit set."""
    return DEBRUIJN[(low * U64(0x03F79D71B4CB0A89)) >> U64(58)]


DEBRUIJN = np.zeros(64, np.uint8)
for _bit in range(64):
    DEBRUIJN[((1 << _bit) * 0x03F79D71B4CB0A89 & 0xFFFFFFFFFFFFFFFF) >> 58] = _bit


@njit(cache=True)
def slices(out: Words, first: int, words: int, number: int, key: Words) -> None:
    """The slices of the MAIN draws of some words, shape (8, words): bit j of the draw is 0 where a bit is
    1."""
    for pair in range(SLICES // 2):
        for w in range(words):
            at = U64(first + w)
            a, b, c, d = block(at & LOW, at >> HALF, U64(number), U64(MAIN_SLICE + pair), key[0], key[1])
            out[2 * pair, w] = a << HALF | b
            out[2 * pair + 1, w] = c << HALF | d


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
    back: Ints,
    back_protected: Ints,
    scalars: Ints,
    flows: Ints,
) -> None:
    """Decide a month for everybody in the active chunks.

    Args:
        number: the month.
        active: chunks with somebody born, shape (a,).
        first, words, age_of: of each chunk.
        bounds: of what may happen to a class in a chunk, in parts of 2**32, shape (classes, chunks).
        planes: shape (classes, words), changed; goes, drawn: shape (words,), set for those who
            mean to go and for those drawn by an open pathway.
        odds, again, factor, dies, back, back_protected: see `tables`.
        scalars: family, removed, legalised, leaves, naturalised, in parts of 2**32; drawn, in parts of 2**16.
        flows: shape (threads, flows), added to.
    """
    for i in prange(active.size):
        g = active[i]
        a, n, age = first[g], words[g], age_of[g]
        sliced = np.empty((SLICES, MOST_CHUNK), np.uint64)
        live = np.empty(MOST_CHUNK, np.uint64)
        moved = np.zeros(MOST_CHUNK, np.uint64)
        slices(sliced, a, n, number, key)
        tally = flows[get_thread_id()]
        for w in range(n):
            live[w] = ~U64(0)
            goes[a + w] = U64(0)
            drawn[a + w] = U64(0)
        for m in range(SLICES + 1):
            for old in range(CLASSES):
                bound = bounds[old, g]
                if level(bound) != m:
                    continue
                for w in range(n):
                    left = live[w] & planes[old, a + w] & ~moved[w]
                    v = a + w
                    while left:
                        low = left & (~left + ONE)
                        left ^= low
                        bit = U64(place(low))
                        top = 0
                        for j in range(m, SLICES):
                            top = top << 1 | int(~sliced[j, w] >> bit & ONE)
                        least = top << TAIL_BITS
                        if least > bound:
                            continue
                        at = v * WORD + int(bit)
                        if look(
                            at, v, low, old, least, number, age, planes, goes, drawn, records, clocks, key,
                            odds, again, factor, dies, back, back_protected, scalars, tally,
                        ):  # fmt: skip
                            moved[w] |= low
            if m < SLICES:
                for w in range(n):
                    live[w] &= sliced[m, w]


@njit(inline="always")
def level(bound: Any) -> Any:
    """How many leading bits of a draw must be 0 for it to lie below a bound."""
    m = 0
    while m < SLICES and bound <= 1 << 31 - m:
        m += 1
    return m


@njit(inline="always")
def chances(
    record: int,
    since: int,
    age: int,
    odds: Floats,
    again: Floats,
    factor: float,
    dies: Ints,
    back: Ints,
    back_protected: Ints,
    scalars: Ints,
) -> tuple[int, int, int, int, int, int, int, int]:
    """The chances of one person, in the order in which they are laid end to end; see `reference.chances`."""
    family, removed, legalised, leaves, naturalised, draws = scalars
    state, sex = int(record & 7), int(record >> SEX & 1)
    die = dies[sex, age]
    visa, intend, leave = 0, 0, 0
    if state <= 1:
        visa = family * int(record >> LINK & 1)
        trips = int(record >> TRIPS & 7) if state == 1 else 0
        o = odds[
            age,
            sex,
            int(record >> PLACE & 31),
            int(record >> SCHOOL & 3),
            int(record >> LINK & 1),
            int(record >> HEAD & 1),
        ]
        o = o * again[trips, min(since // 12, MOST_YEARS)]
        o = o * factor
        intend = int(np.floor(o / (1.0 + o) * WHOLE))
    elif state == 2:
        leave = back[length(since), int(record >> TIES & 7)]
    elif state == 4:
        leave = back_protected[length(since), int(record >> TIES & 7)]
    elif state >= 5:
        leave = leaves
    remove = removed if state in (2, 4) else 0
    legal = legalised if state == 2 else 0
    become = naturalised if state == 5 and since >= SETTLED else 0
    more = intend * draws >> SIXTEEN
    return die, visa, intend, leave, remove, legal, become, more


@njit(inline="always")
def look(
    at: int,
    v: int,
    low: int,
    old: int,
    least: int,
    number: int,
    age: int,
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
    back: Ints,
    back_protected: Ints,
    scalars: Ints,
    tally: Ints,
) -> bool:
    """Decide the month of one person whose draw is `least` or more; whether anything happened to them.

    Args:
        at, v, low: their number, word, and bit; old: their class.
    """
    record, since = records[at], number - clocks[at]
    state = int(record & 7)
    die, visa, intend, leave, remove, legal, become, more = chances(
        record, since, age, odds, again, factor, dies, back, back_protected, scalars
    )
    end = die + visa + intend + leave + remove + legal + become + more
    if least >= end:
        return False
    u = least | int(
        block(U64(at) & LOW, U64(at) >> HALF, U64(number), U64(MAIN_TAIL), key[0], key[1])[0] >> U64(SLICES)
    )
    if u >= end:
        return False
    if u < die:
        tally[DEATHS + state] += 1
        tally[HOME if state <= 1 else ABROAD] += 1
        move(records, clocks, planes, at, v, low, old, DEAD, -1, number)
    elif u < die + visa:
        tally[FAMILY + state] += 1
        made = max(int(record >> TRIPS & 7), 1)
        records[at] = record & ~np.uint32(7 << TRIPS) | np.uint32(made << TRIPS)
        move(records, clocks, planes, at, v, low, old, RESIDENT, PAPERS, number)
    elif u < die + visa + intend:
        tally[INTEND + state] += 1
        goes[v] |= low
    elif u < die + visa + intend + leave:
        tally[RETURNS[state]] += 1
        if state == 2 and int(record >> TRIPS & 7) == 1:
            tally[FIRST_0_6 + length(since)] += 1
        move(records, clocks, planes, at, v, low, old, RETURNED, BACK, number)
    elif u < die + leave + remove:
        tally[REMOVALS[state]] += 1
        records[at] = record | np.uint32(1 << BARRED)
        move(records, clocks, planes, at, v, low, old, RETURNED, BACK, number)
    elif u < die + leave + remove + legal:
        tally[LEGALISED] += 1
        move(records, clocks, planes, at, v, low, old, RESIDENT, PAPERS, number)
    elif u < die + visa + intend + leave + remove + legal + become:
        tally[NATURALISED] += 1
        move(records, clocks, planes, at, v, low, old, CITIZEN, PAPERS, number)
    else:
        tally[DRAWN] += 1
        drawn[v] |= low
    return True


@njit(inline="always")
def move(
    records: Records,
    clocks: Clocks,
    planes: Words,
    at: int,
    v: int,
    low: int,
    old: int,
    state: int,
    new: int,
    number: int,
) -> None:
    """Put a person into another state this month, and into its class; -1 for none."""
    records[at] = records[at] & ~np.uint32(7) | np.uint32(state)
    clocks[at] = number
    planes[old, v] &= ~low
    if new >= 0:
        planes[new, v] |= low


@njit(cache=True)
def gather(goes: Words) -> Ints:
    """The numbers of those whose bit is set, in order."""
    count = 0
    for w in range(goes.size):
        left = goes[w]
        while left:
            left &= left - ONE
            count += 1
    who = np.empty(count, np.int64)
    at = 0
    for w in range(goes.size):
        left = goes[w]
        while left:
            low = left & (~left + ONE)
            left ^= low
            who[at] = w * WORD + int(place(low))
            at += 1
    return who
