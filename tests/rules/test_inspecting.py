"""Which places are looked at first: points by named weights, each part told, nothing about people."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.rules.inspecting import WEIGHTS, ranked

UNITS = st.lists(st.lists(st.floats(0, 100), min_size=3, max_size=3), min_size=8, max_size=8)


def facts(rows: list[list[float]]) -> dict[str, np.ndarray]:
    return {name: np.array(row) for name, row in zip(WEIGHTS, rows, strict=True)}


@given(UNITS)
def test_points_are_the_sum_of_their_parts_and_none_is_above_its_most(rows: list[list[float]]) -> None:
    found = ranked(facts(rows))
    for at in range(3):
        told = [
            min(weight.points * row[at], weight.most)
            for weight, row in zip(WEIGHTS.values(), rows, strict=True)
        ]
        assert found.points[at] == pytest.approx(sum(told))
        assert [found.parts[name][at] for name in WEIGHTS] == pytest.approx(told)
    assert all(np.diff(found.points[found.order]) <= 0)


@given(UNITS, st.permutations(range(3)))
def test_the_points_of_a_place_do_not_hang_on_the_others(rows: list[list[float]], mixed: list[int]) -> None:
    one, other = ranked(facts(rows)), ranked(facts([[row[at] for at in mixed] for row in rows]))
    assert other.points.tolist() == one.points[mixed].tolist()


def test_equals_stay_as_they_came() -> None:
    assert ranked(facts([[1.0] * 3] * 8)).order.tolist() == [0, 1, 2]


def test_every_weight_says_its_unit_and_how_it_is_known() -> None:
    for weight in WEIGHTS.values():
        assert weight.unit and weight.why and weight.basis in ("law", "borrowed", "estimated", "assumed")
        assert 0 < weight.points <= weight.most


def test_a_fact_that_is_none_of_them_is_refused() -> None:
    given_facts = facts([[1.0] * 3] * 8)
    with pytest.raises(ValueError, match="nationality"):
        ranked({**given_facts, "nationality": np.zeros(3)})
