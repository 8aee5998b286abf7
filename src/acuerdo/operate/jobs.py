"""Jobs: what the service does once it has answered. A job is a row of the database, written in the
transaction of the action that asks for it, so that it is there if, and only if, that action holds.

A job may be begun more than once, as when the machine fails while it runs: each is such that a second time
changes nothing, or keeps its result in the transaction in which it writes (`keep`).
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from inspect import signature
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

Job = DBTaskResult[Any, Any]

FIRST_DELAY_SECONDS = 30
"""How long a job waits after its first try that failed (assumed: a server that starts again takes less)."""
GROWTH = 4
"""By how much longer it waits after each further try (assumed)."""
MOST_TRIES = 6
"""Tries after which a job is dead: the last comes some three hours after the first (assumed)."""
LOST_AFTER_SECONDS = 120
"""A runner that was not seen for so long is lost, and its jobs are taken by others (assumed: a match keeps
the beat of its own runner waiting for less)."""
LATE_AFTER_SECONDS = 900
"""A job that is due and waits for longer than this waits too long (assumed)."""
READY, RUNNING, DEAD, DONE = (
    TaskResultStatus.READY,
    TaskResultStatus.RUNNING,
    TaskResultStatus.FAILED,
    TaskResultStatus.SUCCESSFUL,
)

MADE: Any = task
"""What makes a job of a function; its types tell apart what is known here only when it is called."""
WORDS: dict[str, Any] = {}
"""What each job does, in words, by its path."""
DIES: dict[str, Callable[..., None]] = {}
"""What is written down of some jobs once they are dead, by their path."""


def job(
    words: Any, dies: Callable[..., None] | None = None
) -> Callable[[Callable[..., Any]], Task[..., Any]]:
    """Let a function be a job: its arguments are numbers of rows and short codes, and no personal data. One
    that keeps its result takes the context first, by this name, which names the job.

    Args:
        words: what it does.
        dies: told its arguments once it is dead.
    """

    def made(function: Callable[..., Any]) -> Task[..., Any]:
        keeps: Any = "context" in signature(function).parameters
        found: Task[..., Any] = MADE(takes_context=keeps)(function)
        WORDS[found.module_path] = words
        if dies is not None:
            DIES[found.module_path] = dies
        return found

    return made


def later(what: Task[..., Any], *told: int | str) -> UUID:
    """Ask for a job in the transaction of an action.

    Returns:
        What the job is called.

    Raises:
        TransactionManagementError: there is no transaction: a mistake of the program.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a job is asked for in the transaction of an action")
    return UUID(str(what.enqueue(*told).id))


def once(what: Task[..., Any], within: timedelta = timedelta()) -> None:
    """Ask for a job that takes no arguments, unless one like it waits or runs.

    Args:
        within: also unless one was asked for so long ago or later.
    """
    with transaction.atomic():
        there = Q(status__in=(READY, RUNNING)) | Q(enqueued_at__gt=timezone.now() - within)
        if not of(what).filter(there).exists():
            later(what)


def of(what: Task[..., Any]) -> models.QuerySet[Job]:
    """The jobs of one kind."""
    return DBTaskResult.objects.filter(task_path=what.module_path)


def keep(context: TaskContext, result: Mapping[str, Any]) -> None:
    """Keep what a job came to in the transaction in which it writes: it is not begun again after that."""
    DBTaskResult.objects.filter(pk=context.task_result.id).update(return_value=dict(result))


def delay(tries: int) -> timedelta:
    """How long a job waits after so many tries that failed."""
    return timedelta(seconds=FIRST_DELAY_SECONDS * GROWTH ** (tries - 1))


@transaction.atomic
def failed(row: Job, path: str, where: str, wait: timedelta | None = None) -> None:
    """Let a job be tried again later, or be dead after its last try; nothing where another runner has it.

    Args:
        path: the class of what was raised; its message may hold personal data, and is not kept.
        where: the lines of the program at which it was raised.
        wait: how long it waits; None for longer after each try.
    """
    tries, now = len(row.worker_ids), timezone.now()
    dead = tries >= MOST_TRIES
    mine = DBTaskResult.objects.filter(pk=row.pk, status=RUNNING, started_at=row.started_at)
    count = mine.update(
        status=DEAD if dead else READY,
        run_after=now + (delay(tries) if wait is None else wait),
        finished_at=now if dead else None,
        exception_class_path=path,
        traceback=where,
    )
    if count and dead and row.task_path in DIES:
        DIES[row.task_path](*row.args_kwargs["args"])


REASONS: Mapping[str, Any] = {
    "acuerdo.operate.sms.Unreached": _("The server that takes messages did not answer, or took none."),
    "acuerdo.operate.jobs.Lost": _("The process that ran it ended in the middle, each time."),
    "acuerdo.operate.states.NotNow": _("What it rests on changed while it ran, each time."),
    "django.db.utils.OperationalError": _("The database did not answer."),
}
"""Why a job failed, in words, by the class of what was raised."""
OTHERWISE = _("A fault of the program. Whoever runs the service finds the lines in the job.")
LOST = "acuerdo.operate.jobs.Lost"
"""What is kept of a job whose runner was lost."""


def why(row: Job) -> Any:
    """Why a job failed, in words."""
    return REASONS.get(row.exception_class_path, OTHERWISE)


def words_of(row: Job) -> Any:
    """What a job does, in words."""
    return WORDS.get(row.task_path, row.task_name)


def late(now: datetime) -> models.QuerySet[Job]:
    """Jobs that wait too long."""
    due = now - timedelta(seconds=LATE_AFTER_SECONDS)
    first = models.Q(run_after__gt=now, enqueued_at__lte=due)
    return DBTaskResult.objects.ready().filter(models.Q(run_after__lte=due) | first)
