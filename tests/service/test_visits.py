"""Visits: filed once, decided by the rules, ranked by facts about work and never about people."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from acuerdo.operate import dwelling, inspecting, owing, paying, reviewing, visiting
from acuerdo.operate.authority import Denied
from acuerdo.operate.states import NotNow
from acuerdo.records.models import (
    Account,
    Condition,
    Decision,
    Employment,
    JobOrder,
    Owed,
    Season,
    Visit,
    VisitFinding,
    Worker,
)
from service.calling import calling
from service.conftest import Clock
from service.paid import LATER, employed, far_order, pay

TOLD = {"on": date(2017, 4, 18), "people": 3, "housing": "failed", "words": "No water"}


@pytest.fixture
def work(worker: Worker, order: JobOrder, season: Season, clock: Clock) -> Employment:
    """The worker at work, two weeks in."""
    clock.set(LATER)
    return employed(worker, order, season)


def test_the_rules_decide_on_what_a_visit_measured(who: dict[str, Account], work: Employment) -> None:
    found = {"equal_treatment": "0.9", "no_worker_fees": "0 USD", "orderly_framework": "yes"}
    visit = visiting.file(who["inspector"], work.order, TOLD, found)
    told = {
        each.protection: (each.outcome, each.remedy_by) for each in VisitFinding.objects.filter(visit=visit)
    }
    assert told == {
        "equal_treatment": ("broken", None),
        "no_worker_fees": ("kept", None),
        "orderly_framework": ("broken", None),
    }
    decision = Decision.every.get(kind="protection", clause="protections.equal_treatment")
    assert (decision.facts, decision.worker, decision.order) == (
        {"measure.wage_ratio": "0.9"},
        None,
        work.order,
    )
    assert "the text sets no day" in decision.en and "no fija un día" in decision.es


def test_a_breach_is_made_good_once(who: dict[str, Account], work: Employment) -> None:
    visiting.file(who["inspector"], work.order, TOLD, {"orderly_framework": "yes"})
    finding = visiting.mended(who["inspector"], VisitFinding.objects.get())
    assert finding.mended_on == LATER.date()
    with pytest.raises(NotNow):
        visiting.mended(who["inspector"], finding)


def test_nobody_visits_where_they_do_not_answer(who: dict[str, Account], work: Employment) -> None:
    who["inspector"].states = ["CA"]
    with pytest.raises(Denied):
        visiting.file(who["inspector"], work.order, TOLD, {})
    assert inspecting.places(who["inspector"]) == []


def test_what_workers_tell_counts_until_a_visit_and_no_employer_reads_it(
    who: dict[str, Account], work: Employment
) -> None:
    dwelling.tell(who["worker"], work, {"about": "water", "words": "None since Monday"})
    [before] = inspecting.places(who["inspector"])
    assert {each.name: each.units for each in before.lines}["conditions"] == 1
    with pytest.raises(Denied):
        dwelling.conditions(who["employer"], work.order)
    visiting.file(who["inspector"], work.order, {**TOLD, "on": LATER.date()}, {})
    [after] = inspecting.places(who["inspector"])
    assert {each.name: each.units for each in after.lines}["conditions"] == 0
    assert Condition.every.get().seen_in == Visit.objects.get()


def test_places_are_ranked_by_what_is_short_open_and_unseen(
    who: dict[str, Account], work: Employment, season: Season, worker_fields: Any
) -> None:
    from acuerdo.operate import registering

    far, order = far_order()
    other = employed(
        registering.register(who["origin_officer"], worker_fields(surnames="lejos")), order, season
    )
    assert [each.order.case for each in inspecting.places(who["inspector"])] == ["C-1", "C-far"]
    paying.report(far, order.employer, [pay(employment=other, paid_cents=0)])
    owing.order(who["inspector"], Owed.every.get(), "order", date(2017, 5, 20), "so")
    dwelling.offer(far, order, {"address": "Road 1", "beds": 4})
    first, second = inspecting.places(who["inspector"])
    assert (first.order.case, second.order.case) == ("C-far", "C-1")
    told = {each.name: (round(each.units, 3), round(each.points, 1)) for each in first.lines}
    assert told["unpaid"] == (round(80 * 1227 / 10_000, 3), round(2 * 80 * 1227 / 10_000, 1))
    assert told["short"] == (10.0, 30.0)
    assert told["housing"] == (1.0, 15.0)
    assert first.points == pytest.approx(sum(each.points for each in first.lines))


@pytest.mark.parametrize(
    "changed",
    [
        {"nationality": "GTM"},
        {"sex": "man"},
        {"born_on": date(1960, 1, 1)},
        {"state": 7},
        {"language": "en"},
        {"experience_months": 500},
        {"taste": "ties"},
        {"felony_convictions": 3},
    ],
)
def test_no_trait_of_a_worker_changes_the_ranking(
    who: dict[str, Account], work: Employment, season: Season, worker_fields: Any, changed: dict[str, Any]
) -> None:
    from acuerdo.operate import registering

    far, order = far_order()
    employed(registering.register(who["origin_officer"], worker_fields(surnames="lejos")), order, season)
    paying.report(far, order.employer, [pay(employment=Employment.every.get(order=order), paid_cents=1)])
    dwelling.tell(who["worker"], work, {"about": "water", "words": ""})

    def told() -> list[Any]:
        return [(each.order.case, each.points, each.lines) for each in inspecting.places(who["inspector"])]

    before = told()
    Worker.every.filter(pk=work.placement.application.worker_id).update(**changed)
    assert told() == before


def test_a_visit_sent_twice_by_a_program_is_filed_once(who: dict[str, Account], work: Employment) -> None:
    call = calling(who["inspector"])
    body = {
        "order": "C-1", "on": "2017-04-18", "people": 2, "housing": "passed",
        "findings": {"equal_treatment": "0.5"},
    }  # fmt: skip
    first, second = (call.post("/visits", body, key="visit-1") for _ in range(2))
    assert (first.status_code, first.json()) == (201, second.json())
    assert Visit.objects.count() == 1
    listed = call.get("/visits").json()
    assert [each["outcome"] for each in listed["items"][0]["findings"]] == ["broken"]


def test_every_fault_of_a_visit_is_told_at_once(who: dict[str, Account], work: Employment) -> None:
    body = {
        "order": "C-1",
        "on": "2019-01-01",
        "people": -1,
        "housing": "so",
        "findings": {"equal_treatment": "x"},
    }
    answer = calling(who["inspector"]).post("/visits", body, key="v")
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["faults"]} == {
        "on", "people", "housing", "measured_equal_treatment",
    }  # fmt: skip
    unknown = calling(who["inspector"]).post("/visits", {**body, "findings": {"nothing": "1"}}, key="w")
    assert [each["field"] for each in unknown.json()["faults"]] == ["findings.nothing"]
    assert not Visit.objects.exists()


def test_a_browser_that_is_signed_in_files_with_the_token_of_its_forms_and_not_without(
    who: dict[str, Account], work: Employment
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(who["inspector"])
    client.get(f"/visits/{work.order.pk}/new/")
    body = {"order": "C-1", "on": "2017-04-18", "people": 2, "housing": "passed"}

    def send(**headers: str) -> int:
        given = {"idempotency-key": "visit-1", **headers}
        return client.post("/api/v1/visits", body, content_type="application/json", headers=given).status_code

    assert send() == 401
    assert send(**{"x-csrftoken": client.cookies["csrftoken"].value}) == 201
    assert client.get("/api/v1/visits").status_code == 401


def test_an_employer_has_what_was_decided_at_a_visit_reviewed_by_the_destination(
    who: dict[str, Account], work: Employment
) -> None:
    visiting.file(who["inspector"], work.order, TOLD, {"orderly_framework": "yes"})
    review = reviewing.ask(who["employer"], Decision.every.get(kind="protection"), "It was mended")
    with pytest.raises(Denied):
        reviewing.answer(who["origin_officer"], review, "so")
    assert reviewing.answer(who["certifying_officer"], review, "so").upheld
