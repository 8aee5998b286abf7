"""The service started for a rehearsal, as a process of its own, on a database that is made for it."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from acuerdo.web.processes import ANSWER_SECONDS, command
from acuerdo.web.rehearsal.client import Service

KEPT_SECONDS = 60
"""How long a connection is kept that nobody uses; the client gives it up sooner."""
UP = "Listening at"


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
    with subprocess.Popen(  # noqa: S603
        command(f"127.0.0.1:{port}", "--keep-alive", str(KEPT_SECONDS)),
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        said: list[str] = []
        for line in process.stderr:
            said.append(line)
            if UP in line:
                break
        else:
            raise NotUp("".join(said))
        runner = subprocess.Popen(
            [sys.executable, "-m", "acuerdo", "work"], env={**os.environ, **environment}
        )
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=ANSWER_SECONDS):
                pass
            yield Service("127.0.0.1", port)
        finally:
            runner.terminate()
            runner.wait()
            process.terminate()
            log.write_text("".join([*said, *process.stderr]), encoding="utf-8")
