"""Draws: a pure function of seed, person, month and event.

The generator is Philox4x32 with seven rounds (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers:
as easy as 1, 2, 3"): a block of four 32-bit words from a counter of four and a key of two. The counter holds
the person, the month and the event, the key the seed; nothing is kept between draws, so no order of work,
number of threads or choice of scenario moves a draw of another person, month or event.

One uniform number a person and month, MAIN, decides most of what happens. Its eight leading bits come in
slices, 64 people a word: the AND of m slices finds everybody below 2**-m at once, and where that bounds the
chance nobody else needs a look. Its other 24 bits are the person's own.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

U64 = np.uint64
LOW = U64(0xFFFFFFFF)
MULTIPLY_0, MULTIPLY_1 = U64(0xD2511F53), U64(0xCD9E8D57)
WEYL_0, WEYL_1 = U64(0x9E3779B9), U64(0xBB67AE85)
HALF = U64(32)
ROUNDS = 7

SLICES = 8
"""How many leading bits of MAIN come in slices."""
TAIL_BITS = 32 - SLICES

MAIN_SLICE, MAIN_TAIL, YEARLY, AT_START, TIES, DOOR, TRY = 0, 4, 5, 6, 8, 9, 16
"""Events by number: four blocks of two slices each, then one each; TRY is the first of the tries of a
month."""


def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> Any:
    """One block of Philox4x32-7 for 64-bit numbers (or arrays of them) that hold 32 bits each.

    Returns:
        Four numbers (or arrays) of 32 bits.
    """
    for _ in range(ROUNDS):
        p, q = MULTIPLY_0 * (c0 & LOW), MULTIPLY_1 * (c2 & LOW)
        c0, c1, c2, c3 = (q >> HALF) ^ c1 ^ k0, q, (p >> HALF) ^ c3 ^ k1, p
        k0, k1 = (k0 + WEYL_0) & LOW, (k1 + WEYL_1) & LOW
    return c0 & LOW, c1 & LOW, c2 & LOW, c3 & LOW


block = njit(inline="always")(philox)
"""The same, compiled."""


def key(seed: int) -> tuple[np.uint64, np.uint64]:
    """The two halves of a seed, 0 up to 2**64."""
    return U64(seed & 0xFFFFFFFF), U64(seed >> 32 & 0xFFFFFFFF)


def four(seed: int, who: NDArray[np.int64], month: int, event: int) -> tuple[NDArray[np.uint64], ...]:
    """Four draws of 32 bits each for each person.

    Args:
        seed: names every draw.
        who: numbers of people, shape (n,).
        month: months since January 1990, 0 or more.
        event: one of the events above.

    Returns:
        Four arrays, shape (n,), each of 0 up to 2**32.
    """
    people = who.astype(np.uint64)
    none = np.zeros_like(people)
    at = (people & LOW, people >> HALF, none + U64(month), none + U64(event))
    found: tuple[NDArray[np.uint64], ...] = philox(*at, *key(seed))
    return found


def mains(seed: int, slots: int, month: int) -> NDArray[np.uint64]:
    """The MAIN draw of everybody, 0 up to 2**32.

    Args:
        slots: how many people there are, a whole number of 64.

    Returns:
        Shape (slots,).
    """
    words = np.arange(slots // 64, dtype=np.int64)
    bits = np.arange(64, dtype=np.uint64)
    top = np.zeros((words.size, 64), np.uint64)
    for pair in range(SLICES // 2):
        a, b, c, d = four(seed, words, month, MAIN_SLICE + pair)
        for high, low in ((a, b), (c, d)):
            word = high << HALF | low
            top = top << U64(1) | (~word[:, None] >> bits & U64(1))
    tail = four(seed, np.arange(slots, dtype=np.int64), month, MAIN_TAIL)[0]
    return top.ravel() << U64(TAIL_BITS) | tail >> U64(SLICES)
