"""Those who are looked at are exactly those whose draw lies below the bound of their class."""

import numpy as np
import pytest

from acuerdo.population.chance import stream
from acuerdo.simulate import draws
from acuerdo.simulate.fast.sifting import BITS, sift

U64 = np.uint64
WORDS, FIRST, LOOKED_AT, SEED, MONTH = 60, 7, 41, 5, 300
EDGES = (0, 1, 2**23, 2**24, 2**24 + 1, 2**25 - 1, 2**28, 2**31, 2**31 + 1, 2**32 - 1, 2**32)


def packed(codes):
    """The planes of classes, shape (4, words)."""
    bits = codes.reshape(-1, 64) >> np.arange(BITS)[:, None, None] & 1
    return (bits.astype(np.uint64) << np.arange(64, dtype=np.uint64)).sum(2, dtype=np.uint64)


def bounds(name):
    """Bounds by class, shape (16,): nothing can ever happen to class 0, which is nobody."""
    found = stream(2, f"bounds {name}").choice(np.array(EDGES), 1 << BITS)
    found[0] = 0
    return found


@pytest.mark.parametrize("name", range(12))
def test_who_is_sifted_is_who_has_a_draw_below_the_bound_of_the_class(name):
    codes = stream(1, f"codes {name}").integers(0, 1 << BITS, WORDS * 64)
    limits = bounds(name)
    key = np.array(draws.key(SEED), np.uint64)
    who, found = sift(packed(codes), FIRST, LOOKED_AT, limits, MONTH, key)
    begins, ends = FIRST * 64, (FIRST + LOOKED_AT) * 64
    whole = draws.mains(SEED, WORDS * 64, MONTH)[begins:ends]
    expected = np.flatnonzero(whole < limits[codes[begins:ends]].astype(np.uint64))
    assert who.tolist() == expected.tolist()
    assert found.tolist() == whole[expected].tolist()


def test_nobody_is_sifted_where_nothing_can_happen():
    codes = np.ones(WORDS * 64, np.int64)
    key = np.array(draws.key(SEED), np.uint64)
    who, found = sift(packed(codes), 0, WORDS, np.zeros(1 << BITS, np.int64), MONTH, key)
    assert who.size == found.size == 0
