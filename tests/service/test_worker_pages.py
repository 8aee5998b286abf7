"""The pages of a worker, from registering to the permit, by the test client."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from acuerdo.operate import orders, placing, reviewing
from acuerdo.operate.filing import receipt_holds
from acuerdo.operate.keys import own
from acuerdo.records.models import (
    Account,
    Application,
    Appointment,
    Contract,
    Decision,
    Entry,
    Filing,
    Hour,
    JobOrder,
    Placement,
    Preference,
    Review,
    Season,
    Worker,
)
from acuerdo.web.words import ACTION_WORDS

FIELDS: dict[str, Any] = {
    "given_names": "Persona",
    "surnames": "de Muestra",
    "born_on": "1990-05-17",
    "sex": "woman",
    "nationality": "MEX",
    "state": "11",
    "language": "es",
    "trades": ["0", "1"],
    "experience_months": "12",
    "taste": "pay",
}
ACCOUNT = {"username": "muestra1", "password": "una-milpa-verde", "again": "una-milpa-verde"}


@pytest.fixture
def worker_client(who: dict[str, Account], worker: Worker) -> Client:
    """The worker, signed in, who reads English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(who["worker"])
    return client


def text(response: HttpResponse) -> str:
    """What a page says, without its marks."""
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", body)


def key(response: HttpResponse) -> str:
    """The hidden key of a form."""
    found = re.search(r'name="key" value="(\w+)"', response.content.decode())
    assert found is not None
    return found[1]


def send(client: Client, address: str, **fields: Any) -> Any:
    """Open a page, and send its form."""
    opened = client.get(address)
    return client.post(address, {"key": key(opened), **fields}, follow=True)


def test_somebody_without_curp_and_passport_registers_and_is_signed_in(db: None) -> None:
    client = Client()
    answer = send(client, "/register/", **FIELDS, **ACCOUNT)
    assert answer.redirect_chain == [("/my/", 302)]
    account = Account.objects.get(username="muestra1")
    assert (account.role, account.worker.curp, account.worker.document) == ("worker", None, "")
    assert account.check_password("una-milpa-verde")
    assert account.worker.number in text(answer)
    assert Filing.every.get(account=account).kind == "registration"


def test_a_registration_that_is_sent_twice_is_made_once(db: None) -> None:
    client = Client()
    told = {"key": key(client.get("/register/")), **FIELDS, **ACCOUNT}
    assert client.post("/register/", told).status_code == 302
    client.logout()
    assert client.post("/register/", told, follow=True).redirect_chain == [("/my/", 302)]
    assert (Account.objects.count(), Worker.every.count(), Filing.every.count()) == (1, 1, 1)


def test_the_form_of_another_account_lets_nobody_in_without_its_password(db: None) -> None:
    client = Client()
    told = {"key": key(client.get("/register/")), **FIELDS, **ACCOUNT}
    client.post("/register/", told)
    client.logout()
    answer = client.post("/register/", told | {"password": "otra-cosa-9", "again": "otra-cosa-9"})
    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session


def test_a_curp_that_is_registered_is_named_to_nobody(worker_client: Client, worker: Worker) -> None:
    Worker.every.filter(pk=worker.pk).update(curp="HEGG560427MVZRRL04")
    fields = {**FIELDS, "curp": "HEGG560427MVZRRL04", "born_on": "1956-04-27"}
    answer = send(Client(headers={"accept-language": "en"}), "/register/", **fields, **ACCOUNT)
    assert answer.status_code == 422
    assert "registered already" in text(answer)
    assert worker.number not in text(answer)
    assert not Account.objects.filter(username="muestra1").exists()


