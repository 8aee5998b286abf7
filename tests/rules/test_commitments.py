"""Commitments: kept, late, missed, and not due because another was not kept."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement import Refused, read_text
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.terms import Terms
from acuerdo.rules.commitments import Standing, days_of, due_day, standings
from reference import commitments as reference
from rules.making import trying

DUE = date(2021, 3, 31)


def text(commitments: str, more: str = "") -> Terms:
    return read_text(
        f"""
format: 1
id: pact
title: A pact
form: invented
parties: {{XAA: {{role: origin}}, XBB: {{role: destination}}}}
lifecycle:
  - {{from: 2020-01-01, until: 2020-06-01, state: signed, src: text}}
  - {{from: 2020-06-01, until: 2020-09-01, state: in_force, src: text}}
  - {{from: 2020-09-01, state: in_force, src: text}}
sources: {{text: {{title: Text, kind: invented}}}}
commitments:
{commitments}
{more}
"""
    ).terms


def one(fields: str, **more: Any) -> str:
    return f"  - {{id: {more.get('id', 'one')}, by: [XAA], do: Something, {fields}, src: text}}\n"


RESULT = "measure: wage_ratio, at_least: 0.5"


def measured(ratio: float | None = None) -> Facts:
    return Facts(1, {} if ratio is None else {"measure.wage_ratio": np.array([ratio])})


def stands(
    terms: Terms, on: date, ratio: float | None = None, done: Any = None, events: Any = None
) -> Standing:
    return standings(terms, on, measured(ratio), done or {}, events or {})["one"]


def test_best_efforts_are_never_scored() -> None:
    terms = text(one(f"kind: best_efforts, due: 2020-01-01, {RESULT}"))
    assert stands(terms, DUE, 0.0) == Standing("best_efforts")


@pytest.mark.parametrize(
    ("on", "ratio", "word"),
    [
        (DUE, 0.5, "kept"),
        (DUE, 0.49, "pending"),
        (DUE, None, "pending"),
        (DUE + timedelta(1), 0.49, "missed"),
        (DUE + timedelta(1), None, "needs_evidence"),
        (DUE + timedelta(1), 0.5, "kept"),
    ],
)
def test_a_result_is_missed_from_the_day_after_it_was_due(on: date, ratio: float | None, word: str) -> None:
    found = stands(text(one(f"{RESULT}, due: {DUE}")), on, ratio)
    assert (found.word, found.due) == (word, DUE)
    assert found.because == ("" if word == "kept" else "wage_ratio")


def test_a_result_without_a_due_day_is_always_due() -> None:
    terms = text(one(RESULT))
    assert stands(terms, DUE, 0.4) == Standing("missed", "wage_ratio")
    assert stands(terms, DUE, None) == Standing("needs_evidence", "wage_ratio")


def test_a_result_without_a_bound_needs_evidence() -> None:
    assert stands(text(one("measure: wage_ratio, wants: rises")), DUE, 0.4) == Standing(
        "needs_evidence", "wage_ratio"
    )


def test_nobody_is_late_for_a_day_that_is_not_stated() -> None:
    terms = text(one("kind: report, due: not_stated"))
    assert stands(terms, DUE) == Standing("pending")
    assert stands(terms, DUE, done={"one": DUE}) == Standing("kept")
    assert stands(terms, DUE, done={"one": DUE + timedelta(1)}) == Standing("pending")


@pytest.mark.parametrize(
    ("on", "done", "word"),
    [
        (DUE, None, "pending"),
        (DUE + timedelta(1), None, "overdue"),
        (DUE, DUE, "kept"),
        (DUE, DUE + timedelta(1), "pending"),
        (DUE + timedelta(9), DUE, "kept"),
        (DUE + timedelta(9), DUE + timedelta(1), "late"),
        (DUE + timedelta(9), DUE + timedelta(9), "late"),
        (DUE + timedelta(9), DUE + timedelta(10), "overdue"),
    ],
)
def test_a_report_is_overdue_from_the_day_after_and_late_once_it_came(
    on: date, done: date | None, word: str
) -> None:
    found = stands(text(one(f"kind: report, due: {DUE}")), on, done={"one": done} if done else {})
    assert (found.word, found.due) == (word, DUE)


def test_what_follows_a_miss_follows_a_late_report_too() -> None:
    terms = text(one(f"kind: report, due: {DUE}, if_missed: {{then: Talks, within: 2 days}}"))
    came = DUE + timedelta(3)
    assert stands(terms, came, done={"one": came}) == Standing("late", "", DUE, "Talks", DUE + timedelta(2))
    assert stands(terms, DUE, done={"one": DUE}) == Standing("kept", "", DUE)


def test_what_depends_on_a_late_report_is_due_once_it_came() -> None:
    both = one(f"kind: report, due: {DUE}") + one(f"kind: report, due: {DUE}", id="two")
    terms, came = text(both, LINKED), DUE + timedelta(3)
    assert stands(terms, came - timedelta(1), done={"two": came}).word == "not_due"
    assert stands(terms, came, done={"two": came}).word == "overdue"


def test_nobody_knows_of_a_miss_while_nobody_knows_whether_it_was_due() -> None:
    both = one(f"kind: report, due: {DUE}") + one(RESULT, id="two")
    terms, after = text(both, LINKED), DUE + timedelta(1)
    assert stands(terms, after) == Standing("needs_evidence", "two", DUE)
    assert stands(terms, after, done={"one": after}) == Standing("needs_evidence", "two", DUE)
    assert stands(terms, after, 0.5).word == "overdue"
    assert stands(terms, after, 0.4) == Standing("not_due", "two", DUE)
    assert stands(terms, DUE).word == "pending"
    assert stands(terms, after, done={"one": DUE}).word == "kept"


def test_a_report_is_due_again_and_the_last_one_does_not_count_for_it() -> None:
    terms = text(one("kind: report, due: 2021-01-31, every: 1 month"))
    february = date(2021, 2, 28)
    assert stands(terms, february - timedelta(1), done={"one": date(2021, 1, 31)}).word == "kept"
    assert stands(terms, february, done={"one": date(2021, 1, 31)}) == Standing("pending", "", february)
    assert stands(terms, february + timedelta(1), done={"one": date(2021, 1, 31)}) == Standing(
        "overdue", "", february
    )
    assert stands(terms, february, done={"one": date(2021, 2, 1)}) == Standing("kept", "", february)
    assert stands(terms, date(2021, 3, 31)).due == date(2021, 3, 31)


def test_a_commitment_is_due_so_long_after_an_event_a_state_or_an_amendment() -> None:
    more = """
