"""The doors of a text, month by month: turning to them, waiting, holding a permit, coming again."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement import Agreement, Plan
from acuerdo.simulate import draws, states
from acuerdo.simulate.doors.facts import age_of
from acuerdo.simulate.doors.fund import Funds
from acuerdo.simulate.doors.limits import Waiting
from acuerdo.simulate.doors.lines import Lines
from acuerdo.simulate.doors.offers import Offers
from acuerdo.simulate.doors.permits import Permits
from acuerdo.simulate.doors.regularising import regularise
from acuerdo.simulate.doors.text import ABROAD, LIFTED, WITHIN, Door, Text, text_on
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.flows import Flow
from acuerdo.simulate.history import LINES_IN_MEXICO
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.protocol import Engine
from acuerdo.simulate.states import State
from acuerdo.simulate.tables import threshold
from acuerdo.simulate.world import FIRST_YEAR, NOBODY, World

Who = NDArray[np.int64]
ADULT = 18
MONTHS = 12


class Doors:
    """What the simulation asks of one text under one plan.

    Of those who mean to go, a share (`substitution`) turns to an open door abroad first; beside them come
    those whom the door draws (`new_movers` for each who means to go) and those whom an employer asks for
    again. Whoever is refused and meant to go tries to cross; whoever waits stays at home. There are so many
    job offers a month; those that pass the test of the text go to whom an employer names, then by lot.
    """

    def __init__(
        self,
        agreement: Agreement,
        plan: Plan | None,
        parameters: Parameters,
        drivers: Drivers,
        world: World,
        seed: int,
    ) -> None:
        self.agreement, self.plan, self.parameters, self.seed = agreement, plan, parameters, seed
        self.scale = world.scale
        self.offers = Offers(parameters, drivers, world.scale, seed)
        self.permits = Permits(parameters, seed)
        self.lines = Lines(self.offers, self.permits, parameters, seed)
        self.visas: dict[str, Waiting] = {}
        self.told: list[tuple[int, str, float]] = []
        self.passed_by: Mapping[str, str] = {}
        self.text: Text | None = None
        self.funds = Funds(parameters)

    def open(self, number: int) -> float:
        """Turn to a month; people drawn per person who means to go."""
        self.number = number
        self.text = text_on(
            self.agreement, self.plan, date(FIRST_YEAR + number // MONTHS, number % MONTHS + 1, 1)
        )
        if self.text is None:
            self.lines.waiting.clear()
            return 0.0
        self.passed_by = self.text.passed_by
        self.permits.learn(list(self.text.doors), self.text.enacted.agreement.terms.calendar)
        return self.parameters.value("new_movers") if self.text.of(ABROAD) else 0.0

    def serve(self, engine: Engine, goes: Who, drawn: Who) -> Who:
        """Serve a month's applications; numbers of those who go on to cross, in order."""
        self._keep_permits(engine)
        if self.text is None:
            return goes
        for door in self.text.of(WITHIN):
            regularise(engine, self.text, door, self.lines, self.number, self._tell)
        for door in self.text.of(LIFTED):
            waiting = self.visas.setdefault(door.name, Waiting(self.parameters, self.seed))
            waiting.serve(engine, self.text, door, self.number, self._tell)
        goes = goes[states.state(engine.world.records[goes]) <= State.RETURNED]
        doors = self.text.of(ABROAD)
        if not doors:
            return goes
        turns, *_ = draws.four(self.seed, goes, self.number, draws.DOOR)
        adult = age_of(engine.world, goes, self.number) >= ADULT
        turns_to = adult & (turns < np.uint64(threshold(self.parameters.value("substitution"))))
        crossing = goes[~turns_to]
        left = self._apply(engine, self.text, doors, np.union1d(goes[turns_to], drawn))
        refused = np.intersect1d(left, goes)
        held = np.concatenate([NOBODY, *(line.who for line in self.lines.waiting.values())])
        away = engine.world.records[crossing] & np.uint32(states.STATE_MASK) > State.RETURNED
        return np.union1d(crossing[~away & ~np.isin(crossing, held)], refused)

    def _apply(self, engine: Engine, text: Text, doors: list[Door], asking: Who) -> Who:
        """Let people apply at one door after another; those whom none takes."""
        world = engine.world
        self.lines.still_home(world)
        asking = asking[states.state(world.records[asking]) <= State.RETURNED]
        free = self.offers.of_month(self.number)
        for door in doors:
            asking = np.union1d(asking, self.permits.return_of(engine, door, self.number))
            granted, asking, free = self.lines.apply(world, text, door, asking, free, self.number, self._tell)
            first = states.state(world.records[granted]) == State.NEVER_GONE
            engine.flows[Flow.PERMITS_FIRST] += first.sum()
            engine.flows[Flow.PERMITS_AGAIN] += (~first).sum()
            self.permits.give(engine, door, granted, self.number, trip=True)
        self._count(LINES_IN_MEXICO, self.lines.still_home(world))
        return asking

    def _keep_permits(self, engine: Engine) -> None:
        """Let permits end that are over, and jobs that are lost."""
        self.permits.end(engine, self.number, self.text is not None, self._tell)
        self.permits.lose_jobs(engine, self.number, self._tell)

    def _tell(self, name: str, **values: float) -> None:
        for series, value in values.items():
            self._count(f"{name}.{series}", value)

    def _count(self, name: str, value: float) -> None:
        self.told.append((self.number, name, float(value) * self.scale))

    def pay(self, sent: float) -> float:
        """What the funds of the text pay this month, USD, of so many USD sent home, in the whole corridor."""
        return self.funds.pay(self.number, self.text.enacted, sent) if self.text else 0.0

    def series(self, months: int) -> dict[str, NDArray[np.float64]]:
        """What was told of each door, and what its funds paid, by month in the whole corridor, shape
        (months,) each."""
        found: dict[str, NDArray[np.float64]] = self.funds.series(months)
        for number, name, value in self.told:
            found.setdefault(name, np.zeros(months))[number] += value
        return found
