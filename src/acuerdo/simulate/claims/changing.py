"""What an experiment changes: parameters, drivers, texts, and the sides of what is in doubt."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from acuerdo import agreement
from acuerdo.population import shipped
from acuerdo.simulate.claims.reading import Experiment
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.setting import of_text
from acuerdo.simulate.switches import switched, switches

FITTED, OFF = "as fitted", "mechanism off"
"""The first side and the last."""


def sides(asked: Experiment, world: Parameters) -> Iterator[tuple[str, Parameters]]:
    """Each side by its name, and what it makes of a set of parameters; `FITTED` first."""
    yield FITTED, world
    for name in asked.switches:
        for side in switches()[name].sides:
            yield f"{name}: {side}", switched(world, {name: side})
    for name, values in asked.axes.items():
        for value in values:
            yield f"{name}: {value:g}", world.having({name: value})


def having(world: Parameters, values: Mapping[str, float]) -> Parameters:
    """Parameters with other values, also such as lie outside their range: a mechanism that is off does."""
    return Parameters({**world, **{name: replace(world[name], value=float(v)) for name, v in values.items()}})


def moved(given: Drivers, changes: Mapping[str, Mapping[str, Any]]) -> Drivers:
    """Drivers with some moved from January of a year on: `times`, `add`, or `held` at a year's mean."""
    monthly = dict(given.monthly)
    for name, how in changes.items():
        values = monthly[name].copy()
        since = 12 * (how["from"] - given.start)
        if "held" in how:
            year = 12 * (how["held"] - given.start)
            values[since:] = values[year : year + 12].mean(axis=0)
        values[since:] = values[since:] * how.get("times", 1) + how.get("add", 0)
        monthly[name] = values
    return replace(given, monthly=monthly)


def with_money(given: Drivers, share: float, since: int) -> Drivers:
    """Drivers with development money of a share of local income everywhere, from January of a year on."""
    money = given.development.copy()
    money[12 * (since - given.start) :] += share
    return replace(given, development=money)


def text(asked: Experiment) -> tuple[agreement.Agreement, agreement.Plan | None]:
    """The text that is played, with what is set in it."""
    read = _read(asked.change["text"])
    return of_text(*read, asked.change["set"]) if "set" in asked.change else read


@cache
def _read(folder: str) -> tuple[agreement.Agreement, agreement.Plan]:
    path = shipped.path(folder)
    return agreement.read(path / "agreement.yaml"), agreement.read_plan(path / "plan.yaml")
