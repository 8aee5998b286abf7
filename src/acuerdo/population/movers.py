"""Circular movers of the Mexican census of 2020: who people of the pool are drawn from."""

import csv
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acuerdo.population import shipped

CELLS = "data/corridor/circular_movers_census2020.csv"
SEXES = ("F", "M")
"""Sex by code: woman, man."""
SCHOOLING = ("0-5", "6-8", "9-11", "12+")
"""Years of schooling by code."""
AGE_GROUP_YEARS = 5


@dataclass(frozen=True, eq=False)
class Movers:
    """Sampled adults, one row for each.

    Source: INEGI, Censo 2020, sample of adults of 20 to 64, those who lived in the United States five
    years before and live in Mexico; unweighted. See `data/corridor/README.md`.
    """

    state: NDArray[np.uint8]
    """INEGI code, 1..32."""
    sex: NDArray[np.uint8]
    """Code of `SEXES`."""
    age_group: NDArray[np.int16]
    """First year of a five-year group, 20..60."""
    schooling: NDArray[np.uint8]
    """Code of `SCHOOLING`."""
    rural: NDArray[np.bool_]
    """Home locality under 2,500 people."""


def movers() -> Movers:
    """Read the shipped cells as one row for each sampled adult, in the order of the file."""
    with shipped.path(CELLS).open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    count = [int(cell["lived_in_us_5_years_before"]) for cell in cells]
    return Movers(
        state=np.repeat(np.array([int(cell["state_code"]) for cell in cells], np.uint8), count),
        sex=np.repeat(np.array([SEXES.index(cell["sex"]) for cell in cells], np.uint8), count),
        age_group=np.repeat(np.array([int(cell["age_group"]) for cell in cells], np.int16), count),
        schooling=np.repeat(
            np.array([SCHOOLING.index(cell["educ_years"]) for cell in cells], np.uint8), count
        ),
        rural=np.repeat(np.array([cell["locality"] == "rural" for cell in cells], np.bool_), count),
    )
