"""What is watched: requests without anything of a person, metrics, whether the service lives and is ready."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from acuerdo.operate import sealing, tokens
from acuerdo.records.models import Account, Application, JobOrder, Placement, Season, Worker
from acuerdo.web import metrics, watching
from acuerdo.web.logs import TOLD, Lines, logging_of
from acuerdo.web.watching import Watch

pytestmark = pytest.mark.django_db
Fields = Callable[..., dict[str, Any]]
KNOWN = {
    "given_names": "Xochiquetzal",
    "surnames": "Ixtlilxochitl",
    "phone": "5512345678",
    "email": "xochi@example.org",
    "document": "G12345678",
    "curp": "IXXX900517MGTXXC09",
    "born_on": "1990-05-17",
}
"""What is sent about a person, and stands in no log."""
MOST_SECONDS = 0.0001
"""What watching may cost a request: a tenth of a millisecond."""


class Kept(logging.Handler):
    """Keeps lines as operation writes them."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(Lines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def logs() -> Iterator[list[str]]:
    """Every line that any logger writes, as operation writes it."""
    kept, root = Kept(), logging.getLogger()
    loggers = {name: logging.getLogger(name) for name in ("acuerdo", "django", "allauth")}
    before = {name: each.level for name, each in loggers.items()}
    for each in loggers.values():
        each.setLevel(logging.INFO)
    root.addHandler(kept)
    yield kept.lines
    root.removeHandler(kept)
    for name, level in before.items():
        loggers[name].setLevel(level)


