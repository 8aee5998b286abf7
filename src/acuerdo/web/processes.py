"""How the service runs: processes that answer requests, each with some threads."""

import os
import sys

THREADS = 4
"""Requests of one process that are read, answered or long at work at the same time."""
ANSWER_SECONDS = 600
"""How long one answer may take: a match is one answer."""
LEAVE_SECONDS = 30
"""How long answers that were begun have, once the service is told to end."""


def command(at: str, *more: str) -> list[str]:
    """The command that runs the service at an address, one process more than the machine has cores.

    Args:
        more: options of gunicorn beside these.
    """
    processes = str((os.cpu_count() or 1) + 1)
    return [
        *(sys.executable, "-m", "gunicorn", "acuerdo.web.wsgi", "--bind", at, "--no-control-socket"),
        *("--workers", processes, "--worker-class", "gthread", "--threads", str(THREADS)),
        *("--timeout", str(ANSWER_SECONDS), "--graceful-timeout", str(LEAVE_SECONDS), *more),
    ]
