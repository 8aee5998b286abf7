"""How the service runs: processes that each answer one request at a time."""

import os
import sys

LEAST_PROCESSES = 2
"""So that a request that works for long keeps nobody else waiting but those of its process."""
KEPT_SECONDS = 60
"""How long a connection is kept that sends nothing, and how long the head of a request may take."""
LEAVE_SECONDS = 30
"""How long answers that were begun have, once the service is told to end."""


def command(address: str, port: int, *more: str) -> list[str]:
    """The command that runs the service, with a process for each core of the machine.

    Args:
        more: options of granian beside these.
    """
    processes = max(LEAST_PROCESSES, os.cpu_count() or 1)
    return [
        *(sys.executable, "-m", "granian", "acuerdo.web.wsgi:application", "--interface", "wsgi", "--no-ws"),
        *("--host", address, "--port", str(port), "--http", "1", "--log-level", "warning"),
        *("--http1-header-read-timeout", str(KEPT_SECONDS * 1000)),
        *("--workers", str(processes), "--blocking-threads", "1"),
        *("--workers-kill-timeout", str(LEAVE_SECONDS), *more),
    ]
