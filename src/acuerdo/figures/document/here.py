"""Where a walk over the text stands: a clause, its place, and the origin it hands down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from acuerdo.agreement.reading.text import Path, Tree

from .nodes import Line
from .reading import Reading


@dataclass(frozen=True, slots=True)
class Here:
    """Where the walk stands: a clause, its node and place, and the origin it hands to what is inside.

    `role` is the field that holds the clause, such as `Returns.of`; `special` are the clauses that are put
    into lines in a way of their own, by the name of their class.
    """

    reading: Reading
    lang: str
    clause: BaseModel
    node: Tree
    path: Path
    special: Mapping[str, "Special"]
    role: str = ""
    src: str = ""
    basis: str = "stated"

    @property
    def name(self) -> str:
        return type(self.clause).__name__

    def key(self, field: str) -> str:
        """The field as files write it."""
        return type(self.clause).model_fields[field].alias or field.rstrip("_")

    def part(self, field: str) -> Any:
        """What the file writes in a field."""
        return self.node[self.key(field)] if isinstance(self.node, dict) else None


Special = Callable[[Here], list[Line]]
