"""Everybody born in Mexico: who was alive in 1990, at home or in the United States, and who is born after.

People are counted in cells of sex, state of birth, schooling and locality, within groups of birth. A sample
of any scale takes every so-manieth person of one long line, so that no group is off by more than one person.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from acuerdo.population import shipped

FOLDER = "data/people"
YEAR, LAST = 1990, 2050
"""The first year, on whose first day people are counted, and the last with births."""
OLDEST = 1890
"""Whoever was born before counts as born then."""
SEXES = ("F", "M")
STATES, SCHOOLS, LOCALITIES = 32, 4, 2
CELLS = len(SEXES) * STATES * SCHOOLS * LOCALITIES
"""Cells by sex, state of birth, schooling, locality (urban, rural), the last fastest."""
STATUSES = ("never_gone", "returned", "unauthorized", "resident", "citizen")
SCHOOLED = (20, 64)
"""Ages of the census sample; the older take the schooling of the oldest, the younger that of the youngest."""
CENSUS = 2020
IRCA = 1982
"""Whoever had come before this year could become a resident in 1987 and 1988."""
GROUP = 5
"""Years in a group of age or birth."""

Counts = NDArray[np.float64]


@dataclass(frozen=True)
class Given:
    """What no table tells of the people of 1990 and of births; see `parameters.yaml` for sources."""

    in_us: float
    """People born in Mexico who live in the United States on 1 January 1990."""
    unauthorized: float
    """Those without papers among them."""
    citizen_share: float
    """Citizens among the others, a share."""
    returned: float
    """People at home who have been in the United States."""
    male_births: float
    """Boys among births, a share."""


def of_1990(given: Given) -> tuple[NDArray[np.int64], Counts]:
    """The people of 1 January 1990, one to one.

    Whoever came in or after 1982 is taken as unauthorized, whoever came before as legalised, each scaled to
    its total; those returned are spread as all who ever left. Within each, schooling is that of the cohort at
    home.

    Returns:
        Years of birth, shape (g,), and people, shape (g, CELLS, 5) by cell and status.
    """
    born = np.arange(OLDEST, YEAR)
    home, before, since = _placed()
    lawful = before * ((given.in_us - given.unauthorized) / before.sum())
    returned = (before + since) * (given.returned / (before + since).sum())
    returned = np.minimum(returned, 0.9 * home)
    groups = np.stack(
        [
            home - returned,
            returned,
            since * (given.unauthorized / since.sum()),
            lawful * (1 - given.citizen_share),
            lawful * given.citizen_share,
        ],
        axis=-1,
    )
    people = groups[:, :, :, None, :] * _schooling_then()[:, :, :, :, None]
    return born, people.reshape(born.size, CELLS, len(STATUSES))


@cache
def _placed() -> tuple[Counts, Counts, Counts]:
    """By year of birth, sex and state, each of shape (100, 2, 32): people at home, and weights of those who
    had left before 1982 and since."""
    home = np.zeros((YEAR - OLDEST, 2, STATES))
    for row in _table("at_home_1990"):
        ages = YEAR - 1 - int(row["age"]) - np.arange(GROUP)
        rows = np.maximum(ages, OLDEST) - OLDEST
        np.add.at(
            home[:, SEXES.index(row["sex"]), int(row["state_code"]) - 1], rows, float(row["people"]) / 5
        )
    before, since = np.zeros((2, YEAR - OLDEST, 2, STATES))
    for row in _table("gone_before_1990"):
        period, centre, moved = int(row["period"]), int(row["born"]), float(row["net_emigrants"])
        rows = np.clip(centre - 2 + np.arange(GROUP), OLDEST, YEAR - 1) - OLDEST
        late = min(max((period + GROUP - IRCA) / GROUP, 0.0), 1.0)
        at = SEXES.index(row["sex"]), int(row["state_code"]) - 1
        np.add.at(since[:, *at], rows, moved * late / GROUP)
        np.add.at(before[:, *at], rows, moved * (1 - late) / GROUP)
    return home, before, since


@cache
def _schooling_then() -> Counts:
    return schooling(np.arange(OLDEST, YEAR))


def births_by_cell(year: int, given: Given) -> Counts:
    """Shares of the births of a year by cell, shape (CELLS,), sum 1: states as CONAPO counts and projects."""
    sex = np.array([1 - given.male_births, given.male_births])
    shares: Counts = (sex[:, None, None] * _births(year)).reshape(CELLS)
    return shares


@cache
def _births(year: int) -> Counts:
    """Shares of the births of a year, for each sex 1, shape (2, 32, 8)."""
    row = next(each for each in _table("births") if each["year"] == str(year))
    state = np.array([float(row[str(code)]) for code in range(1, STATES + 1)])
    shares: Counts = (state / state.sum())[None, :, None] * schooling(np.array([year]))[0]
    return shares


@cache
def _census() -> Mapping[tuple[int, int], Counts]:
    """Shares of schooling and locality, shape (2, 32, 4, 2), by first age of the group in 2020."""
    found: dict[int, Counts] = {}
    for row in _table("schooling"):
        eight = np.array([float(row[name]) for name in row if " " in name]).reshape(LOCALITIES, SCHOOLS)
        cells = found.setdefault(int(row["age"]), np.zeros((2, STATES, SCHOOLS, LOCALITIES)))
        cells[SEXES.index(row["sex"]), int(row["state_code"]) - 1] = (eight / eight.sum()).T
    return {(age, age + GROUP): shares for age, shares in found.items()}


def schooling(born: NDArray[np.int64]) -> Counts:
    """Schooling and locality of some cohorts: shares, shape (g, 2, 32, 8), each row of eight adds to 1.

    Source: census of 2020, sampled adults of 20 to 64 (unweighted); others take the nearest group (assumed).
    """
    age = np.clip(CENSUS - born, SCHOOLED[0], SCHOOLED[1])
    by_age = {age_of: shares for (first, stop), shares in _census().items() for age_of in range(first, stop)}
    return np.stack([by_age[int(each)].reshape(2, STATES, -1) for each in age])


@cache
def headship() -> Counts:
    """Heads of household by sex and age, shares, shape (2, 101): straight lines between census groups of
    2020, none up to 15, those over 62 as at 62 (assumed)."""
    found = np.zeros((len(SEXES), 101))
    for sex, name in enumerate(SEXES):
        rows = [row for row in _table("heads") if row["sex"] == name]
        middle = [15.0, *(float(row["age"]) + 2.5 for row in rows)]
        share = [0.0, *(float(row["heads"]) / float(row["adults"]) for row in rows)]
        found[sex] = np.interp(np.arange(101), middle, np.maximum.accumulate(share))
    return found


def sampled(counts: Counts, scale: int, carried: float = 0.0) -> tuple[NDArray[np.int64], float]:
    """Every so-manieth person of a line.

    Args:
        counts: people of each cell in line, any shape.
        scale: one in how many is taken.
        carried: people passed since the last one taken, below `scale`.

    Returns:
        How many are taken of each cell, and what is carried to the next in line.
    """
    passed = np.cumsum(counts.ravel()) + carried
    taken = np.floor(passed / scale)
    each = np.diff(taken, prepend=0.0).astype(np.int64).reshape(counts.shape)
    return each, float(passed[-1] - scale * taken[-1])


@cache
def _table(name: str) -> list[dict[str, str]]:
    with shipped.path(f"{FOLDER}/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
