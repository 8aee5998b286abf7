"""The bare work in LASER, as its own guide would write it: columns, and a compiled loop over everybody.

Run in an environment of its own, which has it and NumPy and nothing of this project.
"""

import sys
from collections.abc import Callable

import numpy as np
from laser.core import LaserFrame
from laser.core.random import prng, seed
from numba import njit, prange

from benchmarks.bare_work import (
    AGES,
    ASKS,
    DEAD,
    LEADS,
    PERMIT,
    Ints,
    Run,
    chances,
    everybody,
    measured,
    places,
)

MONTHS = 12


@njit(parallel=True)
def month(n, months, state, asks, ends, leads):
    for i in prange(n):
        here = state[i]
        asks[i] = 0
        if here == DEAD:
            continue
        age = min(months[i] // 12, AGES - 1)
        months[i] += 1
        u = np.random.random()
        if u < ends[here, age, 2]:
            event = 0 if u < ends[here, age, 0] else 1 if u < ends[here, age, 1] else 2
            if here == ASKS[0] and event == ASKS[1]:
                asks[i] = 1
            else:
                state[i] = leads[here, event]


def make(people: Ints) -> tuple[Run, Callable[[], Ints]]:
    """What `measured` asks for."""
    seed(1)
    months, state = everybody(people)
    frame = LaserFrame(state.size)
    frame.add_scalar_property("months", np.int16)
    frame.add_scalar_property("state", np.int8)
    frame.add_scalar_property("asks", np.int8)
    frame.months[:], frame.state[:] = months, state
    ends, leads, most = np.cumsum(chances(), 2), LEADS.astype(np.int8), places(state.size)

    def play(steps: int) -> None:
        for _ in range(steps):
            month(frame.count, frame.months, frame.state, frame.asks, ends, leads)
            asked = np.flatnonzero(frame.asks)
            frame.state[prng().permutation(asked)[:most]] = PERMIT

    return play, lambda: np.bincount(frame.state, minlength=5)


if __name__ == "__main__":
    measured(make, int(sys.argv[1]), MONTHS)
