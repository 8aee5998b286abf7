"""The doors of a text, month by month: turning to them, waiting, holding a permit, coming again."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement import Agreement, Plan
from acuerdo.agreement.clauses.criteria import YES
from acuerdo.agreement.values import Span
from acuerdo.rules.permits import may_come_again, may_renew, permitted_until
from acuerdo.rules.places import Ledger
from acuerdo.simulate import draws, states
from acuerdo.simulate.doors.facts import age_of, facts_of, first_day
from acuerdo.simulate.doors.serving import fee_of, serve
from acuerdo.simulate.doors.text import ABROAD, WITHIN, Door, Text, text_on
from acuerdo.simulate.flows import Flow
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.protocol import Engine
from acuerdo.simulate.states import AT_HOME, State
from acuerdo.simulate.tables import threshold
from acuerdo.simulate.world import FIRST_YEAR, NOBODY, World

Who = NDArray[np.int64]
TAKE_UP, RENEW = 11, 12
"""Events: applying for a status within the country; what follows on the end of a permit."""
ADULT = 18
MONTHS = 12


class Doors:
    """What the simulation asks of one text under one plan.

    Of those who mean to go, a share (`substitution`) turns to an open door abroad first; beside them come
    those whom the door draws (`new_movers` for each who means to go). Whoever is refused and meant to go
    tries to cross; whoever waits stays at home. There are so many job offers a month, and lots are drawn for
    them.
    """

    def __init__(
        self, agreement: Agreement, plan: Plan | None, parameters: Parameters, world: World, seed: int
    ):
        self.agreement, self.plan, self.parameters, self.seed = agreement, plan, parameters, seed
        self.scale = world.scale
        self.ledger = Ledger()
        self.seasons = np.zeros(world.slots, np.int8)
        self.waiting: dict[str, tuple[Who, Who]] = {}
        self.holders: Who = NOBODY
        self.recalled: Who = NOBODY
        self.told: list[tuple[int, dict[str, float]]] = []
        self.passed_by: Mapping[str, str] = {}
        self.text: Text | None = None

    def open(self, number: int) -> float:
        """Turn to a month; people drawn per person who means to go."""
        self.number = number
        self.text = text_on(
            self.agreement, self.plan, date(FIRST_YEAR + number // MONTHS, number % MONTHS + 1, 1)
        )
        if self.text is None:
            self.waiting.clear()
            return 0.0
        self.passed_by = self.text.passed_by
        abroad = any(door.whose == ABROAD for door in self.text.doors)
        return self.parameters.value("new_movers") if abroad else 0.0

    def serve(self, engine: Engine, goes: Who, drawn: Who) -> Who:
        """Serve a month's applications; numbers of those who go on to cross, in order."""
        self._end_permits(engine)
        if self.text is None:
            return goes
        for door in self.text.doors:
            if door.whose == WITHIN:
                self._regularise(engine, door, self.text)
        doors = [door for door in self.text.doors if door.whose == ABROAD]
        if not doors:
            return goes
        turns, *_ = self._draws(goes, draws.DOOR)
        adult = age_of(engine.world, goes, self.number) >= ADULT
        turns_to = adult & (turns < np.uint64(threshold(self.parameters.value("substitution"))))
        crossing = goes[~turns_to]
        asking = np.union1d(np.union1d(goes[turns_to], drawn), self._called(engine, doors[0]))
        left = self._apply(engine, doors, asking)
        refused = np.intersect1d(left, goes)
        held = np.concatenate([NOBODY, *(who for who, _ in self.waiting.values())])
        granted = engine.world.records[crossing] & np.uint32(states.STATE_MASK) > State.RETURNED
        return np.union1d(crossing[~granted & ~np.isin(crossing, held)], refused)

    def _draws(self, who: Who, event: int) -> tuple[NDArray[np.uint64], ...]:
        return draws.four(self.seed, who, self.number, event)

    def _apply(self, engine: Engine, doors: list[Door], asking: Who) -> Who:
        """Let people apply at one door after another; those whom none takes."""
        assert self.text is not None
        offers = int(self.parameters.value("job_offers") / MONTHS / self.scale + 0.5)
        world = engine.world
        for door in doors:
            waits, since = self.waiting.get(door.name, (NOBODY, NOBODY))
            still = np.isin(states.state(world.records[waits]), AT_HOME)
            waits, since = waits[still], since[still]
            asking = np.setdiff1d(asking, waits)
            who = np.concatenate([waits, asking])
            if not who.size:
                continue
            filed = np.concatenate([since, np.full(asking.size, self.number)])
            lot = self._draws(who, draws.DOOR)[1] << np.uint64(32) | who.astype(np.uint64)
            offered = np.zeros(who.size, np.bool_)
            offered[np.argsort(lot ^ np.uint64(0xFFFFFFFF00000000))[:offers]] = True
            offered[: waits.size] = True
            facts = facts_of(
                world,
                who,
                self.number,
                self.seasons[who].astype(np.int64),
                offered,
                filed,
                self.parameters,
                self.seed,
            )
            found = serve(door.name, door.pathway, self.text.enacted, facts, lot, self.scale, self.ledger)
            self.ledger = found.ledger
            self.waiting[door.name] = who[found.waits], filed[found.waits]
            self._grant(engine, door, who[found.granted])
            self._tell(
                door, applied=asking.size, granted=int(found.granted.sum()), waiting=int(found.waits.sum()),
                needs_evidence=int(found.needs_evidence.sum()), offers=min(offers, who.size),
            )  # fmt: skip
            asking = np.sort(who[~found.granted & ~found.waits])
        return asking

    def _grant(self, engine: Engine, door: Door, who: Who) -> None:
        """Give permits: each lasts as long as the text allows one stay."""
        first = states.state(engine.world.records[who]) == State.NEVER_GONE
        engine.flows[Flow.PERMITS_FIRST] += first.sum()
        engine.flows[Flow.PERMITS_AGAIN] += (~first).sum()
        engine.change(who, State.PERMIT, self._ends(door, who.size), trip=True)
        self.holders = np.union1d(self.holders, who)
        self.recalled = np.setdiff1d(self.recalled, who)

    def _ends(self, door: Door, n: int) -> NDArray[np.int64]:
        """The month after the last of a stay that begins now, shape (n,)."""
        assert self.text is not None and door.pathway.stay is not None
        calendar = self.text.enacted.agreement.terms.calendar
        entry = np.full(n, first_day(self.number))
        last = permitted_until(door.pathway.stay, calendar, entry, np.full(n, np.datetime64("NaT", "D")))
        months = last.astype("datetime64[M]").astype(np.int64) - MONTHS * (FIRST_YEAR - 1970)
        ends: NDArray[np.int64] = np.minimum(months + 1, np.iinfo(np.int16).max)
        return ends

    def _called(self, engine: Engine, door: Door) -> Who:
        """People at home whom an employer asks for again, and who may come and be renewed by the text."""
        assert self.text is not None
        stay, calendar = door.pathway.stay, self.text.enacted.agreement.terms.calendar
        world = engine.world
        self.recalled = self.recalled[np.isin(states.state(world.records[self.recalled]), AT_HOME)]
        if stay is None or not self.recalled.size:
            return NOBODY
        who = self.recalled
        today = np.full(who.size, first_day(self.number))
        left = first_day(world.clocks[who].astype(np.int64))
        unknown = np.full(who.size, np.datetime64("NaT", "D"))
        again = may_come_again(stay, calendar, left, today) == YES
        again &= may_renew(stay, calendar, self.seasons[who].astype(np.int64) - 1, today, unknown) == YES
        called: Who = who[again]
        return called

    def _end_permits(self, engine: Engine) -> None:
        """Whose permit ends: stays without one, is asked for again, or goes home."""
        world = engine.world
        self.holders = self.holders[states.state(world.records[self.holders]) == State.PERMIT]
        who = self.holders[world.clocks[self.holders] <= self.number]
        if not who.size:
            return
        stays, rehired, *_ = self._draws(who, RENEW)
        over = stays < np.uint64(threshold(self.parameters.value("overstay")))
        engine.flows[Flow.OVERSTAYS] += over.sum()
        engine.flows[Flow.PERMITS_ENDED] += (~over).sum()
        engine.change(who[over], State.UNAUTHORIZED, self.number)
        engine.change(who[~over], State.RETURNED, self.number)
        self.seasons[who[~over]] = np.minimum(self.seasons[who[~over]] + 1, 100)
        asked = ~over & (rehired < np.uint64(threshold(self.parameters.value("rehired"))))
        self.recalled = np.union1d(self.recalled, who[asked])
        self.holders = np.setdiff1d(self.holders, who)

    def _regularise(self, engine: Engine, door: Door, text: Text) -> None:
        """Let some of those there without papers apply, once each, evenly over the window."""
        world = engine.world
        window = door.pathway.window
        length = window.length if window else None
        months = max(1, length.months or length.days // 30) if isinstance(length, Span) else MONTHS
        opens = window.opens if window and isinstance(window.opens, date) else text.enacted.begun
        begun = MONTHS * (opens.year - FIRST_YEAR) + opens.month - 1 if opens else 0
        nth = self.number - begun
        if not 0 <= nth < months:
            return
        there = unauthorized(world)
        take, turn, *_ = draws.four(self.seed, there, 0, TAKE_UP)
        applies = take < np.uint64(threshold(self.parameters.value("take_up")))
        applies &= (turn * np.uint64(months) >> np.uint64(32)) == np.uint64(nth)
        who = there[applies]
        if not who.size:
            return
        filed = np.full(who.size, self.number)
        none = np.zeros(who.size, np.int64)
        facts = facts_of(world, who, self.number, none, none > 0, filed, self.parameters, self.seed)
        lot = self._draws(who, draws.DOOR)[1] << np.uint64(32) | who.astype(np.uint64)
        found = serve(door.name, door.pathway, text.enacted, facts, lot, self.scale, self.ledger)
        self.ledger = found.ledger
        given = who[found.granted]
        if door.permit:
            engine.flows[Flow.PERMITS_WITHIN] += given.size
            engine.change(given, State.PERMIT, self._ends(door, given.size))
            self.holders = np.union1d(self.holders, given)
        else:
            engine.flows[Flow.REGULARISED] += given.size
            engine.change(given, State.PROVISIONAL, None)
        self._tell(
            door, applied=who.size, granted=given.size, waiting=int(found.waits.sum()),
            needs_evidence=int(found.needs_evidence.sum()), fees=given.size * fee_of(door.pathway),
        )  # fmt: skip

    def _tell(self, door: Door, **values: float) -> None:
        self.told.append(
            (
                self.number,
                {f"{door.name}.{name}": float(value) * self.scale for name, value in values.items()},
            )
        )

    def series(self, months: int) -> dict[str, NDArray[np.float64]]:
        """What was told of each door by month, whole corridor, shape (months,) each."""
        found: dict[str, NDArray[np.float64]] = {}
        for number, values in self.told:
            for name, value in values.items():
                found.setdefault(name, np.zeros(months))[number] += value
        return found


def unauthorized(world: World) -> Who:
    """Numbers of those in the United States without papers, in order."""
    found = [
        begins + np.flatnonzero((world.records[begins : begins + size] & 7) == State.UNAUTHORIZED)
        for begins, size in zip(world.first, world.size, strict=False)
    ]
    return np.concatenate(found)
