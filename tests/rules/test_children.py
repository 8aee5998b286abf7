"""Children alone: their clocks, and whether one may go home of its own wish; never whether it is returned."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.children import Children
from acuerdo.agreement.faults import Refused, Silent
from acuerdo.agreement.registry import FACTS
from acuerdo.rules.children import OUTCOMES, clocks, may_go_home
from acuerdo.rules.returns import protection
from reference import NEVER, Odd
from reference import asylum as reference
from rules.asking import asked, everybody, steps
from rules.making import GROUPS, arrays, calendars, criterions, facts_of, persons, trying, values
from rules.test_returns import AGE, DANGER, PEOPLE, SAID, Babbler

CHILD = {SAID: True, AGE: 15, DANGER: "none_found"}
ON = date(2020, 1, 1)
ABLE = ("person.able_to_decide", "person.trafficking_signs")
SPANS = st.sampled_from(["none", "48 hours", "49 hours", "0 days", "1 month"])
NAMED = st.sampled_from([None, "any", "neighbours", "nobody", ["MEX"], ["CUB", "VEN"]])


@st.composite
def sections(draw: Any) -> Children:
    """A section with any of its parts."""
    some = st.lists(criterions(facts=ABLE), max_size=2)
    found: dict[str, Any] = {"tests": draw(some), "never_return": draw(some)}
    for name in ("screening", "transfer_to_care"):
        if draw(st.booleans()):
            named = draw(NAMED)
            found[name] = {"within": draw(SPANS), **({} if named is None else {"nationals_of": named})}
    if draw(st.booleans()):
        found["own_decision_from"] = draw(st.sampled_from(["0", "14", "18", "30"]))
    return Children.model_validate(found)


def children(section: Children) -> st.SearchStrategy[dict[str, Any]]:
    """People, most of them children alone, about whom anything else may be known."""
    names = set(ABLE).union(*(facts_of(one) for one in (*section.tests, *section.never_return)))
    acts = {name: values(FACTS[name]) for name in ("handover.met_on", "person.nationality")}
    age = st.sampled_from([13, 14, 15, 17, 18, 30, 31, 120, 121, -1, None, NEVER])
    one = st.builds(lambda age: {**CHILD, AGE: age}, age)
    return st.builds(
        lambda who, rest, acts: {**rest, **who, **acts},
        st.one_of(one, one, PEOPLE),
        persons(names),
        st.fixed_dictionaries({}, optional=acts),
    )


@trying(150)
@given(st.data())
def test_many_children_are_answered_as_one_is(data: st.DataObject) -> None:
    section, calendar = data.draw(sections()), data.draw(calendars())
    people = data.draw(st.lists(children(section), max_size=4))
    facts = arrays(people)
    screened, in_care = clocks(section, calendar, facts, GROUPS, ON)
    assert list(zip(screened.tolist(), in_care.tolist(), strict=True)) == [
        reference.clocks(section, calendar, person, GROUPS) for person in people
    ]
    home = may_go_home(section, facts, GROUPS)
    assert [(home.word(at), home.because(at)) for at in range(facts.n)] == [
        reference.may_go_home(section, person, GROUPS) for person in people
    ]


@trying(100)
@given(st.data())
def test_no_child_goes_home_into_danger_or_before_its_danger_is_examined(data: st.DataObject) -> None:
    section = data.draw(sections())
    facts = arrays(data.draw(st.lists(st.one_of(children(section), PEOPLE), max_size=4)))
    alone, danger = protection(facts)
    goes = may_go_home(section, facts, GROUPS).outcome == OUTCOMES.index("yes")
    assert not (goes & ((danger != 0) | (alone != 2))).any()


STATED = """
children:
  screening: {within: 48 hours, nationals_of: [XBB], src: text art. 1}
  transfer_to_care: {within: 72 hours, src: text art. 1}
  own_decision_from: 14
  tests:
    - {id: able, fact: person.able_to_decide, is: true}
    - {fact: person.trafficking_signs, is: false}
  never_return:
    - {id: threat, fact: person.imminent_threat, is: true}
  src: text art. 2
