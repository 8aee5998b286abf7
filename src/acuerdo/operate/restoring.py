"""Restore: a record made again from a backup beside the one in use, verified, then put in its place."""

import json
import shutil
import sqlite3
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connections

from acuerdo.operate.backup import (
    DATABASE,
    FORMAT,
    KEYS,
    MANIFEST,
    RESULTS,
    Held,
    Say,
    Unsound,
    back_up,
    digest_of,
    held,
    scratch,
    silent,
    verify,
)
from acuerdo.records import copying

BESIDE, BEFORE, DRILL = "restoring", "before", "drill"
"""What databases beside the one in use are called: the one that is made, the one that was, and that of a
drill."""
LONGEST_MANIFEST = 10_000_000
"""Bytes of a manifest that are read (assumed)."""


class NotEmpty(Exception):
    """A record is there, and was not to be replaced."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored.

    Fields:
        held: what the record holds now.
        kept: where the record that was there before stays; '' where none was.
        keys: the files of private keys that were written.
        missing: the files of private keys that the record needs, and that are not here.
    """

    held: Held
    kept: str
    keys: list[str]
    missing: list[str]


def manifest_of(file: Path) -> dict[str, Any]:
    """What a backup says of itself.

    Raises:
        Unsound: the file is no backup, or of another format.
    """
    try:
        with tarfile.open(file) as pack:
            first = pack.next()
            if first is None or first.name != MANIFEST or first.size > LONGEST_MANIFEST:
                raise Unsound("it is no backup")
            read = pack.extractfile(first)
            found = json.loads(read.read() if read else b"")
    except (tarfile.TarError, ValueError, EOFError):
        raise Unsound("it is no backup, or cut off") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Unsound("it is of a format that is not known here")
    return found


def _unpacked(file: Path, folder: Path) -> dict[str, Any]:
    """Unpack a backup into a folder: exactly what its manifest names, with the digests that it says.

    Raises:
        Unsound: it is cut off, or something in it was changed.
    """
    manifest = manifest_of(file)
    named = dict(manifest["parts"])
    try:
        with tarfile.open(file) as pack:
            for member in pack:
                if member.name == MANIFEST:
                    continue
                path = PurePosixPath(member.name)
                if (
                    member.name not in named
                    or not member.isfile()
                    or path.is_absolute()
                    or ".." in path.parts
                ):
                    raise Unsound(f"{member.name} is in it, and not in its manifest")
                _written(pack, member, folder / path)
    except (tarfile.TarError, EOFError):
        raise Unsound("it is cut off, or changed") from None
    for name, should in named.items():
        part = folder / name
        if not part.is_file() or digest_of(part) != should:
            raise Unsound(f"{name} in it is not what its manifest says")
    return manifest


def _written(pack: tarfile.TarFile, member: tarfile.TarInfo, file: Path) -> None:
    """The bytes of a member and nothing else of it: no owner, no rights."""
    file.parent.mkdir(parents=True, exist_ok=True)
    read = pack.extractfile(member)
    with file.open("wb") as into:
        if read is not None:
            shutil.copyfileobj(read, into)


def expected(manifest: dict[str, Any]) -> Held:
    """What a record made of a backup has to hold."""
    counts = {str(name): int(rows) for name, rows in manifest["counts"].items()}
    links = counts.get("records.Link", 0)
    return Held(tuple(manifest["migrations"]), counts, str(manifest["head"]), links)


def restore(file: Path, replace: bool = False, say: Say = silent) -> Restored:
    """Make the record of a backup, in place of none or, if told so, of the one that is there.

    It is made and verified beside; then it is put in place in one step, so that the record is always the one
    before or the one restored, whole. The service has to be stopped.

    Raises:
        Unsound: the backup, or the record made of it, is not what it should be; nothing was changed.
        NotEmpty: there is a record, and it was not to be replaced.
        Busy, NoProgram, MayNot, Failed: as `records.*.copying` say.
    """
    told = connections.databases["default"]
    module = copying.KINDS[copying.kind_of(told)]
    results = Path(settings.ACUERDO.results)
    if not replace and _holds_something(told, module, results):
        raise NotEmpty(str(told["NAME"]) if copying.kind_of(told) == "sqlite" else "the database")
    results.parent.mkdir(parents=True, exist_ok=True)
    with scratch(results.parent) as folder:
        say("reading the backup")
        manifest = _unpacked(file, folder)
        made = _made(manifest, folder, BESIDE, say)
        try:
            say("putting it in place")
            # Whichever record is there, every result that it speaks of is there too.
            _results_put(folder / RESULTS, results, over=False)
            connections["default"].close()
            kept = module.put_in_place(made, told, BEFORE)
            _results_put(folder / RESULTS, results, over=True)
        except BaseException:
            module.drop(made)
            raise
        written = _keys_written(folder)
    missing = [name for name in manifest["keys"]["files"] if not (settings.ACUERDO.keys / name).is_file()]
    return Restored(expected(manifest), kept, written, missing)


