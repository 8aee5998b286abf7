"""Readmission and handover: every clock at its edges, silence, and the protection before all of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo import agreement
from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.cases import read_cases
from acuerdo.agreement.clauses.returns import Handover, Returns
from acuerdo.agreement.faults import Refused, Silent
from acuerdo.agreement.fitting import check_cases
from acuerdo.agreement.registry import FACTS
from acuerdo.agreement.values import read_span
from acuerdo.rules.handover import handed_over, hours_of
from acuerdo.rules.readmission import readmission
from reference import readmission as reference
from rules.asking import HEAD, asked, everybody, steps
from rules.making import arrays, calendars, days, trying, values
from rules.test_returns import AGE, DANGER, PEOPLE, PLAIN, SAID

FREE = {SAID: False, AGE: 30, DANGER: "none_found"}
DAYS = ("met_on", "applied_on", "replied_on", "in_error_since")
SPANS = st.sampled_from([None, "none", "0 days", "1 day", "10 days", "30 hours", "1 month"])


@st.composite
def clauses(draw: Any) -> Returns:
    """A clause with any of its clocks, and silence that may mean anything or nothing."""
    clocks = {
        name: draw(SPANS) for name in ("apply_within", "reply_within", "transfer_within", "error_return")
    }
    found = {**PLAIN, **clocks, "silence": draw(st.sampled_from([None, "agreed", "refused"]))}
    return Returns.model_validate({name: value for name, value in found.items() if value is not None})


def handovers() -> st.SearchStrategy[dict[str, Any]]:
    """People with days of a handover; most of them free of protection."""
    facts = {f"handover.{name}": values(FACTS[f"handover.{name}"]) for name in (*DAYS, "reply")}
    acts = st.fixed_dictionaries({}, optional=facts)
    return st.builds(lambda who, acts: {**who, **acts}, st.one_of(st.just(FREE), st.just(FREE), PEOPLE), acts)


@trying(200)
@given(clauses(), calendars(), days("2020-01-01", "2020-03-10"), st.lists(handovers(), max_size=5))
def test_many_are_readmitted_as_one_is(
    clause: Returns, calendar: Calendar, on: date, people: list[dict[str, Any]]
) -> None:
    found = readmission(clause, calendar, arrays(people), on)
    told = [
        (
            found.decision.word(at),
            found.decision.because(at),
            found.due[at].item(),
            found.taken_back_until[at].item(),
        )
        for at in range(len(people))
    ]
    assert told == [reference.readmission(clause, calendar, person, on) for person in people]


FULL = """
returns:
  by_land:
    src: text art. 1
    requesting: XAA
    receiving: XCC
    applies_when: {fact: journey.arrival, is: sea}
    of: {nationals_of: [XCC]}
    never: []
    legal_basis:
      - {from: 2030-01-31, until: 2030-07-01, value: entry_act}
      - {from: 2030-08-01, value: new_act}
    cost_bearer: requesting
    apply_within: 180 days
    reply_within: 25 days
    silence: agreed
    transfer_within: 3 months
    error_return: 3 months
    handover: {places: [North Bridge, South Gate], hours: {opens: 8, closes: 18}, notice: 24 hours}
national_law:
  entry_act: {until: 2030-06-15, regime: Return at the border, src: text}
