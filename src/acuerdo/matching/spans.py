"""Caps that nest, as spans of one sequence of orders."""

from typing import NamedTuple

import numpy as np

from acuerdo.matching.market import NO_CAP, Ints


class Spans(NamedTuple):
    """A sequence of all orders in which those under each cap stand side by side.

    Fields:
        place: where each order stands in the sequence, shape (m,).
        begins: where the orders under each cap begin, shape (c,).
        ends: where they end, shape (c,).
    """

    place: Ints
    begins: Ints
    ends: Ints


def under(cap: Ints, within: Ints, held: Ints) -> Ints:
    """How many are held under each cap, shape (c,).

    Args:
        cap, within: as in `spans`.
        held: how many each order holds, shape (m,).
    """
    counts = np.zeros(within.size, np.int64)
    inside = cap != NO_CAP
    np.add.at(counts, cap[inside], held[inside])
    for inner in range(within.size - 1, -1, -1):
        if within[inner] != NO_CAP:
            counts[within[inner]] += counts[inner]
    return counts


def spans(cap: Ints, within: Ints) -> Spans:
    """The spans of some caps.

    Args:
        cap: the innermost cap around each order, or NO_CAP, shape (m,).
        within: the cap around each cap, of a lower number, or NO_CAP, shape (c,).
    """
    rank = np.zeros(within.size, np.int64)
    rank[_outside_in(within)] = np.arange(within.size)
    by_rank = np.where(cap == NO_CAP, within.size, rank[cap]) if within.size else np.zeros(cap.size, np.int64)
    sequence = np.argsort(by_rank, kind="stable")
    place = np.empty(cap.size, np.int64)
    place[sequence] = np.arange(cap.size)
    begins = np.searchsorted(by_rank[sequence], rank, side="left")
    ends = np.searchsorted(by_rank[sequence], rank, side="right")
    for inner in range(within.size - 1, -1, -1):
        outer = within[inner]
        if outer != NO_CAP:
            ends[outer] = max(ends[outer], ends[inner])
    return Spans(place, begins.astype(np.int64), ends.astype(np.int64))


def _outside_in(within: Ints) -> list[int]:
    """All caps, each followed by those inside it."""
    inside: dict[int, list[int]] = {}
    for inner, outer in enumerate(within.tolist()):
        inside.setdefault(outer, []).append(inner)
    found: list[int] = []
    ahead = inside.get(NO_CAP, [])[::-1]
    while ahead:
        found.append(ahead.pop())
        ahead += inside.get(found[-1], [])[::-1]
    return found
