"""The offline page in a real browser with the network cut: the verdicts of the program, and nothing sent."""

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from joserfc.jwk import ECKey
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from acuerdo.operate import challenging, credentials, revoking
from acuerdo.operate import clock as instants
from acuerdo.operate.statuses import newest as statuses_now
from acuerdo.proof.credentials import disclosing, statuses
from acuerdo.proof.credentials.digits import to_digits
from acuerdo.proof.credentials.permits import (
    HIDDEN,
    VERDICTS,
    issue_permit,
    judge,
    open_statuses,
    read_shown,
    statuses_of,
)
from acuerdo.proof.credentials.published import PublishedKey, name_of, read_keys, written
from acuerdo.proof.credentials.signing import Malformed, signed
from acuerdo.records.models import Account, Challenge, Credential, Permit
from acuerdo.web import verifier
from browsers import program

TOLD = {
    "number": "P-000000000",
    "from": "2017-04-01",
    "until": "2017-10-31",
    "given_names": "Persona Ñandú",
    "surnames": "de Muestra",
    "born_on": "1990-05-17",
    "nationality": "MEX",
    "employer": "First farm",
    "order": "C-1",
}
NOON = 1_493_640_000  # 2017-05-01T12:00Z
DAY = date(2017, 5, 1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests here."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module", autouse=True)
def beside_a_loop() -> Iterator[None]:
    """The browser is driven from a loop in this thread; the database is asked from it all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """What opens a window with cookies of its own."""
    opened: list[BrowserContext] = []

    def new(**given: Any) -> BrowserContext:
        opened.append(browser.new_context(**{"viewport": {"width": 390, "height": 844}, **given}))
        return opened[-1]

    yield new
    for each in opened:
        each.close()


class Made:
    """Keys, a list, and permits of every kind that is told apart."""

    def __init__(self) -> None:
        self.key, self.old, self.gone, self.foreign = (ECKey.generate_key("P-256") for _ in range(4))
        begun = date(2016, 1, 1)
        known = [
            PublishedKey(name_of(self.key), "USA", self.key, begun),
            PublishedKey(name_of(self.old), "USA", self.old, begun, until=date(2017, 4, 30)),
            PublishedKey(name_of(self.gone), "USA", self.gone, begun, withdrawn_on=date(2017, 1, 1)),
        ]
        self.keys = written(known)
        self.list = statuses.sign_list(
            statuses_of("USA"), {5}, 9, NOON - 3600, NOON + 3600, self.key, name_of(self.key)
        )

    def permit(
        self, key: ECKey | None = None, index: int = 1, kid: str = "", **changed: Any
    ) -> disclosing.Shown:
        told, key = {**TOLD, **changed}, key or self.key
        salts = [bytes([at]) * 16 for at, name in enumerate(HIDDEN) if name in told]
        return issue_permit(told, "USA", index, "", salts, key, kid or name_of(key))

    def cases(self) -> dict[str, str]:
        """Texts by what they are."""
        good = self.permit()
        forged = self.permit(self.foreign, kid=name_of(self.key))
        head, body, seal = good.issued.split(".")
        other = disclosing._disclosure(b"0" * 16, "surnames", "Otra")
        parts = good.disclosures
        nested = signed(
            {"typ": disclosing.TYPE, "kid": name_of(self.key)},
            {"vct": "x", "a": {"_sd": [disclosing.digest(parts[0])]}, "b": [{"...": "x"}]},
            self.key,
        )
        return {
            "whole": good.text,
            "digits": to_digits(good),
            "digits in lines": "\n".join(to_digits(good)[at : at + 60] for at in range(0, 4000, 60)),
            "part": good.only("surnames", "born_on").text,
            "nothing shown": good.only().text,
            "not yet": self.permit(**{"from": "2017-05-02"}).text,
            "first day": self.permit(**{"from": "2017-05-01"}).text,
            "last day": self.permit(until="2017-05-01").text,
            "expired": self.permit(until="2017-04-30").text,
            "revoked": self.permit(index=5).text,
            "beyond the list": self.permit(index=16).text,
            "other key": self.permit(self.foreign).text,
            "forged under our key": forged.text,
            "withdrawn key": self.permit(self.gone).text,
            "ended key": self.permit(self.old).text,
            "another surname": disclosing.Shown(good.issued, (*parts[:-1], other)).text,
            "one surname more": disclosing.Shown(good.issued, (*parts, other)).text,
            "a part twice": disclosing.Shown(good.issued, (*parts, parts[0])).text,
            "another body": f"{head}.{body[:-4]}AAAA.{seal}~",
            "another seal": f"{head}.{body}.{seal[:-4]}AAAA~",
            "no seal": f"{head}.{body}.~",
            "other claims": f"{nested}~{parts[0]}~",
            "no days": self.permit(until="soon").text,
            "digit changed": "9" + to_digits(good)[1:],
            "digits cut off": to_digits(good)[:-53],
            "a digit too few": to_digits(good)[:-1],
            "empty": "",
            "words": "hola",
            "a token alone": good.issued,
            "letters": good.text.replace(".", "!"),
            "no algorithm": f"{'eyJhbGciOiJub25lIn0'}.{body}.{seal}~",
        }


EXPECTED = {
    "whole": "holds",
    "digits": "holds",
    "digits in lines": "holds",
    "part": "holds",
    "nothing shown": "holds",
    "not yet": "not_yet",
    "first day": "holds",
    "last day": "holds",
    "expired": "expired",
    "revoked": "revoked",
    "beyond the list": "list_too_old",
    "other key": "other_key",
    "forged under our key": "altered",
    "withdrawn key": "key_withdrawn",
    "ended key": "key_over",
    "another surname": "altered",
    "one surname more": "altered",
    "a part twice": "altered",
    "another seal": "altered",
    "other claims": "altered",
    "no days": "altered",
    "digits cut off": "no_permit",
    "a digit too few": "no_permit",
    "empty": "no_permit",
    "words": "no_permit",
    "a token alone": "no_permit",
    "no algorithm": "no_permit",
}
"""What is said of each; of the others only that the page and the program say the same."""


@pytest.fixture(scope="module")
def made() -> Made:
    return Made()


def here(made: Made, text: str, listed: str, now: int = NOON) -> str:
    """What the program says."""
    keys = read_keys(made.keys)
    try:
        return judge(read_shown(text), keys, open_statuses(listed, keys), DAY, now).verdict
    except Malformed:
        return "no_permit"


def opened(context: BrowserContext, folder: Path, page: str) -> Page:
    """The page opened from a disk, with no network."""
    file = folder / "verifier.html"
    file.write_text(page, encoding="utf-8")
    context.set_offline(True)
    shown = context.new_page()
    shown.clock.set_fixed_time(datetime.fromtimestamp(NOON, UTC))
    shown.goto(file.as_uri())
    shown.wait_for_selector("body[data-ready]")
    return shown


def test_page_and_program_say_the_same_of_everything_and_what_they_should(
    made: Made, contexts: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = opened(contexts(), tmp_path, verifier.page(made.keys, made.list))
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    said = {}
    for name, text in made.cases().items():
        page.fill("#text", text)
        page.evaluate("document.getElementById('answer').dataset.verdict = ''")
        page.click("main form button")
        page.wait_for_selector("#answer:not([data-verdict=''])")
        said[name] = page.get_attribute("#answer", "data-verdict")
    assert said == {name: here(made, text, made.list) for name, text in made.cases().items()}
    assert {name: said[name] for name in EXPECTED} == EXPECTED
    assert set(EXPECTED.values()) == set(VERDICTS) - {"list_unusable"}
    assert faults == []


@pytest.mark.parametrize(
    ("listed", "now", "verdict"), [("", 0, "list_unusable"), ("old", 7200, "list_too_old")]
)
def test_a_list_that_is_too_old_or_missing_is_told_apart_from_a_permit_that_holds(
    listed: str, now: int, verdict: str, made: Made, contexts: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    text = made.list if listed else "x"
    page = opened(contexts(), tmp_path, verifier.page(made.keys, text))
    page.clock.set_fixed_time(datetime.fromtimestamp(NOON + now, UTC))
    page.fill("#text", made.permit().text)
    page.click("main form button")
    page.wait_for_selector(f"#answer[data-verdict='{verdict}']")
    assert here(made, made.permit().text, text, NOON + now) == verdict
    page.fill("#text", made.permit(index=5).text)
    page.click("main form button")
    page.wait_for_selector(f"#answer[data-verdict='{'revoked' if listed else verdict}']")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_shows_the_person_and_says_what_it_cannot_know(
    language: str, made: Made, contexts: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = opened(contexts(locale=language), tmp_path, verifier.page(made.keys, made.list, NOON))
    spoken = 1 if language == "es" else 0
    page.fill("#text", to_digits(made.permit(surnames="<img src=x onerror=alert(1)>")))
    page.click("main form button")
    page.wait_for_selector("#answer[data-verdict='holds']")
    told = page.inner_text("main")
    words = verifier.words.PAGE
    for name in ("copy", "paper", "no_photo", "demo"):
        assert words[name][spoken] in told
    for value in ("Persona Ñandú", "<img src=x", "1990", "First farm", "P-000000000"):
        assert value in told
    page.click("#language")
    assert words["copy"][1 - spoken] in page.inner_text("main")
    assert page.get_attribute("html", "lang") == ("en" if spoken else "es")


def test_the_page_reaches_nobody_even_with_a_network(
    made: Made, contexts: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    context = contexts()
    page = opened(context, tmp_path, verifier.page(made.keys, made.list))
    context.set_offline(False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    tried = page.evaluate("fetch('http://localhost:9/').then(() => 'reached', () => 'refused')")
    assert (tried, [each for each in asked if not each.startswith("blob:")]) == ("refused", [])


class Line:
    """A server, and the line to it, which a test can cut: connections that stand end too."""

    def __init__(self) -> None:
        self.server = LiveServer("localhost")
        self.url = self.server.url
        self.held: list[socket.socket] = []
        httpd = self.server.thread.httpd
        accept = httpd.get_request

        def noted() -> Any:
            taken = accept()
            self.held.append(taken[0])
            return taken

        httpd.get_request = noted

    def cut(self) -> None:
        self.server.stop()
        for each in self.held:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def server(transactional_db: None) -> Iterator[Line]:
    """A server of its own, so that a test can end it: then there is no network at all."""
    started = Line()
    yield started
    started.cut()


@pytest.mark.django_db(transaction=True)
def test_a_worker_keeps_the_permit_shows_it_without_a_network_and_the_page_reads_it(
    server: Line,
    contexts: Callable[..., BrowserContext],
    who: dict[str, Account],
    permit: Permit,
    tmp_path: Path,
) -> None:
    context = contexts(locale="en")
    client = Client()
    client.force_login(who["worker"])
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
    page = context.new_page()
    page.goto(f"{server.url}/my/permit/")
    page.click("#keep-here")
    page.wait_for_selector("#kept:not([hidden])")
    assert Credential.every.exclude(device="").get().ended_at is None
    made = challenging.ask(who["border_officer"], permit.number)
    page.fill("#code", made.code)
    page.click("#answering button")
    page.wait_for_selector("#answered:not([hidden])")
    assert Challenge.every.get().answered_at is not None
    held = credentials.held(who["worker"])
    assert held is not None
    other = opened(contexts(), tmp_path, Client().get("/permits/verifier.html").content.decode())
    other.clock.set_fixed_time(instants.now())

    server.cut()
    page.goto(f"{server.url}/my/permit/")
    page.wait_for_selector("#without:not([hidden])")
    assert permit.number in page.inner_text("main")
    assert page.evaluate("document.querySelector('.photo').naturalWidth") == 480
    digits = page.text_content("details code") or ""
    assert digits == held.digits
    other.fill("#day", permit.holds_from.isoformat())
    other.fill("#text", digits)
    other.click("main form button")
    other.wait_for_selector("#answer[data-verdict='holds']")
    other.wait_for_function("document.getElementById('photo').naturalWidth > 30")
    assert "Persona" in other.inner_text("#claims")
    revoking.revoke(who["consulate"], permit, "no_work", "the work is over")
    other.evaluate("text => { DATA.statuses = text; return begin(); }", statuses_now())
    other.click("main form button")
    other.wait_for_selector("#answer[data-verdict='revoked']")


@pytest.mark.django_db(transaction=True)
def test_a_permit_is_taken_off_a_telephone_with_all_that_was_kept(
    server: Line, contexts: Callable[..., BrowserContext], who: dict[str, Account], permit: Permit
) -> None:
    context = contexts(locale="es")
    client = Client()
    client.force_login(who["worker"])
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
    page = context.new_page()
    page.goto(f"{server.url}/my/permit/")
    page.click("#keep-here")
    page.click("#take-off")
    page.wait_for_selector("#keep:not([hidden])")
    assert not Credential.every.filter(ended_at=None).exclude(device="").exists()
    assert page.evaluate("caches.keys()") == []
