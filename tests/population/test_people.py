import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.population import people

GIVEN = people.Given(in_us=4.3e6, unauthorized=2e6, citizen_share=0.4, returned=2e6, male_births=0.512)


def test_the_people_of_1990_add_up_to_what_was_counted():
    born, counts = people.of_1990(GIVEN)
    assert born.tolist() == list(range(1890, 1990))
    never, returned, unauthorized, resident, citizen = counts.sum((0, 1))
    assert never + returned == pytest.approx(84_502_988, rel=1e-6)
    assert unauthorized == pytest.approx(2e6)
    assert resident + citizen == pytest.approx(2.3e6)
    assert citizen / (resident + citizen) == pytest.approx(0.4)
    assert returned == pytest.approx(2e6, rel=0.01)
    assert counts.min() >= 0


def test_the_states_from_which_people_left_have_more_who_returned():
    _, counts = people.of_1990(GIVEN)
    by_state = counts.reshape(-1, 2, 32, 8, 5).sum((0, 1, 3))
    share = by_state[:, 1] / by_state.sum(1)
    assert share[31] > 5 * share[26], "Zacatecas and Tabasco"


def test_births_of_a_year_are_spread_over_all_cells():
    shares = people.births_by_cell(2000, GIVEN)
    assert shares.sum() == pytest.approx(1)
    assert shares.reshape(2, -1)[1].sum() == pytest.approx(0.512)


def test_headship_grows_with_age_and_begins_after_fifteen():
    heads = people.headship()
    assert heads[:, :16].max() == 0
    assert (np.diff(heads, axis=1) >= 0).all()
    assert heads[1, 40] > heads[0, 40] > 0


@given(
    counts=st.lists(st.floats(0, 5000), min_size=1, max_size=40),
    scale=st.integers(1, 1000),
    carried=st.floats(0, 0.999),
)
def test_a_sample_is_off_by_less_than_one_person_in_any_beginning_of_the_line(counts, scale, carried):
    taken, left = people.sampled(np.array(counts), scale, carried * scale)
    passed = np.cumsum(counts) + carried * scale
    assert np.abs(np.cumsum(taken) - passed / scale).max() < 1 + 1e-9
    assert (taken >= 0).all()
    assert -1e-6 <= left < scale + 1e-6


def test_one_to_one_keeps_everybody():
    taken, left = people.sampled(np.array([3.0, 0.0, 2.0]), 1)
    assert taken.tolist() == [3, 0, 2]
    assert left == 0
