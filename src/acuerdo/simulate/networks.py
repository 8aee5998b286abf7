"""Equation 9: prevalence and household links by state of birth, updated each January."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate.exact import Floats
from acuerdo.simulate.intending import Networks
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.states import AT_HOME, IN_US, State

ADULT = 15


def networks(
    parameters: Parameters, adults: NDArray[np.int64] | Floats, everybody: NDArray[np.int64] | Floats
) -> Networks:
    """What networks are, from people by state of birth.

    Args:
        adults: people of 15 and over, shape (8, 32): state, state of birth; everybody: of any age, alike.
    """
    adults, everybody = adults.astype(np.float64), everybody.astype(np.float64)
    alive = adults[: State.DEAD].sum(0)
    gone = adults[State.RETURNED] + adults[list(IN_US)].sum(0)
    there, home = everybody[list(IN_US)].sum(0), everybody[list(AT_HOME)].sum(0)
    share = parameters.value("link_per_stock") * there / np.maximum(there + home, 1.0)
    return Networks(100.0 * gone / np.maximum(alive, 1.0), np.minimum(share, 1.0))


def of_people(parameters: Parameters, people: NDArray[np.int64]) -> Networks:
    """The same from people by state, sex, age and state of birth, shape (8, 2, 101, 32)."""
    return networks(parameters, people[:, :, ADULT:].sum((1, 2)), people.sum((1, 2)))


def change_of_share(before: Floats, after: Floats) -> tuple[Floats, Floats]:
    """Chances by which a share changes: of those without to gain, of those with to lose. Shape as given."""
    gain = np.where(after > before, (after - before) / np.maximum(1.0 - before, 1e-12), 0.0)
    lose = np.where(after < before, (before - after) / np.maximum(before, 1e-12), 0.0)
    return np.clip(gain, 0.0, 1.0), np.clip(lose, 0.0, 1.0)
