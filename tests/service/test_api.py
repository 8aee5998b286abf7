"""The programming interface: who may, filed once, refusals as problems, parts of lists, bounds on queries."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from acuerdo.operate import placing, registering, sealing, tokens
from acuerdo.operate.filing import receipt_holds
from acuerdo.operate.keys import own
from acuerdo.proof.signing import public
from acuerdo.records.models import (
    Account,
    Application,
    Decision,
    Employer,
    Entry,
    Filing,
    Hour,
    JobOrder,
    PastSeason,
    Placement,
    Season,
    Token,
    Worker,
)
from acuerdo.web.api.app import described
from service.calling import Caller, calling, several
from service.complaining import PICTURE, several_complaints
from service.conftest import Clock

ROOT = Path(__file__).parents[2]


@pytest.fixture
def call(who: dict[str, Account]) -> dict[str, Caller]:
    """A program for each role."""
    return {role: calling(account) for role, account in who.items()}


@pytest.fixture
def sent(order_fields: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """A job order as a program sends it, any of its fields changed."""

    def fields(**changed: Any) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(json.dumps(order_fields(**changed), default=str))
        return told

    return fields


@pytest.fixture
def sent_worker() -> dict[str, Any]:
    return {
        "given_names": "Persona 1",
        "surnames": "de Muestra",
        "born_on": "1990-05-17",
        "sex": "woman",
        "state": 11,
        "trades": [0, 3],
        "experience_months": 24,
        "taste": "pay",
    }


def problem(answer: Any, status: int, kind: str) -> dict[str, Any]:
    """The problem of an answer, which has to be of this status and kind."""
    told: dict[str, Any] = json.loads(answer.content)
    assert (answer.status_code, told["status"]) == (status, status), told
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert told["type"] == f"urn:acuerdo:problem:{kind}"
    assert told["title"] and told["detail"]
    return told


def test_the_description_in_the_repository_is_the_one_that_is_served(call: dict[str, Caller]) -> None:
    kept = (ROOT / "docs/openapi.json").read_text(encoding="utf-8")
    assert kept == described(), "write it again: make docs"
    assert call["worker"].get("/openapi.json").content.decode() == kept
    assert json.loads(kept)["openapi"].startswith("3.1")


def test_a_filed_order_gives_the_same_signed_receipt_however_often_it_is_sent(
    call: dict[str, Caller], sent: Callable[..., dict[str, Any]]
) -> None:
    first = call["employer"].post("/orders", sent(), key="a-1")
    assert first.status_code == 201, first.content
    assert first.headers["Location"] == first.json()["address"] == "/api/v1/orders/C-1"
    assert receipt_holds(first.json()["receipt"], public(own()[1]))
    again = call["employer"].post("/orders", sent(), key="a-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert JobOrder.objects.count() == 1
    assert call["employer"].get("/orders/C-1").json()["order"]["status"] == "filed"


def test_a_key_that_comes_again_with_something_else_is_refused(
    call: dict[str, Caller], sent: Callable[..., dict[str, Any]]
) -> None:
    call["employer"].post("/orders", sent(), key="a-1")
    problem(call["employer"].post("/orders", sent(case="C-2"), key="a-1"), 409, "key-used")
    assert JobOrder.objects.count() == 1
    assert call["agent"].post("/orders", sent(case="C-2"), key="a-1").status_code == 201


def test_the_same_key_and_body_at_another_address_is_something_else(
    call: dict[str, Caller], sent: Callable[..., dict[str, Any]]
) -> None:
    for case in ("C-1", "C-2"):
        call["employer"].post("/orders", sent(case=case), key=case)
    evidence = {"shows": "attest", "words": "so it is"}
    assert call["employer"].post("/orders/C-1/evidence", evidence, key="e").status_code == 201
    problem(call["employer"].post("/orders/C-2/evidence", evidence, key="e"), 409, "key-used")


@pytest.mark.parametrize("key", ["", "x" * 81, "a key"])
def test_an_order_without_a_usable_key_is_refused(
    call: dict[str, Caller], sent: Callable[..., dict[str, Any]], key: str
) -> None:
    told = problem(call["employer"].post("/orders", sent(), key=key), 400, "without-key")
    assert told["faults"][0]["field"] == "Idempotency-Key"


def test_faults_name_field_and_what_was_found_in_the_language_that_is_asked_for(
    call: dict[str, Caller], sent: Callable[..., dict[str, Any]]
) -> None:
    wrong = sent(soc="farm", places_requested=0)
    told = problem(call["employer"].post("/orders", wrong, key="a"), 422, "faulty")
    assert {(each["field"], each["found"]) for each in told["faults"]} == {
        ("soc", "farm"),
        ("places_requested", 0),
    }
    call["employer"].language = "es"
    spanish = problem(call["employer"].post("/orders", wrong, key="a"), 422, "faulty")
    assert spanish["title"] == "Hay algo que corregir"
    assert "mayor o igual a 1" in " ".join(each["problem"] for each in spanish["faults"])
    assert not Filing.every.exists()


def test_wrong_types_and_unknown_names_are_faults_too(
    call: dict[str, Caller], sent: Callable[..., dict[str, Any]]
) -> None:
    wrong = sent(places_requested="3", wage=12)
    del wrong["title"]
    told = problem(call["employer"].post("/orders", wrong, key="a"), 422, "faulty")
    assert {each["field"]: each["problem"] for each in told["faults"]} == {
        "places_requested": "This has to be a whole number.",
        "wage": "There is no such field.",
        "title": "This field is required.",
    }


def test_a_list_of_orders_is_filed_whole_or_not_at_all(
    call: dict[str, Caller], sent: Callable[..., dict[str, Any]]
) -> None:
    rows = [
        sent(case="C-1"),
        sent(case="C-2", soc="farm"),
        sent(case="C-1"),
        sent(case="C-4", employer="E-9"),
    ]
    told = problem(call["employer"].post("/orders/bulk", rows, key="b"), 422, "faulty")
    assert [each["field"] for each in told["faults"]] == ["1.soc", "2.case", "3.employer"]
    assert not JobOrder.objects.exists()
    assert not Entry.objects.filter(action="order.file").exists()
    assert call["employer"].post("/orders/bulk", [*rows[:1], sent(case="C-3")], key="b").status_code == 201
    assert JobOrder.objects.count() == 2


def test_an_agent_of_several_employers_says_for_whom(
    call: dict[str, Caller], who: dict[str, Account], sent: Callable[..., dict[str, Any]]
) -> None:
    other = Employer.objects.create(number="E-2", name="Other", state="NC", accredited_on=date(2016, 10, 1))
    who["agent"].acts_for.add(other)
    told = problem(call["agent"].post("/orders", sent(), key="a"), 422, "faulty")
    assert told["faults"][0]["field"] == "employer"
    assert call["agent"].post("/orders", sent(employer="E-2"), key="a").status_code == 201
    assert JobOrder.objects.get().employer == other


@pytest.mark.parametrize(
    ("body", "headers", "status", "kind"),
    [
        (b"{", {}, 400, "unreadable"),
        (b'{"case": "\xff"}', {}, 400, "unreadable"),
        (rb'{"case": "\ud800"}', {}, 400, "unreadable"),
        (b'{"hours_week": NaN}', {}, 400, "unreadable"),
        (b'{"hours_week": 1e999}', {}, 400, "unreadable"),
        (b"[" * 100_000, {}, 400, "unreadable"),
        (b"9" * 5000, {}, 400, "unreadable"),
        (b"", {}, 422, "faulty"),
        (b"null", {}, 422, "faulty"),
        (b"[]", {}, 422, "faulty"),
        (b"{}", {"content_type": "text/plain"}, 415, "not-json"),
        (b'{"title": "' + b"x" * 10_000_000 + b'"}', {}, 413, "too-large"),
    ],
)
def test_a_body_that_cannot_be_used_is_refused_in_words(
    call: dict[str, Caller], body: bytes, headers: dict[str, str], status: int, kind: str
) -> None:
    problem(call["employer"]("POST", "/orders", body, idempotency_key="a", **headers), status, kind)


def test_a_request_without_a_token_in_use_is_refused(
    call: dict[str, Caller], who: dict[str, Account]
) -> None:
    stranger = Caller("acuerdo_" + "x" * 43)
    answer = stranger.get("/orders")
    problem(answer, 401, "signed-out")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    problem(stranger.client.get("/api/v1/orders"), 401, "signed-out")
    tokens.end(who["employer"], Token.objects.get(account=who["employer"]))
    problem(call["employer"].get("/orders"), 401, "signed-out")
    Account.objects.filter(username="agent").update(is_active=False)
    problem(call["agent"].get("/orders"), 401, "signed-out")


def test_a_token_is_told_once_and_kept_as_a_digest(who: dict[str, Account]) -> None:
    text = tokens.new(who["employer"], "payroll")
    kept = Token.objects.get(account=who["employer"])
    assert text not in (kept.digest, kept.name)
    assert tokens.owner(text) == who["employer"]


def test_a_token_ends_by_its_owner_alone_and_once(who: dict[str, Account]) -> None:
    tokens.new(who["employer"], "payroll")
    token = Token.objects.get()
    with pytest.raises(tokens.Denied):
        tokens.end(who["agent"], token)
    tokens.end(who["employer"], token)
    with pytest.raises(tokens.NotNow):
        tokens.end(who["employer"], token)


def test_paths_and_methods_that_are_not_there_are_problems_too(call: dict[str, Caller]) -> None:
    problem(call["employer"].get("/nothing"), 404, "not-there")
    answer = call["employer"]("DELETE", "/orders")
    problem(answer, 405, "method")
    assert "GET" in answer.headers["Allow"]


def test_too_many_requests_are_refused_with_the_time_to_wait(
    call: dict[str, Caller], settings: LazySettings
) -> None:
    settings.API_MOST_A_MINUTE = 2
    # A minute may turn between two of them, so that there are two windows with two each.
    answers = [call["secretary"].get("/places") for _ in range(5)]
    refused = [each for each in answers if each.status_code == 429]
    assert refused
    problem(refused[0], 429, "too-many")
    assert 1 <= int(refused[0].headers["Retry-After"]) <= 60


def test_what_a_role_may_not_do_is_refused_before_anything_is_read(
    call: dict[str, Caller], sent: Callable[..., dict[str, Any]]
) -> None:
    before = Entry.objects.count()
    told = problem(call["worker"].post("/orders", sent(), key="a"), 403, "denied")
    assert (told["action"], told["reason"]) == ("order.file", "role")
    for role, path in (
        ("employer", "/workers"),
        ("auditor", "/placements"),
        ("employer", "/audit/entries"),
        ("secretary", "/decisions"),
        ("certifying_officer", "/me/entries"),
        ("inspector", "/permits"),
    ):
        problem(call[role].get(path), 403, "denied")
    assert Entry.objects.count() == before


def test_an_order_of_another_employer_is_not_there(call: dict[str, Caller], order: JobOrder) -> None:
    other = Employer.objects.create(number="E-2", name="Other", state="CA", accredited_on=date(2016, 10, 1))
    stranger = calling(Account.objects.create(username="other", role="employer", employer=other))
    problem(stranger.get("/orders/C-1"), 404, "not-there")
    problem(stranger.post("/orders/C-1/withdrawal"), 404, "not-there")
    assert stranger.get("/orders").json()["count"] == 0
    assert call["employer"].get("/orders").json()["count"] == 1


def test_an_officer_of_another_state_does_not_certify(
    call: dict[str, Caller], who: dict[str, Account], sent: Callable[..., dict[str, Any]]
) -> None:
    call["employer"].post("/orders", sent(), key="a")
    Account.objects.filter(username="certifying_officer").update(states=["CA"])
    finding = {"finding": "certified", "places": 3}
    problem(call["certifying_officer"].post("/orders/C-1/certification", finding), 404, "not-there")
    Account.objects.filter(username="certifying_officer").update(states=["NC"])
    told = call["certifying_officer"].post("/orders/C-1/certification", finding).json()
    assert (told["outcome"], bool(told["clause"]), bool(told["es"])) == ("certified", True, True)
    read = call["employer"].get("/orders/C-1").json()
    assert (read["order"]["status"], read["decision"]) == ("certified", told)
    assert (read["filled"], call["worker"].get("/orders/C-1").json()["decision"]) == (0, None)
    problem(call["certifying_officer"].post("/orders/C-1/certification", finding), 409, "not-now")


def test_an_order_is_withdrawn_once(call: dict[str, Caller], order: JobOrder) -> None:
    assert call["employer"].post("/orders/C-1/withdrawal").json()["status"] == "withdrawn"
    told = problem(call["employer"].post("/orders/C-1/withdrawal"), 409, "not-now")
    assert (told["step"], told["state"]) == ("withdraw", "withdrawn")
    call["employer"].language = "es"
    assert (
        "withdraw" not in problem(call["employer"].post("/orders/C-1/withdrawal"), 409, "not-now")["detail"]
    )


def test_a_suspended_employer_files_nothing_and_its_key_is_free(
    call: dict[str, Caller], who: dict[str, Account], sent: Callable[..., dict[str, Any]]
) -> None:
    employer = who["employer"].employer
    assert employer is not None
    registering.suspend(who["inspector"], employer, "housing")
    told = problem(call["employer"].post("/orders", sent(), key="a"), 409, "not-now")
    assert told["state"] == "suspended"
    registering.lift(who["inspector"], employer)
    assert call["employer"].post("/orders", sent(), key="a").status_code == 201


def test_a_worker_of_an_earlier_season_is_named_and_nobody_else(
    call: dict[str, Caller], order: JobOrder, worker: Worker
) -> None:
    body = {"worker": worker.number}
    told = problem(call["employer"].post("/orders/C-1/nominations", body), 409, "not-now")
    assert told["state"] == "unknown_here"
    PastSeason.every.create(worker=worker, employer=order.employer, year=2015, complied=True)
    assert call["employer"].post("/orders/C-1/nominations", body).status_code == 204


def test_lists_come_in_parts_that_together_are_the_whole(
    call: dict[str, Caller], sent: Callable[..., dict[str, Any]]
) -> None:
    rows = [sent(case=f"C-{at}") for at in range(5)]
    call["employer"].post("/orders/bulk", rows, key="b")
    parts = [call["employer"].get(f"/orders?limit=2&offset={at}").json() for at in (0, 2, 4, 6)]
    assert [each["case"] for part in parts for each in part["items"]] == [row["case"] for row in rows]
    assert {part["count"] for part in parts} == {5}
    assert call["employer"].get("/orders?status=certified").json()["count"] == 0
    for query in ("limit=0", "limit=101", "offset=-1", "offset=99999999999999999999", "limit=x"):
        problem(call["employer"].get(f"/orders?{query}"), 422, "faulty")


def test_every_list_is_bounded() -> None:
    told = json.loads(described())
    for path, methods in told["paths"].items():
        parameters = {each["name"]: each["schema"] for each in methods.get("get", {}).get("parameters", [])}
        answer = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        if "Page" in json.dumps(answer):
            assert parameters["limit"]["maximum"] <= 100, path


def test_a_worker_is_registered_with_help_read_and_changed_each_an_entry(
    call: dict[str, Caller], who: dict[str, Account], sent_worker: dict[str, Any]
) -> None:
    filed = call["consulate"].post("/workers", sent_worker, key="w")
    assert filed.status_code == 201, filed.content
    address = filed.json()["address"].removeprefix("/api/v1")
    worker = Worker.every.get()
    assert (address, worker.helped_at) == (f"/workers/{worker.number}", "consulate")
    assert call["consulate"].post("/workers", sent_worker, key="w").json() == filed.json()
    read = call["origin_officer"].get(address).json()
    assert (read["number"], read["trades"], read["born_on"]) == (worker.number, [0, 3], "1990-05-17")
    changed = call["origin_officer"]("PATCH", address, {"phone": "55 1234"})
    assert (changed.status_code, changed.json()["phone"]) == (200, "55 1234"), changed.content
    told = Entry.objects.filter(worker=worker.number).values_list("action", "kind", "role")
    assert list(told.order_by("pk")) == [
        ("worker.register", "write", "consulate"),
        ("worker.see", "read", "origin_officer"),
        ("worker.change", "read", "origin_officer"),
        ("worker.change", "write", "origin_officer"),
    ]


def test_a_change_is_checked_as_a_registration_is(call: dict[str, Caller], worker: Worker) -> None:
    path = f"/workers/{worker.number}"
    told = problem(call["worker"]("PATCH", path, {"born_on": "2010-01-01"}), 422, "faulty")
    assert told["faults"][0]["field"] == "born_on"
    problem(call["worker"]("PATCH", path, {"given_names": None}), 422, "faulty")
    problem(call["worker"]("PATCH", path, {"felony_convictions": 0}), 422, "faulty")
    worker.refresh_from_db()
    assert worker.born_on == date(1990, 5, 17)


def test_whoever_was_born_on_the_29th_of_february_registers(
    call: dict[str, Caller], sent_worker: dict[str, Any]
) -> None:
    sent_worker |= {"born_on": "1996-02-29", "trades": [3, 3]}
    answer = call["worker"].post("/workers", sent_worker, key="w")
    assert answer.status_code == 201, answer.content
    assert Worker.every.get().trades == 1 << 3


def test_the_code_of_another_record_is_not_taken_over(
    call: dict[str, Caller], who: dict[str, Account], worker_fields: Callable[..., dict[str, Any]]
) -> None:
    first = registering.register(who["origin_officer"], worker_fields(curp="MUXP900517MDFSXR09"))
    other = registering.register(who["origin_officer"], worker_fields())
    with pytest.raises(registering.Twice, match=first.number):
        registering.change(who["origin_officer"], other, {"curp": first.curp})
    registering.change(who["origin_officer"], first, {"curp": first.curp, "phone": "1"})
    registering.change(who["origin_officer"], first, {"curp": ""})
    assert first.curp is None


def test_a_worker_registers_once(
    call: dict[str, Caller], worker: Worker, sent_worker: dict[str, Any]
) -> None:
    told = problem(call["worker"].post("/workers", sent_worker, key="w"), 409, "registered")
    assert worker.number in told["detail"]


def test_an_application_is_filed_ranked_and_read_with_what_was_decided(
    call: dict[str, Caller], worker: Worker, order: JobOrder, season: Season
) -> None:
    filed = call["worker"].post("/applications", {"season": season.name}, key="a")
    assert filed.status_code == 201, filed.content
    path = filed.json()["address"].removeprefix("/api/v1")
    assert call["worker"]("PUT", f"{path}/list", {"first": ["C-1"], "most": 2}).status_code == 204
    read = call["worker"].get(path).json()
    assert (read["application"]["status"], read["first"], read["application"]["most"]) == (
        "eligible",
        ["C-1"],
        2,
    )
    assert [(each["kind"], each["outcome"]) for each in read["decisions"]] == [("eligibility", "eligible")]
    problem(call["worker"]("PUT", f"{path}/list", {"first": ["C-9"]}), 404, "not-there")
    problem(call["worker"]("PUT", f"{path}/list", {"first": ["C-1", "C-1"]}), 409, "not-now")
    problem(call["worker"].post("/applications", {"season": season.name}, key="b"), 409, "not-now")
    problem(call["worker"].post("/applications", {"season": "none"}, key="c"), 404, "not-there")
    assert call["worker"].post(f"{path}/withdrawal").json()["status"] == "withdrawn"


def test_a_worker_without_a_record_applies_for_nobody(call: dict[str, Caller], season: Season) -> None:
    problem(call["worker"].post("/applications", {"season": season.name}, key="a"), 404, "not-there")


def test_a_placed_worker_takes_the_order_books_and_gets_a_permit(
    call: dict[str, Caller], matched: Season
) -> None:
    (placed,) = call["worker"].get("/placements").json()["items"]
    path = f"/placements/{placed['number']}"
    assert call["employer"].get("/orders/C-1/placements").json()["items"] == [placed]
    problem(call["employer"].post(f"{path}/confirmation"), 403, "denied")
    assert "First farm" in call["worker"].post(f"{path}/confirmation").json()["words"]
    hour = Hour.objects.create(consulate="MTY", at=matched.closes + timedelta(days=30), capacity=1)
    (free,) = call["worker"].get("/hours?consulate=MTY").json()["items"]
    assert free["free"] == 1
    booked = call["worker"].post(f"{path}/appointment", {"hour": hour.pk})
    assert booked.status_code == 201, booked.content
    assert call["worker"].get("/hours").json()["items"] == []
    (seen,) = call["consulate"].get("/appointments").json()["items"]
    checks = f"/appointments/{seen['number']}"
    problem(call["consulate"].post(f"{checks}/permit"), 409, "not-now")
    assert call["consulate"].post(f"{checks}/checks", {"passed": True}).status_code == 204
    permit = call["consulate"].post(f"{checks}/permit")
    assert permit.status_code == 201, permit.content
    assert call["border_officer"].get(f"/permits/{permit.json()['number']}").json() == permit.json()
    mine = call["worker"].get("/me/entries?limit=100").json()["items"]
    assert {"permit.grant", "permit.see", "appointment.check"} <= {each["action"] for each in mine}
    assert not {"account", "number"} & set(mine[0])


def test_a_permit_that_the_rules_refuse_leaves_a_decision_with_its_clause(
    call: dict[str, Caller], who: dict[str, Account], matched: Season
) -> None:
    placement = Placement.every.get()
    placing.confirm(who["worker"], placement)
    hour = Hour.objects.create(consulate="MTY", at=matched.closes + timedelta(days=30), capacity=1)
    appointment = placing.book(who["worker"], placement, hour)
    placing.checked(who["consulate"], appointment, passed=True)
    Worker.every.update(felony_convictions=1)
    told = problem(call["consulate"].post(f"/appointments/{appointment.pk}/permit"), 409, "not-now")
    kept = Decision.every.get(kind="permit")
    assert (kept.outcome, kept.clause) == (told["state"], told["clause"])
    assert told["clause"].startswith("pathways.")
    assert call["worker"].get(f"/decisions/{kept.pk}").json()["outcome"] == "not_eligible"


def test_a_decision_is_put_to_review_and_answered_by_another_officer(
    call: dict[str, Caller], who: dict[str, Account], application: Application
) -> None:
    decision = Decision.every.get(kind="eligibility")
    asked = call["worker"].post(f"/decisions/{decision.pk}/review", {"words": "the record is old"})
    assert asked.status_code == 201, asked.content
    path = f"/reviews/{asked.json()['number']}/answer"
    wrong = {"words": "so it is", "mended": {"person.felony_convictions": "many", "person.name": "1"}}
    told = problem(call["origin_officer"].post(path, wrong), 422, "faulty")
    assert {each["field"] for each in told["faults"]} == {f"mended.{name}" for name in wrong["mended"]}
    mended = {"words": "so it is", "mended": {"person.felony_convictions": "1"}}
    answered = call["origin_officer"].post(path, mended).json()
    assert (answered["upheld"], answered["by"]) == (False, "origin_officer")
    problem(call["origin_officer"].post(path, mended), 409, "not-now")


def test_the_secretary_runs_a_season_and_nobody_else(
    call: dict[str, Caller],
    application: Application,
    order: JobOrder,
    season: Season,
    clock: Clock,
    run_jobs: Callable[[], None],
) -> None:
    path = f"/seasons/{season.name}"
    problem(call["auditor"].post(f"{path}/closing"), 403, "denied")
    told = problem(call["secretary"].post(f"{path}/closing"), 409, "not-now")
    assert told["step"] == "close"
    party, secret = next(iter(season.secrets.items()))
    problem(
        call["secretary"].post(f"{path}/commitments", {"party": party, "commitment": "0" * 64}),
        409,
        "not-now",
    )
    problem(call["secretary"].post(f"{path}/commitments", {"party": party, "commitment": "0"}), 422, "faulty")
    clock.set(season.closes)
    assert call["secretary"].post(f"{path}/closing").json()["status"] == "closed"
    problem(call["secretary"].post(f"{path}/secrets", {"party": "XXX", "secret": "0" * 64}), 409, "not-now")
    for name, value in season.secrets.items():
        assert call["secretary"].post(f"{path}/secrets", {"party": name, "secret": value}).status_code == 200
    clock.set(season.closes + timedelta(hours=49))
    drawn = call["secretary"].post(f"{path}/draw", {"beacon": "0" * 64})
    assert drawn.json()["lottery"]["seed"], drawn.content
    asked = call["secretary"].post(f"{path}/match")
    assert (asked.status_code, asked.json()["state"]) == (202, "going"), asked.content
    assert asked.headers["Location"] == f"/api/v1{path}/step"
    assert call["secretary"].post(f"{path}/match").json() == asked.json()
    run_jobs()
    told = call["auditor"].get(f"{path}/step").json()
    assert (told["step"], told["state"], told["placed"]) == ("match", "done", 1)
    assert call["secretary"].post(f"{path}/match").json() == told
    assert call["secretary"].post(f"{path}/publication").json()["status"] == "published"
    assert call["secretary"].post(f"{path}/replacement").json()["state"] == "going"
    run_jobs()
    told = call["secretary"].get(f"{path}/step").json()
    assert (told["step"], told["state"], told["placed"]) == ("replace", "done", 0)
    used = {each["path"]: each["used"] for each in call["worker"].get("/places?limit=100").json()["items"]}
    assert used["pathways.temporary_worker.cap"] == 1
    assert secret not in json.dumps(call["worker"].get("/seasons").json()["items"][0]["lottery"]["terms"])


def test_no_secret_is_told_before_its_time(call: dict[str, Caller], season: Season) -> None:
    answer = call["worker"].get(f"/seasons/{season.name}").content.decode()
    assert len(season.secrets) == 2
    assert not [secret for secret in season.secrets.values() if secret in answer]


def test_an_auditor_verifies_the_chain_from_outside_in_parts(
    call: dict[str, Caller], application: Application
) -> None:
    assert call["auditor"].post("/audit/seals").status_code == 201
    parts, after = [], 0
    while True:
        answer = call["auditor"].get(f"/audit/chain?after={after}&limit=2")
        if not answer.content:
            break
        parts.append(answer.content.decode())
        after = int(answer.headers["Last-Number"])
    party, key = own()
    lines = "".join(parts).splitlines()
    assert list(sealing.verify(iter(lines), {party: public(key)})) == []
    broken = [line.replace("application.file", "application.read") for line in lines]
    assert list(sealing.verify(iter(broken), {party: public(key)}))
    (sealed,) = call["auditor"].get("/audit/seals").json()["items"]
    assert (sealed["last"], list(sealed["signatures"])) == (after, [party])
    assert call["auditor"].get(f"/audit/entries?worker={application.worker.number}").json()["count"] >= 2
    assert Entry.objects.filter(action="audit.see", worker=application.worker.number).exists()
    problem(call["secretary"].get("/audit/chain"), 403, "denied")


def test_everybody_is_told_who_they_are(call: dict[str, Caller], worker: Worker) -> None:
    assert call["employer"].get("/me").json()["employers"] == ["E-1"]
    assert call["worker"].get("/me").json()["worker"] == worker.number
    made = call["agent"].post("/me/tokens", {"name": "another"})
    assert Caller(made.json()["token"]).get("/me").json()["role"] == "agent"


@pytest.fixture
def many(
    who: dict[str, Account],
    order: JobOrder,
    application: Application,
    season: Season,
    order_fields: Callable[..., dict[str, Any]],
    worker_fields: Callable[..., dict[str, Any]],
) -> dict[str, str]:
    found = several(who, order, season, order_fields, worker_fields)
    return found | several_complaints(who, PICTURE)


WORKER_BODY = {
    "given_names": "Persona 2", "surnames": "de Muestra", "born_on": "1991-05-17", "sex": "man",
    "state": 11, "trades": [1], "experience_months": 1, "taste": "pay",
}  # fmt: skip
ORDER_BODY = {
    "case": "N-1", "title": "Work", "soc": "45-2092", "state": "NC", "places_requested": 1,
    "starts": "2017-04-01", "ends": "2017-05-01", "pay_cents_hour": 1200,
}  # fmt: skip
CROSSING_BODY = {
    "number": "P-000000000", "direction": "entry", "at": "2016-10-03T08:30:00Z", "place": "Laredo",
    "source": "N-1",
}  # fmt: skip
PAY_BODY = {
    "case": "C-1", "worker": "W-1", "since": "2016-10-01", "until": "2016-10-14", "hours_offered": 80,
    "hours_worked": 80, "paid_cents": 1,
}  # fmt: skip
VISIT_BODY = {
    "order": "C-1", "on": "2016-10-01", "people": 1, "housing": "passed",
    "findings": {"equal_treatment": "0.9", "orderly_framework": "yes"},
}  # fmt: skip
QUERIES: dict[str, tuple[str, str, str, Any, int, int]] = {
    # operation: role, method, path, body, status, most queries
    "file_order": ("employer", "POST", "/orders", ORDER_BODY, 201, 17),
    "file_orders": ("employer", "POST", "/orders/bulk", [ORDER_BODY], 201, 17),
    "list_orders": ("employer", "GET", "/orders", None, 200, 3),
    "read_order": ("employer", "GET", "/orders/{case}", None, 200, 7),
    "list_placements_of_order": ("employer", "GET", "/orders/{case}/placements", None, 200, 7),
    "file_evidence": (
        "employer", "POST", "/orders/{case}/evidence", {"shows": "attest", "words": "so"}, 201, 15,
    ),
    "withdraw_order": ("employer", "POST", "/orders/D-1/withdrawal", None, 200, 11),
    "nominate": ("employer", "POST", "/orders/{case}/nominations", {"worker": "{worker}"}, 409, 7),
    "certify": (
        "certifying_officer", "POST", "/orders/N-2/certification",
        {"finding": "certified", "places": 1}, 200, 11,
    ),
    "register_worker": ("consulate", "POST", "/workers", WORKER_BODY, 201, 13),
    "list_workers": ("origin_officer", "GET", "/workers", None, 200, 6),
    "read_worker": ("origin_officer", "GET", "/workers/{worker}", None, 200, 5),
    "change_worker": ("origin_officer", "PATCH", "/workers/{worker}", {"phone": "1"}, 200, 10),
    "apply": ("worker", "POST", "/applications", {"season": "{name}"}, 409, 16),
    "list_applications": ("origin_officer", "GET", "/applications", None, 200, 6),
    "read_application": ("worker", "GET", "/applications/{application}", None, 200, 13),
    "rank": ("worker", "PUT", "/applications/{application}/list", {"first": ["C-1", "D-1"]}, 204, 15),
    "withdraw_application": ("worker", "POST", "/applications/{application}/withdrawal", None, 200, 36),
    "list_placements": ("origin_officer", "GET", "/placements", None, 200, 6),
    "read_placement": ("worker", "GET", "/placements/{placement}", None, 200, 8),
    "confirm_placement": ("worker", "POST", "/placements/{placement}/confirmation", None, 200, 16),
    "decline_placement": ("worker", "POST", "/placements/{placement}/refusal", None, 204, 25),
    "list_hours": ("worker", "GET", "/hours", None, 200, 3),
    "book_appointment": (
        "worker", "POST", "/placements/{placement}/appointment", {"hour": "{hour}"}, 409, 13,
    ),
    "list_appointments": ("consulate", "GET", "/appointments", None, 200, 6),
    "enter_checks": ("consulate", "POST", "/appointments/{appointment}/checks", {"passed": True}, 204, 14),
    "grant_permit": ("consulate", "POST", "/appointments/{checked}/permit", None, 201, 30),
    "file_crossing": ("border_officer", "POST", "/crossings", CROSSING_BODY, 201, 13),
    "file_crossings": ("border_officer", "POST", "/crossings/bulk", [CROSSING_BODY], 201, 13),
    "list_crossings": ("border_officer", "GET", "/crossings", None, 200, 6),
    "compare_crossings": ("border_officer", "POST", "/crossings/comparison", None, 200, 19),
    "list_differences": ("origin_officer", "GET", "/differences", None, 200, 6),
    "resolve_difference": (
        "origin_officer", "POST", "/differences/{item}/resolution",
        {"outcome": "stands", "words": "so"}, 200, 28,
    ),
    "read_stay": ("border_officer", "GET", "/permits/{permit}/stay", None, 200, 7),
    "close_stay": ("border_officer", "POST", "/permits/{permit}/closing", None, 409, 9),
    "ask_longer": (
        "worker", "POST", "/placements/{placement}/longer", {"until": "2017-12-01"}, 409, 16,
    ),
    "list_days_soon": ("origin_officer", "GET", "/stays/soon", None, 200, 9),
    "list_arrivals": ("employer", "GET", "/orders/{case}/arrivals", None, 200, 9),
    "list_nameable": ("employer", "GET", "/nameable", None, 200, 9),
    "list_permits": ("consulate", "GET", "/permits", None, 200, 6),
    "read_permit": ("border_officer", "GET", "/permits/{permit}", None, 200, 8),
    "check_work": (
        "employer", "POST", "/work-checks", {"permit": "P-1", "born_on": "1990-05-17"}, 200, 8,
    ),
    "revoke_permit": (
        "border_officer", "POST", "/permits/{permit}/revocation",
        {"ground": "no_work", "words": "x"}, 204, 18,
    ),
    "restore_permit": ("border_officer", "POST", "/permits/{permit}/restoration", {"words": "x"}, 409, 14),
    "take_photo": ("consulate", "POST", "/appointments/{appointment}/photo", {"photo": "eA=="}, 422, 12),
    "read_own_permit": ("worker", "GET", "/me/permit", None, 404, 6),
    "list_seasons": ("worker", "GET", "/seasons", None, 200, 3),
    "read_season": ("worker", "GET", "/seasons/{name}", None, 200, 2),
    "open_season": ("secretary", "POST", "/seasons/{name}/opening", {"beacon": "x"}, 409, 6),
    "commit_to_secret": (
        "secretary", "POST", "/seasons/{name}/commitments", {"party": "USA", "commitment": "0" * 64}, 409, 6,
    ),
    "close_season": ("secretary", "POST", "/seasons/{name}/closing", None, 409, 6),
    "reveal_secret": (
        "secretary", "POST", "/seasons/{name}/secrets", {"party": "USA", "secret": "0" * 64}, 409, 6,
    ),
    "draw_lottery": ("secretary", "POST", "/seasons/{name}/draw", {"beacon": "0" * 64}, 409, 6),
    "match_season": ("secretary", "POST", "/seasons/{name}/match", None, 409, 6),
    "read_step": ("worker", "GET", "/seasons/{name}/step", None, 404, 3),
    "publish_season": ("secretary", "POST", "/seasons/{name}/publication", None, 409, 6),
    "replace_places": ("secretary", "POST", "/seasons/{name}/replacement", None, 409, 6),
    "list_places": ("worker", "GET", "/places", None, 200, 3),
    "list_decisions": ("origin_officer", "GET", "/decisions", None, 200, 6),
    "read_decision": ("origin_officer", "GET", "/decisions/{decision}", None, 200, 7),
    "ask_review": ("worker", "POST", "/decisions/{decision}/review", {"words": "so"}, 201, 13),
    "list_reviews": ("employer", "GET", "/reviews", None, 200, 6),
    "answer_review": ("certifying_officer", "POST", "/reviews/{review}/answer", {"words": "so"}, 403, 14),
    "accredit": ("certifying_officer", "POST", "/employers/E-1/accreditation", None, 204, 8),
    "suspend": ("inspector", "POST", "/employers/E-1/suspension", {"why": "housing"}, 204, 9),
    "lift_suspension": ("inspector", "POST", "/employers/E-1/suspension/end", None, 409, 8),
    "enter_certificate": (
        "origin_officer", "POST", "/workers/{worker}/certificate", {"convictions": 0}, 204, 20,
    ),
    "enter_season": (
        "origin_officer", "POST", "/workers/{worker}/seasons", {"year": 2015, "complied": True}, 204, 20,
    ),
    "give_access": ("origin_officer", "POST", "/workers/{worker}/access", None, 201, 14),
    "me": ("agent", "GET", "/me", None, 200, 4),
    "make_token": ("employer", "POST", "/me/tokens", {"name": "x"}, 201, 6),
    "list_own_entries": ("worker", "GET", "/me/entries", None, 200, 4),
    "list_entries": ("auditor", "GET", "/audit/entries", None, 200, 6),
    "list_seals": ("auditor", "GET", "/audit/seals", None, 200, 4),
    "seal": ("auditor", "POST", "/audit/seals", None, 201, 12),
    "list_complaints": ("inspector", "GET", "/complaints?limit=100", None, 200, 6),
    "read_complaint": (
        "inspector", "GET", "/complaints/{complaint_mine}?purpose=answer", None, 200, 13,
    ),
    "take_up_complaint": ("inspector", "POST", "/complaints/{complaint_waits}/taking-up", None, 204, 10),
    "write_to_complainant": (
        "inspector", "POST", "/complaints/{complaint_taken}/words", {"words": "so"}, 204, 10,
    ),
    "decide_complaint": (
        "inspector", "POST", "/complaints/{complaint_taken}/finding",
        {"outcome": "substantiated", "protection": "orderly_framework", "words": "so"}, 204, 18,
    ),
    "list_refunds": ("inspector", "GET", "/refunds?limit=100", None, 200, 6),
    "settle_refund": ("inspector", "POST", "/refunds/{refund}/settlement", {"what": "paid"}, 200, 10),
    "export_chain": ("auditor", "GET", "/audit/chain", None, 200, 7),
    "report_pay": ("employer", "POST", "/pay", [PAY_BODY], 422, 13),
    "list_pay": ("worker", "GET", "/pay", None, 200, 6),
    "list_owed": ("origin_officer", "GET", "/owed", None, 200, 6),
    "pay_owed": ("employer", "POST", "/owed/{owed}/payment", {"reference": "R"}, 200, 18),
    "pay_out_owed": ("origin_officer", "POST", "/owed/{paid}/payout", {"reference": "R"}, 200, 16),
    "file_visit": ("inspector", "POST", "/visits", VISIT_BODY, 201, 22),
    "list_visits": ("inspector", "GET", "/visits", None, 200, 5),
}  # fmt: skip
AFTER_PUBLICATION = ("confirm_placement", "decline_placement", "withdraw_application")


def test_every_operation_has_a_bound_on_its_queries() -> None:
    told = json.loads(described())
    assert {each["operationId"] for path in told["paths"].values() for each in path.values()} == set(QUERIES)


def test_no_operation_asks_the_database_more_often_than_its_bound(
    call: dict[str, Caller],
    who: dict[str, Account],
    many: dict[str, str],
    django_assert_max_num_queries: Any,
    sent: Callable[..., dict[str, Any]],
    subtests: Any,
) -> None:
    from django.db import transaction

    call["employer"].post("/orders", sent(case="N-2"), key="before")
    for name, (role, method, path, body, status, most) in QUERIES.items():
        with subtests.test(name), transaction.atomic():
            if name in AFTER_PUBLICATION:
                Season.objects.update(status="published")
            text = json.dumps(body).replace('"{hour}"', many["hour"])
            filled = json.loads(text.replace("{worker}", many["worker"]).replace("{name}", many["name"]))
            with django_assert_max_num_queries(most):
                answer = call[role](method, path.format(**many), filled, idempotency_key=name)
            assert answer.status_code == status, answer.content
            transaction.set_rollback(True)
