"""The service started for a rehearsal, as a process of its own, on a database that is made for it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from acuerdo.web.processes import command
from acuerdo.web.rehearsal.client import Service

ANSWER_SECONDS = 600
"""How long an answer may take: a match is one answer."""
ASKED_AGAIN_SECONDS = 0.1
"""Time between two attempts to reach a service that starts."""


class NotUp(RuntimeError):
    """The service did not start; the message is what it said."""


@contextmanager
def serving(environment: Mapping[str, str], log: Path) -> Iterator[Service]:
    """The service, up until the block is left.

    Args:
        environment: of its process, beside that of this one.
        log: where it writes what it says.

    Raises:
        NotUp: it ended before it could be asked.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told: dict[str, Any] = {"env": {**os.environ, **environment}, "stderr": subprocess.STDOUT}
    with (
        log.open("w", encoding="utf-8") as said,
        subprocess.Popen(command("127.0.0.1", port), stdout=said, **told) as process,  # noqa: S603
        subprocess.Popen([sys.executable, "-m", "acuerdo", "work"], stdout=said, **told) as runner,
    ):
        try:
            while not _answers(port):
                if process.poll() is not None:
                    raise NotUp(log.read_text("utf-8"))
                time.sleep(ASKED_AGAIN_SECONDS)
            yield Service("127.0.0.1", port)
        finally:
            runner.terminate()
            process.terminate()


def _answers(port: int) -> bool:
    """Whether somebody listens; if so, the first answer is waited for."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=ANSWER_SECONDS):
            return True
    except urllib.error.URLError as error:
        if isinstance(error.reason, ConnectionRefusedError):
            return False
        raise
