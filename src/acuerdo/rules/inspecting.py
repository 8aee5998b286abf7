"""Which places inspectors look at first: points for facts about work and employers, never about people."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weight:
    """How a fact counts.

    Fields:
        unit: of which the fact is counted.
        points: for each unit.
        most: points at most, so that no one fact decides alone.
        basis, why: how the weight is known, and what it rests on.
    """

    unit: str
    points: float
    most: float
    basis: str
    why: str


WEIGHTS: Mapping[str, Weight] = MappingProxyType(
    {
        "broken": Weight(
            "protections found broken at the employer in earlier visits and not made good",
            20.0,
            40.0,
            "assumed",
            "what was found once and stands open is looked at again first",
        ),
        "unpaid": Weight(
            "hundreds of dollars ordered to be paid to workers and not paid",
            2.0,
            30.0,
            "assumed",
            "a sum that was ordered is a fact, and each day without it is borne by somebody",
        ),
        "short": Weight(
            "tenths of all pay reported that is short of the contract",
            10.0,
            30.0,
            "assumed",
            "wages are what inspectors find short most often; of the word of workers too",
        ),
        "conditions": Weight(
            "reports of workers on the place since the last visit",
            3.0,
            15.0,
            "assumed",
            "counted and not read: who said what does not matter here",
        ),
        "housing": Weight(
            "1 where housing is offered and no visit found it fit to live in",
            15.0,
            15.0,
            "law",
            "20 CFR 655.122(d): housing is inspected before people live in it",
        ),
        "months": Weight(
            "months since the last visit, or since the work began where there was none",
            1.0,
            12.0,
            "assumed",
            "so that everybody is visited once, however quiet it is there",
        ),
        "first": Weight(
            "1 where the employer has workers in its first season",
            5.0,
            5.0,
            "assumed",
            "whoever is new to the rules has shown nothing yet, neither good nor bad",
        ),
        "people": Weight(
            "tens of people who work there",
            1.0,
            10.0,
            "assumed",
            "what is wrong at a large place is wrong for many",
        ),
    }
)
"""Every fact that counts, and how. None is a fact about a person. None is fitted: there are no data yet on
which visits found something, and until there are the weights say what was chosen."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Places in the order in which they are looked at.

    Fields:
        order: positions, the first one first; equals stay as they came.
        points: in all, by place.
        parts: of each fact, by name: its points by place.
    """

    order: NDArray[np.int64]
    points: NDArray[np.float64]
    parts: Mapping[str, NDArray[np.float64]]


def ranked(facts: Mapping[str, NDArray[Any]]) -> Ranked:
    """Rank places.

    Args:
        facts: for each name of WEIGHTS, an array of its units by place, none below 0.

    Raises:
        ValueError: a fact is missing, or is none that counts.
    """
    if set(facts) != set(WEIGHTS):
        raise ValueError(f"facts are {', '.join(WEIGHTS)}; got {', '.join(facts)}")
    parts = {
        name: np.minimum(np.asarray(facts[name], np.float64) * weight.points, weight.most)
        for name, weight in WEIGHTS.items()
    }
    points = np.sum([*parts.values()], axis=0)
    return Ranked(np.argsort(-points, kind="stable"), points, parts)
