"""Series held out of the fit. Only the scoring may read them: a contract keeps the fit from this file."""

from acuerdo.population import shipped
from acuerdo.simulate.fitting.measures import Measure, read_measures

FILE = "data/corridor/held-out/series.csv"


def held_out() -> tuple[Measure, ...]:
    """The shipped series, in the order of their file."""
    return read_measures(shipped.path(FILE))
