"""A backup is whole and proves it; a restore leaves the record that was there, or the one restored."""

import io
import json
import re
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.apps import apps
from django.conf import LazySettings
from django.db import connection, connections, transaction

import databases
from acuerdo.cli import main
from acuerdo.operate import audit, restoring, sealing
from acuerdo.operate.backup import Unsound, back_up, digest_of, held, verify
from acuerdo.records import copying
from acuerdo.records.models import Account, Entry, Season
from acuerdo.records.postgresql.copying import NoProgram, program
from acuerdo.web.environment import database

pytestmark = pytest.mark.django_db(transaction=True)
Do = Callable[..., None]
Rows = dict[str, list[tuple[Any, ...]]]


@contextmanager
def asked(url: str) -> Iterator[str]:
    """Let a database be asked for its rows, by the name given."""
    told = {**connections.databases["default"], **database(url)}
    with copying.known_as("other", told):
        yield "other"


def rows(alias: str = "default") -> Rows:
    """Every row of every table."""
    return {
        model._meta.label: sorted(model._base_manager.using(alias).values_list(), key=repr)
        for model in apps.get_models(include_auto_created=True)
    }


def tables(url: str) -> set[str]:
    with asked(url) as alias:
        return set(connections[alias].introspection.table_names())


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in words])


@pytest.fixture
def backed_up(who: dict[str, Account], matched: Season, tmp_path: Path) -> Path:
    """A backup of a season that is matched and published, with a sealed audit."""
    sealing.seal(who["auditor"])
    audit.written(who["auditor"], "audit.see", "not sealed", "entry:1")
    back_up(tmp_path / "backup.tar")
    return tmp_path / "backup.tar"


def test_a_record_that_is_restored_has_every_row_and_every_result(
    backed_up: Path, finished: Do, empty: str, settings: LazySettings
) -> None:
    results = settings.ACUERDO.results
    before = {each.relative_to(results): digest_of(each) for each in results.rglob("*") if each.is_file()}
    assert before
    for each in sorted(results.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()
    finished("restore", database=empty)
    with asked(empty) as alias:
        assert rows(alias) == rows()
    assert worded(databases.shape(empty)) == worded(databases.shape(databases.address()))
    after = {each.relative_to(results): digest_of(each) for each in results.rglob("*") if each.is_file()}
    assert after == before


def worded(shape: list[tuple[object, ...]]) -> list[str]:
    """What a database holds but rows, without types and brackets, which PostgreSQL says otherwise again."""
    return [re.sub(r"::[a-z ]+(\[\])?|[()]", "", repr(each)) for each in shape]


def test_a_backup_holds_what_was_committed_and_waits_for_nobody_who_writes(
    who: dict[str, Account], tmp_path: Path
) -> None:
    written, go = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            audit.written(who["auditor"], "audit.see", "under way", "entry:1")
            written.set()
            go.wait(60)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert written.wait(60)
    manifest = back_up(tmp_path / "backup.tar")
    go.set()
    writer.join()
    assert manifest["counts"]["records.Entry"] == 0
    assert Entry.objects.count() == 1


def test_only_its_owner_may_read_a_backup_and_keys_are_in_it_only_if_asked(
    who: dict[str, Account], settings: LazySettings, tmp_path: Path
) -> None:
    folder = tmp_path / "keys"
    folder.mkdir()
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "USA.pem").write_bytes(key)
    settings.ACUERDO = replace(settings.ACUERDO, keys=folder)
    for name, words in (("without", ()), ("with", ("--keys",))):
        file = tmp_path / f"{name}.tar"
        told = run("backup", file, *words)
        assert told.exit_code == 0, told.output
        assert "signing keys: USA.pem" in told.output
        assert file.stat().st_mode & 0o077 == 0
        assert (key in file.read_bytes()) == (name == "with")
        assert restoring.manifest_of(file)["keys"] == {"files": ["USA.pem"], "included": name == "with"}
    assert run("backup", tmp_path / "with.tar").exit_code == 1


