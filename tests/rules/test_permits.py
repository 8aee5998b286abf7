"""Stays, renewals, absence, grace and being named again, against one permit at a time."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.stay import Circularity, Stay
from acuerdo.agreement.facts import NEVER_DAY
from acuerdo.rules.permits import (
    LONGER,
    comes_again_from,
    days_left,
    days_present,
    leaves_by,
    may_come_again,
    may_renew,
    may_stay_longer,
    named,
    overstays,
    permitted_until,
)
from reference import NEVER
from reference import permits as reference
from rules.making import THREE, calendars, days, trying

SPAN = st.sampled_from(
    ["none", "72 hours", "10 days", "3 weeks", "1 month", "8 months", "24 months", "1 year"]
)
DAYS = days("2020-01-01", "2021-12-31")


@st.composite
def stays(draw: Any) -> Stay:
    """A stay clause with any of its parts."""
    found: dict[str, Any] = {"single_max": draw(SPAN)}
    for name in ("total_max", "absence_between", "grace_after"):
        if draw(st.booleans()):
            found[name] = draw(SPAN)
    if draw(st.booleans()):
        found["renewals"] = draw(st.sampled_from(["unlimited", "0", "1", "2"]))
    if draw(st.booleans()):
        found["season"] = {"out_by": f"{draw(st.dates(date(2001, 1, 1), date(2001, 12, 31))):%m-%d}"}
    return Stay.model_validate(found)


def array(found: list[Any]) -> np.ndarray:
    coded = [
        NEVER_DAY if one == NEVER else np.datetime64("NaT" if one is None else one, "D") for one in found
    ]
    return np.array(coded, "datetime64[D]")


def unknown(found: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), found, found)


@trying(150)
@given(stays(), calendars(), st.lists(st.tuples(DAYS, unknown(DAYS)), max_size=4))
def test_the_last_day_of_presence(stay: Stay, calendar: Calendar, found: list) -> None:
    until = permitted_until(
        stay, calendar, array([one[0] for one in found]), array([one[1] for one in found])
    )
    assert until.tolist() == [reference.permitted_until(stay, calendar, *one) for one in found]


@trying(150)
@given(stays(), calendars(), st.lists(st.tuples(st.integers(0, 3), DAYS, unknown(DAYS)), max_size=4))
def test_renewals_by_their_number_and_the_longest_total(stay: Stay, calendar: Calendar, found: list) -> None:
    answers = may_renew(
        stay,
        calendar,
        np.array([one[0] for one in found], np.int64),
        array([one[1] for one in found]),
        array([one[2] for one in found]),
    )
    assert [THREE[int(code)] for code in answers] == [
        reference.may_renew(stay, calendar, *one) for one in found
    ]


@trying(150)
@given(stays(), calendars(), st.lists(st.tuples(st.one_of(st.just(NEVER), unknown(DAYS)), DAYS), max_size=4))
def test_absence_between_two_stays(stay: Stay, calendar: Calendar, found: list) -> None:
    answers = may_come_again(
        stay, calendar, array([one[0] for one in found]), array([one[1] for one in found])
    )
    expected = [reference.may_come_again(stay, calendar, *one) for one in found]
    assert [THREE[int(code)] for code in answers] == expected


@trying(150)
@given(stays(), calendars(), st.lists(st.tuples(DAYS, DAYS), max_size=4))
def test_grace_and_the_days_left(stay: Stay, calendar: Calendar, found: list) -> None:
    until, on = array([one[0] for one in found]), array([one[1] for one in found])
    assert overstays(stay, calendar, until, on).tolist() == [
        reference.overstays(stay, calendar, *one) for one in found
    ]
    assert days_left(until, on).tolist() == [reference.days_left(*one) for one in found]


@trying(150)
@given(stays(), calendars(), st.lists(st.tuples(st.one_of(st.just(NEVER), unknown(DAYS)), DAYS), max_size=4))
def test_the_first_day_of_another_stay_and_the_last_of_grace(
    stay: Stay, calendar: Calendar, found: list
) -> None:
    again = comes_again_from(stay, calendar, array([one[0] for one in found]))
    assert again.tolist() == [reference.comes_again_from(stay, calendar, one[0]) for one in found]
    last = leaves_by(stay, calendar, array([one[1] for one in found]))
    assert last.tolist() == [reference.leaves_by(stay, calendar, one[1]) for one in found]


@trying(100)
@given(calendars(), st.lists(st.tuples(unknown(DAYS), unknown(DAYS)), max_size=4))
def test_days_of_presence_are_counted_as_the_text_counts_the_first(calendar: Calendar, found: list) -> None:
    counted = days_present(calendar, array([one[0] for one in found]), array([one[1] for one in found]))
    assert counted.tolist() == [reference.days_present(calendar, *one) for one in found]


@trying(200)
@given(stays(), calendars(), st.lists(st.tuples(st.integers(0, 2), DAYS, DAYS, DAYS), max_size=4))
def test_a_stay_prolonged_within_the_longest_or_renewed(stay: Stay, calendar: Calendar, found: list) -> None:
    answers, reason, renews = may_stay_longer(
        stay,
        calendar,
        np.array([one[0] for one in found], np.int64),
        *(array([one[at] for one in found]) for at in (1, 2, 3)),
    )
    made = [
        (THREE[int(one)], LONGER[code], bool(two))
        for one, code, two in zip(answers, reason, renews, strict=True)
    ]
    assert made == [reference.may_stay_longer(stay, calendar, *one) for one in found]


@trying(80)
@given(stays(), calendars(), DAYS, unknown(DAYS))
def test_a_longer_wish_never_ends_a_stay_earlier(
    stay: Stay, calendar: Calendar, entry: date, wanted: date | None
) -> None:
    asked, more = (permitted_until(stay, calendar, array([entry]), array([one]))[0] for one in (wanted, None))
    assert asked <= more


@trying(100)
@given(st.lists(st.tuples(st.booleans(), st.integers(-1, 2), st.integers(-1, 2)), max_size=5))
def test_an_employer_names_only_who_worked_there_and_went_home(found: list) -> None:
    returning, last, employer = (np.array([one[at] for one in found], kind) for at, kind in enumerate("?ll"))
    for recall in ("true", "false", "not_stated"):
        clause = Circularity.model_validate({"named_recall": recall})
        expected = [reference.named(clause, *one) for one in found]
        assert named(clause, returning, last, employer).tolist() == expected
    assert not named(None, returning, last, employer).any()


@pytest.mark.parametrize(("entry", "again"), [("2020-06-10", 0), ("2020-06-11", 2)])
def test_ten_days_away_end_on_the_tenth_day_after_the_exit(entry: str, again: int) -> None:
    stay = Stay.model_validate({"single_max": "none", "absence_between": "10 days"})
    exit_day = array([date(2020, 6, 1)])
    assert may_come_again(stay, Calendar(), exit_day, array([date.fromisoformat(entry)])).tolist() == [again]


@pytest.mark.parametrize(("last", "answer"), [("2020-08-31", 2), ("2020-09-01", 0)])
def test_a_renewal_may_reach_the_last_day_of_the_longest_total(last: str, answer: int) -> None:
    stay = Stay.model_validate({"single_max": "none", "renewals": "1", "total_max": "6 months"})
    found = may_renew(
        stay, Calendar(), np.array([0]), array([date(2020, 3, 1)]), array([date.fromisoformat(last)])
    )
    assert found.tolist() == [answer]


def test_an_unknown_last_day_leaves_no_days() -> None:
    assert days_left(array([None]), array([date(2020, 1, 1)])).tolist() == [0]


@pytest.mark.parametrize(
    "decide",
    [
        lambda stay: permitted_until(stay, Calendar(), array([date(2020, 1, 1)]), array([None])),
        lambda stay: may_renew(stay, Calendar(), np.array([0]), array([None]), array([None])),
        lambda stay: may_come_again(stay, Calendar(), array([None]), array([None])),
        lambda stay: overstays(stay, Calendar(), array([None]), array([None])),
    ],
)
def test_what_is_not_stated_decides_nothing(decide: Any) -> None:
    silent = dict.fromkeys(("single_max", "renewals", "absence_between", "grace_after"), "not_stated")
    with pytest.raises(ValueError, match="not stated"):
        decide(Stay.model_validate(silent))
