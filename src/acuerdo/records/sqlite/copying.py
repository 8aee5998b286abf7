"""Copies of a database of SQLite: by its own way of copying, which lets writers go on."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

SUFFIXES = ("", "-wal", "-shm", "-journal", "-turn")
"""What may lie beside the name of a database."""


class Busy(Exception):
    """Somebody else has the database open."""


def copy(settings: dict[str, Any], to: Path) -> None:
    """Copy the database into a file, as it stands at one instant."""
    source = sqlite3.connect(f"{Path(settings['NAME']).resolve().as_uri()}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(to)) as target:
        source.backup(target)
        # One file, which needs none beside it.
        target.execute("PRAGMA journal_mode=DELETE")


def is_there(settings: dict[str, Any]) -> bool:
    """Whether there is a database at all."""
    file = Path(settings["NAME"])
    return file.exists() and file.stat().st_size > 0


def beside(settings: dict[str, Any], name: str) -> dict[str, Any]:
    """What Django is told of a database beside another."""
    return {**settings, "NAME": f"{settings['NAME']}.{name}"}


def make(copied: Path, settings: dict[str, Any]) -> None:
    """Make a database again from its copy; what an earlier try left there goes first.

    Raises:
        sqlite3.DatabaseError: the copy is none.
    """
    drop(settings)
    file = Path(settings["NAME"])
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(copied)) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)
        found = target.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(str(found))
        if target.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.DatabaseError("a row names another that is not there")
    file.chmod(0o600)


def put_in_place(made: dict[str, Any], settings: dict[str, Any], keep_as: str) -> str:
    """Put a database in the place of another, in one step; the other stays beside, if there is one.

    Args:
        keep_as: the name by which the other stays.

    Returns:
        Where the other stays; '' where there was none.

    Raises:
        Busy: somebody has the other open.
    """
    new, old = Path(made["NAME"]), Path(settings["NAME"])
    _shut(new)
    kept = ""
    if is_there(settings):
        _shut(old)
        kept = str(beside(settings, keep_as)["NAME"])
        Path(kept).unlink(missing_ok=True)
        Path(kept).hardlink_to(old)
    with new.open("rb") as written:
        os.fsync(written.fileno())
    new.rename(old)
    drop(made)
    return kept


def _shut(file: Path) -> None:
    """Fold what lies beside a database into it, which can be done by whoever is alone with it."""
    with closing(sqlite3.connect(file, timeout=0)) as alone:
        try:
            alone.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise Busy(str(error)) from None


def drop(settings: dict[str, Any]) -> None:
    """Delete a database that was made here, if it is there."""
    for suffix in SUFFIXES:
        Path(f"{settings['NAME']}{suffix}").unlink(missing_ok=True)
