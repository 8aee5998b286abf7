"""One person of the fast engine: what may happen to them this month, and what does."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from acuerdo.simulate.fast.layout import NONE, PAPERS, put
from acuerdo.simulate.fast.sifting import Words
from acuerdo.simulate.flows import Flow
from acuerdo.simulate.states import BARRED, HEAD, LINK, SCHOOL, SEX, TIES, TRIPS, Clocks, Records
from acuerdo.simulate.staying import SETTLED
from acuerdo.simulate.tables import SIXTEEN, WHOLE

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
def laid(
    record: Any,
    since: Any,
    odds: Floats,
    again: Floats,
    factor: float,
    dies: Ints,
    leaves: Ints,
    of_state: Ints,
    draws: int,
) -> Any:
    """The ends of the chances of one person, laid end to end; see `reference.chances`.

    Args:
        since: months since the last change of state.
        odds: by cell, link and head; dies: by sex; both at their age.
        leaves: by state, length of stay and ties, shape (8, 5, 8).
        of_state: chances of a family visa (of who is linked), of meaning to go (0 or 1), of removal, of
            legalisation, and of naturalisation (of who is settled), by state, shape (5, 8).
        draws: people drawn per person who means to go, in parts of 2**16.
    """
    state, link, trips = record & 7, record >> LINK & 1, record >> TRIPS & 7
    o = odds[record >> SCHOOL & 255, link, record >> HEAD & 1]
    o = o * again[trips * (state == 1), min(max(since // 12, 0), MOST_YEARS)]
    o = o * factor
    means = int(np.floor(o / (1.0 + o) * WHOLE)) * of_state[1, state]
    die = dies[record >> SEX & 1]
    visa = die + of_state[0, state] * link
    intend = visa + means
    leave = intend + leaves[state, length(since), record >> TIES & 7]
    remove = leave + of_state[2, state]
    legal = remove + of_state[3, state]
    become = legal + of_state[4, state] * (since >= SETTLED)
    return die, visa, intend, leave, remove, legal, become, become + (means * draws >> SIXTEEN)


@njit(inline="always")
def happen(
    at: int,
    v: int,
    low: Any,
    u: int,
    ends: Any,
    record: int,
    since: int,
    number: int,
    planes: Words,
    goes: Words,
    drawn: Words,
    records: Records,
    clocks: Clocks,
    band: Ints,
    tally: Ints,
) -> None:
    """Let happen to a person what their draw decides.

    Args:
        at, v, low: their number, word, and bit.
        u: their draw, below the last of `ends`; see `laid`.
        record, since: as they were when the month began.
        band: classes of those returned, see `layout.bands`.
    """
    state = record & 7
    if u < ends[0]:
        tally[DEATHS + state] += 1
        tally[HOME if state <= 1 else ABROAD] += 1
        move(records, clocks, planes, at, v, low, DEAD, NONE, number)
    elif u < ends[1]:
        tally[FAMILY + state] += 1
        made = max(int(record >> TRIPS & 7), 1)
        records[at] = records[at] & ~np.uint32(7 << TRIPS) | np.uint32(made << TRIPS)
        move(records, clocks, planes, at, v, low, RESIDENT, PAPERS, number)
    elif u < ends[2]:
        tally[INTEND + state] += 1
        goes[v] |= low
    elif u < ends[3]:
        tally[RETURNS[state]] += 1
        if state == 2 and int(record >> TRIPS & 7) == 1:
            tally[FIRST_0_6 + length(since)] += 1
        move(records, clocks, planes, at, v, low, RETURNED, band[record >> TRIPS & 7, 0], number)
    elif u < ends[4]:
        tally[REMOVALS[state]] += 1
        records[at] |= np.uint32(1 << BARRED)
        move(records, clocks, planes, at, v, low, RETURNED, band[record >> TRIPS & 7, 0], number)
    elif u < ends[5]:
        tally[LEGALISED] += 1
        move(records, clocks, planes, at, v, low, RESIDENT, PAPERS, number)
    elif u < ends[6]:
        tally[NATURALISED] += 1
        move(records, clocks, planes, at, v, low, CITIZEN, PAPERS, number)
    else:
        tally[DRAWN] += 1
        drawn[v] |= low


@njit(inline="always")
def move(
    records: Records,
    clocks: Clocks,
    planes: Words,
    at: int,
    v: int,
    low: Any,
    state: int,
    code: Any,
    number: int,
) -> None:
    """Put a person into another state this month, and into its class."""
    records[at] = records[at] & ~np.uint32(7) | np.uint32(state)
    clocks[at] = number
    put(planes, v, low, code)
