"""Playing: networks each January, then month by month who decides what, who goes through which door, who
crosses."""

from collections.abc import Callable

import numpy as np

from acuerdo.simulate import earning
from acuerdo.simulate.developing import Wages
from acuerdo.simulate.doors.doors import Doors
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.exact import Floats
from acuerdo.simulate.flows import BALANCE, Flow
from acuerdo.simulate.history import MONTHS, History, Record
from acuerdo.simulate.networks import of_people
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.protocol import Engine
from acuerdo.simulate.reference.engine import Reference
from acuerdo.simulate.tables import WHOLE, Tables
from acuerdo.simulate.world import World, count

Make = Callable[[World, Tables, int], Engine]


def play(
    world: World,
    parameters: Parameters,
    drivers: Drivers,
    end: int,
    seed: int,
    make: Make = Reference,
    doors: Doors | None = None,
    say: Callable[[int], None] | None = None,
) -> History:
    """Play a world from January 1990.

    Args:
        world: as `world.build` made it; it is changed.
        end: last calendar year.
        seed: names every draw.
        make: the engine.
        doors: of a text; none for the status quo.
        say: told each year as it begins.
    """
    record = Record(drivers.start, world.scale)
    people = count(world, 0)
    before, now = None, of_people(parameters, people)
    tables, wages = Tables(parameters, drivers, now), Wages(parameters, drivers)
    engine = make(world, tables, seed)
    attempts = [first_attempts(tables)] * MONTHS
    for year in range(drivers.start, end + 1):
        if say:
            say(year)
        january = MONTHS * (year - drivers.start)
        engine.begin(january)
        if january:
            people = engine.count()
            now = of_people(parameters, people)
        record.january(people)
        linked = engine.january(now, before)
        before, this_year = now, tables.year(january, now, wages.january(january, people))
        stock = people.sum((1, 2, 3))
        adults = earning.adults_only(people.astype(np.float64)) / np.maximum(stock, 1)
        for number in range(january, january + MONTHS):
            if number > january:
                engine.begin(number)
            drawn = doors.open(number) if doors else 0.0
            month = tables.month(number, sum(attempts[-MONTHS:]), float(linked * world.scale), drawn)
            goes, drawn_by = engine.decide(this_year, month)
            engine.cross(doors.serve(engine, goes, drawn_by) if doors else goes, month)
            stock = stock + BALANCE @ engine.flows
            attempts.append(float(engine.flows[Flow.ATTEMPTS]) * world.scale)
            ended = float(engine.flows[Flow.PERMITS_ENDED]) * world.scale
            sent = _sent(wages, number, stock * adults * world.scale, ended)
            if doors:
                wages.give(number, doors.pay(sent), people.sum((1, 2)) * float(world.scale))
            price = float(tables.border.price[number])
            record.month(
                engine.flows, engine.first_entries, price=price, caught=month.caught / WHOLE, money=sent
            )
    engine.begin(MONTHS * (end + 1 - drivers.start))
    record.january(engine.count())
    return record.history(doors.series(len(attempts) - MONTHS) if doors else {})


def _sent(wages: Wages, number: int, adults: Floats, ended: float) -> float:
    """USD sent home in a month.

    Args:
        adults: in each state, shape (8,), and ended: permits that ended with a return; whole corridor.
    """
    here, drivers = slice(number, number + 1), wages.drivers
    sent = earning.remittances(
        wages.parameters,
        adults[None, :],
        np.array([ended]),
        drivers["us_wage"][here] * wages.there,
        drivers["us_prices"][here],
        np.array([drivers.start + number / MONTHS]),
    )
    return float(sent[0])


def first_attempts(tables: Tables) -> float:
    """Attempts of each month before the first: those of 2000 by the agents of then and now (assumed)."""
    agents = tables.drivers["agents"]
    return tables.parameters.value("attempts_2000") / MONTHS * min(1.0, float(agents[0] / agents[120]) + 0.5)
