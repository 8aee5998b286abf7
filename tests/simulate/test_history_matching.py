"""History matching on small models whose answer is known."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo.simulate.fitting.emulator import fit, solve, terms
from acuerdo.simulate.fitting.history_matching import (
    BOUND,
    Settings,
    implausibility,
    kept,
    search,
    spread_evenly,
)

SMALL = Settings(wanted=60, first=80, each=60, waves=8, learned=70, moves=40, seed=3)
GROUPS = {"level": np.array([0, 1]), "slope": np.array([2])}
TRUTH = np.array([0.3, 0.7, 0.5])


def small_model(points):
    """A curved model of three parameters and three targets."""
    a, b, c = points.T
    return np.stack([np.exp(a) + b, a * b + c, a - b + 0.1 * np.sin(c)], axis=1)


def missing(wave, points, error=0.02):
    return (small_model(points) - small_model(TRUTH[None])) / error


def test_an_emulator_of_a_quadratic_misses_nothing():
    points = spread_evenly(60, 3, 1)
    output = (1 + points[:, 0] - 2 * points[:, 1] * points[:, 2] + points[:, 2] ** 2)[:, None]
    emulator = fit(points, output)
    elsewhere = spread_evenly(40, 3, 2)
    truth = 1 + elsewhere[:, 0] - 2 * elsewhere[:, 1] * elsewhere[:, 2] + elsewhere[:, 2] ** 2
    assert emulator(elsewhere)[:, 0] == pytest.approx(truth, abs=1e-4)
    assert emulator.error[0] < 1e-4


def test_an_emulator_knows_how_much_it_misses():
    points = spread_evenly(400, 2, 1)
    bent = np.sin(6 * points.sum(axis=1))[:, None]
    emulator = fit(points, bent)
    elsewhere = spread_evenly(400, 2, 2)
    missed = np.sin(6 * elsewhere.sum(axis=1)) - emulator(elsewhere)[:, 0]
    assert emulator.error[0] == pytest.approx(missed.std(), rel=0.25)


def test_an_emulator_refuses_fewer_runs_than_terms():
    with pytest.raises(ValueError, match="more than 10 runs"):
        fit(spread_evenly(10, 3, 1), np.zeros((10, 1)))


@given(st.integers(1, 12), st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_elimination_solves_what_the_library_solves(size, seed):
    half = spread_evenly(2 * size, size, seed)
    matrix = half.T @ half + np.eye(size)
    right = spread_evenly(size, 2, seed)
    assert solve(matrix, right) == pytest.approx(np.linalg.solve(matrix, right), rel=1e-8, abs=1e-10)


def test_there_is_a_term_for_each_pair():
    assert terms(np.zeros((1, 15))).shape == (1, 136)


def test_a_series_of_many_years_counts_as_one_group():
    missed = np.array([[4.0, 0.0, 1.0], [2.0, 2.0, 2.5]])
    assert implausibility(missed, GROUPS) == pytest.approx([8**0.5, 2.5])


def test_what_the_emulator_does_not_know_makes_nothing_less_plausible():
    missed = np.array([[4.0, 3.0, 1.0]])
    sure, unsure = (implausibility(missed, GROUPS, np.full(3, each)) for each in (0.0, 2.0))
    assert unsure < sure


def test_the_first_points_have_one_in_every_step_of_every_coordinate():
    points = spread_evenly(50, 4, 9)
    assert (np.sort((points * 50).astype(int), axis=0) == np.arange(50)[:, None]).all()


def test_the_search_finds_the_truth_and_keeps_what_cannot_be_told_from_it():
    *_, last = search(3, GROUPS, missing, SMALL)
    left, worst = kept(last, SMALL.wanted)
    assert worst < BOUND and last.kept >= len(left) > SMALL.wanted / 2
    assert (last.implausible[left] <= worst).all()
    assert len(np.unique(last.points[left], axis=0)) == len(left)
    middle = last.points[left].mean(axis=0)
    assert np.abs(middle - TRUTH).max() < 0.05
    assert (np.abs(last.points[left] - TRUTH).max(axis=0) > 0.005).all()  # a region, not a point


def test_each_wave_runs_nearer_to_history_than_the_first():
    first, *_, last = search(3, GROUPS, missing, SMALL)
    assert np.median(last.implausible[-SMALL.each :]) < 0.1 * np.median(first.implausible)


def test_few_first_runs_are_plausible_so_that_the_waves_are_what_finds_them():
    first, *_ = search(3, GROUPS, missing, SMALL)
    assert first.kept < 5


def test_the_same_search_gives_the_same_bits_and_another_seed_others():
    again = [list(search(3, GROUPS, missing, SMALL))[-1].points for _ in range(2)]
    other = list(search(3, GROUPS, missing, Settings(**{**SMALL.__dict__, "seed": 4})))[-1].points
    assert np.array_equal(*again)
    assert not np.array_equal(again[0][: len(other)], other[: len(again[0])])


def test_where_nothing_is_plausible_the_least_implausible_are_kept_and_the_bound_says_so():
    far = partial(missing, error=1e-6)
    *_, last = search(3, GROUPS, far, SMALL)
    assert last.number == SMALL.waves - 1 and last.kept < SMALL.wanted
    left, worst = kept(last, SMALL.wanted)
    assert len(left) == SMALL.wanted and worst > BOUND
    assert worst < np.delete(last.implausible, left).min()
