"""A process killed half way loses nothing and doubles nothing, and the next try finishes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import LazySettings

import databases
from acuerdo.cli import main
from acuerdo.operate import audit, filing, rounds, sealing
from acuerdo.operate.keys import own
from acuerdo.proof.signing import public
from acuerdo.records.models import (
    Account,
    Application,
    Ceiling,
    Decision,
    Entry,
    Filing,
    JobOrder,
    Link,
    Placement,
    Seal,
    Season,
)
from service.conftest import Clock
from service.test_concurrent import CAP, drawn

pytestmark = pytest.mark.django_db(transaction=True)
Do = Callable[..., None]


@pytest.mark.parametrize(
    "point",
    [
        'sql:INSERT INTO "records_placement"',
        "file:manifest.json",
        "file:roll.parquet",
        'sql:INSERT INTO "records_entry"',
    ],
)
def test_a_match_that_was_killed_is_made_again_whole(
    killed_at: Do,
    who: dict[str, Account],
    order: JobOrder,
    application: Application,
    season: Season,
    clock: Clock,
    settings: LazySettings,
    point: str,
) -> None:
    season = drawn(who, season, clock)
    killed_at("match", point, season.pk)
    season.refresh_from_db()
    assert season.status == "drawn"
    assert not Placement.every.exists()
    assert not Decision.every.filter(kind="match").exists()
    assert not Ceiling.objects.filter(path=CAP).exists()
    rounds.match(who["secretary"], season)
    assert Placement.every.count() == Ceiling.objects.get(path=CAP).used == 1
    assert Decision.every.filter(kind="match").count() == 1
    assert Entry.objects.filter(purpose="match").count() == 1
    folder = settings.ACUERDO.results / season.name
    assert [each.name for each in folder.iterdir()] == ["round-1"]
    roll = folder / "round-1" / "private" / "roll.parquet"
    told = CliRunner().invoke(main, ["verify", str(folder / "round-1" / "result"), "--roll", str(roll)])
    assert told.exit_code == 0, told.output
    assert not [each for each in folder.rglob("*") if each.name.startswith(".")]


@pytest.mark.parametrize(
    "point",
    [
        'sql:INSERT INTO "records_joborder"',
        'sql:INSERT INTO "records_entry"',
        'sql:UPDATE "records_filing"',
    ],
)
def test_a_filing_that_was_killed_is_not_filed_and_can_be_sent_again(
    killed_at: Do, finished: Do, who: dict[str, Account], point: str
) -> None:
    assert who["employer"].employer is not None
    employer = who["employer"].employer.pk
    killed_at("file", point, employer)
    assert not Filing.every.exists()
    assert not JobOrder.objects.exists()
    assert not Entry.objects.exists()
    finished("file", employer)
    finished("file", employer)
    assert JobOrder.objects.count() == Entry.objects.count() == 1
    assert filing.receipt_holds(Filing.every.get().receipt, public(own()[1]))


@pytest.mark.parametrize("point", ['sql:INSERT INTO "records_seal"', 'sql:INSERT INTO "records_link"'])
def test_sealing_that_was_killed_loses_no_entry_and_seals_none_twice(
    killed_at: Do, finished: Do, who: dict[str, Account], tmp_path: Path, point: str
) -> None:
    for at in range(3):
        _write(who["auditor"], at)
    killed_at("seal", point)
    assert not Link.objects.exists()
    assert not Seal.objects.exists()
    _write(who["auditor"], 3)
    finished("seal")
    finished("seal")
    assert Seal.objects.count() == 1
    assert list(Link.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
    file = tmp_path / "audit.jsonl"
    assert sealing.export(file) == 4
    party, key = own()
    assert list(sealing.verify(iter(file.read_text("utf-8").splitlines()), {party: public(key)})) == []


def _write(auditor: Account, at: int) -> None:
    audit.written(auditor, "audit.see", f"entry {at}", "entry:1")


@pytest.mark.parametrize(
    "point",
    ['sql:UPDATE "records_ceiling"', 'sql:INSERT INTO "records_use"', 'sql:INSERT INTO "records_entry"'],
)
def test_a_place_is_not_given_back_by_half(
    killed_at: Do, finished: Do, who: dict[str, Account], matched: Season, point: str
) -> None:
    placement = Placement.every.get()
    killed_at("decline", point, placement.pk)
    placement.refresh_from_db()
    assert (placement.status, placement.application.status) == ("offered", "matched")
    assert Ceiling.objects.get(path=CAP).used == 1
    finished("decline", placement.pk)
    placement.refresh_from_db()
    assert placement.status == "declined"
    assert Ceiling.objects.get(path=CAP).used == 0


@pytest.mark.parametrize(
    "point",
    [
        'sql:CREATE TABLE "records_application"',
        "sql:CREATE TRIGGER records_entry_",
        'sql:INSERT INTO "django_migrations"',
    ],
)
def test_a_migration_that_was_killed_is_finished_by_the_next(
    killed_at: Do, finished: Do, empty: str, point: str
) -> None:
    killed_at("migrate", point, database=empty)
    finished("migrate", database=empty)
    assert databases.shape(empty) == databases.shape(databases.address())
