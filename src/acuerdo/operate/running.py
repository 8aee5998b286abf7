"""A runner: a process that takes jobs one after the other, says that it is there, and takes back the jobs of
runners that were lost."""

import os
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, cast
from uuid import uuid4

from django.db import Error, connection
from django.utils import timezone
from django_tasks import TaskContext, TaskResult
from django_tasks_db.management.commands.db_worker import Worker as Loop
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from acuerdo.operate import jobs, unasked
from acuerdo.operate.jobs import Job
from acuerdo.records.models import Runner

POLL_SECONDS = 0.5
"""How long a runner waits before it looks for jobs again, where there are none (assumed)."""
BEAT_SECONDS = 5.0
"""How often a runner says that it is there (assumed: many times before it would be held to be lost)."""
STANDING_SECONDS = 60.0
"""How often jobs that nobody asks for are asked for (assumed: a reminder is late by less than this)."""
QUEUE = "default"


class Taker(Loop):
    """Takes jobs as django-tasks-db does; a job that fails is tried again, later each time."""

    def __init__(self, key: str) -> None:
        super().__init__(
            queue_names=[QUEUE],
            interval=POLL_SECONDS,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=key,
            excluded_queue_names=[],
        )

    def run_task(self, db_task_result: Job) -> None:
        """Run a job that was taken; whoever kills the process here leaves it to be taken back."""
        self.running_task = True
        try:
            run(db_task_result)
        finally:
            self.running_task = False


def run(row: Job) -> None:
    """Run a job: it is done, or is tried again, or is dead."""
    try:
        row.refresh_from_db(fields=["return_value"])
        result = row.return_value
        if result is None:
            what = row.task
            context = TaskContext(task_result=cast("TaskResult[Any]", row.task_result))
            result = what.call(*[context][: what.takes_context], *row.args_kwargs["args"])
        row.set_successful(result)
    except Exception as error:
        kind = type(error)
        where = "".join(traceback.format_tb(error.__traceback__))
        jobs.failed(row, f"{kind.__module__}.{kind.__qualname__}", where)


def run_due(key: str) -> None:
    """Run every job that is due, and those that they ask for, one after the other."""
    while True:
        with exclusive_transaction():
            row = DBTaskResult.objects.ready().get_locked()
            if row is None:
                return
            row.claim(key)
        run(row)


@contextmanager
def seen(key: str, beside: int | None = None) -> Iterator[None]:
    """Say all the while that a runner is there.

    Args:
        key: by which it takes jobs.
        beside: the process that it runs beside; once that is gone, the runner is told to end.
    """
    now, ended = timezone.now(), threading.Event()
    beat = threading.Thread(target=_beat, args=(key, beside, ended), daemon=True)
    try:
        Runner.objects.create(key=key, began_at=now, seen_at=now)
        beat.start()
        yield
    finally:
        ended.set()
        if beat.is_alive():
            beat.join(BEAT_SECONDS)
        Runner.objects.filter(key=key).delete()


def _beat(key: str, beside: int | None, ended: threading.Event) -> None:
    asked = None
    while True:
        now = timezone.now()
        try:
            Runner.objects.filter(key=key).update(seen_at=now)
            take_back()
            if asked is None or now - asked >= timedelta(seconds=STANDING_SECONDS):
                asked = now
                unasked.ask()
        except Error:
            connection.close()  # the next beat tries again
        if ended.wait(BEAT_SECONDS):
            connection.close()
            return
        if beside is not None and os.getppid() != beside:
            os.kill(os.getpid(), signal.SIGTERM)
            return


def take_back() -> int:
    """Let jobs be taken again whose runner was lost: how many."""
    running = list(DBTaskResult.objects.running())
    # asked for after the jobs: whoever took one is there by then
    lost_before = timezone.now() - timedelta(seconds=jobs.LOST_AFTER_SECONDS)
    there = set(Runner.objects.filter(seen_at__gt=lost_before).values_list("key", flat=True))
    lost = [row for row in running if not row.worker_ids or row.worker_ids[-1] not in there]
    for row in lost:
        jobs.failed(row, jobs.LOST, "", timedelta())
    if Runner.objects.filter(seen_at__lte=lost_before).exists():
        Runner.objects.filter(seen_at__lte=lost_before).delete()
    return len(lost)


def work(until_none_is_left: bool = False, beside: int | None = None) -> None:
    """Run jobs until the process is told to end by SIGTERM or SIGINT: what runs then is finished first.

    Args:
        until_none_is_left: end once no job is due.
    """
    taker = Taker(uuid4().hex)
    if not until_none_is_left:
        taker.configure_signals()
    with seen(taker.worker_id, beside):
        run_due(taker.worker_id) if until_none_is_left else taker.run()
