"""The chances of a month as whole numbers out of 2**32, by what somebody is: the same for every engine."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate import crossing, intending, staying
from acuerdo.simulate.drivers import Drivers
from acuerdo.simulate.exact import Floats
from acuerdo.simulate.intending import Networks
from acuerdo.simulate.parameters import Parameters

Thresholds = NDArray[np.int64]
WHOLE = 4294967296.0
"""2**32: a chance is a whole number of its parts."""
SIXTEEN = 16
"""Bits of a share that a threshold is multiplied by: their product fits 63 bits."""
MONTHS = 12


def threshold(chance: Floats | float) -> Thresholds:
    """A chance of 0 to 1 as a whole number of 2**32 parts, rounded down."""
    return np.floor(np.clip(chance, 0.0, 1.0) * WHOLE).astype(np.int64)


@dataclass(frozen=True)
class Year:
    """What holds for a calendar year."""

    odds: Floats
    """Odds of a first trip within a year, shape (101, 2, 32, 4, 2, 2); see `intending.Odds`."""
    dies: Thresholds
    """Chance of dying within a month, shape (2, 101), by sex and age (year less year of birth)."""


@dataclass(frozen=True)
class Month:
    """What holds for a month; thresholds unless said otherwise."""

    number: int
    """Months from January 1990."""
    factor: float
    """On the odds of a first trip."""
    family: int
    """A family visa, for linked people at home."""
    back: Thresholds
    """Return of those without papers, shape (5, 8): months there, ties."""
    back_protected: Thresholds
    """Return of those protected, alike."""
    removed: int
    legalised: int
    leaves: int
    """A resident or citizen returns."""
    naturalised: int
    caught: int
    """On one try, of those who do not die on it."""
    dies_crossing: int
    again: int
    """Another try after being returned."""
    drawn: int
    """People drawn by an open pathway per person who means to go, in parts of 2**16."""


class Tables:
    """Makes the tables of each year and month from parameters and drivers.

    Args:
        parameters: the model's numbers.
        drivers: from January 1990 to at least December 2000.
        start: networks in January 1990.
    """

    def __init__(self, parameters: Parameters, drivers: Drivers, start: Networks) -> None:
        self.parameters, self.drivers, self.start = parameters, drivers, start
        self.border = crossing.border(parameters, drivers["agents"])
        self.factors = intending.monthly_factors(parameters, drivers, self.border.price)
        self.again = intending.again(parameters)
        idle = drivers["hispanic_unemployment"]
        then = float(np.cumsum(idle[: intending.REFERENCE])[-1]) / intending.REFERENCE
        self.back = staying.returns(parameters)
        self.dear, self.idle = staying.months_make(parameters, self.border.price, idle, then)
        self.ties = threshold(np.array([parameters.value(share) for share, _ in staying.TIES]))

    def year(self, number: int, networks: Networks, moved: Floats) -> Year:
        """The tables of a calendar year, by months from January 1990 to its first; see `odds`."""
        return Year(self.odds(number, networks, moved).whole, threshold(self.dies(number)))

    def odds(self, number: int, networks: Networks, moved: Floats) -> intending.Odds:
        """Odds of a first trip in the calendar year that begins with a month, with the gap of wages moved by
        so much in each state of birth (log, shape (32,))."""
        return intending.yearly_odds(self.parameters, self.drivers, number, networks, self.start, moved)

    def dies(self, number: int) -> Floats:
        """Chance of dying within a month, shape (2, 101), by sex and age as year less year of birth."""
        rates = self.drivers.mortality[number // MONTHS]
        mean = (rates + np.concatenate([rates[:, :1], rates[:, :-1]], axis=1)) / 2.0
        chance: Floats = mean / MONTHS
        return chance

    def month(self, number: int, attempts: float, linked: float, drawn: float = 0.0) -> Month:
        """The tables of a month.

        Args:
            number: months from January 1990.
            attempts: to cross, in the twelve months before.
            linked: people at home with a household member in the United States; as attempts, of the whole
                corridor.
            drawn: people drawn by an open pathway per person who means to go; 0 where none is open.
        """
        p, border = self.parameters.value, self.border
        back = self.back * self.idle[number]

        def monthly(a_year: float) -> int:
            return int(threshold(a_year / MONTHS))

        return Month(
            number=number,
            factor=float(self.factors[number]),
            family=monthly(p("family_visas") / max(linked, 1.0)),
            back=threshold(back * self.dear[number]),
            back_protected=threshold(back * p("return_resident")),
            removed=monthly(float(self.drivers["removal"][number])),
            legalised=monthly(p("legalised")),
            leaves=monthly(p("resident_leaves")),
            naturalised=monthly(p("naturalised")),
            caught=int(threshold(crossing.caught(self.parameters, float(border.log_odds[number]), attempts))),
            dies_crossing=int(threshold(float(border.dies[number]))),
            again=int(threshold(float(border.again[number]))),
            drawn=int(drawn * (1 << SIXTEEN)),
        )
