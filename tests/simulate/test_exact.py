import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.population.chance import stream
from acuerdo.simulate import exact
from acuerdo.simulate.exact import LARGEST, exp, log, logistic

EXPONENTS = np.linspace(-LARGEST, LARGEST, 200_001)


def test_the_exponential_is_off_by_no_more_than_the_last_bit_or_two():
    assert np.abs(exp(EXPONENTS) / np.exp(EXPONENTS) - 1).max() < 4e-16


def test_the_logarithm_is_off_by_no_more_than_the_last_bit_or_two():
    x = np.exp(np.linspace(-300, 300, 200_001))
    assert np.abs(log(x) - np.log(x)).max() < 1e-13
    near = 1 + np.linspace(-0.2, 0.2, 100_001)
    assert np.abs(log(near) - np.log1p(near - 1)).max() < 1e-16 * 4


@given(st.floats(-600, 600))
def test_the_logarithm_undoes_the_exponential(x):
    assert abs(float(log(exp(x))) - x) <= 1e-13 * max(1, abs(x))


def plain_exp(x):
    """The same sums and products one by one, as the language does them."""
    k = math.floor(x * exact.LOG2_E + 0.5)
    r = (x - k * exact.LN2_HIGH) - k * exact.LN2_LOW
    total = 1.0
    for n in range(exact.TERMS_EXP, 0, -1):
        total = total * r / n + 1.0
    return math.ldexp(total, k)


def test_bits_are_those_of_one_operation_after_another():
    for x in (stream(2, "exponents").random(2000) * 100 - 50).tolist():
        assert float(exp(x)).hex() == plain_exp(x).hex()


def test_bits_are_those_that_were_written_down():
    """Found on x86-64 in November 2026; a machine that finds others plays other lives."""
    found = [float(exp(1.0)), float(exp(-0.5)), float(log(10.0)), float(logistic(0.3))]
    assert [value.hex() for value in found] == [
        "0x1.5bf0a8b14576ap+1",
        "0x1.368b2fc6f960ap-1",
        "0x1.26bb1bbb55516p+1",
        "0x1.261d545e46a8bp-1",
    ]