"""
PERSON = {
    "unaccompanied_child": "true",
    "age_years": "14",
    "danger_on_return": "none_found",
    "nationality": "XBB",
    "able_to_decide": "true",
    "trafficking_signs": "false",
    "imminent_threat": "false",
}
MET = {"met_on": "2030-05-01"}


def child(text: str = STATED, **changed: str) -> dict[str, str]:
    return asked(text, "children", person={**PERSON, **changed}, handover=MET)


DAYS = {"screened_by": "2030-05-03", "in_care_by": "2030-05-04"}


def test_a_child_old_enough_that_passes_every_test_may_go_home() -> None:
    assert child() == {"is": "yes", **DAYS}


@pytest.mark.parametrize(
    ("changed", "word", "because"),
    [
        ({"age_years": "13"}, "no", "own_decision_from"),
        ({"age_years": "unknown"}, "needs_evidence", "own_decision_from"),
        ({"able_to_decide": "false"}, "no", "able"),
        ({"able_to_decide": "unknown"}, "needs_evidence", "able"),
        ({"trafficking_signs": "true"}, "no", "test-2"),
        ({"imminent_threat": "true"}, "no", "threat"),
        ({"imminent_threat": "unknown"}, "needs_evidence", "threat"),
        ({"danger_on_return": "substantiated"}, "no", "refoulement"),
        ({"danger_on_return": "claimed"}, "needs_evidence", "refoulement"),
        ({"unaccompanied_child": "unknown"}, "needs_evidence", "children"),
        ({"imminent_threat": "true", "age_years": "13"}, "no", "threat"),
        ({"danger_on_return": "claimed", "able_to_decide": "false"}, "no", "able"),
    ],
)
def test_every_test_must_be_passed_and_nothing_excluded(
    changed: dict[str, str], word: str, because: str
) -> None:
    assert child(**changed) == {"is": word, "because": because, **DAYS}


def test_a_text_without_tests_lets_no_child_go_home() -> None:
    bare = "children: {own_decision_from: 14, src: text}"
    assert child(bare) == {"is": "no", "because": "tests"}


@pytest.mark.parametrize("named", ["", "  own_decision_from: 0\n"])
def test_below_fourteen_no_child_decides_whatever_age_a_text_names(named: str) -> None:
    said = STATED.replace("  own_decision_from: 14\n", named)
    assert child(said, age_years="13")["is"] == "no"
    assert child(said, age_years="13")["because"] == "own_decision_from"
    assert child(said, age_years="14")["is"] == "yes"


def test_an_age_beyond_all_sense_decides_nothing() -> None:
    section = Children.model_validate({"own_decision_from": "14", "tests": [{"fact": ABLE[0], "is": "true"}]})
    for age in (121, 2_000, -1, NEVER, Odd(-2_000)):
        found = may_go_home(section, arrays([{**CHILD, AGE: age, ABLE[0]: True}]), GROUPS)
        assert (found.word(0), found.because(0)) == ("needs_evidence", "own_decision_from")


@pytest.mark.parametrize("changed", [{"nationality": "XBB"}, {"nationality": "unknown"}])
def test_a_clock_runs_for_the_nationality_it_names_and_while_nobody_knows_it(changed: dict[str, str]) -> None:
    assert child(**changed)["screened_by"] == "2030-05-03"


def test_a_child_of_another_nationality_is_taken_into_care_all_the_same() -> None:
    assert child(nationality="XCC") == {"is": "yes", "in_care_by": "2030-05-04"}


def test_no_clock_runs_for_who_is_no_child_alone() -> None:
    grown = child(unaccompanied_child="false", age_years="30")
    assert grown == {"is": "does_not_apply", "because": "children"}


def test_a_clock_whose_start_nobody_knows_has_no_day() -> None:
    assert asked(STATED, "children", person=PERSON) == {"is": "yes"}


@pytest.mark.parametrize(("within", "day"), [("24 hours", "2030-05-02"), ("49 hours", "2030-05-04")])
def test_hours_count_as_the_days_they_begin(within: str, day: str) -> None:
    assert child(STATED.replace("48 hours", within))["screened_by"] == day


def test_what_is_not_stated_decides_nothing() -> None:
    for field, written in (
        ("screening.within", {"screening": {"within": "not_stated"}}),
        ("transfer_to_care.within", {"transfer_to_care": {"within": "not_stated"}}),
    ):
        with pytest.raises(Silent, match=rf"children\.{field} is not stated"):
            clocks(Children.model_validate(written), Calendar(), arrays([CHILD]), GROUPS, ON)
    with pytest.raises(Silent, match=r"children\.own_decision_from is not stated"):
        may_go_home(Children.model_validate({"own_decision_from": "not_stated"}), arrays([CHILD]), GROUPS)
    with pytest.raises(Refused, match=r"children\.own_decision_from"):
        child(STATED.replace("own_decision_from: 14", "own_decision_from: not_stated"))


RETURNS = (
    STATED
    + """
