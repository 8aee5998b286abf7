"""Cases put to a text: the permit, what it gives and costs, who comes along, and places by formula."""

from typing import Any

import pytest

from acuerdo.agreement import Refused, Unreadable
from acuerdo.agreement.cases import CasesTerms
from acuerdo.agreement.reading.text import parse
from acuerdo.agreement.reading.typed import typed
from rules.asking import asked, everybody, steps

WORK = """
pathways:
  work:
    title: Work
    src: text art. 1
    open_to: {nationals_of: any}
"""
HEAD_OF_YEARS = """
format: 1
id: tried
title: A text to try
form: invented
parties: {XAA: {role: destination}, XBB: {role: origin}}
calendar: {fiscal_year: {XAA: "10-01"}}
sources: {text: {title: Text, kind: invented}}
lifecycle: {from: 2020-01-01, state: in_force, src: text}
"""


def work(fields: str) -> str:
    """A pathway that says one thing more."""
    return f"{WORK}    {fields}\n"


GROWING = work(
    "cap: {formula: {start: {2021: 2}, step: 0.5, hold_if: {fact: measure.unemployment, more_than: 0.08}},"
    " per: fiscal_year, of: XAA, counts: visas, when_full: refuse, unused: lapse}\n"
    "    allocation: {order: first_come}"
)


def of_years(path: str, on: str, **given: Any) -> dict[str, str]:
    return asked(GROWING, path, on, HEAD_OF_YEARS, **given)


@pytest.mark.parametrize(
    ("on", "years", "found"),
    [
        ("2021-09-30", {}, {"is": "not_open", "because": "cap"}),
        ("2021-10-01", {}, {"places": "2"}),
        ("2022-09-30", {}, {"places": "2"}),
        ("2022-10-01", {}, {"is": "needs_evidence", "because": "formula"}),
        ("2022-10-01", {"2022": {"unemployment": "0.05"}}, {"places": "3"}),
        ("2022-10-01", {"2022": {"unemployment": "0.09"}}, {"places": "2"}),
        ("2022-10-01", {"2022": {"unemployment": "unknown"}}, {"is": "needs_evidence", "because": "formula"}),
        (
            "2023-10-01",
            {"2022": {"unemployment": "0.05"}, "2023": {"unemployment": "0.05"}},
            {"places": "4"},
        ),
    ],
)
def test_the_places_of_a_year_follow_from_what_was_measured(
    on: str, years: dict[str, Any], found: dict[str, str]
) -> None:
    assert of_years("pathways.work.cap", on, years=years) == found


def test_how_a_count_came_about_is_told_year_by_year() -> None:
    given = {"years": {"2022": {"unemployment": "0.05"}}}
    found = steps(GROWING.replace("XAA", "XBB"), "pathways.work.cap", "2031-06-01", **given)
    assert found[:3] == [
        ("2021", "2", "text art. 1"),
        ("2022", "3", "text art. 1"),
        ("2023", "3 to 4", "text art. 1"),
    ]
    assert found[-1][0] == "2031"


def test_places_are_given_out_by_the_count_of_the_year() -> None:
    filed = {"application": {"filed_on": ["2022-11-02", "2022-11-01"]}, "so_far": {"pathways.work": "2"}}
    for unemployment, outcome in (("0.05", ["refused", "granted"]), ("0.09", ["refused", "refused"])):
        years = {"2022": {"unemployment": unemployment}}
        found = everybody(GROWING, "pathways.work", "2022-12-01", HEAD_OF_YEARS, years=years, **filed)
        assert [one["is"] for one in found] == outcome
    with pytest.raises(Refused, match=r"pathways\.work\.cap\.formula gives no count"):
        everybody(GROWING, "pathways.work", "2022-12-01", HEAD_OF_YEARS, **filed)


