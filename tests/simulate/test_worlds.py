"""Plausible worlds take sides as far as history allows, and never move an axis."""

from collections import Counter

import pytest

from acuerdo.agreement.faults import Refused
from acuerdo.simulate import parameters, worlds
from acuerdo.simulate.fitting import fits
from acuerdo.simulate.switches import axes, switches

START = parameters.read()


def many(allowed, seed: int = 1) -> list[dict[str, str]]:
    return [worlds.sides(START, seed, world, allowed) for world in range(1, 201)]


def test_questions_that_set_an_axis_are_not_put_to_worlds():
    put = worlds.answered(START)
    assert "place_for_trip" not in put
    assert len(put) == 5
    moved = {name for each in put for side in switches()[each].sides.values() for name in side.sets}
    assert not moved & {each.name for each in axes(START)}


def test_where_everything_is_allowed_each_side_is_taken_about_as_often():
    taken = many(lambda each: True)
    for name, titles in switches().items():
        counts = Counter(each[name] for each in taken if name in each)
        if name == "fall_of_return":
            assert set(counts) == set(titles.sides)
            assert min(counts.values()) > 70, "two hundred worlds, two sides"


def test_no_two_sides_of_a_world_contradict_each_other():
    for taken in many(lambda each: True):
        held: dict[str, float] = {}
        for name, side in taken.items():
            for parameter, value in switches()[name].sides[side].sets.items():
                assert held.setdefault(parameter, value) == value


def test_a_side_that_history_rules_out_is_not_taken_and_the_others_are():
    taken = many(lambda each: each.value("caught_2000") != 0.45)
    assert Counter(each.get("chance_of_being_caught") for each in taken)["counts"] == 0
    assert any(each.get("chance_of_being_caught") == "survey" for each in taken)
    assert many(lambda each: False) == [{}] * 200


def test_the_same_seed_draws_the_same_sides_and_another_draws_others():
    assert many(lambda each: True) == many(lambda each: True)
    assert many(lambda each: True) != many(lambda each: True, seed=2)


def test_worlds_are_not_ruled_out_and_hold_the_axes_and_what_is_set_by_hand():
    fit = fits.read()
    allowed = worlds.not_ruled_out()
    found = worlds.plausible(fit, 2, 1, {"overstay": 0.1})
    for each in found:
        assert allowed(each.parameters)
        assert each.parameters.value("overstay") == 0.1
        assert all(each.parameters.value(axis.name) == START.value(axis.name) for axis in axes(START))
    table = worlds.table(found)
    assert table.filter(table["side"] != "").height == sum(len(each.sides) for each in found) > 0


def test_one_world_is_the_best_set_as_fitted_and_fitted_worlds_take_no_side():
    fit = fits.read()
    [only] = worlds.plausible(fit, 1, 1, {})
    assert only.sides == {}
    assert fit.implausibility[only.set] == fit.implausibility.min()
    assert all(each.sides == {} for each in worlds.plausible(fit, 3, 1, {}, fitted=True))
    with pytest.raises(Refused, match="asked for 301"):
        fit.places(301)
