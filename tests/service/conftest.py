"""What tests of the service share: a day that stands still, an account of each role, a small season."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection

import databases
from acuerdo.operate import (
    applying,
    demonstration,
    orders,
    photos,
    placing,
    registering,
    rounds,
    running,
    seasons,
)
from acuerdo.records.models import (
    Account,
    Application,
    Appointment,
    Employer,
    Hour,
    JobOrder,
    Permit,
    Placement,
    Season,
    Worker,
)
from acuerdo.records.models.accounts import ROLES
from service import doing
from service.fields import ORDER
from service.travelling import face

BEGINS = datetime(2016, 11, 1, 15, tzinfo=UTC)


class Clock:
    """The clock of the service, which stands where a test sets it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.set(BEGINS)

    def set(self, at: datetime) -> None:
        self.file.write_text(at.isoformat(), encoding="utf-8")


@pytest.fixture(autouse=True)
def clock(settings: LazySettings, tmp_path: Path) -> Clock:
    file = tmp_path / "clock"
    settings.ACUERDO = replace(settings.ACUERDO, clock=file, results=tmp_path / "results")
    settings.STATIC_ROOT = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Clock(file)


@pytest.fixture(autouse=True)
def emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty the audit after a test whose transactions were real: the database lets nobody else do so."""
    marked = request.node.get_closest_marker("django_db")
    asked = {"live_server", "transactional_db"} & set(request.fixturenames)
    real = bool(asked) or (marked is not None and bool(marked.kwargs.get("transaction")))
    if real:
        request.getfixturevalue("transactional_db")
    yield
    if real:
        migration = import_module("acuerdo.records.migrations.0002_append_only")
        with connection.schema_editor() as editor:
            migration.opened(None, editor)
            for table in ("records_link", *migration.TABLES[::-1]):
                editor.execute(f"DELETE FROM {table}")
            migration.shut(None, editor)


@pytest.fixture
def who(db: None) -> dict[str, Account]:
    """An account of each role, by role; the employer and the agent stand for one accredited employer."""
    found = {role: Account.objects.create(username=role, role=role) for role, _ in ROLES}
    employer = Employer.objects.create(
        number="E-1", name="First farm", state="NC", accredited_on=date(2016, 10, 1)
    )
    found["employer"].employer = employer
    found["employer"].save()
    found["agent"].acts_for.add(employer)
    return found


@pytest.fixture
def order_fields() -> Callable[..., dict[str, Any]]:
    """The fields of a job order, any of them changed."""

    def fields(**changed: Any) -> dict[str, Any]:
        return {**ORDER, **changed}

    return fields


@pytest.fixture
def order(who: dict[str, Account], order_fields: Callable[..., dict[str, Any]]) -> JobOrder:
    """An order of three places, certified."""
    filed = orders.file(who["employer"], who["employer"].employer, order_fields())
    orders.certify(who["certifying_officer"], filed, "certified", 3)
    filed.refresh_from_db()
    return filed


@pytest.fixture
def worker_fields() -> Callable[..., dict[str, Any]]:
    """The fields of a worker, any of them changed."""

    def fields(**changed: Any) -> dict[str, Any]:
        return {
            "given_names": "Persona",
            "surnames": "de Muestra",
            "born_on": date(1990, 5, 17),
            "sex": "woman",
            "nationality": "MEX",
            "state": 11,
            "trades": (1 << 20) - 1,
            "experience_months": 24,
            "taste": "pay",
            "felony_convictions": 0,
            **changed,
        }

    return fields


@pytest.fixture
def worker(who: dict[str, Account], worker_fields: Callable[..., dict[str, Any]]) -> Worker:
    """The worker of the account of that role."""
    return registering.register(who["worker"], worker_fields())


@pytest.fixture
def season(who: dict[str, Account]) -> Iterator[Season]:
    """A season that is open, with the secrets of both parties committed."""
    made = demonstration.season()
    seasons.open_season(who["secretary"], made, "a public value")
    made.refresh_from_db()
    seasons.demonstration_secrets(who["secretary"], made)
    made.refresh_from_db()
    return made


@pytest.fixture
def application(who: dict[str, Account], worker: Worker, season: Season) -> Application:
    """The application of the worker."""
    return applying.apply(who["worker"], season, worker)


@pytest.fixture
def matched(
    who: dict[str, Account], order: JobOrder, application: Application, season: Season, clock: Clock
) -> Season:
    """The season matched and published, with one worker and one order."""
    return run(who["secretary"], season, clock)


@pytest.fixture
def run_season(who: dict[str, Account], season: Season, clock: Clock) -> Callable[[], Season]:
    """What closes, draws, matches and publishes the season, whenever a test calls it."""
    return lambda: run(who["secretary"], season, clock)


def run(secretary: Account, season: Season, clock: Clock) -> Season:
    """Close, draw, match and publish a season."""
    clock.set(season.closes)
    seasons.close(secretary, season)
    clock.set(season.closes + timedelta(hours=1))
    for party, secret in season.secrets.items():
        seasons.reveal(secretary, season, party, secret)
    clock.set(season.closes + timedelta(hours=49))
    seasons.draw(secretary, season, "00" * 32)
    season.refresh_from_db()
    seasons.publish(secretary, rounds.match(secretary, season))
    season.refresh_from_db()
    return season


@pytest.fixture
def run_jobs(db: None) -> Callable[[], None]:
    """What runs every job that is due, and those that they ask for."""
    return lambda: running.run_due("here")


Do = Callable[..., None]
PROCESSES = multiprocessing.get_context("forkserver")


@pytest.fixture
def started(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Begin something in a process of its own: the process, and the pipe by which it speaks."""
    here = [path for path in (*sys.path, str(Path(doing.__file__).parents[1])) if path]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(here))
    PROCESSES.set_forkserver_preload(["service.doing"])

    def start(what: str, point: str, row: int, database: str) -> Any:
        ours, theirs = PROCESSES.Pipe()
        folder = settings.ACUERDO.clock, settings.ACUERDO.results
        told = (what, point, row, database or databases.address(), *folder, theirs)
        process = PROCESSES.Process(target=doing.do, args=told)
        process.start()
        theirs.close()
        return process, ours

    return start


