"""Support staff help whoever cannot sign in, by actions of their own, and see nothing of any case."""

import json
import re
import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from babel.messages.pofile import read_po
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from acuerdo.operate import access, supporting, tokens
from acuerdo.operate.authority import Denied
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Application, Entry, FailedSignIn, Worker
from acuerdo.records.models.accounts import ROLES
from service.conftest import BEGINS, Clock

PASSWORD = "una-milpa-verde"


@pytest.fixture
def page(who: dict[str, Account]) -> Client:
    """The browser of somebody of the support staff, in English."""
    client = Client()
    client.force_login(who["support"])
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def helped(who: dict[str, Account], worker: Worker) -> Account:
    """The account of the worker, with a password and an address."""
    account = who["worker"]
    account.set_password(PASSWORD)
    account.email = "persona@example.org"
    account.save()
    return account


def test_an_account_is_found_by_what_a_person_gives_in_full_and_by_nothing_less(
    who: dict[str, Account], helped: Account, worker: Worker
) -> None:
    for told in ("WORKER", worker.number.lower(), "Persona@example.org"):
        assert supporting.find(who["support"], told, "signing_in") == [helped]
    for told in ("work", "persona@", "", " "):
        assert supporting.find(who["support"], told, "signing_in") == []
    assert Entry.objects.filter(action="account.see", worker=worker.number).count() == 3


@pytest.mark.parametrize("role", [role for role, _ in ROLES if role != "support"])
def test_nobody_else_comes_near(who: dict[str, Account], client: Client, role: str) -> None:
    client.force_login(who[role])
    address = f"/support/accounts/{who['worker'].pk}/"
    assert client.get("/support/").status_code == 403
    assert client.get(f"{address}?purpose=lost").status_code == 403
    for step in ("disable", "enable", "factors", "link"):
        assert client.post(f"{address}{step}/", {"purpose": "lost"}).status_code == 403
    assert Account.objects.get(pk=who["worker"].pk).is_active


def test_an_account_is_opened_for_a_purpose_and_shows_nothing_of_the_case(
    page: Client, helped: Account, worker: Worker, application: Application
) -> None:
    address = f"/support/accounts/{helped.pk}/"
    assert "What for" in page.get(address).content.decode()
    assert not Entry.objects.filter(action="account.see").exists()
    shown = page.get(f"{address}?purpose=signing_in").content.decode()
    assert worker.number in shown
    assert "p…@example.org" in shown
    for hidden in (worker.given_names, worker.surnames, application.number, "persona@", "1990"):
        assert hidden not in shown
    entry = Entry.objects.get(action="account.see")
    assert (entry.kind, entry.purpose, entry.worker) == ("read", "signing_in", worker.number)


def test_the_worker_is_told_that_support_staff_looked(page: Client, helped: Account) -> None:
    page.get(f"/support/accounts/{helped.pk}/?purpose=signing_in")
    own = Client(headers={"accept-language": "es"})
    own.force_login(helped)
    with translation.override("es"):
        assert gettext("looked at how you sign in") in own.get("/my/readers/").content.decode()


def test_a_disabled_account_is_out_at_once_everywhere_and_comes_back_whole(
    page: Client, who: dict[str, Account], helped: Account, worker: Worker
) -> None:
    inside, token, link = Client(), tokens.new(helped, "x"), access.link(who["origin_officer"], worker)
    inside.force_login(helped)
    address = f"/support/accounts/{helped.pk}/"
    assert page.post(f"{address}disable/", {"purpose": "misuse"}).status_code == 302
    assert inside.get("/my/").status_code == 302
    assert tokens.owner(token) is None
    assert access.follow(link) is None
    assert not Client().login(username="worker", password=PASSWORD)
    assert page.post(f"{address}disable/", {"purpose": "misuse"}).status_code == 409
    assert page.post(f"{address}enable/", {"purpose": "misuse"}).status_code == 302
    assert Client().login(username="worker", password=PASSWORD)
    found = Entry.objects.filter(action="account.disable", purpose="misuse").order_by("pk")
    assert [json.loads(each.detail)["active"] for each in found] == [False, True]


def test_a_second_factor_is_taken_away_and_asked_for_again(
    page: Client, who: dict[str, Account], settings: LazySettings
) -> None:
    employer = who["employer"]
    Authenticator.objects.create(user=employer, type="totp", data={})
    Authenticator.objects.create(user=who["agent"], type="totp", data={})
    address = f"/support/accounts/{employer.pk}/"
    assert "1 × a program that shows codes" in page.get(f"{address}?purpose=lost").content.decode()
    assert page.post(f"{address}factors/", {"purpose": "lost"}).status_code == 302
    assert [each.user for each in Authenticator.objects.all()] == [who["agent"]]
    assert json.loads(Entry.objects.get(action="account.factors").detail) == {"factors": 1}
    assert page.post(f"{address}factors/", {"purpose": "lost"}).status_code == 409
    settings.ACUERDO = replace(settings.ACUERDO, demo=False)
    inside = Client()
    inside.force_login(employer)
    assert inside.get("/orders/")["Location"] == "/accounts/2fa/"


def test_nobody_of_the_support_staff_works_on_the_own_account(who: dict[str, Account], page: Client) -> None:
    for act in (supporting.disable, supporting.enable, supporting.take_factors, supporting.give_link):
        with pytest.raises(Denied) as told:
            act(who["support"], who["support"].pk, "lost")
        assert told.value.reason == "own_account"
    address = f"/support/accounts/{who['support'].pk}/"
    assert "Disable" not in page.get(f"{address}?purpose=lost").content.decode()
    assert page.post(f"{address}disable/", {"purpose": "lost"}).status_code == 403


