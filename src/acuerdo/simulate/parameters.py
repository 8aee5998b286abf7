"""The parameters of the simulated corridor: each with its range, unit, basis and source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from acuerdo.agreement.clauses.base import BASES as STATED_BASES
from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.population import shipped

FILE = "data/corridor/parameters.yaml"
NOT_IDENTIFIED = "not_identified"
"""The basis of a parameter that no history fixes: an axis of results, never a part of a band."""
BASES = (*STATED_BASES, NOT_IDENTIFIED)
FITTED = ("history", "transit", "no")
"""To what a parameter is fitted: 1990-2007, Venezuela's October 2022, or nothing."""


@dataclass(frozen=True)
class Parameter:
    """One number of the model; `value`, `low` and `high` are in `unit`."""

    name: str
    symbol: str
    value: float
    low: float
    high: float
    unit: str
    basis: str
    fitted: str
    src: str
    note: str

    @property
    def source(self) -> str:
        """Where the value comes from."""
        return self.src

    @property
    def calibrated(self) -> bool:
        """Whether `acuerdo calibrate` fits it to 1990-2007."""
        return self.fitted == "history"


class Parameters(Mapping[str, Parameter]):
    """The parameters by name, in the order of the file; `calibrated` ones have that order as an array too."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._all = dict(parameters)
        self.calibrated = tuple(name for name, each in self._all.items() if each.calibrated)

    def __getitem__(self, name: str) -> Parameter:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def value(self, name: str) -> float:
        """The value of one parameter, in its unit."""
        return self._all[name].value

    @property
    def vector(self) -> NDArray[np.float64]:
        """Values of the calibrated parameters, shape (15,), each in its unit."""
        return np.array([self._all[name].value for name in self.calibrated])

    @property
    def bounds(self) -> NDArray[np.float64]:
        """Prior ranges of the calibrated parameters, shape (15, 2): low and high."""
        return np.array([(self._all[name].low, self._all[name].high) for name in self.calibrated])

    def at(self, vector: NDArray[np.float64]) -> "Parameters":
        """These parameters with other values of the calibrated ones.

        Args:
            vector: shape (15,), in the order of `calibrated`.
        """
        return self.having(dict(zip(self.calibrated, vector.tolist(), strict=True)))

    def having(self, values: Mapping[str, float]) -> "Parameters":
        """These parameters with other values of those named.

        Raises:
            Unreadable: naming every name that does not exist and every value outside its range.
        """
        faults = [*_unknown(values, self._all)]
        faults += [
            f"{name}: must be from {self._all[name].low:g} to {self._all[name].high:g} "
            f"({self._all[name].unit}), found {value!r}"
            for name, value in values.items()
            if name in self._all and not self._all[name].low <= value <= self._all[name].high
        ]
        if faults:
            raise Unreadable(Fault("parameters", 0, 0, "", fault) for fault in faults)
        changed = {name: replace(self._all[name], value=float(value)) for name, value in values.items()}
        return Parameters(self._all | changed)


def read(path: Path | None = None) -> Parameters:
    """Read a file of parameters.

    Args:
        path: the shipped `data/corridor/parameters.yaml` unless given. Another file must have the same names.

    Raises:
        Unreadable: naming every fault at once.
        FileNotFoundError: no such file.
    """
    known = None if path is None else read()
    path = path or shipped.path(FILE)
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise Unreadable(
            [Fault(str(path), 0, 0, "", f"is not YAML: {' '.join(str(error).split())}")]
        ) from None
    faults = list(_faults(found, known))
    if faults:
        raise Unreadable(Fault(str(path), 0, 0, "", fault) for fault in faults)
    return Parameters(
        {
            name: Parameter(name=name, **{**entry, **{key: float(entry[key]) for key in _NUMBERS}})
            for name, entry in found.items()
        }
    )


_KEYS = ("symbol", "value", "low", "high", "unit", "basis", "fitted", "src", "note")
_NUMBERS = ("low", "value", "high")
_WORDS = ("symbol", "unit", "basis", "fitted", "src", "note")


def _faults(found: Any, known: Parameters | None) -> Iterator[str]:
    if not isinstance(found, dict) or not found:
        yield "must be a mapping of names to parameters"
        return
    if known is not None:
        yield from _unknown(found, known)
        yield from (f"{name}: missing" for name in known if name not in found)
    for name, entry in found.items():
        yield from (f"{name}{fault}" for fault in _faults_of(entry))


def _faults_of(entry: Any) -> Iterator[str]:
    if not isinstance(entry, dict) or set(entry) != set(_KEYS):
        yield f": must have exactly {', '.join(_KEYS)}"
        return
    for key in _WORDS:
        if not isinstance(entry[key], str) or not entry[key].strip():
            yield f".{key}: must be text, found {entry[key]!r}"
    for key, allowed in (("basis", BASES), ("fitted", FITTED)):
        if entry[key] not in allowed:
            yield f".{key}: must be one of {', '.join(allowed)}, found {entry[key]!r}"
    numbers = [entry[key] for key in _NUMBERS]
    if any(isinstance(n, bool) or not isinstance(n, int | float) or not isfinite(n) for n in numbers):
        yield f": low, value and high must be numbers, found {numbers!r}"
    elif not numbers[0] <= numbers[1] <= numbers[2] or numbers[0] == numbers[2]:
        yield f": must have low <= value <= high and low < high, found {numbers!r}"


def _unknown(names: Mapping[Any, Any], known: Mapping[str, Parameter]) -> Iterator[str]:
    for name in names:
        if name not in known:
            near = get_close_matches(str(name), list(known), n=1)
            yield f"{name}: no such parameter" + (f"; did you mean {near[0]}?" if near else "")
