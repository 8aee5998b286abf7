"""Permits: given, kept through a change of employer, renewed, ended; and who may come again."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import Calendar, Days
from acuerdo.agreement.clauses.criteria import YES
from acuerdo.agreement.clauses.stay import Stay
from acuerdo.agreement.facts import NEVER_DAY, UNKNOWN_DAY, Facts
from acuerdo.rules.asked import all_of
from acuerdo.rules.permits import may_come_again, may_renew, named, permitted_until
from acuerdo.rules.portability import may_change
from acuerdo.simulate import draws, states
from acuerdo.simulate.doors.facts import first_day
from acuerdo.simulate.doors.register import NEVER, Register
from acuerdo.simulate.doors.text import Door
from acuerdo.simulate.flows import Flow
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.protocol import Engine
from acuerdo.simulate.states import AT_HOME, State
from acuerdo.simulate.tables import threshold
from acuerdo.simulate.world import FIRST_YEAR, NOBODY

Who = NDArray[np.int64]
Tell = Callable[..., None]
"""Takes a pathway and counts by name."""
Flags = NDArray[np.bool_]

RENEW, JOB = 12, 14
"""Events: what follows on the end of a permit; whether the job of this month is lost, and what follows."""
MONTHS = 12
MOST = int(np.iinfo(np.int16).max)
"""The last month a clock can show, for permits without an end."""


class Permits:
    """Who holds a permit, who held one, and whom the last employer asks for again.

    Rules are those of the text under which a month is decided; where the text has ended, those of its last
    month go on for whoever holds a permit, but nobody is renewed.
    """

    def __init__(self, parameters: Parameters, seed: int) -> None:
        self.parameters, self.seed = parameters, seed
        self.register = Register()
        self.holders: Who = NOBODY
        self.asked_for: Who = NOBODY
        self.names: list[str] = []
        self.doors: dict[str, Door] = {}
        self.calendar: Calendar | None = None

    def learn(self, doors: list[Door], calendar: Calendar) -> None:
        """The doors of this month, by whose rules permits are held from now on."""
        self.calendar = calendar
        self.doors |= {door.name: door for door in doors}
        self.names += [door.name for door in doors if door.name not in self.names]

    def give(self, engine: Engine, door: Door, who: Who, number: int, trip: bool) -> None:
        """Give permits that last as long as the text allows one stay."""
        again = self._counts_as_renewal(door, who, number)
        renewed = np.where(again, self.register.read("renewed", who) + 1, 0)
        engine.change(who, State.PERMIT, self._ends(door, who.size, number), trip=trip)
        at = self.names.index(door.name)
        self.register.write(who, door=at, renewed=renewed, first=number, employed=number, changes=0)
        self.holders = np.union1d(self.holders, who)
        self.asked_for = np.setdiff1d(self.asked_for, who)

    def facts(self, who: Who) -> dict[str, NDArray[Any]]:
        """What is known of people by the permits they held, shape (n,) each."""
        left = self.register.read("left", who)
        return {
            "person.prior_compliant_seasons": self.register.read("seasons", who).astype(np.int32),
            "person.last_exit": np.where(left == NEVER, NEVER_DAY, first_day(left)),
        }

    def may_come(self, door: Door, who: Who, number: int) -> Flags:
        """Whether the absence since the last stay is long enough, and where one is asked for between stays,
        whether there may be another. Shape (n,)."""
        stay = door.pathway.stay
        if stay is None or not self.register.who.size:
            return np.ones(who.size, np.bool_)
        left = self.register.read("left", who)
        since = np.where(left == NEVER, NEVER_DAY, first_day(left))
        today = _days(number, who.size)
        may: Flags = may_come_again(stay, self._calendar, since, today) == YES
        renewal = self._counts_as_renewal(door, who, number)
        if renewal.any():
            until = permitted_until(stay, self._calendar, today, np.full(who.size, UNKNOWN_DAY))
            times = self.register.read("renewed", who)
            may &= ~renewal | (may_renew(stay, self._calendar, times, today, until) == YES)
        return may

    def named(self, door: Door, who: Who) -> Flags:
        """Whom an employer names: people asked for again, as far as the text lets an employer name them."""
        asked = np.isin(who, self.asked_for)
        employer = np.where(asked, 0, -1)
        returning = self.register.read("seasons", who) > 0
        return named(door.pathway.circularity, returning, employer, np.zeros(who.size, np.int64))

    def return_of(self, engine: Engine, door: Door, number: int) -> Who:
        """People at home whom an employer asks for again and who may come by a door."""
        home = np.isin(states.state(engine.world.records[self.asked_for]), AT_HOME)
        self.asked_for = self.asked_for[home]
        return self.asked_for[self.may_come(door, self.asked_for, number)]

    def forget(self, who: Who) -> None:
        """Let people go who came back to a door in vain: nobody asks for them any more."""
        self.asked_for = np.setdiff1d(self.asked_for, who)

    def end(self, engine: Engine, number: int, decides: bool, tell: Tell) -> None:
        """Whose permit ends: is renewed, stays without one, or goes home.

        Args:
            decides: whether a text is in force, under which a permit may be renewed.
            tell: how many were renewed is told to it.
        """
        world = engine.world
        self.holders = self.holders[states.state(world.records[self.holders]) == State.PERMIT]
        who = self.holders[world.clocks[self.holders] <= number]
        if not who.size:
            return
        wanted = draws.four(self.seed, who, number, RENEW)[1] < np.uint64(
            threshold(self.parameters.value("rehired"))
        )
        renewed = np.zeros(who.size, np.bool_)
        for door, here in self._by_door(who) if decides else ():
            renewed[here] = wanted[here] & self._may_stay_on(door, who[here], number)
            on = who[here][renewed[here]]
            engine.change(on, State.PERMIT, self._ends(door, on.size, number))
            self.register.write(on, renewed=self.register.read("renewed", on) + 1)
            tell(door.name, renewed=on.size)
        gone = who[~renewed]
        home = self._leave(engine, gone, number)
        self.register.write(gone[home], seasons=self.register.read("seasons", gone[home]) + 1)
        self.asked_for = np.union1d(self.asked_for, gone[home & wanted[~renewed]])

    def lose_jobs(self, engine: Engine, number: int, tell: Tell) -> None:
        """Whose job ends: changes the employer where the text allows it and another is found, or leaves."""
        p = self.parameters.value
        loses, finds, consents, alike = draws.four(self.seed, self.holders, number, JOB)
        lost = np.flatnonzero(loses < np.uint64(threshold(p("job_lost"))))
        who = self.holders[lost]
        changes = finds[lost] < np.uint64(threshold(p("job_found")))
        agreed = consents[lost] < np.uint64(threshold(p("employer_consents")))
        similar = alike[lost] < np.uint64(threshold(p("similar_job")))
        for door, here in self._by_door(who):
            changes[here] &= self._may_change(door, who[here], number, agreed[here], similar[here])
            tell(door.name, jobs_lost=here.size, employer_changed=changes[here].sum())
        on = who[changes]
        self.register.write(on, employed=number, changes=self.register.read("changes", on) + 1)
        self._leave(engine, who[~changes], number)

    def _leave(self, engine: Engine, who: Who, number: int) -> Flags:
        """Let permits end: some stay without one; who goes home, shape (n,)."""
        stays = draws.four(self.seed, who, number, RENEW)[0]
        over = stays < np.uint64(threshold(self.parameters.value("overstay")))
        engine.flows[Flow.OVERSTAYS] += over.sum()
        engine.flows[Flow.PERMITS_ENDED] += (~over).sum()
        engine.change(who[over], State.UNAUTHORIZED, number)
        engine.change(who[~over], State.RETURNED, number)
        self.register.write(who[~over], left=number)
        self.holders = np.setdiff1d(self.holders, who)
        return ~over

    def _may_change(self, door: Door, who: Who, number: int, agreed: Flags, similar: Flags) -> Flags:
        clause = door.pathway.portability
        if clause is None:
            return np.zeros(who.size, np.bool_)
        alike = similar.astype(np.int8)
        facts = Facts(
            who.size,
            {
                "permit.employed_since": first_day(self.register.read("employed", who)),
                "permit.changes": self.register.read("changes", who).astype(np.int32),
                "permit.consents": agreed.astype(np.int8),
                "permit.same_sector": alike,
                "permit.same_occupation": alike,
                "permit.same_place": alike,
            },
        )
        found = all_of(may_change(clause, self._calendar, facts, _days(number, who.size)))
        return np.asarray(found.outcome == YES)

    def _may_stay_on(self, door: Door, who: Who, number: int) -> Flags:
        """Who may be renewed without going home first, shape (n,)."""
        stay = door.pathway.stay
        if stay is None or self._away_between(stay, number):
            return np.zeros(who.size, np.bool_)
        today = _days(number, who.size)
        until = permitted_until(stay, self._calendar, today, np.full(who.size, UNKNOWN_DAY))
        times, first = self.register.read("renewed", who), first_day(self.register.read("first", who))
        return np.asarray(may_renew(stay, self._calendar, times, first, until) == YES)

    def _counts_as_renewal(self, door: Door, who: Who, number: int) -> Flags:
        """Whether another stay renews the last: where the text asks for an absence between, shape (n,)."""
        stay = door.pathway.stay
        if stay is None or not self._away_between(stay, number):
            return np.zeros(who.size, np.bool_)
        came: Flags = self.register.read("left", who) != NEVER
        return came

    def _away_between(self, stay: Stay, number: int) -> bool:
        """Whether somebody who leaves today may not come again today."""
        today = _days(number, 1)
        return bool(may_come_again(stay, self._calendar, today, today)[0] != YES)

    def _ends(self, door: Door, n: int, number: int) -> NDArray[np.int64]:
        """The month after the last of a stay that begins now, shape (n,)."""
        entry = _days(number, n)
        stay = door.pathway.stay
        last = permitted_until(stay, self._calendar, entry, np.full(n, UNKNOWN_DAY)) if stay else None
        if last is None:
            return np.full(n, MOST)
        months = last.astype("datetime64[M]").astype(np.int64) - MONTHS * (FIRST_YEAR - 1970)
        ends: NDArray[np.int64] = np.minimum(months + 1, MOST)
        return ends

    def _by_door(self, who: Who) -> Iterator[tuple[Door, NDArray[np.intp]]]:
        """The doors by which some people hold permits, each with their places among them."""
        of = self.register.read("door", who)
        for at in np.unique(of):
            yield self.doors[self.names[at]], np.flatnonzero(of == at)

    @property
    def _calendar(self) -> Calendar:
        assert self.calendar is not None
        return self.calendar


def _days(number: int, n: int) -> Days:
    return np.full(n, first_day(number))
