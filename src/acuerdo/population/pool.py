"""A pool of people who seek a season's work, as arrays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from acuerdo.population import chance
from acuerdo.population.movers import AGE_GROUP_YEARS, SCHOOLING, SEXES, movers
from acuerdo.population.parameters import TASTES, Parameters, load_parameters

__all__ = ["SCHOOLING", "SEXES", "TASTES", "Parameters", "Pool", "draw", "load_parameters"]

Uniforms = NDArray[np.float64]

ALWAYS = 32_000
"""Days before and after which nobody plans: whoever can work on any day (no meaning of its own)."""

MONTHS = 12
DAYS_A_MONTH = 365.25 / MONTHS


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
    schooling_years: NDArray[np.int8]
    """Completed years of schooling, within the group of `schooling`."""
    trades: NDArray[np.int32]
    """Trades this person would work in: bit k is the k-th of `trades.trades()`."""
    free_from: NDArray[np.int16]
    """First day this person can work, in days after 1 October before the season; -ALWAYS for any day."""
    free_until: NDArray[np.int16]
    """Last day, counted alike; ALWAYS for any day."""

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
    always = u("free_all_year") < parameters.free_all_year_share
    first, length = (
        (_between(u(name), getattr(parameters, name), MONTHS) * DAYS_A_MONTH).astype(np.int64)
        for name in ("free_from", "free_months")
    )
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
        schooling_years=_schooling(u("schooling_years"), sample.schooling[mover], parameters),
        trades=_trades(n, u, parameters),
        free_from=np.where(always, -ALWAYS, first).astype(np.int16),
        free_until=np.where(always, ALWAYS, first + length).astype(np.int16),
    )
    for column in vars(pool).values():
        column.setflags(write=False)
    return pool


def _uniforms(n: int, seed: int, attribute: str) -> Uniforms:
    """Draw n numbers in [0, 1) from the attribute's own stream."""
    return chance.stream(seed, "pool", attribute).random(n)


def _whole(u: Uniforms, below: int | NDArray[np.int64]) -> NDArray[np.int64]:
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


def _between(u: Uniforms, shares: Mapping[int, float], top: int) -> Uniforms:
    """A number from each level up to the next, even within it; the highest level ends at the top."""
    return np.interp(u, [0, *_edges(shares)], [*shares, top])


def _schooling(u: Uniforms, group: NDArray[np.uint8], parameters: Parameters) -> NDArray[np.int8]:
    """Years even within each group, its last year included."""
    first = np.array([int(name.rstrip("+").split("-")[0]) for name in SCHOOLING])
    after = np.array([*first[1:], parameters.schooling_top_years + 1])
    return (first[group] + _whole(u, after[group] - first[group])).astype(np.int8)


def _trades(n: int, u: Callable[[str], Uniforms], parameters: Parameters) -> NDArray[np.int32]:
    """The trades of each person; nobody is kept from an order whose trade is not known."""
    found = np.zeros(n, np.int32)
    for bit, (name, share) in enumerate(parameters.trades.items()):
        found |= (u(f"trade {name}") < share).astype(np.int32) << np.int32(bit)
    found[found == 0] = 1
    return found | np.int32(1 << len(parameters.trades))


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
        months[where] = _between(u[where], shares, parameters.experience_top_months).astype(np.int64)
    months += (prior_seasons * parameters.season_months).astype(np.int64)
    return np.minimum(months, (age.astype(np.int64) - parameters.working_age) * 12).astype(np.int16)
