"""Every part of a text with its path."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

from acuerdo.agreement.clauses.base import Dated
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.reading.text import Path

Part = TypeVar("Part", bound=BaseModel)


def every(agreement: Agreement, kind: type[Part]) -> Iterator[tuple[Path, Part]]:
    """Every part of the text of one kind, with its path in the file."""
    for loc, part in _all_parts(agreement):
        if isinstance(part, kind):
            yield agreement.document.along(loc), part


@lru_cache(maxsize=4)
def _all_parts(agreement: Agreement) -> tuple[tuple[Path, BaseModel], ...]:
    return tuple(_parts(agreement.terms, ()))


def _parts(value: Any, loc: Path) -> Iterator[tuple[Path, BaseModel]]:
    inside: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, BaseModel):
        yield loc, value
        inside = [
            (info.alias or name, getattr(value, name)) for name, info in type(value).model_fields.items()
        ]
    elif isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list | Dated):
        inside = enumerate(value)
    for step, each in inside:
        yield from _parts(each, (*loc, step))
