"""The border: operations with their reports and points, and one outer border of several parties."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.border import OPERATION_STATES, Operation, Perimeter, Suspension
from acuerdo.agreement.faults import Refused, Silent
from acuerdo.agreement.values import read_span
from acuerdo.rules.border import moved, open_points, report_due, runs, suspended
from acuerdo.rules.clocks import coming
from reference import clocks as slow
from reference import ending as reference
from rules.asking import asked, everybody, steps
from rules.making import calendars, days, trying
from rules.test_permits import array, unknown

SPANS = ["0 days", "1 day", "30 hours", "3 weeks", "1 month", "6 months", "1 year"]
BEGUN = st.one_of(st.none(), days("2019-01-01", "2020-06-30"))


@trying(150)
@given(
    days("2018-01-31", "2020-06-30"),
    st.sampled_from([None, *SPANS]),
    days("2020-01-01", "2021-12-31"),
    calendars(),
)
def test_days_come_round_as_one_by_one(since: date, every: str | None, on: date, calendar: Calendar) -> None:
    span = None if every is None else read_span(every)
    found = coming(since, span, on, calendar)
    assert found.item() == slow.coming(since, span, on, calendar.month_arithmetic)


def test_a_day_that_comes_round_is_not_the_day_it_is_counted_from() -> None:
    every = read_span("1 month")
    assert str(coming(date(2030, 1, 31), every, date(2030, 1, 31), Calendar())) == "2030-02-28"
    assert str(coming(date(2030, 1, 31), every, date(2030, 2, 28), Calendar())) == "2030-02-28"
    assert str(coming(date(2030, 1, 31), every, date(2030, 3, 1), Calendar())) == "2030-03-31"


@st.composite
def operations(draw: Any) -> Operation:
    """An operation with any state, days and frequency of reports."""
    found: dict[str, Any] = {"parties": ["USA", "MEX"]}
    if draw(st.booleans()):
        found["state"] = draw(st.sampled_from(OPERATION_STATES))
    if draw(st.booleans()):
        found["from"] = str(draw(days("2019-01-01", "2020-06-30")))
    if draw(st.booleans()):
        found["until"] = str(draw(days("2020-07-01", "2022-06-30")))
    if draw(st.integers(0, 3)):
        found["report_every"] = draw(st.sampled_from([*(one for one in SPANS if one != "0 days"), "none"]))
    return Operation.model_validate(found)


@trying(200)
@given(operations(), BEGUN, calendars(), days("2020-01-01", "2021-12-31"))
def test_the_next_report_of_any_operation(
    operation: Operation, begun: date | None, calendar: Calendar, on: date
) -> None:
    found = report_due(operation, begun, calendar, on)
    assert found.item() == reference.report_due(operation, begun, calendar, on)


STATED = """
border:
  joint_operations:
    - id: patrols
      parties: [XAA, XBB, XCC]
      lead: [XAA, XBB]
      report_every: 6 months
      state: running
      from: 2030-03-31
      until: 2032-03-31
      src: text art. 1
      actions:
        - {id: cameras, group: infrastructure, by: [XAA], state: planned}
        - {id: lanes, group: infrastructure, by: [XBB], state: running}
        - {id: training, group: people, by: [XAA, XBB], state: done}
        - {id: offices, group: people, state: planned}
        - {id: data, group: people, by: [XCC], state: not_stated}
        - {id: dropped, by: [XAA], state: dropped}
  perimeter:
    parties: [XAA, XBB]
    outer_border: The coast
    functions_moved: 0.29
    opens_when: {id: gap, fact: measure.gdp_per_head_gap, at_least: 0.5}
    suspension: {max: 30 days, in_all: 6 months, notice: 4 weeks}
    src: text art. 2
