"""What people keep for themselves: a worker's record, tokens of programs, whether a permit holds."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from acuerdo.operate import access, numbers, registering, seasons, tokens
from acuerdo.operate.authority import Denied
from acuerdo.operate.own_file import OwnForm
from acuerdo.operate.states import NotNow
from acuerdo.records.models import (
    Account,
    Application,
    Entry,
    PastSeason,
    Permit,
    Placement,
    Season,
    Token,
    Worker,
)
from service.calling import calling
from service.conftest import Clock

WORK = {"language": "es", "trades": ["0", "3"], "experience_months": "30", "taste": "season"}


@pytest.fixture
def page(who: dict[str, Account], worker: Worker) -> Client:
    """The browser of the worker, in English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(who["worker"])
    return client


def signed(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def test_a_worker_reads_the_own_record_and_that_is_an_entry(page: Client, worker: Worker) -> None:
    PastSeason.every.create(worker=worker, year=2014, complied=True)
    shown = page.get("/my/record/").content.decode()
    for said in (worker.number, worker.given_names, "17 May 1990", "2014"):
        assert said in shown
    assert Entry.objects.filter(action="worker.see", kind="read", worker=worker.number).count() == 1


def test_a_worker_corrects_how_to_be_reached_and_the_work(
    page: Client, who: dict[str, Account], worker: Worker
) -> None:
    sent = {**WORK, "phone": "55 1234", "email": "persona@example.org"}
    assert page.post("/my/record/change/", sent).status_code == 302
    found = Worker.every.get()
    assert (found.phone, found.email, found.trades, found.taste) == (
        "55 1234",
        "persona@example.org",
        9,
        "season",
    )
    who["worker"].refresh_from_db()
    assert who["worker"].email == "persona@example.org"
    entry = Entry.objects.get(action="worker.change")
    assert "55 1234" not in entry.detail
    assert "phone" in entry.detail


def test_what_says_who_somebody_is_no_page_of_the_worker_changes(page: Client, worker: Worker) -> None:
    sent = {**WORK, "given_names": "Otra", "born_on": "1980-01-01", "curp": "", "nationality": "USA"}
    page.post("/my/record/change/", sent)
    found = Worker.every.get()
    assert (found.given_names, found.born_on, found.nationality) == (
        worker.given_names,
        worker.born_on,
        worker.nationality,
    )
    assert not registering.IDENTITY & set(OwnForm().fields)


@pytest.mark.parametrize("name", sorted(registering.IDENTITY))
def test_no_worker_changes_an_identity_and_an_officer_does(
    name: str, who: dict[str, Account], worker: Worker
) -> None:
    other = {"born_on": date(1991, 1, 1), "document_expires": date(2020, 1, 1), "state": 3}.get(name, "X")
    with pytest.raises(Denied) as told:
        registering.change(who["worker"], worker, {name: other})
    assert told.value.action == "worker.identify"
    assert not Entry.objects.filter(action="worker.change").exists()
    registering.change(who["origin_officer"], Worker.every.get(), {name: other})
    assert getattr(Worker.every.get(), name) == other


def test_no_program_of_a_worker_changes_an_identity_either(who: dict[str, Account], worker: Worker) -> None:
    call, path = calling(who["worker"]), f"/workers/{worker.number}"
    assert call("PATCH", path, {"phone": "55 1234"}).status_code == 200
    refused = call("PATCH", path, {"surnames": "de Prueba", "phone": "55 9999"})
    assert (refused.status_code, refused.json()["action"]) == (403, "worker.identify")
    found = Worker.every.get()
    assert (found.surnames, found.phone) == (worker.surnames, "55 1234")


def test_faults_are_told_and_nothing_is_changed(page: Client, worker: Worker) -> None:
    answer = page.post("/my/record/change/", {**WORK, "email": "nobody", "phone": "55"})
    assert answer.status_code == 422
    assert Worker.every.get().phone == ""


def test_what_the_match_rests_on_is_not_changed_between_the_close_and_the_match(
    page: Client,
    who: dict[str, Account],
    worker: Worker,
    application: Application,
    season: Season,
    clock: Clock,
) -> None:
    clock.set(season.closes)
    seasons.close(who["secretary"], season)
    for account in (who["worker"], who["origin_officer"]):
        with pytest.raises(NotNow, match="awaits the match"):
            registering.change(account, Worker.every.get(), {"experience_months": 600})
    registering.change(who["worker"], Worker.every.get(), {"phone": "55 1234"})
    answer = page.post("/my/record/change/", {**WORK, "phone": "55 9999"})
    assert answer.status_code == 409
    assert "You can change it once the match is made" in " ".join(answer.content.decode().split())
    found = Worker.every.get()
    assert (found.phone, found.experience_months) == ("55 1234", worker.experience_months)
    Season.objects.update(status="published")
    registering.change(who["worker"], found, {"experience_months": 30})


def test_nobody_but_workers_has_such_a_record(who: dict[str, Account], db: None) -> None:
    for role in ("employer", "consulate", "auditor", "support"):
        assert signed(who[role]).get("/my/record/").status_code == 403
    assert signed(who["worker"]).get("/my/record/")["Location"] == "/register/"


def test_an_officer_enters_a_season_worked_and_a_second_entry_mends_the_first(
    who: dict[str, Account], worker: Worker
) -> None:
    client, address = signed(who["origin_officer"]), f"/people/file/{worker.number}/season/"
    assert client.post(address, {"year": "2015", "complied": "no"}).status_code == 302
    assert client.post(address, {"year": "2015", "complied": "yes", "employer": "E-1"}).status_code == 302
    found = PastSeason.every.select_related("employer").get()
    assert (found.year, found.complied, found.employer and found.employer.number) == (2015, True, "E-1")
    assert client.post(address, {"year": "2015", "complied": "yes", "employer": "E-9"}).status_code == 422
    assert signed(who["worker"]).post(address, {"year": "2014", "complied": "yes"}).status_code == 403
    shown = client.get(f"/people/file/{worker.number}/?purpose=correction").content.decode()
    assert "2015, First farm" in " ".join(shown.split())


def test_an_officer_corrects_who_somebody_is_and_the_person_sees_it(
    who: dict[str, Account], worker: Worker, page: Client
) -> None:
    client, address = signed(who["origin_officer"]), f"/people/file/{worker.number}/change/"
    assert worker.surnames in client.get(address).content.decode()
    names = {"given_names": "Persona", "surnames": "de Prueba"}
    sent = {**WORK, **names, "born_on": "1990-05-18", "sex": "woman", "nationality": "MEX", "state": "11"}
    assert client.post(address, {**sent, "born_on": "2016-01-01"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    found = Worker.every.get()
    assert (found.surnames, found.born_on) == ("de Prueba", date(1990, 5, 18))
    assert "changed your registration" in page.get("/my/readers/").content.decode()
    assert page.post(address, sent).status_code == 403


@pytest.fixture
def permit(matched: Season) -> Permit:
    """The permit of the worker."""
    placement = Placement.every.get()
    made: Permit = Permit.every.create(
        number=numbers.new("P"),
        placement=placement,
        holds_from=date(2017, 4, 1),
        until=date(2017, 9, 1),
        granted_at=matched.closes,
    )
    return made


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2017, 3, 31), "No, it does not hold today."),
        (date(2017, 4, 1), "Yes, it holds today."),
        (date(2017, 9, 1), "Yes, it holds today."),
        (date(2017, 9, 2), "No, it does not hold today."),
    ],
)
def test_a_border_officer_is_told_whether_a_permit_holds_today(
    who: dict[str, Account], permit: Permit, clock: Clock, on: date, said: str
) -> None:

    clock.set(datetime(on.year, on.month, on.day, 15, tzinfo=UTC))
    shown = (
        signed(who["border_officer"]).post("/permits/", {"number": permit.number.lower()}).content.decode()
    )
    assert said in shown
    assert ("1 April 2017" in shown, "1 September 2017" in shown) == (True, True)
    worker = permit.placement.application.worker
    assert worker.surnames not in shown
    entry = Entry.objects.get(action="permit.see")
    assert (entry.kind, entry.worker, entry.role) == ("read", worker.number, "border_officer")


