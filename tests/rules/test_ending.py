"""Disputes, notice and renewal, review, and the sunset after which a text decides nothing."""

from datetime import date, timedelta
from pathlib import Path
from textwrap import dedent
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo import agreement
from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.disputes import Disputes, Termination
from acuerdo.agreement.faults import Refused, Silent
from acuerdo.rules.disputes import standing
from acuerdo.rules.ending import ends, still_holds, term_until
from acuerdo.season.texts import reigns
from reference import ending as reference
from rules.asking import HEAD, asked, enacted, everybody, steps
from rules.making import THREE, calendars, days, trying
from rules.test_permits import array, unknown

SPANS = st.sampled_from(["none", "0 days", "10 days", "36 hours", "3 weeks", "1 month"])
DAYS = unknown(days("2020-01-01", "2020-03-31"))


@st.composite
def steps_of_disputes(draw: Any) -> Disputes:
    """One to three steps of any length."""
    spans = draw(st.lists(SPANS, min_size=1, max_size=3))
    return Disputes.model_validate(
        {"steps": [{"id": f"step-{at}", "within": span} for at, span in enumerate(spans)]}
    )


@trying(250)
@given(steps_of_disputes(), calendars(), days("2020-01-01", "2020-05-31"), st.data())
def test_many_disputes_stand_as_one_does(
    clause: Disputes, calendar: Calendar, on: date, data: st.DataObject
) -> None:
    n = data.draw(st.integers(0, 3))
    opened = data.draw(st.lists(DAYS, min_size=n, max_size=n))
    closed = [data.draw(st.lists(DAYS, min_size=n, max_size=n)) for _ in clause.steps]
    found = standing(clause, calendar, array(opened), [array(one) for one in closed], on)
    names = [*(each.id for each in clause.steps), "none_left", "not_opened"]
    told = [(names[int(step)], due.item()) for step, due in zip(found.step, found.due, strict=True)]
    assert told == [
        reference.standing(clause, calendar, opened[at], [one[at] for one in closed], on) for at in range(n)
    ]


DISPUTES = """
disputes:
  src: text art. 1
  steps:
    - {id: consultation, by: commission, within: 30 days}
    - {id: mediation, by: A third person, within: 2 months}
"""
OPENED = {"opened": "2030-03-01"}


def dispute(on: str, **events: str) -> dict[str, str]:
    return asked(DISPUTES, "disputes", on, events={**OPENED, **events})


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2030-02-28", {"is": "not_opened"}),
        ("2030-03-01", {"is": "open", "step": "consultation", "due": "2030-03-31"}),
        ("2030-03-31", {"is": "open", "step": "consultation", "due": "2030-03-31"}),
        ("2030-04-01", {"is": "open", "step": "mediation", "due": "2030-05-31"}),
        ("2030-05-31", {"is": "open", "step": "mediation", "due": "2030-05-31"}),
        ("2030-06-01", {"is": "no_step_left"}),
    ],
)
def test_one_step_follows_the_other(on: str, told: dict[str, str]) -> None:
    assert dispute(on) == told


def test_a_step_that_is_closed_early_gives_way_on_that_day() -> None:
    before = dispute("2030-03-09", consultation="2030-03-10")
    assert before == {"is": "open", "step": "consultation", "due": "2030-03-31"}
    after = dispute("2030-03-10", consultation="2030-03-10")
    assert after == {"is": "open", "step": "mediation", "due": "2030-05-10"}
    late = dispute("2030-04-05", consultation="2030-04-02")
    assert late == {"is": "open", "step": "mediation", "due": "2030-05-31"}


def test_a_dispute_that_is_settled_is_in_no_step() -> None:
    assert dispute("2030-03-11", settled="2030-03-12")["is"] == "open"
    assert dispute("2030-03-12", settled="2030-03-12") == {"is": "settled"}


def test_a_step_without_a_limit_lasts() -> None:
    text = DISPUTES.replace("30 days", "none")
    assert asked(text, "disputes", "2039-01-01", events=OPENED) == {"is": "open", "step": "consultation"}