def test_people_are_received_by_the_count_of_the_year_too() -> None:
    text = """
    returns:
      back:
        title: Back
        src: text art. 9
        requesting: XAA
        receiving: XBB
        applies_when: {fact: journey.arrival, is: sea}
        of: {nationals_of: any}
        cap:
          formula: {start: {2029: 1}, step: 1, hold_if: {fact: measure.unemployment, more_than: 0.08}}
          per: calendar_year
          counts: persons_received
          unused: lapse
          when_full: refuse
        never: []
        legal_basis: law
        cost_bearer: requesting
    """
    given = {
        "so_far": {"returns.back": "1"},
        "person": {"age_years": "30", "unaccompanied_child": "false", "danger_on_return": "none_found"},
        "journey": {"arrival": "sea"},
    }
    for unemployment, outcome in (("0.05", "returnable"), ("0.09", "cap_reached")):
        found = asked(text, "returns.back", years={"2030": {"unemployment": unemployment}}, **given)
        assert found["is"] == outcome


def test_a_plain_cap_has_its_count() -> None:
    rules = "per: calendar_year, counts: visas, when_full: refuse, unused: lapse"
    assert asked(work(f"cap: {{count: 7, {rules}}}"), "pathways.work.cap") == {"places": "7"}
    assert asked(work("cap: none"), "pathways.work.cap") == {"places": "none"}
    with pytest.raises(Refused, match=r"pathways\.work\.cap\.count"):
        asked(work(f"cap: {{count: not_stated, {rules}}}"), "pathways.work.cap")


@pytest.mark.parametrize(
    ("years", "problem"),
    [
        ("{2022: {unemployed: 0.05}}", "measure.unemployed' is not a fact"),
        ("{2022: {unemployment: high}}", "needs a number"),
        ("{2022: {unemployment: [0.05, 0.06]}}", "found a list"),
        ("{22: {unemployment: 0.05}}", "needs a year"),
    ],
)
def test_what_a_year_cannot_have_is_refused_with_its_place(years: str, problem: str) -> None:
    lines = "format: 1\ncases_of: tried\nagreement: tried.yaml\ncases:\n"
    lines += f"  - {{name: A case, on: 2022-12-01, years: {years}, expect: {{pathways.work.cap: {{}}}}}}\n"
    with pytest.raises(Unreadable, match=problem) as refused:
        typed(CasesTerms, parse(lines.encode(), "cases.yaml"))
    assert "years" in str(refused.value)


def test_of_two_with_one_priority_date_the_one_who_filed_first_is_served() -> None:
    rules = "cap: {count: 1, per: calendar_year, counts: visas, when_full: refuse, unused: lapse}\n"
    given = {"application": {"filed_on": ["2030-05-02", "2030-05-01"], "priority_day": "2025-01-01"}}
    for ties, outcome in (("draw", ["granted", "refused"]), ("first_come", ["refused", "granted"])):
        text = work(f"{rules}    allocation: {{order: priority_date, ties: {ties}}}")
        assert [one["is"] for one in everybody(text, "pathways.work", **given)] == outcome


def test_a_family_that_counts_takes_its_places() -> None:
    rules = "cap: {count: 3, per: calendar_year, counts: visas, when_full: refuse, unused: lapse}\n"
    given = {"application": {"filed_on": ["2030-05-01", "2030-05-02"]}, "family": {"members": ["2", "0"]}}
    for counted, outcome in (("true", ["granted", "refused"]), ("false", ["granted", "granted"])):
        family = f"family: {{may_accompany: true, counted_in_cap: {counted}}}"
        text = work(f"{rules}    allocation: {{order: first_come}}\n    {family}")
        assert [one["is"] for one in everybody(text, "pathways.work", **given)] == outcome


