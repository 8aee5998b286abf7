"""Where every value comes from: its path, source, basis, days, and whether a rule executes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import BaseModel

from acuerdo.agreement.clauses.base import BASES, Clause, Dated, Words
from acuerdo.agreement.clauses.criteria import OPERATORS, Criterion
from acuerdo.agreement.clauses.record import PlainText
from acuerdo.agreement.consolidate import Agreement, Origin
from acuerdo.agreement.idle import idle
from acuerdo.agreement.paths import written
from acuerdo.agreement.reading.text import Path, Tree
from acuerdo.agreement.values import NOT_STATED

ABOUT = frozenset(
    {
        "id",
        "title",
        "src",
        "also",
        "basis",
        "note",
        "covers",
        "from_",
        "until",
        "name",
        "evidence",
        "says",
        "text",
        "words",
        "do",
        "what",
        "regime",
    }
)
"""Fields that describe a clause and are not values of it."""

WITHOUT_SOURCE = frozenset(
    {
        "format",
        "languages",
        "form",
        "invited",
        "sources",
        "groups",
        "amendments",
        "translations",
    }
)
"""Sections that name the file's own parts rather than say what was agreed."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the text. `src` is '' where nobody gave one."""

    path: str
    value: str
    src: str
    basis: str
    executed: bool
    begins: date | None
    until: date | None
    place: Path

    @property
    def stated(self) -> bool:
        return self.value != NOT_STATED.value

    def holds_on(self, on: date) -> bool:
        """Whether the value is in force on a day; one that a later entry follows ends with it."""
        return (self.begins is None or self.begins <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a clause hands down to the values inside it."""

    src: str = ""
    basis: str = "stated"
    executed: bool = True
    begins: date | None = None
    until: date | None = None

    def inside(self, clause: Clause) -> "_Given":
        src, basis = (
            (clause.src, clause.basis or "stated") if clause.src else (self.src, clause.basis or self.basis)
        )
        until = min((end for end in (clause.until, self.until) if end), default=None)
        return _Given(src, basis, self.executed, clause.from_ or self.begins, until)

    def field(self, executed: bool) -> "_Given":
        return _Given(self.src, self.basis, self.executed and executed, self.begins, self.until)


def values(agreement: Agreement) -> list[Value]:
    """Every value of the text, in file order."""
    rows = _clause(agreement.terms, agreement.document.tree, (), _Given())
    unread = idle(agreement.terms)
    return [_from_later_text(_unread(row, unread), agreement.origins) for row in rows]


def _unread(row: Value, unread: frozenset[Path]) -> Value:
    held = any(row.place[:end] in unread for end in range(1, len(row.place) + 1))
    return replace(row, executed=False) if held else row


def _from_later_text(row: Value, origins: Mapping[str, Origin]) -> Value:
    """A value that an amendment or a plan wrote has its source and basis from there."""
    found = [path for path in origins if row.path == path or row.path.startswith((path + ".", path + "["))]
    if not found:
        return row
    src, basis = origins[max(found, key=len)]
    return replace(row, src=src, basis=basis)


def _clause(clause: BaseModel, node: Tree, path: Path, given: _Given) -> Iterator[Value]:
    inside = given.inside(clause) if isinstance(clause, Clause) else given
    if isinstance(clause, PlainText) and isinstance(node, dict):
        yield _leaf(node["text"], (*path, "text"), inside.field(False))
        return
    executes = executed_fields(clause)
    for name in type(clause).model_fields:
        key = name.rstrip("_")
        if (
            (name in ABOUT and key not in executes)
            or (not path and key in WITHOUT_SOURCE)
            or not isinstance(node, dict)
            or key not in node
        ):
            continue
        yield from _value(getattr(clause, name), node[key], (*path, key), inside.field(key in executes))


def executed_fields(clause: BaseModel) -> frozenset[str]:
    """The fields of a clause that a rule reads: those its class lists, and clauses inside it."""
    if isinstance(clause, Criterion):
        return frozenset({"fact", "waiver", *OPERATORS})
    own = frozenset(getattr(type(clause), "EXECUTES", ()))
    return (
        own | {"all", "any", "none", "at_least", "of", "n"}
        if type(clause).__name__ in ("Criteria", "Several")
        else own
    )


def _value(value: Any, node: Tree, path: Path, given: _Given) -> Iterator[Value]:
    if isinstance(value, Dated):
        entries = list(value)
        for at, entry in enumerate(entries):
            child = node[at] if isinstance(node, list) else node
            following = entries[at + 1].from_ if at + 1 < len(entries) else None
            until = min((end for end in (given.until, following) if end), default=None)
            yield from _value(
                entry, child, (*path, at) if isinstance(node, list) else path, replace(given, until=until)
            )
    elif isinstance(value, Words):
        return
    elif isinstance(value, BaseModel):
        if isinstance(node, str):
            yield _leaf(node, path, given)
        else:
            yield from _clause(value, node, path, given)
    elif isinstance(value, list) and any(isinstance(item, BaseModel) for item in value):
        for at, item in enumerate(value):
            child = node[at] if isinstance(node, list) else node
            yield from _value(item, child, (*path, at) if isinstance(node, list) else path, given)
    elif isinstance(value, dict) and any(isinstance(item, BaseModel | Dated) for item in value.values()):
        for key, item in value.items():
            yield from _value(item, node[key] if isinstance(node, dict) else node, (*path, key), given)
    else:
        yield _leaf(node, path, given)


def _leaf(node: Tree, path: Path, given: _Given) -> Value:
    return Value(
        written(path), _shown(node), given.src, given.basis, given.executed, given.begins, given.until, path
    )


def _shown(node: Tree) -> str:
    if isinstance(node, list):
        return "[" + ", ".join(_shown(item) for item in node) + "]"
    if isinstance(node, dict):
        return "{" + ", ".join(f"{key}: {_shown(item)}" for key, item in node.items()) + "}"
    return node or ""


def weakest(bases: list[str]) -> str:
    """The weakest of several bases; `stated` of none."""
    return max(bases, key=BASES.index, default="stated")


def basis_under(rows: list[Value], prefix: str) -> str:
    """The weakest basis of the executed values at or under a path."""
    return weakest(
        [
            row.basis
            for row in rows
            if (row.executed and (row.path + ".").startswith(prefix + "."))
            or (row.executed and row.path.startswith(prefix + "["))
        ]
    )
