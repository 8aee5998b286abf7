"""Asylum: who is sent elsewhere, presumed ineligible or waits; and the child alone who may always apply."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.asylum import STATES, Asylum
from acuerdo.agreement.clauses.criteria import Criteria
from acuerdo.agreement.faults import Refused, Silent
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.registry import FACTS
from acuerdo.rules.asylum import NOWHERE, OUTCOMES, claims
from acuerdo.rules.returns import protection
from reference import asylum as reference
from rules.asking import asked, everybody, steps
from rules.making import GROUPS, arrays, calendars, criterions, days, persons, trees, trying, values
from rules.test_returns import AGE, DANGER, PEOPLE, SAID

FREE = {SAID: False, AGE: 30, DANGER: "none_found"}
NATIONS = ("MEX", "CAN", "USA")
SOME = st.lists(st.sampled_from(NATIONS), max_size=3, unique=True)
ONE = st.sampled_from((None, *NATIONS))
SPANS = st.sampled_from([None, "none", "0 days", "14 days", "36 hours", "1 month"])
ASKED = ("person.nationality", "person.present_in", "journey.came_through")
FEW = ("journey.appointment", "journey.used_pathway", "person.holds_visa")


def clean(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value is not None}


@st.composite
def excepted(draw: Any) -> Any:
    """Criteria of any shape, or on a few facts that people often have; or none."""
    few = st.builds(lambda one: Criteria.of([one]), criterions(facts=FEW))
    return draw(st.one_of(st.none(), few, few, trees()))


@st.composite
def sections(draw: Any) -> Asylum:
    """A section with any of its clauses, in any state and on any days."""
    state = st.sampled_from((*STATES, "in_force", "in_force", "unilateral"))
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        found["safe_third_country"] = {
            "receiving": draw(ONE),
            "between": draw(SOME),
            "claims_within": draw(SPANS),
            "exceptions": draw(excepted()),
        }
    if draw(st.booleans()):
        found["transit_presumption"] = {
            "by": draw(ONE),
            "presumes": "asylum_ineligible",
            "unless": draw(excepted()) or Criteria.of([draw(criterions(facts=FEW))]),
            "rebutted_by": draw(excepted()),
        }
    if draw(st.booleans()):
        found["wait_in"] = {
            "by": draw(ONE),
            "party": draw(st.sampled_from(NATIONS)),
            "nationals_of": draw(
                st.sampled_from([None, "any", "neighbours", "nobody", ["MEX"], ["CUB", "VEN"]])
            ),
            "hearing_within": draw(SPANS),
            "unless": draw(excepted()),
        }
    for clause in found.values():
        clause["state"] = draw(state)
        if draw(st.integers(0, 4)) == 0:
            clause[draw(st.sampled_from(["from", "until"]))] = str(draw(days("2020-01-28", "2020-02-03")))
    return Asylum.model_validate({name: clean(clause) for name, clause in found.items()})


def leaves(section: Asylum) -> set[str]:
    found = [section.safe_third_country and section.safe_third_country.exceptions]
    for clause in (section.transit_presumption, section.wait_in):
        found += [clause.unless, getattr(clause, "rebutted_by", None)] if clause else []
    criteria = [one for tree in found if tree for one in reference.leaves(tree)]
    return {one.fact for one in criteria} | {one.waiver for one in criteria if one.waiver}


def claimants(section: Asylum) -> st.SearchStrategy[dict[str, Any]]:
    """People about whom anything may be known; most of them free of protection."""
    of_places = st.sampled_from((*NATIONS, *NATIONS, None))
    acts = dict.fromkeys(ASKED, of_places)
    acts |= {name: values(FACTS[name]) for name in ("journey.crossed_on", "application.claimed_on")}
    rest = persons(leaves(section) - set(acts))
    return st.builds(
        lambda who, others, acts: {**others, **who, **acts},
        st.one_of(st.just(FREE), st.just(FREE), PEOPLE),
        rest,
        st.fixed_dictionaries({}, optional=acts),
    )


@trying(120)
@given(st.data())
def test_many_claims_are_decided_as_one_is(data: st.DataObject) -> None:
    section, calendar = data.draw(sections()), data.draw(calendars())
    on = data.draw(days("2020-01-25", "2020-02-05"))
    people = data.draw(st.lists(claimants(section), max_size=4))
    found = claims(section, calendar, arrays(people), GROUPS, on)
    told = [
        (
            found.decision.word(at),
            found.decision.because(at),
            CODES[party] if (party := int(found.party[at])) >= 0 else "",
            found.hearing_by[at].item(),
        )
        for at in range(len(people))
    ]
    assert told == [reference.claim(section, calendar, person, GROUPS, on) for person in people]


@trying(120)
@given(st.data())
def test_a_child_alone_may_always_apply_here(data: st.DataObject) -> None:
    section = data.draw(sections())
    people = data.draw(st.lists(st.one_of(claimants(section), PEOPLE), min_size=1, max_size=4))
    facts = arrays([{**person, SAID: True} for person in people])
    found = claims(section, Calendar(), facts, GROUPS, date(2020, 2, 1))
    assert {found.decision.word(at) for at in range(facts.n)} == {"may_apply"}
    assert (found.party == NOWHERE).all()


@trying(120)
@given(st.data())
def test_nobody_goes_elsewhere_before_danger_and_childhood_are_examined(data: st.DataObject) -> None:
    section = data.draw(sections())
    facts = arrays(data.draw(st.lists(st.one_of(claimants(section), PEOPLE), min_size=1, max_size=4)))
    found = claims(section, Calendar(), facts, GROUPS, date(2020, 2, 1))
    alone, danger = protection(facts)
    sent = np.isin(found.decision.outcome, [OUTCOMES.index("third_country"), OUTCOMES.index("waits_in")])
    assert not (sent & ((alone != 0) | (danger != 0))).any()


STATED = """
asylum:
  safe_third_country:
    state: in_force
    between: [XAA, XBB]
    claims_within: 14 days
    exceptions:
      any:
        - {id: family, fact: person.family_in_destination, is: true}
        - {id: visa, fact: person.holds_visa, is: true}
    src: text art. 1
  transit_presumption:
    state: unilateral
    by: XAA
    from: 2030-03-01
    until: 2032-03-01
    presumes: asylum_ineligible
    unless:
      any:
        - {id: appointment, fact: journey.appointment, is: true}
    rebutted_by:
      any:
        - {id: emergency, fact: person.medical_emergency, is: true}
    src: text art. 2
  wait_in:
    state: in_force
    party: XCC
    by: XAA
    nationals_of: [XBB]
    hearing_within: 6 months
    unless:
      any:
        - {id: ill, fact: person.medical_emergency, is: true}
    src: text art. 3