def _made(manifest: dict[str, Any], folder: Path, name: str, say: Say) -> dict[str, Any]:
    """Make the database of an unpacked backup beside the one in use, and verify it: its settings.

    Raises:
        Unsound: it is not what was backed up.
    """
    told = connections.databases["default"]
    kind = copying.kind_of(told)
    if manifest["kind"] != kind:
        raise Unsound(f"it is of {manifest['kind']}, and the database here is {kind}")
    module = copying.KINDS[kind]
    made: dict[str, Any] = module.beside(told, name)
    try:
        say("making the database beside")
        module.make(folder / DATABASE, made)
        say("verifying it")
        with copying.known_as(name, made):
            verify(name, expected(manifest))
    except sqlite3.DatabaseError as error:
        module.drop(made)
        raise Unsound(f"its database cannot be read: {error}") from None
    except BaseException:
        module.drop(made)
        raise
    return made


def _holds_something(told: dict[str, Any], module: Any, results: Path) -> bool:
    """Whether there is a record: an account, an entry, any other row of it, or a published match."""
    if results.is_dir() and any(results.iterdir()):
        return True
    if not module.is_there(told):
        return False
    return any(rows for name, rows in held("default").counts.items() if name.startswith("records."))


def _results_put(given: Path, results: Path, over: bool) -> None:
    """Put published results where they belong, each file in one step.

    Args:
        over: whether one that is there and says something else is replaced.
    """
    results.mkdir(parents=True, exist_ok=True)
    for each in sorted(given.rglob("*")) if given.is_dir() else ():
        to = results / each.relative_to(given)
        if each.is_dir():
            to.mkdir(exist_ok=True)
        elif not to.exists() or (over and digest_of(to) != digest_of(each)):
            part = to.with_name(f".{to.name}.part")
            shutil.copyfile(each, part)
            part.replace(to)


def _keys_written(folder: Path) -> list[str]:
    """Put private keys that a backup has where they belong; one that is there is never replaced."""
    to, written = Path(settings.ACUERDO.keys), []
    for each in sorted((folder / KEYS).glob("*.pem")) if (folder / KEYS).is_dir() else ():
        if not (to / each.name).exists():
            to.mkdir(parents=True, exist_ok=True, mode=0o700)
            each.chmod(0o600)
            each.replace(to / each.name)
            written.append(each.name)
    return written


@dataclass(frozen=True, slots=True)
class Drilled:
    """How long each step of a drill took, in seconds, and what was restored."""

    seconds: dict[str, float]
    held: Held
    size: int


def drill(file: Path | None = None) -> Drilled:
    """Back up, restore into a scratch place, verify, and leave nothing behind: how long each step took.

    Args:
        file: a backup that is there already, in place of a new one.

    Raises:
        as `back_up` and `restore`.
    """
    seconds: dict[str, float] = {}
    near = Path(settings.ACUERDO.results).parent
    near.mkdir(parents=True, exist_ok=True)
    told = connections.databases["default"]
    module = copying.KINDS[copying.kind_of(told)]
    last, begun = "", perf_counter()

    def say(words: str) -> None:
        nonlocal last, begun
        if last:
            seconds[last] = perf_counter() - begun
        last, begun = words, perf_counter()

    with scratch(near) as folder:
        if file is None:
            back_up(folder / "backup", say=say)
            file = folder / "backup"
        say("reading the backup")
        manifest = _unpacked(file, folder / "unpacked")
        made = _made(manifest, folder / "unpacked", DRILL, say)
        say("")
        module.drop(made)
        return Drilled(seconds, expected(manifest), file.stat().st_size)