def test_a_fault_is_told_at_the_top_and_at_its_field_and_tied_to_it(db: None) -> None:
    answer = send(Client(), "/register/", **{**FIELDS, "born_on": "", "trades": []}, **ACCOUNT)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_born_on"' in page
    assert 'href="#id_trades_0"' in page
    assert 'id="id_born_on_error"' in page
    assert re.search(r'<input[^>]*name="born_on"[^>]*aria-describedby="id_born_on_error"', page)
    assert re.search(r'<fieldset aria-describedby="id_trades_error"', page)
    assert 'value="Persona"' in page


def test_an_officer_registers_who_came_for_help_and_the_record_says_so(
    who: dict[str, Account], season: Season
) -> None:
    client = Client()
    client.force_login(who["consulate"])
    answer = send(client, "/people/new/", **FIELDS, consulate="mty", apply="on")
    assert answer.status_code == 200
    made = Worker.every.get()
    assert made.helped_at == "MTY"
    assert made.number in text(answer)
    assert Application.every.get(worker=made).status == "needs_evidence"
    helped = Entry.objects.filter(worker=made.number, purpose__endswith="with help")
    assert set(helped.values_list("action", flat=True)) == {"worker.register", "application.file"}


def test_no_worker_and_no_employer_registers_others(worker_client: Client, who: dict[str, Account]) -> None:
    assert worker_client.get("/people/new/").status_code == 403
    employer = Client()
    employer.force_login(who["employer"])
    assert employer.get("/people/new/").status_code == 403


def test_an_application_is_filed_once_and_the_worker_is_told_why(
    worker_client: Client, season: Season, worker: Worker
) -> None:
    told = {"key": key(worker_client.get("/my/apply/"))}
    first = worker_client.post("/my/apply/", told)
    again = worker_client.post("/my/apply/", told)
    assert first.url == again.url
    assert Application.every.count() == 1
    page = text(worker_client.get("/my/"))
    assert "Your application takes part" in page
    assert "pathways.temporary_worker.eligible" in page


def test_who_may_not_take_part_is_told_what_would_have_to_change(
    worker_client: Client, season: Season, worker: Worker
) -> None:
    Worker.every.filter(pk=worker.pk).update(felony_convictions=1)
    send(worker_client, "/my/apply/")
    page = text(worker_client.get("/my/"))
    assert "cannot take part" in page
    assert "What would have to change" in page
    assert Decision.every.get().en in page
    worker_client.cookies["language"] = "es"
    assert Decision.every.get().es in text(worker_client.get("/my/"))


def test_orders_are_chosen_moved_and_removed_without_a_script(
    worker_client: Client,
    who: dict[str, Account],
    order: JobOrder,
    order_fields: Callable[..., dict[str, Any]],
    application: Application,
) -> None:
    other = orders.file(who["employer"], who["employer"].employer, order_fields(case="C-2", state="GA"))
    orders.certify(who["certifying_officer"], other, "certified", 2)

    def change(how: str, which: JobOrder, again: str = "") -> None:
        told = {"key": f"{how}{which.pk}{again}", "order": which.pk, "how": how}
        assert worker_client.post("/my/list/change/", told).status_code == 302

    def listed() -> list[str]:
        rows = Preference.every.filter(place__gt=0).order_by("place")
        return list(rows.values_list("order__case", flat=True))

    change("add", order)
    change("add", other)
    assert listed() == ["C-1", "C-2"]
    change("up", other)
    change("up", other)
    assert listed() == ["C-2", "C-1"]
    change("down", other)
    change("remove", order)
    assert listed() == ["C-2"]
    change("leave_out", other)
    assert listed() == []
    assert Preference.every.get().place == 0
    assert "Work I do not want" in text(worker_client.get("/my/list/"))
    change("take_back", other)
    assert not Preference.every.exists()
    send(worker_client, "/my/list/", most="3")
    application.refresh_from_db()
    assert application.most == 3


