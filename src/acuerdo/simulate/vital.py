"""Births, fertility and mortality of Mexico: counted to 2023, then as the UN and CONAPO project them."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.simulate.series import FIRST, LAST, numbers, table, yearly

COUNTED = 2023
"""The last year of the UN's estimates; later years are projections, which every scenario takes."""
AGES = 101
"""Ages 0 to 99 by single year, and 100 and over."""
SEXES = ("F", "M")
FERTILE = (10, 55)
"""Ages at which the UN tells of births, from the first up to the second."""

Array = NDArray[np.float64]


def births() -> Array:
    """Births a month, shape (732,) from January 1990: UN to 2023, then CONAPO's projection from there."""
    return np.repeat(_joined("births_un", "births_conapo"), 12) / 12


def fertility() -> Array:
    """Births a year per woman, shape (61, 101): years from 1990, single ages.

    Source: UN WPP 2024, total fertility to 2023 and pattern by age to 2050; CONAPO's total after 2023.
    """
    total = _joined("fertility_un", "fertility_conapo")
    read = table("fertility")
    rates = np.zeros((LAST - FIRST + 1, AGES))
    for year, group, percent in zip(read["year"], read["age"], read["percent_asfr"], strict=True):
        low, high = (int(each) for each in group.split("-"))
        row = int(year) - FIRST
        rates[row, low : high + 1] = total[row] * float(percent) / 100 / (high + 1 - low)
    return rates


def mortality() -> Array:
    """Deaths a year per person, shape (61, 2, 101): years from 1990, sexes F and M, single ages.

    Five-year rates stand in the middle of their period, straight lines between. Source: UN WPP 2024; from
    2024 its medium projection.
    """
    read = table("mortality")
    middle = sorted({float(period[:4]) + 2.5 for period in read["period"]})
    low = sorted({int(age.rstrip("+")) for age in read["age"]})
    found = np.zeros((len(middle), len(SEXES), len(low)))
    cells = zip(read["period"], read["sex"], read["age"], numbers(read["mx"]), strict=True)
    for period, sex, age, rate in cells:
        place = middle.index(float(period[:4]) + 2.5), SEXES.index(sex), low.index(int(age.rstrip("+")))
        found[place] = rate
    group = np.searchsorted(low, np.arange(AGES), side="right") - 1
    single = found[:, :, group]
    years = np.arange(FIRST, LAST + 1) + 0.5
    after = np.clip(np.searchsorted(middle, years), 1, len(middle) - 1)
    before = after - 1
    ends = np.array(middle)
    share = ((years - ends[before]) / (ends[after] - ends[before]))[:, None, None]
    rates: Array = single[before] * (1 - share) + single[after] * share
    return rates


def _joined(counted: str, projected: str) -> Array:
    """A counted series, carried on from its last year as the projected one moves."""
    found, projection = yearly(counted), yearly(projected)
    last = COUNTED - FIRST
    found[last + 1 :] = found[last] * projection[last + 1 :] / projection[last]
    return found
