"""Equation 3: the tries of a month, one after another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate import draws
from acuerdo.simulate.crossing import MOST_TRIES
from acuerdo.simulate.tables import WHOLE, Month


@dataclass(frozen=True)
class Crossed:
    """What became of n people who tried, shape (n,)."""

    tries: NDArray[np.int64]
    caught: NDArray[np.int64]
    entered: NDArray[np.bool_]
    died: NDArray[np.bool_]


def ends(month: Month) -> tuple[np.uint64, np.uint64]:
    """Upper ends of dying and of being caught on one try, in parts of 2**32."""
    rest = int(WHOLE) - month.dies_crossing
    return np.uint64(month.dies_crossing), np.uint64(month.dies_crossing + (rest * month.caught >> 32))


def cross(who: NDArray[np.int64], month: Month, seed: int) -> Crossed:
    """Let people try until they enter, die, or are returned and do not try again.

    Args:
        who: numbers of people, shape (n,).
    """
    tries, caught = np.zeros((2, who.size), np.int64)
    entered, died = np.zeros((2, who.size), np.bool_)
    trying = np.arange(who.size)
    dies, is_caught = ends(month)
    for attempt in range(MOST_TRIES):
        outcome, again, *_ = draws.four(seed, who[trying], month.number, draws.TRY + attempt)
        tries[trying] += 1
        died[trying[outcome < dies]] = True
        entered[trying[outcome >= is_caught]] = True
        met = (outcome >= dies) & (outcome < is_caught)
        caught[trying[met]] += 1
        trying = trying[met & (again < np.uint64(month.again))]
        if not trying.size:
            break
    return Crossed(tries, caught, entered, died)