"""
PATROLS = "border.joint_operations.patrols"


def operation(on: str = "2030-06-01", text: str = STATED, **case: Any) -> dict[str, str]:
    return asked(text, PATROLS, on, **case)


RUNNING = {"is": "yes", "by": "XAA, XBB", "due": "2030-09-30", "open_points": "3", "unsaid_points": "1"}


def test_an_operation_runs_on_its_days_and_reports_every_half_year() -> None:
    assert operation() == RUNNING
    assert operation("2030-09-30")["due"] == "2030-09-30"
    assert operation("2030-10-01")["due"] == "2031-03-31"


def test_no_report_is_due_on_or_after_the_end() -> None:
    assert "due" not in operation("2031-10-01")
    assert operation("2031-09-30")["due"] == "2031-09-30"
    assert operation("2032-03-31") == {"is": "not_in_force", "because": "dates"}
    assert operation("2030-03-30") == {"is": "not_in_force", "because": "dates"}


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("signed", {"is": "no", "because": "state", "due": "2030-09-30"}),
        ("proposed", {"is": "no", "because": "state"}),
        ("done", {"is": "no", "because": "state"}),
        ("ended", {"is": "no", "because": "state"}),
    ],
)
def test_what_is_signed_is_reported_on_and_does_not_run(state: str, told: dict[str, str]) -> None:
    found = operation(text=STATED.replace("state: running\n      from", f"state: {state}\n      from"))
    assert found == {**told, "by": "XAA, XBB", "open_points": "3", "unsaid_points": "1"}


def test_an_operation_without_a_state_runs_and_without_a_first_day_counts_from_the_texts() -> None:
    text = STATED.replace("      state: running\n      from: 2030-03-31\n", "")
    assert operation(text=text) == {**RUNNING, "due": "2030-07-31"}


def test_all_parties_report_where_nobody_leads() -> None:
    text = STATED.replace("      lead: [XAA, XBB]\n", "")
    assert operation(text=text)["by"] == "XAA, XBB, XCC"
    assert operation(text=text, named={"party": "XCC"})["open_points"] == "1"


@pytest.mark.parametrize(
    ("party", "points", "unsaid"), [("XAA", "2", "0"), ("XBB", "2", "0"), ("XCC", "0", "1")]
)
def test_each_party_has_its_open_points_and_those_that_name_nobody(
    party: str, points: str, unsaid: str
) -> None:
    found = operation(named={"party": party})
    assert (found["is"], found["open_points"], found["unsaid_points"]) == ("yes", points, unsaid)


def test_an_operation_does_not_run_for_a_party_that_is_not_in_it() -> None:
    found = operation(named={"party": "XAD"})
    assert found == {**RUNNING, "is": "no", "because": "parties", "open_points": "0", "unsaid_points": "0"}


def test_points_without_a_state_are_counted_apart() -> None:
    found = Operation.model_validate(
        {
            "parties": ["USA"],
            "actions": [
                {"state": "not_stated"},
                {"state": "planned"},
                {"state": "not_stated", "by": ["MEX"]},
            ],
        }
    )
    assert open_points(found, None) == (1, 2)
    assert open_points(found, "USA") == (1, 1)
    assert open_points(found, "MEX") == (0, 1)


def test_an_operation_without_points_has_none_to_count() -> None:
    bare = "border: {joint_operations: [{id: patrols, parties: [XAA], src: text}]}"
    assert operation(text=bare) == {"is": "yes", "by": "XAA"}


def test_an_operation_does_not_run_on_other_days() -> None:
    found = Operation.model_validate({"parties": ["USA"], "until": "2030-01-02"})
    assert runs(found, date(2030, 1, 1)) == (True, "")
    assert runs(found, date(2030, 1, 2)) == (False, "dates")


def test_the_steps_of_an_operation_count_what_is_open_and_what_nobody_says() -> None:
    assert steps(STATED, PATROLS) == [
        ("runs, state: running", "yes", "text art. 1"),
        ("report every 6 months", "2030-09-30", "text art. 1"),
        ("points of all, 1 more of a state the text does not say", "3 open", "text art. 1"),
    ]


def perimeter(text: str = STATED, **measure: str) -> dict[str, str]:
    return asked(text, "border.perimeter", measure=measure)


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        ("0.5", {"is": "yes"}),
        ("0.49", {"is": "no", "because": "opens_when"}),
        ("unknown", {"is": "needs_evidence", "because": "opens_when"}),
    ],
)
def test_people_move_freely_inside_once_the_condition_holds(gap: str, told: dict[str, str]) -> None:
    assert perimeter(gdp_per_head_gap=gap) == told


def test_a_perimeter_without_a_condition_is_open() -> None:
    text = "border: {perimeter: {parties: [XAA, XBB], outer_border: The coast, src: text}}"
    assert perimeter(text, inner_border_staff="100") == {"is": "yes"}


def test_staff_moves_to_the_outer_border_by_its_share() -> None:
    assert perimeter(gdp_per_head_gap="0.5", inner_border_staff="100") == {"is": "yes", "moved": "29"}
    found = steps(
        STATED, "border.perimeter", measure={"gdp_per_head_gap": "0.5", "inner_border_staff": "100"}
    )
    assert found == [
        ("opens_when: GDP per head of the origin against its partners at least 0.5", "yes", "text art. 2"),
        ("of 100 at the inner border 71 stay", "29 move", "text art. 2"),
    ]


@trying(150)
@given(st.one_of(st.none(), st.integers(0, 100)), st.lists(st.integers(0, 99_999), max_size=4))
def test_nobody_is_lost_when_staff_moves(hundredths: int | None, inner: list[int]) -> None:
    share = None if hundredths is None else f"{hundredths / 100:.2f}"
    written = {"parties": ["USA"], "outer_border": "The coast"}
    clause = Perimeter.model_validate({**written, **({} if share is None else {"functions_moved": share})})
    stays, moves = moved(clause, np.array(inner, np.int64))
    expected = [reference.moved(None if share is None else float(share), one) for one in inner]
    assert list(zip(stays.tolist(), moves.tolist(), strict=True)) == expected
    assert (stays + moves).tolist() == inner


@st.composite
def suspensions(draw: Any) -> Suspension:
    """Any limits of a suspension."""
    some = st.sampled_from(["none", "0 days", "30 days", "36 hours", "4 weeks", "1 month", "6 months"])
    found = {"max": draw(some)}
    for name in ("in_all", "notice"):
        if draw(st.booleans()):
            found[name] = draw(some)
    return Suspension.model_validate(found)


DAYS = unknown(days("2020-01-01", "2020-05-31"))


@trying(250)
@given(
    suspensions(),
    calendars(),
    st.lists(st.tuples(DAYS, DAYS, DAYS), max_size=4),
    days("2020-01-01", "2020-12-31"),
)
def test_many_suspensions_are_judged_as_one_is(
    clause: Suspension, calendar: Calendar, found: list, on: date
) -> None:
    told, first, begins = (array([one[at] for one in found]) for at in range(3))
    answers = suspended(clause, calendar, told, first, begins, on)
    words = [(answers.decision.word(at), answers.decision.because(at)) for at in range(len(found))]
    expected = [reference.suspended(clause, calendar, *one, on) for one in found]
    assert words == [(word, why) for word, why, _ in expected]
    last = [None if str(day) == "9999-12-31" else day.item() for day in answers.permitted_until]
    assert last == [day for _, _, day in expected]


SUSPENSION = "border.perimeter.suspension"
TOLD = {"notice_given": "2030-03-01", "suspended_from": "2030-03-29"}


@pytest.mark.parametrize(
    ("on", "changed", "told"),
    [
        ("2030-04-27", {}, {"is": "yes", "permitted_until": "2030-04-27"}),
        ("2030-04-28", {}, {"is": "no", "because": "max", "permitted_until": "2030-04-27"}),
        ("2030-03-01", {}, {"is": "yes", "permitted_until": "2030-04-27"}),
        (
            "2030-04-01",
            {"suspended_from": "2030-03-28"},
            {"is": "no", "because": "notice", "permitted_until": "2030-04-26"},
        ),
        (
            "2030-04-10",
            {"first_suspended_from": "2029-10-11"},
            {"is": "yes", "permitted_until": "2030-04-10"},
        ),
        (
            "2030-04-11",
            {"first_suspended_from": "2029-10-11"},
            {"is": "no", "because": "in_all", "permitted_until": "2030-04-10"},
        ),
    ],
)
def test_a_suspension_is_announced_and_ends(on: str, changed: dict[str, str], told: dict[str, str]) -> None:
    assert asked(STATED, SUSPENSION, on, events={**TOLD, **changed}) == told


def test_a_suspension_that_nobody_announced_or_dated_needs_evidence() -> None:
    told = {"is": "needs_evidence", "because": "notice"}
    unannounced = asked(STATED, SUSPENSION, events={"suspended_from": "2030-05-30"})
    assert unannounced == {**told, "permitted_until": "2030-06-28"}
    assert asked(STATED, SUSPENSION, events={"notice_given": "2030-03-01"}) == told


def test_a_suspension_without_limits_has_no_last_day() -> None:
    free = STATED.replace("{max: 30 days, in_all: 6 months, notice: 4 weeks}", "{max: none}")
    assert asked(free, SUSPENSION, events={"suspended_from": "2030-02-01"}) == {"is": "yes"}


def test_the_steps_of_a_suspension_name_its_limits_and_days() -> None:
    events = {**TOLD, "first_suspended_from": "2030-02-28"}
    assert steps(STATED, SUSPENSION, events=events) == [
        ("notice: 4 weeks", "2030-03-01", "text art. 2"),
        ("max: 30 days", "2030-03-29", "text art. 2"),
        ("in_all: 6 months", "2030-02-28", "text art. 2"),
    ]


def test_what_is_not_stated_decides_nothing() -> None:
    for name in ("max", "in_all", "notice"):
        clause = Suspension.model_validate({"max": "1 day", name: "not_stated"})
        with pytest.raises(Silent, match=rf"border\.perimeter\.suspension\.{name} is not stated"):
            suspended(clause, Calendar(), *[array([date(2020, 1, 1)])] * 3, date(2020, 1, 1))
    silent = Perimeter.model_validate(
        {"parties": ["USA"], "outer_border": "The coast", "functions_moved": "not_stated"}
    )
    with pytest.raises(Silent, match=r"border\.perimeter\.functions_moved is not stated"):
        moved(silent, np.array([1]))
    silent_operation = Operation.model_validate({"parties": ["USA"], "report_every": "not_stated"})
    with pytest.raises(Silent, match="report_every is not stated"):
        report_due(silent_operation, None, Calendar(), date(2020, 1, 1))
    for words, silence in (("at_least: 0.5", "at_least: not_stated"), ("0.29", "not_stated")):
        with pytest.raises(Refused, match="does not say what a decision needs"):
            perimeter(STATED.replace(words, silence))
    with pytest.raises(Refused, match="does not say what a decision needs"):
        operation(text=STATED.replace("report_every: 6 months", "report_every: not_stated"))


def test_what_is_not_in_the_text_is_asked_nothing() -> None:
    bare = "border: {perimeter: {parties: [XAA], outer_border: The coast, src: text}}"
    for text, path in ((bare, SUSPENSION), (bare, PATROLS), ("disputes: {steps: []}", "border.perimeter")):
        with pytest.raises(Refused, match="names no clause"):
            asked(text, path)


def test_several_people_hear_the_same_of_a_border() -> None:
    case = {"person": {"age_years": ["1", "2"]}}
    for path in (PATROLS, "border.perimeter", SUSPENSION):
        first, second = everybody(STATED, path, events=TOLD, **case)
        assert first == second
