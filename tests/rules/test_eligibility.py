"""Who may come by a pathway, against one person at a time."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.rules.eligibility import OUTCOMES, Decision, eligibility, points
from reference import eligibility as reference
from rules.making import (
    FULL,
    GROUPS,
    MONTH_RULES,
    NATIONS,
    arrays,
    calendars,
    criterions,
    days,
    facts_of,
    persons,
    terms,
    trees,
    trying,
)

NEAR = days("2020-01-01", "2020-03-15")
LENGTHS = ("none", "0 days", "1 day", "36 hours", "2 weeks", "1 month", "1 year")


@st.composite
def open_to(draw: Any) -> dict[str, Any]:
    """To whom: a list, a group or anybody, sometimes only where they are."""
    nations = st.lists(st.sampled_from(NATIONS), min_size=1, max_size=3, unique=True)
    found = {"nationals_of": draw(st.one_of(nations, st.sampled_from(["any", *sorted(GROUPS)])))}
    if draw(st.booleans()):
        found["present_in"] = draw(st.sampled_from(NATIONS))
    return found


@st.composite
def pathways(draw: Any) -> Pathway:
    """A pathway with any of the parts that decide who may come."""
    found: dict[str, Any] = {"title": "Tried", "open_to": draw(open_to())}
    if draw(st.integers(0, 3)) == 0:
        first, second = sorted(draw(st.lists(NEAR, min_size=2, max_size=2, unique=True)))
        found["open_to"] = [{"from": str(first), **draw(open_to())}, {"from": str(second), **draw(open_to())}]
    if draw(st.integers(0, 4)) == 0:
        found["from"] = str(draw(NEAR))
    if draw(st.integers(0, 4)) == 0:
        found["until"] = "2020-03-01"
        found["from"] = "2020-01-15"
    if draw(st.booleans()):
        found["eligible"] = draw(trees(depth=1))
    if draw(st.integers(0, 3)) == 0:
        found["window"] = {"opens": str(draw(NEAR)), "length": draw(st.sampled_from(LENGTHS))}
    if draw(st.integers(0, 4)) == 0:
        found["cap"] = {
            "from": str(draw(NEAR)),
            "count": "1",
            "per": "calendar_year",
            "counts": "visas",
            "when_full": draw(st.sampled_from(FULL)),
        }
    if draw(st.booleans()):
        rows = draw(st.lists(st.tuples(criterions(named=False), st.integers(0, 5)), min_size=1, max_size=4))
        found["points"] = {
            "pass_mark": str(draw(st.integers(0, 10))),
            "table": [{"if": row, "points": str(worth)} for row, worth in rows],
        }
    return Pathway.model_validate(found)


def asked_of(pathway: Pathway) -> set[str]:
    """Every fact that can decide a pathway."""
    names = {"person.nationality", "person.present_in"}
    if pathway.eligible:
        names |= facts_of(pathway.eligible)
    for row in pathway.points.table if pathway.points else ():
        names |= facts_of(row.if_)
    return names


def words(decision: Decision) -> list[tuple[str, str]]:
    return [(decision.word(at), decision.because(at)) for at in range(decision.outcome.size)]


@trying(200)
@given(st.data())
def test_a_pathway_decides_everybody_as_it_decides_one(data: st.DataObject) -> None:
    pathway, text, on = data.draw(pathways()), terms(calendar=data.draw(calendars())), data.draw(NEAR)
    people = data.draw(st.lists(persons(asked_of(pathway)), max_size=6))
    decision = eligibility(pathway, text, arrays(people), on)
    assert words(decision) == [reference.eligibility(pathway, text, person, on) for person in people]
    assert decision.words == OUTCOMES


@trying(80)
@given(st.data())
def test_a_decision_is_the_same_alone_in_the_crowd_and_in_any_order_of_rows(data: st.DataObject) -> None:
    pathway, text, on = data.draw(pathways()), terms(), data.draw(NEAR)
    people = data.draw(st.lists(persons(asked_of(pathway)), min_size=1, max_size=6))
    crowd = words(eligibility(pathway, text, arrays(people), on))
    alone = [words(eligibility(pathway, text, arrays([person]), on))[0] for person in people]
    assert alone == crowd
    order = data.draw(st.permutations(range(len(people))))
    mixed = words(eligibility(pathway, text, arrays([people[at] for at in order]), on))
    assert mixed == [crowd[at] for at in order]


@trying(50)
@given(st.data())
def test_points_are_the_sum_of_the_rows_known_to_hold(data: st.DataObject) -> None:
    pathway = data.draw(pathways().filter(lambda one: one.points is not None))
    people = data.draw(st.lists(persons(asked_of(pathway)), max_size=6))
    found = points(pathway, GROUPS, arrays(people)).tolist()
    assert found == [reference.score(pathway.points, person, GROUPS) for person in people]


SCORED = Pathway.model_validate(
    {
        "title": "By points",
        "open_to": {"nationals_of": "any"},
        "eligible": {"all": [{"id": "offer", "fact": "offer.exists", "is": "true"}]},
        "points": {
            "pass_mark": "30",
            "table": [
                {"if": {"fact": "person.schooling_years", "at_least": "12"}, "points": "20"},
                {"if": {"fact": "person.experience_months", "at_least": "24"}, "points": "20"},
            ],
        },
    }
)


@pytest.mark.parametrize(
    ("schooling", "experience", "offer", "answer"),
    [
        (12, 24, True, ("eligible", "")),
        (12, 0, True, ("not_eligible", "points")),
        (12, None, True, ("needs_evidence", "points")),
        (0, None, True, ("not_eligible", "points")),
        (None, None, None, ("needs_evidence", "offer")),
        (0, None, None, ("not_eligible", "points")),
        (0, 0, False, ("not_eligible", "offer")),
    ],
)
def test_who_may_still_reach_the_pass_mark_is_asked_and_who_cannot_is_refused(
    schooling: int | None, experience: int | None, offer: bool | None, answer: tuple[str, str]
) -> None:
    person = {
        "person.schooling_years": schooling,
        "person.experience_months": experience,
        "offer.exists": offer,
    }
    decision = eligibility(SCORED, terms(), arrays([person]), date(2020, 1, 1))
    assert words(decision) == [answer]


def test_nobody_is_decided_nothing() -> None:
    assert words(eligibility(SCORED, terms(), arrays([]), date(2020, 1, 1))) == []


@pytest.mark.parametrize(
    ("rule", "first_closed"),
    [(MONTH_RULES[0], date(2031, 2, 28)), (MONTH_RULES[1], date(2031, 3, 1))],
)
def test_a_window_of_a_month_from_31_january_closes_by_the_month_rule(rule: str, first_closed: date) -> None:
    pathway = Pathway.model_validate(
        {
            "title": "For a month",
            "open_to": {"nationals_of": "any"},
            "window": {"opens": "2031-01-31", "length": "1 month"},
        }
    )
    text = terms(calendar=Calendar.model_validate({"month_arithmetic": rule}))
    before = date.fromordinal(first_closed.toordinal() - 1)
    found = [words(eligibility(pathway, text, arrays([{}]), on))[0] for on in (before, first_closed)]
    assert found == [("eligible", ""), ("not_open", "window")]


def test_a_million_codes_stay_small() -> None:
    decision = eligibility(SCORED, terms(), arrays([{}] * 3), date(2020, 1, 1))
    assert (decision.outcome.dtype, decision.reason.dtype) == (np.uint8, np.int16)
