"""Tables for a government hold what the text lets pass to it for a purpose, and nothing else."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from django.apps import apps
from django.conf import LazySettings
from django.test import Client

from acuerdo.agreement.clauses.information import KINDS, PURPOSES
from acuerdo.cli import main
from acuerdo.operate import exporting
from acuerdo.operate.authority import ACTIONS, Denied
from acuerdo.operate.holdings import HOLDINGS, PERSON
from acuerdo.operate.law import enacted
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Application, Entry, JobOrder, Placement, Season, Worker
from acuerdo.rules.sharing import NEVER_PASSED
from service import shared

pytestmark = pytest.mark.django_db
Fields = Callable[..., dict[str, Any]]


@pytest.fixture
def sharing(settings: LazySettings, tmp_path: Path) -> None:
    """The service under a text that lets some information pass."""
    shared.under(settings, tmp_path)


def fields() -> list[tuple[str, str]]:
    return [
        (model.__name__, field.name)
        for model in apps.get_app_config("records").get_models()
        for field in model._meta.concrete_fields
        if not field.primary_key
    ]


def test_every_column_of_every_table_is_let_pass_by_an_entry_of_the_text_or_left_out(
    who: dict[str, Account], sharing: None
) -> None:
    entries = {each.id: each for each in enacted(exporting.clock.today()).agreement.terms.information}
    for role, purpose in product(exporting.RECEIVES, PURPOSES):
        offered = exporting.offer(who[role], purpose)
        told = [(table.name, name) for table in offered.tables for name in (*table.columns, *table.left_out)]
        assert sorted(told) == sorted(fields())
        for table in offered.tables:
            for name, clause in table.columns.items():
                entry, column = entries[clause.removeprefix("information.")], HOLDINGS[table.name][name]
                assert entry.what == column.kind not in NEVER_PASSED
                assert purpose in entry.purpose and purpose not in entry.never
                assert {offered.sender, offered.receiver} <= set(entry.between)


def test_every_column_that_is_listed_is_there_and_of_a_kind_that_is_known() -> None:
    listed = {(model, name): column for model, held in HOLDINGS.items() for name, column in held.items()}
    assert set(listed) <= set(fields())
    assert {column.kind for column in listed.values()} - {""} <= set(KINDS) - set(NEVER_PASSED)
    assert set(PERSON) <= set(HOLDINGS)


def test_no_account_or_entry_or_secret_is_of_a_kind_that_passes() -> None:
    passing = {model for model, held in HOLDINGS.items() if any(column.kind for column in held.values())}
    assert not passing & {"Account", "Token", "Entry", "Season", "Filing", "Decision", "Review", "Text"}


def test_a_text_that_is_silent_exports_nothing_and_says_so(who: dict[str, Account], tmp_path: Path) -> None:
    for role, purpose in product(exporting.RECEIVES, PURPOSES):
        offered = exporting.offer(who[role], purpose)
        assert offered.passing == []
        with pytest.raises(NotNow):
            exporting.export(who[role], offered, tmp_path / "tables", "csv")
    assert not (tmp_path / "tables").exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("form", exporting.FORMATS)
def test_tables_hold_what_passes_with_a_manifest_and_an_entry_for_each_person(
    who: dict[str, Account], matched: Season, sharing: None, tmp_path: Path, form: str
) -> None:
    before = Entry.objects.count()
    offered = exporting.offer(who["certifying_officer"], "permits")
    out = tmp_path / "tables"
    told = exporting.export(who["certifying_officer"], offered, out, form)
    assert json.loads((out / "manifest.json").read_text("utf-8")) == told
    assert {each.name for each in out.iterdir()} == {"manifest.json"} | {
        table["file"] for table in told["tables"].values()
    }
    worker = Worker.every.get()
    found = read(out / f"worker.{form}", form)
    assert (found["number"], found["surnames"]) == (worker.number, worker.surnames)
    assert "felony_convictions" not in found
    assert told["left_out"]["Worker"] == {"felony_convictions": "purpose"}
    assert told["tables"]["Worker"]["columns"]["surnames"] == "information.identities"
    assert "JobOrder" not in told["tables"]
    new = Entry.objects.order_by("pk")[before:]
    assert [(each.kind, each.action, each.worker) for each in new] == [("read", "export.make", worker.number)]
    assert new[0].purpose == "export to USA: permits"


def read(file: Path, form: str) -> dict[str, Any]:
    if form == "jsonl":
        return dict(json.loads(file.read_text("utf-8").splitlines()[0]))
    if form == "parquet":
        return dict(pl.read_parquet(file).row(0, named=True))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return next(csv.DictReader(lines))


def test_what_a_spreadsheet_would_calculate_is_text(
    who: dict[str, Account], worker: Worker, sharing: None, tmp_path: Path
) -> None:
    Worker.every.update(surnames="=1+1")
    offered = exporting.offer(who["origin_officer"], "permits")
    exporting.export(who["origin_officer"], offered, tmp_path / "tables", "csv")
    assert read(tmp_path / "tables" / "worker.csv", "csv")["surnames"] != "=1+1"


def test_what_a_match_gave_is_in_no_table_before_it_is_published(
    who: dict[str, Account], matched: Season, sharing: None, tmp_path: Path
) -> None:
    Season.objects.update(status="matched")
    offered = exporting.offer(who["origin_officer"], "permits")
    told = exporting.export(who["origin_officer"], offered, tmp_path / "tables", "csv")["tables"]
    assert Placement.every.exists() and Application.every.exists()
    assert "Placement" not in told or told["Placement"]["rows"] == 0


def test_an_officer_takes_out_what_lies_in_the_own_states(
    who: dict[str, Account], order: JobOrder, sharing: None, tmp_path: Path
) -> None:
    officer = who["certifying_officer"]
    rows = {}
    for state in ("NC", "CA"):
        officer.states = [state]
        offered = exporting.offer(officer, "labour_matching")
        told = exporting.export(officer, offered, tmp_path / state, "csv")
        rows[state] = (told["tables"]["JobOrder"]["rows"], told["tables"]["Worker"]["rows"])
    assert rows == {"NC": (1, 0), "CA": (0, 0)}


def test_nobody_takes_out_for_another_government_or_in_another_role(
    who: dict[str, Account], sharing: None
) -> None:
    assert set(ACTIONS["export.make"]) == set(exporting.RECEIVES)
    for account in who.values():
        if account.role not in exporting.RECEIVES:
            with pytest.raises(Denied):
                exporting.offer(account, "permits")
    for named in ({"receiver": "MEX"}, {"sender": "USA"}, {"receiver": "XYZ"}):
        with pytest.raises(Denied):
            exporting.offer(who["certifying_officer"], "permits", **named)


def test_nothing_is_there_where_an_export_fails(
    who: dict[str, Account], worker: Worker, sharing: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = exporting.offer(who["origin_officer"], "permits")
    before, entries = set(tmp_path.iterdir()), Entry.objects.count()
    (tmp_path / "there").mkdir()
    with pytest.raises(FileExistsError):
        exporting.export(who["origin_officer"], offered, tmp_path / "there", "csv")
    with pytest.raises(KeyError):
        exporting.export(who["origin_officer"], offered, tmp_path / "tables", _Breaks())
    assert set(tmp_path.iterdir()) == before | {tmp_path / "there"}
    assert Entry.objects.count() == entries


class _Breaks(str):
    """A form that can be told and is none."""

    def __eq__(self, other: object) -> bool:
        raise KeyError("broken on the way")

    __hash__ = str.__hash__


def test_the_command_says_what_passes_and_by_which_entry(
    who: dict[str, Account], worker: Worker, settings: LazySettings, tmp_path: Path
) -> None:
    def run(*words: object) -> Any:
        return CliRunner().invoke(main, ["export", *(str(each) for each in words)])

    asked = ("--as", "origin_officer", "--purpose", "permits")
    silent = run(*asked)
    assert (silent.exit_code, silent.output.splitlines()[-1]) == (0, "nothing may pass to MEX for permits")
    refused = run(tmp_path / "tables", *asked)
    assert refused.exit_code == 1 and "the text lets nothing pass" in refused.output.lower()
    shared.under(settings, tmp_path)
    told = run(tmp_path / "tables", *asked)
    assert told.exit_code == 0, told.output
    count = sum(1 for file in (tmp_path / "tables").iterdir() if file.suffix == ".csv")
    assert told.output.endswith(f"wrote {tmp_path / 'tables'}: {count} tables, 1 person\n")
    assert run(tmp_path / "tables", *asked).exit_code == 1
    assert "there is no such account" in run("--as", "nobody", "--purpose", "permits").output


def test_the_page_shows_what_passes_and_gives_the_tables_in_one_file(
    who: dict[str, Account], worker: Worker, sharing: None, client: Client
) -> None:
    client.force_login(who["origin_officer"])
    page = client.get("/exports/", {"purpose": "permits"}).content.decode()
    assert "information.identities" in page and "curp" in page and "felony_convictions" not in page
    answer = client.post("/exports/", {"purpose": "permits", "form": "jsonl"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as pack:  # type: ignore[attr-defined]
        assert {"manifest.json", "worker.jsonl"} <= set(pack.namelist())
        assert worker.number in pack.read("worker.jsonl").decode()
    assert Entry.objects.filter(action="export.make", worker=worker.number).count() == 1
    assert client.post("/exports/", {"purpose": "permits", "form": "xls"}).status_code == 422
    assert client.get("/exports/", {"purpose": "anything"}).status_code == 422
    client.force_login(who["employer"])
    assert client.get("/exports/").status_code == 403


def test_the_page_says_that_nothing_passes_where_the_text_is_silent(
    who: dict[str, Account], client: Client
) -> None:
    client.force_login(who["certifying_officer"])
    assert "lets nothing pass" in client.get("/exports/", {"purpose": "permits"}, headers=EN).content.decode()
    answer = client.post("/exports/", {"purpose": "permits", "form": "csv"}, headers=EN)
    assert answer.status_code == 409 and "lets nothing pass" in answer.content.decode()


EN = {"accept-language": "en"}
