"""Equation 3 in the fast engine: the tries of those who go."""

from typing import Any

import numpy as np
from numba import get_thread_id, njit, prange  # type: ignore[attr-defined]
from numpy.typing import NDArray

from acuerdo.simulate.crossing import MOST_TRIES
from acuerdo.simulate.draws import HALF, LOW, TIES, TRY, block
from acuerdo.simulate.fast.layout import NEW, NONE, WORD, count_ties, put
from acuerdo.simulate.fast.looking import move
from acuerdo.simulate.fast.sifting import Words
from acuerdo.simulate.flows import Flow
from acuerdo.simulate.states import MOST_TRIPS, SEX, TRIPS, Clocks, Records
from acuerdo.simulate.states import TIES as TIES_AT

U64, ONE = np.uint64, np.uint64(1)
Ints = NDArray[np.int64]

ATTEMPTS, APPREHENSIONS = int(Flow.ATTEMPTS), int(Flow.APPREHENSIONS)
FIRST, AGAIN, GAVE_UP = int(Flow.ENTRIES_FIRST), int(Flow.ENTRIES_AGAIN), int(Flow.GAVE_UP)
DIED, DIED_FIRST, ONCE = int(Flow.DEATHS_CROSSING), int(Flow.DEATHS_FIRST), int(Flow.CAUGHT_ONCE)
UNAUTHORIZED, DEAD = 2, 7


@njit(parallel=True, cache=True)
def cross(
    who: Ints,
    parts: Ints,
    age: Ints,
    number: int,
    planes: Words,
    records: Records,
    clocks: Clocks,
    key: Words,
    ends: Words,
    shares: Words,
    flows: Ints,
    entries: Ints,
) -> None:
    """Let people try until they enter, die, or are returned and do not try again.

    Args:
        who: numbers of people in order; parts: where to cut them so that no word is in two parts, (p + 1,).
        age: of each, shape (n,).
        ends: upper ends of dying and of being caught, and the chance of another try, in parts of 2**32.
        shares: chances of each tie, alike, (3,).
        flows: (threads, flows); entries: first entries by sex and age, (threads, 2, 101); both added to.
    """
    for part in prange(parts.size - 1):
        thread = get_thread_id()
        tally = flows[thread]
        for i in range(parts[part], parts[part + 1]):
            at = who[i]
            record = records[at]
            state = int(record & 7)
            v = at // WORD
            low: Any = ONE << U64(at % WORD)
            lower, upper = U64(at) & LOW, U64(at) >> HALF
            caught, tries, outcome = 0, 0, 0
            for attempt in range(MOST_TRIES):
                u, more, _, _ = block(lower, upper, U64(number), U64(TRY + attempt), key[0], key[1])
                tries += 1
                if u < ends[0]:
                    outcome = 1
                    break
                if u >= ends[1]:
                    outcome = 2
                    break
                caught += 1
                if more >= ends[2]:
                    break
            tally[ATTEMPTS] += tries
            tally[APPREHENSIONS] += caught
            if caught:
                tally[ONCE + min(caught, 3) - 1] += 1
            if outcome == 0:
                tally[GAVE_UP] += 1
            elif outcome == 1:
                tally[DIED] += 1
                tally[DIED_FIRST] += 1 - state
                records[at] = record & ~np.uint32(7) | np.uint32(DEAD)
                put(planes, v, low, NONE)
            else:
                tally[FIRST + state] += 1
                if state == 0:
                    entries[thread, int(record >> SEX & 1), age[i]] += 1
                made = min(int(record >> TRIPS & 7) + 1, MOST_TRIPS)
                t0, t1, t2, _ = block(lower, upper, U64(number), U64(TIES), key[0], key[1])
                held = int(t0 < shares[0]) | int(t1 < shares[1]) << 1 | int(t2 < shares[2]) << 2
                kept = record & ~np.uint32(7 << TRIPS | 7 << TIES_AT)
                records[at] = kept | np.uint32(made << TRIPS | held << TIES_AT)
                move(
                    records,
                    clocks,
                    planes,
                    at,
                    v,
                    low,
                    UNAUTHORIZED,
                    NEW + count_ties(held << TIES_AT),
                    number,
                )
