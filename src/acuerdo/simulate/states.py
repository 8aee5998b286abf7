"""How a person is kept: 32 bits of what they are, and the month of their last change of state.

A record is laid out from its lowest bit: state 3, link 1, head 1, ties 3, trips 3, barred 1, then what is
fixed for
life: rural 1, schooling 2, place of birth 5, sex 1. People stand in order of birth, so that age takes no
    room.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Records = NDArray[np.uint32]
Clocks = NDArray[np.int16]


class State(IntEnum):
    """Where somebody is, and under what right. The letters are those of the model's page."""

    NEVER_GONE = 0  # M0
    RETURNED = 1  # M1
    UNAUTHORIZED = 2  # U
    PERMIT = 3  # T
    PROVISIONAL = 4  # P
    RESIDENT = 5  # L
    CITIZEN = 6  # C
    DEAD = 7


STATES = tuple(state.name.lower() for state in State)
AT_HOME = (State.NEVER_GONE, State.RETURNED)
IN_US = (State.UNAUTHORIZED, State.PERMIT, State.PROVISIONAL, State.RESIDENT, State.CITIZEN)

LINK, HEAD, TIES, TRIPS, BARRED, RURAL, SCHOOL, PLACE, SEX = 3, 4, 5, 8, 11, 12, 13, 15, 20
"""The lowest bit of each part of a record; the state's is 0."""
STATE_MASK, TIES_MASK, TRIPS_MASK = 7, 7, 7
FIXED = RURAL
"""From this bit on nothing changes in a life."""
MOST_TRIPS = 5
"""Trips are counted up to this (the model: min(trips, 5))."""
PLACES, SCHOOLS, SEXES = 32, 4, 2
PARTNER, PROPERTY, FARM = 1, 2, 4
"""Bits of the ties: partner in Mexico, property there, farm job."""

CELLS = SEXES * PLACES * SCHOOLS * 2
"""Fixed traits of a record, as one number: sex, place, schooling, rural."""


def part(records: Records, bit: int, width: int) -> NDArray[np.int64]:
    """Some bits of each record as a number, shape (n,)."""
    return (records >> np.uint32(bit) & np.uint32((1 << width) - 1)).astype(np.int64)


def state(records: Records) -> NDArray[np.int64]:
    """The state of each record, shape (n,)."""
    return part(records, 0, 3)


def put(records: Records, bit: int, width: int, value: NDArray[np.int64] | int) -> Records:
    """The records with other bits in one part, shape (n,)."""
    mask = np.uint32(((1 << width) - 1) << bit)
    changed: Records = records & ~mask | np.asarray(value).astype(np.uint32) << np.uint32(bit)
    return changed