events:
  - {id: meeting, on: 2020-07-01, kind: meeting, what: A meeting, src: text}
  - {id: month, on: 2020-08, kind: meeting, what: Another, src: text}
amendments:
  - {id: first, announced: 2020-08-01, in_force: 2020-08-15, src: text}
"""
    for name, day in (
        ("meeting", date(2020, 7, 1)),
        ("in_force", date(2020, 6, 1)),
        ("first", date(2020, 8, 15)),
    ):
        terms = text(one(f"kind: report, due: {{after: {name}, within: 45 days}}"), more)
        assert due_day(terms.commitments[0], terms, {}) == day + timedelta(45)
        assert due_day(terms.commitments[0], terms, {name: DUE}) == DUE + timedelta(45)
    terms = text(one("kind: report, due: {after: month, within: 1 month}"), more)
    assert due_day(terms.commitments[0], terms, {}) is None
    assert stands(terms, DUE) == Standing("pending")
    assert days_of(terms)["signed"] == date(2020, 1, 1)


def test_silence_on_how_soon_is_refused() -> None:
    terms = text(one("kind: report, due: {after: in_force, within: not_stated}"))
    with pytest.raises(Refused, match=r"commitments\.one\.due\.within is not stated"):
        stands(terms, DUE)


def test_what_follows_a_missed_commitment_counts_from_its_due_day_or_from_today() -> None:
    terms = text(one(f"{RESULT}, due: {DUE}, if_missed: {{then: Talks, within: 45 days}}"))
    late = DUE + timedelta(9)
    assert stands(terms, late, 0.1) == Standing("missed", "wage_ratio", DUE, "Talks", DUE + timedelta(45))
    terms = text(one(f"{RESULT}, if_missed: {{then: Talks, within: 1 month}}"))
    assert stands(terms, DUE, 0.1) == Standing("missed", "wage_ratio", None, "Talks", date(2021, 4, 30))
    terms = text(one(f"{RESULT}, if_missed: {{then: Talks}}"))
    assert stands(terms, DUE, 0.1) == Standing("missed", "wage_ratio", None, "Talks", None)
    terms = text(one(f"kind: report, due: {DUE}, if_missed: {{then: Talks, within: 2 days}}"))
    assert stands(terms, late) == Standing("overdue", "", DUE, "Talks", DUE + timedelta(2))


def test_before_its_first_day_and_after_its_last_a_commitment_is_not_in_force() -> None:
    terms = text(one(f"{RESULT}, from: 2021-01-01, until: 2021-02-01"))
    words = [
        stands(terms, day, 0.1).word
        for day in (date(2020, 12, 31), date(2021, 1, 1), date(2021, 1, 31), date(2021, 2, 1))
    ]
    assert words == ["not_in_force", "missed", "missed", "not_in_force"]


LINKED = "linkage: {single_undertaking: false, because: [{if: two, then: one}], src: text}"


def test_a_commitment_is_not_due_while_the_one_it_rests_on_is_missed() -> None:
    terms = text(one("kind: report, due: 2021-01-01") + one(RESULT, id="two"), LINKED)
    assert stands(terms, DUE, 0.1) == Standing("not_due", "two", date(2021, 1, 1))
    assert stands(terms, DUE, 0.9).word == "overdue"
    assert stands(terms, DUE, None).word == "needs_evidence"


def test_a_late_report_frees_the_other_side_too() -> None:
    terms = text(one(RESULT) + one("kind: report, due: 2021-01-01", id="two"), LINKED)
    assert stands(terms, DUE, 0.1) == Standing("not_due", "two")


def test_in_a_single_undertaking_one_missed_result_frees_everybody_else() -> None:
    more = "linkage: {single_undertaking: true, src: text}"
    terms = text(one("kind: report, due: 2021-01-01") + one(RESULT, id="two"), more)
    assert stands(terms, DUE, 0.1) == Standing("not_due", "two", date(2021, 1, 1))
    found = standings(terms, DUE, measured(0.1), {}, {})
    assert found["two"].word == "missed"
    terms = text(one(RESULT) + one("kind: report, due: 2021-01-01", id="two"), more)
    assert stands(terms, DUE, 0.1).word == "missed"


MONTHS = st.one_of(st.none(), st.integers(1, 3))
DAYS = st.dates(date(2021, 1, 1), date(2021, 12, 31))
EACH = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["best_efforts", "result", "report"]),
        "at_least": st.sampled_from([0.25, 0.5]),
        "due": st.one_of(st.none(), DAYS),
        "every": MONTHS,
        "begins": st.one_of(st.none(), DAYS),
    }
)


@trying(400)
@given(
    several=st.lists(EACH, min_size=1, max_size=4),
    on=DAYS,
    value=st.sampled_from([None, 0.2, 0.25, 0.4, 0.5]),
    done=st.lists(st.one_of(st.none(), DAYS), min_size=4, max_size=4),
    pairs=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=3),
    all_or_nothing=st.booleans(),
)
def test_commitments_stand_as_a_secretary_with_a_diary_keeps_them(
    several: Any, on: date, value: Any, done: Any, pairs: Any, all_or_nothing: bool
) -> None:
    names = [f"c{at}" for at in range(len(several))]
    linked = [(f"c{a}", f"c{b}") for a, b in pairs if a < b < len(several)]
    lines = "".join(
        one(
            f"kind: {each['kind']}, measure: wage_ratio, at_least: {each['at_least']}"
            + (f", due: {each['due']}" if each["due"] else "")
            + (f", every: {each['every']} months" if each["every"] else "")
            + (f", from: {each['begins']}" if each["begins"] else ""),
            id=name,
        )
        for name, each in zip(names, several, strict=True)
    )
    because = ", ".join(f"{{if: {a}, then: {b}}}" for a, b in linked)
    flag = str(all_or_nothing).lower()
    terms = text(lines, f"linkage: {{single_undertaking: {flag}, because: [{because}], src: text}}")
    days = {name: day for name, day in zip(names, done, strict=False) if day}
    found = {name: each.word for name, each in standings(terms, on, measured(value), days, {}).items()}
    alone = {
        name: reference.standing(each, on, value, days.get(name))
        for name, each in zip(names, several, strict=True)
    }
    assert found == reference.linked(alone, linked, all_or_nothing)