def test_a_dispute_that_nobody_opened_is_in_no_step() -> None:
    assert asked(DISPUTES, "disputes") == {"is": "not_opened"}


def test_a_step_whose_time_is_not_stated_decides_nothing() -> None:
    with pytest.raises(Refused, match=r"disputes\.steps\[1\]\.within"):
        asked(DISPUTES.replace("2 months", "not_stated"), "disputes", events=OPENED)
    clause = Disputes.model_validate({"steps": [{"id": "talks", "within": "not_stated"}]})
    with pytest.raises(Silent, match=r"disputes\.steps\.talks\.within is not stated"):
        standing(clause, Calendar(), array([None]), [array([None])], date(2020, 1, 1))


def test_the_steps_of_an_answer_say_where_a_dispute_is() -> None:
    assert steps(DISPUTES, "disputes", "2030-04-01", events=OPENED) == [
        ("consultation within 30 days", "", "text art. 1"),
        ("mediation within 2 months", "here", "text art. 1"),
    ]


@st.composite
def terminations(draw: Any) -> Termination:
    """Any notice, any fate of what people hold, any renewal."""
    found: dict[str, Any] = {
        "notice": draw(SPANS),
        "acquired_status": draw(st.sampled_from(["kept", "ends"])),
    }
    if draw(st.booleans()):
        found["renewal"] = {"automatic": draw(st.sampled_from(["true", "false"]))}
        if draw(st.booleans()):
            found["renewal"]["every"] = draw(SPANS.filter(lambda span: span != "0 days"))
    return Termination.model_validate(found)


@trying(250)
@given(
    terminations(),
    calendars(),
    unknown(days("2019-12-01", "2020-01-31")),
    DAYS,
    st.lists(st.tuples(DAYS, DAYS), max_size=4),
    days("2020-02-01", "2020-05-31"),
)
def test_many_permits_end_as_one_does(
    clause: Termination,
    calendar: Calendar,
    begun: date | None,
    told: date | None,
    permits: list,
    on: date,
) -> None:
    ended, why = ends(clause, begun, told, calendar, on)
    assert (ended.item(), why) == reference.ends(clause, begun, told, calendar)
    term = term_until(clause, begun, calendar, on)
    assert term.item() == reference.term_until(clause, begun, calendar, on)
    given_on, until = (array([one[at] for one in permits]) for at in (0, 1))
    found = still_holds(clause, ended, given_on, until, on)
    assert [THREE[int(code)] for code in found] == [
        reference.still_holds(clause, ended.item(), *one, on) for one in permits
    ]


ENDING = """
termination:
  notice: 6 months
  acquired_status: kept
  renewal: {automatic: true, every: 1 year}
  src: text art. 2
"""
TOLD = {"notice_given": "2030-08-31"}


def ending(on: str, text: str = ENDING, **events: str) -> dict[str, str]:
    return asked(text, "termination", on, events=events)


def test_a_text_goes_on_term_after_term() -> None:
    assert ending("2030-06-01") == {"is": "in_force", "term_until": "2031-01-31"}
    assert ending("2031-01-30") == {"is": "in_force", "term_until": "2031-01-31"}
    assert ending("2031-01-31") == {"is": "in_force", "term_until": "2032-01-31"}


def test_a_text_ends_when_the_time_of_notice_is_over() -> None:
    assert "ends" not in ending("2030-08-30", **TOLD)
    told = {"is": "in_force", "ends": "2031-02-28", "term_until": "2031-01-31"}
    assert ending("2030-08-31", **TOLD) == told
    assert ending("2031-02-27", **TOLD) == {**told, "term_until": "2032-01-31"}
    assert ending("2031-02-28", **TOLD) == {"is": "ended", "because": "notice", "ends": "2031-02-28"}


def test_a_text_that_asks_no_notice_ends_on_the_day_it_is_given() -> None:
    text = ENDING.replace("notice: 6 months", "notice: none")
    assert ending("2030-08-31", text, **TOLD) == {"is": "ended", "because": "notice", "ends": "2030-08-31"}


