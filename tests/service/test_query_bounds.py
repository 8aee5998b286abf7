"""No page without a bound on how often it asks the database, however much there is to show.

Operations of the programming interface have theirs in `test_api`; pages for which more is known have a second
one beside their other tests.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django_tasks_db.models import DBTaskResult
from joserfc.jwk import ECKey
from pytest_django import DjangoAssertNumQueries

from acuerdo.operate import (
    access,
    applying,
    challenging,
    credentials,
    jobs,
    notices,
    numbers,
    orders,
    photos,
    registering,
    reviewing,
    tokens,
)
from acuerdo.operate.filing import file_once
from acuerdo.proof.credentials.published import public
from acuerdo.records.models import (
    Account,
    Application,
    Appointment,
    Contract,
    Crossing,
    Decision,
    Employer,
    FailedSignIn,
    Filing,
    JobOrder,
    PastSeason,
    Permit,
    Placement,
    Preference,
    Recruiter,
    Season,
    Token,
    Worker,
    WorkItem,
)
from service.calling import several
from service.complaining import PICTURE, several_complaints
from service.conftest import Clock
from service.doing import BEACON, PARTY
from service.pages import BEFORE, PAGES, PASSWORD, came_and_went
from service.paid import much_paid
from service.travelling import face

Fields = Callable[..., dict[str, Any]]
Where = dict[str, Any]


@pytest.fixture
def much(
    who: dict[str, Account],
    order: JobOrder,
    application: Application,
    season: Season,
    order_fields: Fields,
    worker_fields: Fields,
) -> Where:
    """Much of everything, so that a query for each row would show, and how addresses name one of each."""
    found: Where = dict(several(who, order, season, order_fields, worker_fields))
    Season.objects.filter(pk=season.pk).update(status="published")
    worker, employer = who["worker"].worker, order.employer
    assert worker is not None
    for at, each in enumerate(JobOrder.objects.all(), 1):
        Preference.every.create(application=application, order=each, place=at)
    who["second_officer"] = Account.objects.create(username="second officer", role="certifying_officer")
    who["unplaced"] = Account.objects.create(username="unplaced", role="worker")
    registering.register(who["unplaced"], worker_fields(surnames="sin Solicitud"))
    for at in range(20):
        for role in ("worker", "employer"):
            file_once(
                who[role], f"{role} {at}", "order" if role == "employer" else "list", {}, lambda: "order:1"
            )
        filed = orders.file(who["employer"], employer, order_fields(case=f"F-{at}"))
        denied = orders.certify(who["certifying_officer"], filed, "denied", 0)
        review = reviewing.ask(who["employer"], denied, "so")
        orders.show(who["employer"], order, {"shows": "attest", "words": f"{at}"})
        other = Employer.objects.create(number=f"E-{at + 2}", name=f"Farm {at}", state="NC")
    waiting = orders.file(who["employer"], employer, order_fields(case="F-waits"))
    suspended = Employer.objects.get(number="E-3")
    registering.suspend(who["inspector"], suspended, "wages not paid")
    others = list(Worker.every.exclude(pk=worker.pk).order_by("pk"))
    merge = registering.merge(who["origin_officer"], others[0], others[1], "one person")
    PastSeason.every.create(worker=others[-1], employer=employer, year=2016, complied=True)
    held = Placement.every.get(pk=found["placement"])
    ended = Placement.every.create(
        application=application,
        order=held.order,
        round=1,
        offered_at=season.opens,
        answer_by=season.closes,
        entry=held.entry,
        status="declined",
    )
    Contract.every.create(placement=ended, language="es", words="x", signed_at=season.opens)
    unreviewed = orders.file(who["employer"], employer, order_fields(case="F-denied"))
    permit = Permit.every.latest("pk")
    Permit.every.filter(pk=permit.pk).update(number=numbers.new("P"))
    permit.refresh_from_db()
    PastSeason.every.bulk_create(
        [PastSeason(worker=worker, employer=employer, year=1990 + at, complied=True) for at in range(20)]
    )
    gone = Account.objects.create(username="gone", role="agent", is_active=False)
    Account.objects.filter(pk=who["worker"].pk).update(email="persona@example.org")
    for at in range(20):
        FailedSignIn.objects.create(account=who["worker"], at=season.opens)
        Authenticator.objects.create(user=who["worker"], type="webauthn", data={})
        tokens.new(who["worker"], f"program {at}")
    held = permit.placement.application.worker
    who["holder"] = Account.objects.create(username="holder", role="worker", worker=held)
    shown = Appointment.every.get(pk=found["appointment"])
    photos.take(who["consulate"], shown, face(size=(300, 400)))
    credentials.bind(who["holder"], public(ECKey.generate_key("P-256")))
    for at in range(20):
        notices.tell(worker, "days_left", days=at, until=season.closes.date())
    for _ in range(20):
        job = jobs.later(notices.remind)
    DBTaskResult.objects.update(status="FAILED")
    came_and_went(permit, who["border_officer"].pk)
    item = _differences(permit, season)
    found |= several_complaints(who, PICTURE)
    who["second_inspector"] = Account.objects.get(username="second_inspector")
    past = Season.objects.create(
        name="past", pathway="x", status="published", opens=season.opens, closes=season.opens
    )
    return (
        found
        | much_paid(who, past, worker_fields)
        | {
            "face": face(size=(300, 400)),
            "challenge": challenging.ask(who["border_officer"], permit.number).pk,
            "dead": str(job),
            "border_officer": who["border_officer"].pk,
            "item": item,
            "account": who["worker"].pk,
            "token": Token.objects.filter(account=who["worker"]).latest("pk").pk,
            "permit_number": permit.number,
            "disabled": gone.pk,
            "order": order.pk,
            "filed": waiting.pk,
            "filing": Filing.every.filter(account=who["worker"]).latest("pk").pk,
            "order_filing": Filing.every.filter(account=who["employer"]).latest("pk").pk,
            "denied": orders.certify(who["certifying_officer"], unreviewed, "denied", 0).pk,
            "ended": ended.pk,
            "mine": Decision.every.filter(worker=worker, kind="eligibility").latest("pk").pk,
            "review": review.pk,
            "employer": employer.pk,
            "entered": other.pk,
            "suspended": suspended.pk,
            "recruiter": Recruiter.every.latest("pk").pk,
            "returning": others[-1].number,
            "merge": merge.pk,
            "secret": access.link(who["origin_officer"], others[2]),
            "day": "2017-01-01",
        }
    )


def _differences(permit: Permit, season: Season) -> int:
    """Much to look into for the officers at the border; the key of the last."""
    for at in range(20):
        row = WorkItem.every.create(
            kind="one_sided",
            name=f"one {at}",
            owner="USA",
            permit=permit,
            crossing=Crossing.every.filter(permit=permit).order_by("pk")[at],
            opened_on=season.opens,
            due_on=season.closes,
        )
    return int(row.pk)


def pages() -> dict[str, tuple[str, ...]]:
    """The pages of this program and of its signing in, by name, with the parts of their addresses."""
    own, of_signing_in = [], []
    for each in get_resolver().url_patterns:
        if isinstance(each, URLResolver) and each.app_name != "ninja":
            (of_signing_in if str(each.pattern) == "accounts/" else own).extend(_below(each))
    return {"own": tuple(own), "signing in": tuple(of_signing_in)}


def _below(found: URLResolver) -> Iterator[str]:
    for each in found.url_patterns:
        if isinstance(each, URLPattern):
            yield str(each.name)
        else:
            yield from _below(each)


def test_every_page_has_a_bound_on_its_queries() -> None:
    assert set(pages()["own"]) == {name for _method, name in PAGES}


def test_no_page_takes_what_has_no_bound(who: dict[str, Account], much: Where) -> None:
    for name in pages()["own"]:
        for method in {"GET", "POST"} - {each for each, known in PAGES if known == name}:
            role, where, *_ = next(told for (_method, known), told in PAGES.items() if known == name)
            page = Client()
            if role:
                page.force_login(who[role])
            assert asked(page, method, name, where, {}, much).status_code == 405, (method, name)


def test_no_page_asks_the_database_more_often_than_its_bound(
    who: dict[str, Account],
    much: Where,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    subtests: Any,
) -> None:
    for (method, name), (role, where, sent, status, most) in PAGES.items():
        with subtests.test(f"{method} {name}"), transaction.atomic():
            page = Client()
            if role:
                page.force_login(who[role])
            BEFORE.get((method, name), lambda much: None)(much)
            with django_assert_max_num_queries(most):
                answer = asked(page, method, name, where, sent, much)
                told = b"".join(answer) if answer.streaming else answer.content
            assert answer.status_code == status, told.decode()
            transaction.set_rollback(True)


def asked(page: Client, method: str, name: str, where: dict[str, str], sent: Any, much: Where) -> Any:
    """What a page answers."""
    address = reverse(name, kwargs={each: much.get(said, said) for each, said in where.items()})
    filled = {each: _filled(each, said, much) for each, said in sent.items()}
    return page.get(address, filled) if method == "GET" else page.post(address, filled)


def _filled(name: str, said: Any, much: Where) -> Any:
    if name == "photo":
        return SimpleUploadedFile("photo.jpg", much["face"])
    if name == "table":
        told = much["pay_table"] if said == "{pay_table}" else said
        return SimpleUploadedFile("table.csv", told.encode())
    return str(much[said[1:-1]]) if isinstance(said, str) and said.startswith("{") else said


STEPS: dict[str, tuple[dict[str, str], int]] = {
    "open": ({"beacon": "a public value"}, 8),
    "demonstration": ({}, 17),
    "close": ({}, 10),
    "reveal": ({"party": PARTY}, 8),
    "draw": ({"beacon": BEACON}, 8),
    "match": ({}, 14),
    "publish": ({}, 10),
    "replace": ({"round": "1"}, 16),
}
"""Each step of a season: what the secretary sends, and the most queries it takes."""


def test_no_step_of_a_season_asks_the_database_more_often_when_more_people_apply(
    who: dict[str, Account],
    order: JobOrder,
    season: Season,
    worker_fields: Fields,
    clock: Clock,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    run_jobs: Callable[[], None],
) -> None:
    for _ in range(12):
        worker = registering.register(who["consulate"], worker_fields(), "MTY")
        applying.apply(who["consulate"], season, worker)
    Season.objects.update(status="preparing", lottery={}, secrets={})
    client.force_login(who["secretary"])
    for step, (sent, most) in STEPS.items():
        shown = {"secret": Season.objects.get().secrets[PARTY]} if step == "reveal" else {}
        if step in AFTER_CLOSE:
            clock.set(season.closes + AFTER_CLOSE[step])
        with django_assert_max_num_queries(most):
            answer = client.post(f"/seasons/{season.name}/{step}/", {**sent, **shown})
        assert answer.status_code == 302, answer.content.decode()
        if step in JOBS:
            with django_assert_max_num_queries(JOBS[step]):
                run_jobs()
    assert Placement.every.filter(status="offered").count() == 3


JOBS = {"match": 70, "replace": 70}
"""The long steps, and the most queries that their job takes."""
AFTER_CLOSE = {"close": timedelta(), "draw": timedelta(hours=49)}
"""How long after the close some steps can be taken."""


@pytest.mark.parametrize("signed_in", [False, True])
def test_no_page_of_signing_in_asks_the_database_often(
    who: dict[str, Account],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    subtests: Any,
    signed_in: bool,
) -> None:
    parts = {
        "account_confirm_email": {"key": "x"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
        "openid_connect_login": {"provider_id": "government"},
        "openid_connect_callback": {"provider_id": "government"},
    }
    for name in set(pages()["signing in"]) - {"None"}:
        for method in ("get", "post"):
            with subtests.test(f"{method} {name}"), transaction.atomic():
                page = Client()
                if signed_in:
                    page.force_login(who["employer"])
                with django_assert_max_num_queries(MOST_SIGNING_IN):
                    answer = getattr(page, method)(reverse(name, kwargs=parts.get(name)))
                assert answer.status_code < 500
                transaction.set_rollback(True)


def test_signing_in_asks_the_database_seldom(
    who: dict[str, Account], client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    who["employer"].set_password(PASSWORD)
    who["employer"].save()
    for password, status in (("wrong", 200), (PASSWORD, 302)):
        sent = {"login": "employer", "password": password}
        with django_assert_max_num_queries(MOST_SIGNING_IN):
            assert client.post("/accounts/login/", sent).status_code == status


MOST_SIGNING_IN = 12
