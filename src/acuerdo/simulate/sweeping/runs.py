"""One run of a sweep: its world, its values, and what is kept of it."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from acuerdo.agreement import Agreement, Plan
from acuerdo.simulate import drivers, world
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.flows import FLOWS
from acuerdo.simulate.history import MONTHS, SUMS, History
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.running import run
from acuerdo.simulate.setting import of_text, split
from acuerdo.simulate.states import IN_US, STATES, State
from acuerdo.simulate.sweeping.varying import Varied, grid
from acuerdo.simulate.world import BEGINS_WITH, World

FIRST, AT_LEAST = 1990, 2000
"""Drivers begin in FIRST and reach AT_LEAST, whose agents and attempts are a reference."""
WAITING, MEANS = "waiting", ("price", "caught")
ONE_AT_A_TIME = threading.Lock()
"""A worker of a cluster may have several threads; compiled loops and the people shared are for one."""


@dataclass(frozen=True)
class Task:
    """What one run needs.

    Fields:
        world: its number, from 1.
        text: with its plan, as the files say; none for no text.
        parameters: of the world.
        values: what is set in this run, by path; nothing in the run that others are compared with.
        years: first and last of those told; years are played from 1990 on.
    """

    world: int

    text: tuple[Agreement, Plan | None] | None
    parameters: Parameters
    values: Mapping[str, str]
    years: tuple[int, int]
    scenario: str | None
    scale: int
    seed: int


def tasks(
    text: tuple[Agreement, Plan | None] | None,
    sets: Sequence[Parameters],
    varied: Sequence[Varied],
    years: tuple[int, int],
    scenario: str | None,
    scale: int,
    seed: int,
) -> dict[str, Task]:
    """Every run by its number: world by world, first with the values of the files, then the grid."""
    return {
        f"{number:07}": Task(of, text, parameters, values, years, scenario, scale, seed)
        for number, (of, parameters, values) in enumerate(_each(sets, varied), 1)
    }


def _each(
    sets: Sequence[Parameters], varied: Sequence[Varied]
) -> Iterator[tuple[int, Parameters, Mapping[str, str]]]:
    for number, parameters in enumerate(sets, 1):
        yield number, parameters, {}
        for values in grid(varied):
            yield number, parameters, values


def play(task: Task) -> dict[str, float]:
    """Play one run; outcomes by name, as `outcomes` reads them.

    Raises:
        Unreadable, Refused: a value does not fit the text, or the text is silent where words are needed.
    """
    numbers, texts = split(f"{path}={value}" for path, value in task.values.items())
    text = of_text(*task.text, texts) if task.text and texts else task.text
    parameters = task.parameters.having(numbers)
    given = series(task.years[1], task.scenario)
    with ONE_AT_A_TIME:
        people = _people(parameters, given, task.scale, task.seed)
        history = run(text, parameters, given, task.years[1], task.scale, task.seed, people=people).history
    return outcomes(history, *task.years)


@lru_cache(maxsize=4)
def series(end: int, scenario: str | None) -> Drivers:
    """What moves the model from outside, as far as it is needed."""
    return drivers.read(FIRST, max(end, AT_LEAST), scenario)


_BEGUN: dict[object, World] = {}
"""The people of the last run as they began: no text and few parameters change them."""


def _people(parameters: Parameters, given: Drivers, scale: int, seed: int) -> World:
    key = given.end, given.scenario, scale, seed, *(parameters.value(name) for name in BEGINS_WITH)
    if key not in _BEGUN:
        _BEGUN.clear()
        _BEGUN[key] = world.build(parameters, given, scale, seed)
    return world.copied(_BEGUN[key])


def outcomes(history: History, first: int, last: int) -> dict[str, float]:
    """What is kept of a run, by name.

    Stocks in the middle of the last year; flows and money of all years together; of price and chance of
    being caught the mean; of each pathway, as PATHWAY.SERIES, who waits at the end, the rest added up.
    """
    years = slice(first - history.start, last + 1 - history.start)
    months = slice(MONTHS * years.start, MONTHS * years.stop)
    found = {name: history.mid_year(State(n))[years][-1] for n, name in enumerate(STATES[:-1])}
    found["in_us"] = history.mid_year(*IN_US)[years][-1]
    found |= {name: history.monthly(name)[months].sum() for name in (*FLOWS, *SUMS, "money")}
    found |= {name: history.monthly(name)[months].mean() for name in MEANS}
    for name, values in sorted(history.extra.items()):
        if "." in name:
            found[name] = values[months][-1] if name.endswith(f".{WAITING}") else values[months].sum()
    return {name: float(value) for name, value in found.items()}
