"""Experiments: a claim asked of each plausible world, with its mechanism and without."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from acuerdo import agreement
from acuerdo.population import shipped
from acuerdo.simulate import parameters
from acuerdo.simulate.claims import changing, outcomes, verdicts
from acuerdo.simulate.claims.changing import FITTED, OFF
from acuerdo.simulate.claims.reading import Claim, Experiment
from acuerdo.simulate.claims.years import Years
from acuerdo.simulate.evidence import DOORS, RESTS_ON, weakest
from acuerdo.simulate.fitting.fits import Fit
from acuerdo.simulate.parameters import NOT_IDENTIFIED, Parameters
from acuerdo.simulate.sweeping.runs import ONE_AT_A_TIME
from acuerdo.simulate.transit import announcements, effect

Array = NDArray[np.float64]
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


@dataclass(frozen=True)
class Task:
    """One claim in one world.

    Fields:
        world: a set of the fit, where years are played.
        transit: a set of the equation of people in transit, where that is asked.
        scale, seed: of the engine, where a text is played.
    """

    claim: Claim
    world: Parameters
    transit: tuple[float, ...]
    scale: int
    seed: int


def tasks(claim: Claim, sets: Sequence[Parameters], scale: int, seed: int) -> dict[str, Task]:
    """A claim in each world, by name.

    Args:
        claim: with an experiment.
        sets: of the fit, each a world.
        scale, seed: of the engine, where a text is played.

    Raises:
        ValueError: the claim is not simulated.
    """
    if claim.experiment is None:
        raise ValueError(f"claim {claim.number} is not simulated")
    transit = _announced().sets if claim.experiment.plays == "transit" else np.empty((1, 0))
    return {
        f"{claim.number:03}-{n + 1:04}": Task(
            claim, world, tuple(transit[len(transit) * n // len(sets)].tolist()), scale, seed
        )
        for n, world in enumerate(sets)
    }


def ask(task: Task) -> dict[str, float]:
    """The relative change of the outcome in one world by side, `FITTED` first and `OFF` last."""
    asked = task.claim.experiment
    assert asked is not None
    if asked.plays == "transit":
        return _in_transit(asked, np.array([task.transit]))
    with ONE_AT_A_TIME:
        years = Years(asked, task.scale, task.seed)
        free = {side: years.effect(there, False) for side, there in changing.sides(asked, task.world)}
        return {**free, OFF: years.effect(task.world, True)}


def answer(claim: Claim, fit: Fit, found: Sequence[Mapping[str, float]]) -> Answer:
    """What was found of a simulated claim in each world, judged.

    Args:
        found: as `ask` found it, world by world.
    """
    asked = claim.experiment
    assert asked is not None
    effects = {side: np.array([each[side] for each in found]) for side in found[0]}
    columns = dict(zip(fit.names, fit.sets.T, strict=True))
    if asked.plays == "transit":
        columns = dict(zip(effect.NAMES, _announced().sets.T, strict=True))
    start = fit.best()
    off = asked.mechanism.get("parameters", {})
    known = not asked.change.get("parameters") and all(
        verdicts.known(start[name], columns.get(name), value) for name, value in off.items()
    )
    free = [each for side, each in effects.items() if side != OFF]
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


@cache
def _announced() -> announcements.Announced:
    return announcements.announced()


@cache
def _places() -> effect.Policy:
    """The announcement of January 2023 and its places."""
    first = announcements.FIRST_DAY[announcements.FORECAST[0]]
    text = agreement.enact(agreement.read(shipped.path(announcements.TEXT)), first.replace(day=6))
    applicants = parameters.read().value("transit_applicants")
    return effect.Policy(first, 0.0, announcements.places(text, applicants))


def _in_transit(asked: Experiment, chosen: Array) -> dict[str, float]:
    """Effects on monthly encounters of people in transit: of the parole places, or of the announcement."""
    policy, named = _places(), effect.NAMES
    month = f"{policy.announced.year}-{policy.announced.month + AFTER:02}"
    lever = {"places": "transit_parole", "announcement": "transit_announcement"}[asked.change["transit"]]
    alone = chosen.copy()
    for column, name in enumerate(named):
        if name not in (lever, "transit_half_life"):
            alone[:, column] = 0.0
    off = alone.copy()
    for name, value in asked.mechanism["parameters"].items():
        off[:, named.index(name)] = value
    return {
        side: float(effect.effect(each, policy, [month])[0, 0] - 1)
        for side, each in ((FITTED, alone), (OFF, off))
    }
