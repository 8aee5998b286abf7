"""YAML read as text: every scalar stays a string, every key and value keeps its line and column.

Nothing is guessed: `NO` stays two letters, `010` three digits, `12:30` a time as written. Anchors, aliases,
tags, merge keys, duplicate keys, tabs, several documents and directives are faults. Events are read one by
one with limits on size, depth and number of values, because composing a tree from 200,000 nested brackets
ends the process.
"""

from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from acuerdo.agreement.faults import Fault, Unreadable, shown

MAX_BYTES = 2_000_000
"""Largest file, bytes. The longest shipped file has 25 kB; a full seasonal agreement about 40 kB."""
MAX_DEPTH = 64
"""Deepest nesting, levels. The format itself needs 10."""
MAX_VALUES = 100_000
"""Most scalars in one file; a file of 2 MB of single letters would otherwise take seconds."""
MAX_FAULTS = 50
"""Most faults of one kind listed; the rest are counted."""

Tree = dict[str, "Tree"] | list["Tree"] | str | None
Path = tuple[str | int, ...]
Place = tuple[int, int]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Document:
    """A file as text: the tree, and for each path the place (line, column) of its key and of its value."""

    file: str
    tree: Tree
    lines: list[str]
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)

    def fault(self, path: Path, problem: str, hint: str = "", *, at_key: bool = False) -> Fault:
        """A fault at the nearest known place of a path."""
        return fault_at(self, self._place(path, at_key), spoken(path), problem, hint)

    def _place(self, path: Path, at_key: bool) -> Place:
        for end in range(len(path), -1, -1):
            tables = (self.keys, self.places) if at_key else (self.places, self.keys)
            for table in tables:
                if path[:end] in table:
                    return table[path[:end]]
        return (1, 1)

    def along(self, loc: Path) -> Path:
        """The path in this file of a validator's location, which may name steps the file does not write."""
        node: Any = self.tree
        path: list[str | int] = []
        for step in loc:
            child = _child(node, step)
            if child is not _ABSENT:
                node = child
                path.append(step)
        return tuple(path)


_ABSENT = object()


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(step, _ABSENT)
    return node[step] if isinstance(node, list) and isinstance(step, int) and step < len(node) else _ABSENT


