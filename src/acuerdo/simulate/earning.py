"""Equation 7: earning and sending money home."""

import numpy as np

from acuerdo.simulate.exact import Floats, exp
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.states import State

BASE_YEAR = 2000
"""The year to whose share of earnings the drift is counted."""
PRICES_2015 = 0.967
"""Dollars of 2015 in dollars of 2017: US CPI 237.0 over 245.1 (Bureau of Labor Statistics, CPIAUCSL)."""


def remittances(
    parameters: Parameters, people: Floats, permits_ended: Floats, wage: Floats, prices: Floats, year: Floats
) -> Floats:
    """Money sent home in some months.

    Args:
        people: of 15 and over in each of the eight states, shape (months, 8), whole corridor.
        permits_ended: permits that ended with a return, shape (months,).
        wage: of US production workers, USD of 2017 an hour, shape (months,).
        prices: US consumer prices, 1 in 2017, shape (months,).
        year: with its fraction, shape (months,).

    Returns:
        USD of each month, shape (months,).
    """
    p = parameters.value
    earned = wage * p("migrant_wage") * p("hours")
    share = p("sent_share") * exp(p("sent_drift") * (year - BASE_YEAR))
    settled = people[:, State.UNAUTHORIZED] + people[:, State.RESIDENT] + people[:, State.CITIZEN]
    paid = settled + people[:, State.PROVISIONAL] * (1.0 + p("legal_wage_gain"))
    permit = people[:, State.PERMIT] * p("sent_by_permit") + permits_ended * p("brought_by_permit")
    sent: Floats = (p("sends") * share * earned * paid + permit / PRICES_2015) * prices
    return sent


def adults_only(people: Floats) -> Floats:
    """People of 15 and over in each state, shape (8,), from (8, 2, 101, 32)."""
    found: Floats = np.asarray(people)[:, :, 15:].sum((1, 2, 3)).astype(np.float64)
    return found
