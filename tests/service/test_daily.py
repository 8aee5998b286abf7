"""What is done once a day without anybody asking."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from acuerdo.operate import jobs, running, unasked
from acuerdo.operate.daily import DAILY
from acuerdo.records.models import Account

pytestmark = pytest.mark.django_db


def asked() -> dict[str, int]:
    """How often each job of a day is there."""
    return {each.module_path: jobs.of(each).count() for each in DAILY}


def test_each_job_of_a_day_is_asked_for_once_a_day_and_done(who: dict[str, Account]) -> None:
    unasked.ask()
    running.run_due("a runner")
    assert set(asked().values()) == {1}
    assert {each.status for each in DBTaskResult.objects.all()} == {jobs.DONE}
    unasked.ask()
    assert set(asked().values()) == {1}
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(days=1, minutes=1))
    unasked.ask()
    assert set(asked().values()) == {2}
