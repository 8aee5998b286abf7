"""What moves the model from outside."""

import numpy as np
import pytest

from acuerdo.agreement.faults import Unreadable
from acuerdo.simulate import drivers, series, vital


def test_within_the_data_no_scenario_is_asked_for_and_no_month_is_missing():
    read = drivers.read(1990, 2018)
    assert set(read) == set(series.NAMES)
    for name, values in read.items():
        assert values.shape[0] == read.months == 348
        assert np.isfinite(values).all() and (values > 0).all(), name


def test_beyond_the_data_every_series_that_ends_is_named():
    with pytest.raises(Unreadable) as refused:
        drivers.read(1990, 2024)
    for name in ("hispanic_unemployment", "mx_wage", "agents", "removal", "births"):
        assert f"{name} is known until" in str(refused.value)
    assert "us_wage" not in str(refused.value)
    assert "constant-2024" in str(refused.value)


def test_years_out_of_range_and_an_unknown_scenario_are_told_at_once():
    with pytest.raises(Unreadable) as refused:
        drivers.read(1980, 2060, "bright")
    assert len(refused.value.faults) == 3


@pytest.mark.parametrize("scenario", drivers.scenarios())
def test_a_scenario_changes_nothing_within_the_data(scenario: str):
    without, carried = drivers.read(1990, 2018), drivers.read(1990, 2050, scenario)
    for name in series.NAMES:
        assert np.array_equal(carried[name][:348], without[name])
        assert np.isfinite(carried[name]).all() and (carried[name] > 0).all()


def test_under_constant_2024_wages_stand_still_and_under_trend_they_move():
    still, moving = (drivers.read(2030, 2040, name)["us_wage"] for name in ("constant-2024", "trend"))
    assert still.min() == still.max()
    assert moving[-1] > moving[0]


def test_agents_stand_at_their_count_at_the_end_of_a_fiscal_year():
    read = drivers.read(1990, 2018)["agents"]
    assert read[series.month_index("2005-09")] == 9891
    assert read[series.month_index("1990-01")] == 3555  # bridged: held at 1992


def test_a_survey_wage_is_that_of_its_year_and_years_before_move_with_product_a_head():
    wage, head = drivers.read(1990, 2018)["mx_wage"], series.product_a_head()
    july = [series.month_index(f"{year}-07") for year in (1995, 2000, 2010)]
    at = [year - series.FIRST for year in (1995, 2000, 2010)]
    assert wage[july[2], 1] == pytest.approx(
        18.042 / 18.9 / 0.77, rel=0.1
    )  # pesos of 2010 into dollars of 2017
    assert wage[july[0]] / wage[july[2]] == pytest.approx(np.full(4, head[at[0]] / head[at[2]]))
    assert wage[july[1]] / wage[july[2]] == pytest.approx(np.full(4, head[at[1]] / head[at[2]]))


def test_removals_keep_the_published_mean_of_2009_to_2016_and_its_peak():
    read = drivers.read(2009, 2016)["removal"]
    assert read[0] == pytest.approx(0.021)
    assert read.mean() == pytest.approx(0.014, abs=0.001)


def test_fertility_adds_to_the_total_and_the_young_and_old_have_none():
    rates = vital.fertility()
    assert rates[0].sum() == pytest.approx(3.444, rel=1e-4)
    assert rates[:, : vital.FERTILE[0]].sum() == 0 and rates[:, vital.FERTILE[1] :].sum() == 0


def test_mortality_falls_over_the_years_and_men_die_earlier():
    rates = vital.mortality()
    assert (rates[30, :, 0] < rates[0, :, 0]).all()
    assert (rates[:, 1, 25] > rates[:, 0, 25]).all()
    assert (rates > 0).all() and (rates < 1).all()


def test_the_season_has_mean_one_and_is_highest_in_spring():
    season = drivers.read(1990, 1990).season
    assert season.mean() == pytest.approx(1)
    assert season.argmax() == 2


def test_drivers_cannot_be_written_over():
    with pytest.raises(ValueError, match="read-only"):
        drivers.read(1990, 1990)["agents"][0] = 1
