"""A complaint in a real browser, from a telephone without an account to other work with the same permit."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from acuerdo.operate import orders
from acuerdo.records.models import (
    Account,
    Application,
    Complaint,
    Contract,
    Employer,
    JobOrder,
    Permit,
    Placement,
    Refund,
    Season,
    Transfer,
)
from browsers import program
from service.complaining import WORDS

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "una-milpa-verde"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


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
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """What opens a page with cookies of its own; nothing on any of them may fail."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def new(**given: Any) -> Page:
        opened.append(browser.new_context(**given))
        page = opened[-1].new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
        return page

    yield new
    for each in opened:
        each.close()
    assert faults == []


@pytest.fixture
def permit(who: dict[str, Account], order: JobOrder, application: Application, season: Season) -> Permit:
    """The worker works for the first farm, and the second has a free place."""
    Season.objects.update(status="published")
    Application.every.update(status="permitted")
    at = season.opens
    held = Placement.every.create(
        application=application,
        order=order,
        round=1,
        offered_at=at,
        answer_by=season.closes,
        entry=order.starts,
        status="permitted",
    )
    Contract.every.create(placement=held, language="es", words="First farm", signed_at=at)
    second = Employer.objects.create(
        number="E-2", name="Second farm", state="GA", accredited_on=date(2016, 10, 1)
    )
    by = Account.objects.create(username="second employer", role="employer", employer=second)
    fields = JobOrder.objects.filter(pk=order.pk).values(*FIELDS).get()
    made = orders.file(by, second, fields | {"case": "C-2", "state": "GA", "places_requested": 1})
    orders.certify(who["certifying_officer"], made, "certified", 1)
    days = {"holds_from": order.starts, "until": order.ends, "granted_at": at}
    permit: Permit = Permit.every.create(number="P-7F3K9Q2D5", placement=held, **days)
    return permit


FIELDS = ("title", "soc", "county", "starts", "ends", "pay_cents_hour", "hours_week")


def press(page: Page, words: str) -> None:
    """Press a button, or follow a link that looks like one, in the language that is spoken."""
    button = page.locator("main").get_by_role("button", name=gettext(words), exact=True)
    link = page.locator("main").get_by_role("link", name=gettext(words), exact=True)
    with page.expect_navigation():
        button.or_(link).first.click()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url


def says(page: Page, words: str) -> None:
    """Whether a page says something in the language that is spoken."""
    assert gettext(words) in " ".join(page.locator("main").inner_text().split())


def sign_in(page: Page, address: str, account: Account) -> None:
    """Sign in with a password."""
    account.language = translation.get_language()
    account.set_password(PASSWORD)
    account.save()
    page.goto(f"{address}/accounts/login/")
    page.fill("#id_login", account.username)
    page.fill("#id_password", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(f"{address}/")


@pytest.mark.parametrize(("language", "scripts"), [("es", True), ("en", False)])
def test_a_fee_is_told_without_a_name_found_ordered_back_and_the_worker_moves(
    language: str,
    scripts: bool,
    live_server: LiveServer,
    window: Callable[..., Page],
    who: dict[str, Account],
    permit: Permit,
) -> None:
    given: dict[str, Any] = {"locale": language, "java_script_enabled": scripts}
    with translation.override(language):
        phone = window(**given, viewport=PHONE)
        phone.goto(live_server.url)
        press(phone, "Complain about work, housing, or whoever found the work")
        phone.check("input[name=kind][value=fee]")
        phone.check("input[name=about][value=employer]")
        press(phone, "Go on")
        phone.fill("#id_named", "First farm")
        phone.fill("#id_amount", "500")
        phone.fill("#id_words", WORDS)
        press(phone, "Send")
        says(phone, "Your complaint has arrived.")
        number, secret = phone.locator("dd.number").all_inner_texts()
        assert not [each["name"] for each in phone.context.cookies() if each["name"] == "sessionid"]

        desk = window(**given, viewport=DESK)
        sign_in(desk, live_server.url, who["inspector"])
        desk.goto(f"{live_server.url}/complaints/")
        with desk.expect_navigation():
            desk.get_by_role("link", name=number).click()
        press(desk, "Take it up")
        desk.check("input[name=outcome][value=substantiated]")
        desk.select_option("#id_protection", "no_worker_fees")
        desk.locator("form[action$='/decide/'] textarea").fill("The lists show it.")
        press(desk, "Decide")
        says(desk, "Found to be so. What follows from it is below.")
        assert Refund.every.get().status == "ordered"

        press(phone, "Follow a complaint")
        phone.fill("#id_number", number)
        phone.fill("#id_secret", secret)
        press(phone, "Show")
        says(phone, "What you said was found to be so.")
        assert "The lists show it." in phone.locator("main").inner_text()
        assert Complaint.every.get().worker is None

        worker = window(**given, viewport=PHONE)
        sign_in(worker, live_server.url, who["worker"])
        worker.goto(f"{live_server.url}/my/move/")
        press(worker, "I want this work")
        says(worker, "Your new contract")
        press(worker, "Move, and sign the contract")
        says(worker, "You have moved. Your permit is the same, and so are its days.")
    moved = Transfer.every.get()
    assert (moved.taken.case, moved.permit.number) == ("C-2", "P-7F3K9Q2D5")
    assert "Second farm" in Contract.every.get().words