"""
PERSON = {
    "age_years": "30",
    "danger_on_return": "none_found",
    "nationality": "XCC",
    "present_in": "XAA",
    "family_in_destination": "false",
    "holds_visa": "false",
    "medical_emergency": "false",
}
JOURNEY = {"came_through": "XBB", "crossed_on": "2030-05-01", "appointment": "false"}
CLAIM = {"claimed_on": "2030-05-15"}


def claim(
    text: str = STATED, on: str = "2030-06-01", claimed_on: str = "2030-05-15", **changed: str
) -> dict[str, str]:
    about = {"person": dict(PERSON), "journey": dict(JOURNEY)}
    for name, answer in changed.items():
        about["journey" if name in JOURNEY else "person"][name] = answer
    return asked(text, "asylum", on, application={"claimed_on": claimed_on}, **about)


THIRD = {"is": "third_country", "because": "safe_third_country", "party": "XBB", "state": "in_force"}


def test_who_came_from_one_party_to_another_and_claims_in_time_is_decided_there() -> None:
    assert claim() == THIRD
    back = {**THIRD, "party": "XAA"}
    assert claim(present_in="XBB", came_through="XAA") == back


@pytest.mark.parametrize(
    ("day", "word"), [("2030-05-15", "third_country"), ("2030-05-16", "presumed_ineligible")]
)
def test_a_claim_after_the_fourteenth_day_is_not_sent_back(day: str, word: str) -> None:
    assert claim(claimed_on=day)["is"] == word


def test_a_claim_on_the_day_of_the_crossing_is_in_time() -> None:
    assert claim(claimed_on="2030-05-01") == THIRD


def test_a_hearing_that_is_not_stated_is_asked_only_for_who_waits() -> None:
    wait_in = {"state": "in_force", "party": "MEX", "nationals_of": ["CUB"], "hearing_within": "not_stated"}
    section = Asylum.model_validate({"wait_in": wait_in})
    person = {**FREE, "person.nationality": "VEN"}
    found = claims(section, Calendar(), arrays([person]), GROUPS, date(2020, 1, 1))
    assert (found.decision.word(0), found.decision.because(0)) == ("may_apply", "nationals_of")


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"claimed_on": "unknown"}, "claims_within"),
        ({"claimed_on": "2030-04-30"}, "claims_within"),
        ({"crossed_on": "unknown"}, "claims_within"),
        ({"came_through": "unknown"}, "came_through"),
        ({"present_in": "unknown"}, "came_through"),
        ({"holds_visa": "unknown"}, "visa"),
        ({"danger_on_return": "claimed"}, "refoulement"),
        ({"age_years": "16"}, "children"),
    ],
)
def test_what_is_not_known_of_a_claim_needs_evidence(changed: dict[str, str], because: str) -> None:
    assert claim(**changed) == {"is": "needs_evidence", "because": because}


PRESUMED = {"is": "presumed_ineligible", "because": "transit_presumption", "state": "unilateral"}


@pytest.mark.parametrize("changed", [{"holds_visa": "true"}, {"family_in_destination": "true"}])
def test_an_exception_to_one_clause_does_not_end_the_next(changed: dict[str, str]) -> None:
    assert claim(**changed) == PRESUMED


def test_a_presumption_of_one_partys_own_law_says_so_and_reaches_claims_made_there() -> None:
    assert claim(came_through="ZWE") == PRESUMED
    elsewhere = claim(came_through="ZWE", present_in="XBB")
    assert elsewhere == {"is": "may_apply", "because": "came_through"}


@pytest.mark.parametrize(
    ("on", "word"),
    [
        ("2030-02-28", "may_apply"),
        ("2030-03-01", "presumed_ineligible"),
        ("2032-02-29", "presumed_ineligible"),
        ("2032-03-01", "may_apply"),
    ],
)
def test_a_presumption_holds_on_its_days(on: str, word: str) -> None:
    assert claim(on=on, came_through="ZWE")["is"] == word


def test_who_came_straight_from_home_crossed_no_country_of_transit() -> None:
    assert claim(came_through="XCC") == {"is": "may_apply", "because": "came_through"}


WAITS = {"is": "waits_in", "because": "wait_in", "party": "XCC", "due": "2030-11-15", "state": "in_force"}


@pytest.mark.parametrize("changed", [{"appointment": "true"}, {"came_through": "XBB"}])
def test_whom_no_other_clause_reaches_may_have_to_wait_until_the_hearing(changed: dict[str, str]) -> None:
    found = claim(**{"came_through": "ZWE", "nationality": "XBB", "holds_visa": "true", **changed})
    assert found == WAITS


def test_a_hearing_of_an_unknown_claim_has_no_day() -> None:
    found = claim(claimed_on="unknown", came_through="ZWE", nationality="XBB", appointment="true")
    assert found == {name: word for name, word in WAITS.items() if name != "due"}


def test_what_rebuts_a_presumption_may_also_free_from_waiting() -> None:
    found = claim(came_through="ZWE", nationality="XBB", medical_emergency="true")
    assert found == {"is": "may_apply", "because": "came_through"}


def test_the_reason_of_who_may_apply_is_what_kept_the_first_clause_away() -> None:
    without = STATED.replace("state: in_force\n    between", "state: not_agreed\n    between")
    assert claim(without, appointment="true") == {"is": "may_apply", "because": "appointment"}
    assert claim(without, medical_emergency="true") == {"is": "may_apply", "because": "emergency"}


@pytest.mark.parametrize("state", STATES)
def test_only_a_clause_that_is_applied_decides(state: str) -> None:
    text = STATED.replace("state: unilateral", "state: ended")
    text = text.replace("state: in_force\n    party", "state: ended\n    party")
    text = text.replace("state: in_force\n    between", f"state: {state}\n    between")
    if state in ("agreed", "in_force", "unilateral"):
        assert claim(text) == {**THIRD, "state": state}
    else:
        assert claim(text) == {"is": "may_apply"}


def test_a_child_alone_may_apply_though_every_clause_would_reach_it() -> None:
    text = "asylum: {wait_in: {state: in_force, party: XCC, src: text}}"
    assert claim(text, age_years="17") == {"is": "needs_evidence", "because": "children"}
    alone = asked(text, "asylum", person={**PERSON, "unaccompanied_child": "true"})
    assert alone == {"is": "may_apply", "because": "children"}


def test_who_is_in_danger_there_is_not_sent_there() -> None:
    text = "asylum: {wait_in: {state: in_force, party: XCC, src: text}}"
    assert claim(text, danger_on_return="substantiated") == {"is": "may_apply", "because": "refoulement"}


def test_a_receiving_party_decides_the_claims_of_whoever_came_through_it() -> None:
    text = "asylum: {safe_third_country: {state: agreed, receiving: XBB, src: text}}"
    assert claim(text) == {**THIRD, "state": "agreed"}
    assert claim(text, present_in="unknown", claimed_on="unknown") == {**THIRD, "state": "agreed"}
    assert claim(text, came_through="XCC") == {"is": "may_apply", "because": "came_through"}
    nobody = "asylum: {safe_third_country: {state: agreed, src: text}}"
    assert claim(nobody) == {"is": "may_apply", "because": "came_through"}


def test_a_time_that_is_not_stated_decides_nothing() -> None:
    text = (
        "asylum: {safe_third_country: {state: agreed, receiving: XBB, claims_within: not_stated, src: text}}"
    )
    with pytest.raises(Refused, match=r"asylum\.safe_third_country\.claims_within"):
        claim(text)
    assert claim(text.replace("agreed", "not_agreed")) == {"is": "may_apply"}
    silent = Asylum.model_validate(
        {"wait_in": {"state": "in_force", "party": "MEX", "hearing_within": "not_stated"}}
    )
    with pytest.raises(Silent, match=r"asylum\.wait_in\.hearing_within is not stated"):
        claims(silent, Calendar(), arrays([FREE]), GROUPS, date(2020, 1, 1))
    third = {"state": "agreed", "receiving": "MEX", "claims_within": "not_stated"}
    section = Asylum.model_validate({"safe_third_country": third})
    with pytest.raises(Silent, match=r"asylum\.safe_third_country\.claims_within is not stated"):
        claims(section, Calendar(), arrays([FREE]), GROUPS, date(2020, 1, 1))


def test_several_claimants_each_have_their_own_answer() -> None:
    people = {**PERSON, "holds_visa": ["false", "true"]}
    found = everybody(STATED, "asylum", person=people, journey=JOURNEY, application=CLAIM)
    assert [one["is"] for one in found] == ["third_country", "presumed_ineligible"]


def test_the_steps_say_which_clauses_decide_and_each_criterion() -> None:
    text = STATED.replace("state: in_force\n    party", "state: suspended\n    party")
    found = steps(text, "asylum", person=PERSON, journey=JOURNEY, application=CLAIM)[2:]
    assert found == [
        ("safe_third_country: in_force", "decides", "text art. 1"),
        ("exceptions family: close family in the destination is true", "no", "text art. 1"),
        ("exceptions visa: holds a visa for the destination is true", "no", "text art. 1"),
        ("transit_presumption: unilateral", "decides", "text art. 2"),
        ("unless appointment: came with an appointment is true", "no", "text art. 2"),
        ("rebutted_by emergency: medical emergency is true", "no", "text art. 2"),
        ("wait_in: suspended", "decides nothing", "text art. 3"),
    ]


def test_a_text_without_the_section_is_asked_nothing() -> None:
    with pytest.raises(Refused, match="asylum names no clause"):
        asked("children: {src: text}", "asylum", person=PERSON)
