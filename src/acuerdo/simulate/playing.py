"""Playing: networks each January, then month by month who decides what, who goes through which door, who crosses."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate import earning
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.flows import BALANCE, Counts, Flow
from acuerdo.simulate.history import MONTHS, History, Record
from acuerdo.simulate.intending import Networks
from acuerdo.simulate.networks import networks
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.reference.engine import Reference
from acuerdo.simulate.tables import WHOLE, Month, Tables, Year
from acuerdo.simulate.world import World, count


class Engine(Protocol):
    """What plays a world; see `reference.engine.Reference`, which says what each part does."""

    world: World
    flows: Counts
    first_entries: NDArray[np.int64]

    def begin(self, number: int) -> None: ...
    def count(self) -> NDArray[np.int64]: ...
    def january(self, now: Networks, before: Networks | None) -> int: ...
    def decide(self, year: Year, month: Month) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...
    def cross(self, who: NDArray[np.int64], month: Month) -> None: ...


Make = Callable[[World, Tables, int], Engine]


def play(
    world: World,
    parameters: Parameters,
    drivers: Drivers,
    end: int,
    seed: int,
    make: Make = Reference,
    say: Callable[[int], None] = lambda year: None,
) -> History:
    """Play a world from January 1990.

    Args:
        world: as `world.build` made it; it is changed.
        end: last calendar year.
        seed: names every draw.
        make: the engine.
        say: told each year as it begins.
    """
    record = Record(drivers.start, world.scale)
    people = count(world, 0)
    before, now = None, networks(parameters, people)
    tables = Tables(parameters, drivers, now)
    engine = make(world, tables, seed)
    attempts = [first_attempts(tables)] * MONTHS
    for year in range(drivers.start, end + 1):
        say(year)
        january = MONTHS * (year - drivers.start)
        engine.begin(january)
        if january:
            people = engine.count()
            now = networks(parameters, people)
        record.january(people)
        linked = engine.january(now, before)
        before, this_year = now, tables.year(january, now)
        stock = people.sum((1, 2, 3))
        adults = earning.adults_only(people) / np.maximum(stock, 1)
        for number in range(january, january + MONTHS):
            if number > january:
                engine.begin(number)
            month = tables.month(number, sum(attempts[-MONTHS:]), float(linked * world.scale))
            who, _ = engine.decide(this_year, month)
            engine.cross(who, month)
            stock = stock + BALANCE @ engine.flows
            attempts.append(float(engine.flows[Flow.ATTEMPTS]) * world.scale)
            here = slice(number, number + 1)
            sent = earning.remittances(
                parameters,
                (stock * adults * world.scale)[None, :],
                engine.flows[Flow.PERMITS_ENDED : Flow.PERMITS_ENDED + 1] * world.scale,
                drivers["us_wage"][here],
                drivers["us_prices"][here],
                np.array([drivers.start + number / MONTHS]),
            )
            price = float(tables.border.price[number])
            record.month(
                engine.flows,
                engine.first_entries,
                price=price,
                caught=month.caught / WHOLE,
                money=float(sent[0]),
            )
    engine.begin(MONTHS * (end + 1 - drivers.start))
    record.january(engine.count())
    return record.history


def first_attempts(tables: Tables) -> float:
    """Attempts of each month before the first: those of 2000 by the agents of then and now (assumed)."""
    agents = tables.drivers["agents"]
    return tables.parameters.value("attempts_2000") / MONTHS * min(1.0, float(agents[0] / agents[120]) + 0.5)
