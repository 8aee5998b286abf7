"""What a status gives, the protections of those who hold it, the fee, and limits of national law."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.base import Dated
from acuerdo.agreement.clauses.pathway import Fee, Gives, Pathway
from acuerdo.agreement.clauses.protection import Protection
from acuerdo.agreement.clauses.record import NationalLimit
from acuerdo.agreement.clauses.status import Right
from acuerdo.agreement.values import Money
from acuerdo.rules.caps import UNLIMITED
from acuerdo.rules.national_law import limit_for, places
from acuerdo.rules.protections import barred_until, fine, remedy_by, standing
from acuerdo.rules.statuses import holds, lasts_until, leads_on_from
from reference import protections as reference_protections
from reference import statuses as reference
from reference.eligibility import reached
from rules.making import GROUPS, THREE, arrays, calendars, dated, days, persons, terms, trying
from rules.test_permits import array

SPANS = st.sampled_from(["none", "72 hours", "10 days", "1 month", "2 years"])
DAYS = days("2020-01-01", "2022-06-30")
MAYBE = st.one_of(st.none(), DAYS, DAYS)


@st.composite
def gifts(draw: Any) -> Gives:
    found: dict[str, Any] = {"status": "worker"}
    if draw(st.booleans()):
        found["length"] = draw(SPANS)
    if draw(st.booleans()):
        found["leads_to"] = "settled"
        if draw(st.booleans()):
            found["after"] = draw(SPANS)
    return Gives.model_validate(found)


@trying(300)
@given(gifts(), calendars(), st.lists(MAYBE, max_size=5))
def test_how_long_a_status_lasts_and_when_the_next_may_follow(
    gives: Gives, calendar: Calendar, entries: list
) -> None:
    entry = array(entries)
    assert lasts_until(gives, calendar, entry).tolist() == [
        reference.lasts_until(gives, calendar, one) for one in entries
    ]
    assert leads_on_from(gives, calendar, entry).tolist() == [
        reference.leads_on_from(gives, calendar, one) for one in entries
    ]


@pytest.mark.parametrize(
    ("count", "last"), [("inclusive_of_first_day", "2022-01-31"), ("exclusive_of_first_day", "2022-02-01")]
)
def test_two_years_from_the_first_of_february(count: str, last: str) -> None:
    gives = Gives.model_validate(
        {"status": "worker", "length": "2 years", "leads_to": "settled", "after": "18 months"}
    )
    entry, calendar = array([date(2020, 2, 1)]), Calendar.model_validate({"day_count": count})
    assert str(lasts_until(gives, calendar, entry)[0]) == last
    assert str(leads_on_from(gives, calendar, entry)[0]) == "2021-08-01"


def test_a_time_before_a_status_that_does_not_follow_is_refused() -> None:
    with pytest.raises(ValidationError, match="`after` needs `leads_to`"):
        Gives.model_validate({"status": "worker", "after": "1 year"})


@pytest.mark.parametrize(
    ("written", "decide", "what"),
    [
        ({"length": "not_stated"}, lasts_until, "length"),
        ({"leads_to": "settled", "after": "not_stated"}, leads_on_from, "after"),
    ],
)
def test_a_status_on_which_the_text_is_silent_has_no_day(
    written: dict[str, str], decide: Any, what: str
) -> None:
    with pytest.raises(ValueError, match=f"{what} is not stated"):
        decide(Gives.model_validate({"status": "worker", **written}), Calendar(), array([None]))


RIGHTS = st.one_of(
    st.sampled_from([{"held": "true"}, {"held": "false"}]), SPANS.map(lambda span: {"after": span})
)


@trying(300)
@given(RIGHTS.map(Right.model_validate), calendars(), st.lists(st.tuples(MAYBE, DAYS), max_size=5))
def test_which_rights_are_held_on_a_day(right: Right, calendar: Calendar, found: list) -> None:
    answers = holds(right, calendar, array([one[0] for one in found]), array([one[1] for one in found]))
    assert [THREE[int(code)] for code in answers] == [reference.holds(right, calendar, *one) for one in found]


@pytest.mark.parametrize(
    ("written", "on", "answer"),
    [
        ({"after": "5 years"}, "2024-12-31", False),
        ({"after": "5 years"}, "2025-01-01", True),
        ({"held": "true"}, "2019-12-31", False),
        ({"held": "true"}, "2020-01-01", True),
        ({"held": "false"}, "2030-01-01", False),
    ],
)
def test_a_right_is_held_from_the_day_the_text_says(written: dict[str, str], on: str, answer: bool) -> None:
    right = Right.model_validate(written)
    found = holds(right, Calendar(), array([date(2020, 1, 1)]), array([date.fromisoformat(on)]))
    assert THREE[int(found[0])] is answer


@pytest.mark.parametrize("written", [{"held": "not_stated"}, {"after": "not_stated"}])
def test_a_right_on_which_the_text_is_silent_is_not_decided(written: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="not stated"):
        holds(Right.model_validate(written), Calendar(), array([None]), array([None]))


MEASURES = {
    "wage_ratio": ("1.0", "0.5"),
    "worker_paid_fee": ("0 USD", "10 USD"),
    "hours_in_six_weeks": ("10", "2"),
}


@st.composite
def protections(draw: Any) -> Protection:
    measure = draw(st.sampled_from(sorted(MEASURES)))
    found: dict[str, Any] = {
        "id": "tried",
        "text": "Tried",
        "measure": measure,
        draw(st.sampled_from(["at_least", "at_most"])): draw(st.sampled_from(MEASURES[measure])),
    }
    if draw(st.booleans()):
        found["applies_to"] = draw(st.sampled_from(["everyone", ["worker"], ["worker", "carer"]]))
    if draw(st.booleans()):
        found["remedy"] = draw(SPANS)
    if draw(st.booleans()):
        found["penalty"] = {"barred_for": draw(SPANS)}
    return Protection.model_validate(found)


@trying(300)
@given(
    protections(),
    calendars(),
    st.sampled_from([None, "worker", "carer", "settled"]),
    st.lists(persons({f"measure.{name}" for name in MEASURES}), max_size=5),
    DAYS,
)
def test_a_protection_is_kept_or_broken_by_what_was_measured(
    protection: Protection, calendar: Calendar, status: str | None, measured: list, found: date
) -> None:
    decision = standing(protection, status, arrays(measured), GROUPS)
    assert [(decision.word(at), decision.because(at)) for at in range(len(measured))] == [
        reference_protections.standing(protection, status, one) for one in measured
    ]
    day = array([found])
    later = reference_protections.later
    assert remedy_by(protection, calendar, day).tolist() == [later(protection.remedy, calendar, found)]
    penalty = protection.penalty.barred_for if protection.penalty else None
    endless = date(9999, 12, 31) if protection.penalty and str(penalty) == "none" else None
    assert barred_until(protection, calendar, day).tolist() == [later(penalty, calendar, found) or endless]


def protection(**written: Any) -> Protection:
    plain = {"id": "pay", "text": "Equal pay", "measure": "wage_ratio", "at_least": "1.0"}
    return Protection.model_validate({**plain, **written})


@pytest.mark.parametrize(("ratio", "word"), [(0.99, "broken"), (1.0, "kept"), (None, "needs_evidence")])
def test_pay_as_that_of_comparable_workers(ratio: float | None, word: str) -> None:
    decision = standing(protection(), None, arrays([{"measure.wage_ratio": ratio}]), {})
    assert (decision.word(0), decision.because(0)) == (word, "" if word == "kept" else "wage_ratio")


@pytest.mark.parametrize(
    ("status", "word"), [("worker", "broken"), ("settled", "does_not_apply"), (None, "needs_evidence")]
)
def test_a_protection_is_for_the_statuses_it_names(status: str | None, word: str) -> None:
    for_workers = protection(applies_to=["worker"])
    decision = standing(for_workers, status, arrays([{"measure.wage_ratio": 0.5}]), {})
    assert (decision.word(0), decision.because(0)) == (
        word,
        "wage_ratio" if status == "worker" else "applies_to",
    )


def test_a_fine_is_what_the_text_says_and_nothing_where_it_says_nothing() -> None:
    assert fine(protection()) is None
    assert fine(protection(penalty={"barred_for": "1 year"})) is None
    assert fine(protection(penalty={"fine": "none"})) is None
    assert fine(protection(penalty={"fine": "500 XTS"})) == Money(50_000, "XTS")


@pytest.mark.parametrize("measured", [{}, {"measure": "wage_ratio"}])
@pytest.mark.parametrize(("found", "word"), [(True, "broken"), (False, "needs_evidence")])
def test_words_without_a_bound_are_for_people_to_judge(
    measured: dict[str, str], found: bool, word: str
) -> None:
    words = Protection.model_validate({"id": "words", "text": "Decent housing", **measured})
    decision = standing(words, None, arrays([{}, {"measure.wage_ratio": 0.5}]), {}, found)
    assert [decision.word(at) for at in range(2)] == [word, word]
    assert decision.because(0) == measured.get("measure", "text")


def test_words_of_which_nobody_found_a_breach_need_evidence() -> None:
    words = Protection.model_validate({"id": "words", "text": "Decent housing"})
    assert standing(words, None, arrays([{}]), {}).word(0) == "needs_evidence"


def test_a_breach_that_was_found_does_not_overrule_what_was_measured() -> None:
    facts = arrays([{"measure.wage_ratio": found} for found in (1.0, 0.5, None)])
    decision = standing(protection(), None, facts, {}, found=True)
    assert [decision.word(at) for at in range(3)] == ["kept", "broken", "needs_evidence"]


@pytest.mark.parametrize(
    ("written", "decide"),
    [
        ({"at_least": "not_stated"}, lambda one: standing(one, None, arrays([{}]), {})),
        ({"remedy": "not_stated"}, lambda one: remedy_by(one, Calendar(), array([None]))),
        (
            {"penalty": {"barred_for": "not_stated"}},
            lambda one: barred_until(one, Calendar(), array([None])),
        ),
        ({"penalty": {"fine": "not_stated"}}, fine),
    ],
)
def test_what_a_protection_does_not_say_is_not_decided(written: dict[str, Any], decide: Any) -> None:
    with pytest.raises(ValueError, match="not stated"):
        decide(protection(**written))


def test_a_fee_is_paid_owed_or_not_known() -> None:
    fee = Fee.model_validate({"amount": "100 XTS"})
    facts = arrays([{"application.fee_paid": found} for found in (True, False, None)])
    assert fee.paid(facts).tolist() == [2, 0, 1]


def law(**written: str) -> Dated[NationalLimit]:
    found: Dated[NationalLimit] = dated(NationalLimit, [written])
    return found


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ({"value": "0.07", "of": "366_000"}, 25_620),
        ({"value": "0.29", "of": "100"}, 29),
        ({"value": "0.5", "of": "3"}, 1),
        ({"value": "120"}, 120),
    ],
)
def test_a_limit_leaves_its_number_or_a_share_of_its_base(written: dict[str, str], count: int) -> None:
    assert places(NationalLimit.model_validate(written)) == count


def test_a_regime_has_no_number_of_places() -> None:
    with pytest.raises(ValueError, match="no number of places"):
        places(NationalLimit.model_validate({"regime": "Closed"}))


def lifting(**written: Any) -> Pathway:
    return Pathway.model_validate({"title": "A", "open_to": {"nationals_of": "any"}, **written})


@pytest.mark.parametrize(
    ("pathway", "mexican", "venezuelan"),
    [
        ({}, 15, 15),
        ({"lifts": {"limit": "us.share", "for": "any"}}, UNLIMITED, UNLIMITED),
        ({"lifts": {"limit": "us.share", "for": "neighbours"}}, UNLIMITED, 15),
        ({"lifts": {"limit": "us.other", "for": "any"}}, 15, 15),
        ({"lifts": {"limit": "us.share", "for": "any"}, "from": "2020-06-02"}, 15, 15),
        ({"lifts": {"limit": "us.share", "for": "any"}, "until": "2020-06-02"}, UNLIMITED, UNLIMITED),
        (
            {
                "lifts": {"limit": "us.share", "for": "any"},
                "open_to": {"from": "2020-06-02", "nationals_of": "any"},
            },
            15,
            15,
        ),
    ],
)
def test_a_pathway_lifts_a_limit_while_it_is_open(
    pathway: dict[str, Any], mexican: int, venezuelan: int
) -> None:
    text = terms(
        pathways={"plain": lifting(), "tried": lifting(**pathway)},
        national_law={"us.share": law(value="0.5", of="31")},
    )
    people = arrays([{"person.nationality": nation} for nation in ("MEX", "VEN")])
    assert limit_for(text, "us.share", people, date(2020, 6, 1)).tolist() == [mexican, venezuelan]


LIFTED = st.sampled_from(["any", "neighbours", "nobody", ["VEN"], ["MEX", "VEN"]])


@trying(200)
@given(
    st.lists(st.tuples(LIFTED, st.booleans(), st.none() | DAYS, st.none() | DAYS), max_size=3),
    st.tuples(DAYS, DAYS),
    st.lists(persons({"person.nationality"}), max_size=4),
    DAYS,
)
def test_who_stays_under_a_limit_of_national_law(
    lifting: list, ends: tuple[date, date], people: list, on: date
) -> None:
    limit = law(value="0.5", of="31", **{"from": str(min(ends)), "until": "2023-01-01"})
    pathways = {}
    for at, (whom, other, begins, opens) in enumerate(lifting):
        pathways[f"p{at}"] = Pathway.model_validate(
            {
                "title": "A",
                **({"from": str(begins)} if begins else {}),
                "open_to": {"nationals_of": "any", **({"from": str(opens)} if opens else {})},
                "lifts": {"limit": "us.other" if other else "us.share", "for": whom},
            }
        )
    text = terms(pathways=pathways, national_law={"us.share": limit})

    def clerk(person: dict[str, Any]) -> int:
        if on < min(ends):
            return int(UNLIMITED)
        for pathway in pathways.values():
            begun = pathway.from_ is None or pathway.from_ <= on
            opened = pathway.open_to.entries[0].from_ is None or pathway.open_to.entries[0].from_ <= on
            lifts = pathway.lifts
            assert lifts is not None
            whom = type("Whom", (), {"nationals_of": lifts.for_, "present_in": None})
            if lifts.limit == "us.share" and begun and opened and reached(whom, person, GROUPS)[0] is True:
                return int(UNLIMITED)
        return 15

    assert limit_for(text, "us.share", arrays(people), on).tolist() == [clerk(one) for one in people]
    assert limit_for(text, "us.share", arrays(people), date(2023, 1, 1)).tolist() == [UNLIMITED] * len(people)


def test_all_codes_of_answers_are_bytes() -> None:
    assert standing(protection(), None, arrays([{}]), {}).outcome.dtype == np.uint8
