"""Backup: the record and the published matches in one file, with a manifest by which it is verified."""

import hashlib
import io
import json
import shutil
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from acuerdo import __version__
from acuerdo.operate import clock
from acuerdo.operate.keys import keys
from acuerdo.operate.law import law
from acuerdo.operate.sealing import told
from acuerdo.proof.chain import START, onto
from acuerdo.proof.signing import holds, public
from acuerdo.records import copying
from acuerdo.records.models import Link, Seal

FORMAT = 1
MANIFEST, DATABASE, RESULTS, KEYS = "manifest.json", "database", "results", "keys"
"""What a backup has in it: a manifest, the copy of the database, and folders."""
SCRATCH = ".acuerdo-"
LEFT_BEHIND = 24 * 3600
"""Seconds after which a folder of what is made on the way belongs to no run any more (assumed)."""
Say = Callable[[str], None]


def silent(words: str) -> None:
    """Tell nobody of a step."""


class Unsound(Exception):
    """A backup, or a record made of one, is not what it should be; the message says in what."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a record holds, by which two are compared.

    Fields:
        migrations: that were carried out, as `records.0001_initial`.
        counts: rows by model, as `records.Worker`.
        head: of the last seal of the audit; '' before the first.
        linked: entries in the chain.
    """

    migrations: tuple[str, ...]
    counts: Mapping[str, int]
    head: str
    linked: int


def held(alias: str) -> Held:
    """What the record of a connection holds; nothing where it has no tables yet."""
    connection = connections[alias]
    tables = set(connection.introspection.table_names())
    done = MigrationRecorder(connection).applied_migrations()
    counts = {
        model._meta.label: model._base_manager.using(alias).count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table in tables
    }
    last = Seal.objects.using(alias).order_by("-last").first() if "records_seal" in tables else None
    return Held(
        tuple(sorted(f"{label}.{name}" for label, name in done)),
        counts,
        last.head if last else "",
        counts.get("records.Link", 0),
    )


def verify(alias: str, expected: Held) -> None:
    """Hold a record against what it should be: migrations, rows, and every entry in the chain of the audit.

    Raises:
        Unsound: it is not that.
    """
    found = held(alias)
    executor = MigrationExecutor(connections[alias])
    unknown = sorted(
        set(found.migrations) - {f"{app}.{name}" for app, name in executor.loader.disk_migrations}
    )
    if unknown:
        raise Unsound(f"it is of a later version: {unknown[-1]} is not known here")
    if found.migrations != expected.migrations:
        raise Unsound("its migrations are not those that were backed up")
    for name in sorted(set(found.counts) | set(expected.counts)):
        rows, should = found.counts.get(name, 0), expected.counts.get(name, 0)
        if rows != should:
            raise Unsound(f"{name} has {rows:,} rows, and {should:,} were backed up")
    if found.head != expected.head:
        raise Unsound("the head of its audit is not the one that was backed up")
    _chain(alias)


def _chain(alias: str) -> None:
    """Hash every entry onto the one before, and hold each seal to it."""
    own = {party: public(key) for party, key in keys().items()}
    seals = {each.last: each for each in Seal.objects.using(alias)}
    head, number = START, 0
    links = Link.objects.using(alias).select_related("entry").order_by("number")
    for number, link in enumerate(links.iterator(chunk_size=2000), 1):
        head = onto(head, told(link.entry))
        if (link.number, link.hash) != (number, head):
            raise Unsound(f"entry {number:,} of its audit is not the one that was sealed")
        made = seals.pop(number, None)
        if made is None:
            continue
        key = own.get(made.party)
        if made.head != head or (key and not holds(made.party, bytes.fromhex(head), key, made.signature)):
            raise Unsound(f"the seal at entry {number:,} of its audit does not hold")
    if seals:
        raise Unsound(f"a seal of its audit is of entries after {number:,}, which are not there")


@contextmanager
def scratch(near: Path) -> Iterator[Path]:
    """A folder for what is made on the way, readable by nobody else, gone at the end; what a run that was
    killed left of its own goes too, a day later."""
    for each in near.glob(f"{SCRATCH}*"):
        if time.time() - each.stat().st_mtime > LEFT_BEHIND:
            shutil.rmtree(each, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=near) as folder:
        yield Path(folder)


def back_up(file: Path, with_keys: bool = False, say: Say = silent) -> dict[str, Any]:
    """Write a backup of the record as it stands at one instant, while the service runs: whole or not at all.

    Args:
        with_keys: put the private keys in too; whoever reads the file can then sign for the government.
        say: what is told of each step.

    Returns:
        The manifest.

    Raises:
        FileExistsError: there is something at `file`.
    """
    if file.exists():
        raise FileExistsError(17, "is there already", str(file))
    with scratch(file.resolve().parent) as folder:
        say("copying the database")
        found = _copied(folder / DATABASE)
        parts = {DATABASE: folder / DATABASE}
        results = settings.ACUERDO.results
        parts |= {f"{RESULTS}/{each.relative_to(results)}": each for each in _files(results)}
        names = sorted(each.name for each in _key_files())
        if with_keys:
            parts |= {f"{KEYS}/{each.name}": each for each in _key_files()}
        say("writing the file")
        manifest = {
            "format": FORMAT,
            "version": __version__,
            "at": clock.now().isoformat(),
            "party": settings.ACUERDO.party,
            "law": law().digest,
            "kind": copying.kind_of(connections.databases["default"]),
            "migrations": list(found.migrations),
            "counts": dict(found.counts),
            "head": found.head,
            "keys": {"files": names, "included": with_keys},
            "parts": {name: digest_of(part) for name, part in sorted(parts.items())},
        }
        _pack(folder / "file", manifest, parts)
        (folder / "file").replace(file)
    return manifest


def _copied(to: Path) -> Held:
    """Copy the database in use, and say what the copy holds."""
    told = connections.databases["default"]
    module = copying.KINDS[copying.kind_of(told)]
    if copying.kind_of(told) == "sqlite":
        module.copy(told, to)
        with copying.known_as("copied", {**told, "NAME": str(to)}):
            return held("copied")
    with copying.known_as("copied", dict(told)), transaction.atomic(using="copied"):
        with connections["copied"].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        module.copy(told, to, snapshot)
        return held("copied")


def _files(folder: Path) -> list[Path]:
    """Every file below a folder that is whole: what begins with a dot is being written."""
    found = folder.rglob("*") if folder.is_dir() else ()
    whole = [each for each in found if each.is_file() and not each.is_symlink()]
    return sorted(
        each for each in whole if not any(part[0] == "." for part in each.relative_to(folder).parts)
    )


def _key_files() -> list[Path]:
    folder = settings.ACUERDO.keys
    return sorted(folder.glob("*.pem")) if folder.is_dir() else []


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, as `sha256sum` prints it."""
    with file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def _pack(to: Path, manifest: Mapping[str, Any], parts: Mapping[str, Path]) -> None:
    to.touch(mode=0o600)
    with tarfile.open(to, "w") as pack:
        data = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
        said = tarfile.TarInfo(MANIFEST)
        said.size, said.mode = len(data), 0o600
        pack.addfile(said, io.BytesIO(data))
        for name, part in sorted(parts.items()):
            pack.add(part, name, filter=_nobody)


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """A member of a backup, without the name of whoever made it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member
