import numpy as np
import pytest
from numba import njit

from acuerdo.population.chance import stream
from acuerdo.simulate import draws
from acuerdo.simulate.fast.sifting import level, place, slices

U64 = np.uint64
ONES = 0xFFFFFFFF


@njit
def compiled(c0, c1, c2, c3, k0, k1):
    return draws.block(c0, c1, c2, c3, k0, k1)


def words(*numbers):
    return [U64(number) for number in numbers]


@pytest.mark.parametrize("philox", [draws.philox, compiled])
def test_a_block_is_that_of_the_published_vectors(philox):
    """Random123 (D. E. Shaw Research), kat_vectors, philox4x32 of seven rounds, counter and key of zeros."""
    found = [int(each) for each in philox(*words(0, 0, 0, 0, 0, 0))]
    assert found == [0x5F6FB709, 0x0D893F64, 0x4F121F81, 0x4F730A48]


def test_compiled_and_plain_draws_are_the_same():
    for counter in (stream(1, "counters").random((50, 6)) * ONES).astype(np.uint64):
        assert [int(a) for a in compiled(*counter)] == [int(a) for a in draws.philox(*counter)]


def test_a_draw_depends_on_seed_person_month_and_event_alone():
    who = np.array([5, 900, 2**40], np.int64)
    first = draws.four(7, who, 11, draws.DOOR)[0]
    assert (draws.four(7, who[::-1], 11, draws.DOOR)[0][::-1] == first).all()
    for other in (
        draws.four(8, who, 11, draws.DOOR),
        draws.four(7, who, 12, draws.DOOR),
        draws.four(7, who, 11, 10),
    ):
        assert (other[0] != first).all()
    assert (draws.four(7 + 2**40, who, 11, draws.DOOR)[0] != first).all()


def test_main_draws_are_uniform_and_independent_of_neighbours_and_months():
    n = 64 * 2000
    now, then = (draws.mains(3, n, month).astype(np.float64) / 2**32 for month in (40, 41))
    assert abs(now.mean() - 0.5) < 5 / np.sqrt(12 * n)
    for below in (0.5, 0.01, 2**-9):
        assert abs((now < below).mean() - below) < 5 * np.sqrt(below / n)
    for other in (then, np.roll(now, 1), np.roll(now, 64)):
        assert abs(np.corrcoef(now, other)[0, 1]) < 5 / np.sqrt(n)


def test_the_bits_of_slices_are_the_leading_bits_of_main():
    out = np.empty((draws.SLICES, 4), np.uint64)
    slices(out, 3, 17, np.array(draws.key(9), np.uint64))
    top = draws.mains(9, 64 * 7, 17)[64 * 3 :] >> U64(draws.TAIL_BITS)
    bits = ~out[:, :, None] >> np.arange(64, dtype=np.uint64) & U64(1)
    weights = U64(1) << np.arange(draws.SLICES - 1, -1, -1, dtype=np.uint64)
    assert ((bits * weights[:, None, None]).sum(0).ravel() == top).all()


@pytest.mark.parametrize("bound", [1, 2**23, 2**24, 2**24 + 1, 2**31, 2**31 + 1, 2**32])
def test_a_level_bounds_its_chance_and_no_less(bound):
    m = level(bound)
    assert bound <= 2 ** (32 - m)
    assert m == draws.SLICES or bound > 2 ** (31 - m)


def test_the_place_of_every_bit_is_found():
    assert [place(U64(1) << U64(bit)) for bit in range(64)] == list(range(64))