def test_a_text_that_does_not_go_on_by_itself_ends_with_its_term() -> None:
    text = ENDING.replace("automatic: true", "automatic: false")
    told = {"is": "in_force", "ends": "2031-01-31", "term_until": "2031-01-31"}
    assert ending("2031-01-30", text) == told
    assert ending("2031-01-31", text) == {"is": "ended", "because": "renewal", "ends": "2031-01-31"}
    assert ending("2031-01-31", text, **TOLD)["because"] == "renewal"
    early = ending("2030-08-02", text, notice_given="2030-06-30")
    assert early == {"is": "in_force", "ends": "2030-12-30", "term_until": "2031-01-31"}


PERMIT = {**TOLD, "permit_given": "2030-06-01", "permit_ends": "2031-06-01"}


@pytest.mark.parametrize(
    ("on", "kept", "ended"),
    [
        ("2030-05-31", "no", "no"),
        ("2030-06-01", "yes", "yes"),
        ("2031-02-27", "yes", "yes"),
        ("2031-02-28", "yes", "no"),
        ("2031-05-31", "yes", "no"),
        ("2031-06-01", "no", "no"),
    ],
)
def test_a_permit_outlives_the_text_until_its_own_end_where_the_text_says_so(
    on: str, kept: str, ended: str
) -> None:
    assert ending(on, **PERMIT)["still_holds"] == kept
    assert ending(on, ENDING.replace("kept", "ends"), **PERMIT)["still_holds"] == ended


def test_what_is_given_after_the_end_holds_nothing() -> None:
    for first, word in (("2031-02-27", "yes"), ("2031-02-28", "no")):
        assert ending("2031-03-01", **{**PERMIT, "permit_given": first})["still_holds"] == word


def test_a_permit_whose_end_nobody_knows_needs_evidence() -> None:
    events = {name: day for name, day in PERMIT.items() if name != "permit_ends"}
    assert ending("2031-01-01", **events)["still_holds"] == "needs_evidence"


def test_silence_about_the_end_decides_nothing() -> None:
    silent = ENDING.replace("6 months", "not_stated").replace("kept", "not_stated")
    assert ending("2030-06-01", silent)["is"] == "in_force"
    with pytest.raises(Refused, match=r"termination\.notice"):
        ending("2030-09-01", silent, **TOLD)
    with pytest.raises(Refused, match=r"termination\.acquired_status is not stated"):
        ending("2031-03-01", ENDING.replace("kept", "not_stated"), **PERMIT)
    with pytest.raises(Refused, match=r"termination\.acquired_status is not stated"):
        ending("2031-03-01", ENDING.replace("  acquired_status: kept\n", ""), **PERMIT)
    with pytest.raises(Refused, match="says nothing of notice"):
        ending("2031-03-01", ENDING.replace("  notice: 6 months\n", ""), **TOLD)
    with pytest.raises(Refused, match=r"termination\.renewal\.every"):
        ending("2030-06-01", ENDING.replace("1 year", "not_stated"))
    for automatic in ("true", "false"):
        written = {"renewal": {"every": "not_stated", "automatic": automatic}}
        clause = Termination.model_validate(written)
        with pytest.raises(Silent, match=r"termination\.renewal\.every is not stated"):
            term_until(clause, date(2020, 1, 1), Calendar(), date(2020, 1, 1))
    with pytest.raises(Silent, match=r"termination\.renewal\.every is not stated"):
        ends(clause, date(2020, 1, 1), None, Calendar(), date(2020, 1, 1))


def test_before_its_end_a_text_keeps_a_permit_whatever_it_leaves_unsaid() -> None:
    assert ending("2031-01-01", ENDING.replace("kept", "not_stated"), **PERMIT)["still_holds"] == "yes"


def test_a_renewal_holds_on_its_days_only() -> None:
    text = ENDING.replace("{automatic: true,", "{automatic: false, from: 2031-06-01,")
    assert ending("2031-05-31", text) == {"is": "in_force"}
    assert ending("2031-06-01", text) == {"is": "ended", "because": "renewal", "ends": "2031-01-31"}