def spoken(path: Path) -> str:
    """A path as a person reads it: `pathways > harvest > cap[0]`."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] += f"[{step}]"
        else:
            words.append(str(step))
    return " > ".join(words)


def fault_at(document: Document, place: Place, where: str, problem: str, hint: str = "") -> Fault:
    """A fault with the line it is on."""
    line, column = place
    excerpt = document.lines[line - 1] if 0 < line <= len(document.lines) else ""
    return Fault(document.file, line, column, where, problem, hint, _window(excerpt, column))


def _window(excerpt: str, column: int) -> str:
    return excerpt if len(excerpt) <= 200 and column <= 200 else ""


def parse(data: bytes, file: str) -> Document:
    """Read bytes as one YAML document of plain text.

    Args:
        data: the whole file, at most `MAX_BYTES`.
        file: its name, for messages.

    Raises:
        Unreadable: with every fault found; a syntax error ends the reading, all others do not.
    """
    text = _decoded(data, file)
    document = Document(file, None, text.splitlines())
    faults = _tabs(document)
    if not faults:
        composer = _Composer(document)
        composer.read(text)
        faults = composer.faults
    if not faults and document.tree is None:
        faults = [Fault(file, 0, 0, "", "the file is empty", "start with `format: 1`")]
    if faults:
        raise Unreadable(faults)
    return document


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        problem = f"the file is larger than {MAX_BYTES:,} bytes, which no agreement needs"
        raise Unreadable([Fault(file, 0, 0, "", problem, "is it the right file?")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        problem = f"byte {data[error.start]:#04x} is not UTF-8 text"
        hint = "save the file with the encoding UTF-8"
        raise Unreadable([Fault(file, line, column, "", problem, hint)]) from None


def _tabs(document: Document) -> list[Fault]:
    lines = [(number, line) for number, line in enumerate(document.lines, 1) if "\t" in line]
    return [
        fault_at(
            document, (number, line.index("\t") + 1), "", "a tab, where only spaces are read", "use spaces"
        )
        for number, line in lines[:MAX_FAULTS]
    ]


class _Stop(Exception):
    """Nothing after this place can be read with sense."""


@dataclass(slots=True)
class _Open:
    """A mapping or sequence being read; `repeated` while the value of a duplicate key is passed over."""

    node: dict[str, Tree] | list[Tree]
    path: Path
    key: str | None = None
    repeated: bool = False

    def next_path(self) -> Path:
        if isinstance(self.node, list):
            return (*self.path, len(self.node))
        return self.path if self.key is None else (*self.path, self.key)


class _Composer:
    """Builds the tree of one document from events, collecting faults as it goes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.faults: list[Fault] = []
        self._stack: list[_Open] = []
        self._documents = 0
        self._values = 0

    def read(self, text: str) -> None:
        try:
            for event in yaml.parse(text, Loader=_Loader):
                mark = event.start_mark
                self._take(event, (mark.line + 1, mark.column + 1) if mark else (1, 1))
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            parts = [part for part in (error.problem, error.context) if part]
            self._fault(place, f"not YAML: {' '.join(parts)}", self._syntax_hint(place))
        except yaml.YAMLError:
            self._fault(
                self._first_unprintable(), "a control character, which YAML does not allow", "remove it"
            )

    def _take(self, event: yaml.Event, place: Place) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event, place)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(place, f"an alias (*{event.anchor})", "write the value out")
            self._put("", place)
        elif isinstance(event, yaml.ScalarEvent):
            self._values += 1
            if self._values > MAX_VALUES:
                self._stop(place, f"more than {MAX_VALUES:,} values in one file, which no agreement needs")
            self._marks(event, place)
            self._put(None if event.value == "" and event.style is None else event.value, place)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._marks(event, place)
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], place)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._stack.pop()

    def _start_document(self, event: yaml.DocumentStartEvent, place: Place) -> None:
        self._documents += 1
        if event.version or event.tags:
            self._fault(place, "a YAML directive (%), which this format does not allow", "remove the line")
        if self._documents > 1:
            self._stop(place, "a second document: one file holds one")

    def _open(self, node: dict[str, Tree] | list[Tree], place: Place) -> None:
        if len(self._stack) >= MAX_DEPTH:
            self._stop(place, f"nested deeper than {MAX_DEPTH} levels: is a bracket left open?")
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.node, dict) and top.key is None:
            self._stop(place, "a key that is not plain text")
        path = top.next_path() if top else ()
        self._put(node, place)
        self._stack.append(_Open(node, path))

    def _put(self, value: Tree, place: Place) -> None:
        if not self._stack:
            self.document.tree = value
            self.document.places[()] = place
            return
        top = self._stack[-1]
        if isinstance(top.node, list):
            self.document.places[top.next_path()] = place
            top.node.append(value)
        elif top.key is None:
            self._key(top, value if isinstance(value, str) else "", place)
        else:
            if not top.repeated:
                self.document.places[top.next_path()] = place
                top.node[top.key] = value
            top.key, top.repeated = None, False

    def _key(self, top: _Open, key: str, place: Place) -> None:
        top.key = key
        if key == "<<":
            self._refuse(place, "a merge key (<<)", "write the fields out")
        path = top.next_path()
        first = self.document.keys.setdefault(path, place)
        if first != place:
            top.repeated = True
            problem = f"{shown(key)} stands twice in this mapping (first on line {first[0]})"
            self._fault(place, problem, "keep one of the two")

    def _marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> None:
        if event.anchor:
            self._refuse(place, f"an anchor (&{event.anchor})", "write the value out where it is needed")
        if event.tag:
            self._refuse(place, f"a tag ({event.tag})", "the type comes from the field, not from a tag")

    def _refuse(self, place: Place, what: str, hint: str) -> None:
        self._fault(place, f"{what}, which this format does not allow", hint)

    def _fault(self, place: Place, problem: str, hint: str = "") -> None:
        where = spoken(self._stack[-1].next_path()) if self._stack else ""
        self.faults.append(fault_at(self.document, place, where, problem, hint))
        if len(self.faults) >= MAX_FAULTS:
            raise _Stop

    def _stop(self, place: Place, problem: str) -> NoReturn:
        self._fault(place, problem)
        raise _Stop

    def _syntax_hint(self, place: Place) -> str:
        line = self.document.lines[place[0] - 1] if place[0] <= len(self.document.lines) else ""
        if line.count(": ") > 1:
            return "a text that holds ': ' must stand in quotes"
        return "check indentation, quotes and brackets on this line and the one before"

    def _first_unprintable(self) -> Place:
        for row, line in enumerate(self.document.lines, 1):
            for column, sign in enumerate(line, 1):
                if not sign.isprintable():
                    return (row, column)
        return (1, 1)
