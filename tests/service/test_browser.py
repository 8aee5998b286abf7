"""The pages in a real browser: a worker's way to an appointment, by keyboard, without scripts, on a phone."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from acuerdo.operate import proving
from acuerdo.operate.numbers import new
from acuerdo.records.models import (
    Account,
    Appointment,
    Contract,
    Filing,
    Hour,
    JobOrder,
    Permit,
    Placement,
    Preference,
    Season,
    Worker,
)
from browsers import program
from service.conftest import Clock

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "una-milpa-verde"
PHONE = {"width": 360, "height": 740}


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
        opened.append(browser.new_context(**{"viewport": PHONE, **given}))
        return opened[-1]

    yield new
    for each in opened:
        each.close()


def press(page: Page, words: str) -> None:
    """Press a button, or follow a link that looks like one, in the language that is spoken."""
    button = page.locator("main").get_by_role("button", name=gettext(words), exact=True)
    link = page.locator("main").get_by_role("link", name=gettext(words), exact=True)
    button.or_(link).first.click()


def says(page: Page, words: str) -> None:
    """Whether a page says something in the language that is spoken."""
    assert gettext(words) in re.sub(r"\s+", " ", page.locator("main").inner_text())


def fill_in(page: Page, address: str, name: str) -> None:
    """Fill in the registration, with neither a CURP nor a passport."""
    page.goto(f"{address}/register/")
    page.fill("#id_given_names", "Persona 1")
    page.fill("#id_surnames", "de Muestra")
    page.fill("#id_born_on", "1990-05-17")
    page.select_option("#id_state", "11")
    page.check("#id_trades_0")
    page.fill("#id_experience_months", "24")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.fill("#id_again", PASSWORD)


@pytest.mark.parametrize(("language", "scripts"), [("es", True), ("en", False)])
def test_a_worker_goes_from_registering_to_an_appointment(
    language: str,
    scripts: bool,
    live_server: LiveServer,
    contexts: Callable[..., BrowserContext],
    who: dict[str, Account],
    order: JobOrder,
    season: Season,
    run_season: Callable[[], Season],
) -> None:
    page = contexts(locale=language, java_script_enabled=scripts).new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    outside: list[str] = []
    page.on(
        "request",
        lambda asked: outside.append(asked.url) if not asked.url.startswith(live_server.url) else None,
    )
    with translation.override(language):
        page.goto(live_server.url)
        assert page.locator("html").get_attribute("lang") == language
        press(page, "Register as a worker")
        fill_in(page, live_server.url, f"muestra-{language}")
        press(page, "Register")
        says(page, "You are registered. Your account is ready.")
        worker = Worker.every.get()

        press(page, "Apply for the season")
        press(page, "Apply")
        assert "/receipts/" in page.url
        press(page, "To my application")
        says(page, "Needs evidence")
        proving.certificate(who["origin_officer"], worker, 0)
        page.reload()
        says(page, "Your application takes part in the season.")

        press(page, "Choose the work I want")
        press(page, "Find work to add")
        page.locator("main").get_by_role("button", name=gettext("Add to my list")).first.click()
        says(page, "On your list")
        page.goto(f"{live_server.url}/my/list/")
        says(page, "The work I want")
        assert Preference.every.get().order == order

        run_season()
        page.goto(f"{live_server.url}/my/")
        says(page, "There is work for you.")
        assert "C-1" in page.locator("main").inner_text()
        placement = Placement.every.get()
        Hour.objects.create(consulate="MTY", at=placement.answer_by + timedelta(days=9), capacity=1)
        press(page, "Confirm")
        press(page, "Yes, I confirm")
        says(page, "Order confirmed")
        assert Contract.every.get().language == language
        press(page, "To my application")
        press(page, "Book an appointment")
        page.locator("input[name=hour]").check()
        press(page, "Book this hour")
        press(page, "To my application")
        says(page, "You have an appointment at the consulate.")
        assert Appointment.every.get().placement == placement
    assert (faults, outside) == ([], [])
    kinds = list(Filing.every.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["registration", "application", "list", "confirmation", "appointment"]


def tab_to(page: Page, selector: str) -> None:
    """Press the tabulator until something has the focus, which has to be seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert shown != "none", f"the focus on {selector} is not seen"
            return
    raise AssertionError(f"the tabulator does not come to {selector}")


