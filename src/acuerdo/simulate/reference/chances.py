"""Equations 1, 4, 5, 6 and 8: what may happen to each person this month, and with which chance."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate import states
from acuerdo.simulate.exact import Floats
from acuerdo.simulate.states import Clocks, Records, State
from acuerdo.simulate.staying import BINS, SETTLED
from acuerdo.simulate.tables import SIXTEEN, WHOLE, Month, Thresholds, Year

MOST_YEARS = 30


class Event(IntEnum):
    """What the MAIN draw decides, in the order in which its thresholds are laid end to end."""

    DIES = 0
    FAMILY_VISA = 1
    INTENDS = 2
    RETURNS = 3
    REMOVED = 4
    LEGALISED = 5
    NATURALISED = 6
    DRAWN = 7
    """Would not have gone, and is drawn by an open pathway."""


NOTHING = len(Event)


def chances(
    records: Records, clocks: Clocks, age: NDArray[np.int64], year: Year, month: Month, again: Floats
) -> Thresholds:
    """The chance of each event for each person, in parts of 2**32.

    Args:
        records, clocks, age: of n people, age as year less year of birth.

    Returns:
        Shape (events, n).
    """
    found = np.zeros((len(Event), records.size), np.int64)
    state = states.state(records)
    sex, place = states.part(records, states.SEX, 1), states.part(records, states.PLACE, 5)
    alive = state != State.DEAD
    found[Event.DIES] = np.where(alive, year.dies[sex, np.minimum(age, 100)], 0)

    home = state <= State.RETURNED
    link = states.part(records, states.LINK, 1)
    found[Event.FAMILY_VISA] = np.where(home & (link == 1), month.family, 0)
    school, head = states.part(records, states.SCHOOL, 2), states.part(records, states.HEAD, 1)
    since = month.number - clocks.astype(np.int64)
    trips = np.where(state == State.NEVER_GONE, 0, states.part(records, states.TRIPS, 3))
    years = np.clip(since // 12, 0, MOST_YEARS)
    odds = year.odds[np.minimum(age, 100), sex, place, school, link, head] * again[trips, years]
    odds = odds * month.factor
    intends = np.floor(odds / (1.0 + odds) * WHOLE).astype(np.int64)
    found[Event.INTENDS] = np.where(home, intends, 0)
    found[Event.DRAWN] = found[Event.INTENDS] * month.drawn >> SIXTEEN

    length = np.searchsorted(BINS, since, side="right")
    ties = states.part(records, states.TIES, 3)
    found[Event.RETURNS] = np.select(
        [state == State.UNAUTHORIZED, state == State.PROVISIONAL, (state >= State.RESIDENT) & alive],
        [month.back[length, ties], month.back_protected[length, ties], month.leaves],
    )
    irregular = (state == State.UNAUTHORIZED) | (state == State.PROVISIONAL)
    found[Event.REMOVED] = np.where(irregular, month.removed, 0)
    found[Event.LEGALISED] = np.where(state == State.UNAUTHORIZED, month.legalised, 0)
    long = (state == State.RESIDENT) & (since >= SETTLED)
    found[Event.NATURALISED] = np.where(long, month.naturalised, 0)
    return found


def decide(chance: Thresholds, draw: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Which event happens to each person, or NOTHING.

    Args:
        chance: shape (events, n).
        draw: 0 up to 2**32, shape (n,).
    """
    ends = np.cumsum(chance, axis=0)
    passed: NDArray[np.int64] = (draw.astype(np.int64) >= ends).sum(0)
    return passed
