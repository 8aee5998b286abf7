"""Who may have an event this month: those whose draw lies below the bound of their class.

A class is a number in the bits of a few planes, 64 people a word. Slices of the draws are ANDed by the word;
the few who are left have their whole draw made, and their record is not touched unless it lies below the
bound.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from acuerdo.simulate.draws import HALF, LOW, MAIN_SLICE, MAIN_TAIL, SLICES, TAIL_BITS, block

U64, ONE = np.uint64, np.uint64(1)
WORD_BITS, IN_WORD = np.uint64(6), np.uint64(63)
TOP = np.uint64((1 << SLICES) - 1)
BITS = 4
"""Planes that hold a class: up to 15 classes, and 0 for nobody."""

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]


@njit(cache=True)
def sift(planes: Words, first: int, words: int, bounds: Ints, number: int, key: Words) -> tuple[Words, Words]:
    """Those whose MAIN draw lies below the bound of their class.

    Args:
        planes: of everybody, shape (4, words); bit b of a person's class is in plane b.
        first, words: which of them to look at.
        bounds: by class, in parts of 2**32, shape (16,); 0 where nothing can happen.
        number: the month.

    Returns:
        Places among these words, in order, and draws, shape (n,) each.
    """
    p0, p1, p2, p3 = (
        planes[0, first : first + words], planes[1, first : first + words],
        planes[2, first : first + words], planes[3, first : first + words],
    )  # fmt: skip
    sliced, live = np.empty((SLICES, words), np.uint64), np.empty((SLICES + 1, words), np.uint64)
    near = np.zeros(words, np.uint64)
    slices(sliced, first, number, key)
    live[0] = ~U64(0)
    for m in range(SLICES):
        narrow(live[m + 1], live[m], sliced[m])
    for code in range(1, bounds.size):
        if bounds[code]:
            admit(near, live[level(bounds[code])], p0, p1, p2, p3, U64(code))
    who = places(near, counted(near))
    draw = np.empty(who.size, np.uint64)
    tails(draw, who, U64(first) << WORD_BITS, number, key)
    limits = bounds.astype(np.uint64)
    kept = U64(0)
    for i in range(who.size):
        w, bit = who[i] >> WORD_BITS, who[i] & IN_WORD
        top = U64(0)
        for j in range(SLICES):
            top = top << ONE | (sliced[j, w] >> bit & ONE)
        u = (top ^ TOP) << U64(TAIL_BITS) | draw[i]
        code = (
            p0[w] >> bit & ONE
            | (p1[w] >> bit & ONE) << ONE
            | (p2[w] >> bit & ONE) << U64(2)
            | (p3[w] >> bit & ONE) << U64(3)
        )
        who[kept], draw[kept] = who[i], u
        kept += U64(u < limits[code])
    return who[:kept], draw[:kept]


@njit(cache=True)
def slices(out: Words, first: int, number: int, key: Words) -> None:
    """The slices of the MAIN draws of some words, shape (8, words): bit j of the draw is 0 where a bit is
    1."""
    for pair in range(SLICES // 2):
        two_slices(out[2 * pair], out[2 * pair + 1], U64(first), U64(number), U64(MAIN_SLICE + pair), key)


@njit(inline="always")
def two_slices(one: Words, other: Words, first: Any, number: Any, event: Any, key: Words) -> None:
    """A block for each word, as two slices."""
    k0, k1 = key[0], key[1]
    for w in range(one.size):
        at = first + U64(w)
        a, b, c, d = block(at & LOW, at >> HALF, number, event, k0, k1)
        one[w] = a << HALF | b
        other[w] = c << HALF | d


@njit(inline="always")
def narrow(out: Words, live: Words, sliced: Words) -> None:
    """Of those whose leading bits are 0, those whose next bit is 0 too."""
    for w in range(out.size):
        out[w] = live[w] & sliced[w]


@njit(inline="always")
def admit(near: Words, live: Words, p0: Words, p1: Words, p2: Words, p3: Words, code: Any) -> None:
    """Add those of a class who are live."""
    f0, f1 = ~(U64(0) - (code & ONE)), ~(U64(0) - (code >> ONE & ONE))
    f2, f3 = ~(U64(0) - (code >> U64(2) & ONE)), ~(U64(0) - (code >> U64(3) & ONE))
    for w in range(near.size):
        near[w] |= live[w] & (p0[w] ^ f0) & (p1[w] ^ f1) & (p2[w] ^ f2) & (p3[w] ^ f3)


@njit(inline="always")
def level(bound: Any) -> Any:
    """How many leading bits of a draw must be 0 for it to lie below a bound."""
    m = 0
    while m < SLICES and bound <= 1 << 31 - m:
        m += 1
    return m


@njit(cache=True)
def tails(out: Words, who: Words, begins: Any, number: int, key: Words) -> None:
    """The last 24 bits of the MAIN draws of some people."""
    k0, k1 = key[0], key[1]
    for i in range(who.size):
        at = begins + who[i]
        a, _, _, _ = block(at & LOW, at >> HALF, U64(number), U64(MAIN_TAIL), k0, k1)
        out[i] = a >> U64(SLICES)


@njit(cache=True)
def counted(words: Words) -> int:
    """How many bits are set."""
    found = 0
    for w in range(words.size):
        left = words[w]
        while left:
            left &= left - ONE
            found += 1
    return found


@njit(cache=True)
def places(words: Words, many: int) -> Words:
    """The places of the bits that are set, in order; `many` of them."""
    found = np.empty(many, np.uint64)
    n = 0
    for w in range(words.size):
        left = words[w]
        while left:
            low = left & (~left + ONE)
            left ^= low
            found[n] = U64(w) << WORD_BITS | U64(place(low))
            n += 1
    return found


@njit(inline="always")
def place(low: Any) -> Any:
    """The position of the only bit set."""
    return DEBRUIJN[(low * U64(0x03F79D71B4CB0A89)) >> U64(58)]


DEBRUIJN = np.zeros(64, np.uint8)
for _bit in range(64):
    DEBRUIJN[((1 << _bit) * 0x03F79D71B4CB0A89 & 0xFFFFFFFFFFFFFFFF) >> 58] = _bit
