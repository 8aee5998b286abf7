"""The labour-market test, against one job order at a time."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.labour_market import PROOFS, LabourMarketTest
from acuerdo.agreement.facts import FACTS
from reference import labour_market as reference
from rules.making import GROUPS, THREE, arrays, calendars, criterions, days, persons, trying

ASKED = {
    "offer.certification",
    "offer.certified_on",
    "offer.advertised_days",
    "offer.wage_per_hour",
    "offer.prevailing_wage_per_hour",
    "offer.local_workers_available",
    "offer.employer_attests",
    "offer.sector",
    "offer.advertised_in_media",
    "person.nationality",
    "application.filed_on",
}
LONG = {"none": 0, "1 day": 1, "48 hours": 2, "10 days": 10, "2 weeks": 14, "1 month": 30}
IF_ANY = ("offer.advertised_in_media", "person.nationality", "application.filed_on")
ON = np.array(["2020-01-01"], "datetime64[D]")


@st.composite
def market_tests(draw: Any) -> LabourMarketTest:
    """A test with any floor, any time of advertisement, shortened or not, exempt sectors, an attestation, and
    a certification that proves any parts of it."""
    advertise = draw(st.sampled_from(sorted(LONG)))
    attest = draw(st.sampled_from([{}, {"attest": "true"}, {"attest": "false"}]))
    provable = PROOFS if attest.get("attest") == "true" else PROOFS[:3]
    found: dict[str, Any] = {
        "advertise": advertise,
        "wage_floor": draw(st.sampled_from(["none", "prevailing", "10 USD", "12.50 USD"])),
        "certification_proves": draw(st.lists(st.sampled_from(provable), unique=True)),
        **attest,
    }
    shorter = [span for span, length in LONG.items() if 0 < length < LONG[advertise]] + ["0 days"]
    if LONG[advertise] and draw(st.booleans()):
        found["shortened"] = {"to": draw(st.sampled_from(shorter)), "if": draw(criterions(facts=IF_ANY))}
    if draw(st.booleans()):
        sectors = st.sampled_from(FACTS["offer.sector"].words)
        found["exempt"] = draw(st.lists(sectors, min_size=1, max_size=3, unique=True))
    return LabourMarketTest.model_validate(found)


def answers(test: LabourMarketTest, offers: list[dict[str, Any]], on: Any = None) -> list[dict[str, Any]]:
    """The parts of the test for each offer, in words."""
    found = test.decide(arrays(offers), np.repeat(ON, len(offers)) if on is None else on, GROUPS)
    return [{name: THREE[int(part[at])] for name, part in found.items()} for at in range(len(offers))]


def asking(**changed: Any) -> LabourMarketTest:
    return LabourMarketTest.model_validate({"advertise": "none", "wage_floor": "none", **changed})


@trying(400)
@given(market_tests(), st.lists(st.tuples(persons(ASKED), days("2020-01-01", "2020-02-10")), max_size=6))
def test_a_queue_of_orders_is_tested_as_one_order_is(test: LabourMarketTest, found: list) -> None:
    on = np.array([day for _, day in found], "datetime64[D]")
    expected = [reference.decide(test, offer, day, GROUPS) for offer, day in found]
    assert answers(test, [offer for offer, _ in found], on) == expected


@trying(300)
@given(
    st.sampled_from(["0", "0.07", "0.29", "0.5", "0.75", "1"]),
    st.sampled_from([[], ["fishing"], ["fishing", "agriculture"]]),
    calendars(),
    st.lists(persons({"offer.starts", "offer.ends", "offer.sector"}), max_size=6),
)
def test_local_workers_are_hired_as_long_as_counting_the_days_says(
    share: str, exempt: list[str], calendar: Calendar, offers: list
) -> None:
    test = asking(recruit_until=share, exempt=exempt)
    expected = [reference.recruits_until(test, offer, calendar) for offer in offers]
    assert test.recruits_until(arrays(offers), calendar).tolist() == expected


@pytest.mark.parametrize(
    ("count", "share", "last"),
    [
        ("inclusive_of_first_day", "0.5", "2020-06-05"),
        ("exclusive_of_first_day", "0.5", "2020-06-05"),
        ("inclusive_of_first_day", "1", "2020-06-09"),
        ("exclusive_of_first_day", "1", "2020-06-09"),
        ("inclusive_of_first_day", "0", "2020-05-31"),
        ("exclusive_of_first_day", "0", "2020-06-01"),
        ("inclusive_of_first_day", "0.56", "2020-06-06"),
    ],
)
def test_half_of_nine_days_of_june_ends_on_the_fifth(count: str, share: str, last: str) -> None:
    offer = {"offer.starts": date(2020, 6, 1), "offer.ends": date(2020, 6, 9)}
    calendar = Calendar.model_validate({"day_count": count})
    assert str(asking(recruit_until=share).recruits_until(arrays([offer]), calendar)[0]) == last


def test_who_recruits_without_a_limit_has_no_last_day() -> None:
    offer = {"offer.starts": date(2020, 6, 1), "offer.ends": date(2020, 6, 9)}
    assert asking().recruits_until(arrays([offer]), Calendar()).tolist() == [None]


def test_a_certification_is_no_evidence_before_its_day() -> None:
    test = asking(advertise="10 days", certification_proves=["advertise"])
    offer = {"offer.certification": "granted", "offer.certified_on": date(2020, 1, 2)}
    on = np.array(["2020-01-01", "2020-01-02"], "datetime64[D]")
    assert [one["advertise"] for one in answers(test, [offer, offer], on)] == [None, True]


SHORTENED = {"to": "3 days", "if": {"fact": "offer.advertised_in_media", "is": "true"}}


@pytest.mark.parametrize(
    ("media", "advertised", "answer"),
    [
        (True, 2, False),
        (True, 3, True),
        (False, 6, False),
        (False, 7, True),
        (None, 2, False),
        (None, 3, None),
        (None, 6, None),
        (None, 7, True),
        (True, None, None),
        (None, None, None),
    ],
)
def test_whoever_did_more_advertises_for_a_shorter_time(
    media: bool | None, advertised: int | None, answer: bool | None
) -> None:
    test = asking(advertise="7 days", shortened=SHORTENED)
    offer = {"offer.advertised_in_media": media, "offer.advertised_days": advertised}
    assert answers(test, [offer])[0]["advertise"] is answer


def test_who_need_not_advertise_at_all_shows_nothing() -> None:
    test = asking(advertise="14 days", shortened={**SHORTENED, "to": "0 days"})
    assert answers(test, [{"offer.advertised_in_media": True}])[0]["advertise"] is True
    assert answers(test, [{"offer.advertised_in_media": False}])[0]["advertise"] is None


def test_an_exempt_sector_is_not_tested_and_one_that_may_be_is_not_refused() -> None:
    test = asking(advertise="7 days", exempt=["fishing"], attest="true")
    offer = {
        "offer.advertised_days": 1,
        "offer.local_workers_available": True,
        "offer.employer_attests": False,
    }
    failed = dict.fromkeys(("advertise", "no_local", "attest"), False)
    for sector, found in (
        ("fishing", True),
        ("agriculture", False),
        ("other", False),
        (None, None),
    ):
        expected = {**dict.fromkeys(failed, found), "wage_floor": True}
        assert answers(test, [{**offer, "offer.sector": sector}]) == [expected]


@pytest.mark.parametrize(("said", "answer"), [(True, True), (False, False), (None, None)])
def test_an_employer_who_must_attest_the_need_does(said: bool | None, answer: bool | None) -> None:
    offer = {"offer.employer_attests": said}
    assert answers(asking(attest="true"), [offer])[0]["attest"] is answer
    assert "attest" not in answers(asking(attest="false"), [offer])[0]


@pytest.mark.parametrize("silent", ["advertise", "wage_floor"])
def test_what_is_not_stated_passes_nobody(silent: str) -> None:
    with pytest.raises(ValueError, match=f"{silent} is not stated"):
        answers(asking(**{silent: "not_stated"}), [{}])


def test_a_shorter_time_that_is_not_stated_passes_nobody() -> None:
    test = asking(advertise="7 days", shortened={**SHORTENED, "to": "not_stated"})
    with pytest.raises(ValueError, match=r"shortened\.to is not stated"):
        answers(test, [{}])


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ({"advertise": "7 days", "shortened": {**SHORTENED, "to": "7 days"}}, "not shorter than"),
        ({"advertise": "1 month", "shortened": {**SHORTENED, "to": "30 days"}}, "not shorter than"),
        ({"advertise": "none", "shortened": SHORTENED}, "needs two lengths"),
        ({"advertise": "7 days", "shortened": {**SHORTENED, "to": "none"}}, "needs two lengths"),
        ({"certification_proves": ["attest"]}, "which is not asked"),
        ({"certification_proves": ["attest"], "attest": "false"}, "which is not asked"),
    ],
)
def test_a_test_that_shortens_or_proves_what_it_does_not_ask_is_refused(
    written: dict[str, Any], problem: str
) -> None:
    with pytest.raises(ValidationError, match=problem):
        asking(**written)
