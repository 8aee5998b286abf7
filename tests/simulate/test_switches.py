"""Disagreements are switches, what no history fixes is an axis, a result is as known as its weakest part."""

import pytest

from acuerdo.agreement.faults import Unreadable
from acuerdo.simulate import drivers, parameters
from acuerdo.simulate.evidence import DOORS, LABELS, RESTS_ON, evidence, label, weakest
from acuerdo.simulate.expecting import expected
from acuerdo.simulate.switches import axes, switched, switches


def test_there_are_six_questions_with_sides_that_differ():
    assert len(switches()) == 6
    for switch in switches().values():
        assert len(switch.sides) >= 2
        assert len({tuple(side.sets.items()) for side in switch.sides.values()}) == len(switch.sides)
        for words in (switch.question, *(side.title for side in switch.sides.values())):
            assert set(words) == {"en", "es"}


def test_a_side_sets_what_it_says_and_nothing_else():
    start = parameters.read()
    other = switched(start, {"fall_of_return": "to_near_zero"})
    assert {name for name in start if start[name] != other[name]} == {"return_price"}
    assert other.value("return_price") == 1.5


def test_every_side_of_every_switch_can_be_set():
    for name, switch in switches().items():
        for side in switch.sides:
            assert switched(parameters.read(), {name: side})


def test_unknown_switches_and_sides_are_told_at_once():
    with pytest.raises(Unreadable) as refused:
        switched(parameters.read(), {"fall_of_returns": "a_little", "how_many_left": "conapp"})
    told = str(refused.value)
    assert "did you mean fall_of_return?" in told and "did you mean conapo?" in told


def test_a_switch_changes_what_the_model_says():
    given = drivers.read(1990, 2007)
    sides = [switched(parameters.read(), {"chance_of_being_caught": side}) for side in ("survey", "counts")]
    survey, counts = (expected(each, given, 1990, 2007).calendar("entries")[10] for each in sides)
    assert counts < survey


def test_the_axes_are_what_no_history_fixes_and_none_is_fitted():
    found = axes(parameters.read())
    assert {each.name for each in found} == {"substitution", "new_movers", "development"}
    assert not any(each.calibrated for each in found)


def test_a_result_is_as_well_known_as_the_weakest_of_what_it_rests_on():
    read = parameters.read()
    assert label(read["return_partner"]) == "estimated"
    assert label(read["wage_gap"]) == "calibrated"
    assert label(read["rehired"]) == "assumed"
    assert weakest([read["return_partner"], read["wage_gap"]]) == "calibrated"
    assert weakest([read["rehired"], read["wage_gap"]]) == "assumed"
    assert weakest([]) == "estimated"
    assert evidence("price", read, doors=False) == "calibrated"


def test_whatever_rests_on_places_is_not_identified():
    read = parameters.read()
    assert all(evidence(each, read, doors=True) == "not_identified" for each in RESTS_ON)
    assert all(evidence(each, read, doors=False) != "not_identified" for each in RESTS_ON)


def test_labels_rest_on_parameters_that_exist_and_are_told_in_both_languages():
    read = parameters.read()
    assert {name for names in (*RESTS_ON.values(), DOORS) for name in names} <= set(read)
    assert all(set(words) == {"en", "es"} for words in LABELS.values())
