"""Who a person is, is erased once the time of the text is over and nothing holds it; what proves, stays."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from click.testing import CliRunner
from django.apps import apps
from django.conf import LazySettings
from django.test import Client

from acuerdo.cli import main
from acuerdo.operate import audit, filing, registering, retention, reviewing, sealing, tokens
from acuerdo.operate.holdings import ERASED_KINDS, HOLDINGS, KEPT, NO_BIRTH, PERSON, WHO, erased
from acuerdo.operate.keys import own
from acuerdo.operate.states import NotNow
from acuerdo.proof.signing import public
from acuerdo.records.models import (
    Account,
    Application,
    Complaint,
    Contract,
    Decision,
    Employment,
    Entry,
    Filing,
    Owed,
    Permit,
    Placement,
    Season,
    Token,
    Worker,
    WorkItem,
)
from acuerdo.records.scope import Personal
from service import shared
from service.conftest import Clock

pytestmark = pytest.mark.django_db
Fields = Callable[..., dict[str, Any]]
NAMED = {
    "given_names": "Xochiquetzal",
    "surnames": "Ixtlilxochitl",
    "phone": "+525512345678",
    "email": "xochi@example.org",
    "document": "G12345678",
    "document_country": "MEX",
}
"""What is known of the person, and found nowhere once it is erased."""
LATER = datetime(2018, 9, 1, 15, tzinfo=UTC)
"""A day on which every time of the text is over, and the plan still enacts it."""


@pytest.fixture
def retaining(settings: LazySettings, tmp_path: Path) -> None:
    """The service under a text that says how long things are kept."""
    shared.under(settings, tmp_path)


@pytest.fixture
def person(who: dict[str, Account], retaining: None, worker_fields: Fields) -> Worker:
    """A worker who filed the registration by a name that says something, and of whom much is known."""
    account = who["worker"]
    Account.objects.filter(pk=account.pk).update(username=NAMED["given_names"])
    account.refresh_from_db()
    filing.file_once(
        account,
        "K-1",
        "registration",
        {},
        lambda: audit.subject_of(registering.register(account, worker_fields(**NAMED))),
    )
    EmailAddress.objects.create(user=account, email=NAMED["email"])
    tokens.new(account, "program")
    return Worker.every.get()


def all_rows() -> str:
    """Everything that the tables of the record and of signing in hold, as text."""
    found = []
    for model in apps.get_models():
        rows = getattr(model, "every", model._base_manager)
        found += [repr(row) for row in rows.values_list()]
    return "\n".join(found)


def chain_holds(who: dict[str, Account], file: Path) -> None:
    sealing.seal(who["auditor"])
    sealing.export(file)
    party, key = own()
    lines = iter(file.read_text("utf-8").splitlines())
    assert list(sealing.verify(lines, {party: public(key)})) == []


def test_nothing_that_names_a_person_is_left_and_what_proves_holds(
    who: dict[str, Account], person: Worker, clock: Clock, tmp_path: Path
) -> None:
    receipt = dict(Filing.every.get().receipt)
    sealing.seal(who["auditor"])
    before = all_rows()
    assert all(told in before for told in NAMED.values())
    clock.set(LATER)
    assert retention.run() == 1
    after = all_rows()
    assert [told for told in NAMED.values() if told != "MEX" and told in after] == []
    person.refresh_from_db()
    assert (person.born_on, person.sex, person.felony_convictions) == (NO_BIRTH, "not_stated", None)
    assert Filing.every.get().receipt == receipt
    assert filing.receipt_holds(receipt, public(own()[1]))
    account = Account.objects.get(worker=person)
    assert not account.is_active and not account.has_usable_password()
    assert not Token.objects.filter(account=account).exists()
    entry = Entry.objects.get(action="worker.erase")
    assert (entry.role, entry.worker) == ("system", person.number)
    assert json.loads(entry.detail) == {"kinds": sorted({"worker_record", WHO, "security_record"})}
    chain_holds(who, tmp_path / "audit.jsonl")
    assert retention.run() == 0


def test_decisions_and_counts_stand_after_a_whole_case_is_erased(
    who: dict[str, Account], matched: Season, retaining: None, clock: Clock, tmp_path: Path
) -> None:
    placement = Placement.every.get()
    Contract.every.create(placement=placement, language="es", words="words of it", signed_at=LATER)
    Placement.every.update(status="lapsed")
    Application.every.update(status="no_place")
    clock.set(LATER)

    def proofs() -> list[Any]:
        return [
            list(Decision.every.order_by("pk").values()),
            list(Application.every.values()),
            list(Placement.every.values()),
            list(Permit.every.values()),
            list(Filing.every.values()),
        ]

    before = proofs()
    assert retention.run() == 1
    assert proofs() == before
    assert Contract.every.get().words == ""
    assert Worker.every.get().surnames == ""
    chain_holds(who, tmp_path / "audit.jsonl")


def something_open(reason: str, placement: Placement, worker: Worker) -> None:
    """A complaint, a sum owed, or a difference of entries and exits, long after everything else is over."""
    on = date(2017, 4, 1)
    if reason == "complaint":
        told: dict[str, Any] = {
            "number": "C-1",
            "digest": "d",
            "form": "f",
            "about": "employer",
            "kind": "pay",
        }
        Complaint.every.create(worker=worker, filed_on=on, due_on=on, **told)
    elif reason == "owed":
        told = {"kind": "wages", "cents": 1, "currency": "USD", "whose": "both", "since": on, "until": on}
        work = Employment.every.create(placement=placement, order=placement.order, since=on, until=on)
        Owed.every.create(employment=work, status="paid", found_at=LATER, **told)
    elif reason == "coming_and_going":
        permit = Permit.every.create(
            number="P-1", placement=placement, granted_at=LATER, holds_from=on, until=on
        )
        told = {"kind": "one_sided", "name": "one", "owner": "USA", "opened_on": on, "due_on": on}
        WorkItem.every.create(permit=permit, **told)
    else:
        raise AssertionError(f"nothing here makes {reason} open")


@pytest.mark.parametrize("reason", sorted(retention.HOLDS))
def test_what_is_open_holds_a_file(
    who: dict[str, Account], matched: Season, retaining: None, clock: Clock, reason: str
) -> None:
    Application.every.update(status="no_place")
    placement = Placement.every.get()
    worker = Worker.every.get()
    days = {"holds_from": date(2017, 4, 1), "until": date(2018, 12, 1)}
    if reason == "application":
        Application.every.update(status="eligible")
    elif reason == "permit":
        Permit.every.create(number="P-1", placement=placement, granted_at=LATER, **days)
    elif reason == "review":
        decision = Decision.every.filter(worker=worker).latest("pk")
        reviewing.ask(who["worker"], decision, "look again")
    else:
        something_open(reason, placement, worker)
    clock.set(LATER)
    assert [each.held_by for each in retention.standings()] == [(reason,)]
    assert retention.run() == 0
    worker.refresh_from_db()
    assert worker.surnames


def test_before_its_time_nothing_is_erased_and_each_kind_has_its_own(
    who: dict[str, Account], person: Worker, clock: Clock
) -> None:
    # Registered on 1 November 2016: a month for the certificate, six for the person.
    for day, erased_kinds in (
        (datetime(2016, 12, 1, 15, tzinfo=UTC), ()),
        (datetime(2016, 12, 2, 15, tzinfo=UTC), ("security_record",)),
        (datetime(2017, 5, 1, 15, tzinfo=UTC), ("security_record",)),
        (datetime(2017, 5, 2, 15, tzinfo=UTC), ("security_record", WHO, "worker_record")),
    ):
        clock.set(day)
        retention.run()
        person.refresh_from_db()
        gone = {
            "security_record": person.felony_convictions is None,
            WHO: person.surnames == "",
            "worker_record": person.phone == "",
        }
        assert {kind for kind, is_gone in gone.items() if is_gone} == set(erased_kinds), day


def test_a_text_that_states_no_time_erases_nothing(worker: Worker, clock: Clock) -> None:
    clock.set(LATER)
    assert retention.standings() == []
    assert retention.run() == 0
    worker.refresh_from_db()
    assert worker.surnames


def test_a_worker_asks_and_is_told_why_not_or_is_erased(
    who: dict[str, Account], person: Worker, clock: Clock
) -> None:
    account = Account.objects.get(worker=person)
    with pytest.raises(NotNow) as refused:
        retention.ask(account)
    assert refused.value.state == "time"
    asked = Entry.objects.filter(action="erasure.ask", kind="write").get()
    assert (json.loads(asked.detail), asked.worker) == ({"refused": "time"}, person.number)
    clock.set(LATER)
    assert retention.ask(account).number == person.number
    entry = Entry.objects.get(action="worker.erase")
    assert (entry.role, entry.account) == ("worker", f"account:{account.pk}")


def test_no_entry_and_no_receipt_holds_the_user_name_of_a_worker(person: Worker) -> None:
    assert Entry.objects.filter(worker=person.number).exists()
    told = [repr(row) for row in Entry.objects.values_list()] + [str(Filing.every.get().receipt)]
    assert [each for each in told if NAMED["given_names"] in each] == []


def test_every_column_about_people_says_what_erasure_leaves_of_it() -> None:
    unsaid = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("records").get_models()
        if issubclass(model, Personal)
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in HOLDINGS.get(model.__name__, {})
    ]
    assert unsaid == [], "say in operate/holdings.py of which kind each is, and what erasure leaves of it"
    freely = {"TextField", "EmailField"}
    kept_words = [
        f"{name}.{column}"
        for name, held in HOLDINGS.items()
        for column, told in held.items()
        if name in PERSON and told.leaves is KEPT
        if apps.get_model("records", name)._meta.get_field(column).get_internal_type() in freely
    ]
    assert kept_words == ["Decision.en", "Decision.es", "Refund.en", "Refund.es"]
    assert {model for kind in ERASED_KINDS for model in erased(kind)} <= set(PERSON)


def test_the_command_says_what_it_would_erase_and_why(person: Worker, clock: Clock) -> None:
    clock.set(LATER)

    def run(*words: str) -> str:
        told = CliRunner().invoke(main, ["erase", *words])
        assert told.exit_code == 0, told.output
        return told.output

    told = run("--dry-run")
    assert person.number in told and "by information.identities" in told
    assert told.endswith("1 person would be erased\n")
    person.refresh_from_db()
    assert person.surnames
    assert json.loads(run("--dry-run", "--json"))["people"][0]["worker"] == person.number
    assert run().endswith("erased 1 person\n")
    person.refresh_from_db()
    assert person.surnames == ""
    assert run() == "erased 0 people\n"


def test_many_are_erased_in_batches_with_a_bound_on_queries(
    who: dict[str, Account],
    retaining: None,
    worker_fields: Fields,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 20)
    many = [worker_fields(surnames=f"de Tabla {at}") for at in range(60)]
    registering.register_many(who["consulate"], many, "MTY")
    clock.set(LATER)
    with django_assert_max_num_queries(126):
        assert retention.run() == 60
    assert Entry.objects.filter(action="worker.erase").count() == 60
    assert not Worker.every.exclude(surnames="").exists()


def test_the_page_says_how_long_by_which_entry_and_erases_once_it_may(
    who: dict[str, Account], person: Worker, clock: Clock, client: Client
) -> None:
    account = Account.objects.get(worker=person)
    client.force_login(account)
    page = client.get("/my/record/erasure/", headers=EN).content.decode()
    assert "until 1 May 2017" in page and "information.identities" in page and "Yes, erase" not in page
    assert client.post("/my/record/erasure/", headers=EN).status_code == 409
    assert Worker.every.get().surnames
    clock.set(LATER)
    assert "Yes, erase" in client.get("/my/record/erasure/", headers=EN).content.decode()
    assert client.post("/my/record/erasure/", headers=EN).status_code == 302
    assert Worker.every.get().surnames == ""
    assert client.get("/my/record/").status_code == 302, "signed out"
    client.force_login(who["employer"])
    assert client.get("/my/record/erasure/").status_code == 403


@pytest.mark.parametrize("point", ["write:1", "write:3", "write:6"])
@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_was_killed_erased_nobody_by_half(
    who: dict[str, Account],
    worker_fields: Fields,
    clock: Clock,
    tmp_path: Path,
    settings: LazySettings,
    killed_at: Callable[..., None],
    point: str,
) -> None:
    shared.under(settings, tmp_path)
    registering.register_many(who["consulate"], [worker_fields(**NAMED)] * 3, "MTY")
    before = all_rows()
    clock.set(LATER)
    killed_at("erase", point)
    assert all_rows() == before
    assert retention.run() == 3


EN = {"accept-language": "en"}