def test_a_step_that_is_pressed_twice_moves_an_order_once(
    worker_client: Client,
    who: dict[str, Account],
    order: JobOrder,
    order_fields: Callable[..., dict[str, Any]],
    application: Application,
) -> None:
    for number in (2, 3):
        more = orders.file(who["employer"], who["employer"].employer, order_fields(case=f"C-{number}"))
        orders.certify(who["certifying_officer"], more, "certified", 2)
    for each in JobOrder.objects.order_by("case"):
        worker_client.post("/my/list/change/", {"key": f"a{each.pk}", "order": each.pk, "how": "add"})
    last = JobOrder.objects.get(case="C-3")
    for _ in range(2):
        worker_client.post("/my/list/change/", {"key": "up", "order": last.pk, "how": "up"})
    rows = Preference.every.order_by("place").values_list("order__case", flat=True)
    assert list(rows) == ["C-1", "C-3", "C-2"]


def test_orders_are_shown_by_state_trade_and_pay(
    worker_client: Client,
    who: dict[str, Account],
    order: JobOrder,
    order_fields: Callable[..., dict[str, Any]],
    application: Application,
) -> None:
    changed = {"case": "C-9", "state": "GA", "soc": "45-2091", "pay_cents_hour": 1000}
    other = orders.file(who["employer"], who["employer"].employer, order_fields(**changed))
    orders.certify(who["certifying_officer"], other, "certified", 2)

    def shown(**filters: str) -> set[str]:
        return set(re.findall(r"C-\d", text(worker_client.get("/my/orders/", filters))))

    assert shown() == {"C-1", "C-9"}
    assert shown(state="GA") == {"C-9"}
    assert shown(pay="12.27") == {"C-1"}
    assert shown(trade="crops") == {"C-1"}
    assert shown(trade="farm_machines") == {"C-9"}
    Worker.every.update(trades=0b10)
    assert shown() == {"C-9"}
    assert shown(trade="all") == {"C-1", "C-9"}


def test_what_the_match_gave_is_said_only_once_it_is_published(
    worker_client: Client, matched: Season, who: dict[str, Account]
) -> None:
    placement = Placement.every.get()
    Season.objects.update(status="matched")
    page = text(worker_client.get("/my/"))
    assert "There is work for you" not in page
    assert placement.order.case not in page
    assert "not drawn yet" in page
    address = f"/my/offers/{placement.pk}/confirm/"
    assert worker_client.post(address, {"key": "k"}).status_code == 409
    Season.objects.update(status="published")
    page = text(worker_client.get("/my/"))
    assert "There is work for you" in page
    assert "1 of 1" in page
    assert "C-1" in page


def test_an_offer_is_confirmed_then_an_hour_is_booked(
    worker_client: Client, matched: Season, who: dict[str, Account]
) -> None:
    placement = Placement.every.get()
    day = placement.answer_by + timedelta(days=3)
    hour = Hour.objects.create(consulate="MTY", at=day, capacity=1)
    Hour.objects.create(consulate="MTY", at=day + timedelta(hours=1), capacity=1, taken=1)
    answer = send(worker_client, f"/my/offers/{placement.pk}/confirm/")
    assert "Order confirmed" in text(answer)
    contract = Contract.every.get()
    shown = text(worker_client.get(f"/my/offers/{placement.pk}/contract/"))
    assert all(line in shown for line in contract.words.splitlines())
    page = worker_client.get(f"/my/offers/{placement.pk}/hours/")
    assert page.content.decode().count('name="hour"') == 1
    assert "Monterrey" in text(page)
    send(worker_client, f"/my/offers/{placement.pk}/hours/", hour=hour.pk)
    appointment = Appointment.every.get()
    assert appointment.hour == hour
    assert "You have an appointment" in text(worker_client.get("/my/"))
    placing.checked(who["consulate"], appointment, passed=True)
    assert "checks at the consulate are passed" in text(worker_client.get("/my/"))
    appointment.refresh_from_db()
    permit = placing.grant(who["consulate"], appointment)
    page_text = text(worker_client.get("/my/"))
    assert permit.number in page_text
    assert "You have a permit" in page_text


