"""Plausible worlds: sets of the fit, with disagreements answered by lot as far as history allows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from acuerdo.population.chance import stream
from acuerdo.simulate import parameters
from acuerdo.simulate.fitting import targets
from acuerdo.simulate.fitting.calibrating import Model, missed
from acuerdo.simulate.fitting.fits import Fit
from acuerdo.simulate.fitting.history_matching import BOUND, implausibility
from acuerdo.simulate.fitting.measures import groups
from acuerdo.simulate.fitting.models import of_the_fit
from acuerdo.simulate.fitting.observing import observe
from acuerdo.simulate.parameters import NOT_IDENTIFIED, Parameters
from acuerdo.simulate.switches import switched, switches


@dataclass(frozen=True)
class Plausible:
    """One world: a set of the fit, by its place there, and the side taken on each question it answers."""

    number: int
    set: int
    sides: Mapping[str, str]
    """Side by question; a question that is not there is left as the fit has it."""
    parameters: Parameters


def plausible(
    fit: Fit, number: int, seed: int, settings: Mapping[str, float], fitted: bool = False
) -> list[Plausible]:
    """Worlds to play.

    Args:
        fit: sets that history does not rule out.
        number: how many worlds. One is the least implausible set as fitted; several go evenly through the
            sets, and each takes sides as `sides` says.
        seed: names the draws of the sides.
        settings: parameters set by hand, which no side changes.
        fitted: leave every question as the fit has it.

    Raises:
        Refused: the fit has fewer sets.
        Unreadable: a setting that cannot be.
    """
    start = parameters.read()
    start.having(dict(settings))
    as_fitted = fitted or number == 1
    sets, allowed = fit.parameters(start), None if as_fitted else not_ruled_out()
    found = []
    for n, at in enumerate(fit.places(number), start=1):
        taken = sides(sets[at], seed, n, allowed) if allowed else {}
        found.append(Plausible(n, at, taken, switched(sets[at], taken).having(dict(settings))))
    return found


def answered(start: Parameters) -> tuple[str, ...]:
    """Questions whose sides set no axis: those that worlds answer. The others are asked by themselves."""
    return tuple(
        name
        for name, switch in switches().items()
        if not any(
            start[each].basis == NOT_IDENTIFIED for side in switch.sides.values() for each in side.sets
        )
    )


def sides(base: Parameters, seed: int, world: int, allowed: Callable[[Parameters], bool]) -> dict[str, str]:
    """The sides that a world takes: questions come in an order drawn by lot, and a side of each is drawn.

    It is taken where it contradicts no side taken before (sets no parameter otherwise) and the world is still
    allowed; else the question is left as the fit has it.

    Args:
        base: the set.
        seed, world: name the draws.
        allowed: whether parameters are plausible.
    """
    names = answered(base)
    order, lot = (stream(seed, "switches", what, world).random(len(names)) for what in ("order", "side"))
    taken: dict[str, str] = {}
    held: dict[str, float] = {}
    for at in np.argsort(order):
        choices = switches()[names[at]].sides
        side = choices[list(choices)[int(lot[at] * len(choices))]]
        if any(held.get(name, value) != value for name, value in side.sets.items()):
            continue
        if allowed(base.having(held | dict(side.sets))):
            taken[names[at]] = side.name
            held |= side.sets
    return taken


def not_ruled_out(model: Model | None = None) -> Callable[[Parameters], bool]:
    """Whether the years of the fit rule parameters out, as the search for the fit does."""
    model = model or of_the_fit()
    measures = targets.targets()
    where = groups(measures)

    def allowed(parameters: Parameters) -> bool:
        found = observe(model(parameters), measures, parameters)
        return float(implausibility(missed(found[None], measures), where)[0]) < BOUND

    return allowed


def table(worlds: list[Plausible]) -> pl.DataFrame:
    """The sides of each world: columns world, set, name, side; a world that takes none has one row."""
    rows = [
        (each.number, each.set, name, side)
        for each in worlds
        for name, side in (each.sides or {"": ""}).items()
    ]
    schema = {"world": pl.Int32, "set": pl.Int32, "name": pl.String, "side": pl.String}
    return pl.DataFrame(rows, schema, orient="row")
