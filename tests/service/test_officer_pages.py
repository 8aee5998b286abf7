"""The pages of offices: queues, cases, registers, people, a consulate, the season, places, the audit."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from acuerdo.operate import (
    applying,
    audit,
    consulting,
    demonstration,
    keys,
    orders,
    people,
    placing,
    refusing,
    registering,
    reviewing,
    sealing,
    states,
)
from acuerdo.records.models import (
    Account,
    Appointment,
    Decision,
    Employer,
    Entry,
    Hour,
    JobOrder,
    Merge,
    Permit,
    Placement,
    Recruiter,
    Review,
    Season,
    Worker,
)
from acuerdo.records.models.accounts import ROLES
from service.conftest import BEGINS, Clock

Fields = Callable[..., dict[str, Any]]


@pytest.fixture
def signed(who: dict[str, Account], client: Client) -> Callable[[str], Client]:
    """A browser in English, with a role signed in."""

    def sign_in(role: str) -> Client:
        client.force_login(who[role])
        client.cookies["language"] = "en"
        return client

    return sign_in


@pytest.fixture
def filed(who: dict[str, Account], order_fields: Fields) -> JobOrder:
    """An order that waits for its certification."""
    return orders.file(who["employer"], who["employer"].employer, order_fields(case="F-1"))


@pytest.fixture
def booked(who: dict[str, Account], matched: Season) -> Appointment:
    """An appointment of the worker at MTY."""
    placement = Placement.every.get()
    placing.confirm(who["worker"], placement)
    hour = Hour.objects.create(consulate="MTY", at=placement.answer_by + timedelta(days=9), capacity=2)
    return placing.book(who["worker"], placement, hour)


def test_the_queue_shows_the_oldest_first_and_how_long_each_waits(
    signed: Callable[[str], Client],
    who: dict[str, Account],
    filed: JobOrder,
    order_fields: Fields,
    clock: Clock,
) -> None:
    clock.set(BEGINS + timedelta(days=3))
    orders.file(who["employer"], filed.employer, order_fields(case="F-2"))
    clock.set(BEGINS + timedelta(days=12))
    shown = signed("certifying_officer").get("/queue/").content.decode()
    assert shown.index("F-1") < shown.index("F-2")
    assert "12 days" in shown
    assert "9 days" in shown


def test_an_officer_of_another_state_sees_nothing(
    signed: Callable[[str], Client], who: dict[str, Account], filed: JobOrder
) -> None:
    for role in ("certifying_officer", "inspector"):
        who[role].states = ["CA"]
        who[role].save()
        page = signed(role)
        assert "F-1" not in page.get("/cases/").content.decode()
        assert page.get(f"/cases/{filed.pk}/").status_code == 404
        assert "First farm" not in page.get("/employers/").content.decode()
        assert page.get(f"/employers/{filed.employer.pk}/").status_code == 404
        assert page.post(f"/employers/{filed.employer.pk}/suspend/", {"why": "x"}).status_code == 404
    page = signed("certifying_officer")
    assert "F-1" not in page.get("/queue/").content.decode()
    told = {"finding": "certified", "places": "3"}
    assert page.post(f"/cases/{filed.pk}/certify/", told).status_code == 404
    assert page.post("/employers/", {"number": "E-7", "name": "x", "state": "NC"}).status_code == 403


def test_a_case_is_decided_by_the_rules_and_says_by_which_clause(
    signed: Callable[[str], Client], filed: JobOrder
) -> None:
    page, address = signed("certifying_officer"), f"/cases/{filed.pk}/certify/"
    assert page.post(address, {"finding": "certified", "places": "4"}).status_code == 422
    assert page.post(address, {"finding": "perhaps", "places": "3"}).status_code == 422
    told = {"finding": "denied", "places": "0"}
    for _ in range(2):
        assert page.post(address, told).status_code == 302
    filed.refresh_from_db()
    decision = Decision.every.get(kind="certification")
    assert (filed.status, decision.outcome) == ("denied", "denied")
    shown = page.get(f"/cases/{filed.pk}/").content.decode()
    assert decision.en in shown
    assert decision.clause in shown.replace("<wbr>", "")
    assert "Certification decided" in shown
    assert page.post(address, {"finding": "certified", "places": "3"}).status_code == 409


def test_a_review_is_answered_by_a_second_officer_alone(
    signed: Callable[[str], Client], who: dict[str, Account], filed: JobOrder
) -> None:
    decision = orders.certify(who["certifying_officer"], filed, "denied", 0)
    review = reviewing.ask(who["employer"], decision, "On paper.")
    page = signed("certifying_officer")
    assert "another officer answers" in page.get("/reviews/").content.decode()
    assert page.post(f"/reviews/{review.pk}/", {"words": "Seen."}).status_code == 403
    second = Account.objects.create(username="second", role="certifying_officer")
    page.force_login(second)
    assert page.post(f"/reviews/{review.pk}/", {"words": ""}).status_code == 422
    for _ in range(2):
        assert page.post(f"/reviews/{review.pk}/", {"words": "Seen."}).status_code == 302
    review.refresh_from_db()
    assert (review.by, review.upheld, review.answer) == (second, True, "Seen.")


def test_mended_facts_are_decided_again_and_unreadable_ones_are_told(
    signed: Callable[[str], Client], who: dict[str, Account], season: Season, worker_fields: Fields
) -> None:
    worker = registering.register(who["worker"], worker_fields(felony_convictions=1))
    applying.apply(who["worker"], season, worker)
    review = reviewing.ask(who["worker"], Decision.every.get(kind="eligibility"), "A namesake.")
    page, address = signed("origin_officer"), f"/reviews/{review.pk}/"
    facts = {name: str(value) for name, value in review.decision.facts.items()}
    assert "A namesake." in page.get(address).content.decode()
    wrong = {**facts, "person.felony_convictions": "none at all", "words": "x"}
    assert page.post(address, wrong).status_code == 422
    assert page.post(address, {**facts, "person.felony_convictions": "0", "words": "x"}).status_code == 302
    review.refresh_from_db()
    assert review.upheld is False
    assert worker.applications.model.every.get().status == "eligible"


def test_employers_are_entered_accredited_suspended_and_lifted(signed: Callable[[str], Client]) -> None:
    page = signed("certifying_officer")
    told = {"number": "E-7", "name": "Third farm", "state": "nc"}
    address = page.post("/employers/", told)["Location"]
    assert page.post("/employers/", told).status_code == 422
    for _ in range(2):
        assert page.post(f"{address}accredit/").status_code == 302
    employer = Employer.objects.get(number="E-7")
    assert (employer.state, employer.accredited_on) == ("NC", date(2016, 11, 1))
    assert page.post(f"{address}suspend/", {"why": ""}).status_code == 422
    assert page.post(f"{address}suspend/", {"why": "Housing."}).status_code == 302
    assert page.post(f"{address}suspend/", {"why": "Housing."}).status_code == 409
    assert "Housing." in page.get(address).content.decode()
    assert page.post(f"{address}lift/").status_code == 302
    assert page.post(f"{address}lift/").status_code == 409


def test_recruiters_are_licensed_and_licences_taken_away(signed: Callable[[str], Client]) -> None:
    page, told = signed("origin_officer"), {"name": "Office of placements", "licence": "L-1"}
    assert page.post("/recruiters/", told).status_code == 302
    assert page.post("/recruiters/", told).status_code == 422
    recruiter = Recruiter.every.get()
    assert page.post(f"/recruiters/{recruiter.pk}/revoke/").status_code == 302
    assert page.post(f"/recruiters/{recruiter.pk}/revoke/").status_code == 409
    page = signed("inspector")
    assert page.get("/recruiters/").status_code == 200
    assert page.post(f"/recruiters/{recruiter.pk}/revoke/").status_code == 403


def test_people_are_found_by_number_or_by_surnames_and_day_and_never_by_less(
    signed: Callable[[str], Client], who: dict[str, Account], worker_fields: Fields
) -> None:
    worker = registering.register(who["consulate"], worker_fields(surnames="Muñoz de Muestra"))
    page = signed("origin_officer")
    born = {"born_on": "1990-05-17"}
    for told, found in (
        ({"number": worker.number.lower()}, True),
        ({"surnames": "MUÑOZ  DE MUESTRA", **born}, True),
        ({"surnames": "Munoz de Muestra", **born}, False),
        ({"surnames": "Muñoz", **born}, False),
        ({"surnames": "Muñoz de Muestra", "born_on": "1990-05-18"}, False),
    ):
        answer = page.post("/people/", {"purpose": "review", **told})
        assert answer.status_code == 200
        assert (worker.number in answer.content.decode()) == found
    for told in ({"surnames": "Muñoz de Muestra"}, {}, {"number": "W-123456789"}):
        assert page.post("/people/", {"purpose": "review", **told}).status_code == 422
    assert page.post("/people/", {"number": worker.number}).status_code == 422
    assert Entry.objects.filter(subject="search", purpose="review", kind="read").count() == 5


def test_a_file_opens_for_a_purpose_only_and_the_person_can_see_it(
    signed: Callable[[str], Client], worker: Worker, matched: Season
) -> None:
    page, address = signed("origin_officer"), f"/people/file/{worker.number}/"
    assert worker.given_names not in page.get(address).content.decode()
    assert worker.given_names not in page.get(f"{address}?purpose=curiosity").content.decode()
    assert not Entry.objects.filter(role="origin_officer", worker=worker.number).exists()
    assert worker.given_names in page.get(f"{address}?purpose=review").content.decode()
    read = Entry.objects.filter(role="origin_officer", worker=worker.number, kind="read", purpose="review")
    assert set(read.values_list("action", flat=True)) >= {"worker.see", "application.see", "decision.see"}
    assert page.get("/people/file/W-000000000/?purpose=review").status_code == 404


def test_a_certificate_decides_what_waited_for_it(
    signed: Callable[[str], Client], who: dict[str, Account], season: Season, worker_fields: Fields
) -> None:
    worker = registering.register(who["worker"], worker_fields(felony_convictions=None))
    made = applying.apply(who["worker"], season, worker)
    assert made.status == "needs_evidence"
    page, address = signed("origin_officer"), f"/people/file/{worker.number}/certificate/"
    assert page.post(address, {"convictions": "-1"}).status_code == 422
    assert page.post(address, {"convictions": "0"}).status_code == 302
    made.refresh_from_db()
    assert made.status == "eligible"


def test_doubles_are_merged_for_a_reason_and_parted_again(
    signed: Callable[[str], Client], who: dict[str, Account], worker: Worker, worker_fields: Fields
) -> None:
    other = registering.register(who["consulate"], worker_fields(given_names="Persona 2"))
    page, address = signed("origin_officer"), f"/people/file/{worker.number}/"
    assert other.number in page.get(f"{address}doubles/").content.decode()
    assert page.post(f"{address}merge/", {"other": other.number}).status_code == 422
    told = {"other": other.number, "why": "The same passport."}
    assert page.post(f"{address}merge/", told).status_code == 302
    assert page.post(f"{address}merge/", told).status_code == 409
    merge = Merge.every.get()
    assert "The same passport." in page.get(f"{address}?purpose=doubles").content.decode()
    assert page.post(f"/people/merges/{merge.pk}/undo/").status_code == 302
    assert page.post(f"/people/merges/{merge.pk}/undo/").status_code == 409
    other.refresh_from_db()
    assert other.merged_into is None
    assert signed("consulate").get(f"{address}doubles/").status_code == 403


def test_a_consulate_enters_checks_and_grants_permits_on_its_own_days(
    signed: Callable[[str], Client], who: dict[str, Account], booked: Appointment, worker: Worker
) -> None:
    day = f"/consulate/?day={booked.hour.at:%Y-%m-%d}"
    page, own = signed("consulate"), f"/consulate/appointments/{booked.pk}/"
    assert worker.number in page.get(day).content.decode()
    assert page.post(f"{own}permit/").status_code == 409
    for _ in range(2):
        assert page.post(own, {"result": "passed"}).status_code == 302
    assert page.post(f"{own}permit/").status_code == 302
    assert page.post(f"{own}permit/").status_code == 409
    assert Permit.every.get().number in page.get(day).content.decode()
    who["consulate"].states = ["GDL"]
    who["consulate"].save()
    assert worker.number not in signed("consulate").get(day).content.decode()
    assert page.get(own).status_code == 404


def test_checks_that_were_not_passed_are_asked_twice(
    signed: Callable[[str], Client], booked: Appointment
) -> None:
    page, own = signed("consulate"), f"/consulate/appointments/{booked.pk}/"
    assert page.post(own, {"result": "failed"}).status_code == 200
    booked.refresh_from_db()
    assert booked.checks == ""
    assert page.post(own, {"result": "failed", "sure": "yes"}).status_code == 302
    booked.refresh_from_db()
    assert (booked.checks, Placement.every.get().status) == ("failed", "refused")


def test_hours_are_set_for_weekdays_ahead_and_never_below_who_booked(
    signed: Callable[[str], Client], who: dict[str, Account], booked: Appointment
) -> None:
    who["consulate"].states = ["MTY"]
    who["consulate"].save()
    page = signed("consulate")
    first = booked.hour.at.date() + timedelta(days=7)
    told = {
        "consulate": "MTY",
        "first": first.isoformat(),
        "last": (first + timedelta(days=6)).isoformat(),
        "from_hour": "9",
        "to_hour": "10",
        "capacity": "5",
    }
    assert page.post("/consulate/hours/", told).status_code == 302
    made = Hour.objects.exclude(pk=booked.hour.pk)
    assert (made.count(), set(made.values_list("capacity", flat=True))) == (10, {5})
    assert page.post("/consulate/hours/", {**told, "capacity": "7"}).status_code == 302
    assert set(made.values_list("capacity", flat=True)) == {7}
    assert page.post("/consulate/hours/", {**told, "consulate": "GDL"}).status_code == 422
    assert page.post("/consulate/hours/", {**told, "first": "2016-01-01"}).status_code == 422
    with pytest.raises(states.NotNow, match="taken"):
        consulting.set_hours(who["consulate"], "MTY", [booked.hour.at], 0)


def test_the_season_goes_step_by_step_and_each_can_be_pressed_twice(
    signed: Callable[[str], Client],
    who: dict[str, Account],
    order: JobOrder,
    worker: Worker,
    clock: Clock,
    run_jobs: Callable[[], None],
) -> None:
    page, season = signed("secretary"), demonstration.season()

    def press(step: str, **told: str) -> None:
        for _ in range(2):
            answer = page.post(f"/seasons/{season.name}/{step}/", told)
            assert answer.status_code == 302, (step, answer.content.decode())
            season.refresh_from_db()

    assert "First: Open the season" in page.get(f"/seasons/{season.name}/").content.decode()
    press("open", beacon="a public value")
    assert page.post(f"/seasons/{season.name}/close/").status_code == 409
    press("demonstration")
    applying.apply(who["worker"], season, worker)
    shown = page.get(f"/seasons/{season.name}/").content.decode()
    assert "It can be done from" in shown
    clock.set(season.closes)
    press("close")
    clock.set(season.closes + timedelta(hours=1))
    for party, secret in season.secrets.items():
        wrong = page.post(f"/seasons/{season.name}/reveal/", {"party": party, "secret": "0" * 64})
        assert wrong.status_code == 409
        assert (
            page.post(f"/seasons/{season.name}/reveal/", {"party": party, "secret": "xyz"}).status_code == 422
        )
        press("reveal", party=party, secret=secret)
    assert page.post(f"/seasons/{season.name}/draw/", {"beacon": "00" * 32}).status_code == 409
    clock.set(season.closes + timedelta(hours=49))
    press("draw", beacon="00" * 32)
    press("match")
    assert "Being matched since" in page.get(f"/seasons/{season.name}/").content.decode()
    run_jobs()
    press("publish")
    assert Placement.every.filter(status="offered").count() == 1
    press("replace", round="1")
    run_jobs()
    assert page.get(f"/seasons/{season.name}/").status_code == 200
    assert page.post(f"/seasons/{season.name}/nothing/").status_code == 404


def test_commitments_are_entered_by_party_and_never_changed(signed: Callable[[str], Client]) -> None:
    page, season = signed("secretary"), demonstration.season()
    page.post(f"/seasons/{season.name}/open/", {"beacon": "a public value"})
    address = f"/seasons/{season.name}/commit/"
    for party, said, status in (
        ("MEX", "ab" * 32, 302),
        ("MEX", "ab" * 32, 302),
        ("MEX", "cd" * 32, 409),
        ("GTM", "ab" * 32, 409),
        ("USA", "short", 422),
    ):
        assert page.post(address, {"party": party, "commitment": said}).status_code == status
    season.refresh_from_db()
    assert set(season.lottery["shares"]) == {"MEX"}


def test_a_season_is_prepared_by_the_secretary_alone(signed: Callable[[str], Client]) -> None:
    told = {"name": "fy2018", "opens": "2017-11-01", "closes": "2017-12-31"}
    assert signed("auditor").post("/seasons/", told).status_code == 403
    page = signed("secretary")
    assert page.post("/seasons/", {**told, "closes": "2017-10-01"}).status_code == 422
    assert page.post("/seasons/", told).status_code == 302
    assert page.post("/seasons/", told).status_code == 422
    assert Season.objects.get(name="fy2018").status == "preparing"


def test_everybody_signed_in_sees_the_places_that_are_left(
    who: dict[str, Account], client: Client, matched: Season
) -> None:
    assert client.get("/places/").status_code == 302
    client.cookies["language"] = "en"
    for role, _ in ROLES:
        client.force_login(who[role])
        shown = client.get("/places/").content.decode()
        assert "200,000" in shown
        assert "199,999" in shown
        assert "100,000" in shown


def test_places_are_shown_before_any_was_given(signed: Callable[[str], Client]) -> None:
    shown = signed("worker").get("/places/").content.decode()
    assert shown.count("200,000") == 2
    assert "Set-aside" in shown


def test_the_auditor_finds_entries_by_person_and_looks_on_record(
    signed: Callable[[str], Client], worker: Worker, matched: Season
) -> None:
    page = signed("auditor")
    shown = page.get("/audit/", {"worker": worker.number, "kind": "write"}).content.decode()
    assert "worker.register" in shown
    assert "season.run" not in shown
    assert Entry.objects.filter(action="audit.see", worker=worker.number).count() == 1
    assert page.get("/audit/", {"since": "not a day"}).status_code == 422
    assert "No entries" in page.get("/audit/", {"by": "nobody"}).content.decode()
    for role in ("secretary", "origin_officer", "worker"):
        assert signed(role).get("/audit/").status_code == 403


def test_older_entries_are_leafed_through(signed: Callable[[str], Client], who: dict[str, Account]) -> None:
    audit.written_many(None, "season.match", "x", [(f"row:{at}", "", {}) for at in range(120)])
    page = signed("auditor")
    first = page.get("/audit/").content.decode()
    assert "row:119" in first
    assert "row:10<" not in first
    last = Entry.objects.get(subject="row:70").pk
    older = page.get("/audit/", {"before": last}).content.decode()
    assert "row:69" in older
    assert "row:70" not in older


def test_seals_show_who_signed_and_the_export_proves_itself(
    signed: Callable[[str], Client], matched: Season
) -> None:
    page = signed("auditor")
    assert page.post("/audit/seal/").status_code == 302
    assert "not yet" in page.get("/audit/seals/").content.decode()
    made = sealing.Seal.objects.get()
    sealing.countersign(made, "MEX", keys.keys()["MEX"])
    shown = page.get("/audit/seals/").content.decode().replace("<wbr>", "")
    assert made.head in shown
    assert "not yet" not in shown
    response = page.get("/audit/export.jsonl")
    lines = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert json.loads(lines[-1])["seal"]["head"] == made.head
    assert not list(sealing.verify(iter(lines), dict(_public())))
    assert Entry.objects.filter(action="audit.see", purpose="export").count() == 1


def _public() -> list[tuple[str, str]]:
    from acuerdo.operate.auditing import public_keys

    return public_keys(Account.objects.get(username="auditor"))


def test_every_step_that_may_be_refused_has_words_of_its_own() -> None:
    for table in states.TABLES.values():
        for state in table:
            if state in ("filed", "needs_evidence", "eligible", "offered", "not_eligible", "no_place"):
                continue
            for steps in table.values():
                for step in steps:
                    said = refusing.words(states.NotNow(step, state))
                    assert said != refusing.OTHERWISE, (step, state)


@pytest.mark.parametrize(
    ("role", "address", "most"),
    [
        ("certifying_officer", "/queue/", 8),
        ("certifying_officer", "/cases/", 10),
        ("certifying_officer", "/cases/{order}/", 20),
        ("certifying_officer", "/reviews/", 8),
        ("certifying_officer", "/reviews/{review}/", 10),
        ("certifying_officer", "/employers/", 8),
        ("certifying_officer", "/employers/{employer}/", 10),
        ("inspector", "/cases/{order}/", 14),
        ("secretary", "/seasons/", 7),
        ("secretary", "/seasons/fy2017/", 10),
        ("worker", "/places/", 8),
        ("origin_officer", "/people/", 6),
        ("origin_officer", "/people/file/{worker}/?purpose=review", 30),
        ("origin_officer", "/people/file/{worker}/doubles/", 12),
        ("origin_officer", "/recruiters/", 7),
        ("consulate", "/consulate/?day={day}", 10),
        ("consulate", "/consulate/hours/", 8),
        ("consulate", "/consulate/appointments/{appointment}/", 14),
        ("consulate", "/people/upload/", 6),
        ("auditor", "/audit/", 8),
        ("auditor", "/audit/seals/", 10),
    ],
)
def test_pages_ask_the_database_seldom(
    signed: Callable[[str], Client],
    who: dict[str, Account],
    booked: Appointment,
    order: JobOrder,
    order_fields: Fields,
    worker: Worker,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    role: str,
    address: str,
    most: int,
) -> None:
    review = Review.every.filter(answered_at=None).first()
    for number in range(30):
        made = orders.file(who["employer"], order.employer, order_fields(case=f"M-{number}"))
        if number < 20:
            decision = orders.certify(who["certifying_officer"], made, "denied", 0)
            review = reviewing.ask(who["employer"], decision, "x")
    assert review is not None
    placing.checked(who["consulate"], booked, passed=True)
    sealing.seal(who["auditor"])
    page = signed(role)
    told = {
        "order": order.pk,
        "review": review.pk,
        "employer": order.employer.pk,
        "worker": worker.number,
        "appointment": booked.pk,
        "day": f"{booked.hour.at:%Y-%m-%d}",
    }
    with django_assert_max_num_queries(most):
        assert page.get(address.format(**told)).status_code == 200


def test_every_purpose_fits_its_column() -> None:
    most = Entry._meta.get_field("purpose").max_length
    assert isinstance(most, int)
    assert all(len(code) <= most for code in people.PURPOSES)
