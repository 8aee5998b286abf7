"""Notices: told with the action, kept, sent where and as the worker wants; a language is a file."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from acuerdo.agreement.faults import Refused
from acuerdo.operate import languages, notices, registering, sending, sms, telling
from acuerdo.operate.authority import Denied
from acuerdo.operate.notice_kinds import KINDS
from acuerdo.records.models import Account, Application, Delivery, Notice, Placement, Season, Worker
from acuerdo.web.environment import Unset, read
from service.conftest import Clock

Run = Callable[[], None]
LOCAL_MEMORY = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def reached(worker: Worker, who: dict[str, Account], settings: LazySettings) -> Worker:
    """The worker, who wants notices by e-mail."""
    settings.EMAIL_BACKEND = LOCAL_MEMORY
    Worker.every.filter(pk=worker.pk).update(email="persona@example.org", phone="55 1234 5678")
    who["worker"].refresh_from_db()
    telling.choose(who["worker"], by_email=True, by_sms=False)
    worker.refresh_from_db()
    return worker


class Gate:
    """A gateway for SMS: what it was sent, and what it answers."""

    def __init__(self) -> None:
        self.answer, self.sent = 200, list[tuple[str, dict[str, Any]]]()
        gate = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gate.sent.append((self.headers["Authorization"], json.loads(body)))
                self.send_response(gate.answer)
                self.end_headers()

            def do_OPTIONS(self) -> None:
                self.send_response(gate.answer)
                self.end_headers()

            def log_message(self, *_told: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/messages"


@pytest.fixture
def gate(settings: LazySettings) -> Iterator[Gate]:
    made = Gate()
    settings.SMS = sms.Gateway(made.address, "secret-token")
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def test_a_notice_is_told_once_kept_and_sent_in_the_language_of_the_worker(
    reached: Worker, season: Season, run_jobs: Run
) -> None:
    told = notices.tell(reached, "days_left", season, days=9, until=season.closes.date())
    assert told is not None
    assert notices.tell(reached, "days_left", season, days=8, until=season.closes.date()) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.every.create(
            worker=reached, kind="days_left", about=told.about, language="es", told_at=told.told_at
        )
    run_jobs()
    [message] = mail.outbox
    assert message.to == ["persona@example.org"]
    assert message.subject == "Acuerdo: Se acerca un día que debe conocer"
    assert "9 días más, hasta el 31 de diciembre de 2016" in message.body
    assert "http://localhost:8000/my/notices/" in message.body
    assert message.extra_headers["Message-ID"] == f"<notice-{Delivery.every.get().pk}@localhost>"
    assert Delivery.every.get().status == "sent"
    with transaction.atomic():
        notices.jobs.later(sending.send, Delivery.every.get().pk)
    run_jobs()
    assert len(mail.outbox) == 1, "what was sent is not sent again"


def test_facts_that_are_not_those_of_the_kind_are_a_mistake_of_the_program(worker: Worker) -> None:
    with pytest.raises(TypeError, match="days_left"):
        notices.tell(worker, "days_left", days=3)
    assert not Notice.every.exists()


def test_nothing_is_sent_to_whoever_did_not_ask_for_it_or_does_not_want_it_any_more(
    reached: Worker, who: dict[str, Account], run_jobs: Run
) -> None:
    notices.tell(reached, "review_answered")
    telling.choose(who["worker"], by_email=False, by_sms=False)
    reached.refresh_from_db()
    notices.tell(reached, "permit_revoked")
    run_jobs()
    assert mail.outbox == []
    assert [each.status for each in Delivery.every.all()] == ["stopped"]


def test_an_sms_holds_the_least_and_is_tried_again_while_the_gateway_takes_none(
    reached: Worker, who: dict[str, Account], gate: Gate, run_jobs: Run, season: Season
) -> None:
    telling.choose(who["worker"], by_email=False, by_sms=True)
    reached.refresh_from_db()
    gate.answer = 503
    notices.tell(reached, "offer_published", season, answer_by=season.closes)
    run_jobs()
    assert Delivery.every.get().status == "waiting"
    gate.answer = 202
    DBTaskResult.objects.update(run_after=season.opens)
    run_jobs()
    assert Delivery.every.get().status == "sent"
    (_, first), (token, second) = gate.sent
    assert (token, first) == ("Bearer secret-token", second)
    assert second["to"] == "+525512345678"
    assert second["text"] == "Acuerdo: Hay una oferta para usted. http://localhost:8000/my/notices/"
    for personal in (reached.given_names, reached.surnames, reached.number, "2016"):
        assert personal not in second["text"]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("55 1234 5678", "+525512345678"),
        ("+52 (55) 1234-5678", "+525512345678"),
        ("00509 3412 3456", "+50934123456"),
        ("+509 34123456", "+50934123456"),
        ("1234", ""),
        ("ask my aunt", ""),
        ("", ""),
    ],
)
def test_a_telephone_number_is_one_that_a_gateway_takes_or_none(said: str, number: str) -> None:
    assert sms.number_of(said) == number


@pytest.mark.parametrize(
    ("address", "token", "fault"),
    [
        ("https://gateway.example/messages", "", "ACUERDO_SMS_TOKEN is not set, and ACUERDO_SMS is"),
        ("", "secret", "ACUERDO_SMS is not set, and ACUERDO_SMS_TOKEN is"),
        ("gateway.example", "secret", "ACUERDO_SMS is no https address"),
        ("https://user:secret@gateway.example/", "secret", "ACUERDO_SMS is no https address"),
        ("https://gateway.example/", "secret\nword", "ACUERDO_SMS_TOKEN holds a sign"),
    ],
)
def test_a_gateway_that_is_set_up_wrongly_is_told_and_no_token_shown(
    tmp_path: Path, address: str, token: str, fault: str
) -> None:
    said = {"ACUERDO_DEMO": "1", "ACUERDO_SMS": address, "ACUERDO_SMS_TOKEN": token}
    with pytest.raises(Unset) as told:
        read(said, tmp_path)
    assert fault in str(told.value)
    assert "secret" not in str(told.value)


def test_what_becomes_of_an_application_is_told(
    who: dict[str, Account], reached: Worker, matched: Season, run_jobs: Run, clock: Clock
) -> None:
    run_jobs()
    kinds = list(Notice.every.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["application_eligible", "offer_published"]
    placement = Placement.every.get()
    notices.remind.call()
    assert Notice.every.count() == 2, "not yet"
    clock.set(placement.answer_by - timedelta(days=notices.REMIND_DAYS) + timedelta(hours=1))
    for _ in range(2):
        notices.remind.call()
    run_jobs()
    assert Notice.every.filter(kind="offer_reminder").count() == 1
    assert "Conteste antes del" in mail.outbox[-1].body


def test_whoever_was_given_nothing_is_told_so_once(
    who: dict[str, Account], application: Application, run_season: Callable[[], Season], run_jobs: Run
) -> None:
    season = run_season()
    run_jobs()
    with transaction.atomic():
        notices.results(season)
    run_jobs()
    kinds = list(Notice.every.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["application_eligible", "without_offer"]


def test_a_worker_reads_own_notices_in_the_language_of_the_page_and_nobody_else_does(
    reached: Worker,
    who: dict[str, Account],
    worker_fields: Callable[..., dict[str, Any]],
    client: Client,
    run_jobs: Run,
) -> None:
    other = registering.register(who["consulate"], worker_fields(), "MTY")
    notices.tell(other, "permit_revoked")
    notices.tell(reached, "review_answered")
    run_jobs()
    client.force_login(who["worker"])
    client.cookies["language"] = "ht"
    page = client.get("/my/notices/").content.decode()
    assert "Avi mwen yo" in page
    assert "Gen repons pou revizyon ou mande a" in page
    assert "Gen nouvèl sou pèmi" not in page
    assert "Voye" in page
    assert '<html lang="ht">' in page
    with pytest.raises(Denied):
        notices.own(who["support"])


def test_a_worker_chooses_where_to_be_told_and_is_told_what_is_missing(
    worker: Worker, who: dict[str, Account], client: Client
) -> None:
    client.force_login(who["worker"])
    client.cookies["language"] = "en"
    told = client.post("/my/notices/channels/", {"by_email": "on", "by_sms": "on"})
    assert told.status_code == 422
    page = told.content.decode()
    assert "Your record has no address of e-mail." in page
    assert "Your record has no telephone number" in page
    Worker.every.update(email="persona@example.org", phone="5512345678")
    assert client.post("/my/notices/channels/", {"by_email": "on"}).status_code == 302
    worker.refresh_from_db()
    assert (worker.by_email, worker.by_sms) == (True, False)
    assert "by e-mail" in client.get("/my/record/").content.decode()
    assert client.post("/my/notices/channels/", {}).status_code == 302
    worker.refresh_from_db()
    assert not worker.by_email


def test_every_language_says_every_kind_of_notice(reached: Worker, season: Season) -> None:
    given = {"moment": season.closes, "day": season.closes.date(), "number": 3, "consulate": "MTY"}
    assert set(languages.known()) == {"es", "en", "ht"}
    for kind, facts in KINDS.items():
        told = notices.tell(reached, kind, **{name: given[of] for name, of in facts.items()})
        assert told is not None
        said = {code: sending.in_words(told, code) for code in languages.known()}
        assert len({each.words for each in said.values()}) == 3, kind
        assert all("{" not in each.words for each in said.values())


def test_every_word_that_a_language_says_for_pages_is_said_by_a_page() -> None:
    import runpy

    tool = runpy.run_path(str(Path(__file__).parents[2] / "docs/languages.py"))
    said = {str(message.id) for message in tool["said"]() if message.id}
    months = set(list(languages.of("ht").pages)[:12])
    assert {each for each in languages.of("ht").pages if each not in said | months} == set()


def test_a_file_is_all_that_a_language_needs(
    reached: Worker,
    who: dict[str, Account],
    settings: LazySettings,
    tmp_path: Path,
    client: Client,
    run_jobs: Run,
) -> None:
    folder = tmp_path / "languages"
    folder.mkdir()
    settings.ACUERDO = replace(settings.ACUERDO, languages=folder)
    haitian = (languages.HERE / "ht.yaml").read_text("utf-8")
    (folder / "qya.yaml").write_text(haitian.replace("Kreyòl ayisyen", "Another language"), "utf-8")
    languages.speak()
    assert languages.choices()[-1] == ("qya", "Another language")
    client.force_login(who["worker"])
    assert "Another language" in client.get("/my/record/change/").content.decode()
    sent = {"language": "qya", "trades": ["0"], "experience_months": "3", "taste": "pay"}
    sent |= {"email": "persona@example.org"}
    assert client.post("/my/record/change/", sent).status_code == 302
    reached.refresh_from_db()
    assert reached.language == "qya"
    notices.tell(reached, "permit_revoked")
    run_jobs()
    assert mail.outbox[-1].subject == "Acuerdo: Gen nouvèl sou pèmi ou a"
    assert client.post("/language/", {"language": "qya", "next": "/"}).status_code == 302
    assert "Demann mwen" in client.get("/").content.decode()


def test_a_file_of_a_language_with_faults_is_refused_with_all_of_them(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.ACUERDO = replace(settings.ACUERDO, languages=tmp_path)
    spanish = (languages.HERE / "es.yaml").read_text("utf-8")
    wrong = spanish.replace("{answer_by}", "{day_of_answer}", 1).replace("  owed_paid:", "  owed:")
    (tmp_path / "xx.yaml").write_text(wrong, "utf-8")
    (tmp_path / "Q1.yaml").write_text("name: [", "utf-8")
    with pytest.raises(Refused) as told:
        languages.known()
    for fault in (
        "notices.offer_published.words: {day_of_answer} is not known here",
        "notices.offer_published.words: {answer_by} is missing",
        "notices.owed_paid needs a title and words",
        "notices.owed is no kind of notice",
        "Q1.yaml: is not readable as YAML",
    ):
        assert fault in str(told.value)


def test_a_browser_that_asks_for_a_language_is_spoken_to_in_it(client: Client, db: None) -> None:
    page = client.get("/", headers={"accept-language": "fr;q=0.5, ht-HT, en;q=0.8"})
    assert page.headers["Content-Language"] == "ht"
    assert "Enskri kòm travayè" in page.content.decode()
    with translation.override("ht"):
        assert translation.gettext("Who may find workers, under a licence.").startswith("Quién"), (
            "what a file does not say is Spanish"
        )