def test_what_is_filed_read_and_refused_leaves_nothing_of_a_person_in_the_logs(
    who: dict[str, Account],
    order: JobOrder,
    application: Application,
    run_season: Callable[[], Season],
    worker_fields: Fields,
    client: Client,
    logs: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker = Worker.every.get()
    Worker.every.update(**{**KNOWN, "born_on": date(1990, 5, 17)})
    run_season()
    secret = tokens.new(who["origin_officer"], "program")
    client.force_login(who["origin_officer"])
    client.raise_request_exception = False
    searched = {"purpose": "doubles", "surnames": KNOWN["surnames"], "born_on": KNOWN["born_on"]}
    sent = {"username": KNOWN["given_names"], "password": KNOWN["surnames"], "again": "x", **KNOWN}
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {secret}", "REMOTE_ADDR": "203.0.113.77"}
    calls: list[tuple[str, str, Any]] = [
        ("get", f"/people/file/{worker.number}/?purpose=review", {}),
        ("get", f"/people/file/{worker.number}/?purpose=no&surnames={KNOWN['surnames']}", {}),
        ("post", "/people/", searched),
        ("post", "/register/", sent),
        ("post", "/helped/", sent),
        ("post", "/accounts/login/", {"login": KNOWN["email"], "password": KNOWN["curp"]}),
        ("get", f"/nowhere/{KNOWN['curp']}/", {}),
        ("get", f"/api/v1/workers/{worker.number}", {}),
        ("get", f"/api/v1/workers/{KNOWN['curp']}", {}),
    ]
    for method, address, given in calls:
        getattr(client, method)(address, given, **bearer)

    def broken(*args: object, **named: object) -> None:
        raise ValueError(f"{KNOWN['surnames']} {args} {named}")

    monkeypatch.setattr("acuerdo.operate.people.file_of", broken)
    monkeypatch.setattr("acuerdo.operate.audit.see", broken)
    for address in (f"/people/file/{worker.number}/?purpose=review", f"/api/v1/workers/{worker.number}"):
        assert client.get(address, **bearer).status_code == 500
    told = "\n".join(logs)
    found = [value for value in (*KNOWN.values(), worker.number, secret, "203.0.113") if value in told]
    assert found == []
    assert not [name for name in who if f'"{name}"' in told.replace(f'"role": "{name}"', "")]
    lines = [json.loads(line) for line in logs]
    requests = [line for line in lines if line["logger"] == "acuerdo.request"]
    assert len(requests) == len(calls) + 2
    assert {line["route"] for line in requests} >= {"person", "people", "register", "none"}
    assert {line["status"] for line in requests} >= {200, 404, 500}
    assert "origin_officer" in {line["role"] for line in requests}
    faults = [line for line in lines if "fault" in line]
    assert {line["fault"] for line in faults} == {"builtins.ValueError"}
    assert all(line["request"] in {each["request"] for each in requests} for line in faults)
    assert any("broken" in line["where"][-1] for line in faults)


def test_a_line_tells_of_a_request_what_is_listed_and_no_more(
    who: dict[str, Account], client: Client, logs: list[str]
) -> None:
    client.force_login(who["employer"])
    answer = client.get("/orders/")
    line = json.loads(logs[-1])
    assert set(line) == {"at", "level", "logger", "request", *TOLD}
    assert (line["route"], line["method"], line["role"], line["status"]) == ("orders", "GET", "employer", 200)
    assert line["queries"] > 2 and line["ms"] > 0
    assert answer.headers["X-Request-Id"] == line["request"]


def test_operation_writes_lines_and_a_demonstration_plain_words() -> None:
    assert logging_of(demo=False)["handlers"]["console"]["formatter"] == "lines"
    assert logging_of(demo=False)["loggers"]["acuerdo"]["level"] == "INFO"
    assert "formatter" not in logging_of(demo=True)["handlers"]["console"]
    assert logging_of(demo=True)["loggers"]["acuerdo"]["level"] == "WARNING"


def test_words_of_others_and_what_words_are_filled_with_stay_out() -> None:
    for name, told in (("acuerdo.api", {"event": "%s of %s"}), ("acuerdoes", {}), ("other", {})):
        record = logging.LogRecord(name, logging.ERROR, "", 1, "%s of %s", ("Ixtlilxochitl", 1), None)
        line = json.loads(Lines().format(record))
        assert {key: value for key, value in line.items() if key not in ("at", "level", "logger")} == told


def test_watching_costs_a_request_no_more_than_a_tenth_of_a_millisecond() -> None:
    request = RequestFactory().get("/orders/")
    log, written = logging.getLogger("acuerdo.request"), logging.StreamHandler(io.StringIO())
    written.setFormatter(Lines())
    watched, many = Watch(_plain), 2000

    def seconds(answer: Callable[[HttpRequest], HttpResponse]) -> float:
        began = process_time()
        for _ in range(many):
            answer(request)
        return (process_time() - began) / many

    before = log.level, log.propagate
    log.addHandler(written)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        cost = min(seconds(watched) - seconds(_plain) for _ in range(5))
    finally:
        log.removeHandler(written)
        log.level, log.propagate = before
    assert written.stream.getvalue().count("\n") == 5 * many
    assert cost < MOST_SECONDS, f"{cost * 1e6:.0f} microseconds"


def _plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_a_process_lives_and_is_ready_whatever_host_is_asked_for(client: Client) -> None:
    for address in ("/health/live", "/health/ready"):
        assert client.get(address, headers={"host": "10.0.0.1"}).status_code == 200
        assert client.post(address).status_code == 405
    assert client.get("/health/ready").json() == {
        "ready": True,
        "database": True,
        "migrations": True,
        "keys": True,
    }


def test_without_its_database_migrations_or_key_a_process_is_not_ready(
    client: Client, settings: LazySettings, tmp_path: Path
) -> None:
    watching.READY.clear()
    settings.ACUERDO = replace(settings.ACUERDO, demo=False, keys=tmp_path)
    assert client.get("/health/ready").json()["keys"] is False
    assert client.get("/health/ready").status_code == 503
    settings.ACUERDO = replace(settings.ACUERDO, demo=True)
    assert client.get("/health/ready").status_code == 200
    watching.READY.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'records' AND name LIKE '0009%'")
    told = client.get("/health/ready")
    assert (told.status_code, told.json()["migrations"], told.json()["database"]) == (503, False, True)
    watching.READY.clear()


def test_metrics_count_requests_by_route_and_tell_places_and_seals(
    who: dict[str, Account], matched: Season, client: Client
) -> None:
    client.force_login(who["employer"])
    before = _value(client, 'acuerdo_requests_total{method="GET",route="orders",status="200"}')
    for _ in range(3):
        client.get("/orders/")
    assert _value(client, 'acuerdo_requests_total{method="GET",route="orders",status="200"}') == before + 3
    assert _value(client, 'acuerdo_request_seconds_count{route="orders"}') >= 3
    assert _value(client, "acuerdo_seals_behind") > 0
    sealing.seal(who["auditor"])
    assert _value(client, "acuerdo_seals_behind") == 0
    told = client.get("/metrics").content.decode()
    assert re.search(r'acuerdo_places_used\{begins="[0-9-]+",path="[a-z_.]+"\} 1\.0', told)
    number, worker = Placement.every.get().application.number, Worker.every.get().number
    assert number not in told and worker not in told


def _value(client: Client, name: str) -> float:
    told = client.get("/metrics").content.decode()
    return next((float(line.split()[-1]) for line in told.splitlines() if line.startswith(f"{name} ")), 0.0)


def test_metrics_are_for_this_machine_or_for_whoever_has_the_token(
    client: Client, settings: LazySettings
) -> None:
    def status(**named: str) -> int:
        return client.get("/metrics", **named).status_code  # type: ignore[arg-type]

    assert status() == status(REMOTE_ADDR="::1") == 200
    assert status(REMOTE_ADDR="203.0.113.77") == 403
    for header in watching.BY_WAY_OF:
        assert status(**{header: "x"}) == 403
    settings.METRICS_TOKEN = "t" * 20
    assert status() == status(HTTP_AUTHORIZATION="Bearer wrong") == 403
    assert status(HTTP_AUTHORIZATION=f"Bearer {'t' * 20}", REMOTE_ADDR="203.0.113.77") == 200


def test_labels_of_metrics_are_those_listed() -> None:
    labels = {each._name: each._labelnames for each in (metrics.REQUESTS, metrics.SECONDS)}
    assert labels == {
        "acuerdo_requests": ("route", "method", "status"),
        "acuerdo_request_seconds": ("route",),
    }
