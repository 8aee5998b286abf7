"""The pages of employers and their agents: what is filed, what is shown, and what is nobody else's."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from acuerdo.operate import orders, placing, registering
from acuerdo.records.models import (
    Account,
    Application,
    Decision,
    Employer,
    Entry,
    Filing,
    JobOrder,
    Nomination,
    PastSeason,
    Placement,
    Review,
    Season,
    Worker,
)
from service.conftest import Clock

Fields = Callable[..., dict[str, Any]]


@pytest.fixture
def page(who: dict[str, Account], client: Client) -> Client:
    """A browser in English, with the employer signed in."""
    client.force_login(who["employer"])
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def sent(order_fields: Fields) -> dict[str, Any]:
    """What the form of an order sends."""
    told = {name: str(value) for name, value in order_fields(case="N-1", hours_week=40).items()}
    return {**told, "key": "one"}


def test_an_order_is_filed_once_however_often_the_form_is_sent(page: Client, sent: dict[str, Any]) -> None:
    first, again = page.post("/orders/new/", sent), page.post("/orders/new/", sent)
    assert (first.status_code, again["Location"]) == (302, first["Location"])
    assert JobOrder.objects.count() == Filing.every.count() == 1
    shown = page.get(first["Location"]).content.decode()
    assert "N-1" in shown
    assert Filing.every.get().receipt["signature"][:8] in shown
    kept = page.get(first["Location"] + "?as=json").json()
    assert kept["subject"] == f"order:{JobOrder.objects.get().pk}"


def test_the_same_key_with_another_order_is_refused_in_words(page: Client, sent: dict[str, Any]) -> None:
    page.post("/orders/new/", sent)
    refused = page.post("/orders/new/", {**sent, "case": "N-2"})
    assert refused.status_code == 409
    assert "sent before with something else" in refused.content.decode()
    assert JobOrder.objects.count() == 1


def test_a_form_with_faults_files_nothing_and_says_what_to_mend(page: Client, sent: dict[str, Any]) -> None:
    refused = page.post("/orders/new/", {**sent, "state": "ZZ", "ends": "2017-01-01"})
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "not the postal code of a state" in shown
    assert "last day lies before the first" in shown
    assert not JobOrder.objects.exists()


def test_an_agent_chooses_for_which_employer_and_only_among_its_own(
    who: dict[str, Account], client: Client, sent: dict[str, Any]
) -> None:
    client.force_login(who["agent"])
    other = Employer.objects.create(
        number="E-9", name="Far farm", state="CA", accredited_on=date(2016, 10, 1)
    )
    second = Employer.objects.create(
        number="E-2", name="Second farm", state="CA", accredited_on=date(2016, 10, 1)
    )
    who["agent"].acts_for.add(second)
    assert client.post("/orders/new/", {**sent, "employer": other.pk}).status_code == 422
    assert client.post("/orders/new/", sent).status_code == 422
    assert client.post("/orders/new/", {**sent, "employer": second.pk}).status_code == 302
    assert JobOrder.objects.get().employer == second


@pytest.mark.parametrize("which", ["not accredited", "suspended"])
def test_an_employer_who_may_not_file_is_told_why(
    page: Client, who: dict[str, Account], sent: dict[str, Any], which: str
) -> None:
    employer = who["employer"].employer
    assert isinstance(employer, Employer)
    if which == "suspended":
        registering.suspend(who["inspector"], employer, "The housing was not as promised.")
    else:
        Employer.objects.update(accredited_on=None)
    refused = page.post("/orders/new/", sent)
    assert (refused.status_code, which in refused.content.decode()) == (409, True)
    assert which in page.get("/orders/").content.decode()


def test_evidence_is_filed_and_shown_until_the_order_is_withdrawn(page: Client, order: JobOrder) -> None:
    told = {"shows": "advertise", "words": "In two newspapers.", "key": "e"}
    page.post(f"/orders/{order.pk}/evidence/", told)
    page.post(f"/orders/{order.pk}/evidence/", told)
    assert order.evidence.count() == 1
    assert "In two newspapers." in page.get(f"/orders/{order.pk}/").content.decode()
    assert page.post(f"/orders/{order.pk}/evidence/", {"shows": "advertise"}).status_code == 422
    page.post(f"/orders/{order.pk}/withdraw/", {"key": "w"})
    order.refresh_from_db()
    assert order.status == "withdrawn"
    assert page.post(f"/orders/{order.pk}/evidence/", {**told, "key": "f"}).status_code == 409


def test_only_who_worked_for_the_employer_can_be_named(
    page: Client, who: dict[str, Account], order: JobOrder, worker: Worker
) -> None:
    address = f"/orders/{order.pk}/named/"
    assert page.post(address, {"number": worker.number}).status_code == 409
    assert page.post(address, {"number": "W-123"}).status_code == 422
    PastSeason.every.create(worker=worker, employer=order.employer, year=2016, complied=True)
    for _ in range(2):
        assert page.post(address, {"number": worker.number.lower()}).status_code == 302
    assert Nomination.every.count() == 1
    shown = page.get(f"/orders/{order.pk}/").content.decode()
    assert worker.number in shown
    assert worker.surnames not in shown


def test_the_match_and_its_reason_are_shown_once_published_and_names_never(
    page: Client, matched: Season, order: JobOrder, worker: Worker
) -> None:
    shown = page.get(f"/orders/{order.pk}/").content.decode()
    told = Decision.every.get(kind="places")
    assert told.en in shown
    assert "1 of 3 places are filled" in shown
    assert worker.number in shown
    assert worker.surnames not in shown
    assert told.en in page.get("/orders/").content.decode()
    assert Entry.objects.filter(action="placement.see", worker=worker.number, kind="read").exists()
    Season.objects.update(status="matched")
    hidden = page.get(f"/orders/{order.pk}/").content.decode()
    assert told.en not in hidden
    assert worker.number not in hidden
    assert told.en not in page.get("/orders/").content.decode()


def test_an_order_in_which_somebody_has_a_place_is_not_withdrawn(
    page: Client, matched: Season, order: JobOrder
) -> None:
    refused = page.post(f"/orders/{order.pk}/withdraw/", {"key": "w"})
    assert (refused.status_code, "has a place" in refused.content.decode()) == (409, True)


def test_a_review_of_a_decision_is_asked_for_once(
    page: Client, who: dict[str, Account], order: JobOrder
) -> None:
    decision = Decision.every.get(kind="certification")
    address = f"/orders/decisions/{decision.pk}/review/"
    assert page.get(address).status_code == 200
    assert page.post(address, {"key": "r"}).status_code == 422
    for key in ("r", "r", "s"):
        last = page.post(address, {"why": "The notices were on paper.", "key": key})
    assert (Review.every.count(), last.status_code) == (1, 409)


def test_nobody_else_sees_an_employers_orders_or_receipts(
    who: dict[str, Account], client: Client, order: JobOrder, order_fields: Fields
) -> None:
    other = Employer.objects.create(
        number="E-9", name="Far farm", state="CA", accredited_on=date(2016, 10, 1)
    )
    stranger = Account.objects.create(username="stranger", role="employer", employer=other)
    client.force_login(who["employer"])
    told = {name: str(value) for name, value in order_fields(case="N-1").items()}
    receipt = client.post("/orders/new/", {**told, "key": "k"})["Location"]
    decision = Decision.every.get(kind="certification")
    client.force_login(stranger)
    addresses = (
        receipt,
        f"/orders/{order.pk}/",
        f"/orders/{order.pk}/withdraw/",
        f"/orders/decisions/{decision.pk}/review/",
        f"/cases/{order.pk}/",
    )
    assert [client.get(each).status_code for each in addresses] == [404] * len(addresses)
    assert client.post(f"/orders/{order.pk}/withdraw/", {"key": "x"}).status_code == 404
    assert "C-1" not in client.get("/orders/").content.decode()
    assert "C-1" not in client.get("/orders/table.csv").content.decode()
    client.logout()
    assert client.get("/orders/").status_code == 302


@pytest.mark.parametrize("role", ["worker", "consulate", "border_officer", "auditor"])
def test_who_files_no_orders_gets_to_none_of_these_pages(
    who: dict[str, Account], client: Client, order: JobOrder, role: str
) -> None:
    client.force_login(who[role])
    for address in ("/orders/", "/orders/new/", f"/orders/{order.pk}/", "/orders/table.csv"):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/orders/", 14),
        ("/orders/new/", 8),
        ("/orders/upload/", 8),
        ("/orders/receipts/", 8),
        ("/orders/table.csv", 6),
        ("/orders/{order}/", 24),
    ],
)
def test_pages_ask_the_database_seldom_however_much_there_is(
    page: Client,
    who: dict[str, Account],
    matched: Season,
    order: JobOrder,
    order_fields: Fields,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    address: str,
    most: int,
) -> None:
    for number in range(40):
        orders.file(who["employer"], order.employer, order_fields(case=f"M-{number}"))
        orders.show(who["employer"], order, {"shows": "attest", "words": f"{number}"})
    with django_assert_max_num_queries(most):
        assert page.get(address.format(order=order.pk)).status_code == 200


def test_why_somebody_is_suspended_or_merged_may_be_long(
    who: dict[str, Account], worker: Worker, worker_fields: Fields
) -> None:
    long = "x" * 4000
    registering.suspend(who["inspector"], who["employer"].employer, long)
    other = registering.register(who["consulate"], worker_fields())
    registering.merge(who["origin_officer"], worker, other, long)
    most = Entry._meta.get_field("purpose").max_length
    assert isinstance(most, int)
    assert all(len(purpose) <= most for purpose in Entry.objects.values_list("purpose", flat=True))


def test_the_page_speaks_spanish_of_decisions_too(page: Client, matched: Season, order: JobOrder) -> None:
    page.cookies["language"] = "es"
    told = Decision.every.get(kind="places")
    assert told.es in page.get(f"/orders/{order.pk}/").content.decode()


def test_a_place_given_back_is_not_counted_as_filled(
    page: Client,
    who: dict[str, Account],
    matched: Season,
    order: JobOrder,
    application: Application,
    clock: Clock,
) -> None:
    placing.decline(who["worker"], Placement.every.get())
    assert "0 of 3 places are filled" in page.get(f"/orders/{order.pk}/").content.decode()
