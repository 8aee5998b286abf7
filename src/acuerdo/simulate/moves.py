"""Putting people into another state, in plain NumPy: for the readable engine, and for the doors of a text."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate import draws, states
from acuerdo.simulate.states import State
from acuerdo.simulate.tables import Thresholds
from acuerdo.simulate.world import World


def change(
    world: World,
    who: NDArray[np.int64],
    to: State,
    clock: NDArray[np.int64] | int | None,
    trip: tuple[int, int, Thresholds] | None = None,
) -> None:
    """Put some people into another state.

    Args:
        who: their numbers, shape (n,).
        clock: the month their clock shows from now on, one or for each; None to leave it.
        trip: for a new trip: the seed, the month, and the chances of its ties.
    """
    records = world.records[who]
    if trip is not None:
        seed, number, shares = trip
        trips = np.minimum(states.part(records, states.TRIPS, 3) + 1, states.MOST_TRIPS)
        held = draws.four(seed, who, number, draws.TIES)
        ties = np.zeros(who.size, np.int64)
        for bit, (draw, share) in enumerate(zip(held, shares, strict=False)):
            ties |= (draw < np.uint64(share)).astype(np.int64) << bit
        records = states.put(states.put(records, states.TRIPS, 3, trips), states.TIES, 3, ties)
    world.records[who] = states.put(records, 0, 3, to)
    if clock is not None:
        world.clocks[who] = clock
