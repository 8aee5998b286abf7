"""The readable engine's year and month."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.population import people
from acuerdo.simulate import draws, states
from acuerdo.simulate.flows import AGES, Counts, Flow, no_flows
from acuerdo.simulate.intending import Networks
from acuerdo.simulate.moves import change
from acuerdo.simulate.networks import change_of_share
from acuerdo.simulate.reference.chances import Event, chances, decide
from acuerdo.simulate.reference.crossing import cross
from acuerdo.simulate.states import State
from acuerdo.simulate.staying import BINS
from acuerdo.simulate.tables import Month, Tables, Year, threshold
from acuerdo.simulate.world import FIRST_YEAR, World, count

DEATHS = Flow.DEATHS_NEVER_GONE
"""The flow of deaths in state 0; those of the others follow in order."""


class Reference:
    """Plays a world month by month.

    Fields:
        flows: counts of this month, shape (flows,).
        first_entries: people who entered for the first time this month, shape (2, 101), by sex and age.
    """

    def __init__(self, world: World, tables: Tables, seed: int) -> None:
        self.world, self.tables, self.seed = world, tables, seed
        self.group = world.group
        self.begin(0)

    def begin(self, number: int) -> None:
        """Turn to a month: nothing has been counted, and its newborn are there."""
        self.number = number
        self.flows: Counts = no_flows()
        self.first_entries = np.zeros((2, AGES), np.int64)
        self.flows[Flow.BIRTHS] = self.world.size[self.world.enters == number].sum()
        born = np.flatnonzero(self.world.enters[self.group] <= number)
        self.here = born[states.state(self.world.records[born]) != State.DEAD]
        self.age = np.minimum(FIRST_YEAR + number // 12 - self.world.born[self.group[self.here]], AGES - 1)

    def count(self) -> NDArray[np.int64]:
        """People on the first of this month, shape (8, 2, 101, 32); see `world.count`."""
        return count(self.world, self.number)

    def january(self, now: Networks, before: Networks | None) -> int:
        """Let household links and headship follow networks and age.

        Who was born last year has neither yet; in the first January nobody has.

        Returns:
            Linked people at home.
        """
        records = self.world.records[self.here]
        none = np.zeros(states.PLACES)
        link_new, _ = change_of_share(none, now.linked)
        link_gain, link_lose = change_of_share(before.linked if before else none, now.linked)
        heads = people.headship()
        was = np.concatenate([heads[:, :1], heads[:, :-1]], axis=1) if before else np.zeros_like(heads)
        head_gain, _ = change_of_share(was, heads)
        sex, place = states.part(records, states.SEX, 1), states.part(records, states.PLACE, 5)
        link, head = states.part(records, states.LINK, 1), states.part(records, states.HEAD, 1)
        for_link, for_head, *_ = draws.four(self.seed, self.here, self.number, draws.YEARLY)
        fresh = (self.age <= 1) & (self.world.enters[self.group[self.here]] >= 0)
        gains = np.where(fresh, threshold(link_new)[place], threshold(link_gain)[place])
        link = np.where(
            link == 1,
            for_link.astype(np.int64) >= threshold(link_lose)[place],
            for_link.astype(np.int64) < gains,
        )
        head = head | (for_head.astype(np.int64) < threshold(head_gain)[sex, self.age])
        records = states.put(states.put(records, states.LINK, 1, link), states.HEAD, 1, head)
        self.world.records[self.here] = records
        return int((link & (states.state(records) <= State.RETURNED)).sum())

    def decide(self, year: Year, month: Month) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Let everybody's month begin: who dies, returns, is removed, changes status, or means to go.

        Returns:
            Numbers of those who mean to go, and of those drawn by an open pathway, each in order.
        """
        records, clocks = self.world.records[self.here], self.world.clocks[self.here]
        chance = chances(records, clocks, self.age, year, month, self.tables.again)
        event = decide(chance, draws.mains(self.seed, self.world.slots, month.number)[self.here])
        state = states.state(records)
        self._count_deaths(state[event == Event.DIES])
        arrive = event == Event.FAMILY_VISA
        self.flows[[Flow.FAMILY_FIRST, Flow.FAMILY_AGAIN]] = np.bincount(state[arrive], minlength=2)[:2]
        self._count_returns(event, state, records, clocks)
        self.flows[Flow.LEGALISED] = (event == Event.LEGALISED).sum()
        self.flows[Flow.NATURALISED] = (event == Event.NATURALISED).sum()
        goes = event == Event.INTENDS
        self.flows[[Flow.INTEND_FIRST, Flow.INTEND_AGAIN]] = np.bincount(state[goes], minlength=2)[:2]
        self._move(event == Event.DIES, State.DEAD)
        self._move(arrive | (event == Event.LEGALISED), State.RESIDENT, trips=1)
        self._move(event == Event.RETURNS, State.RETURNED)
        self._move(event == Event.REMOVED, State.RETURNED, barred=True)
        self._move(event == Event.NATURALISED, State.CITIZEN)
        drawn = event == Event.DRAWN
        self.flows[Flow.DRAWN] = drawn.sum()
        return self.here[goes], self.here[drawn]

    def cross(self, who: NDArray[np.int64], month: Month) -> None:
        """Let some people try to cross."""
        found = cross(who, month, self.seed)
        records = self.world.records[who]
        first = states.state(records) == State.NEVER_GONE
        tally = self.flows
        tally[Flow.ATTEMPTS] += found.tries.sum()
        tally[Flow.APPREHENSIONS] += found.caught.sum()
        tally[Flow.ENTRIES_FIRST] += (found.entered & first).sum()
        tally[Flow.ENTRIES_AGAIN] += (found.entered & ~first).sum()
        tally[Flow.DEATHS_CROSSING] += found.died.sum()
        tally[Flow.DEATHS_FIRST] += (found.died & first).sum()
        tally[Flow.GAVE_UP] += (~found.entered & ~found.died).sum()
        times = np.bincount(np.minimum(found.caught, 3), minlength=4)[1:]
        tally[[Flow.CAUGHT_ONCE, Flow.CAUGHT_TWICE, Flow.CAUGHT_MORE]] += times
        age = np.minimum(FIRST_YEAR + month.number // 12 - self.world.born[self.group[who]], AGES - 1)
        new = found.entered & first
        np.add.at(self.first_entries, (states.part(records, states.SEX, 1)[new], age[new]), 1)
        self.change(who[found.entered], State.UNAUTHORIZED, month.number, trip=True)
        self.change(who[found.died], State.DEAD, None)

    def change(
        self, who: NDArray[np.int64], to: State, clock: NDArray[np.int64] | int | None, trip: bool = False
    ) -> None:
        """Put some people into another state; see `moves.change`."""
        change(self.world, who, to, clock, (self.seed, self.number, self.tables.ties) if trip else None)

    def _move(self, which: NDArray[np.bool_], to: State, trips: int = 0, barred: bool = False) -> None:
        who = self.here[which]
        records = states.put(self.world.records[who], 0, 3, to)
        if trips:
            made = np.maximum(states.part(records, states.TRIPS, 3), trips)
            records = states.put(records, states.TRIPS, 3, made)
        if barred:
            records = states.put(records, states.BARRED, 1, 1)
        self.world.records[who] = records
        self.world.clocks[who] = self.number

    def _count_deaths(self, state: NDArray[np.int64]) -> None:
        by_state = np.bincount(state, minlength=len(State))[: State.DEAD]
        self.flows[DEATHS : DEATHS + State.DEAD] = by_state
        self.flows[Flow.DEATHS_HOME] = by_state[:2].sum()
        self.flows[Flow.DEATHS_US] = by_state[2:].sum()

    def _count_returns(
        self,
        event: NDArray[np.int64],
        state: NDArray[np.int64],
        records: NDArray[np.uint32],
        clocks: NDArray[np.int16],
    ) -> None:
        back, removed = event == Event.RETURNS, event == Event.REMOVED
        for flow, which, where in (
            (Flow.RETURNS_UNAUTHORIZED, back, State.UNAUTHORIZED),
            (Flow.RETURNS_PROTECTED, back, State.PROVISIONAL),
            (Flow.RETURNS_RESIDENT, back, State.RESIDENT),
            (Flow.RETURNS_CITIZEN, back, State.CITIZEN),
            (Flow.REMOVALS_UNAUTHORIZED, removed, State.UNAUTHORIZED),
            (Flow.REMOVALS_PROTECTED, removed, State.PROVISIONAL),
        ):
            self.flows[flow] = (which & (state == where)).sum()
        first = back & (state == State.UNAUTHORIZED) & (states.part(records, states.TRIPS, 3) == 1)
        length = np.searchsorted(BINS, self.number - clocks[first].astype(np.int64), side="right")
        self.flows[Flow.FIRST_0_6 : Flow.FIRST_60 + 1] = np.bincount(length, minlength=5)