TEST = work(
    "labour_market_test: {advertise: 7 days, wage_floor: none, recruit_until: 0.5, exempt: [fishing],"
    " attest: true, shortened: {to: 3 days, if: {fact: offer.advertised_in_media, is: true}}}"
)
OFFER = {
    "advertised_days": "7",
    "local_workers_available": "false",
    "employer_attests": "true",
    "sector": "trade",
    "starts": "2030-06-01",
    "ends": "2030-06-10",
}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, {"is": "passed", "recruits_until": "2030-06-05"}),
        (
            {"advertised_days": "3"},
            {"is": "needs_evidence", "because": "advertise", "recruits_until": "2030-06-05"},
        ),
        (
            {"advertised_days": "3", "advertised_in_media": "true", "ends": "2030-06-11"},
            {"is": "passed", "recruits_until": "2030-06-06"},
        ),
        (
            {"employer_attests": "false", "starts": "unknown"},
            {"is": "failed", "because": "attest"},
        ),
        ({"employer_attests": "false", "sector": "fishing"}, {"is": "passed"}),
        (
            {"employer_attests": "false", "sector": "unknown", "ends": "unknown"},
            {"is": "needs_evidence", "because": "attest"},
        ),
    ],
)
def test_the_labour_market_test_of_one_order(changed: dict[str, str], found: dict[str, str]) -> None:
    assert asked(TEST, "pathways.work.labour_market_test", offer={**OFFER, **changed}) == found


def test_what_the_test_asked_is_told() -> None:
    found = steps(TEST, "pathways.work.labour_market_test", offer=OFFER)
    assert [(question, answer) for question, answer, _ in found] == [
        ("advertise", "yes"),
        ("wage_floor", "yes"),
        ("no_local", "yes"),
        ("attest", "yes"),
        ("exempt", "no"),
        ("local workers are hired until", "2030-06-05"),
    ]
    plain = work("labour_market_test: {advertise: 7 days, wage_floor: none}")
    assert len(steps(plain, "pathways.work.labour_market_test", offer=OFFER)) == 3


COMING = work(
    "circularity: {multiple_entry: false, return_bonus: 0.083,"
    " return_check: {where: Home, within: 30 days}, penalty: {barred_for: 1 year}}"
)
LEFT = {"exited_on": "2030-05-01", "reported_home_on": "2030-05-10", "entries": "0"}


@pytest.mark.parametrize(
    ("permit", "found"),
    [
        (LEFT, {"is": "yes", "amount": "needs_evidence", "due": "2030-05-31"}),
        (
            {**LEFT, "entries": "1", "pay_in_all": "1_000.50 XTS"},
            {"is": "no", "because": "multiple_entry", "amount": "83.04 XTS", "due": "2030-05-31"},
        ),
        (
            {**LEFT, "reported_home_on": "never", "pay_in_all": "10 XTS"},
            {
                "is": "no",
                "because": "penalty",
                "amount": "0.83 XTS",
                "due": "2030-05-31",
                "barred_until": "2031-05-01",
            },
        ),
        (
            {"exited_on": "never", "entries": "unknown", "pay_in_all": "unknown"},
            {"is": "needs_evidence", "because": "multiple_entry", "amount": "needs_evidence"},
        ),
        (
            {"entries": "0", "pay_in_all": "0 XTS"},
            {"is": "needs_evidence", "because": "penalty", "amount": "0 XTS"},
        ),
    ],
)
def test_coming_and_going(permit: dict[str, str], found: dict[str, str]) -> None:
    assert asked(COMING, "pathways.work.circularity", permit=permit) == found


def test_each_worker_is_paid_in_the_currency_of_the_pay() -> None:
    given = {"permit": {"pay_in_all": ["100 XTS", "200 XTS"], "entries": "0", "exited_on": "never"}}
    found = everybody(COMING, "pathways.work.circularity", **given)
    assert [one["amount"] for one in found] == ["8.30 XTS", "16.60 XTS"]


