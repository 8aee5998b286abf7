"""Switches: questions on which the evidence disagrees, asked each way; axes: what no history fixes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

import yaml

from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.population import shipped
from acuerdo.simulate.parameters import NOT_IDENTIFIED, Parameter, Parameters

FILE = "data/corridor/switches.yaml"


@dataclass(frozen=True)
class Side:
    """One answer to a question, and the parameters it sets, each in its unit."""

    name: str
    title: Mapping[str, str]
    src: str
    sets: Mapping[str, float]


@dataclass(frozen=True)
class Switch:
    """A question with its sides, in both languages."""

    name: str
    question: Mapping[str, str]
    sides: Mapping[str, Side]


@cache
def switches() -> Mapping[str, Switch]:
    """The six switches by name."""
    found: dict[str, Any] = yaml.load(shipped.path(FILE).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {
        name: Switch(
            name,
            entry["question"],
            {side: Side(side, **said) for side, said in entry["sides"].items()},
        )
        for name, entry in found.items()
    }


def switched(parameters: Parameters, chosen: Mapping[str, str]) -> Parameters:
    """Parameters as some sides set them.

    Args:
        parameters: such as one set of a fit.
        chosen: side by switch. Later ones win where two set the same parameter.

    Raises:
        Unreadable: naming every switch and side that does not exist.
    """
    faults = list(_faults(chosen))
    if faults:
        raise Unreadable(Fault("switches", 0, 0, "", fault) for fault in faults)
    sets: dict[str, float] = {}
    for name, side in chosen.items():
        sets |= switches()[name].sides[side].sets
    return parameters.having(sets)


def axes(parameters: Parameters) -> tuple[Parameter, ...]:
    """Parameters that no history fixes: to be drawn as axes over their range, never folded into a band."""
    return tuple(each for each in parameters.values() if each.basis == NOT_IDENTIFIED)


def _faults(chosen: Mapping[str, str]) -> Iterator[str]:
    known = switches()
    for name, side in chosen.items():
        if name not in known:
            yield f"{name}: no such switch{_near(name, known)}; there are {', '.join(known)}"
        elif side not in known[name].sides:
            there = known[name].sides
            yield f"{name}: no side {side!r}{_near(side, there)}; there are {', '.join(there)}"


def _near(name: str, among: Mapping[str, object]) -> str:
    near = get_close_matches(name, list(among), n=1)
    return f", did you mean {near[0]}?" if near else ""