def test_a_number_that_is_mistyped_unknown_or_out_of_reach_tells_nothing(
    who: dict[str, Account], permit: Permit
) -> None:
    border, unknown = signed(who["border_officer"]), numbers.new("P")
    wrong = permit.number[:-1] + ("0" if permit.number[-1] != "0" else "1")
    assert border.post("/permits/", {"number": wrong}).status_code == 422
    assert "No permit has this number." in border.post("/permits/", {"number": unknown}).content.decode()
    who["certifying_officer"].states = ["CA"]
    who["certifying_officer"].save()
    shown = signed(who["certifying_officer"]).post("/permits/", {"number": permit.number}).content.decode()
    assert "No permit has this number." in shown
    assert "April" not in shown
    assert Entry.objects.filter(action="permit.see", worker="").count() == 2
    for role in ("employer", "inspector", "support"):
        assert signed(who[role]).post("/permits/", {"number": permit.number}).status_code == 403


def test_a_token_is_made_told_once_used_and_refused(who: dict[str, Account], worker: Worker) -> None:
    client = signed(who["employer"])
    made = client.post("/tokens/", {"name": "payroll"})
    assert made.status_code == 201
    (text,) = [part for part in made.content.decode().replace("<", " ").replace(">", " ").split()
               if part.startswith(tokens.BEGINS)]  # fmt: skip
    assert "no-store" in made["Cache-Control"]
    assert tokens.owner(text) == who["employer"]
    listed = client.get("/tokens/").content.decode()
    assert "payroll" in listed
    assert text not in listed
    token = Token.objects.get(name="payroll")
    assert signed(who["agent"]).post(f"/tokens/{token.pk}/end/").status_code == 404
    assert tokens.owner(text) is not None
    assert client.post(f"/tokens/{token.pk}/end/").status_code == 302
    assert tokens.owner(text) is None
    assert client.post(f"/tokens/{token.pk}/end/").status_code == 404
    purposes = Entry.objects.filter(action="token.make").order_by("pk").values_list("purpose", flat=True)
    assert list(purposes) == ["token made", "token ended"]


def test_a_token_is_no_link_to_sign_in_by_and_a_link_is_no_token(
    who: dict[str, Account], worker: Worker
) -> None:
    client = signed(who["employer"])
    assert client.post("/tokens/", {"name": access.LINK}).status_code == 409
    Token.objects.create(
        account=who["employer"],
        name=access.LINK,
        digest=access._digest("a secret"),
        made_at=worker.registered_at,
    )
    assert access.follow("a secret") is None
    access.link(who["origin_officer"], worker)
    assert signed(who["worker"]).get("/tokens/").content.decode().count("Refuse from now on") == 0
