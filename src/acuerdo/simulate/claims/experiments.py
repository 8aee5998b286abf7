"""Experiments: a claim asked of each plausible world, with its mechanism and without."""

from collections.abc import Mapping
from dataclasses import dataclass

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
from acuerdo.simulate.parameters import NOT_IDENTIFIED
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


def answer(claim: Claim, fit: Fit, worlds: int, scale: int, seed: int) -> Answer:
    """Ask one simulated claim.

    Args:
        claim: with an experiment.
        worlds: how many sets of the fit, evenly through them; at most as many as there are.
        scale, seed: of the engine, where a text is played.

    Raises:
        ValueError: the claim is not simulated.
    """
    asked = claim.experiment
    if asked is None:
        raise ValueError(f"claim {claim.number} is not simulated")
    if asked.plays == "transit":
        kept = announcements.announced().sets
        effects = _in_transit(asked, kept, worlds)
        columns = dict(zip(effect.NAMES, kept.T, strict=True))
    else:
        effects = _in_years(asked, fit, worlds, scale, seed)
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


def _in_years(asked: Experiment, fit: Fit, worlds: int, scale: int, seed: int) -> dict[str, Array]:
    """Effects by side of a claim that years are played for."""
    sets, years = fit.parameters(), Years(asked, scale, seed)
    found: dict[str, list[float]] = {}
    for n in range(worlds):
        world = sets[len(sets) * n // worlds]
        for side, there in changing.sides(asked, world):
            found.setdefault(side, []).append(years.effect(there, False))
        found.setdefault(OFF, []).append(years.effect(world, True))
    free = {side: np.array(effects) for side, effects in found.items() if side != OFF}
    return {**free, OFF: np.array(found[OFF])}


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
