"""A database copied while others write, made again beside the one in use, put in its place in one step."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.utils import load_backend

from acuerdo.records.postgresql import copying as postgresql
from acuerdo.records.sqlite import copying as sqlite

Settings = dict[str, Any]
"""What Django is told of a database."""
KINDS: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgresql}
"""For each kind of database, the module that copies it."""


def kind_of(settings: Settings) -> str:
    """The kind of a database."""
    return str(settings["ENGINE"]).rpartition(".")[2]


@contextmanager
def known_as(alias: str, settings: Settings) -> Iterator[None]:
    """Let a database be asked by another name than the one in use; its connection ends with the block."""
    connections[alias] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, alias)
    try:
        yield
    finally:
        connections[alias].close()
        del connections[alias]
