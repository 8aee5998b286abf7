"""Wages that answer: at home to money for development, in the United States to workers."""

from dataclasses import replace

import numpy as np
import pytest

from acuerdo import agreement
from acuerdo.population import shipped
from acuerdo.simulate import drivers, parameters, series, world
from acuerdo.simulate.claims import changing
from acuerdo.simulate.developing import Wages, local_income
from acuerdo.simulate.doors.doors import Doors
from acuerdo.simulate.expecting import expected
from acuerdo.simulate.fast.engine import Fast
from acuerdo.simulate.playing import play
from acuerdo.simulate.reference.engine import Reference

PARAMETERS, DRIVERS = parameters.read(), drivers.read(1990, 2000)
MONEY = changing.with_money(DRIVERS, share=0.5, since=1990)
RAISED = PARAMETERS.having({"development": 0.3, "development_lag": 12})
END, SCALE, SEED = 1992, 4000, 3
NAMES = ("flows", "people", "places", "first_entries", "money")


def played(make, given=DRIVERS, numbers=PARAMETERS, text=None, end=END):
    people = world.build(numbers, given, SCALE, SEED)
    doors = Doors(*text, numbers, given, people, SEED) if text else None
    return play(people, numbers, given, end, SEED, make, doors)


def history(given=DRIVERS, **values):
    return expected(PARAMETERS.having(values), given, 1990, 2000)


def five_points(begins="1990-06-01"):
    folder = shipped.path("agreements/us-mx-2001")
    plan = agreement.read_plan(folder / "plan.yaml")
    span = plan.terms.as_if_in_force.model_copy(update={"from_": np.datetime64(begins).item()})
    terms = plan.terms.model_copy(update={"as_if_in_force": span})
    return agreement.read(folder / "agreement.yaml"), agreement.Plan(terms, plan.document)


def same(one, other, names=NAMES):
    return all((getattr(one, name) == getattr(other, name)).all() for name in names)


@pytest.fixture(scope="module")
def still():
    return played(Fast)


def test_money_moves_nobody_while_its_elasticity_is_nothing(still):
    assert same(history(MONEY), history())
    assert same(played(Fast, MONEY), still)


def test_money_moves_people_in_both_engines_alike_and_only_after_its_lag(still):
    numbers = RAISED.having({"wage_response": -0.3})
    fast, readable = (played(make, MONEY, numbers) for make in (Fast, Reference))
    assert same(fast, readable)
    assert not same(fast, still)
    late = played(Fast, MONEY, PARAMETERS.having({"development": 0.3, "development_lag": 36}))
    assert same(late, still)


def test_dearer_work_at_home_keeps_people_there_and_cheaper_work_sends_them():
    before, lag = history().calendar("intend_first"), 36
    more = history(MONEY, development=0.3, development_lag=lag).calendar("intend_first")
    less = history(MONEY, development=-0.3, development_lag=lag).calendar("intend_first")
    assert (more[:3] == before[:3]).all() and (less[:3] == before[:3]).all()
    assert (more[3:] < before[3:]).all() and (less[3:] > before[3:]).all()
    # Odds follow the wage by β_w; a year's first trips follow odds nearly one to one, networks not yet.
    odds = (1.5**0.3) ** -PARAMETERS.value("wage_gap")
    assert more[3] / before[3] == pytest.approx(odds, abs=0.01)


def test_a_us_wage_that_workers_press_draws_fewer_people_and_sends_less():
    before, pressed = history(), history(wage_response=-0.3)
    first, rest = slice(0, 1), slice(1, None)
    assert (pressed.calendar("intend_first")[first] == before.calendar("intend_first")[first]).all()
    assert (pressed.calendar("intend_first")[rest] < before.calendar("intend_first")[rest]).all()
    assert (pressed.calendar("money")[rest] < before.calendar("money")[rest]).all()


def test_the_funds_of_a_text_are_paid_of_what_is_sent_and_both_engines_do_the_same():
    text, numbers = five_points(), RAISED.having({"club_money": 0.003})
    one, other = (played(make, numbers=numbers, text=text) for make in (Fast, Reference))
    assert same(one, other)
    paid = sum(months for name, months in one.extra.items() if name.startswith("funds."))
    clubs = sum(months for name, months in one.extra.items() if name.endswith(".migrant_clubs"))
    assert (paid[:5] == 0).all() and (paid[5:] > 0).all()
    assert clubs[5:].sum() == pytest.approx(0.003 * one.money[5:].sum(), rel=0.02)


def test_money_of_a_text_moves_wages_where_it_is_paid_and_only_after_its_lag():
    people, places = np.ones((8, 2, 101, 32)), np.full((8, 32), 1e6)
    places[2:7, 5] = 0.0  # nobody of one state is there, so its clubs have none
    wages = Wages(RAISED, DRIVERS)
    assert (wages.january(0, people) == 0).all()
    for month in range(12, 24):
        wages.give(month, 1e9, places)
    assert (wages.january(12, people) == 0).all()
    year = slice(12, 24)
    real = 1e9 / DRIVERS["us_prices"][year].sum() * 144 / 31
    income = np.mean([local_income(DRIVERS, month, places[0] * 2) for month in range(12, 24)], axis=0)
    gap = wages.january(24, people)
    assert gap[5] == 0
    assert np.delete(gap, 5) == pytest.approx(-0.3 * np.log(1 + real / np.delete(income, 5)), rel=0.02)
    assert (wages.january(36, people) == 0).all()


def test_local_income_is_product_a_head_of_the_year_for_who_is_at_home():
    given, nth = drivers.read(1990, 2018), 12 * (2017 - 1990)
    home = np.arange(32) * 1000.0
    income = local_income(given, nth, home)
    a_head = series.product_a_head()[2017 - 1990] / series.pesos_a_dollar()
    assert income == pytest.approx(a_head * given.state_wage * home, rel=0.02)
    wages = replace(given, monthly={**given.monthly, "mx_wage": given["mx_wage"] * 2})
    assert local_income(wages, nth, home) == pytest.approx(2 * income)
