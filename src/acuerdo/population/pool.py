"""A pool of people who seek a season's work, as arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from acuerdo.population import chance
from acuerdo.population.movers import AGE_GROUP_YEARS, SCHOOLING, SEXES, movers
from acuerdo.population.parameters import TASTES, Parameters, load_parameters

__all__ = ["SCHOOLING", "SEXES", "TASTES", "Parameters", "Pool", "draw", "load_parameters"]

Uniforms = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pool:
    """People, one row for each; every array has length n and is read-only.

    State, sex, age, schooling and locality follow the census of 2020 (`movers`); everything else follows
    the parameters, most of them assumed.
    """

    state: NDArray[np.uint8]
    """State of origin, INEGI code 1..32."""
    sex: NDArray[np.uint8]
    """Code of `SEXES`: 0 woman, 1 man."""
    age_years: NDArray[np.int16]
    """Completed years, 20..64."""
    schooling: NDArray[np.uint8]
    """Years of schooling, code of `SCHOOLING`: 0 is 0-5 years, 1 is 6-8, 2 is 9-11, 3 is 12 or more."""
    rural: NDArray[np.bool_]
    """Home locality under 2,500 people."""
    experience_months: NDArray[np.int16]
    """Months of paid farm work, at home and in seasons under a permit."""
    returning: NDArray[np.bool_]
    """Worked a season before under a temporary permit and complied with it."""
    prior_seasons: NDArray[np.int8]
    """Seasons before this one; 0 for those who are not returning, at least 1 for those who are."""
    felony_convictions: NDArray[np.int8]
    """Convictions for serious crime."""
    past_employer: NDArray[np.int32]
    """Employer of last season, an index into the list the pool was drawn with; -1 for none in it."""
    taste: NDArray[np.uint8]
    """What ranks jobs for this person, code of `TASTES`: 0 pay, 1 ties, 2 season length."""

    def __len__(self) -> int:
        return len(self.state)


def draw(n: int, seed: int, employer_places: NDArray[np.int64], parameters: Parameters) -> Pool:
    """Draw people.

    Each person takes state, sex, age group, schooling and locality together from one sampled circular
    mover, drawn with replacement (a multinomial draw over the cells; rounding to largest remainders would
    fix the counts but make a person depend on n). Every attribute has its own random stream and every person
    their own place in it, so that a smaller pool is the beginning of a larger one, and a changed parameter
    moves only the attributes that rest on it.

    Args:
        n: how many people, 0 or more.
        seed: any whole number.
        employer_places: places each employer offers, shape (employers,), 0 or more; weights by which
            returning people were employed last season. Empty or all 0: nobody has a past employer.
        parameters: see `load_parameters`.

    Returns:
        A pool of n people.

    Raises:
        ValueError: n or a number of places is negative, or places are not a list.
    """
    if n < 0:
        raise ValueError(f"a pool has 0 people or more, asked for {n}")
    sample = movers()
    u = partial(_uniforms, n, seed)
    mover = _whole(u("mover"), len(sample.state))
    age = sample.age_group[mover] + _whole(u("age"), AGE_GROUP_YEARS).astype(np.int16)
    rural = sample.rural[mover]
    returning = u("returning") < parameters.returning_share
    prior = np.where(returning, _level(u("prior_seasons"), parameters.prior_seasons), 0)
    prior = np.minimum(prior, age - parameters.permit_age)
    employer = _employer(u("past_employer"), employer_places)
    known = returning & (u("past_employer_listed") < parameters.past_employer_share)
    pool = Pool(
        state=sample.state[mover],
        sex=sample.sex[mover],
        age_years=age,
        schooling=sample.schooling[mover],
        rural=rural,
        experience_months=_experience(u("experience"), rural, prior, age, parameters),
        returning=returning,
        prior_seasons=prior.astype(np.int8),
        felony_convictions=_level(u("felony_convictions"), parameters.felony_convictions).astype(np.int8),
        past_employer=np.where(known, employer, -1).astype(np.int32),
        taste=_choice(u("taste"), parameters.tastes).astype(np.uint8),
    )
    for column in vars(pool).values():
        column.setflags(write=False)
    return pool


def _uniforms(n: int, seed: int, attribute: str) -> Uniforms:
    """Draw n numbers in [0, 1) from the attribute's own stream."""
    return chance.stream(seed, "pool", attribute).random(n)


def _whole(u: Uniforms, below: int) -> NDArray[np.int64]:
    """Spread over 0..below-1; the product may round up to `below` itself, which is taken back."""
    return np.minimum((u * below).astype(np.int64), below - 1)


def _edges(shares: Mapping[int, float] | Mapping[str, float]) -> Uniforms:
    """Upper edges of the shares laid end to end; the last is 1 whatever the rounding."""
    edges = np.cumsum(np.fromiter(shares.values(), np.float64))
    edges[-1] = 1
    return edges


def _choice(u: Uniforms, shares: Mapping[int, float] | Mapping[str, float]) -> NDArray[np.int64]:
    """Say which of the shares, laid end to end, holds each number."""
    return np.searchsorted(_edges(shares), u, side="right").astype(np.int64)


def _level(u: Uniforms, shares: Mapping[int, float]) -> NDArray[np.int64]:
    return np.fromiter(shares, np.int64)[_choice(u, shares)]


def _employer(u: Uniforms, places: NDArray[np.int64]) -> NDArray[np.int64]:
    if places.ndim != 1:
        raise ValueError(f"employer_places must be one list, found {places.ndim} dimensions")
    if (places < 0).any():
        raise ValueError("an employer has 0 places or more")
    total = int(places.sum())
    if total == 0:
        return np.full(len(u), -1)
    return np.searchsorted(np.cumsum(places), _whole(u, total), side="right").astype(np.int64)


def _experience(
    u: Uniforms,
    rural: NDArray[np.bool_],
    prior_seasons: NDArray[np.int64],
    age: NDArray[np.int16],
    parameters: Parameters,
) -> NDArray[np.int16]:
    """Months at home, even within each level, and of seasons; no more than since the working age."""
    months = np.empty(len(u), np.int64)
    for where, shares in ((rural, parameters.experience_rural), (~rural, parameters.experience_urban)):
        levels = [*shares, parameters.experience_top_months]
        months[where] = np.interp(u[where], [0, *_edges(shares)], levels).astype(np.int64)
    months += (prior_seasons * parameters.season_months).astype(np.int64)
    return np.minimum(months, (age.astype(np.int64) - parameters.working_age) * 12).astype(np.int16)
