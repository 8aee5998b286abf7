"""A season of a whole nation run by the service: from the closed list to the published match, on SQLite.

People and orders are those of a demonstration; applications are written at once, as the rules decide on each
when it is filed, which `benchmarks.service` measures. What is timed is what the secretary waits for.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta

from benchmarks.rows import row

WORKERS, PLACES = 400_000, 160_000
BOUNDS = {"close": 30, "match": 300, "publish": 30}
"""Seconds that a secretary may wait for a step at that size (assumed)."""
MOST_GB = 8
"""Memory of the process that matches (assumed)."""


def nation(workers: int = WORKERS, places: int = PLACES) -> bool:
    """The steps of a season at this size; True where all bounds are kept."""
    with tempfile.TemporaryDirectory(prefix="acuerdo-nation-") as folder:
        os.environ |= {"ACUERDO_DEMO": "1", "ACUERDO_HOME": folder}
        return _steps(workers, places)


def _steps(workers: int, places: int) -> bool:
    from acuerdo.cli.service import start

    start()
    from django.core.management import call_command

    from acuerdo.operate import clock, demonstration, numbers, rounds, seasons
    from acuerdo.records.models import Account, Application, Placement, Season, Worker
    from acuerdo.records.rows import add_all

    call_command("migrate", verbosity=0, interactive=False)
    demonstration.load(places, workers)
    who, made = Account.objects.get(username="secretary"), Season.objects.get()
    seasons.open_season(who, made, "a public value")
    made.refresh_from_db()
    seasons.demonstration_secrets(who, made)
    told = {"season": made, "filed_at": clock.now(), "status": "eligible"}
    everybody = list(Worker.every.values_list("pk", flat=True))
    named = {numbers.new("A") for _ in everybody}
    while len(named) < len(everybody):  # of so many numbers drawn, two may be the same
        named.add(numbers.new("A"))
    rows = (
        Application(worker_id=pk, number=number, **told) for pk, number in zip(everybody, named, strict=True)
    )
    add_all(Application, rows)
    print(f"     {workers:,} workers have applied for some {places:,} places", flush=True)
    kept = []

    def timed(name: str, act: Callable[[], object]) -> None:
        begun = time.perf_counter()
        act()
        kept.append(row(f"    {name}", time.perf_counter() - begun, BOUNDS[name], "s"))

    demonstration.set_clock(made.closes)
    made.refresh_from_db()
    timed("close", lambda: seasons.close(who, made))
    made.refresh_from_db()
    for party, secret in made.secrets.items():
        seasons.reveal(who, made, party, secret)
    demonstration.set_clock(made.closes + timedelta(hours=seasons.BEACON_HOURS, minutes=1))
    seasons.draw(who, made, "00" * 32)
    made.refresh_from_db()
    timed("match", lambda: rounds.match(who, made))
    made.refresh_from_db()
    timed("publish", lambda: seasons.publish(who, made))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    kept.append(row("    memory", used, MOST_GB, "GB"))
    print(f"     {Placement.every.filter(status='offered').count():,} have an offer")
    return all(kept)


if __name__ == "__main__":
    sys.exit(0 if nation(*map(int, sys.argv[1:])) else 1)
