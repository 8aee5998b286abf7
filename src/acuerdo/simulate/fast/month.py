"""A month of the fast engine: find whom something may happen to, look, and move them."""

from typing import Any

import numpy as np
from numba import get_thread_id, njit, prange  # type: ignore[attr-defined]
from numpy.typing import NDArray

from acuerdo.simulate.draws import HALF, LOW, MAIN_SLICE, SLICES, TAIL_BITS, block
from acuerdo.simulate.fast.layout import CLASSES, WORD, Words
from acuerdo.simulate.fast.looking import look
from acuerdo.simulate.states import Clocks, Records

U64, ONE = np.uint64, np.uint64(1)
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_CHUNK = 1024


@njit(inline="always")
def place(low: Any) -> Any:
    """The position of the only bit set."""
    return DEBRUIJN[(low * U64(0x03F79D71B4CB0A89)) >> U64(58)]


DEBRUIJN = np.zeros(64, np.uint8)
for _bit in range(64):
    DEBRUIJN[((1 << _bit) * 0x03F79D71B4CB0A89 & 0xFFFFFFFFFFFFFFFF) >> 58] = _bit


@njit(cache=True)
def slices(out: Words, first: int, words: int, number: int, key: Words) -> None:
    """The slices of the MAIN draws of some words, shape (8, words): bit j of the draw is 0 where a bit is
    1."""
    for pair in range(SLICES // 2):
        for w in range(words):
            at = U64(first + w)
            a, b, c, d = block(at & LOW, at >> HALF, U64(number), U64(MAIN_SLICE + pair), key[0], key[1])
            out[2 * pair, w] = a << HALF | b
            out[2 * pair + 1, w] = c << HALF | d


@njit(parallel=True, cache=True)
def month(
    number: int,
    active: Ints,
    first: Ints,
    words: Ints,
    age_of: Ints,
    bounds: Ints,
    planes: Words,
    goes: Words,
    drawn: Words,
    records: Records,
    clocks: Clocks,
    key: Words,
    odds: Floats,
    again: Floats,
    factor: float,
    dies: Ints,
    back: Ints,
    back_protected: Ints,
    scalars: Ints,
    flows: Ints,
) -> None:
    """Decide a month for everybody in the active chunks.

    Args:
        number: the month.
        active: chunks with somebody born, shape (a,).
        first, words, age_of: of each chunk.
        bounds: of what may happen to a class in a chunk, in parts of 2**32, shape (classes, chunks).
        planes: shape (classes, words), changed; goes, drawn: shape (words,), set for those who
            mean to go and for those drawn by an open pathway.
        odds, again, factor, dies, back, back_protected: see `tables`.
        scalars: family, removed, legalised, leaves, naturalised, in parts of 2**32; drawn, in parts of 2**16.
        flows: shape (threads, flows), added to.
    """
    for i in prange(active.size):
        g = active[i]
        a, n, age = first[g], words[g], age_of[g]
        sliced = np.empty((SLICES, MOST_CHUNK), np.uint64)
        live = np.empty(MOST_CHUNK, np.uint64)
        moved = np.zeros(MOST_CHUNK, np.uint64)
        slices(sliced, a, n, number, key)
        tally = flows[get_thread_id()]
        for w in range(n):
            live[w] = ~U64(0)
            goes[a + w] = U64(0)
            drawn[a + w] = U64(0)
        for m in range(SLICES + 1):
            for old in range(CLASSES):
                bound = bounds[old, g]
                if level(bound) != m:
                    continue
                for w in range(n):
                    left = live[w] & planes[old, a + w] & ~moved[w]
                    v = a + w
                    while left:
                        low = left & (~left + ONE)
                        left ^= low
                        bit = U64(place(low))
                        top = 0
                        for j in range(m, SLICES):
                            top = top << 1 | int(~sliced[j, w] >> bit & ONE)
                        least = top << TAIL_BITS
                        if least > bound:
                            continue
                        at = v * WORD + int(bit)
                        if look(
                            at, v, low, old, least, number, age, planes, goes, drawn, records, clocks, key,
                            odds, again, factor, dies, back, back_protected, scalars, tally,
                        ):  # fmt: skip
                            moved[w] |= low
            if m < SLICES:
                for w in range(n):
                    live[w] &= sliced[m, w]


@njit(inline="always")
def level(bound: Any) -> Any:
    """How many leading bits of a draw must be 0 for it to lie below a bound."""
    m = 0
    while m < SLICES and bound <= 1 << 31 - m:
        m += 1
    return m


@njit(cache=True)
def gather(goes: Words) -> Ints:
    """The numbers of those whose bit is set, in order."""
    count = 0
    for w in range(goes.size):
        left = goes[w]
        while left:
            left &= left - ONE
            count += 1
    who = np.empty(count, np.int64)
    at = 0
    for w in range(goes.size):
        left = goes[w]
        while left:
            low = left & (~left + ONE)
            left ^= low
            who[at] = w * WORD + int(place(low))
            at += 1
    return who
