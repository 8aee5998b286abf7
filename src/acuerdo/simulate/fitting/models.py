"""The model as the fit and the scores run it: expected flows, of the years of the fit or of more."""

from acuerdo.simulate import drivers
from acuerdo.simulate.expecting import expected
from acuerdo.simulate.fitting import targets
from acuerdo.simulate.fitting.calibrating import Model


def of_the_fit() -> Model:
    """The model over the years of the targets."""
    given = drivers.read(targets.FIRST, targets.LAST)
    return lambda parameters: expected(parameters, given, targets.FIRST, targets.LAST)
