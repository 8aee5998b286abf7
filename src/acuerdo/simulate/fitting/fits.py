"""A frozen fit: the sets of parameters that were kept, what they rest on, and the hash that names them."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.faults import Fault, Refused, Unreadable
from acuerdo.population import shipped
from acuerdo.simulate import parameters
from acuerdo.simulate.fitting.archive import digest, write_whole
from acuerdo.simulate.fitting.calibrating import Calibrated
from acuerdo.simulate.parameters import Parameters

Array = NDArray[np.float64]

FOLDER = "data/corridor/fit"
SETS, ABOUT = "sets.csv", "about.json"
LAST = "implausibility"


@dataclass(frozen=True)
class Fit:
    """Sets of parameters that history does not rule out, or, where it rules out all, misses least."""

    hash: str
    """SHA-256 of both files: whoever changes a digit has another fit."""
    names: tuple[str, ...]
    sets: Array
    """Shape (sets, 15), each in its unit."""
    implausibility: Array
    """Shape (sets,)."""
    about: Mapping[str, Any]
    """What it rests on: digests of parameters, targets and model, settings, bound, runs."""

    def best(self, start: Parameters | None = None) -> Parameters:
        """The least implausible set, for a run that plays only one; a band needs all of them."""
        start = start or parameters.read()
        values = self.sets[int(np.argmin(self.implausibility))].tolist()
        return start.having(dict(zip(self.names, values, strict=True)))

    def parameters(self, start: Parameters | None = None) -> list[Parameters]:
        """Each set as parameters; what is not calibrated as in `start`, the shipped ones unless given."""
        start = start or parameters.read()
        return [start.having(dict(zip(self.names, row, strict=True))) for row in self.sets.tolist()]

    def places(self, number: int) -> list[int]:
        """Where so many sets are, evenly through all; of one the least implausible.

        Raises:
            Refused: there are not so many.
        """
        if number > len(self.sets):
            hint = f"ask for {len(self.sets)}, or make a larger fit with acuerdo calibrate"
            raise Refused(f"the fit has {len(self.sets)} sets, asked for {number}\n  hint: {hint}")
        if number == 1:
            return [int(np.argmin(self.implausibility))]
        return [len(self.sets) * n // number for n in range(number)]

    def worlds(self, number: int, start: Parameters | None = None) -> list[Parameters]:
        """So many sets, as `places` picks them, each with every question as the fit has it."""
        found = self.parameters(start)
        return [found[at] for at in self.places(number)]


def write(folder: Path, found: Calibrated, about: Mapping[str, Any]) -> str:
    """Freeze a fit in a folder.

    Returns:
        Its hash.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*found.names, LAST])
    rows = zip(found.sets.tolist(), found.implausibility.tolist(), strict=True)
    writer.writerows([*map(repr, row), repr(implausible)] for row, implausible in rows)
    middle = np.median(found.by_group, axis=0)
    told = {
        **about,
        "bound": found.bound,
        "runs": found.runs,
        "waves": found.waves,
        "not_ruled_out": found.not_ruled_out,
        "median_implausibility": {
            name: round(float(value), 3) for name, value in zip(found.quantities, middle, strict=True)
        },
    }
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / SETS, text.getvalue().encode())
    write_whole(folder / ABOUT, (json.dumps(told, indent=1, sort_keys=True) + "\n").encode())
    return read(folder).hash


def read(folder: Path | None = None) -> Fit:
    """Read a frozen fit, the shipped one unless a folder is given.

    Raises:
        Refused: there is none.
        Unreadable: a set that lies outside the prior, or is no number; all of them at once.
    """
    folder = folder or shipped.root(Path(shipped.__file__).resolve().parents[1]) / FOLDER
    files = [folder / SETS, folder / ABOUT]
    missing = [str(each) for each in files if not each.exists()]
    if missing:
        hint = "make a fit with acuerdo calibrate, and name its folder"
        raise Refused(f"there is no fit: {', '.join(missing)} missing\n  hint: {hint}")
    contents = [each.read_bytes() for each in files]
    names, values = _rows(files[0], contents[0].decode())
    return Fit(
        hash=digest(*contents),
        names=names,
        sets=values[:, :-1],
        implausibility=values[:, -1],
        about=json.loads(contents[1]),
    )


def _rows(path: Path, text: str) -> tuple[tuple[str, ...], Array]:
    header, *rows = list(csv.reader(io.StringIO(text)))
    start = parameters.read()
    names = tuple(header[:-1])
    if names != start.calibrated or not rows:
        said = f"the columns must be {', '.join(start.calibrated)}, {LAST}, with a row for each set"
        raise Unreadable([Fault(str(path), 1, 1, "", said)])
    faults, values = [], np.full((len(rows), len(header)), np.nan)
    for line, row in enumerate(rows, 2):
        try:
            values[line - 2] = [float(cell) for cell in row]
            start.having(dict(zip(names, values[line - 2].tolist(), strict=False)))
        except ValueError:
            faults.append(Fault(str(path), line, 1, "", f"must be {len(header)} numbers, found {row}"))
        except Unreadable as error:
            faults += [Fault(str(path), line, 1, "", fault.problem) for fault in error.faults]
    if faults:
        raise Unreadable(faults)
    return names, values
