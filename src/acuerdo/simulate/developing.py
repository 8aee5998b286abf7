"""Equation 9: wages that answer to what a run itself does, at home to money for development, in the United
States to the number of workers."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate import series
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.exact import Floats, exp, log
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.states import AT_HOME, IN_US

ADULT = 15


class Wages:
    """What a run has made of wages so far, on top of the drivers.

    Fields:
        money: for development over local income by month and state of birth, both of as much a year, shape
            (months, 32).
        there: the US wage over that of the drivers, this year.
    """

    def __init__(self, parameters: Parameters, drivers: Drivers) -> None:
        self.parameters, self.drivers = parameters, drivers
        self.money = drivers.development.copy()
        self.there = 1.0
        self._first = 0.0

    def january(self, number: int, people: NDArray[np.int64] | Floats) -> Floats:
        """Turn to a year.

        Args:
            number: months from January 1990.
            people: by state, sex, age and more, shape (8, 2, 101, ...), at any scale.

        Returns:
            Log change of the gap of wages by state of birth, shape (32,): ω ln(people of 15 and over in the
            United States over those of the first January) less ε ln(1 + money over local income), of the
            year that began ℓ months before.
        """
        p = self.parameters.value
        workers = max(float(people[list(IN_US), :, ADULT:].sum()), 1.0)
        self._first = self._first or workers
        there = float(p("wage_response") * log(workers / self._first))
        self.there = float(exp(there))
        begun = number - int(p("development_lag"))
        share = self.money[max(begun, 0) : max(begun + series.YEAR, 0)].sum(0) / series.YEAR
        gap: Floats = there - p("development") * log(1.0 + share)
        return gap

    def give(self, number: int, paid: float, places: Floats) -> None:
        """Let money for development be paid in a month, to each state as many of its people are there.

        Args:
            paid: USD of the month.
            places: people by state and state of birth, whole corridor, shape (8, 32).
        """
        there, home = places[list(IN_US)].sum(0), places[list(AT_HOME)].sum(0)
        money = paid / float(self.drivers["us_prices"][number]) * there / max(float(there.sum()), 1.0)
        income = np.maximum(local_income(self.drivers, number, home), 1.0)
        self.money[number] += series.YEAR * money / income


def local_income(drivers: Drivers, number: int, home: Floats) -> Floats:
    """Product of a year by state: that of 2017 a head, moved by wages, times the state's over the nation's,
    for everybody at home.

    Args:
        number: a month, whose wages count; from January 1990.
        home: people at home by state of birth, shape (32,).

    Returns:
        USD of 2017, shape (32,).
    """
    product, wage = _of_2017()
    a_head = product * float(drivers["mx_wage"][number].mean()) / wage
    income: Floats = a_head * drivers.state_wage * home
    return income


@cache
def _of_2017() -> tuple[float, float]:
    """Product a head of Mexico in 2017, USD, and the mean wage of men there, USD an hour."""
    nth = series.BASE_YEAR - series.FIRST
    product = float(series.product_a_head()[nth]) / series.pesos_a_dollar()
    return product, float(series.known("mx_wage")[series.YEAR * nth :][: series.YEAR].mean())
