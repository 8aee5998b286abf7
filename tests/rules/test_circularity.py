"""Coming and going: entries, the bonus, the report at home and its penalty."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.stay import Circularity
from acuerdo.agreement.facts import UNKNOWN_COUNT, UNKNOWN_MONEY
from acuerdo.agreement.shares import share_of, share_of_at_least
from acuerdo.rules.circularity import barred, bonus, may_enter, report_due
from reference import NEVER
from reference import circularity as reference
from rules.making import THREE, calendars, days, trying
from rules.test_permits import array

SPANS = st.sampled_from(["72 hours", "10 days", "1 month", "12 months", "2 years"])
DAYS = days("2020-01-01", "2021-06-30")
MAYBE = st.one_of(st.none(), st.just(NEVER), DAYS, DAYS)
CHECKED = {
    "return_check": {"where": "The consulate", "within": "30 days"},
    "penalty": {"barred_for": "1 year"},
}


def clause(**written: Any) -> Circularity:
    return Circularity.model_validate(written)


@st.composite
def clauses(draw: Any) -> Circularity:
    """A report within a time or without one, and a penalty where there is one to miss."""
    found: dict[str, Any] = {}
    within = draw(st.one_of(st.none(), st.just("none"), SPANS))
    if draw(st.booleans()):
        found["return_check"] = {"where": "The consulate", **({"within": within} if within else {})}
        if within not in (None, "none") and draw(st.booleans()):
            found["penalty"] = {"barred_for": draw(st.one_of(SPANS, st.just("none")))}
    return clause(**found)


@trying(400)
@given(clauses(), calendars(), st.lists(st.tuples(MAYBE, MAYBE, DAYS), max_size=5))
def test_who_is_barred_and_until_when(found: Circularity, calendar: Calendar, people: list) -> None:
    exited, reported, on = (array([one[at] for one in people]) for at in range(3))
    answers, until = barred(found, calendar, exited, reported, on)
    expected = [reference.barred(found, calendar, *one) for one in people]
    told = [(THREE[int(code)], day) for code, day in zip(answers, until.tolist(), strict=True)]
    assert told == expected
    due = report_due(found, calendar, exited)
    assert due.tolist() == [reference.report_due(found, calendar, one[0]) for one in people]


@pytest.mark.parametrize(
    ("reported", "on", "answer"),
    [
        ("2020-07-01", "2020-07-02", False),
        ("2020-07-02", "2020-07-02", True),
        (NEVER, "2020-07-01", False),
        (NEVER, "2020-07-02", True),
        (NEVER, "2021-05-31", True),
        (NEVER, "2021-06-01", False),
        (None, "2020-07-01", False),
        (None, "2020-07-02", None),
        ("2020-05-31", "2020-07-02", True),
        ("2020-06-01", "2020-07-02", False),
    ],
)
def test_thirty_days_to_report_after_the_first_of_june_and_a_year_of_bar(
    reported: str | None, on: str, answer: bool | None
) -> None:
    told = date.fromisoformat(reported) if reported not in (None, NEVER) else reported
    people = array([date(2020, 6, 1)]), array([told]), array([date.fromisoformat(on)])
    answers, until = barred(clause(**CHECKED), Calendar(), *people)
    assert THREE[int(answers[0])] is answer
    assert str(until[0]) == ("2021-06-01" if answer else "NaT")


def test_a_bar_without_a_limit_never_ends() -> None:
    found = clause(**{**CHECKED, "penalty": {"barred_for": "none"}})
    answers, until = barred(
        found, Calendar(), array([date(1900, 1, 1)]), array([NEVER]), array([date(2020, 1, 1)])
    )
    assert (answers.tolist(), str(until[0])) == ([2], "9999-12-31")


def test_who_never_left_has_nothing_to_report() -> None:
    people = array([NEVER]), array([None]), array([date(2020, 1, 1)])
    assert barred(clause(**CHECKED), Calendar(), *people)[0].tolist() == [0]


def test_without_a_penalty_nobody_is_barred_even_where_nothing_is_known() -> None:
    answers, until = barred(clause(), Calendar(), array([None]), array([None]), array([date(2020, 1, 1)]))
    assert (answers.tolist(), until.tolist()) == ([0], [None])


@pytest.mark.parametrize(
    "written",
    [
        {"penalty": {"barred_for": "1 year"}},
        {"penalty": {"barred_for": "1 year"}, "return_check": {"where": "Home"}},
        {"penalty": {"barred_for": "1 year"}, "return_check": {"where": "Home", "within": "none"}},
    ],
)
def test_a_penalty_for_what_cannot_be_missed_is_refused(written: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="`penalty` follows nothing"):
        clause(**written)


@trying(200)
@given(
    st.sampled_from([{}, {"multiple_entry": "true"}, {"multiple_entry": "false"}]),
    st.lists(st.one_of(st.none(), st.integers(-1, 3)), max_size=5),
)
def test_who_may_enter_again(written: dict[str, str], entries: list[int | None]) -> None:
    column = np.array([UNKNOWN_COUNT if one is None else one for one in entries], np.int32)
    found = clause(**written)
    assert [THREE[int(code)] for code in may_enter(found, column)] == [
        reference.may_enter(found, one) for one in entries
    ]


@trying(200)
@given(
    st.sampled_from([None, "0", "0.083", "0.1", "0.29", "0.333333333", "1"]),
    st.lists(st.one_of(st.none(), st.integers(0, 10**15)), max_size=5),
)
def test_the_bonus_is_a_share_of_the_pay_to_the_cent(share: str | None, pay: list[int | None]) -> None:
    found = clause(**({"return_bonus": share} if share else {}))
    column = np.array([UNKNOWN_MONEY if one is None else one for one in pay], np.int64)
    expected = [reference.bonus(found, one) for one in pay]
    paid = bonus(found, column).tolist()
    assert [0 if share is None and one is None else one for one in expected] == [
        None if one == UNKNOWN_MONEY else one for one in paid
    ]


def test_a_bonus_is_rounded_down() -> None:
    pay = np.array([100, 1_204, 1_205, 999_999], np.int64)
    assert bonus(clause(return_bonus="0.083"), pay).tolist() == [8, 99, 100, 82_999]


@pytest.mark.parametrize(
    ("written", "decide", "what"),
    [
        (
            {"multiple_entry": "not_stated"},
            lambda found: may_enter(found, np.zeros(1, np.int32)),
            "multiple_entry",
        ),
        ({"return_bonus": "not_stated"}, lambda found: bonus(found, np.zeros(1, np.int64)), "return_bonus"),
        (
            {"return_check": {"where": "Home", "within": "not_stated"}},
            lambda found: report_due(found, Calendar(), array([None])),
            "within",
        ),
        (
            {**CHECKED, "penalty": {"barred_for": "not_stated"}},
            lambda found: barred(found, Calendar(), *(array([None]) for _ in range(3))),
            "barred_for",
        ),
    ],
)
def test_what_is_not_stated_decides_nothing(written: dict[str, Any], decide: Any, what: str) -> None:
    with pytest.raises(ValueError, match=f"{what} is not stated"):
        decide(clause(**written))


@pytest.mark.parametrize(
    ("amount", "share", "down", "up"), [(100, 0.07, 7, 7), (9, 0.5, 4, 5), (0, 0.3, 0, 0), (10, 1.0, 10, 10)]
)
def test_a_share_is_exact_and_rounded_as_asked(amount: int, share: float, down: int, up: int) -> None:
    whole = np.array([amount], np.int64)
    assert (share_of(whole, share).tolist(), share_of_at_least(whole, share).tolist()) == ([down], [up])
