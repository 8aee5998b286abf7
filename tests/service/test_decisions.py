"""Decisions come from the rules of the text in force, are kept whole, and can be made again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from acuerdo.operate import applying, deciding, orders, registering, reviewing
from acuerdo.operate.authority import Denied
from acuerdo.operate.law import enacted, law
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Application, Decision, JobOrder, Season, Text, Worker
from service.conftest import Clock, run

Fields = Callable[..., dict[str, Any]]


def applied(season: Season, fields: dict[str, Any]) -> tuple[Account, Application]:
    account = Account.objects.create(username=f"worker {Account.objects.count()}", role="worker")
    return account, applying.apply(account, season, registering.register(account, fields))


def test_a_decision_keeps_the_text_the_clause_the_facts_and_the_reason_in_both_languages(
    application: Application,
) -> None:
    kept = Decision.every.get(kind="eligibility")
    assert (kept.outcome, kept.reason) == ("eligible", "")
    assert kept.facts["person.age_years"] == "26"
    assert (kept.text.agreement, kept.text.plan) == law().texts
    assert kept.text.digest == law().digest
    assert application.status == "eligible"


@pytest.mark.parametrize(
    ("changed", "outcome", "reason", "english", "spanish"),
    [
        (
            {"born_on": date(2001, 1, 1)},
            "not_eligible",
            "adult",
            "must be at least 18",
            "debe ser al menos 18",
        ),
        ({"felony_convictions": None}, "needs_evidence", "serious_crime", "less than 1", "menos de 1"),
        ({"felony_convictions": 1}, "not_eligible", "serious_crime", "less than 1", "menos de 1"),
        ({"nationality": "CAN"}, "not_open", "open_to", "not open to this", "no está abierta"),
    ],
)
def test_whoever_is_refused_is_told_the_criterion_that_decided(
    changed: dict[str, Any],
    outcome: str,
    reason: str,
    english: str,
    spanish: str,
    season: Season,
    worker_fields: Fields,
) -> None:
    _, made = applied(season, worker_fields(**changed))
    kept = Decision.every.get(subject=f"application:{made.pk}")
    assert (kept.outcome, kept.reason) == (outcome, reason)
    assert english in kept.en
    assert spanish in kept.es
    assert kept.clause.startswith("pathways.temporary_worker.")


def test_an_old_case_decided_again_under_its_old_text_gives_the_old_answer(
    application: Application, settings: LazySettings, tmp_path: Path
) -> None:
    kept = Decision.every.get(kind="eligibility")
    stricter = tmp_path / "agreement.yaml"
    changed = (
        law().texts[0].replace("fact: person.age_years, at_least: 18", "fact: person.age_years, at_least: 40")
    )
    assert changed != law().texts[0]
    stricter.write_text(changed, encoding="utf-8")
    settings.ACUERDO = replace(settings.ACUERDO, agreement=stricter)
    assert law().digest != kept.text.digest
    assert deciding.decided_again(kept).outcome == "eligible"
    facts = deciding.facts_of(application.worker, kept.on)
    assert deciding.eligible(facts, kept.on, enacted(kept.on), law().pathway).reason == "adult"
    assert Text.objects.count() == 1


def test_a_match_is_not_decided_again_alone(matched: Season) -> None:
    with pytest.raises(ValueError, match="is not made again alone"):
        deciding.decided_again(Decision.every.get(kind="match"))


def test_an_order_stands_only_where_the_rules_say_so(who: dict[str, Account], order_fields: Fields) -> None:
    filed = orders.file(who["employer"], who["employer"].employer, order_fields())
    kept = orders.certify(who["certifying_officer"], filed, "denied", 3)
    filed.refresh_from_db()
    assert (kept.outcome, filed.status, filed.places) == ("denied", "denied", 0)
    assert kept.clause == "pathways.temporary_worker.labour_market_test"
    with pytest.raises(NotNow, match="is not possible while it is denied"):
        orders.certify(who["certifying_officer"], filed, "certified", 3)


def test_no_more_people_are_certified_than_were_asked_for(
    who: dict[str, Account], order_fields: Fields
) -> None:
    filed = orders.file(who["employer"], who["employer"].employer, order_fields(places_requested=2))
    orders.certify(who["certifying_officer"], filed, "partial", 5)
    filed.refresh_from_db()
    assert filed.places == 2


def test_a_review_is_answered_by_another_officer_and_by_the_rules(
    who: dict[str, Account], season: Season, worker_fields: Fields
) -> None:
    account, made = applied(season, worker_fields(felony_convictions=1))
    decision = Decision.every.get(subject=f"application:{made.pk}")
    with pytest.raises(Denied):
        reviewing.ask(who["worker"], decision, "mine is another")
    review = reviewing.ask(account, decision, "The certificate is of somebody else.")
    assert (review.due_on - decision.on).days == reviewing.ANSWER_DAYS
    with pytest.raises(NotNow, match="under review"):
        reviewing.ask(account, decision, "again")
    for role in ("certifying_officer", "consulate", "employer"):
        with pytest.raises(Denied):
            reviewing.answer(who[role], review, "no")
    answered = reviewing.answer(
        who["origin_officer"], review, "The certificate was mended.", {"person.felony_convictions": "0"}
    )
    made.refresh_from_db()
    assert (answered.upheld, made.status) == (False, "eligible")
    again = Decision.every.filter(subject=decision.subject).order_by("-pk").first()
    assert (again.outcome, again.facts["person.felony_convictions"]) == ("eligible", "0")
    with pytest.raises(NotNow, match="answered"):
        reviewing.answer(who["origin_officer"], review, "twice")


def test_nobody_reviews_what_they_decided(who: dict[str, Account], order_fields: Fields) -> None:
    filed = orders.file(who["employer"], who["employer"].employer, order_fields())
    decision = orders.certify(who["certifying_officer"], filed, "denied", 3)
    review = reviewing.ask(who["employer"], decision, "We had found nobody.")
    with pytest.raises(Denied, match="another officer"):
        reviewing.answer(who["certifying_officer"], review, "It stands.")
    second = Account.objects.create(username="second", role="certifying_officer")
    assert reviewing.answer(second, review, "It stands.").upheld


def test_a_suspended_employer_files_nothing_and_is_given_nobody(
    who: dict[str, Account],
    order: JobOrder,
    application: Application,
    season: Season,
    clock: Clock,
    order_fields: Fields,
) -> None:
    registering.suspend(who["certifying_officer"], order.employer, "wages not paid")
    with pytest.raises(NotNow, match="suspended"):
        orders.file(who["employer"], order.employer, order_fields(case="C-2"))
    run(who["secretary"], season, clock)
    application.refresh_from_db()
    assert application.status == "no_place"


def test_an_employer_names_only_whoever_worked_there(
    who: dict[str, Account], order: JobOrder, worker: Worker
) -> None:
    with pytest.raises(NotNow, match="unknown here"):
        orders.nominate(who["employer"], order, worker.number)