def changed(file: Path, to: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> Path:
    """A backup made anew, with its manifest or its parts changed."""
    with tarfile.open(file) as pack:
        parts = {each.name: pack.extractfile(each).read() for each in pack}  # type: ignore[union-attr]
    manifest = json.loads(parts.pop("manifest.json"))
    change(manifest, parts)
    with tarfile.open(to, "w") as pack:
        for name, data in {"manifest.json": json.dumps(manifest).encode(), **parts}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            pack.addfile(member, io.BytesIO(data))
    return to


CHANGES: dict[str, tuple[Callable[[dict[str, Any], dict[str, bytes]], Any], str]] = {
    "a byte": (lambda told, parts: parts.update(database=parts["database"][:-1] + b"?"), "database in it is"),
    "a part less": (lambda told, parts: parts.pop("database"), "database in it is"),
    "a part more": (lambda told, parts: parts.update({"../x": b"x"}), "../x is in it"),
    "a row": (lambda told, parts: told["counts"].update({"records.Worker": 99}), "records.Worker has 1 rows"),
    "the head": (lambda told, parts: told.update(head="00" * 32), "the head of its audit"),
    "a migration": (lambda told, parts: told["migrations"].append("records.9999_later"), "its migrations"),
    "the format": (lambda told, parts: told.update(format=2), "a format that is not known"),
    "the kind": (lambda told, parts: told.update(kind="other"), "it is of other"),
}


@pytest.mark.parametrize("what", sorted(CHANGES))
def test_a_backup_that_was_changed_is_refused_and_nothing_is_changed(
    backed_up: Path, tmp_path: Path, what: str
) -> None:
    change, told = CHANGES[what]
    before, beside = rows(), set(tmp_path.iterdir())
    file = changed(backed_up, tmp_path / "changed.tar", change)
    with pytest.raises(Unsound, match=told):
        restoring.restore(file, replace=True)
    assert rows() == before
    assert set(tmp_path.iterdir()) == beside | {file}


def test_what_is_no_backup_is_refused(tmp_path: Path, backed_up: Path) -> None:
    (tmp_path / "words").write_text("words")
    (tmp_path / "cut").write_bytes(backed_up.read_bytes()[:100_000])
    for name in ("words", "cut"):
        told = run("restore", tmp_path / name, "--replace")
        assert told.exit_code == 1 and "nothing was changed" in told.output, told.output


def test_an_audit_that_does_not_hold_is_not_restored(
    backed_up: Path, finished: Do, empty: str, tmp_path: Path
) -> None:
    finished("restore", database=empty)
    with asked(empty) as alias, connections[alias].cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER records_entry_update")
        else:
            cursor.execute("ALTER TABLE records_entry DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE records_entry SET role = 'nobody' WHERE id = (SELECT MIN(id) FROM records_entry)"
        )
    with asked(empty) as alias, pytest.raises(Unsound, match="entry 1 of its audit"):
        verify(alias, held(alias))


def test_a_record_that_is_there_is_replaced_only_if_told_and_stays_beside(
    backed_up: Path, finished: Do, empty: str, tmp_path: Path
) -> None:
    told = run("restore", backed_up)
    assert told.exit_code == 1 and "add --replace" in told.output
    finished("migrate", database=empty)
    with asked(empty) as alias:
        Account.objects.using(alias).create(username="there before")
    finished("restore", database=empty)
    with asked(empty) as alias:
        assert rows(alias) == rows()
    name = str(database(empty)["NAME"])
    kept = databases.address(f"{name}.before" if connection.vendor == "sqlite" else f"{name}_before")
    with asked(kept) as alias:
        assert [each.username for each in Account.objects.using(alias).all()] == ["there before"]
    _drop(kept)


def test_a_record_in_use_is_not_replaced(backed_up: Path, empty: str, finished: Do, started: Any) -> None:
    finished("migrate", database=empty)
    process, pipe = started("migrate", "end:", 0, empty)
    with pipe:
        assert pipe.recv() == "here"
        busy, told = started("restore", "", 0, empty)
        busy.join()
        pipe.send("go")
        assert pipe.recv() == "done"
    process.join()
    assert busy.exitcode == 1
    with asked(empty) as alias:
        assert not Account.objects.using(alias).exists()
    told.close()


def test_a_backup_that_was_killed_leaves_no_file(
    who: dict[str, Account], killed_at: Do, tmp_path: Path
) -> None:
    for number in range(1, 4):
        killed_at("back_up", f"files:{number}")
        assert not (tmp_path / "backup.tar").exists()
    back_up(tmp_path / "backup.tar")


def test_a_restore_that_was_killed_leaves_one_record_or_the_other_and_the_next_finishes(
    backed_up: Path, finished: Do, started: Any, empty: str
) -> None:
    finished("migrate", database=empty)
    with asked(empty) as alias:
        Account.objects.using(alias).create(username="there before")
        before = rows(alias)
    number, seen = 0, []
    while True:
        number += 1
        process, pipe = started("restore", f"files:{number}", 0, empty)
        with pipe:
            if pipe.recv() == "done":
                process.join()
                break
            process.kill()
            process.join()
        with asked(empty) as alias:
            now = rows(alias)
            assert now in (before, rows())
            seen.append(now == before)
    assert number > 4 and seen[0]
    assert seen == sorted(seen, reverse=True)
    with asked(empty) as alias:
        assert rows(alias) == rows()
    name = str(database(empty)["NAME"])
    _drop(databases.address(f"{name}.before" if connection.vendor == "sqlite" else f"{name}_before"))


def _drop(url: str) -> None:
    told = {**connections.databases["default"], **database(url)}
    copying.KINDS[connection.vendor].drop(told)


def test_a_drill_says_how_long_it_took_and_leaves_nothing(backed_up: Path, tmp_path: Path) -> None:
    before, beside = rows(), set(tmp_path.iterdir())
    told = run("drill")
    assert told.exit_code == 0, told.output
    assert [line.split("s  ")[1] for line in told.output.splitlines()[:-1]] == [
        "copying the database",
        "writing the file",
        "reading the backup",
        "making the database beside",
        "verifying it",
    ]
    assert json.loads(run("drill", backed_up, "--json").output)["rows"] > 0
    assert rows() == before
    assert set(tmp_path.iterdir()) == beside


def test_programs_of_postgresql_that_are_older_than_the_server_are_not_used() -> None:
    with pytest.raises(NoProgram, match="pg_dump of PostgreSQL 99 or later is not"):
        program("pg_dump", 99)
    with pytest.raises(NoProgram, match="is not here"):
        program("pg_no_such_program", 1)
