"""Experiments: a claim asked of each plausible world, with its mechanism and without."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo import agreement
from acuerdo.population import shipped
from acuerdo.simulate import drivers, parameters
from acuerdo.simulate.claims import outcomes, verdicts
from acuerdo.simulate.claims.reading import Claim, Experiment
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.evidence import DOORS, RESTS_ON, weakest
from acuerdo.simulate.expecting import expected
from acuerdo.simulate.fitting.fits import Fit
from acuerdo.simulate.parameters import NOT_IDENTIFIED, Parameters
from acuerdo.simulate.running import run
from acuerdo.simulate.setting import of_text
from acuerdo.simulate.switches import switched, switches
from acuerdo.simulate.transit import announcements, effect

Array = NDArray[np.float64]
FITTED, OFF = "as fitted", "mechanism off"
FIRST, AT_LEAST = 1990, 2000
"""Drivers begin in FIRST and reach AT_LEAST, whose agents and attempts are a reference."""
AFTER = 1
"""Months after an announcement at which encounters of people in transit are read."""


@dataclass(frozen=True)
class Answer:
    """What the worlds say of a claim.

    Fields:
        effects: relative change of the outcome by side, `FITTED` first and `OFF` last, shape (worlds,) each.
        known: whether data, and not an assumption, say that the mechanism is there.
        evidence: the weakest label of what the answer rests on.
    """

    claim: Claim
    effects: Mapping[str, Array]
    verdict: str
    known: bool
    evidence: str


def answer(claim: Claim, fit: Fit, worlds: int, scale: int, seed: int) -> Answer:
    """Ask one simulated claim.

    Args:
        claim: with an experiment.
        worlds: how many sets of the fit, evenly through them; at most as many as there are.
        scale, seed: of the engine, where a text is played.
    """
    asked = _of(claim)
    if asked.plays == "transit":
        kept = announcements.announced().sets
        effects = _in_transit(asked, kept, worlds)
        columns = dict(zip(effect.NAMES, kept.T, strict=True))
    else:
        effects = _played(asked, fit, worlds, scale, seed)
        columns = dict(zip(fit.names, fit.sets.T, strict=True))
    start = fit.best()
    off = asked.mechanism.get("parameters", {})
    known = not asked.change.get("parameters") and all(
        verdicts.known(start[name], columns.get(name), value) for name, value in off.items()
    )
    free = [found for side, found in effects.items() if side != OFF]
    doors = DOORS if asked.plays == "text" else []
    rests = {*RESTS_ON[outcomes.RESTS[asked.outcome]], *doors, *off} - {*asked.given}
    identified = all(start[name].basis != NOT_IDENTIFIED for name in off)
    return Answer(
        claim,
        effects,
        verdicts.verdict(free, effects[OFF], asked.wants, asked.least, known, identified),
        known,
        weakest(start[name] for name in rests),
    )


def _of(claim: Claim) -> Experiment:
    if claim.experiment is None:
        raise ValueError(f"claim {claim.number} is not simulated")
    return claim.experiment


def _played(asked: Experiment, fit: Fit, worlds: int, scale: int, seed: int) -> dict[str, Array]:
    """Effects by side of a claim that years are played for."""
    sets = fit.parameters()
    chosen = [sets[len(sets) * n // worlds] for n in range(worlds)]
    end = max(asked.years[1], AT_LEAST)
    given = drivers.read(FIRST, end, asked.scenario)
    text = _text(asked) if asked.plays == "text" else None

    told: dict[object, float] = {}

    def outcome(of: Parameters, moved: Drivers, under: bool) -> float:
        """Read a run; one that was played before is not played again."""
        heeded = [name for name in of if under or name not in (*DOORS, "job_offers")]
        key = under, id(moved), tuple(of.value(name) for name in heeded)
        if key not in told:
            played = (
                run(text if under else None, of, moved, end, scale, seed).history
                if text
                else expected(of, moved, FIRST, end)
            )
            told[key] = outcomes.read(asked.outcome, played, *asked.years)
        return told[key]

    moved = _moved(given, asked.change.get("drivers", {}))
    still = _moved(given, asked.mechanism["drivers"]) if "drivers" in asked.mechanism else given

    def effect_of(world: Parameters, off: bool) -> float:
        base = _without(world, asked.given)
        changed = _without(base, asked.change.get("parameters", {}))
        if off:
            base, changed = (
                _without(each, asked.mechanism.get("parameters", {})) for each in (base, changed)
            )
        after = _with_money(moved, changed, **asked.change["money"]) if "money" in asked.change else moved
        kept.append(after)
        before = outcome(base, still if off else given, False)
        return outcome(changed, after, text is not None) / before - 1

    kept: list[Drivers] = []
    """Drivers that were played, so that no two have one identity."""
    found = {
        side: np.array([effect_of(make(each), False) for each in chosen]) for side, make in _sides(asked)
    }
    return found | {OFF: np.array([effect_of(each, True) for each in chosen])}


def _sides(asked: Experiment) -> Iterator[tuple[str, Callable[[Parameters], Parameters]]]:
    """Each side by its name, and what it makes of a set."""
    yield FITTED, lambda world: world
    for name in asked.switches:
        for side in switches()[name].sides:
            yield f"{name}: {side}", lambda world, name=name, side=side: switched(world, {name: side})
    for name, values in asked.axes.items():
        for value in values:
            yield f"{name}: {value:g}", lambda world, name=name, value=value: world.having({name: value})


def _without(world: Parameters, values: Mapping[str, float]) -> Parameters:
    """Parameters with other values, also such as lie outside their range: a mechanism that is off does."""
    return Parameters({**world, **{n: replace(world[n], value=float(v)) for n, v in values.items()}})


def _moved(given: Drivers, changes: Mapping[str, Mapping[str, Any]]) -> Drivers:
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


def _with_money(given: Drivers, world: Parameters, share: float, **when: int) -> Drivers:
    """Equation 9: wages at home with development money of a share of local income, after its lag."""
    since = 12 * (when["from"] - given.start) + int(world.value("development_lag"))
    wages = given["mx_wage"].copy()
    wages[since:] *= (1 + share) ** world.value("development")
    return replace(given, monthly={**given.monthly, "mx_wage": wages})


@cache
def _read(folder: str) -> tuple[agreement.Agreement, agreement.Plan]:
    path = shipped.path(folder)
    return agreement.read(path / "agreement.yaml"), agreement.read_plan(path / "plan.yaml")


def _text(asked: Experiment) -> tuple[agreement.Agreement, agreement.Plan | None]:
    text = _read(asked.change["text"])
    return of_text(*text, asked.change["set"]) if "set" in asked.change else text


def _in_transit(asked: Experiment, sets: Array, worlds: int) -> dict[str, Array]:
    """Effects on monthly encounters of people in transit: of the parole places, or of the announcement."""
    chosen = sets[[len(sets) * n // worlds for n in range(worlds)]]
    first = announcements.FIRST_DAY[announcements.FORECAST[0]]
    text = agreement.enact(agreement.read(shipped.path(announcements.TEXT)), first.replace(day=6))
    places = announcements.places(text, parameters.read().value("transit_applicants"))
    month = f"{first.year}-{first.month + AFTER:02}"
    named = effect.NAMES
    lever = {"places": "transit_parole", "announcement": "transit_announcement"}[asked.change["transit"]]
    alone = chosen.copy()
    for column, name in enumerate(named):
        if name not in (lever, "transit_half_life"):
            alone[:, column] = 0.0
    off = alone.copy()
    for name, value in asked.mechanism["parameters"].items():
        off[:, named.index(name)] = value
    policy = effect.Policy(first, 0.0, places)
    return {
        side: effect.effect(each, policy, [month])[:, 0] - 1 for side, each in ((FITTED, alone), (OFF, off))
    }
