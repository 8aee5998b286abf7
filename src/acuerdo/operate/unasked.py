"""Jobs that nobody asks for: a runner asks for each of them from time to time."""

from typing import Any

from django_tasks.base import Task

from acuerdo.operate.notices import remind

STANDING: tuple[Task[..., Any], ...] = (remind,)
"""Jobs without arguments, such that a second time changes nothing. A further one is a word here."""
