"""A pool described in a few rows, for reports."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from acuerdo.population.movers import AGE_GROUP_YEARS, SCHOOLING, SEXES
from acuerdo.population.parameters import Parameters
from acuerdo.population.places import MEXICAN_STATES
from acuerdo.population.pool import Pool

CENSUS = "INEGI, Censo 2020, sampled adults 20-64 who lived in the US five years before (2,653, unweighted)"
TOP_STATES = 5


class Row(NamedTuple):
    """One line of a description."""

    about: str
    label: str
    people: int
    share: float
    """Share of the pool, 0..1."""
    basis: str
    source: str


def describe(pool: Pool, parameters: Parameters) -> list[Row]:
    """Describe a pool by sex, age, schooling, locality, returning people and leading states of origin.

    Args:
        pool: people.
        parameters: those the pool was drawn with; they say on what the share of returning people rests.

    Returns:
        Rows in that order; states from most people to fewest, the five leading ones. Empty for an empty pool.
    """
    n = len(pool)
    if n == 0:
        return []

    def rows(about: str, labels: list[str], counts: NDArray[np.int64], basis: str, source: str) -> list[Row]:
        return [
            Row(about, label, int(count), int(count) / n, basis, source)
            for label, count in zip(labels, counts, strict=True)
        ]

    first = (int(pool.age_years.min()) // AGE_GROUP_YEARS, int(pool.age_years.max()) // AGE_GROUP_YEARS)
    bands = range(first[0], first[1] + 1)
    by_band = np.bincount(pool.age_years // AGE_GROUP_YEARS, minlength=bands.stop)[bands.start :]
    by_state = np.bincount(pool.state, minlength=len(MEXICAN_STATES) + 1)
    leading = np.argsort(-by_state, kind="stable")[:TOP_STATES]
    ages = [f"{band * AGE_GROUP_YEARS}-{band * AGE_GROUP_YEARS + AGE_GROUP_YEARS - 1}" for band in bands]
    names = [MEXICAN_STATES[int(code)].name_es for code in leading if by_state[code]]
    census = ("estimated", CENSUS)
    known = parameters.origins["returning_share"]
    return [
        *rows("sex", list(SEXES), np.bincount(pool.sex, minlength=len(SEXES)), *census),
        *rows("age", ages, by_band, *census),
        *rows("schooling", list(SCHOOLING), np.bincount(pool.schooling, minlength=len(SCHOOLING)), *census),
        *rows("locality", ["urban", "rural"], np.bincount(pool.rural, minlength=2), *census),
        *rows("returning", ["no", "yes"], np.bincount(pool.returning, minlength=2), known.basis, known.src),
        *rows("state", names, by_state[leading][: len(names)], *census),
    ]