def test_an_offer_is_declined_and_the_worker_stays_in_line(worker_client: Client, matched: Season) -> None:
    placement = Placement.every.get()
    send(worker_client, f"/my/offers/{placement.pk}/decline/")
    placement.refresh_from_db()
    assert placement.status == "declined"
    page = text(worker_client.get("/my/"))
    assert "You gave your order back" in page
    assert "stays in line" in page


def test_an_offer_is_late_when_its_day_has_passed(worker_client: Client, matched: Season, clock: Any) -> None:
    placement = Placement.every.get()
    clock.set(placement.answer_by)
    page = text(worker_client.get("/my/"))
    assert "The day by which to answer your offer has passed" in page
    answer = worker_client.post(f"/my/offers/{placement.pk}/confirm/", {"key": "k"})
    assert answer.status_code == 409
    assert "has passed" in text(answer)


def test_the_offer_and_the_decision_of_another_are_not_there(
    matched: Season, who: dict[str, Account], worker_fields: Callable[..., dict[str, Any]]
) -> None:
    stranger = Account.objects.create(username="stranger", role="worker")
    stranger.worker = Worker.every.create(
        number="W-1", registered_at=matched.opens, **worker_fields(given_names="Persona 2")
    )
    stranger.save()
    client = Client()
    client.force_login(stranger)
    placement, decision = Placement.every.get(), Decision.every.filter(kind="match").get()
    placing.confirm(who["worker"], placement)
    filing = Filing.every.create(
        account=who["worker"], key="k", kind="list", digest="", arrived_at=matched.opens, receipt={}
    )
    for address in (
        f"/my/offers/{placement.pk}/confirm/",
        f"/my/offers/{placement.pk}/decline/",
        f"/my/offers/{placement.pk}/contract/",
        f"/my/offers/{placement.pk}/hours/",
        f"/my/decisions/{decision.pk}/review/",
        f"/receipts/{filing.pk}/",
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"key": "k"}).status_code in (404, 405), address
    placement.refresh_from_db()
    assert placement.status == "confirmed"


def test_a_review_is_asked_for_and_its_answer_is_shown(
    worker_client: Client, application: Application, who: dict[str, Account]
) -> None:
    decision = Decision.every.get()
    address = f"/my/decisions/{decision.pk}/review/"
    assert send(worker_client, address, words=" ").status_code == 422
    send(worker_client, address, words="Something is wrong.")
    review = Review.every.get()
    assert review.words == "Something is wrong."
    assert "You asked for a review" in text(worker_client.get("/my/"))
    officer = Account.objects.create(username="another", role="origin_officer")
    reviewing.answer(officer, review, "It is right.")
    page = text(worker_client.get("/my/"))
    assert "the decision stands" in page
    assert "It is right." in page


def test_an_application_is_withdrawn_after_a_question(
    worker_client: Client, application: Application
) -> None:
    assert "Withdraw my application?" in text(worker_client.get("/my/withdraw/"))
    send(worker_client, "/my/withdraw/")
    application.refresh_from_db()
    assert application.status == "withdrawn"
    assert "You withdrew your application" in text(worker_client.get("/my/"))


def test_a_worker_sees_who_read_the_file(
    worker_client: Client, application: Application, who: dict[str, Account]
) -> None:
    from acuerdo.operate import audit

    audit.see(who["origin_officer"], "worker.see", Worker, "a question", pk=application.worker_id)
    page = text(worker_client.get("/my/readers/"))
    assert "Officer of the origin" in page
    assert "looked at your registration" in page
    assert "registered you" not in page
    assert "registered you" in text(worker_client.get("/my/readers/?own=1"))


def test_every_action_that_the_audit_writes_of_a_worker_has_words(matched: Season) -> None:
    placement = Placement.every.get()
    placing.give_up(None, placement, "lapse", "not answered in time")
    written = set(Entry.objects.exclude(worker="").values_list("action", flat=True))
    assert written <= set(ACTION_WORDS)


