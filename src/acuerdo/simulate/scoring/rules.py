"""Scores of an ensemble of forecasts, and the naive forecasts they are held against. Pure functions.

Source: Gneiting and Raftery 2007, "Strictly proper scoring rules, prediction, and estimation", JASA 102:359.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

BANDS = (0.5, 0.9)
"""Central bands whose coverage is scored."""
QUANTILES = (
    -1.5932, -0.9674, -0.5895, -0.2822, 0.0, 0.2822, 0.5895, 0.9674, 1.5932,
)  # fmt: skip
"""Nine points of the standard normal at (k - 1/2) / 9, by which each member of an ensemble is spread."""


def crps(ensemble: Array, observed: Array) -> Array:
    """Continuous ranked probability score of an ensemble: mean distance to what came, less half that within.

    Args:
        ensemble: shape (members, n), at least one member.
        observed: shape (n,), in the same unit.

    Returns:
        Shape (n,), in that unit, 0 or more; less is better. With one member, the absolute error.
    """
    members = ensemble.shape[0]
    ordered = np.sort(ensemble, axis=0)
    weight = 2 * np.arange(1, members + 1) - members - 1
    within = (weight[:, None] * ordered).sum(axis=0) / members**2
    score: Array = np.abs(ensemble - observed).mean(axis=0) - within
    return np.maximum(score, 0.0)


def covered(ensemble: Array, observed: Array, band: float) -> NDArray[np.bool_]:
    """Whether what came lies in a central band of the ensemble, ends included.

    Args:
        ensemble: shape (members, n).
        observed: shape (n,).
        band: share of the members that the band holds, above 0 and below 1.

    Returns:
        Shape (n,).
    """
    low, high = np.quantile(ensemble, [(1 - band) / 2, (1 + band) / 2], axis=0)
    inside: NDArray[np.bool_] = (low <= observed) & (observed <= high)
    return inside


def spread(ensemble: Array, errors: Array) -> Array:
    """An ensemble widened by the error that the figures and the model are granted.

    Args:
        ensemble: shape (members, n).
        errors: standard deviations, shape (n,), in the same unit.

    Returns:
        Shape (9 × members, n): each member at nine points of a normal distribution around it, 0 or more.
    """
    steps = np.array(QUANTILES)[:, None, None] * errors
    wide: Array = np.maximum(ensemble + steps, 0.0).reshape(-1, ensemble.shape[1])
    return wide


def last_value(years: Array, known: Array, later: Array) -> Array:
    """The naive forecast that nothing changes: the last known value, shape of `later`."""
    return np.full(later.shape, known[np.argmax(years)])


def trend(years: Array, known: Array, later: Array) -> Array:
    """The naive forecast that the straight line goes on, 0 at least.

    Args:
        years: when the known values stood, shape (k,); with fewer than two the last value is kept.
        known: shape (k,).
        later: years to forecast, shape (m,).

    Returns:
        Shape (m,), in the unit of `known`.
    """
    centred = years - years.mean()
    if not centred.any():
        return last_value(years, known, later)
    slope = (centred * known).sum() / (centred * centred).sum()
    line: Array = known.mean() + slope * (later - years.mean())
    return np.maximum(line, 0.0)
