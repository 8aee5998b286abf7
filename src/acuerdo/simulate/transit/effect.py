"""Transit nationals: monthly encounters, and what announcements, returns and parole do to them.

    ln encounters = level + season + b × share returned + g × parole places per applicant + A × 2^(-age / H)

A and its decay, with age in months, are the effect of the announcement. Nothing here removes a number of
people because a text names one: a cap is a ceiling on who is returned, and the count follows from what people
do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.plan import Enacted
from acuerdo.population.chance import stream
from acuerdo.simulate.parameters import Parameters
from acuerdo.simulate.scoring.rules import QUANTILES

Array = NDArray[np.float64]

NATIONALITIES = ("CUB", "HTI", "NIC", "VEN", "GTM", "HND", "SLV", "OTH")
"""ISO 3166; OTH is all others but Mexicans."""
NAMES = ("transit_return_risk", "transit_parole", "transit_announcement", "transit_half_life")
"""Parameters of the effect: b, g, A, H, in the order of columns."""
DRAWS = 20_000
"""Sets drawn from the prior, of which `KEPT` are drawn again by how well they fit."""
KEPT = 400


@dataclass(frozen=True)
class Policy:
    """What changes for one nationality from an announced day."""

    announced: date
    returned: float
    """Share of encounters that end in a return, less the share before."""
    places: float
    """Parole places a month per applicant."""


@dataclass(frozen=True)
class Ceilings:
    """The numbers of a text: the most, never a flow."""

    returns: float
    """People a month whom the neighbour accepts; infinite where the text does not say."""
    places: float
    """Parole places, infinite where the text does not say."""
    per: str
    """Of which period the places are."""


def ceilings(enacted: Enacted) -> Ceilings:
    """Read the ceilings of a day from the text, through the room that reads it.

    Args:
        enacted: a text; of pathways `chnv_parole` is read, of returns `third_country_nationals`, where it has
            them.
    """
    terms = enacted.agreement.terms
    both = terms.pathways.get("chnv_parole"), terms.returns.get("third_country_nationals")
    parole, returns = (each.cap.on(enacted.on) if each and each.cap else None for each in both)
    return Ceilings(_count(returns), _count(parole), str(parole.per) if parole else "")


def _count(cap: object) -> float:
    count = getattr(cap, "count", None)
    return float(count) if isinstance(count, int) else float("inf")


def effect(sets: Array, policy: Policy, months: list[str]) -> Array:
    """The factor on encounters that a policy brings, the month of its announcement by days.

    Args:
        sets: b, g, A and H (months), shape (n, 4).
        months: `YYYY-MM`, m of them.

    Returns:
        Shape (n, m); 1 before the announcement.
    """
    b, g, announcement, half_life = (column[:, None] for column in sets.T)
    since, share = (
        np.array(each) for each in zip(*(_after(policy.announced, m) for m in months), strict=True)
    )
    decay = np.exp2(-np.maximum(since, 0) / half_life)
    changed = np.exp(b * policy.returned + g * policy.places + announcement * decay)
    factor: Array = 1 - share + share * changed
    return factor


def _after(announced: date, month: str) -> tuple[float, float]:
    """Whole months since the announcement, and the share of the month's days that come after it."""
    year, number = (int(part) for part in month.split("-"))
    since = 12 * (year - announced.year) + number - announced.month
    if since != 0:
        return float(since), float(since > 0)
    after = date(year + number // 12, number % 12 + 1, 1) - announced
    whole = date(year + number // 12, number % 12 + 1, 1) - date(year, number, 1)
    return 0.0, after.days / whole.days


def season(monthly: Mapping[str, Array]) -> Array:
    """Log factor of each calendar month, shape (12,), mean 0: mean of yearly patterns of a steady group.

    Args:
        monthly: encounters of each nationality of the group from October, whole fiscal years.
    """
    total = np.sum(list(monthly.values()), axis=0).reshape(-1, 12)
    logs = np.log(total) - np.log(total).mean(axis=1, keepdims=True)
    pattern = np.roll(logs.mean(axis=0), -3)  # from October to from January
    centred: Array = pattern - pattern.mean()
    return centred


def wander(logs: Array) -> float:
    """Standard deviation of the change from month to month, of logs of shape (nationalities, months)."""
    return float(np.diff(logs, axis=1).std())


def wandered(noise: float, months: int) -> Array:
    """How far ln(encounters) strays by itself in 1 to `months` months, a random walk. Shape (months,)."""
    strays: Array = noise * np.sqrt(np.arange(1, months + 1))
    return strays


def fit(
    prior: Parameters, level: float, policy: Policy, months: list[str], counts: Array, noise: float
) -> Array:
    """Sets of parameters by how well they fit what followed one announcement.

    Sets are drawn from the prior, evenly between low and high, and drawn again by their likelihood; where the
    months say nothing of a parameter, its prior remains.

    Args:
        level: encounters a month before, the season taken out.
        policy: what changed.
        months: the months fitted, m of them.
        counts: encounters in them, the season taken out, shape (m,).
        noise: standard deviation of the change of ln(encounters) from month to month.

    Returns:
        Shape (400, 4).
    """
    low, high = (np.array([getattr(prior[name], end) for name in NAMES]) for end in ("low", "high"))
    sets = low + (high - low) * stream(2022, "transit", "prior").random((DRAWS, len(NAMES)))
    missed = np.log(counts) - np.log(level * effect(sets, policy, months))
    weight = np.exp(-0.5 * ((missed / wandered(noise, len(months))) ** 2).sum(axis=1))
    steps = (np.arange(KEPT) + 0.5) / KEPT * weight.sum()
    chosen = np.minimum(np.searchsorted(np.cumsum(weight), steps), DRAWS - 1)
    kept: Array = sets[chosen]
    return kept


def forecast(
    sets: Array, level: float, policy: Policy, months: list[str], pattern: Array, strays: Array
) -> Array:
    """Encounters to come.

    Args:
        sets: shape (n, 4).
        level: encounters a month before the announcement, the season taken out.
        pattern: log factors of calendar months, shape (12,).
        strays: standard deviation of ln(encounters) by itself in each month, shape (m,).

    Returns:
        Shape (9 × n, m): each set at nine points of the noise.
    """
    calendar = np.array([int(month[-2:]) - 1 for month in months])
    middle = level * effect(sets, policy, months) * np.exp(pattern[calendar])
    spread: Array = (middle * np.exp(strays * np.array(QUANTILES)[:, None, None])).reshape(-1, len(months))
    return spread


def returns(encounters: Array, share: float, ceiling: float) -> Array:
    """People returned: a share of those encountered, and never more than the ceiling. Shape as given."""
    return np.minimum(encounters * share, ceiling)
