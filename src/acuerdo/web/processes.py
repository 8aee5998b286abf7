"""How the service runs: processes that answer requests, each with some threads."""

import os
import sys

THREADS = 4
"""Requests of one process that are answered or long at work at the same time."""
KEPT_SECONDS = 60
"""How long a connection is kept that sends nothing, and how long the head of a request may take."""
LEAVE_SECONDS = 30
"""How long answers that were begun have, once the service is told to end."""


def command(address: str, port: int, *more: str) -> list[str]:
    """The command that runs the service, with one process more than the machine has cores.

    Args:
        more: options of granian beside these.
    """
    processes = str((os.cpu_count() or 1) + 1)
    return [
        *(sys.executable, "-m", "granian", "acuerdo.web.wsgi:application", "--interface", "wsgi", "--no-ws"),
        *("--host", address, "--port", str(port), "--http", "1", "--log-level", "warning"),
        *("--http1-header-read-timeout", str(KEPT_SECONDS * 1000)),
        *("--workers", processes, "--blocking-threads", str(THREADS)),
        *("--workers-kill-timeout", str(LEAVE_SECONDS), *more),
    ]
