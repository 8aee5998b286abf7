"""What a group said, told so that no member of it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_GROUP = 11
"""People in the smallest group of which anything is told (borrowed: the cell size suppression policy of the
Centers for Medicare and Medicaid Services of the United States, which shows no cell of 1 to 10)."""
TENTHS = 10
"""Parts into which shares are rounded."""


@dataclass(frozen=True, slots=True)
class Groups:
    """What groups said.

    Fields:
        told: whether anything of a group is told.
        people: in the group, rounded down to tens; 0 where nothing is told.
        tenths: [groups, questions], from 1 to 9: 1 stands for one in ten and fewer, 9 for nine and more, as
            an answer that all gave would be the answer of each; 0 where nothing is told.
    """

    told: NDArray[np.bool_]
    people: NDArray[np.int64]
    tenths: NDArray[np.int64]


def told(group: NDArray[np.int64], answers: NDArray[np.bool_], groups: int) -> Groups:
    """What each group is told to have said.

    Args:
        group: of each worker's answers, from 0. A worker is in a group once.
        answers: [workers, questions], True for yes.
        groups: how many there are.
    """
    people = np.bincount(group, minlength=groups)
    enough = people >= LEAST_GROUP
    yes = np.zeros((groups, answers.shape[1]), np.int64)
    np.add.at(yes, group, answers.astype(np.int64))
    shares = (2 * TENTHS * yes + people[:, None]) // np.maximum(2 * people[:, None], 1)
    tenths = np.clip(shares, 1, TENTHS - 1) * enough[:, None]
    return Groups(enough, people // 10 * 10 * enough, tenths)
