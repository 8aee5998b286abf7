"""What a published measure says of a history: the same quantity, over the same years, in the same unit."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate.fitting.measures import Measure
from acuerdo.simulate.history import MONTHS, History
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.states import IN_US, State

Array = NDArray[np.float64]

FISCAL_LEAD = 3
"""A fiscal year begins this many months before its calendar year (US: October)."""
BY_AGE = 40
"""The age by which first trips are counted (Parrado and Ocampo 2019, figure 2)."""
WAVE_BEFORE = 5
"""Years before those of a wave of returns with which it is compared."""


def observe(history: History, measures: Sequence[Measure], parameters: Parameters) -> Array:
    """Read a history as each measure reads the world.

    Args:
        history: of all years that the measures name.
        parameters: with which it was made.

    Returns:
        Shape (measures,), each in its unit; NaN where the model has no such quantity.
    """
    return np.array([_READ.get(each.quantity, _unknown)(history, each, parameters) for each in measures])


def told() -> frozenset[str]:
    """Quantities that the model has."""
    return frozenset(_READ)


def _yearly(history: History, measure: Measure, series: Array) -> float:
    """The mean of yearly sums over the years of a measure, calendar or fiscal."""
    lead = FISCAL_LEAD if measure.year_kind == "fiscal" else 0
    first = MONTHS * (measure.first - history.start) - lead
    last = MONTHS * (measure.last + 1 - history.start) - lead
    return float(series[first:last].sum() / (measure.last + 1 - measure.first))


def _stock(history: History, measure: Measure, *where: State) -> float:
    """People on the first day of a month, on a straight line between Januaries."""
    at = measure.first - history.start
    stock = history.stock(*where)
    share = (measure.month - 1) / MONTHS
    return float(stock[at] * (1 - share) + stock[at + 1] * share)


def _net(history: History, measure: Measure, _: Parameters) -> float:
    return _yearly(history, measure, history.monthly("emigrants") - history.monthly("returnees"))


def _wave(history: History, measure: Measure, _: Parameters) -> float:
    back = history.calendar("returnees")
    at, until = measure.first - history.start, measure.last + 1 - history.start
    return float(back[at:until].mean() / back[at - WAVE_BEFORE : at].mean())


def _first_trips(history: History, measure: Measure, parameters: Parameters) -> float:
    """The share gone by 40 in places like those surveyed: the national odds are κ of theirs."""
    gone = history.gone_by(BY_AGE, measure.first, measure.last)
    return float(1 - (1 - gone) ** (1 / parameters.value("first_trip_scale")))


def _length(place: int) -> Callable[[History, Measure, Parameters], float]:
    return lambda history, m, _: float(history.first_trip_lengths(m.first, m.last)[place])


def _caught(place: int) -> Callable[[History, Measure, Parameters], float]:
    return lambda history, m, _: float(history.times_caught(m.first, m.last)[place])


def _unknown(history: History, measure: Measure, parameters: Parameters) -> float:  # noqa: ARG001
    return float("nan")


LENGTHS = ("0_6", "6_12", "13_36", "37_60", "60")
_READ: Mapping[str, Callable[[History, Measure, Parameters], float]] = MappingProxyType(
    {
        "apprehensions": lambda h, m, _: _yearly(h, m, h.monthly("apprehensions")),
        "unauthorized": lambda h, m, _: _stock(h, m, State.UNAUTHORIZED),
        "mexican_born": lambda h, m, _: _stock(h, m, *IN_US),
        "net_emigrants": _net,
        "return_wave": _wave,
        "price": lambda h, m, _: _yearly(h, m, h.price) / MONTHS,
        "first_trips_by_40": _first_trips,
        **{f"first_trip_length:{name}": _length(i) for i, name in enumerate(LENGTHS)},
        **{f"times_caught:{name}": _caught(i) for i, name in enumerate(("once", "twice", "thrice"))},
        "remittances": lambda h, m, _: _yearly(h, m, h.money),
    }
)