def test_the_steps_of_an_end_say_what_was_counted() -> None:
    assert steps(ENDING, "termination", "2030-09-01", events=PERMIT) == [
        ("notice of 6 months, given 2030-08-31", "2031-02-28", "text art. 2"),
        ("goes on by itself: yes; term until", "2031-01-31", "text art. 2"),
        ("a permit given before the end holds", "yes", "text art. 2"),
    ]
    once = ENDING.replace("automatic: true", "automatic: false")
    assert steps(once, "termination", "2030-09-01")[0][0] == "goes on by itself: no; term until"


REVIEW = "review: {every: 6 months, by: commission, src: text art. 3}"


def test_a_text_is_read_again_every_half_year() -> None:
    assert asked(REVIEW, "review", "2030-07-30") == {"is": "pending", "due": "2030-07-31"}
    assert asked(REVIEW, "review", "2030-07-31") == {"is": "due", "due": "2030-07-31"}
    assert asked(REVIEW, "review", "2030-08-01") == {"is": "pending", "due": "2031-01-31"}
    assert steps(REVIEW, "review") == [("every 6 months from 2030-01-31", "2030-07-31", "text art. 3")]


def test_a_review_may_be_counted_from_a_day_of_its_own() -> None:
    text = REVIEW.replace("{", "{from: 2030-03-01, ")
    assert asked(text, "review", "2030-06-01") == {"is": "pending", "due": "2030-09-01"}


UNDATED = HEAD.replace("from: 2030-01-31, ", "")


def test_a_text_that_does_not_say_since_when_it_is_in_force_has_no_reviews_to_count() -> None:
    with pytest.raises(Refused, match="does not say since when it is in force, to count its reviews from"):
        asked(REVIEW, "review", head=UNDATED)


SUNSET = "sunset: {after: 13 months, src: text art. 4}"


def test_a_text_decides_until_its_sunset_and_not_on_it() -> None:
    assert asked(SUNSET, "sunset", "2031-02-27") == {"is": "in_force", "ends": "2031-02-28"}
    with pytest.raises(Refused) as refused:
        enacted(SUNSET, "2031-02-28")
    assert str(refused.value) == (
        "tried ended by its sunset on 2031-02-28, so it decides nothing on 2031-02-28\n"
        "  in agreement.yaml, sunset\n"
        "  hint: the text gives itself 13 months from 2030-01-31; an amendment can move the sunset"
    )
    assert steps(SUNSET, "sunset") == [("counted from 2030-01-31", "2031-02-28", "text art. 4")]


def test_a_sunset_may_be_a_day() -> None:
    text = "sunset: {on: 2031-05-01, src: text art. 4}"
    assert asked(text, "sunset", "2031-04-30")["ends"] == "2031-05-01"
    with pytest.raises(Refused, match="gives itself a day of its own"):
        enacted(text, "2031-05-01")


def test_without_an_end_a_text_goes_on() -> None:
    text = SUNSET.replace("13 months", "none")
    assert asked(text, "sunset", "2099-01-01") == {"is": "in_force"}
    silent = SUNSET.replace("13 months", "not_stated")
    assert enacted(silent, "2099-01-01").sunset is None
    with pytest.raises(Refused, match=r"sunset\.after"):
        asked(silent, "sunset")
    assert enacted("", "2099-01-01").sunset is None


def test_a_sunset_that_holds_on_other_days_ends_nothing() -> None:
    later = SUNSET.replace("{", "{from: 2033-01-01, ")
    assert enacted(later, "2032-12-31").sunset is None
    with pytest.raises(Refused, match="ended by its sunset on 2031-02-28"):
        enacted(later, "2033-01-01")


def test_a_sunset_is_counted_from_the_first_day_in_force_and_not_from_signature() -> None:
    head = HEAD.replace(
        "lifecycle: {from: 2030-01-31, state: in_force, src: text}",
        "lifecycle: [{from: 2029-01-01, state: signed, src: text}, {from: 2030-01-31, state: in_operation,"
        " src: text}, {from: 2030-03-01, state: suspended, src: text}, {from: 2030-05-01, state: in_force,"
        " src: text}]",
    )
    assert asked(SUNSET, "sunset", head=head)["ends"] == "2031-02-28"


