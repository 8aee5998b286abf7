"""One set of parameters, asked otherwise: each axis at the ends of its range, each disagreement each way."""

from collections.abc import Iterator
from dataclasses import dataclass

from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.switches import axes, switched, switches


@dataclass(frozen=True)
class Otherwise:
    """A set with one thing changed: `kind` is axis or switch, `side` the end or the side taken."""

    kind: str
    name: str
    side: str
    parameters: Parameters


def otherwise(parameters: Parameters) -> Iterator[Otherwise]:
    """The set with one axis at an end, or one switch on a side, at a time."""
    for axis in axes(parameters):
        for end in (axis.low, axis.high):
            yield Otherwise("axis", axis.name, f"{end:g}", parameters.having({axis.name: end}))
    for name, switch in switches().items():
        for side in switch.sides:
            yield Otherwise("switch", name, side, switched(parameters, {name: side}))
