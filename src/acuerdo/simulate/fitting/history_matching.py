"""History matching: which sets of parameters cannot be told to be wrong.

Runs of the model rule out what misses history by more than figures and model are granted; an emulator says
where to run next, ever closer; of all runs the least implausible are kept. Source: Vernon, Goldstein and
Bower 2010, "Galaxy formation: a Bayesian uncertainty analysis", Bayesian Analysis 5:619.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from acuerdo.population.chance import stream
from acuerdo.simulate.fitting.emulator import Emulator, fit

Array = NDArray[np.float64]
Groups = Mapping[str, NDArray[np.int64]]
Run = Callable[[int, Array], Array]
"""Runs the model: number of the wave and points of the unit cube (n, d), to missed history (n, targets) in
standard deviations of each target's error."""

LEAST = 1.0
"""Implausibility below which a set is as good as another: it misses history by what is granted."""
BOUND = 3.0
"""Implausibility from which a set is ruled out: 95% of any unimodal error is within three."""


@dataclass(frozen=True)
class Settings:
    """How a search is made."""

    wanted: int = 300
    """Sets to keep."""
    first: int = 500
    """Runs of the first wave, spread over the whole prior."""
    each: int = 250
    """Runs of each later wave."""
    waves: int = 20
    """Waves, the first among them."""
    learned: int = 400
    """Runs that an emulator learns from: the least implausible so far. More than its terms."""
    moves: int = 80
    """Moves of each point within what the emulator does not rule out."""
    seed: int = 1990


@dataclass(frozen=True)
class Wave:
    """What is known after a wave."""

    number: int
    points: Array
    """All points so far, shape (runs, d)."""
    missed: Array
    """What they missed, shape (runs, targets)."""
    implausible: Array
    """Shape (runs,)."""
    kept: int
    """How many are not ruled out."""


def implausibility(missed: Array, groups: Groups, unknown: Array | None = None) -> Array:
    """How implausible sets are: of the root mean squares of the groups of targets, the largest.

    A series of many years counts as one group, so that seventeen years of one series do not outvote a table.

    Args:
        missed: in standard deviations, shape (n, targets).
        groups: where the targets of each quantity stand.
        unknown: standard deviation of the emulator, shape (targets,), in the same unit; none for real runs.

    Returns:
        Shape (n,); from `BOUND` a set is ruled out.
    """
    worst: Array = by_group(missed, groups, unknown).max(axis=1)
    return worst


def by_group(missed: Array, groups: Groups, unknown: Array | None = None) -> Array:
    """The root mean square of each group, shape (n, groups)."""
    scaled = missed if unknown is None else missed / np.sqrt(1 + unknown * unknown)
    means = [np.sqrt((scaled[:, at] ** 2).mean(axis=1)) for at in groups.values()]
    return np.stack(means, axis=1)


def search(dimensions: int, groups: Groups, run: Run, settings: Settings | None = None) -> Iterator[Wave]:
    """Search in waves, each told when it is done.

    The result is a function of the settings and of what `run` returns, whatever the machine or its threads.
    """
    settings = settings or Settings()
    points = spread_evenly(settings.first, dimensions, settings.seed)
    missed = run(0, points)
    wave = _wave(0, points, missed, groups)
    yield wave
    for number in range(1, settings.waves):
        more = propose(wave, groups, settings)
        points = np.concatenate([wave.points, more])
        missed = np.concatenate([wave.missed, run(number, more)])
        wave = _wave(number, points, missed, groups)
        yield wave


def kept(wave: Wave, wanted: int) -> tuple[NDArray[np.int64], float]:
    """Which runs are kept: the least implausible, or, where more are as good as another, evenly among these.

    No point is kept twice.

    Returns:
        Indices, shape (wanted,) or fewer, in order of their runs; and the largest implausibility among them,
        which from `BOUND` on means that history rules some of them out.
    """
    apart = np.sort(np.unique(wave.points, axis=0, return_index=True)[1])
    bound = max(LEAST, float(np.sort(wave.implausible[apart])[min(wanted, len(apart)) - 1]))
    left = apart[wave.implausible[apart] <= bound]
    left = left[:: ceil(len(left) / wanted)] if len(left) > wanted else left
    return left, float(wave.implausible[left].max())


def spread_evenly(number: int, dimensions: int, seed: int) -> Array:
    """A Latin hypercube: one point in each of `number` steps of each coordinate. Shape (number, d)."""
    draws = stream(seed, "matching", "first").random((2, number, dimensions))
    steps = np.argsort(draws[0], axis=0, kind="stable")
    spread: Array = (steps + draws[1]) / number
    return spread


def propose(wave: Wave, groups: Groups, settings: Settings) -> Array:
    """Points for the next wave, spread over what the emulator does not rule out. Shape (each, d).

    Each starts at one of the best runs and moves by the difference of two others, reflected at the edges of
    the prior, as long as it stays within (ter Braak 2006, differential evolution).
    """
    order = np.argsort(wave.implausible, kind="stable")
    learned = order[: settings.learned]
    emulator = fit(wave.points[learned], wave.missed[learned])
    best = order[: settings.each]
    here = wave.points[best].copy()
    bound = max(LEAST, float(np.median(wave.implausible[best])))
    draws = stream(settings.seed, "matching", "wave", wave.number)
    score = _emulated(emulator, here, groups)
    size, dimensions = here.shape
    step = 2.38 / np.sqrt(2 * dimensions)
    for move in range(settings.moves):
        pick = draws.random((2, size))
        one, two = (np.minimum((each * size).astype(np.int64), size - 1) for each in pick)
        length = (
            1.0 if move % 10 == 9 else step
        )  # a whole difference now and then, to cross from part to part
        there = here + length * (here[one] - here[two]) + 0.01 * (draws.random(here.shape) - 0.5)
        there = np.abs(there)
        there = 1 - np.abs(1 - there)
        new = _emulated(emulator, there, groups)
        inside = ((there >= 0) & (there <= 1)).all(axis=1)
        better = inside & ((new <= bound) | (new < score))
        here[better], score[better] = there[better], new[better]
    return here


def _emulated(emulator: Emulator, points: Array, groups: Groups) -> Array:
    return implausibility(emulator(points), groups, emulator.error)


def _wave(number: int, points: Array, missed: Array, groups: Groups) -> Wave:
    found = implausibility(missed, groups)
    return Wave(number, points, missed, found, int((found < BOUND).sum()))