"""
PATH = "returns.by_land.readmission"
PERSON = {"age_years": "30", "danger_on_return": "none_found"}
MET = {"met_on": "2030-02-01", "applied_on": "never"}
ASKED = {"met_on": "2030-02-01", "applied_on": "2030-03-01", "replied_on": "never"}
REPLIED = {**ASKED, "replied_on": "2030-03-10", "reply": "agreed"}


def stage(on: str, given: dict[str, str], sections: str = FULL, **person: str) -> dict[str, str]:
    found = asked(sections, PATH, on, person={**PERSON, **person}, handover=given)
    return {name: word for name, word in found.items() if name in ("is", "because", "due")}


@pytest.mark.parametrize(
    ("on", "given", "told"),
    [
        ("2030-07-31", MET, {"is": "may_apply", "due": "2030-07-31"}),
        ("2030-08-01", MET, {"is": "too_late_to_apply", "because": "apply_within", "due": "2030-07-31"}),
        ("2030-03-26", ASKED, {"is": "awaiting_reply", "due": "2030-03-26"}),
        ("2030-03-27", ASKED, {"is": "agreed_by_silence", "because": "silence", "due": "2030-06-26"}),
        ("2030-06-26", ASKED, {"is": "agreed_by_silence", "because": "silence", "due": "2030-06-26"}),
        (
            "2030-06-27",
            ASKED,
            {"is": "too_late_to_hand_over", "because": "transfer_within", "due": "2030-06-26"},
        ),
        ("2030-03-10", REPLIED, {"is": "agreed", "due": "2030-06-10"}),
        ("2030-06-10", REPLIED, {"is": "agreed", "due": "2030-06-10"}),
        (
            "2030-06-11",
            REPLIED,
            {"is": "too_late_to_hand_over", "because": "transfer_within", "due": "2030-06-10"},
        ),
        ("2030-03-10", {**REPLIED, "reply": "refused"}, {"is": "refused"}),
        ("2030-03-09", {**REPLIED, "reply": "refused"}, {"is": "awaiting_reply", "due": "2030-03-26"}),
        (
            "2030-04-01",
            {**REPLIED, "replied_on": "2030-03-27", "reply": "refused"},
            {"is": "agreed_by_silence", "because": "silence", "due": "2030-06-26"},
        ),
        ("2030-03-26", {**REPLIED, "replied_on": "2030-03-26", "reply": "refused"}, {"is": "refused"}),
        (
            "2030-08-02",
            {**ASKED, "applied_on": "2030-08-01"},
            {"is": "too_late_to_apply", "because": "apply_within", "due": "2030-07-31"},
        ),
    ],
)
def test_each_clock_ends_on_its_last_day(on: str, given: dict[str, str], told: dict[str, str]) -> None:
    assert stage(on, given) == told


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "applied_on"),
        ({"applied_on": "never"}, "met_on"),
        ({"applied_on": "2030-03-01"}, "met_on"),
        ({"applied_on": "never", "met_on": "2030-06-02"}, "met_on"),
        ({**ASKED, "replied_on": "unknown"}, "replied_on"),
        ({**REPLIED, "reply": "unknown"}, "reply"),
        ({**ASKED, "applied_on": "2030-01-31"}, "applied_on"),
        ({**REPLIED, "replied_on": "2030-02-28"}, "replied_on"),
    ],
)
def test_a_day_or_a_reply_that_nobody_recorded_needs_evidence(given: dict[str, str], missing: str) -> None:
    assert stage("2030-06-01", given) == {"is": "needs_evidence", "because": missing}


def test_silence_may_mean_refused() -> None:
    refusing = FULL.replace("silence: agreed", "silence: refused")
    assert stage("2030-03-26", ASKED, refusing)["is"] == "awaiting_reply"
    assert stage("2030-03-27", ASKED, refusing) == {"is": "refused_by_silence", "because": "silence"}


def test_where_the_text_gives_silence_no_meaning_a_late_reply_counts_and_none_needs_evidence() -> None:
    mute = FULL.replace("    silence: agreed\n", "")
    assert stage("2030-04-01", ASKED, mute) == {"is": "needs_evidence", "because": "silence"}
    late = {**REPLIED, "replied_on": "2030-03-31"}
    assert stage("2030-04-01", late, mute) == {"is": "agreed", "due": "2030-06-30"}


def test_without_clocks_nothing_is_too_late_and_no_day_is_due() -> None:
    timeless = "\n".join(line for line in FULL.splitlines() if "_within" not in line)
    assert stage("2039-01-01", {"applied_on": "never"}, timeless) == {"is": "may_apply"}
    assert stage("2039-01-01", ASKED, timeless) == {"is": "awaiting_reply"}
    assert stage("2039-01-01", REPLIED, timeless) == {"is": "agreed"}


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ({"unaccompanied_child": "true"}, {"is": "excluded", "because": "children"}),
        ({"age_years": "9"}, {"is": "needs_evidence", "because": "children"}),
        ({"danger_on_return": "substantiated"}, {"is": "excluded", "because": "refoulement"}),
        ({"danger_on_return": "claimed"}, {"is": "needs_evidence", "because": "refoulement"}),
        (
            {"unaccompanied_child": "true", "danger_on_return": "substantiated"},
            {"is": "excluded", "because": "children"},
        ),
    ],
)
def test_nobody_protected_is_handed_over_though_the_other_party_agreed(
    person: dict[str, str], told: dict[str, str]
) -> None:
    assert stage("2030-04-01", REPLIED, **person) == told


def test_who_was_returned_in_error_is_taken_back_until_the_last_day() -> None:
    given = {**REPLIED, "in_error_since": "2030-11-30"}
    found = asked(FULL, PATH, "2030-04-01", person=PERSON, handover=given)
    assert found["taken_back_until"] == "2031-02-28"
    forever = FULL.replace("error_return: 3 months", "error_return: none")
    assert "taken_back_until" not in asked(forever, PATH, "2030-04-01", person=PERSON, handover=given)


@pytest.mark.parametrize(
    ("on", "law"),
    [("2030-06-14", "entry_act"), ("2030-06-15", None), ("2030-07-15", None), ("2030-08-01", "new_act")],
)
def test_the_legal_basis_is_that_of_the_day_and_only_while_the_law_is_in_force(
    on: str, law: str | None
) -> None:
    found = asked(FULL, PATH, on, person=PERSON, handover=MET)
    assert found.get("legal_basis") == law
    assert found["cost_bearer"] == "requesting"


def test_a_clause_that_is_over_readmits_nobody() -> None:
    over = FULL.replace("    requesting: XAA", "    until: 2030-05-01\n    requesting: XAA")
    told = {"is": "not_in_force", "because": "dates"}
    for path in (PATH, "returns.by_land.handover"):
        assert asked(over, path, "2030-05-01", person=PERSON, handover=MET) == told


@pytest.mark.parametrize("field", ["apply_within", "reply_within", "transfer_within", "silence"])
def test_a_clock_that_is_not_stated_decides_nothing(field: str) -> None:
    clause = Returns.model_validate({**PLAIN, field: "not_stated"})
    with pytest.raises(Silent, match=f"{field} is not stated"):
        readmission(clause, Calendar(), arrays([FREE]), date(2020, 1, 1))
    silent = "\n".join(line for line in FULL.splitlines() if not line.startswith(f"    {field}"))
    silent = silent.replace("    never: []", f"    never: []\n    {field}: not_stated")
    with pytest.raises(Refused, match=rf"returns\.by_land\.{field}"):
        asked(silent, PATH, person=PERSON, handover=MET)


def test_the_steps_name_each_clock_with_its_source() -> None:
    given = {**REPLIED, "in_error_since": "2030-03-20"}
    found = steps(FULL, PATH, "2030-04-01", person=PERSON, handover=given)
    assert found[2:] == [
        ("apply_within 180 days from", "2030-02-01", "text art. 1"),
        ("reply_within 25 days from", "2030-03-01", "text art. 1"),
        ("transfer_within 3 months from", "2030-03-10", "text art. 1"),
        ("error_return 3 months from", "2030-03-20", "text art. 1"),
        ("silence", "agreed", "text art. 1"),
    ]
    assert [answer for _, answer, _ in found[:2]] == ["no", "no"]
    silent = steps(FULL, PATH, "2030-04-01", person=PERSON, handover=ASKED)
    assert ("transfer_within 3 months from", "never", "text art. 1") in silent


def test_several_people_each_have_their_own_stage() -> None:
    given = {"met_on": "2030-02-01", "applied_on": ["never", "2030-03-01"], "replied_on": "never"}
    found = everybody(FULL, PATH, "2030-03-15", person=PERSON, handover=given)
    assert [one["is"] for one in found] == ["may_apply", "awaiting_reply"]


def test_a_path_below_a_clause_that_decides_nothing_is_refused_in_words() -> None:
    with pytest.raises(Refused, match=r"returns\.by_land\.of names no clause"):
        asked(FULL, "returns.by_land.of", person=PERSON)
    with pytest.raises(Refused, match=r"returns\.by_sea\.readmission names no clause"):
        asked(FULL, "returns.by_sea.readmission", person=PERSON)


def test_a_file_of_cases_may_ask_for_a_readmission_and_only_of_a_clause_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(
        "format: 1\ncases_of: tried\nagreement: agreement.yaml\ncases:\n"
        "  - {name: one, on: 2030-06-01, expect: {returns.by_land.readmission: agreed}}\n"
        "  - {name: two, on: 2030-06-01, expect: {returns.by_sea.readmission: yes}}\n"
        "  - {name: three, on: 2030-06-01, expect: {national_law.readmission: yes}}\n"
    )
    faults = check_cases(read_cases(tmp_path / "cases.yaml"), agreement.read_text(HEAD + FULL))
    assert [fault.problem for fault in faults] == [
        "returns.by_sea.readmission names nothing in agreement.yaml",
        "national_law.readmission names nothing in agreement.yaml",
    ]
    assert "by_land" in faults[0].hint


PLACES = st.sampled_from([None, "North", "South"])


@st.composite
def handover_clauses(draw: Any) -> Handover:
    """Any places, hours and notice."""
    opens = draw(st.integers(0, 23))
    found: dict[str, Any] = {
        "places": draw(st.lists(st.sampled_from(["North", "East"]), max_size=2)),
        "hours": draw(
            st.sampled_from(
                [None, "By daylight", "none", {"opens": str(opens), "closes": str(min(opens + 6, 24))}]
            )
        ),
        "notice": draw(
            st.sampled_from([None, "none", "1 hour", "30 hours", "2 days", "1 week", "1 month", "1 year"])
        ),
    }
    return Handover.model_validate({name: value for name, value in found.items() if value is not None})


HOURS = st.one_of(st.none(), st.integers(-1, 30))
NOTICES = st.one_of(
    st.none(), st.integers(0, 200), st.sampled_from([719, 720, 721, 8_639, 8_640]), st.just(2**31 - 2)
)


@trying(150)
@given(
    handover_clauses(),
    PLACES,
    st.lists(st.tuples(st.one_of(st.just(FREE), PEOPLE), HOURS, NOTICES), max_size=5),
)
def test_many_handovers_are_judged_as_one_is(clause: Handover, place: str | None, found: list) -> None:
    people = [{**who, "handover.hour": hour, "handover.notice_hours": notice} for who, hour, notice in found]
    decision = handed_over(clause, arrays(people), place)
    told = [(decision.word(at), decision.because(at)) for at in range(len(people))]
    assert told == [reference.handed_over(clause, person, place) for person in people]


GATE = "returns.by_land.handover"
PLANNED = {"hour": "8", "notice_hours": "24"}


@pytest.mark.parametrize(
    ("place", "changed", "told"),
    [
        ("North Bridge", {}, {"is": "yes"}),
        ("South Gate", {"hour": "17"}, {"is": "yes"}),
        ("East Gate", {"hour": "3"}, {"is": "no", "because": "places"}),
        ("North Bridge", {"hour": "18"}, {"is": "no", "because": "hours"}),
        ("North Bridge", {"hour": "7"}, {"is": "no", "because": "hours"}),
        ("North Bridge", {"hour": "unknown"}, {"is": "needs_evidence", "because": "hours"}),
        ("North Bridge", {"notice_hours": "23"}, {"is": "no", "because": "notice"}),
        ("North Bridge", {"notice_hours": "unknown"}, {"is": "needs_evidence", "because": "notice"}),
    ],
)
def test_a_handover_needs_its_place_its_hour_and_its_notice(
    place: str, changed: dict[str, str], told: dict[str, str]
) -> None:
    given = {**PLANNED, **changed}
    assert asked(FULL, GATE, person=PERSON, handover=given, named={"place": place}) == told


def test_a_place_that_nobody_named_needs_evidence() -> None:
    told = {"is": "needs_evidence", "because": "places"}
    assert asked(FULL, GATE, person=PERSON, handover=PLANNED) == told


def test_without_limits_of_hours_and_notice_none_is_asked() -> None:
    free = FULL.replace("{opens: 8, closes: 18}, notice: 24 hours", "none, notice: none")
    given = {"handover": {}, "named": {"place": "North Bridge"}}
    assert asked(free, GATE, person=PERSON, **given) == {"is": "yes"}
    spoken = free.replace("hours: none", "hours: By daylight")
    told = {"is": "needs_evidence", "because": "hours"}
    assert asked(spoken, GATE, person=PERSON, handover={"hour": "9"}, named=given["named"]) == told


def test_nobody_protected_is_handed_over_at_any_gate() -> None:
    given = {"handover": PLANNED, "named": {"place": "North Bridge"}}
    child = {"unaccompanied_child": "true", "danger_on_return": "none_found"}
    assert asked(FULL, GATE, person=child, **given) == {"is": "no", "because": "children"}
    afraid = {"age_years": "30", "danger_on_return": "claimed"}
    assert asked(FULL, GATE, person=afraid, **given) == {"is": "needs_evidence", "because": "refoulement"}


def test_the_steps_of_a_handover_say_what_was_asked_and_given() -> None:
    given = {"handover": {"hour": "9", "notice_hours": "unknown"}, "named": {"place": "North Bridge"}}
    found = steps(FULL, GATE, person=PERSON, **given)[2:]
    assert found == [
        ("places: North Bridge, South Gate", "North Bridge", "text art. 1"),
        ("hours: 8 to 18", "9", "text art. 1"),
        ("notice: 24 hours", "", "text art. 1"),
    ]
    spoken = FULL.replace("hours: {opens: 8, closes: 18}", "hours: By daylight")
    assert ("hours: By daylight", "9", "text art. 1") in steps(spoken, GATE, person=PERSON, **given)


@pytest.mark.parametrize("field", ["hours", "notice"])
def test_hours_or_notice_that_are_not_stated_decide_nothing(field: str) -> None:
    clause = Handover.model_validate({field: "not_stated"})
    with pytest.raises(Silent, match=f"handover.{field} is not stated"):
        handed_over(clause, arrays([FREE]), None)


def test_a_clause_without_a_handover_is_asked_for_none() -> None:
    bare = "\n".join(line for line in FULL.splitlines() if "handover:" not in line)
    with pytest.raises(Refused, match=r"returns\.by_land\.handover names no clause"):
        asked(bare, GATE, person=PERSON, handover=PLANNED)


@pytest.mark.parametrize(
    ("span", "hours"),
    [("30 hours", 30), ("2 days", 48), ("1 week", 168), ("1 month", 720), ("1 year", 8_640)],
)
def test_a_month_of_notice_counts_as_thirty_days(span: str, hours: int) -> None:
    assert hours_of(read_span(span)) == hours
