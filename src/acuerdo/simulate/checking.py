"""Every count of a run held against its exact expectation.

Before each month the chances of everybody are summed by event, by the readable engine's rules and no other;
what then happens differs from the sum by chance alone. Over a run the differences add up to a martingale,
whose variance is the sum of the chances times what is left of one: z is the difference in standard
deviations. Crossing is counted alike: of so many who try, so many tries, apprehensions, entries and deaths
are expected.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate import states
from acuerdo.simulate.flows import Flow
from acuerdo.simulate.protocol import Engine
from acuerdo.simulate.reference.chances import Event, chances
from acuerdo.simulate.reference.crossing import ends
from acuerdo.simulate.states import State
from acuerdo.simulate.tables import WHOLE, Month, Tables, Year
from acuerdo.simulate.world import FIRST_YEAR, World

LIMIT = 5.0
"""Standard deviations beyond which a count is refused: by chance, one in 1.7 million."""
AGES = 101
AT_ONCE = 1 << 20
"""Slots that are summed at once, where a group has no more."""

OF_EVENTS: tuple[tuple[str, Event, tuple[State, ...], tuple[Flow, ...]], ...] = (
    ("deaths at home", Event.DIES, (State.NEVER_GONE, State.RETURNED), (Flow.DEATHS_HOME,)),
    (
        "deaths in the United States",
        Event.DIES,
        (State.UNAUTHORIZED, State.PERMIT, State.PROVISIONAL, State.RESIDENT, State.CITIZEN),
        (Flow.DEATHS_US,),
    ),
    (
        "family visas",
        Event.FAMILY_VISA,
        (State.NEVER_GONE, State.RETURNED),
        (Flow.FAMILY_FIRST, Flow.FAMILY_AGAIN),
    ),
    ("meaning to go first", Event.INTENDS, (State.NEVER_GONE,), (Flow.INTEND_FIRST,)),
    ("meaning to go again", Event.INTENDS, (State.RETURNED,), (Flow.INTEND_AGAIN,)),
    ("drawn by a pathway", Event.DRAWN, (State.NEVER_GONE, State.RETURNED), (Flow.DRAWN,)),
    ("returns of the unauthorized", Event.RETURNS, (State.UNAUTHORIZED,), (Flow.RETURNS_UNAUTHORIZED,)),
    ("returns of the protected", Event.RETURNS, (State.PROVISIONAL,), (Flow.RETURNS_PROTECTED,)),
    (
        "returns of residents and citizens",
        Event.RETURNS,
        (State.RESIDENT, State.CITIZEN),
        (Flow.RETURNS_RESIDENT, Flow.RETURNS_CITIZEN),
    ),
    (
        "removals",
        Event.REMOVED,
        (State.UNAUTHORIZED, State.PROVISIONAL),
        (Flow.REMOVALS_UNAUTHORIZED, Flow.REMOVALS_PROTECTED),
    ),
    ("legalised", Event.LEGALISED, (State.UNAUTHORIZED,), (Flow.LEGALISED,)),
    ("naturalised", Event.NATURALISED, (State.RESIDENT,), (Flow.NATURALISED,)),
)
OF_CROSSING: tuple[tuple[str, tuple[Flow, ...]], ...] = (
    ("attempts", (Flow.ATTEMPTS,)),
    ("apprehensions", (Flow.APPREHENSIONS,)),
    ("entries", (Flow.ENTRIES_FIRST, Flow.ENTRIES_AGAIN)),
    ("deaths on crossing", (Flow.DEATHS_CROSSING,)),
)


@dataclass
class Count:
    """One count of a run: how many there were, how many were expected, and the variance."""

    name: str
    found: float = 0.0
    expected: float = 0.0
    variance: float = 0.0

    @property
    def z(self) -> float:
        """The difference in standard deviations; 0 where nothing could happen and nothing did."""
        if self.variance <= 0:
            return 0.0 if self.found == self.expected else float("inf")
        return float((self.found - self.expected) / self.variance**0.5)

    def add(self, found: float, expected: float, variance: float) -> None:
        self.found += found
        self.expected += expected
        self.variance += variance


class Checked:
    """An engine whose every count is held against its expectation."""

    def __init__(self, engine: Engine, tables: Tables) -> None:
        self.engine, self.tables = engine, tables
        self.blocks = _blocks(engine.world)
        self.counts = [Count(name) for name, *_ in OF_EVENTS] + [Count(name) for name, _ in OF_CROSSING]

    def __getattr__(self, name: str) -> object:
        return getattr(self.engine, name)

    def decide(self, year: Year, month: Month) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """As the engine does, counted."""
        sums = self._sums(year, month)
        found = self.engine.decide(year, month)
        for count, (_, event, where, flows) in zip(self.counts, OF_EVENTS, strict=False):
            expected, squares = sums[:, event, list(where)].sum(1)
            count.add(float(self.engine.flows[list(flows)].sum()), expected, expected - squares)
        return found

    def cross(self, who: NDArray[np.int64], month: Month) -> None:
        """As the engine does, counted."""
        before = self.engine.flows.copy()
        self.engine.cross(who, month)
        gained = self.engine.flows - before
        for count, (_, flows), (mean, variance) in zip(
            self.counts[len(OF_EVENTS) :], OF_CROSSING, expected_of_a_try(month), strict=True
        ):
            count.add(float(gained[list(flows)].sum()), who.size * mean, who.size * variance)

    def _sums(self, year: Year, month: Month) -> NDArray[np.float64]:
        """Sums of chances and of their squares by event and state, shape (2, events, 8)."""
        world = self.engine.world
        found = np.zeros((2, len(Event), len(State)))
        for first, stop in self.blocks:
            here = slice(world.first[first], world.first[stop])
            slots = np.diff(world.first[first : stop + 1])
            born = np.repeat(world.born[first:stop], slots)
            records, clocks = world.records[here], world.clocks[here]
            alive = states.state(records) != State.DEAD
            alive &= np.repeat(world.enters[first:stop], slots) <= month.number
            age = np.clip(FIRST_YEAR + month.number // 12 - born[alive], 0, AGES - 1)
            each = chances(records[alive], clocks[alive], age, year, month, self.tables.again) / WHOLE
            state = states.state(records[alive])
            for event in range(len(Event)):
                found[0, event] += np.bincount(state, each[event], len(State))
                found[1, event] += np.bincount(state, each[event] ** 2, len(State))
        return found


def _blocks(world: World) -> list[tuple[int, int]]:
    """Groups in a row, from the first up to the last, whose slots together are few enough to be summed at
    once."""
    cuts = [0]
    for group in range(1, world.born.size):
        if world.first[group + 1] - world.first[cuts[-1]] > AT_ONCE:
            cuts.append(group)
    return list(pairwise([*cuts, world.born.size]))


def expected_of_a_try(month: Month) -> tuple[tuple[float, float], ...]:
    """Mean and variance, for one who tries, of tries, apprehensions, entry and death (see OF_CROSSING).

    The bound on tries within a month is left out: it cuts one in 5,000 at most.
    """
    dies, upper = (float(end) / WHOLE for end in ends(month))
    caught, again = upper - dies, month.again / WHOLE
    more = caught * again
    tries = 1 / (1 - more)
    met = caught * tries
    enters, died = (1 - upper) * tries, dies * tries
    return (
        (tries, more * tries**2),
        (met, caught * (1 + more) * tries**2 - met**2),
        (enters, enters * (1 - enters)),
        (died, died * (1 - died)),
    )