def test_a_sunset_that_cannot_be_counted_is_refused_in_words() -> None:
    with pytest.raises(Refused) as refused:
        enacted(SUNSET, "2030-06-01", UNDATED)
    assert str(refused.value) == (
        "tried does not say since when it is in force, so its sunset cannot be counted\n"
        "  in agreement.yaml, lifecycle\n"
        "  hint: give the state its first day, from: ..."
    )
    assert enacted("sunset: {on: 2031-05-01, src: text}", "2030-06-01", UNDATED).sunset is not None


def test_an_amendment_can_move_the_sunset() -> None:
    moved = SUNSET + dedent("""
    amendments:
      - {id: longer, announced: 2031-01-01, in_force: 2031-01-01, src: text,
         changes: [{at: sunset.after, set: 2 years}]}
    """)
    assert asked(moved, "sunset", "2031-12-31")["ends"] == "2032-01-31"


def test_a_text_whose_last_state_is_over_says_so_and_one_before_its_first_is_not_yet_proposed() -> None:
    head = HEAD.replace("from: 2030-01-31,", "from: 2030-01-31, until: 2031-01-31,")
    with pytest.raises(Refused, match="tried is over, so it decides nothing on 2031-01-31"):
        enacted("", "2031-01-31", head)
    with pytest.raises(Refused, match="tried is not yet proposed, so"):
        enacted("", "2030-01-30", head)


PLAN = """
format: 1
plan_for: tried
id: tried-as-if
title: As if
as_if_in_force: {from: 2040-03-31, until: 2050-01-01}
"""


def test_under_a_plan_a_sunset_is_counted_from_the_plans_first_day(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN)
    plan = agreement.read_plan(tmp_path / "plan.yaml")
    proposed = agreement.read_text(HEAD.replace("in_force", "proposed") + SUNSET)
    on = date(2041, 4, 29)
    assert str(agreement.enact(proposed, on, plan).sunset) == "2041-04-30"
    with pytest.raises(Refused, match="gives itself 13 months from 2040-03-31"):
        agreement.enact(proposed, on + timedelta(1), plan)
    silent = agreement.read_text(
        HEAD.replace("in_force", "proposed") + SUNSET.replace("13 months", "not_stated")
    )
    (tmp_path / "plan.yaml").write_text(
        PLAN + "sources: {note: {title: Note, kind: assumption}}\n"
        "assume: [{at: sunset.after, value: 1 month, src: note, why: To try}]\n"
    )
    filled = agreement.read_plan(tmp_path / "plan.yaml")
    assert str(agreement.enact(silent, date(2040, 4, 29), filled).sunset) == "2040-04-30"


def test_a_season_is_cut_at_the_sunset() -> None:
    text = agreement.read_text(HEAD + SUNSET)
    on = array([date(2031, 2, 27), date(2031, 2, 28), date(2031, 2, 26), date(2031, 3, 1)])
    found = {tuple(reign.rows.tolist()): reign.text is not None for reign in reigns(text, None, on)}
    assert found == {(0, 2): True, (1, 3): False}
    whole = list(reigns(text, None, on[[0, 2]]))
    assert len(whole) == 1
    assert np.array_equal(whole[0].rows, [0, 1])


def test_what_is_not_in_the_text_is_asked_nothing() -> None:
    for path in ("disputes", "termination", "review", "sunset"):
        with pytest.raises(Refused, match=f"{path} names no clause"):
            asked("", path)


def test_several_people_hear_the_same_of_a_text() -> None:
    text = "\n".join((DISPUTES, ENDING, REVIEW, SUNSET))
    for path in ("disputes", "termination", "review", "sunset"):
        first, second = everybody(text, path, events={**OPENED}, person={"age_years": ["1", "2"]})
        assert first == second
