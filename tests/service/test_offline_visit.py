"""A visit filled in without a network, in a real browser: kept on the phone, sent once there is one, filed
once."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from acuerdo.records.models import Account, Employment, Filing, JobOrder, Season, Visit, VisitFinding, Worker
from browsers import program
from service.conftest import Clock
from service.paid import LATER, employed

pytestmark = pytest.mark.django_db(transaction=True)
MOST_MS = 20_000
"""Milliseconds within which what was kept is sent once there is a network."""
PHONE = {"width": 390, "height": 844}


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
def work(worker: Worker, order: JobOrder, season: Season, clock: Clock) -> Employment:
    """The worker at work, two weeks in."""
    clock.set(LATER)
    return employed(worker, order, season)


@pytest.fixture
def inspector(browser: Browser, live_server: LiveServer, who: dict[str, Account]) -> Iterator[BrowserContext]:
    """A phone on which the inspector is signed in."""
    client = Client()
    client.force_login(who["inspector"])
    context = browser.new_context(viewport=PHONE, locale="en", base_url=live_server.url)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])  # type: ignore[list-item]
    yield context
    context.close()


def taken_along(page: Page) -> None:
    """Open the list with the network on; the forms are kept with it."""
    page.goto("/visits/")
    expect(page.locator("html[data-ready=yes]")).to_be_attached()


def fill_in(page: Page) -> None:
    page.fill("#id_on", "2017-04-18")
    page.fill("#id_people", "4")
    page.select_option("#id_housing", "failed")
    page.fill("#id_measured_equal_treatment", "0.9")
    page.select_option("#id_found_orderly_framework", "yes")
    page.get_by_role("button", name="File the visit").click()


def test_a_visit_filled_in_without_a_network_is_sent_once_there_is_one_and_filed_once(
    work: Employment, inspector: BrowserContext
) -> None:
    page = inspector.new_page()
    taken_along(page)
    inspector.set_offline(True)
    page.goto(f"/visits/{work.order.pk}/new/")  # never opened before: it was kept with the list
    fill_in(page)
    expect(page.locator("#kept")).to_contain_text("not sent yet: 1")
    page.reload()
    expect(page.locator("#kept")).to_contain_text("not sent yet: 1")
    assert not Visit.objects.exists()
    inspector.set_offline(False)
    expect(page.locator("#kept")).to_contain_text("Filed: 1", timeout=MOST_MS)
    page.goto("/visits/")
    visit = Visit.objects.get()
    assert (visit.people, visit.housing, str(visit.on)) == (4, "failed", "2017-04-18")
    assert set(VisitFinding.objects.values_list("protection", "outcome")) == {
        ("equal_treatment", "broken"),
        ("orderly_framework", "broken"),
    }
    assert Filing.every.get(kind="visit").receipt["subject"] == f"visit:{visit.pk}"


def test_an_answer_that_was_lost_on_its_way_files_nothing_twice(
    work: Employment, inspector: BrowserContext
) -> None:
    page, asked = inspector.new_page(), []

    def lose(route: Any) -> None:
        asked.append(route.request.headers["idempotency-key"])
        if len(asked) == 1:
            route.fetch()  # the service files it, and the network goes before it has answered
            route.abort()
        else:
            route.continue_()

    page.goto(f"/visits/{work.order.pk}/new/")
    page.route("**/api/v1/visits", lose)
    fill_in(page)
    expect(page.locator("#kept")).to_contain_text("not sent yet: 1")
    assert Visit.objects.count() == 1
    page.reload()
    expect(page.locator("#kept")).to_contain_text("Filed: 1")
    assert (len(asked), len(set(asked)), Visit.objects.count()) == (2, 1, 1)


def test_what_the_service_asks_to_mend_goes_back_into_the_form(
    work: Employment, inspector: BrowserContext
) -> None:
    page = inspector.new_page()
    page.goto(f"/visits/{work.order.pk}/new/")
    page.fill("#id_words", "No water in the house")
    page.fill("#id_measured_no_worker_fees", "nine")
    page.fill("#id_on", "2017-04-18")
    page.fill("#id_people", "4")
    page.get_by_role("button", name="File the visit").click()
    expect(page.locator("#kept")).to_contain_text("asks to mend")
    page.reload()
    assert page.input_value("#id_words") == "No water in the house"
    assert page.input_value("#id_measured_no_worker_fees") == "nine"
    page.fill("#id_measured_no_worker_fees", "0 USD")
    page.get_by_role("button", name="File the visit").click()
    expect(page.locator("#kept")).to_contain_text("Filed: 1")
    assert VisitFinding.objects.get().outcome == "kept"


def test_the_form_works_without_scripts_too(
    browser: Browser, work: Employment, live_server: LiveServer, inspector: BrowserContext
) -> None:
    plain = browser.new_context(
        java_script_enabled=False, locale="en", storage_state=inspector.storage_state()
    )
    page = plain.new_page()
    page.goto(f"{live_server.url}/visits/{work.order.pk}/new/")
    fill_in(page)
    assert page.url.endswith("/visits/")
    assert Visit.objects.count() == 1
    plain.close()


def test_no_page_that_says_anything_of_a_person_is_kept(work: Employment, inspector: BrowserContext) -> None:
    page = inspector.new_page()
    taken_along(page)
    page.goto(f"/visits/{work.order.pk}/")
    kept: Callable[..., Any] = page.evaluate
    told = kept(
        "caches.open('visits-1').then((c) => c.keys()).then((all) => all.map((r) => new URL(r.url).pathname))"
    )
    assert set(told) == {
        "/static/acuerdo.css",
        "/static/acuerdo.svg",
        "/static/visits.js",
        "/visits/",
        f"/visits/{work.order.pk}/new/",
    }
