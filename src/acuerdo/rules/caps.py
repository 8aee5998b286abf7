"""Ceilings: one, or several that lie within each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

UNLIMITED = np.int64(np.iinfo(np.int64).max)
"""A limit nobody reaches, for caps that say `none`."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of nested caps: which cap each person falls under (shape n), and the places of each cap."""

    label: NDArray[np.int64]
    limit: NDArray[np.int64]


def first(turn: NDArray[np.int64], places: int, takes: NDArray[np.int64] | None = None) -> NDArray[np.bool_]:
    """Who comes first while places are left: True for people who together take at most that many.

    Nobody overtakes: where the places left do not do for somebody and her family, they do for nobody after.

    Args:
        turn: place in line, no ties, shape (n,).
        places: the places there are.
        takes: the places each takes, at least 1, shape (n,); None for one each.
    """
    granted = np.ones(turn.size, np.bool_)
    if takes is not None and takes.max(initial=1) > 1:
        line = np.argsort(turn)
        granted[line] = np.cumsum(takes[line]) <= places
    elif places < turn.size:
        granted[np.argpartition(turn, places)[places:] if places > 0 else slice(None)] = False
    return granted


def within(turn: NDArray[np.int64], levels: Sequence[Level]) -> NDArray[np.bool_]:
    """Serve people in turn, each only while every cap they fall under has room.

    For caps that nest (each cap of a finer level lies within one cap of the next), serving in turn is the
    same as keeping the first of each finest cap, then the first of what is left in each wider one.

    Args:
        turn: place in line, no ties, shape (n,).
        levels: from the finest to the widest.

    Raises:
        ValueError: the caps do not nest.
    """
    for finer, wider in pairwise(levels):
        _make_sure_of_nesting(finer.label, wider.label)
    granted = np.ones(turn.size, np.bool_)
    for level in levels:
        asking = np.flatnonzero(granted)
        label = level.label[asking]
        line = np.lexsort((turn[asking], label))
        begins = (
            np.flatnonzero(np.r_[True, label[line][1:] != label[line][:-1]])
            if line.size
            else np.empty(0, np.int64)
        )
        rank = np.arange(line.size) - np.repeat(begins, np.diff(np.r_[begins, line.size]))
        granted[asking[line[rank >= level.limit[label[line]]]]] = False
    return granted


def _make_sure_of_nesting(finer: NDArray[np.int64], wider: NDArray[np.int64]) -> None:
    around = np.zeros(finer.max(initial=-1) + 1, np.int64)
    around[finer] = wider
    if (around[finer] != wider).any():
        raise ValueError("caps do not nest: one cap of a finer level lies in two of the wider")