def test_silence_beside_what_is_asked_does_not_stop_an_answer() -> None:
    text = work(
        "circularity: {multiple_entry: true, return_bonus: not_stated,"
        " return_check: {where: Home, within: not_stated}}"
    )
    given = {"permit": {"exited_on": "2030-05-01"}}
    assert asked(text, "pathways.work.circularity", **given) == {
        "is": "yes",
        "amount": "not_stated",
        "due": "not_stated",
    }
    told = steps(text, "pathways.work.circularity", **given)
    assert [(question, answer) for question, answer, _ in told] == [
        ("multiple_entry: true", "yes"),
        ("return_bonus", "not_stated"),
        ("return_check", "not_stated"),
    ]


@pytest.mark.parametrize(
    "silent",
    [
        "multiple_entry: not_stated",
        "return_check: {where: Home, within: not_stated}, penalty: {barred_for: 1 year}",
        "return_check: {where: Home, within: 1 day}, penalty: {barred_for: not_stated}",
    ],
)
def test_silence_where_the_answer_rests_stops_it(silent: str) -> None:
    with pytest.raises(Refused, match="does not say what a decision needs"):
        asked(work(f"circularity: {{{silent}}}"), "pathways.work.circularity")


def test_what_decided_about_coming_again_is_told() -> None:
    told = steps(COMING, "pathways.work.circularity", permit={**LEFT, "pay_in_all": "1 XTS"})
    assert [(question, answer) for question, answer, _ in told] == [
        ("multiple_entry: false", "yes"),
        ("penalty", "yes"),
        ("return_bonus", "0.08 XTS"),
        ("return_check", "2030-05-31"),
    ]


MOVING = work(
    "portability: {change_employer: after, after: 1 month, must_be: same_sector, limit: 2,"
    " social_security: {qualifying: 18 months, total: 10 years, export: true}}"
)
SETTLED = {"employed_since": "2030-05-01", "same_sector": "true", "changes": "1"}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, {"is": "yes"}),
        ({"employed_since": "2030-05-02"}, {"is": "no", "because": "after"}),
        ({"same_sector": "unknown"}, {"is": "needs_evidence", "because": "must_be"}),
        ({"changes": "2"}, {"is": "no", "because": "limit"}),
    ],
)
def test_changing_the_employer(changed: dict[str, str], found: dict[str, str]) -> None:
    assert asked(MOVING, "pathways.work.portability", permit={**SETTLED, **changed}) == found


def test_what_a_change_of_employer_asks_is_told() -> None:
    told = steps(MOVING, "pathways.work.portability", permit=SETTLED)
    assert [(question, answer) for question, answer, _ in told] == [
        ("change_employer: after", "yes"),
        ("after: 1 month", "yes"),
        ("must_be: same_sector", "yes"),
        ("limit: 2", "yes"),
    ]


@pytest.mark.parametrize(
    ("here", "home", "export", "found"),
    [
        ("120", "unknown", "true", {"is": "full", "export": "yes"}),
        ("18", "102", "true", {"is": "partial", "export": "yes"}),
        ("18", "102", "false", {"is": "partial", "export": "no"}),
        ("18", "102", "not_stated", {"is": "partial", "export": "not_stated"}),
        ("17", "120", "true", {"is": "none"}),
        ("unknown", "120", "true", {"is": "needs_evidence"}),
    ],
)
def test_the_pension_and_whether_it_is_paid_abroad(
    here: str, home: str, export: str, found: dict[str, str]
) -> None:
    text = MOVING.replace("export: true", f"export: {export}")
    permit = {"months_insured_here": here, "months_insured_at_home": home}
    assert asked(text, "pathways.work.portability.social_security", permit=permit) == found


def test_a_pension_is_told_with_the_times_it_rests_on() -> None:
    permit = {"months_insured_here": "18", "months_insured_at_home": "102"}
    told = steps(MOVING, "pathways.work.portability.social_security", permit=permit)
    assert [question for question, *_ in told] == ["qualifying: 18 months", "total: 10 years"]


