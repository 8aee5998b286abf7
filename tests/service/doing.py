"""One thing done in a process of its own, which stops at a given point and says so, to be killed there.

Processes are forked from one that has imported this: each begins at once.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acuerdo.web.demonstration")

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

import databases  # noqa: E402
from acuerdo.operate import (  # noqa: E402
    audit,
    backup,
    filing,
    orders,
    placing,
    restoring,
    retention,
    rounds,
    running,
    sealing,
    seasons,
)
from acuerdo.proof.lottery import commitment  # noqa: E402
from acuerdo.records.models import Account, Employer, Placement, Season  # noqa: E402
from service import shared  # noqa: E402
from service.fields import ORDER  # noqa: E402


def account(role: str) -> Account:
    return Account.objects.get(username=role)


def file(row: int) -> None:
    """File an order."""
    sent, by = {"case": "C-9"}, account("employer")

    def act() -> str:
        made = orders.file(by, Employer.objects.get(pk=row), {**ORDER, "case": "C-9"})
        return audit.subject_of(made)

    filing.file_once(by, "K-9", "order", sent, act)


RELEASES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (("before the first", ()),)
"""The last migrations of each release. A release adds one line, such as
`("0.2.0", (("records", "0002_append_only"),)),`."""


def release(row: int) -> None:
    """Make the database of a release."""
    for label, name in RELEASES[row][1]:
        call_command("migrate", label, name, verbosity=0, interactive=False)


PARTY, SECRET, BEACON = "MEX", "5a" * 32, "00" * 32
"""The government whose secret is committed and shown, its secret, and the value of the beacon."""


def beside() -> Path:
    """The folder in which a test keeps its files."""
    return Path(settings.ACUERDO.results).parent


def commits(season: Season) -> str:
    """What that government commits to."""
    return commitment(seasons.record_of(season).terms, PARTY, bytes.fromhex(SECRET))


STEPS: dict[str, Callable[[Account, Season], Any]] = {
    "open": lambda by, season: seasons.open_season(by, season, "a public value"),
    "commit": lambda by, season: seasons.commit(by, season, PARTY, commits(season)),
    "close": seasons.close,
    "reveal": lambda by, season: seasons.reveal(by, season, PARTY, SECRET),
    "draw": lambda by, season: seasons.draw(by, season, BEACON),
    "match": rounds.match,
    "publish": seasons.publish,
    "replace": rounds.replace,
}
"""The steps of a season, as a secretary takes them."""


def taken(step: str) -> Callable[[int], Any]:
    """What takes a step of the season of a row."""
    return lambda row: STEPS[step](account("secretary"), Season.objects.get(pk=row))


def confirm(row: int) -> None:
    """Take the order of a placement, as the worker who has it."""
    placement = Placement.every.select_related("application__worker__account").get(pk=row)
    placing.confirm(placement.application.worker.account, placement)


def erase(row: int) -> None:
    """Erase what is due, under a text that says how long things are kept."""
    shared.under(settings, beside())
    retention.run()


WHAT: dict[str, Callable[[int], Any]] = {
    **{step: taken(step) for step in STEPS},
    "confirm": confirm,
    "file": file,
    "seal": lambda row: sealing.seal(account("auditor")),
    "decline": lambda row: placing.decline(account("worker"), Placement.every.get(pk=row)),
    "work": lambda row: running.work(until_none_is_left=True),
    "release": release,
    "back_up": lambda row: backup.back_up(beside() / "backup.tar"),
    "restore": lambda row: restoring.restore(beside() / "backup.tar", replace=True),
    "erase": erase,
    "migrate": lambda row: call_command("migrate", verbosity=0, interactive=False),
}


FILES = ("sqlite3.connect", "subprocess.Popen", "os.rename", "tempfile.mkdtemp", "shutil.copyfile")
"""What Python tells of a program that makes databases and files: each is a point."""
WRITES = ("INSERT", "UPDATE", "DELETE")
"""What statements that write begin with."""


def do(what: str, point: str, row: int, url: str, clock: Path, results: Path, pipe: Connection) -> None:
    """Do something up to a point, say `here`, and wait for the end; without a point say `done`.

    Args:
        what: one of WHAT.
        point: `sql:` with what a statement begins with, `write:` with the number of a statement that writes,
            from 1, `files:` with the number of one of FILES, from 1, or `file:` with a part of the name of a
            file that is about to be written; `end:` when it
            is done and nobody was told; an empty one stops nowhere.
        row: the row it is done to.
        url: the address of the database.
        clock, results: as the settings have them.
        pipe: where it says so.
    """
    databases.use(url)
    settings.ACUERDO = replace(settings.ACUERDO, clock=clock, results=results)
    kind, _, text = point.partition(":")
    writes, files = count(1), count(1)

    def stop() -> None:
        pipe.send("here")
        pipe.recv()

    def on_query(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if kind == "sql" and sql.startswith(text):
            stop()
        if kind == "write" and sql.startswith(WRITES) and next(writes) == int(text):
            stop()
        return execute(sql, params, many, context)

    def on_event(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and kind == "file" and text in str(args[0]) and "w" in str(args[1]):
            stop()
        if kind == "files" and event in FILES and next(files) == int(text):
            stop()

    sys.addaudithook(on_event)
    with connection.execute_wrapper(on_query):
        WHAT[what](row)
    if kind == "end":
        stop()
    connection.close()
    pipe.send("done")
