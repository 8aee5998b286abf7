"""Scores, by what must be true of them for any forecast."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from acuerdo.simulate.scoring.rules import BANDS, covered, crps, last_value, spread, trend

NUMBER = st.floats(-1e6, 1e6)
ENSEMBLE = arrays(np.float64, st.tuples(st.integers(1, 30), st.just(3)), elements=NUMBER)
OBSERVED = arrays(np.float64, 3, elements=NUMBER)


def by_hand(ensemble, observed):
    """The score as it is defined, member by member."""
    members = len(ensemble)
    away = sum(abs(x - observed) for x in ensemble) / members
    within = sum(abs(x - y) for x in ensemble for y in ensemble) / members**2
    return away - within / 2


@given(ENSEMBLE, OBSERVED)
@settings(max_examples=60, deadline=None)
def test_the_score_is_what_its_definition_says(ensemble, observed):
    expected = [by_hand(ensemble[:, i].tolist(), observed[i]) for i in range(3)]
    assert crps(ensemble, observed) == pytest.approx(expected, rel=1e-6, abs=1e-3)


@given(ENSEMBLE, OBSERVED, NUMBER)
@settings(max_examples=40, deadline=None)
def test_moving_forecast_and_outcome_together_changes_no_score(ensemble, observed, step):
    assert crps(ensemble + step, observed + step) == pytest.approx(crps(ensemble, observed), abs=1e-3)


@given(OBSERVED, OBSERVED)
@settings(max_examples=20, deadline=None)
def test_the_score_of_one_line_is_its_absolute_error(line, observed):
    assert crps(line[None], observed) == pytest.approx(np.abs(line - observed))


def test_a_sharp_true_forecast_beats_a_wide_one_and_a_false_one():
    wide, sharp, false = (np.linspace(c - w, c + w, 99)[:, None] for c, w in ((0, 10), (0, 1), (30, 1)))
    scores = [crps(each, np.zeros(1))[0] for each in (sharp, wide, false)]
    assert scores == sorted(scores) and scores[0] < scores[1] < scores[2]


@pytest.mark.parametrize("band", BANDS)
def test_a_band_holds_the_share_of_outcomes_that_it_says(band):
    ensemble = np.linspace(0, 1, 1001)[:, None]
    outcomes = np.linspace(0.0005, 0.9995, 1000)
    held = np.mean([covered(ensemble, np.array([each]), band)[0] for each in outcomes])
    assert held == pytest.approx(band, abs=0.003)


def test_spreading_keeps_the_middle_and_adds_the_granted_error():
    wide = spread(np.full((50, 2), 100.0), np.array([10.0, 0.0]))
    assert np.median(wide, axis=0) == pytest.approx([100, 100])
    assert wide[:, 0].std() == pytest.approx(9.3, abs=0.3)  # nine points cut the tails of a spread of ten
    assert wide[:, 1].std() == 0


def test_a_spread_ensemble_never_falls_below_nothing():
    assert spread(np.full((1, 1), 1.0), np.array([10.0])).min() == 0


def test_the_naive_forecasts_keep_the_last_value_and_go_on_with_the_line():
    years, known, later = np.array([2000.0, 2001, 2002]), np.array([1.0, 2, 3]), np.array([2003.0, 2010])
    assert last_value(years, known, later).tolist() == [3, 3]
    assert trend(years, known, later) == pytest.approx([4, 11])
    assert trend(years, known[::-1], later) == pytest.approx([0, 0])
    assert trend(years[:1], known[:1], later).tolist() == [1, 1]