@pytest.mark.parametrize(
    ("clause", "family", "found"),
    [
        ("may_accompany: true", {}, {"is": "yes", "places": "1"}),
        ("may_accompany: true, may_work: true", {}, {"is": "yes", "work": "yes", "places": "1"}),
        (
            "may_accompany: true, may_work: false, counted_in_cap: true",
            {"members": "2"},
            {"is": "yes", "work": "no", "places": "3"},
        ),
        ("may_accompany: true, counted_in_cap: true", {}, {"is": "yes"}),
        ("may_accompany: true, counted_in_cap: false", {}, {"is": "yes", "places": "1"}),
        ("may_accompany: false, may_work: true", {}, {"is": "no", "because": "may_accompany"}),
        (
            "may_accompany: true, relations: [child]",
            {"relation": "parent"},
            {"is": "no", "because": "relations"},
        ),
        (
            "may_accompany: true, relations: [child]",
            {"relation": "unknown"},
            {"is": "needs_evidence", "because": "relations", "places": "1"},
        ),
    ],
)
def test_the_family_that_comes_along(clause: str, family: dict[str, str], found: dict[str, str]) -> None:
    assert asked(work(f"family: {{{clause}}}"), "pathways.work.family", family=family) == found


def test_the_relations_asked_for_are_told() -> None:
    text = work("family: {may_accompany: true, relations: [spouse, child]}")
    told = steps(text, "pathways.work.family", family={"relation": "child"})
    assert [question for question, *_ in told] == ["may_accompany: true", "relations: spouse, child"]


@pytest.mark.parametrize(
    ("amount", "paid", "found"),
    [
        ("100 XTS", "true", {"is": "paid", "amount": "100 XTS"}),
        ("100 XTS", "false", {"is": "owed", "amount": "100 XTS"}),
        ("100 XTS", "unknown", {"is": "needs_evidence", "amount": "100 XTS"}),
        ("0 XTS", "false", {"is": "does_not_apply", "because": "amount"}),
        ("none", "false", {"is": "does_not_apply", "because": "amount"}),
    ],
)
def test_the_fee(amount: str, paid: str, found: dict[str, str]) -> None:
    given = {"application": {"fee_paid": paid}}
    assert asked(work(f"fee: {{amount: {amount}}}"), "pathways.work.fee", **given) == found
    assert [
        answer for _, answer, _ in steps(work(f"fee: {{amount: {amount}}}"), "pathways.work.fee", **given)
    ]


GIVING = work("gives: {status: worker, length: 2 years, leads_to: worker, after: 18 months}")


def test_what_a_pathway_gives_and_what_may_follow() -> None:
    found = asked(GIVING, "pathways.work.gives", stay={"entry": "2030-02-01"})
    assert found == {
        "status": "worker",
        "permitted_until": "2032-01-31",
        "leads_to": "worker",
        "from": "2031-08-01",
    }
    assert asked(GIVING, "pathways.work.gives") == {"status": "worker", "leads_to": "worker"}
    told = steps(GIVING, "pathways.work.gives", stay={"entry": "2030-02-01"})
    assert [answer for _, answer, _ in told] == ["worker", "2032-01-31", "2031-08-01"]
    rights = work("gives: {status: worker, work: false, travel: single_entry}")
    found = {"status": "worker", "work": "no", "travel": "single_entry", "leads_to": "none"}
    assert asked(rights, "pathways.work.gives") == found
    assert [answer for _, answer, _ in steps(rights, "pathways.work.gives")][3:] == ["no", "single_entry"]


RIGHTS = """
statuses:
  worker:
    title: Worker
    src: text art. 2
    work: true
    tax: false
    benefits: {after: 5 years}
    family: not_stated
    travel: single_entry
    path: settled
  settled: {title: Settled, work: true, benefits: {after: not_stated}, travel: not_stated, src: text art. 3}
"""


