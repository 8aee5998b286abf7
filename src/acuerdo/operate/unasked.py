"""Jobs that nobody asks for: a runner asks for each of them from time to time."""

from datetime import timedelta
from typing import Any

from django_tasks.base import Task

from acuerdo.operate import jobs
from acuerdo.operate.daily import DAILY
from acuerdo.operate.notices import remind

STANDING: tuple[Task[..., Any], ...] = (remind,)
"""Jobs without arguments, such that a second time changes nothing. A further one is a word here."""


def ask() -> None:
    """Ask for each that does not wait or run; for those of a day, unless that was done within it."""
    for each in STANDING:
        jobs.once(each)
    for each in DAILY:
        jobs.once(each, within=DAY)


DAY = timedelta(days=1)
