"""Dead jobs: what failed at its last try, and why; tried again or given up by support staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from acuerdo.operate import audit, jobs
from acuerdo.operate.authority import check
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Runner


@dataclass(frozen=True, slots=True)
class Dead:
    """A job that failed at its last try; it shows numbers of rows, and nothing of anybody.

    Fields:
        key: what it is called.
        words, about: what it does, and the numbers of the rows it does it for.
        why, fault: why it failed, in words, and the class of what was raised.
    """

    key: str
    words: Any
    about: str
    asked_at: datetime
    failed_at: datetime | None
    tries: int
    why: Any
    fault: str


@dataclass(frozen=True, slots=True)
class Going:
    """How jobs go now: how many are due, run, and wait too long; and the runners that are there."""

    due: int
    running: int
    late: int
    runners: int


def dead(account: Account) -> models.QuerySet[jobs.Job]:
    """The dead jobs, the last first.

    Raises:
        Denied: the role may not.
    """
    check(account, "job.see")
    return DBTaskResult.objects.failed().order_by("-finished_at", "pk")


def told(found: Sequence[jobs.Job]) -> list[Dead]:
    """Dead jobs as they are shown."""
    return [
        Dead(
            str(row.pk),
            jobs.words_of(row),
            ", ".join(str(each) for each in row.args_kwargs["args"]),
            row.enqueued_at,
            row.finished_at,
            len(row.worker_ids),
            jobs.why(row),
            row.exception_class_path.rpartition(".")[2],
        )
        for row in found
    ]


def going() -> Going:
    """How jobs go now."""
    now = timezone.now()
    there = Runner.objects.filter(seen_at__gt=now - timedelta(seconds=jobs.LOST_AFTER_SECONDS))
    return Going(
        due=DBTaskResult.objects.ready().count(),
        running=DBTaskResult.objects.running().count(),
        late=jobs.late(now).count(),
        runners=there.count(),
    )


@transaction.atomic
def again(account: Account, key: str) -> None:
    """Let a dead job be tried again, as often as a new one.

    Raises:
        Denied: the role may not.
        NotThere: there is no such job.
        NotNow: it is not dead.
    """
    row = _locked(account, "again", key)
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=jobs.READY, worker_ids=[], run_after=get_date_max(), finished_at=None, started_at=None
    )
    audit.written(account, "job.decide", "job tried again", f"job:{row.pk}", kind=row.task_path)


@transaction.atomic
def give_up(account: Account, key: str) -> None:
    """Give a dead job up: it is gone, and the audit keeps that it was. Raises as `again`."""
    row = _locked(account, "give_up_job", key)
    audit.written(account, "job.decide", "job given up", f"job:{row.pk}", kind=row.task_path)
    row.delete()


def _locked(account: Account, step: str, key: str) -> jobs.Job:
    check(account, "job.decide")
    row = DBTaskResult.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise audit.NotThere("Job is not there")
    if row.status != jobs.DEAD:
        raise NotNow(step, "not_dead")
    return row