returns:
  by_land:
    src: text art. 3
    requesting: XAA
    receiving: XBB
    applies_when: {fact: journey.arrival, is: sea}
    of: {nationals_of: [XBB]}
    never: []
    apply_within: 180 days
    handover: {hours: {opens: 0, closes: 24}}
"""
)


def test_a_child_that_may_go_home_is_still_returned_by_nobody() -> None:
    given = {"person": PERSON, "handover": {**MET, "applied_on": "never", "hour": "9"}}
    assert asked(RETURNS, "children", **given)["is"] == "yes"
    excluded = {"is": "excluded", "because": "children"}
    assert asked(RETURNS, "returns.by_land", journey={"arrival": "sea"}, **given) == excluded
    assert asked(RETURNS, "returns.by_land.readmission", **given) == excluded
    assert asked(RETURNS, "returns.by_land.handover", **given) == {"is": "no", "because": "children"}


def test_several_children_each_have_their_own_answer() -> None:
    found = everybody(STATED, "children", person={**PERSON, "age_years": ["13", "14"]}, handover=MET)
    assert [one["is"] for one in found] == ["no", "yes"]


def test_the_steps_name_every_clock_and_test() -> None:
    assert steps(STATED, "children", person=PERSON, handover=MET)[2:] == [
        ("screening within 48 hours", "2030-05-03", "text art. 1"),
        ("transfer_to_care within 72 hours", "2030-05-04", "text art. 1"),
        ("old enough to decide: 14", "14", "text art. 2"),
        ("never_return threat: imminent threat to life is true", "no", "text art. 2"),
        ("tests able: able to decide freely is true", "yes", "text art. 2"),
        ("tests person.trafficking_signs-2: signs of trafficking is false", "yes", "text art. 2"),
    ]


def test_a_text_without_the_section_is_asked_nothing() -> None:
    with pytest.raises(Refused, match="children names no clause"):
        asked("disputes: {steps: [], src: text}", "children", person=PERSON)


def test_a_test_that_answers_with_a_code_that_means_nothing_lets_no_child_go_home() -> None:
    bad = Babbler.model_construct(id="noise", fact="person.able_to_decide", is_="true")
    section = Children.model_validate({}).model_copy(update={"tests": [bad]})
    found = may_go_home(section, arrays([CHILD]), GROUPS)
    assert (found.word(0), found.because(0)) == ("needs_evidence", "noise")


def test_a_clock_runs_only_on_its_days() -> None:
    text = STATED.replace("{within: 48 hours,", "{within: 48 hours, from: 2030-06-02,")
    assert child(text) == {"is": "yes", "in_care_by": "2030-05-04"}
    assert asked(text, "children", "2030-06-02", person=PERSON, handover=MET) == {"is": "yes", **DAYS}
