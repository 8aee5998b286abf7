"""Entries and exits of a nation held against each other: by the rule, and from the record to work items.

Both states tell of four crossings of each of some 50,000 permits. Some records are missing, late by days or
turned round, as drawn; nobody here stands for anybody.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
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
    """By the rule alone, and by the service; True where both keep to the bound."""
    told = drawn()
    now = BEGINS + np.timedelta64(400, "D")
    begun = time.perf_counter()
    found = reconcile(told["permit"], told["direction"], told["at"], told["second"], now)
    taken = time.perf_counter() - begun
    counts = np.bincount(found.found, minlength=len(FOUND))
    said = ", ".join(f"{count:,} {word}" for word, count in zip(FOUND, counts, strict=True) if count)
    print(f"     of {told['permit'].size:,} records {said}".replace("_", " "))
    kept = row("400,000 entries and exits held against each other, by the rule", taken, SECONDS)
    with tempfile.TemporaryDirectory(prefix="acuerdo-crossings-") as folder:
        os.environ |= {"ACUERDO_DEMO": "1", "ACUERDO_HOME": folder}
        return _service(told) and kept


def _service(told: dict[str, np.ndarray]) -> bool:
    from acuerdo.cli.service import start

    start()
    from django.core.management import call_command
    from django.db import transaction

    from acuerdo.operate import demonstration, reconciling
    from acuerdo.records.models import Account, Crossing, WorkItem
    from acuerdo.records.rows import add_all

    call_command("migrate", verbosity=0, interactive=False)
    demonstration.accounts()
    by = Account.objects.get(username="border_officer")
    with transaction.atomic():
        add_all(Crossing, _rows(told, _permits(told), by.pk))
    demonstration.set_clock(datetime(2018, 1, 5, tzinfo=UTC))
    begun = time.perf_counter()
    count = reconciling.reconcile(None)
    taken = time.perf_counter() - begun
    print(f"     {count.records:,} records, {WorkItem.every.count():,} work items")
    return row("the same from the record to work items, SQLite", taken, SECONDS)


def _permits(told: dict[str, np.ndarray]) -> list[int]:
    """Permits with all that they rest on, written at once; their keys."""
    from acuerdo.operate import clock, demonstration
    from acuerdo.records.models import Application, Employer, JobOrder, Permit, Placement, Worker
    from acuerdo.records.rows import add_all

    number, now = int(told["permit"].max()) + 1, clock.now()
    season = demonstration.season()
    employer = Employer.objects.create(number="E-1", name="A farm", state="NC")
    order = JobOrder.objects.create(
        employer=employer, case="C-1", title="Work", soc="45-2092", state="NC", places_requested=number,
        starts=now.date(), ends=now.date(), pay_cents_hour=1227, filed_at=now,
    )  # fmt: skip
    person = {"given_names": "Persona", "surnames": "de Muestra", "born_on": now.date(), "nationality": "MEX"}
    numbers = range(number)
    add_all(Worker, (Worker(number=f"W-{at}", registered_at=now, **person) for at in numbers))
    keys: Any = Worker.every.order_by("pk").values_list("pk", flat=True)
    add_all(
        Application,
        (
            Application(season=season, worker_id=pk, number=f"A-{at}", filed_at=now)
            for at, pk in enumerate(keys)
        ),
    )
    keys = Application.every.order_by("pk").values_list("pk", flat=True)
    placed: dict[str, Any] = {"order": order, "round": 1, "offered_at": now, "answer_by": now}
    add_all(Placement, (Placement(application_id=pk, entry=now.date(), **placed) for pk in keys))
    keys = Placement.every.order_by("pk").values_list("pk", flat=True)
    days = {"holds_from": now.date(), "until": now.date() + timedelta(days=300), "granted_at": now}
    add_all(Permit, (Permit(number=f"P-{at}", placement_id=pk, **days) for at, pk in enumerate(keys)))
    return list(Permit.every.order_by("pk").values_list("pk", flat=True))


def _rows(told: dict[str, np.ndarray], permits: list[int], by: int) -> Iterator[Any]:
    from acuerdo.operate import clock
    from acuerdo.records.models import Crossing

    now = clock.now()
    columns = zip(*(told[name].tolist() for name in ("permit", "direction", "at", "second")), strict=True)
    for at, (permit, direction, moment, second) in enumerate(columns):
        yield Crossing(
            number=f"P-{permit}",
            permit_id=permits[permit],
            direction="exit" if direction else "entry",
            on=moment.date(),
            at=moment.replace(tzinfo=UTC),
            place="Laredo",
            party="MEX" if second else "USA",
            source=str(at),
            filed_at=now,
            by_id=by,
        )


if __name__ == "__main__":
    sys.exit(0 if crossings() else 1)
