"""Entries and exits of a nation held against each other: by the rule, and from the record to work items.

Both states tell of four crossings of each of some 50,000 permits. Some records are missing, late by days or
turned round, as drawn; nobody here stands for anybody.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from acuerdo.rules.crossings import FOUND, reconcile
from benchmarks.rows import row

RECORDS = 405_000
"""Of which, without those that are missing, a little more than 400,000 are held against each other."""
CROSSINGS = 4
"""Crossings under a permit: in, out, in and out again."""
SECONDS = 10
"""Within which so many records are held against each other, from the record to work items (stated)."""
DATABASES = ("SQLite", "PostgreSQL")
AT_ONCE = 5_000
"""Rows that are written by one statement."""
BEGINS = np.datetime64("2016-12-01T00:00:00", "s")
MISSING, TURNED, OTHER_DAY = 0.01, 0.001, 0.002
"""Shares of records that are missing, told with the other direction, and told with another day (assumed)."""


def drawn(records: int = RECORDS) -> dict[str, np.ndarray]:
    """So many records of both states, nearly: permit, direction, at, second (told by the second state)."""
    permits = records // (2 * CROSSINGS)
    draws = np.random.Generator(np.random.Philox(key=2017))
    permit = np.repeat(np.arange(permits), CROSSINGS)
    days = np.sort(draws.integers(0, 240, (permits, CROSSINGS)), axis=1) + 3 * np.arange(CROSSINGS)
    at = days.ravel() * 86_400 + draws.integers(0, 86_400, permit.size)
    direction = np.tile(np.arange(CROSSINGS) % 2, permits)
    both = {
        "permit": np.tile(permit, 2),
        "direction": np.tile(direction, 2).astype(np.int8),
        "second": np.repeat([False, True], permit.size),
    }
    apart = draws.integers(-7_200, 7_200, 2 * permit.size)
    apart += np.where(draws.random(apart.size) < OTHER_DAY, 3 * 86_400, 0)
    both["at"] = BEGINS + (np.tile(at, 2) + apart).astype("timedelta64[s]")
    both["direction"] ^= (draws.random(apart.size) < TURNED).astype(np.int8)
    kept = draws.permutation(np.flatnonzero(draws.random(apart.size) >= MISSING))
    return {name: column[kept] for name, column in both.items()}


def crossings() -> bool:
    """By the rule alone, and by the service on each database; True where all keep to the bound."""
    told = drawn()
    now = BEGINS + np.timedelta64(400, "D")
    begun = time.perf_counter()
    found = reconcile(told["permit"], told["direction"], told["at"], told["second"], now)
    taken = time.perf_counter() - begun
    counts = np.bincount(found.found, minlength=len(FOUND))
    said = ", ".join(f"{count:,} {word}" for word, count in zip(FOUND, counts, strict=True) if count)
    print(f"     of {told['permit'].size:,} records {said}".replace("_", " "))
    kept = [row("400,000 entries and exits held against each other, by the rule", taken, SECONDS)]
    for name in DATABASES:
        with _database(name) as address, tempfile.TemporaryDirectory(prefix="acuerdo-crossings-") as folder:
            env = {**os.environ, "ACUERDO_DEMO": "1", "ACUERDO_HOME": folder, **address}
            command = [sys.executable, "-m", "benchmarks.crossings", name]
            kept.append(subprocess.run(command, env=env, check=False).returncode == 0)
    return all(kept)


@contextmanager
def _database(name: str) -> Iterator[dict[str, str]]:
    """A new database, as the environment of a process names it."""
    if name == "SQLite":
        yield {}
        return
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    from databases import empty

    with empty(lasting=True) as address:
        yield {"DATABASE_URL": address}


def _service(name: str, told: dict[str, np.ndarray]) -> bool:
    """From the record to work items: where all is new, and once more where nothing is."""
    from acuerdo.cli.service import start

    start()
    from django.core.management import call_command
    from django.db import transaction

    from acuerdo.operate import demonstration, reconciling
    from acuerdo.records.models import Account, WorkItem

    call_command("migrate", verbosity=0, interactive=False)
    demonstration.accounts()
    by = Account.objects.get(username="border_officer")
    with transaction.atomic():
        _tell(told, _permits(int(told["permit"].max()) + 1), by.pk)
    demonstration.set_clock(datetime(2018, 1, 5, tzinfo=UTC))
    kept = []
    for what in ("from the record to work items", "the same once more"):
        begun = time.perf_counter()
        count = reconciling.reconcile(None)
        taken = time.perf_counter() - begun
        print(f"     {count.records:,} records, {WorkItem.every.count():,} work items, {count.made:,} new")
        kept.append(row(f"{name}: {what}", taken, SECONDS))
    return all(kept)


def _permits(count: int) -> int:
    """So many permits with all that they rest on, each a copy of the first; the key of the first."""
    from acuerdo.operate import clock, demonstration
    from acuerdo.records.models import Application, Employer, JobOrder, Permit, Placement, Worker

    now, day = clock.now(), clock.now().date()
    employer = Employer.objects.create(number="E-1", name="A farm", state="NC")
    order = JobOrder.objects.create(
        employer=employer, case="C-1", title="Work", soc="45-2092", state="NC", places_requested=count,
        starts=day, ends=day, pay_cents_hour=1227, filed_at=now,
    )  # fmt: skip
    person = {"given_names": "Persona", "surnames": "de Muestra", "born_on": day, "nationality": "MEX"}
    worker = Worker.every.create(number="W-0", registered_at=now, **person)
    application = Application.every.create(
        season=demonstration.season(), worker=worker, number="A-0", filed_at=now
    )
    placement = Placement.every.create(
        application=application, order=order, round=1, offered_at=now, answer_by=now, entry=day
    )
    permit = Permit.every.create(
        number="P-0", placement=placement, holds_from=day, until=day + timedelta(days=300), granted_at=now
    )
    for made in (worker, application, placement, permit):
        _copy(made, count)
    return permit.pk


def _copy(first: Any, count: int) -> None:
    """Copy a row until there are so many, by one statement: each copy has its own number, and rests on the
    copy of its own number of what the first rests on alone."""
    from django.db import connection

    fields = [each for each in first._meta.concrete_fields if not each.primary_key]
    own = {"number": "substr(number, 1, 2) || at", "worker": "worker_id + at"}
    own |= {"application": "application_id + at", "placement": "placement_id + at"}
    names = ", ".join(f'"{each.column}"' for each in fields)
    values = ", ".join(own.get(each.name, f'"{each.column}"') for each in fields)
    table = first._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE numbers(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM numbers WHERE at + 1 < %s)"
            f' INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}", numbers WHERE id = %s',
            [count, first.pk],
        )


def _tell(told: dict[str, np.ndarray], first: int, by: int) -> None:
    """Write the records, many by one statement.

    Args:
        first: the key of the first permit; those of the others follow.
        by: the key of the account.
    """
    from django.db import connection

    from acuerdo.operate import clock

    columns = [
        "number",
        "permit_id",
        "direction",
        "on",
        "at",
        "party",
        "source",
        "place",
        "filed_at",
        "by_id",
    ]
    names = ", ".join(f'"{each}"' for each in columns)
    same = f"'Laredo', '{clock.now():%Y-%m-%d %H:%M:%S}', {by}"
    parts = (told["permit"], told["direction"], told["at"].astype(str), told["second"])
    rows = [
        f"('P-{permit}', {first + permit}, '{'exit' if direction else 'entry'}', '{at[:10]}',"
        f" '{at.replace('T', ' ')}', '{'MEX' if second else 'USA'}', '{source}', {same})"
        for source, (permit, direction, at, second) in enumerate(
            zip(*(part.tolist() for part in parts), strict=True)
        )
    ]
    with connection.cursor() as cursor:
        for begins in range(0, len(rows), AT_ONCE):
            values = ", ".join(rows[begins : begins + AT_ONCE])
            cursor.execute(f'INSERT INTO "records_crossing" ({names}) VALUES {values}')


def main(names: Sequence[str]) -> bool:
    """All measurements, or that of one database, which the environment names."""
    return _service(names[0], drawn()) if names else crossings()


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)