@pytest.fixture
def killed_at(started: Callable[..., Any]) -> Do:
    """Do something in a process of its own, and kill it at a point."""

    def do(what: str, point: str, row: int = 0, database: str = "") -> None:
        process, pipe = started(what, point, row, database)
        with pipe:
            assert pipe.recv() == "here"
            process.kill()
            process.join()
        assert process.exitcode == -signal.SIGKILL

    return do


@pytest.fixture
def killed_before_each_write(started: Callable[..., Any]) -> Callable[[str, int, Callable[[], bool]], int]:
    """Do something in a process of its own that is killed before its first statement that writes, then before
    its second, and so on until one comes to its end. After each, look; where a part of it stays written, the
    count begins anew. How many were killed."""

    def do(what: str, row: int, stays: Callable[[], bool]) -> int:
        at = killed = 0
        while True:
            at += 1
            process, pipe = started(what, f"write:{at}", row, "")
            with pipe:
                if pipe.recv() == "done":
                    process.join()
                    return killed
                process.kill()
                process.join()
            killed += 1
            at = 0 if stays() else at

    return do


@pytest.fixture
def finished(started: Callable[..., Any]) -> Do:
    """Do something in a process of its own, to its end."""

    def do(what: str, row: int = 0, database: str = "") -> None:
        process, pipe = started(what, "", row, database)
        with pipe:
            assert pipe.recv() == "done"
            process.join()
        assert process.exitcode == 0

    return do


@pytest.fixture
def empty(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it."""
    with databases.beside(tmp_path) as url:
        yield url


@pytest.fixture
def appointment(who: dict[str, Account], matched: Season) -> Appointment:
    """The appointment of the worker, whose checks are passed."""
    placement = Placement.every.get()
    placing.confirm(who["worker"], placement)
    hour = Hour.objects.create(consulate="MTY", at=matched.closes + timedelta(days=30), capacity=1)
    made = placing.book(who["worker"], placement, hour)
    placing.checked(who["consulate"], made, passed=True)
    made.refresh_from_db()
    return made


@pytest.fixture
def permit(who: dict[str, Account], appointment: Appointment, clock: Clock) -> Permit:
    """The permit of the worker, with a photo, on its first day at noon."""
    photos.take(who["consulate"], appointment, face())
    made = placing.grant(who["consulate"], appointment)
    clock.set(datetime(made.holds_from.year, made.holds_from.month, made.holds_from.day, 18, tzinfo=UTC))
    return made
