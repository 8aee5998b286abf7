"""Transit nationals: what an announcement does, and that a ceiling is never a flow."""

from datetime import date, timedelta

import numpy as np
import pytest

from acuerdo import agreement
from acuerdo.population import shipped
from acuerdo.simulate import parameters
from acuerdo.simulate.transit import announcements
from acuerdo.simulate.transit import effect as transit
from acuerdo.simulate.transit.announcements import FIRST_DAY, TEXT, announced, known, months
from acuerdo.simulate.transit.effect import Policy

NONE = Policy(date(2022, 10, 12), 0.0, 0.0)
FEARED = Policy(date(2022, 10, 12), 0.6, 0.1)
SETS = np.array([[-1.0, -1.0, -1.0, 2.0]])


@pytest.fixture(scope="module")
def made():
    return announced()


@pytest.fixture(scope="module")
def text():
    return agreement.read(shipped.path(TEXT))


def test_nothing_changes_before_the_announcement_and_its_month_counts_by_days():
    factor = transit.effect(SETS, FEARED, ["2022-09", "2022-10", "2022-11"])[0]
    whole = np.exp(-0.6 - 0.1 - 1.0)
    assert factor[0] == 1
    assert factor[1] == pytest.approx(1 - 20 / 31 + 20 / 31 * whole)
    assert factor[2] == pytest.approx(np.exp(-0.7 - 2**-0.5))


def test_the_announcement_fades_with_its_half_life_and_returns_and_places_do_not():
    factor = transit.effect(SETS, FEARED, ["2023-12", "2053-12"])[0]
    assert factor[1] == pytest.approx(np.exp(-0.7))
    assert factor[0] < factor[1]


def test_fewer_come_where_more_are_returned_and_where_more_places_are_given():
    def at(policy):
        return transit.effect(SETS, policy, ["2023-02"])[0, 0]

    assert at(Policy(FEARED.announced, 0.9, 0.1)) < at(FEARED) < at(Policy(FEARED.announced, 0.3, 0.1))
    assert at(Policy(FEARED.announced, 0.6, 0.5)) < at(FEARED)


def test_a_ceiling_changes_nothing_while_it_is_not_reached_and_is_never_a_flow():
    came = np.array([0.0, 1000, 100_000])
    assert transit.returns(came, 0.5, 30_000).tolist() == [0, 500, 30_000]
    assert transit.returns(came, 0.5, float("inf")).tolist() == [0, 500, 50_000]


def test_the_ceilings_are_those_of_the_text_on_the_day(text):
    january, november = (agreement.enact(text, day) for day in (date(2023, 1, 6), announcements.BEFORE))
    assert transit.ceilings(january) == transit.Ceilings(30_000, 30_000, "calendar_month")
    assert transit.ceilings(november) == transit.Ceilings(float("inf"), 24_000, "programme")


@pytest.mark.parametrize("nationality", FIRST_DAY)
def test_the_first_day_of_returns_is_that_of_the_text(text, nationality: str):
    def returned(day: date) -> bool:
        of = agreement.enact(text, day).agreement.terms.returns["third_country_nationals"].of.on(day)
        return of is not None and (nationality in of.nationals_of or "chnv" in of.nationals_of)

    day = FIRST_DAY[nationality]
    assert returned(day)
    assert nationality == "VEN" or not returned(day - timedelta(days=1))


def test_the_fit_finds_what_made_the_counts():
    prior = parameters.read()
    ahead = months("2022-10", "2024-12")
    for truth in (np.array([[-2.0, -1.0, -2.0, 3.0]]), np.array([[-0.2, -1.0, -3.0, 30.0]])):
        counts = 1000 * transit.effect(truth, FEARED, ahead)[0]
        sets = transit.fit(prior, 1000.0, FEARED, ahead, counts, 0.05)
        again = transit.effect(sets, FEARED, ahead)
        assert np.abs(np.log(again) - np.log(counts / 1000)).mean() < 0.15
        assert sets[:, 3].mean() == pytest.approx(truth[0, 3], rel=0.35)


def test_the_season_of_a_steady_group_is_taken_out_whatever_its_level():
    wave = np.exp(0.3 * np.sin(np.arange(24) * np.pi / 6))
    pattern = transit.season({"A": 1000 * wave, "B": np.repeat([10.0, 500.0], 12) * wave})
    assert pattern.sum() == pytest.approx(0)
    assert pattern == pytest.approx(np.roll(0.3 * np.sin(np.arange(12) * np.pi / 6), -3), abs=1e-9)


def test_nothing_of_2023_is_known_to_the_forecast():
    assert max(month for series in known().values() for month in series) == announcements.LAST_KNOWN


def test_venezuela_is_forecast_from_before_its_announcement_and_the_others_from_december(made):
    by = {each.nationality: each for each in made.forecasts}
    assert set(by) == {"CUB", "HTI", "NIC", "VEN"}
    assert all(each.ensemble.shape == (9 * transit.KEPT, 9) for each in made.forecasts)
    assert by["CUB"].last == 42_620
    assert np.median(by["CUB"].ensemble[:, 1]) < 0.3 * by["CUB"].last  # a fall, from Venezuela's alone


def test_the_forecast_has_the_same_bits_again(made):
    again = announced()
    assert np.array_equal(made.sets, again.sets)


def test_returns_forecast_for_the_four_stay_below_the_ceiling_of_the_text(made):
    middle = sum(np.median(each.ensemble, axis=0) for each in made.forecasts)
    back = transit.returns(middle, made.forecasts[0].returned, made.ceiling.returns)
    assert (back < made.ceiling.returns).all() and (back > 0).all()
