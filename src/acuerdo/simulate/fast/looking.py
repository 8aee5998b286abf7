"""One person of the fast engine: what may happen to them this month, and what does."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from acuerdo.simulate.draws import HALF, LOW, MAIN_TAIL, SLICES, block
from acuerdo.simulate.fast.layout import BACK, PAPERS, Words
from acuerdo.simulate.flows import Flow
from acuerdo.simulate.states import BARRED, HEAD, LINK, PLACE, SCHOOL, SEX, TIES, TRIPS, Clocks, Records
from acuerdo.simulate.staying import SETTLED
from acuerdo.simulate.tables import SIXTEEN, WHOLE

U64, ONE = np.uint64, np.uint64(1)
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_YEARS = 30
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
    elif u < die + visa + intend + leave + remove:
        tally[REMOVALS[state]] += 1
        records[at] = record | np.uint32(1 << BARRED)
        move(records, clocks, planes, at, v, low, old, RETURNED, BACK, number)
    elif u < die + visa + intend + leave + remove + legal:
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