def test_a_step_without_a_purpose_or_on_nobody_does_nothing(page: Client, helped: Account) -> None:
    assert page.post(f"/support/accounts/{helped.pk}/disable/", {}).status_code == 422
    assert page.post("/support/accounts/999999/disable/", {"purpose": "lost"}).status_code == 404
    assert Account.objects.get(pk=helped.pk).is_active
    assert not Entry.objects.filter(action="account.disable").exists()


def test_a_worker_is_sent_a_link_that_signs_in_once_and_support_staff_never_read_it(
    page: Client, helped: Account
) -> None:
    sent = page.post(f"/support/accounts/{helped.pk}/link/", {"purpose": "signing_in"}, follow=True)
    (message,) = mail.outbox
    assert message.to == ["persona@example.org"]
    assert "una sola vez" in message.body
    (address,) = re.findall(r"/access/\S+/", message.body)
    assert address.split("/")[2] not in sent.content.decode()
    person = Client()
    assert person.post(address).status_code == 302
    assert person.session["_auth_user_id"] == str(helped.pk)
    assert Client().post(address).status_code == 410


def test_others_are_sent_a_way_to_set_a_new_password(page: Client, who: dict[str, Account]) -> None:
    employer = who["employer"]
    address = f"/support/accounts/{employer.pk}/link/"
    assert page.post(address, {"purpose": "signing_in"}).status_code == 409
    employer.email = "granja@example.org"
    employer.save()
    assert page.post(address, {"purpose": "signing_in"}).status_code == 302
    _set_by_message(employer)


def _set_by_message(account: Account) -> None:
    """Set a new password as the last message says."""
    (message,) = mail.outbox
    assert message.to == [account.email]
    (link,) = re.findall(r"/accounts/password/reset/key/\S+", message.body)
    person = Client()
    form = person.get(link, follow=True)
    person.post(form.request["PATH_INFO"], {"password1": "otra-milpa-verde", "password2": "otra-milpa-verde"})
    assert Client().login(username=account.username, password="otra-milpa-verde")


def test_whoever_forgot_a_password_sets_a_new_one_without_help(helped: Account, client: Client) -> None:
    assert "/accounts/password/reset/" in client.get("/accounts/login/").content.decode()
    client.post("/accounts/password/reset/", {"email": "persona@example.org"})
    _set_by_message(helped)


def test_where_no_message_can_be_sent_none_is_promised(
    page: Client, helped: Account, settings: LazySettings
) -> None:
    settings.MAIL = False
    address = f"/support/accounts/{helped.pk}/"
    assert "Send a message" not in page.get(f"{address}?purpose=lost").content.decode()
    assert page.post(f"{address}link/", {"purpose": "lost"}).status_code == 409
    assert "/accounts/password/reset/" not in Client().get("/accounts/login/").content.decode()
    assert Client().post("/accounts/password/reset/", {"email": helped.email}).status_code == 409
    assert mail.outbox == []


def test_a_message_that_no_server_takes_is_said_not_to_be_sent(
    page: Client, who: dict[str, Account], helped: Account, settings: LazySettings
) -> None:
    who["employer"].email = "granja@example.org"
    who["employer"].save()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = nobody_listens.getsockname()[1]
        for account in (helped, who["employer"]):
            answer = page.post(f"/support/accounts/{account.pk}/link/", {"purpose": "lost"})
            assert answer.status_code == 409
            assert "could not be sent now" in answer.content.decode()
        client = Client(headers={"accept-language": "en"})
        answer = client.post("/accounts/password/reset/", {"email": helped.email})
        assert (answer.status_code, "could not be sent now" in answer.content.decode()) == (409, True)


def test_no_link_is_given_to_an_account_that_is_disabled(who: dict[str, Account], helped: Account) -> None:
    supporting.disable(who["support"], helped.pk, "left")
    with pytest.raises(NotNow, match="disabled"):
        supporting.give_link(who["support"], helped.pk, "left")


def test_failed_sign_ins_are_shown_and_names_that_nobody_has_are_not_kept(
    page: Client, helped: Account, clock: Clock
) -> None:
    for name in ("worker", "worker", "my-password-by-mistake"):
        Client().post("/accounts/login/", {"login": name, "password": "wrong"})
    assert [each.account for each in FailedSignIn.objects.all()] == [helped, helped]
    shown = page.get(f"/support/accounts/{helped.pk}/?purpose=signing_in").content.decode()
    assert shown.count("<li>1 November 2016") == 2
    clock.set(BEGINS + timedelta(days=supporting.DAYS_KEPT, seconds=1))
    Client().post("/accounts/login/", {"login": "worker", "password": "wrong"})
    assert FailedSignIn.objects.count() == 1


TU = re.compile(
    r"\b(tu|tus|te|ti|contigo|ten|eres|estás|has|hayas|puedes|debes|tienes|quieres|recibes|decides|inicies|ves"
    r"|vete|estabas|introduce|introdúcelo|utiliza|regístrate|comprueba|selecciona|regítrate|ingresa|contacta)\b",
    re.IGNORECASE,
)
"""Words by which Spanish speaks to somebody as "tú"."""
NOT_SHOWN = ("client_name", "View your")
"""Sentences of a part that is not installed, in which this service would let others sign in."""


def test_no_page_of_signing_in_speaks_to_anybody_as_tu() -> None:
    file = Path(allauth.__file__).parent / "locale/es/LC_MESSAGES/django.po"
    with file.open("rb") as held, translation.override("es"):
        for message in read_po(held, locale="es"):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            if not message.id or any(part in ids[0] for part in NOT_SHOWN):
                continue
            said = (
                [translation.ngettext(*ids, count) for count in (1, 2)] if len(ids) > 1 else [gettext(ids[0])]
            )
            assert not [each for each in said if TU.search(each)], ids
