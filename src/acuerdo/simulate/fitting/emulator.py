"""An emulator: a quadratic in all parameters that stands in for the model where a run would cost too much.

Sums are taken in one order, by loops of NumPy and never by a library for matrices, whose bits differ with the
number of threads.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

RIDGE = 1e-6
"""Added to the diagonal, in shares of it, so that a direction that no run explores has a slope of nothing."""


@dataclass(frozen=True)
class Emulator:
    """Coefficients of the terms of `terms`, for each output."""

    coefficients: Array
    """Shape (terms, outputs)."""
    error: Array
    """Standard deviation of what it misses, shape (outputs,), degrees of freedom allowed for."""

    def __call__(self, points: Array) -> Array:
        """Outputs at points of the unit cube, shape (n, outputs)."""
        outputs: Array = np.einsum("nt,to->no", terms(points), self.coefficients)
        return outputs


def terms(points: Array) -> Array:
    """One, each coordinate and each product of two, of points moved to -1..1: (d + 1)(d + 2) / 2 terms."""
    centred = 2 * points - 1
    first, second = np.triu_indices(points.shape[1])
    return np.concatenate(
        [np.ones((len(points), 1)), centred, centred[:, first] * centred[:, second]],
        axis=1,
    )


def fit(points: Array, outputs: Array) -> Emulator:
    """Fit by least squares.

    Args:
        points: in the unit cube, shape (n, d), more of them than terms.
        outputs: shape (n, outputs).

    Raises:
        ValueError: not more points than terms.
    """
    design = terms(points)
    runs, size = design.shape
    if runs <= size:
        raise ValueError(f"an emulator of {size} terms needs more than {size} runs, found {runs}")
    normal = np.einsum("ni,nj->ij", design, design)
    normal[np.diag_indices(size)] *= 1 + RIDGE
    coefficients = solve(normal, np.einsum("ni,no->io", design, outputs))
    missed = outputs - np.einsum("nt,to->no", design, coefficients)
    return Emulator(coefficients, np.sqrt((missed * missed).sum(axis=0) / (runs - size)))


def solve(matrix: Array, right: Array) -> Array:
    """Solve a positive definite system by elimination, shape (n, n) and (n, m) to (n, m)."""
    rows = np.concatenate([matrix, right], axis=1)
    size = len(matrix)
    for row in range(size):
        rows[row] /= rows[row, row]
        below = rows[row + 1 :, row].copy()
        rows[row + 1 :] -= below[:, None] * rows[row]
    for row in range(size - 1, 0, -1):
        above = rows[:row, row].copy()
        rows[:row] -= above[:, None] * rows[row]
    return rows[:, size:]
