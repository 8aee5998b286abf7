"""The claims of the sources: their words, to whom each is assigned and why, and how it is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.mechanisms import Mechanism, read_mechanisms
from acuerdo.population import shipped
from acuerdo.simulate import parameters, series
from acuerdo.simulate.claims.outcomes import OUTCOMES
from acuerdo.simulate.claims.verdicts import WANTS
from acuerdo.simulate.switches import switches

FILE, SOURCES = "data/corridor/claims.yaml", "data/sources/mechanisms.yaml"
ASSIGNED = ("simulated", "table", "not_testable")
PLAYS = ("expected", "text", "transit")
"""Expected flows, the engine with the doors of a text, or encounters of people in transit."""
CHANGES = ("drivers", "parameters", "money", "text", "set", "transit")

Said = Mapping[str, str]


@dataclass(frozen=True)
class Experiment:
    """How a claim is asked.

    Fields:
        cause: what is changed, in words, in both languages.
        change: the same for the program: `drivers`, `parameters`, `money`, `text` with `set`, or `transit`.
        given: parameters set in every run.
        outcome: one of `OUTCOMES`, over `years`, both included.
        wants, least: one of `WANTS`, and by which share at least (or, where nothing may change, at most).
        mechanism: `parameters` and `drivers` set in the second run, so that the cause has no way to the
            outcome.
        switches, axes: asked side by side.
        scenario: for drivers beyond their data.
    """

    cause: Said
    plays: str
    change: Mapping[str, Any]
    outcome: str
    years: tuple[int, int]
    wants: str
    least: float
    mechanism: Mapping[str, Mapping[str, Any]]
    given: Mapping[str, float] = field(default_factory=dict)
    switches: tuple[str, ...] = ()
    axes: Mapping[str, list[float]] = field(default_factory=dict)
    scenario: str | None = None


@dataclass(frozen=True)
class Claim:
    """One claim: its number and words in the sources, its assignment, and the experiment if there is one."""

    number: int
    title: Said
    words: str
    src: str
    assigned: str
    because: Said
    experiment: Experiment | None


def read(path: Path | None = None) -> list[Claim]:
    """Read the claims in the order of the sources.

    Args:
        path: the shipped file unless given.

    Raises:
        Unreadable: naming at once every claim that is missing, unknown, or not fully said.
    """
    path = path or shipped.path(FILE)
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    told = read_mechanisms(shipped.path(SOURCES)).mechanisms
    rows = {int(row.id): row for row in told if "claim" in row.kinds}
    faults = list(_faults(found, rows))
    if faults:
        raise Unreadable(Fault(str(path), 0, 0, "", fault) for fault in faults)
    return [_claim(rows[number], found[number]) for number in rows]


def _claim(row: Mechanism, entry: dict[str, Any]) -> Claim:
    said = {key: value for key, value in entry.items() if key not in ("assigned", "because")}
    if said:
        said |= {"years": tuple(said["years"]), "switches": tuple(said.get("switches", ()))}
    return Claim(
        number=int(row.id),
        title={"en": row.title.en, "es": row.title.es},
        words=row.words,
        src=row.src,
        assigned=entry["assigned"],
        because=entry["because"],
        experiment=Experiment(**said) if said else None,
    )


_NEEDED = {"cause", "plays", "change", "outcome", "years", "wants", "least", "mechanism"}
_ALLOWED = _NEEDED | {"given", "switches", "axes", "scenario"}


def _faults(found: Any, rows: Mapping[int, Mechanism]) -> Iterator[str]:
    if not isinstance(found, dict):
        yield "must be a mapping of the numbers of claims"
        return
    known = parameters.read()
    yield from (f"{number}: a claim of the sources is missing" for number in rows if number not in found)
    for number, entry in found.items():
        if number not in rows:
            yield f"{number}: the sources have no claim of this number"
        elif not isinstance(entry, dict) or entry.get("assigned") not in ASSIGNED:
            yield f"{number}.assigned: must be one of {', '.join(ASSIGNED)}"
        else:
            yield from (f"{number}{fault}" for fault in _faults_of(entry, known))


def _faults_of(entry: Mapping[str, Any], known: parameters.Parameters) -> Iterator[str]:
    said = set(entry) - {"assigned", "because"}
    simulated = entry["assigned"] == "simulated"
    for key in ("because", *(["cause"] if "cause" in said else [])):
        if not isinstance(entry.get(key), dict) or {*entry[key]} != {"en", "es"}:
            yield f".{key}: must be said in en and es"
    if not simulated:
        yield from (f".{key}: belongs to a simulated claim alone" for key in sorted(said))
        return
    missing, unknown = _NEEDED - said, said - _ALLOWED
    yield from (f".{key}: missing" for key in sorted(missing))
    yield from (f".{key}: not known" for key in sorted(unknown))
    if missing or unknown:
        return
    for key, allowed in (("plays", PLAYS), ("outcome", (*OUTCOMES, "encounters")), ("wants", WANTS)):
        if entry[key] not in allowed:
            yield f".{key}: must be one of {', '.join(allowed)}, found {entry[key]!r}"
    change, mechanism = entry["change"], entry["mechanism"]
    yield from (f".change.{key}: not known" for key in change if key not in CHANGES)
    named = (
        *mechanism.get("parameters", {}),
        *change.get("parameters", {}),
        *entry.get("given", {}),
        *entry.get("axes", {}),
    )
    yield from (f": {name}: no such parameter" for name in named if name not in known)
    moved = (*mechanism.get("drivers", {}), *change.get("drivers", {}))
    yield from (f": {name}: no such driver" for name in moved if name not in series.NAMES)
    yield from (
        f".switches: {name}: no such switch" for name in entry.get("switches", ()) if name not in switches()
    )