@pytest.mark.parametrize(
    ("given", "benefits"),
    [
        ({"stay": {"entry": "2025-06-01"}}, "yes"),
        ({"stay": {"entry": "2025-06-02"}}, "no"),
        ({}, "needs_evidence"),
    ],
)
def test_the_rights_of_a_status(given: dict[str, Any], benefits: str) -> None:
    assert asked(RIGHTS, "statuses.worker", **given) == {
        "work": "yes",
        "tax": "no",
        "benefits": benefits,
        "family": "not_stated",
        "travel": "single_entry",
        "leads_to": "settled",
    }


def test_what_a_status_leaves_open_is_told() -> None:
    assert asked(RIGHTS, "statuses.settled", stay={"entry": "2030-06-02"}) == {
        "work": "no",
        "benefits": "not_stated",
        "travel": "not_stated",
        "leads_to": "none",
    }
    told = steps(RIGHTS, "statuses.worker")
    assert told[0] == ("work", "yes", "text art. 2")
    assert told[-1] == ("path", "settled", "text art. 2")


PROTECTED = """
protections:
  - id: pay
    text: Equal pay
    applies_to: [worker]
    measure: wage_ratio
    at_least: 1.0
    remedy: 30 days
    penalty: {fine: 500 XTS, barred_for: 2 years}
    src: text art. 4
  - id: fees
    text: No fees
    measure: worker_paid_fee
    at_most: 0 XTS
    remedy: not_stated
    penalty: {fine: not_stated}
    src: text art. 5
  - {id: rest, text: Rest, measure: days_of_rest_in_seven, at_least: not_stated, src: text art. 6}
  - {id: words, text: Decent housing, src: text art. 7}
"""
FOLLOWS = {"remedy_by": "2030-07-01", "amount": "500 XTS", "barred_until": "2032-06-01"}


@pytest.mark.parametrize(
    ("status", "ratio", "found"),
    [
        ("worker", "1.0", {"is": "kept"}),
        ("worker", "0.99", {"is": "broken", "because": "wage_ratio", **FOLLOWS}),
        ("worker", "unknown", {"is": "needs_evidence", "because": "wage_ratio"}),
        ("settled", "0.99", {"is": "does_not_apply", "because": "applies_to"}),
        (None, "0.99", {"is": "needs_evidence", "because": "applies_to"}),
    ],
)
def test_a_protection_and_what_follows_a_breach(
    status: str | None, ratio: str, found: dict[str, str]
) -> None:
    named = {"status": status} if status else {}
    assert asked(PROTECTED, "protections.pay", named=named, measure={"wage_ratio": ratio}) == found


def test_what_follows_a_breach_is_told_and_silence_too() -> None:
    given = {"measure": {"worker_paid_fee": "10 XTS"}}
    assert asked(PROTECTED, "protections.fees", **given)["is"] == "broken"
    told = steps(PROTECTED, "protections.fees", **given)
    assert [(question, answer) for question, answer, _ in told] == [
        ("for everyone", "yes"),
        ("fees: recruitment fee paid by the worker at most 0 XTS", "no"),
        ("remedy_by", "not_stated"),
        ("amount", "not_stated"),
    ]
    kept = steps(PROTECTED, "protections.pay", named={"status": "worker"}, measure={"wage_ratio": "1.0"})
    assert [question.partition(":")[0] for question, *_ in kept] == ["for worker", "pay"]


def test_several_measurements_are_answered_one_by_one() -> None:
    found = everybody(PROTECTED, "protections.fees", measure={"worker_paid_fee": ["0 XTS", "1 XTS"]})
    assert [one["is"] for one in found] == ["kept", "broken"]


def test_a_protection_whose_bound_is_not_stated_is_refused() -> None:
    with pytest.raises(Refused, match=r"protections\[2\]\.at_least"):
        asked(PROTECTED, "protections.rest")


