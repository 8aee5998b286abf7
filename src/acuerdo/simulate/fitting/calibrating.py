"""Calibrating: sets of the fifteen parameters that history from 1990 to 2007 does not rule out.

Nothing here can read what is held out of the fit: a contract keeps this room's file of it away.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.faults import Refused
from acuerdo.population import shipped
from acuerdo.simulate import parameters
from acuerdo.simulate.fitting import history_matching, targets
from acuerdo.simulate.fitting.archive import Archive, digest
from acuerdo.simulate.fitting.history_matching import Settings, Wave
from acuerdo.simulate.fitting.measures import Measure, groups, spreads, values
from acuerdo.simulate.fitting.observing import observe
from acuerdo.simulate.history import History
from acuerdo.simulate.parameters import Parameters

Array = NDArray[np.float64]
Model = Callable[[Parameters], History]
"""What the parameters make of the years of the fit."""

BATCH = 10
"""Runs that are kept at once: what a killed search loses at most."""
FAR = 50.0
"""What a run that yields no finite number missed, in standard deviations."""


@dataclass(frozen=True)
class Calibrated:
    """What a search left."""

    names: tuple[str, ...]
    sets: Array
    """Values of the calibrated parameters, shape (sets, 15), each in its unit."""
    implausibility: Array
    """Shape (sets,)."""
    by_group: Array
    """Implausibility by quantity, shape (sets, groups)."""
    quantities: tuple[str, ...]
    bound: float
    runs: int
    waves: int
    not_ruled_out: int


def missed(outputs: Array, measures: Sequence[Measure]) -> Array:
    """How far outputs are off, in standard deviations of each measure's error. Shape as given."""
    off = np.clip((outputs - values(measures)) / spreads(measures), -FAR, FAR)
    told: Array = np.where(np.isfinite(outputs), off, FAR)
    return told


def at(start: Parameters, points: Array) -> Array:
    """Values of the calibrated parameters at points of the unit cube, shape as given."""
    low, high = start.bounds.T
    sets: Array = np.clip(low + (high - low) * points, low, high)
    return sets


def calibrate(
    model: Model,
    folder: Path,
    settings: Settings | None = None,
    say: Callable[[str], None] = lambda text: None,  # noqa: ARG005
) -> Calibrated:
    """Search for sets that history does not rule out; one that was stopped goes on where it was.

    Args:
        model: as the engine of expected flows; the same parameters must give the same bits.
        folder: for the runs.
        settings: of the search.
        say: told what has been done.

    Raises:
        Refused: the folder holds runs of something else, or a wave would learn from too few runs.
    """
    settings = settings or Settings()
    _enough(settings, len(parameters.read().calibrated))
    start, measures = parameters.read(), targets.targets()
    where = groups(measures)
    runs = about(model, settings)
    archive = Archive(folder, {**runs, "settings": _of_runs(settings)})

    def run(wave: int, points: Array) -> Array:
        sets, found = at(start, points), []
        for first in range(0, len(sets), BATCH):
            name = f"wave-{wave:02}-{first:04}"
            outputs = archive.get(name)
            if outputs is None:
                these = [start.at(each) for each in sets[first : first + BATCH]]
                outputs = np.stack([observe(model(each), measures, each) for each in these])
                archive.put(name, outputs)
                say(f"wave {wave}: {first + len(these)} of {len(sets)} runs")
            found.append(outputs)
        return missed(np.concatenate(found), measures)

    wave: Wave | None = None
    for wave in history_matching.search(len(start.calibrated), where, run, settings):
        least = float(wave.implausible.min())
        say(f"wave {wave.number}: {wave.kept} of {len(wave.points)} sets not ruled out, least {least:.2f}")
    assert wave is not None
    left, bound = history_matching.kept(wave, settings.wanted)
    return Calibrated(
        names=start.calibrated,
        sets=at(start, wave.points[left]),
        implausibility=wave.implausible[left],
        by_group=history_matching.by_group(wave.missed[left], where),
        quantities=tuple(where),
        bound=bound,
        runs=len(wave.points),
        waves=wave.number + 1,
        not_ruled_out=wave.kept,
    )


def _of_runs(settings: Settings) -> dict[str, int]:
    """The settings that runs depend on: more waves, or more sets kept, go on from the same ones."""
    return {name: value for name, value in asdict(settings).items() if name not in ("waves", "wanted")}


def _enough(settings: Settings, dimensions: int) -> None:
    needed = (dimensions + 1) * (dimensions + 2) // 2
    if settings.waves > 1 and min(settings.first, settings.learned) <= needed:
        raise Refused(
            f"a second wave learns from more than {needed} runs of the first, found {settings.first}\n"
            "  hint: name more with --first, or ask for one wave with --waves 1"
        )


def about(model: Model, settings: Settings) -> dict[str, Any]:
    """What runs depend on: priors, targets, the behaviour of the model, and the settings."""
    start = parameters.read()
    priors = dict(zip(start.calibrated, start.bounds.tolist(), strict=True))
    return {
        "priors": digest(json.dumps(priors).encode()),
        "targets": digest(shipped.path(targets.FILE).read_bytes()),
        "model": behaviour(model),
        "settings": asdict(settings),
    }


def behaviour(model: Model) -> str:
    """A digest of what the model makes of the start values, to six digits: another model, another digest."""
    start = parameters.read()
    outputs = observe(model(start), targets.targets(), start)
    return digest(json.dumps([f"{each:.6g}" for each in outputs]).encode())[:16]
