"""Targets: what the model is fitted to, 1990 to 2007."""

from acuerdo.population import shipped
from acuerdo.simulate.fitting.measures import Measure, read_measures

FILE = "data/corridor/history/targets.csv"
FIRST, LAST = 1990, 2007
"""Calendar years of the fit."""


def targets() -> tuple[Measure, ...]:
    """The shipped targets, in the order of their file."""
    return read_measures(shipped.path(FILE))