def test_a_protection_in_words_is_broken_where_a_breach_was_found_and_counts_from_that_day() -> None:
    words = PROTECTED.replace("Decent housing,", "Decent housing, remedy: 10 days, penalty: {fine: 5 XTS},")
    assert asked(words, "protections.words") == {"is": "needs_evidence", "because": "text"}
    found = asked(words, "protections.words", events={"words": "2030-05-01"})
    assert found == {"is": "broken", "because": "text", "remedy_by": "2030-05-11", "amount": "5 XTS"}
    told = steps(words, "protections.words", events={"words": "2030-05-01"})
    assert told[1] == ("a breach was found", "2030-05-01", "text art. 7")
    assert steps(words, "protections.words")[1][1] == "no"


def test_a_measured_breach_counts_from_the_day_it_was_found() -> None:
    given = {"named": {"status": "worker"}, "measure": {"wage_ratio": "0.5"}, "events": {"pay": "2030-05-01"}}
    assert asked(PROTECTED, "protections.pay", **given) == {
        "is": "broken",
        "because": "wage_ratio",
        "remedy_by": "2030-05-31",
        "amount": "500 XTS",
        "barred_until": "2032-05-01",
    }


LAW = """
national_law:
  xaa.share: {value: 0.07, of: 366_000, src: text annex}
  xaa.regime: {regime: Closed to all, src: text annex}
  xaa.later:
    - {from: 2031-01-01, value: 5, src: text annex}
    - {from: 2032-01-01, value: 6, src: text annex}
pathways:
  kin:
    title: Kin
    src: text art. 8
    open_to: {nationals_of: any}
    lifts: {limit: xaa.share, for: [XBB]}
"""


def test_a_limit_of_national_law_and_who_it_is_lifted_for() -> None:
    given = {"person": {"nationality": ["XBB", "XCC", "unknown"]}}
    found = everybody(LAW, "national_law.xaa.share", **given)
    assert found == [{"places": "none"}, {"places": "25620"}, {"places": "25620"}]
    told = steps(LAW, "national_law.xaa.share", person={"nationality": "XBB"})
    assert told == [
        ("places for the country", "none", "text annex"),
        ("pathways.kin.lifts: lifted", "yes", "text art. 8"),
    ]
    assert steps(LAW, "national_law.xaa.share", person={"nationality": "XCC"})[1][1] == "no"


def test_a_limit_counts_from_its_day_and_words_leave_no_number() -> None:
    assert asked(LAW, "national_law.xaa.later") == {"is": "not_in_force", "because": "dates"}
    assert asked(LAW, "national_law.xaa.later", "2031-06-01") == {"places": "5"}
    assert len(steps(LAW, "national_law.xaa.later", "2031-06-01")) == 1
    with pytest.raises(Refused, match=r"national_law\.xaa\.regime names no clause that decides"):
        asked(LAW, "national_law.xaa.regime")


@pytest.mark.parametrize(
    "path",
    ["circularity", "portability", "portability.social_security", "family", "fee", "gives", "cap"],
)
def test_what_a_pathway_does_not_say_decides_nothing(path: str) -> None:
    text = work("portability: {change_employer: free}") if "." in path else work("note: Nothing more")
    with pytest.raises(Refused, match="names no clause that decides"):
        asked(text, f"pathways.work.{path}")


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ("portability: {change_employer: not_stated}", "portability"),
        ("portability: {change_employer: free, limit: not_stated}", "portability"),
        (
            "portability: {change_employer: free, social_security: {qualifying: not_stated}}",
            "portability.social_security",
        ),
        ("family: {may_accompany: not_stated}", "family"),
        ("fee: {amount: not_stated}", "fee"),
        ("gives: {status: worker, length: not_stated}", "gives"),
    ],
)
def test_what_a_pathway_leaves_open_is_refused(fields: str, path: str) -> None:
    with pytest.raises(Refused, match="does not say what a decision needs"):
        asked(work(fields), f"pathways.work.{path}")


def test_a_silent_pension_does_not_stop_a_change_of_employer() -> None:
    text = work("portability: {change_employer: free, social_security: {qualifying: not_stated}}")
    assert asked(text, "pathways.work.portability") == {"is": "yes"}
