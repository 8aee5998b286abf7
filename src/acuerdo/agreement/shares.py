"""Shares of whole amounts, without the error of binary fractions."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

MOST_PARTS = 10**9
"""The finest share, in parts of a whole: nine decimals, so that no product leaves 64 bits."""


def share_of(amounts: NDArray[np.int64], share: float) -> NDArray[np.int64]:
    """A share of each of some whole amounts, rounded down: 0.07 of 100 is 7.

    Args:
        amounts: whole cents, days or places, shape (n,); may be negative.
        share: 0 to 1, at most nine decimals.
    """
    part = Fraction(str(share)).limit_denominator(MOST_PARTS)
    whole, rest = np.divmod(amounts, np.int64(part.denominator))
    found: NDArray[np.int64] = whole * part.numerator + rest * part.numerator // part.denominator
    return found


def share_of_at_least(amounts: NDArray[np.int64], share: float) -> NDArray[np.int64]:
    """A share of each of some whole amounts, rounded up: 0.5 of 9 is 5."""
    return -share_of(-amounts, share)
