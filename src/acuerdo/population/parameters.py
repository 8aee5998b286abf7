"""What the data do not say about a pool: each figure with its unit, basis and source."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import fsum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from acuerdo.agreement.clauses.base import BASES
from acuerdo.population.trades import NOT_KNOWN, trades

TASTES = ("pay", "ties", "season")
"""What ranks jobs for a worker, by code: highest pay, own people nearby, longest season."""

TRADES = tuple(trade.id for trade in trades() if trade.id != NOT_KNOWN)
"""The trades that people may say they would work in."""


@dataclass(frozen=True)
class Origin:
    """How a figure is known."""

    unit: str
    basis: str
    """One of `BASES`."""
    src: str
    note: str


@dataclass(frozen=True)
class Parameters:
    """The figures of `data/corridor/pool.yaml`; units and meaning are there and in `origins`."""

    people: int
    returning_share: float
    past_employer_share: float
    working_age: int
    permit_age: int
    season_months: float
    prior_seasons: Mapping[int, float]
    experience_rural: Mapping[int, float]
    experience_urban: Mapping[int, float]
    experience_top_months: int
    felony_convictions: Mapping[int, float]
    tastes: Mapping[str, float]
    ties_smoothing: float
    schooling_top_years: int
    trades: Mapping[str, float]
    free_all_year_share: float
    free_from: Mapping[int, float]
    free_months: Mapping[int, float]
    no_show_share: float
    leaves_early_share: float
    origins: Mapping[str, Origin]


class ParametersError(ValueError):
    """A parameters file that cannot be used; its text is one line for each fault, all of them."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{path}: {fault}" for fault in faults))


Check = Callable[[Any], Iterator[str]]


def load_parameters(path: Path) -> Parameters:
    """Read a parameters file.

    Args:
        path: a YAML file like `data/corridor/pool.yaml`.

    Returns:
        Its figures; distributions in order of their levels, tastes in the order of `TASTES`.

    Raises:
        ParametersError: naming every fault at once.
        FileNotFoundError: no such file.
    """
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ParametersError(path, [f"is not YAML: {' '.join(str(error).split())}"]) from None
    if not isinstance(read, dict):
        raise ParametersError(path, ["must be a mapping of names to figures"])
    faults = [*_faults_of_names(read), *_faults_of_entries(read)]
    faults = faults or list(_faults_between({name: entry["value"] for name, entry in read.items()}))
    if faults:
        raise ParametersError(path, faults)
    origins = {name: Origin(*(read[name][key] for key in _ORIGIN)) for name in _CHECKS}
    values = {name: _in_order(read[name]["value"]) for name in _CHECKS}
    return Parameters(**values, origins=MappingProxyType(origins))


def _in_order(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    named = next((names for names in (TASTES, TRADES) if set(value) == set(names)), None)
    levels = named or sorted(value)
    return MappingProxyType({level: float(value[level]) for level in levels})


def _faults_of_names(read: dict[Any, Any]) -> Iterator[str]:
    for name in read:
        if name not in _CHECKS:
            near = get_close_matches(str(name), _CHECKS, n=1)
            yield f"{name}: no such parameter" + (f"; did you mean {near[0]}?" if near else "")
    for name in _CHECKS:
        if name not in read:
            yield f"{name}: missing"


def _faults_of_entries(read: dict[Any, Any]) -> Iterator[str]:
    for name, check in _CHECKS.items():
        if name not in read:
            continue
        entry = read[name]
        if not isinstance(entry, dict) or set(entry) != {"value", *_ORIGIN}:
            yield f"{name}: must have exactly value, {', '.join(_ORIGIN)}"
            continue
        for fault in check(entry["value"]):
            yield f"{name}.value: {fault}"
        for key in _ORIGIN:
            if not isinstance(entry[key], str) or not entry[key].strip():
                yield f"{name}.{key}: must be text, found {entry[key]!r}"
        if isinstance(entry["basis"], str) and entry["basis"].strip() and entry["basis"] not in BASES:
            yield f"{name}.basis: must be one of {', '.join(BASES)}, found {entry['basis']!r}"


def _faults_between(values: Mapping[str, Any]) -> Iterator[str]:
    """Faults that need two figures, looked for once each figure is sound by itself."""
    if values["permit_age"] < values["working_age"]:
        yield f"permit_age.value: must be working_age ({values['working_age']}) or more"
    top = values["experience_top_months"]
    for name in ("experience_rural", "experience_urban"):
        if max(values[name]) >= top:
            yield f"{name}.value: the highest level must be under experience_top_months ({top})"


def _number(low: float, high: float, whole: bool = False) -> Check:
    kind = "a whole number" if whole else "a number"

    def check(value: Any) -> Iterator[str]:
        sound = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
        if not sound or not low <= value <= high:
            yield f"must be {kind} from {low:,} to {high:,}, found {value!r}"

    return check


def _shares(levels: str, sound: Callable[[set[Any]], bool]) -> Check:
    def check(value: Any) -> Iterator[str]:
        if not isinstance(value, dict) or not value or not sound(set(value)):
            yield f"must give a share to each of {levels}, found {value!r}"
            return
        for level, share in value.items():
            for fault in _number(0, 1)(share):
                yield f"{level}: {fault}"
        numbers = [share for share in value.values() if isinstance(share, (int, float))]
        if len(numbers) == len(value) and abs(fsum(numbers) - 1) > 1e-9:
            yield f"shares must add to 1, found {fsum(numbers):.6g}"

    return check


def _each(names: tuple[str, ...]) -> Check:
    """A share for each name, which need not add to anything."""

    def check(value: Any) -> Iterator[str]:
        if not isinstance(value, dict) or set(value) != set(names):
            yield f"must give a share to each of {', '.join(names)}, found {value!r}"
            return
        for name, share in value.items():
            for fault in _number(0, 1)(share):
                yield f"{name}: {fault}"

    return check


def _levels(low: int, high: int, holding: int | None = None) -> Check:
    def sound(found: set[Any]) -> bool:
        within = all(type(level) is int and low <= level <= high for level in found)
        return within and (holding is None or holding in found)

    also = "" if holding is None else f", {holding} among them"
    return _shares(f"some whole numbers from {low} to {high}{also}", sound)


_ORIGIN = ("unit", "basis", "src", "note")
_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "people": _number(1, 100_000_000, whole=True),
        "returning_share": _number(0, 1),
        "past_employer_share": _number(0, 1),
        "working_age": _number(0, 19, whole=True),
        "permit_age": _number(0, 19, whole=True),  # the youngest drawn, 20, may have one season behind them
        "season_months": _number(1, 12),
        "prior_seasons": _levels(1, 40),
        "experience_rural": _levels(0, 540, holding=0),
        "experience_urban": _levels(0, 540, holding=0),
        "experience_top_months": _number(1, 540, whole=True),
        "felony_convictions": _levels(0, 100),
        "tastes": _shares(", ".join(TASTES), lambda found: found == set(TASTES)),
        "ties_smoothing": _number(1, 1_000_000),
        "schooling_top_years": _number(12, 30, whole=True),
        "trades": _each(TRADES),
        "free_all_year_share": _number(0, 1),
        "free_from": _levels(0, 11),
        "free_months": _levels(1, 11),
        "no_show_share": _number(0, 1),
        "leaves_early_share": _number(0, 1),
    }
)
