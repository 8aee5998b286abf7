"""A panel: who everybody is each January, as a survey would ask."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate import states
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.fast.engine import Fast
from acuerdo.simulate.history import MONTHS, History
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.playing import play
from acuerdo.simulate.states import Clocks, Records
from acuerdo.simulate.world import FIRST_YEAR, build

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class PersonYears:
    """People by year, shape (n,) each: what they were in January, and what the next says of the year."""

    year: Ints
    age: Ints
    sex: Ints
    """0 for women, 1 for men."""
    school: Ints
    """Group of `series.SCHOOLING`."""
    head: Ints
    link: Ints
    state: Ints
    """As `states.State`."""
    since: Ints
    """Months since the last change of state."""
    after: Ints
    """State a year later."""

    def where(self, which: NDArray[np.bool_]) -> "PersonYears":
        """Some of them."""
        return PersonYears(**{name: values[which] for name, values in vars(self).items()})


@dataclass(frozen=True)
class Panel:
    """Simulated people as a panel, and the history they make."""

    person_years: PersonYears
    history: History


def panel(parameters: Parameters, drivers: Drivers, scale: int, seed: int, ages: tuple[int, int]) -> Panel:
    """Play the years of the drivers and ask everybody of some ages each January.

    Args:
        scale: one in how many people.
        ages: first and last, by year less year of birth.
    """
    world = build(parameters, drivers, scale, seed)
    asked: list[tuple[int, Records, Clocks]] = []

    def ask(year: int) -> None:
        asked.append((year, world.records.copy(), world.clocks.copy()))

    history = play(world, parameters, drivers, drivers.end, seed, Fast, None, ask)
    ask(drivers.end + 1)
    born, enters = world.born[world.group], world.enters[world.group]
    parts = [_year(*now, after[1], born, enters, ages) for now, after in pairwise(asked)]
    joined = {name: np.concatenate([vars(each)[name] for each in parts]) for name in vars(parts[0])}
    return Panel(PersonYears(**joined), history)


def _year(
    year: int,
    records: Records,
    clocks: Clocks,
    after: Records,
    born: Ints,
    enters: Ints,
    ages: tuple[int, int],
) -> PersonYears:
    age = year - born
    state = states.state(records)
    month = MONTHS * (year - FIRST_YEAR)
    here = (enters < month) & (state != states.State.DEAD)
    which = here & (age >= ages[0]) & (age <= ages[1])
    now = records[which]
    return PersonYears(
        year=np.full(int(which.sum()), year),
        age=age[which],
        sex=states.part(now, states.SEX, 1),
        school=states.part(now, states.SCHOOL, 2),
        head=states.part(now, states.HEAD, 1),
        link=states.part(now, states.LINK, 1),
        state=state[which],
        since=month - clocks[which].astype(np.int64),
        after=states.state(after[which]),
    )
