"""Estimators as the papers used them: a logit and a linear probability model, with their standard errors.

Sums of many rows are left to the library for matrices: here nobody's life depends on the last bit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STEPS = 40
ENOUGH = 1e-9


@dataclass(frozen=True)
class Estimate:
    """Coefficients and their standard errors by the name of the term."""

    terms: tuple[str, ...]
    values: Array
    errors: Array

    def __getitem__(self, term: str) -> tuple[float, float]:
        """One coefficient and its standard error."""
        at = self.terms.index(term)
        return float(self.values[at]), float(self.errors[at])


def logit(terms: dict[str, Array], happened: NDArray[np.bool_]) -> Estimate:
    """Maximum likelihood of a logit, by Newton's method.

    Args:
        terms: columns by name, each of shape (n,), a constant among them.
        happened: shape (n,).

    Raises:
        ValueError: the terms are collinear, or one of them tells the outcome apart.
    """
    columns = np.stack(list(terms.values()), axis=1)
    values = np.zeros(columns.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-columns @ values))
        slope = columns.T @ (happened - chance)
        curvature = (columns * (chance * (1 - chance))[:, None]).T @ columns
        step = _solved(curvature, slope)
        values = values + step
        if np.abs(step).max() < ENOUGH * (1 + np.abs(values).max()):
            return Estimate(tuple(terms), values, np.sqrt(np.diag(np.linalg.inv(curvature))))
    raise ValueError("the logit does not settle: a term tells the outcome apart")


def linear(terms: dict[str, Array], happened: NDArray[np.bool_]) -> Estimate:
    """Least squares of a linear probability model, with errors that allow for unequal variance (White 1980).

    Args:
        terms: columns by name, each of shape (n,), a constant among them.
        happened: shape (n,).
    """
    columns = np.stack(list(terms.values()), axis=1)
    square = columns.T @ columns
    values = _solved(square, columns.T @ happened)
    missed = happened - columns @ values
    inverse = np.linalg.inv(square)
    spread = inverse @ ((columns * (missed**2)[:, None]).T @ columns) @ inverse
    return Estimate(tuple(terms), values, np.sqrt(np.diag(spread)))


def _solved(matrix: Array, right: Array) -> Array:
    try:
        return np.asarray(np.linalg.solve(matrix, right), np.float64)
    except np.linalg.LinAlgError:
        raise ValueError("the terms are collinear") from None
