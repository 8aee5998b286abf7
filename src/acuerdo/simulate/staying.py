"""Equations 4, 5 and 6: returning, being removed, and changing status without an agreement."""

import numpy as np

from acuerdo.simulate.exact import Floats, exp, log
from acuerdo.simulate.parameters import Parameters

BINS = (6, 12, 36, 60)
"""Months in the United States at which the chance of return changes."""
RETURN = ("return_0_6", "return_6_12", "return_13_36", "return_37_60", "return_60")
SETTLED = 60
"""Months after which somebody belongs to those who stay long, and a resident may become a citizen."""
MONTHS = 12


def of_ties(parameters: Parameters) -> Floats:
    """Factor on the chance of return by ties (bits: partner, property, farm job), mean 1 over trips, shape
    (8,)."""
    p = parameters.value
    factors = np.ones(8)
    mean = 1.0
    for bit, (share, factor) in enumerate(TIES):
        held = np.arange(8) >> bit & 1
        factors = np.where(held == 1, factors * p(factor), factors)
        mean = mean * (1.0 + p(share) * (p(factor) - 1.0))
    return factors / mean


TIES = (("partner", "return_partner"), ("property", "return_property"), ("farm", "return_farm"))
"""Parameters of each tie: the share of trips with it, and its factor on the chance of return."""


def shares_of_ties(parameters: Parameters) -> Floats:
    """Shares of trips by ties, shape (8,), sum 1."""
    shares = np.ones(8)
    for bit, (share, _) in enumerate(TIES):
        held = np.arange(8) >> bit & 1
        shares = shares * np.where(held == 1, parameters.value(share), 1.0 - parameters.value(share))
    return shares


def returns(parameters: Parameters) -> Floats:
    """Chance of return within a month by months in the United States and ties, before what the month makes of
    it.

    Returns:
        Shape (5, 8).
    """
    p = parameters.value
    by_length = np.array([p(name) for name in RETURN]) * p("return_scale")
    return by_length[:, None] * of_ties(parameters)[None, :]


def months_make(
    parameters: Parameters, price: Floats, idle: Floats, idle_then: float
) -> tuple[Floats, Floats]:
    """What each month makes of the chance of return, by the price of crossing and by unemployment.

    The first holds for those without papers alone: those protected may come again without paying it.

    Args:
        price: of crossing, USD of 2017, shape (months,).
        idle: Hispanic unemployment, points, shape (months,); `idle_then`, that of 1990-95.
    """
    p = parameters.value
    dear = exp(-p("return_price") * log(price / p("price_1992")))
    return dear, exp(p("return_unemployment") * (idle - idle_then))
