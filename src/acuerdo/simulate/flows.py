"""What is counted in a month, in people of the sample; an attempt, an apprehension and a person are three
counts."""

from enum import IntEnum, auto

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate.states import State

AGES = 101


class Flow(IntEnum):
    """Counts of a month."""

    BIRTHS = 0
    DEATHS_HOME = auto()
    DEATHS_US = auto()
    DEATHS_CROSSING = auto()
    FAMILY_FIRST = auto()
    """Arrivals on a family visa of people who had never gone."""
    FAMILY_AGAIN = auto()
    INTEND_FIRST = auto()
    INTEND_AGAIN = auto()
    ATTEMPTS = auto()
    APPREHENSIONS = auto()
    ENTRIES_FIRST = auto()
    ENTRIES_AGAIN = auto()
    GAVE_UP = auto()
    """People returned who did not try again that month."""
    DEATHS_FIRST = auto()
    """Of DEATHS_CROSSING, people who had never gone."""
    CAUGHT_ONCE = auto()
    """People by how often they were caught in the month."""
    CAUGHT_TWICE = auto()
    CAUGHT_MORE = auto()
    RETURNS_UNAUTHORIZED = auto()
    RETURNS_PROTECTED = auto()
    RETURNS_RESIDENT = auto()
    RETURNS_CITIZEN = auto()
    REMOVALS_UNAUTHORIZED = auto()
    REMOVALS_PROTECTED = auto()
    LEGALISED = auto()
    NATURALISED = auto()
    DEATHS_NEVER_GONE = auto()
    """Of the deaths, by state."""
    DEATHS_RETURNED = auto()
    DEATHS_UNAUTHORIZED = auto()
    DEATHS_PERMIT = auto()
    DEATHS_PROVISIONAL = auto()
    DEATHS_RESIDENT = auto()
    DEATHS_CITIZEN = auto()
    FIRST_0_6 = auto()
    """First trips without papers that ended in a return, by months they lasted."""
    FIRST_6_12 = auto()
    FIRST_13_36 = auto()
    FIRST_37_60 = auto()
    FIRST_60 = auto()
    DRAWN = auto()
    """People drawn by an open pathway who would not have gone."""
    PERMITS_FIRST = auto()
    """Permits granted under the text, to people who had never gone, to those returned, and to those there."""
    PERMITS_AGAIN = auto()
    PERMITS_WITHIN = auto()
    PERMITS_ENDED = auto()
    OVERSTAYS = auto()
    REGULARISED = auto()
    RESIDENCE_GRANTED = auto()


FLOWS = tuple(flow.name.lower() for flow in Flow)

Counts = NDArray[np.int64]


def no_flows() -> Counts:
    """A month in which nothing happened, shape (flows,)."""
    return np.zeros(len(Flow), np.int64)


_MOVES: dict[Flow, tuple[State | None, State]] = {
    Flow.BIRTHS: (None, State.NEVER_GONE),
    Flow.FAMILY_FIRST: (State.NEVER_GONE, State.RESIDENT),
    Flow.FAMILY_AGAIN: (State.RETURNED, State.RESIDENT),
    Flow.ENTRIES_FIRST: (State.NEVER_GONE, State.UNAUTHORIZED),
    Flow.ENTRIES_AGAIN: (State.RETURNED, State.UNAUTHORIZED),
    Flow.DEATHS_FIRST: (State.NEVER_GONE, State.RETURNED),
    Flow.DEATHS_CROSSING: (State.RETURNED, State.DEAD),
    Flow.RETURNS_UNAUTHORIZED: (State.UNAUTHORIZED, State.RETURNED),
    Flow.RETURNS_PROTECTED: (State.PROVISIONAL, State.RETURNED),
    Flow.RETURNS_RESIDENT: (State.RESIDENT, State.RETURNED),
    Flow.RETURNS_CITIZEN: (State.CITIZEN, State.RETURNED),
    Flow.REMOVALS_UNAUTHORIZED: (State.UNAUTHORIZED, State.RETURNED),
    Flow.REMOVALS_PROTECTED: (State.PROVISIONAL, State.RETURNED),
    Flow.LEGALISED: (State.UNAUTHORIZED, State.RESIDENT),
    Flow.NATURALISED: (State.RESIDENT, State.CITIZEN),
    Flow.DEATHS_NEVER_GONE: (State.NEVER_GONE, State.DEAD),
    Flow.DEATHS_RETURNED: (State.RETURNED, State.DEAD),
    Flow.DEATHS_UNAUTHORIZED: (State.UNAUTHORIZED, State.DEAD),
    Flow.DEATHS_PERMIT: (State.PERMIT, State.DEAD),
    Flow.DEATHS_PROVISIONAL: (State.PROVISIONAL, State.DEAD),
    Flow.DEATHS_RESIDENT: (State.RESIDENT, State.DEAD),
    Flow.DEATHS_CITIZEN: (State.CITIZEN, State.DEAD),
    Flow.PERMITS_FIRST: (State.NEVER_GONE, State.PERMIT),
    Flow.PERMITS_AGAIN: (State.RETURNED, State.PERMIT),
    Flow.PERMITS_WITHIN: (State.UNAUTHORIZED, State.PERMIT),
    Flow.PERMITS_ENDED: (State.PERMIT, State.RETURNED),
    Flow.OVERSTAYS: (State.PERMIT, State.UNAUTHORIZED),
    Flow.REGULARISED: (State.UNAUTHORIZED, State.PROVISIONAL),
    Flow.RESIDENCE_GRANTED: (State.PROVISIONAL, State.RESIDENT),
}
"""From which state to which each flow leads; whoever dies on a first crossing passes through two rows."""

BALANCE = np.zeros((len(State), len(Flow)), np.int64)
"""What each flow adds to the people in each state, shape (8, flows)."""
for _flow, (_from, _to) in _MOVES.items():
    if _from is not None:
        BALANCE[_from, _flow] -= 1
    BALANCE[_to, _flow] += 1