def test_a_worker_registers_by_keyboard_alone(
    live_server: LiveServer, contexts: Callable[..., BrowserContext]
) -> None:
    page = contexts(locale="es", viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{live_server.url}/register/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for selector, words in (("#id_given_names", "Persona 1"), ("#id_surnames", "de Muestra")):
        tab_to(page, selector)
        page.keyboard.type(words)
    tab_to(page, "#id_born_on")
    page.keyboard.type("05171990")
    tab_to(page, "#id_trades_0")
    page.keyboard.press("Space")
    for selector, words in (
        ("#id_experience_months", "24"),
        ("#id_username", "con-teclado"),
        ("#id_password", PASSWORD),
        ("#id_again", "otra"),
    ):
        tab_to(page, selector)
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector(".faults")
    tab_to(page, ".faults a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_again"
    for selector in ("#id_password", "#id_again"):
        page.focus(selector)
        page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.partition("#")[0] == f"{live_server.url}/my/"
    assert Worker.every.get().trades == 1


def test_a_form_that_arrives_twice_at_once_registers_once(
    live_server: LiveServer, contexts: Callable[..., BrowserContext]
) -> None:
    page = contexts(locale="es").new_page()
    fill_in(page, live_server.url, "dos-veces")
    came = page.evaluate(
        """() => {
            const form = document.querySelector('main form');
            const send = () => fetch(form.action, {method: 'POST', body: new FormData(form)});
            return Promise.all([send(), send()].map(each => each.then(answer => answer.url)));
        }"""
    )
    assert came == [f"{live_server.url}/my/"] * 2
    assert (Worker.every.count(), Filing.every.count()) == (1, 1)


def sign_in(page: Page, address: str, account: Account) -> None:
    """Sign in with a password, in the language that is spoken."""
    account.set_password(PASSWORD)
    account.save()
    page.goto(f"{address}/accounts/login/")
    page.fill("#id_login", account.username)
    page.fill("#id_password", PASSWORD)
    press(page, "Sign in")
    page.wait_for_url(f"{address}/")


@pytest.mark.parametrize(("language", "scripts"), [("es", False), ("en", True)])
def test_whoever_cannot_sign_in_is_helped_by_a_message_and_keeps_the_own_record_right(
    language: str,
    scripts: bool,
    live_server: LiveServer,
    contexts: Callable[..., BrowserContext],
    who: dict[str, Account],
    worker: Worker,
) -> None:
    Account.objects.filter(pk=who["worker"].pk).update(email="persona@example.org", language=language)
    support = contexts(locale=language, java_script_enabled=scripts).new_page()
    person = contexts(locale=language, java_script_enabled=scripts).new_page()
    who["support"].language = language
    with translation.override(language):
        sign_in(support, live_server.url, who["support"])
        support.goto(f"{live_server.url}/support/")
        support.select_option("#id_purpose", "signing_in")
        support.fill("#id_told", worker.number)
        press(support, "Find")
        support.locator("main").get_by_role("link", name="worker", exact=True).click()
        press(support, "Send a message to sign in again")
        says(support, "A message is sent. Only its reader can use what it says.")
        (link,) = re.findall(r"/access/\S+", mail.outbox[0].body)
        person.goto(live_server.url + link)
        press(person, "Sign in")
        person.goto(f"{live_server.url}/my/record/")
        press(person, "Change how to reach me, or my work")
        person.fill("#id_phone", "55 1234")
        press(person, "Save")
        says(person, "Saved.")
        assert "55 1234" in person.locator("main").inner_text()
        assert Worker.every.get().phone == "55 1234"


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_border_officer_sees_at_a_glance_whether_a_permit_holds(
    language: str,
    live_server: LiveServer,
    contexts: Callable[..., BrowserContext],
    who: dict[str, Account],
    matched: Season,
    clock: Clock,
) -> None:
    clock.set(datetime(2017, 5, 1, 15, tzinfo=UTC))
    number, days = new("P"), {"holds_from": date(2017, 4, 1), "until": date(2017, 9, 1)}
    Permit.every.create(number=number, placement=Placement.every.get(), granted_at=matched.closes, **days)
    page = contexts(locale=language).new_page()
    who["border_officer"].language = language
    with translation.override(language):
        sign_in(page, live_server.url, who["border_officer"])
        page.goto(f"{live_server.url}/permits/")
        page.fill("#id_number", number)
        press(page, "Check")
        says(page, "Yes, it holds today.")
        clock.set(datetime(2017, 10, 1, 15, tzinfo=UTC))
        page.fill("#id_number", number)
        press(page, "Check")
        says(page, "No, it does not hold today.")


ADDRESSES = (
    "/",
    "/register/",
    "/accounts/login/",
    "/my/",
    "/my/apply/",
    "/my/withdraw/",
    "/my/list/",
    "/my/orders/?trade=all",
    "/my/readers/?own=1",
    "/my/record/",
    "/my/record/change/",
    "/tokens/",
    "/receipts/",
    "/accounts/2fa/",
    "/accounts/password/change/",
    "/accounts/password/reset/",
    "/nowhere/",
)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_fits_its_window_and_can_be_pressed_with_a_thumb(
    width: int,
    live_server: LiveServer,
    contexts: Callable[..., BrowserContext],
    who: dict[str, Account],
    order: JobOrder,
    worker: Worker,
    application: Any,
) -> None:
    who["worker"].set_password(PASSWORD)
    who["worker"].save()
    page = contexts(locale="es", viewport={"width": width, "height": 740}).new_page()
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("#id_login", "worker")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    for address in ADDRESSES:
        page.goto(f"{live_server.url}{address}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is {wide} pixels too wide"
        small = page.evaluate(
            """[...document.querySelectorAll(`button, .button, .menu a, .apart a, summary, select,
                 input:not([type=hidden]):not([type=checkbox]):not([type=radio]), label:has(input)`)]
               .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 44)
               .map(each => each.outerHTML.slice(0, 80))"""
        )
        assert small == [], address
        assert page.locator("h1").count() == 1, address
        unnamed = page.evaluate(
            """[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
               .filter(each => !each.labels.length).map(each => each.outerHTML.slice(0, 80))"""
        )
        assert unnamed == [], address
