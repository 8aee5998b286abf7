"""Equation 3: crossing. The chance of being caught, of dying, of trying again, and the price."""

from dataclasses import dataclass

import numpy as np

from acuerdo.simulate.exact import Floats, exp, log, logistic
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.series import FIRST

MOST_TRIES = 16
"""Tries within a month, a bound of the count: at the highest chance of another, one in 5,000 would go
further."""
MONTHS = 12
AGENTS_1992 = 32
"""September 1992, the first month with a count of agents: months from January 1990."""
YEAR_2000 = slice(120, 132)


@dataclass(frozen=True)
class Crossing:
    """What the border is like in each month from January 1990, shape (months,)."""

    price: Floats
    """USD of 2017."""
    again: Floats
    """Chance of another try after being returned."""
    dies: Floats
    """Chance of dying on a try."""
    log_odds: Floats
    """Log odds of being caught at as many attempts as in 2000."""


def border(parameters: Parameters, agents: Floats) -> Crossing:
    """The border by month.

    Args:
        agents: in the southwest, from January 1990 to at least December 2000, shape (months,).
    """
    p = parameters.value
    month = np.arange(agents.size, dtype=np.float64)
    then, later = (MONTHS * (year - FIRST) for year in (2006, 2016))
    level = log(p("caught_2000") / (1.0 - p("caught_2000")))
    agents_2000 = float(np.cumsum(agents[YEAR_2000])[-1]) / MONTHS
    return Crossing(
        price=p("price_1992") * exp(p("price_agents") * log(agents / agents[AGENTS_1992])),
        again=_line(month, then, p("retry_2005"), later, p("retry_2016")),
        dies=_line(month, then - MONTHS, p("death_2005"), later - MONTHS, p("death_2015")),
        log_odds=level + p("caught_agents") * log(agents / agents_2000),
    )


def _line(month: Floats, begins: int, first: float, ends: int, last: float) -> Floats:
    """One level until a month, another from a later one, a straight line between."""
    share = np.clip((month - begins) / (ends - begins), 0.0, 1.0)
    level: Floats = first + (last - first) * share
    return level


def caught(parameters: Parameters, log_odds: float, attempts: float) -> float:
    """The chance of being caught on a try.

    Args:
        log_odds: of the month, at as many attempts as in 2000.
        attempts: in the twelve months before, people of the whole corridor.
    """
    p = parameters.value
    crowd = log(max(attempts, 1.0) / p("attempts_2000"))
    return float(logistic(log_odds - p("caught_attempts") * crowd))
