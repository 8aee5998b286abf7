"""Logs that hold nothing of a person: a line of JSON for each request and each fault, in operation.

What a line may say is listed, so that nothing comes into it unseen: no address, no words of an exception, no
value that somebody sent. A fault is told by its kind and the places of the code that it went through.
"""

import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""What the request that is answered is called in the logs."""
OURS = "acuerdo"
"""Loggers whose names begin with this write fixed words; those of others may write what somebody sent."""
TOLD = ("route", "method", "role", "status", "ms", "queries")
"""What is told of a request, in sequence."""
OWN_CODE = "/acuerdo/"


@contextmanager
def request_called(name: str) -> Iterator[None]:
    """Call the request of a block by a name."""
    before = REQUEST.set(name)
    try:
        yield
    finally:
        REQUEST.reset(before)


class Lines(logging.Formatter):
    """Each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if name := REQUEST.get():
            line["request"] = name
        told = record.__dict__.get("told")
        if isinstance(told, dict):
            line |= {each: told[each] for each in TOLD if each in told}
        elif record.name.partition(".")[0] == OURS and isinstance(record.msg, str):
            # The words as they stand in the code: what they are filled with stays out.
            line["event"] = record.msg
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line["fault"] = f"{type(error).__module__}.{type(error).__qualname__}"
            line["where"] = list(_where(error))
        return json.dumps(line, ensure_ascii=False)


def _where(error: BaseException) -> Iterator[str]:
    """The places of the code through which a fault went, the innermost last."""
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename.replace("\\", "/")
        shown = name.rpartition(OWN_CODE)[2] if OWN_CODE in name else name.rpartition("site-packages/")[2]
        yield f"{shown}:{number} {frame.f_code.co_name}"


def logging_of(demo: bool) -> dict[str, Any]:
    """What the framework is told of logs: plain words in a demonstration, lines in operation."""
    handler: dict[str, Any] = {"class": "logging.StreamHandler"}
    if not demo:
        handler["formatter"] = "lines"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "acuerdo.web.logs.Lines"}},
        "handlers": {"console": handler},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "acuerdo": {"level": "WARNING" if demo else "INFO"},
            # By default it also sends each fault, with all that was sent, by e-mail.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # In operation what was refused has its line already.
            "django.request": {"level": "WARNING" if demo else "ERROR"},
        },
    }
