"""Jobs: asked for with the action, tried again, dead in the end; a runner killed loses and doubles none."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

import databases
from acuerdo.operate import dead_jobs, jobs, long_steps, notices, running
from acuerdo.operate.audit import NotThere
from acuerdo.operate.authority import Denied
from acuerdo.operate.sending import send
from acuerdo.operate.states import NotNow
from acuerdo.records.models import (
    Account,
    Application,
    Delivery,
    Entry,
    JobOrder,
    Notice,
    Placement,
    Runner,
    Season,
    Worker,
)
from acuerdo.web.health import examined
from service.conftest import Clock
from service.test_concurrent import drawn

LONG_AGO = timezone.now() - timedelta(days=1)
Run = Callable[[], None]


def ask_for_one_that_fails(worker: Worker) -> Any:
    """A job that finds no row: it fails each time."""
    with transaction.atomic():
        return jobs.later(send, 0)


def row(key: Any) -> Any:
    return DBTaskResult.objects.get(pk=key)


@pytest.mark.django_db(transaction=True)
def test_a_job_is_there_only_if_the_action_that_asked_for_it_holds() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        jobs.later(notices.remind)
    with transaction.atomic():
        jobs.later(notices.remind)
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()
    with transaction.atomic():
        jobs.later(notices.remind)
    jobs.once(notices.remind)
    assert DBTaskResult.objects.count() == 1


def test_a_job_that_fails_is_tried_again_later_each_time_and_is_dead_after_the_last(
    worker: Worker, run_jobs: Run
) -> None:
    key, waits = ask_for_one_that_fails(worker), []
    for tries in range(1, jobs.MOST_TRIES):
        before = timezone.now()
        run_jobs()
        found = row(key)
        assert (found.status, len(found.worker_ids)) == ("READY", tries)
        waits.append((found.run_after - before).total_seconds())
        run_jobs()
        assert len(row(key).worker_ids) == tries, "it waits"
        DBTaskResult.objects.update(run_after=timezone.now())
    run_jobs()
    assert row(key).status == "FAILED"
    assert all(later > 3 * sooner for sooner, later in pairwise(waits))
    assert sum(waits) > 2 * 3600


def test_what_is_kept_of_a_job_that_failed_says_nothing_of_anybody(worker: Worker, run_jobs: Run) -> None:
    notice = notices.tell(worker, "review_answered")
    assert notice is not None
    delivery = Delivery.every.create(notice=notice, channel=worker.surnames[:5])
    with transaction.atomic():
        key = jobs.later(send, delivery.pk)
    Worker.every.filter(pk=worker.pk).update(language="zz")
    Notice.every.update(kind=worker.surnames)
    DBTaskResult.objects.filter(pk=key).update(worker_ids=["x"] * (jobs.MOST_TRIES - 1))
    Delivery.every.update(channel="email")
    Worker.every.update(by_email=True, email="persona@example.org")
    run_jobs()
    found = row(key)
    assert found.status == "FAILED"
    assert found.exception_class_path == "builtins.KeyError"
    assert worker.surnames not in found.traceback
    assert "sending.py" in found.traceback
    delivery.refresh_from_db()
    assert delivery.status == "failed"


def test_support_staff_see_why_a_job_is_dead_try_it_again_and_give_it_up(
    worker: Worker, who: dict[str, Account], run_jobs: Run, client: Client
) -> None:
    key = ask_for_one_that_fails(worker)
    DBTaskResult.objects.update(worker_ids=["x"] * (jobs.MOST_TRIES - 1))
    run_jobs()
    client.force_login(who["support"])
    client.cookies["language"] = "en"
    page = client.get("/support/jobs/").content.decode()
    assert "Send a notice to a worker" in page
    assert "A fault of the program" in page
    assert "DoesNotExist" in page
    assert client.post(f"/support/jobs/{key}/again/").status_code == 302
    assert (row(key).status, row(key).worker_ids) == ("READY", [])
    assert client.post(f"/support/jobs/{key}/again/").status_code == 409
    with pytest.raises(NotNow):
        dead_jobs.give_up(who["support"], str(key))
    DBTaskResult.objects.update(status="FAILED")
    assert client.post(f"/support/jobs/{key}/given-up/").status_code == 302
    assert not DBTaskResult.objects.filter(pk=key).exists()
    with pytest.raises(NotThere):
        dead_jobs.again(who["support"], str(key))
    told = list(Entry.objects.filter(action="job.decide").order_by("pk").values_list("purpose", flat=True))
    assert told == ["job tried again", "job given up"]
    for role in ("worker", "secretary", "auditor"):
        with pytest.raises(Denied):
            dead_jobs.dead(who[role])


def found_of_jobs() -> list[str]:
    return [each.told for each in examined() if each.told.startswith("jobs:")]


def test_the_doctor_says_that_jobs_wait_too_long_and_that_nobody_runs_them(worker: Worker) -> None:
    assert found_of_jobs() == ["jobs: 0 wait, 0 run, 0 run them"]
    ask_for_one_that_fails(worker)
    DBTaskResult.objects.update(enqueued_at=LONG_AGO)
    assert found_of_jobs() == [
        "jobs: 1 wait for longer than 15 minutes",
        "jobs: no process that runs them was seen",
    ]
    Runner.objects.create(key="here", began_at=LONG_AGO, seen_at=timezone.now())
    assert found_of_jobs() == ["jobs: 1 wait for longer than 15 minutes"]
    DBTaskResult.objects.update(status="FAILED")
    assert found_of_jobs()[-1] == "jobs: 1 failed for good"


def test_a_job_whose_runner_was_lost_is_taken_by_another_and_that_of_one_who_is_there_is_not(
    worker: Worker,
) -> None:
    key = ask_for_one_that_fails(worker)
    row(key).claim("gone")
    Runner.objects.create(key="gone", began_at=LONG_AGO, seen_at=timezone.now())
    assert running.take_back() == 0
    Runner.objects.update(seen_at=LONG_AGO)
    assert running.take_back() == 1
    assert row(key).status == "READY"
    assert not Runner.objects.exists()
    for _ in range(jobs.MOST_TRIES - 1):
        row(key).claim("gone")
        assert running.take_back() == 1
    assert row(key).status == "FAILED", "a job that ends its runner each time is dead too"


@pytest.mark.django_db(transaction=True)
def test_a_match_whose_runner_is_killed_before_each_write_is_made_once(
    killed_before_each_write: Callable[[str, int, Callable[[], bool]], int],
    who: dict[str, Account],
    order: JobOrder,
    application: Application,
    season: Season,
    clock: Clock,
) -> None:
    season = drawn(who, season, clock)
    long_steps.ask(who["secretary"], season, "match")

    def whole() -> tuple[int, int, int]:
        season.refresh_from_db()
        made = Entry.objects.filter(purpose="match").count()
        found = (Placement.every.count(), made, int(season.status == "matched"))
        assert found in ((0, 0, 0), (1, 1, 1)), "all of it, or nothing"
        return found

    before = [whole(), "READY"]

    def stays() -> bool:
        Runner.objects.update(seen_at=LONG_AGO)
        running.take_back()
        DBTaskResult.objects.update(worker_ids=[])
        now = [whole(), row(season.job).status]
        kept, before[:] = now != before, now
        return kept

    assert killed_before_each_write("work", 0, stays) >= 9
    asked = long_steps.asked(Season.objects.get(pk=season.pk))
    assert asked is not None
    assert (asked.state, asked.placed) == ("done", 1)
    assert whole() == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_places_that_came_back_are_matched_once_though_the_runner_is_killed_when_it_was_written(
    killed_at: Callable[..., None], finished: Callable[..., None], who: dict[str, Account], matched: Season
) -> None:
    DBTaskResult.objects.all().delete()
    long_steps.ask(who["secretary"], matched, "replace")
    killed_at("work", f'sql:UPDATE "{DBTaskResult._meta.db_table}" SET "status" = %s, "finished_at"')
    assert row(Season.objects.get().job).status == "RUNNING"
    assert Entry.objects.filter(purpose="places matched again").count() == 1
    Runner.objects.update(seen_at=LONG_AGO)
    running.take_back()
    finished("work")
    assert Entry.objects.filter(purpose="places matched again").count() == 1


def test_a_long_step_that_the_rules_of_the_season_refuse_says_so(
    who: dict[str, Account], season: Season, clock: Clock, run_jobs: Run, client: Client
) -> None:
    season = drawn(who, season, clock)
    with pytest.raises(NotNow):
        long_steps.ask(who["secretary"], season, "replace")
    long_steps.ask(who["secretary"], season, "match")
    Season.objects.update(status="closed")
    run_jobs()
    asked = long_steps.asked(Season.objects.get())
    assert asked is not None
    assert (asked.state, str(asked.refused)) == ("refused", "match is not possible while it is closed")
    client.force_login(who["secretary"])
    client.cookies["language"] = "en"
    assert "Applications are closed." in client.get(f"/seasons/{season.name}/").content.decode()
    Season.objects.update(status="drawn")
    again = long_steps.ask(who["secretary"], season, "match")
    assert again.job != season.job
    run_jobs()
    assert Season.objects.get().status == "matched"


def test_a_match_that_others_write_into_is_tried_again(
    who: dict[str, Account], application: Application, season: Season, clock: Clock, run_jobs: Run
) -> None:
    """Whoever withdraws while the match is made changes what it rests on."""
    season = drawn(who, season, clock)
    long_steps.ask(who["secretary"], season, "match")
    read = count(1)

    def withdraws(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('SELECT "records_nomination"') and next(read) == 1:
            Application.every.update(status="withdrawn")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(withdraws):
        run_jobs()
    assert Application.every.get().status == "withdrawn"
    asked = long_steps.asked(Season.objects.get())
    assert asked is not None
    assert asked.state == "going"
    DBTaskResult.objects.update(run_after=timezone.now())
    run_jobs()
    assert Season.objects.get().status == "matched"


@pytest.mark.django_db(transaction=True)
def test_a_runner_ends_when_it_is_told_to_and_leaves_no_mark(who: dict[str, Account]) -> None:
    told = {**os.environ, "DATABASE_URL": databases.address(), "ACUERDO_DEMO": "1"}
    with subprocess.Popen([sys.executable, "-m", "acuerdo", "work"], env=told) as process:
        while not Runner.objects.exists():
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
    assert not Runner.objects.exists()


def test_a_runner_is_told_to_begin_by_a_command() -> None:
    from acuerdo.cli import main

    told = CliRunner().invoke(main, ["work", "--help"])
    assert told.exit_code == 0
    assert "Run the jobs of the service" in told.output
