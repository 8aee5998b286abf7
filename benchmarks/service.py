"""Requests a second of the service, as `acuerdo serve` runs it, with the load from the same machine (wrk)."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.rows import row

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 10
"""How long each load lasts."""
CONNECTIONS, USERS, PAUSE_MS = 16, 300, 1_000
"""How many connections send without a pause; how many users work beside each other, and how long each
reads before the next request, on average."""
DEMONSTRATION = ("--places", "300", "--workers", "1000")
BOUNDS = {"filings": 400, "reads": 400, "pages": 1_500}
SLOWEST_MS = 350


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a load: answers a second, those refused, and what 95 of 100 took at most, in ms."""

    rate: float
    count: int
    refused: int
    p95: float


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of request."""

    path: str
    token: str = ""
    cookie: str = ""
    body: str = ""

    @property
    def line(self) -> str:
        """As wrk.lua reads it."""
        method = "POST" if self.body else "GET"
        return "\t".join((method, self.path, self.token, self.cookie, self.body))


def services() -> bool:
    """Every load on each database; True where all bounds are kept."""
    if shutil.which("wrk") is None:
        print("     the service: not measured, as wrk is not on the PATH (Debian: apt install wrk)")
        return True
    with tempfile.TemporaryDirectory(prefix="acuerdo-bench-") as folder:
        kept = [on("SQLite", Path(folder), {})]
    sys.path.insert(0, str(ROOT / "tests"))
    from databases import empty

    with tempfile.TemporaryDirectory(prefix="acuerdo-bench-") as folder, empty(lasting=True) as address:
        kept.append(on("PostgreSQL", Path(folder), {"DATABASE_URL": address}))
    return all(kept)


def on(name: str, folder: Path, environment: Mapping[str, str]) -> bool:
    """Every load on one database."""
    told = {"ACUERDO_DEMO": "1", "ACUERDO_HOME": str(folder), "ACUERDO_API_MOST_A_MINUTE": "100000000"}
    env = {**os.environ, **told, **environment}
    _acuerdo(env, "serve", "--prepare", *DEMONSTRATION)
    env["ACUERDO_CLOCK"] = str(folder / "clock")
    given = _told("prepare", env)
    reads = [Asked(f"/api/v1/workers/{each}", given["officer"]) for each in given["workers"]]
    filing, page = Asked("/api/v1/workers", given["officer"], body=json.dumps(WORKER)), Asked("/")
    mixed = [Asked("/my/", cookie=each) for each in given["cookies"]]
    mixed += [filing, page] * (len(mixed) // 10) + reads[: len(mixed) // 10]
    _told("seal", env)
    with serving(env) as at:
        filings = load(at, folder, [filing])
        sealing = _told("seal", env)
        found = {"reads": load(at, folder, reads), "pages": load(at, folder, [page])}
        users = load(at, folder, mixed, USERS, PAUSE_MS)
    chained = filings.count / (filings.count / filings.rate + sealing)
    print(
        f"     {name}: {filings.rate:,.0f} filings/s, before {filings.count:,} are sealed in {sealing:.1f} s"
    )
    kept = [row(f"{name}: filings, audited and chained", chained, BOUNDS["filings"], "/s", least=True)]
    for kind, said in (("reads", "audited readings of a worker"), ("pages", "the first page")):
        kept.append(row(f"    {said}", found[kind].rate, BOUNDS[kind], "/s", least=True))
    print(f"     {USERS} users, one request in {PAUSE_MS / 1000:g} s each: {users.rate:,.0f}/s")
    kept.append(row("    95 of 100 answers to these users", users.p95, SLOWEST_MS, "ms"))
    refused = sum(each.refused for each in (filings, *found.values(), users))
    return all([*kept, row("    requests that were refused, or failed", refused, 0, "")])


WORKER = {
    "given_names": "Persona",
    "surnames": "Ensayo %d",
    "born_on": "1990-01-02",
    "sex": "woman",
    "state": 14,
    "trades": [1],
    "experience_months": 12,
    "taste": "pay",
}
"""Somebody who is nobody; without a code of the population register, which no two may have."""


def load(
    at: str, folder: Path, plan: Sequence[Asked], connections: int = CONNECTIONS, pause: int = 0
) -> Found:
    """Send the requests of a plan in turn, again and again, after some that are not counted."""
    file = folder / "plan"
    file.write_text("\n".join(each.line for each in plan), "utf-8")
    for seconds, begins in ((2, 0), (SECONDS, 5_000_000)):
        command = ["wrk", "-t", "1", "-c", str(connections), "-d", str(seconds), "--timeout", "30"]
        command += ["-s", str(Path(__file__).with_name("wrk.lua")), at]
        command += ["--", str(file), str(pause), str(begins + time.time_ns() % 1_000_000 * 10_000_000)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    count, micro, refused, p95 = map(float, said.rpartition("FOUND ")[2].split())
    return Found(count / micro * 1e6, int(count), int(refused), p95 / 1000)


@contextmanager
def serving(env: Mapping[str, str]) -> Iterator[str]:
    """The service, up until the block is left: its address."""
    from acuerdo.web.rehearsal.server import serving as started

    with tempfile.TemporaryDirectory() as folder, started(env, Path(folder) / "log") as service:
        yield f"http://{service.host}:{service.port}"


def _told(work: str, env: Mapping[str, str]) -> Any:
    """What a part of this module says, run as a process of its own."""
    inside = [sys.executable, "-m", "benchmarks.service", work]
    return json.loads(subprocess.run(inside, check=True, env=env, cwd=ROOT, capture_output=True).stdout)


def _acuerdo(env: Mapping[str, str], *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "acuerdo", *words], check=True, env=env, cwd=ROOT, capture_output=True
    )


def prepare() -> None:
    """Print what the loads need of the database: a token, numbers of workers, sessions of their accounts."""
    from acuerdo.cli.service import start

    start()
    from django.test import Client

    from acuerdo.operate import tokens
    from acuerdo.records.models import Account, Worker

    workers = list(Worker.every.filter(account=None).order_by("pk")[:USERS])
    cookies = []
    for at, worker in enumerate(workers):
        account = Account.objects.create(username=f"bench-{at}", role="worker", worker=worker)
        client = Client()
        client.force_login(account)
        cookies.append("; ".join(f"{name}={each.value}" for name, each in client.cookies.items()))
    officer = tokens.new(Account.objects.get(username="origin_officer"), "bench")
    print(json.dumps({"officer": officer, "workers": [each.number for each in workers], "cookies": cookies}))


def seal() -> None:
    """Seal what is not in the chain yet, and print how many seconds that took."""
    from acuerdo.cli.service import start

    start()
    from acuerdo.operate import sealing
    from acuerdo.records.models import Account

    auditor = Account.objects.get(username="auditor")
    begun = time.perf_counter()
    sealing.seal(auditor)
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    if sys.argv[1:] in (["prepare"], ["seal"]):
        {"prepare": prepare, "seal": seal}[sys.argv[1]]()
    else:
        sys.exit(0 if services() else 1)
