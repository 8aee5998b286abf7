"""Visas under a limit by country: people at home wait for one, and a pathway may lift the limit for them.

What the limit leaves is part of the family visas of every run. A pathway that lifts it adds what then comes
to this country: of all the visas that the limit is a share of, as many as its people are of all who wait.
"""

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.facts import Facts
from acuerdo.agreement.nations import NUMBER
from acuerdo.rules.eligibility import ELIGIBLE, eligibility
from acuerdo.rules.national_law import limit_for, places
from acuerdo.simulate import draws, states
from acuerdo.simulate.doors.facts import facts_of
from acuerdo.simulate.doors.permits import Tell
from acuerdo.simulate.doors.text import Door, Text
from acuerdo.simulate.flows import Flow
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.protocol import Engine
from acuerdo.simulate.states import AT_HOME, State
from acuerdo.simulate.tables import threshold
from acuerdo.simulate.world import NOBODY, World

Who = NDArray[np.int64]

PETITION = 7
"""The event whose draws, in month 0, say for whom a petition was filed, and in which order."""
MONTHS = 12


class Waiting:
    """Who waits at home for a visa under a limit by country, the earliest petition first."""

    def __init__(self, parameters: Parameters, seed: int) -> None:
        self.parameters, self.seed = parameters, seed
        self.line: Who = NOBODY
        self.looked = -1

    def serve(self, engine: Engine, text: Text, door: Door, number: int, tell: Tell) -> None:
        """Give the visas of a month that are there because the limit is lifted."""
        world = engine.world
        self._look(world, number)
        more = added(text, door, self.parameters)
        visas = more * (number + 1) // (MONTHS * world.scale) - more * number // (MONTHS * world.scale)
        facts = facts_of(world, self.line[:visas], number, self.parameters, self.seed, {})
        decided = eligibility(door.pathway, text.enacted.agreement.terms, facts, text.enacted.on)
        given = np.sort(self.line[:visas][decided.outcome == ELIGIBLE])
        first = states.state(world.records[given]) == State.NEVER_GONE
        engine.flows[Flow.FAMILY_FIRST] += first.sum()
        engine.flows[Flow.FAMILY_AGAIN] += (~first).sum()
        engine.change(given, State.RESIDENT, number, trip=True)
        self.line = self.line[~np.isin(self.line, given)]
        tell(door.name, applied=0, granted=given.size, waiting=self.line.size, places=visas)

    def _look(self, world: World, number: int) -> None:
        """Look each January, and the first time, who waits; in other months only who of them is gone."""
        if self.looked < 0 or number // MONTHS > self.looked // MONTHS:
            self.line = self._in_order(_linked_at_home(world, number))
        else:
            self.line = self.line[np.isin(states.state(world.records[self.line]), AT_HOME)]
        self.looked = number

    def _in_order(self, who: Who) -> Who:
        filed, *_ = draws.four(self.seed, who, 0, PETITION)
        who = who[filed < np.uint64(threshold(self.parameters.value("petitioned")))]
        line: Who = who[np.argsort(draws.four(self.seed, who, 0, PETITION)[1], kind="stable")]
        return line


def added(text: Text, door: Door, parameters: Parameters) -> int:
    """Visas a year that come to people of Mexico because a limit is lifted."""
    terms, on = text.enacted.agreement.terms, text.enacted.on
    assert door.pathway.lifts is not None
    name = door.pathway.lifts.limit
    limit = terms.national_law[name].on(on)
    assert limit is not None and limit.of is not None
    due = int(parameters.value("waiting_share") * limit.of)
    mexican = Facts(1, {"person.nationality": np.array([NUMBER["MEX"]], np.int16)})
    now = int(limit_for(terms, name, mexican, on)[0])
    return min(now, due) - min(places(limit), due)


def _linked_at_home(world: World, number: int) -> Who:
    """Numbers of those at home with a household member in the United States, in order."""
    mask, link = np.uint32(states.STATE_MASK | 1 << states.LINK), np.uint32(1 << states.LINK)
    found = []
    for group in np.flatnonzero(world.enters <= number):
        begins, size = world.first[group], world.size[group]
        here = world.records[begins : begins + size] & mask
        found.append(begins + np.flatnonzero((here == link) | (here == link + np.uint32(State.RETURNED))))
    return np.concatenate(found)
