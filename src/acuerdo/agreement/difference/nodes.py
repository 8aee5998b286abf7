"""A text as a tree of nodes with stable names: what is compared, without style, order or short forms."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from acuerdo.agreement.clauses.base import Clause, Dated, Pair, Words
from acuerdo.agreement.clauses.criteria import Criteria, Criterion, flat
from acuerdo.agreement.consolidate import Agreement
from acuerdo.agreement.difference.meanings import EVERYBODY, NATIONALITIES
from acuerdo.agreement.difference.sizes import Members, read_size, sized
from acuerdo.agreement.provenance import Value, values
from acuerdo.agreement.reading.text import Path, Tree
from acuerdo.agreement.values import Blank

OF_THE_DAY = frozenset({"from", "until", "amendments"})
"""What makes the text of a day and is no part of it."""

NAMES = ("id", "name", "fact", "at", "if", "instrument")
"""The fields by which an entry of a list is found again, the first that it has; without any its position."""

NAMED = ("id", "name")
"""The names that paths know; any other is written in brackets."""


@dataclass(frozen=True, slots=True)
class Node:
    """One value, clause or list of a text.

    Fields:
        shape: leaf, title, clause, criterion, criteria, entries or dated.
        value: of a leaf, comparable by ==; of a criterion its fact and comparison.
        text: as the file writes it.
        parts: what is inside, by the step that leads there.
        src, basis: where it is from; '' where nobody says.
        later: whether an amendment wrote it.
        title: of a clause that has one.
    """

    shape: str
    value: Any = None
    text: str = ""
    parts: Mapping[str, "Node"] = field(default_factory=dict)
    src: str = ""
    basis: str = ""
    later: bool = False
    title: Pair | None = None


UNDEFINED = Node("undefined")
"""A dated clause on a day on which none of its entries holds: that is neither zero nor no limit."""


@lru_cache(maxsize=32)
def nodes(agreement: Agreement, on: date | None = None) -> Node:
    """A text as nodes: every entry, or only what holds on a day of an agreement as it stands on that day."""
    rows = {row.place: row for row in values(agreement)}
    found = _Text(rows, frozenset(agreement.origins), agreement.terms.nations, on)
    return found.clause(agreement.terms, agreement.document.tree, (), "")


def shown(tree: Tree) -> str:
    """A piece of a file on one line."""
    if isinstance(tree, list):
        return ", ".join(f"{{{shown(item)}}}" if isinstance(item, dict) else shown(item) for item in tree)
    if isinstance(tree, dict):
        return ", ".join(
            f"{key}: {{{shown(item)}}}" if isinstance(item, dict | list) else f"{key}: {shown(item)}"
            for key, item in tree.items()
        )
    return " ".join((tree or "").split())


@dataclass(frozen=True, slots=True)
class _Text:
    """What is asked of one text while its nodes are made."""

    rows: Mapping[Path, Value]
    origins: frozenset[str]
    groups: Mapping[str, tuple[str, ...]]
    on: date | None

    def node(self, value: Any, tree: Tree, place: Path, src: str) -> Node | None:
        """The node of a value; None where there is nothing, or nothing that holds on the day."""
        if value is None or (isinstance(value, list | dict) and not value):
            return None
        if isinstance(value, Dated):
            return self._dated(value, tree, place, src)
        if isinstance(value, Words):
            return self._title(value, tree, place, src)
        if isinstance(value, BaseModel):
            holds = self.on is None or not isinstance(value, Clause) or value.holds_on(self.on)
            return self.clause(value, tree, place, src) if holds else None
        if isinstance(value, dict):
            inner = tree if isinstance(tree, dict) else {}
            parts = {
                str(key): self.node(item, inner.get(key), (*place, key), src) for key, item in value.items()
            }
            return self._branch("entries", parts, tree, src)
        if isinstance(value, list | tuple) and any(
            isinstance(item, BaseModel | dict | list) for item in value
        ):
            return self._listed(value, tree, place, src)
        return self._leaf(value, tree, place, src)

    def clause(self, value: BaseModel, tree: Tree, place: Path, src: str) -> Node:
        """The node of a clause: the fields it says, those left out where leaving out has a meaning."""
        own = getattr(value, "src", None) or src
        parts: dict[str, Node | None] = {}
        for name, info in type(value).model_fields.items():
            key = info.alias or name.rstrip("_")
            if self.on is not None and key in OF_THE_DAY:
                continue
            written = name in value.model_fields_set
            inner = tree.get(key) if isinstance(tree, dict) else tree if written else None
            at = (*place, key) if isinstance(tree, dict) else place
            raw = getattr(value, name)
            parts[key] = self.node(_read(raw) if info.annotation is Any else raw, inner, at, own)
        if isinstance(value, Criterion):
            return self._criterion(value, parts, tree, place, own)
        shape = "criteria" if isinstance(value, Criteria) else "clause"
        title = getattr(value, "title", None)
        words = (title.en, title.es) if isinstance(title, Words) else None
        return self._branch(shape, parts, tree, own, words)

    def _criterion(
        self, value: Criterion, parts: dict[str, Node | None], tree: Tree, place: Path, src: str
    ) -> Node:
        name, bound = value.operator, value.bound
        inner = tree.get(name) if isinstance(tree, dict) else tree
        at = (*place, name)
        parts[name] = self._leaf(list(bound) if isinstance(bound, tuple) else bound, inner, at, src)
        del parts["fact"]
        made = self._branch("criterion", parts, tree, src)
        return Node("criterion", (value.fact, name), made.text, made.parts, made.src, made.basis, made.later)

    def _branch(
        self,
        shape: str,
        parts: Mapping[str, Node | None],
        tree: Tree,
        src: str,
        title: Pair | None = None,
    ) -> Node:
        there = {step: node for step, node in parts.items() if node is not None}
        first = next((node for node in there.values() if node.basis), None)
        basis = first.basis if first else ""
        return Node(shape, None, shown(tree), there, src or (first.src if first else ""), basis, title=title)

    def _dated(self, value: Dated[Any], tree: Tree, place: Path, src: str) -> Node | None:
        entries = list(value)
        inner = tree if isinstance(tree, list) else [tree]
        places = [(*place, at) for at in range(len(entries))] if isinstance(tree, list) else [place]
        if self.on is not None:
            held = value.on(self.on)
            at = next((at for at, entry in enumerate(entries) if entry is held), None)
            return UNDEFINED if at is None else self.node(entries[at], inner[at], places[at], src)
        begins = [entry.from_.isoformat() if entry.from_ else "" for entry in entries]
        parts = {
            day: self.node(entry, child, where, src)
            for day, entry, child, where in zip(begins, entries, inner, places, strict=True)
        }
        return self._branch("dated", parts, tree, src)

    def _listed(self, value: Any, tree: Tree, place: Path, src: str) -> Node:
        inner = tree if isinstance(tree, list) else [tree]
        told: Counter[str] = Counter()
        parts: dict[str, Node | None] = {}
        for at, item in enumerate(value):
            step = step_of(item) or f"[{at}]"
            told[step] += 1
            step = step if told[step] == 1 else f"{step}[{told[step]}]"
            parts[step] = self.node(item, inner[at], (*place, at) if isinstance(tree, list) else place, src)
        return self._branch("entries", parts, tree, src)

    def _title(self, value: Words, tree: Tree, place: Path, src: str) -> Node:
        if not isinstance(tree, dict):
            return self._leaf(value.en, tree, place, src)
        parts = {
            name: self._leaf(words, words, (*place, name), src)
            for name, words in (("en", value.en), ("es", value.es))
        }
        return self._branch("title", parts, tree, src)

    def _leaf(self, value: Any, tree: Tree, place: Path, src: str) -> Node:
        name = next((step for step in reversed(place) if isinstance(step, str)), "")
        made = self._members(value, name)
        text = shown(tree) if tree is not None else _spelled(value)
        if isinstance(made, Members) and made.name:
            text = ", ".join(sorted(made.of or ()))
        row = self.rows.get(place)
        if row is None:
            return Node("leaf", made, text, src=src)
        later = any(row.path == path or _under(row.path, path) for path in self.origins)
        return Node("leaf", made, text, src=row.src, basis=row.basis, later=later)

    def _members(self, value: Any, name: str) -> Any:
        if isinstance(value, list) or (isinstance(value, tuple) and isinstance(value[0], str)):
            return Members(None if EVERYBODY & {*map(str, value)} else frozenset(map(_plain, value)))
        if isinstance(value, str) and name in NATIONALITIES:
            of = None if value in EVERYBODY else frozenset(self.groups.get(value, (value,)))
            return Members(of, value if value in self.groups else "")
        return _plain(value)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Blank) else sized(value)


def _read(raw: Any) -> Any:
    """What a field takes in any form, by its size where it has one."""
    if isinstance(raw, dict):
        return {key: _read(item) for key, item in raw.items()}
    if isinstance(raw, list):
        return [_read(item) for item in raw]
    return read_size(raw) if isinstance(raw, str) else raw


def _spelled(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(_spelled, value)) if isinstance(value, list) else str(value)


def _under(path: str, prefix: str) -> bool:
    return path.startswith((prefix + ".", prefix + "["))


def step_of(entry: Any) -> str:
    """The step that leads to an entry of a list: its id or name, or in brackets what else tells it apart."""
    for name in NAMES:
        found = entry.get(name) if isinstance(entry, dict) else _field(entry, name)
        if isinstance(found, str):
            return found if name in NAMED else f"[{found}]"
        if isinstance(found, BaseModel | dict):
            return step_of(found)
    if isinstance(entry, Criteria):
        first = next(flat(entry))
        return f"[{first.id or first.fact}]"
    return ""


def _field(entry: Any, name: str) -> Any:
    if not isinstance(entry, BaseModel):
        return None
    return next(
        (getattr(entry, own) for own, info in type(entry).model_fields.items() if name in (own, info.alias)),
        None,
    )