def test_every_filing_has_a_receipt_page_whose_signature_holds(worker_client: Client, season: Season) -> None:
    from base64 import b64encode

    send(worker_client, "/my/apply/")
    filing = Filing.every.get()
    private = own()[1]
    public = b64encode(private.public_key().public_bytes_raw()).decode()
    assert receipt_holds(filing.receipt, public)
    page = text(worker_client.get(f"/receipts/{filing.pk}/"))
    assert filing.receipt["signature"] in page
    assert f"Receipt {filing.pk}" in text(worker_client.get("/receipts/"))


def test_a_key_that_comes_again_with_something_else_is_told_in_words(
    worker_client: Client, application: Application
) -> None:
    worker_client.post("/my/list/", {"key": "same", "most": "2"})
    answer = worker_client.post("/my/list/", {"key": "same", "most": "3"})
    assert answer.status_code == 409
    assert "was sent before" in text(answer)


def test_pages_of_workers_ask_who_is_nobody_to_sign_in(db: None) -> None:
    for address in ("/my/", "/my/apply/", "/my/list/", "/my/orders/", "/my/readers/", "/receipts/"):
        answer = Client().get(address)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/"), address


def test_pages_of_workers_are_for_no_other_role(who: dict[str, Account]) -> None:
    for role in set(who) - {"worker"}:
        client = Client()
        client.force_login(who[role])
        for address in ("/my/", "/my/apply/", "/my/list/", "/my/orders/", "/my/readers/"):
            assert client.get(address).status_code == 403, (role, address)


def test_the_menu_is_what_the_role_may_do(who: dict[str, Account], worker_client: Client) -> None:
    def menu(client: Client) -> set[str]:
        page = client.get("/").content.decode()
        found = re.search(r'<nav class="menu".*?</nav>', page, re.S)
        return set(re.findall(r'href="([^"]+)"', found[0])) if found else set()

    assert {"/my/", "/my/readers/", "/receipts/"} <= menu(worker_client)
    assert "/people/new/" not in menu(worker_client)
    officer = Client()
    officer.force_login(who["consulate"])
    assert "/people/new/" in menu(officer)
    assert "/my/" not in menu(officer)
    assert menu(Client()) == set()


def test_the_status_page_asks_the_database_at_most_15_times(
    worker_client: Client, matched: Season, who: dict[str, Account], django_assert_max_num_queries: Any
) -> None:
    placement = Placement.every.get()
    placing.confirm(who["worker"], placement)
    hour = Hour.objects.create(consulate="MTY", at=placement.answer_by + timedelta(days=9), capacity=1)
    appointment = placing.book(who["worker"], placement, hour)
    placing.checked(who["consulate"], appointment, passed=True)
    appointment.refresh_from_db()
    placing.grant(who["consulate"], appointment)
    with django_assert_max_num_queries(15):
        assert worker_client.get("/my/").status_code == 200


PAGES = (
    "/",
    "/my/",
    "/my/apply/",
    "/my/withdraw/",
    "/my/list/",
    "/my/orders/?trade=all",
    "/my/readers/?own=1",
    "/receipts/",
)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_asks_the_database_more_often_when_there_is_more_to_show(
    address: str,
    worker_client: Client,
    who: dict[str, Account],
    order: JobOrder,
    order_fields: Callable[..., dict[str, Any]],
    application: Application,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(2, 12):
        fields = order_fields(case=f"C-{number}")
        JobOrder.objects.create(
            employer=order.employer, filed_at=order.filed_at, status="certified", places=1, **fields
        )
    for at, each in enumerate(JobOrder.objects.all(), 1):
        Preference.every.create(application=application, order=each, place=at)
        Filing.every.create(
            account=who["worker"], key=str(at), kind="list", digest="", arrived_at=order.filed_at, receipt={}
        )
    with django_assert_max_num_queries(18):
        assert worker_client.get(address).status_code == 200
