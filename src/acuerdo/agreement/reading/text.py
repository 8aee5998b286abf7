"""YAML read as text: every scalar stays a string, every key and value keeps its line and column.

Nothing is guessed: `NO` stays two letters, `010` three digits, `12:30` a time as written. Anchors, aliases,
tags, merge keys, duplicate keys, empty values, tabs, signs that cannot be seen, several documents and
directives are faults. Events are read one by one with limits on size, depth and number of values, because
composing a tree from 200,000 nested brackets ends the process.
"""

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NoReturn

import yaml

from acuerdo.agreement import otherwise
from acuerdo.agreement.faults import MOST_ALIKE, Fault, Unreadable, alike, drawn, shown
from acuerdo.agreement.reading.syntax import explained

MAX_BYTES = 2_000_000
"""Largest file, bytes. The longest shipped file has 25 kB; a full seasonal agreement about 40 kB."""
MAX_DEPTH = 64
"""Deepest nesting, levels. The format itself needs 10."""
MAX_VALUES = 20_000
"""Most keys, values and brackets in one file. The longest shipped file has 1,000; a file of 2 MB of single
letters would otherwise take seconds."""
MAX_KEY = 100
"""Longest key, characters. The longest path in a shipped file has 70."""
SPOKEN_STEPS = 12
"""Most steps of a path that an error repeats (layout, no legal meaning)."""

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
"""Signs no reader sees: control characters, other line ends, marks that turn the direction of writing."""
TAB = re.compile("\t")
HIDDEN = re.compile(" +#[^ #]")
"""What looks like text, and is a comment to YAML."""
LINE_END = re.compile("\r\n|\r|\n")

Tree = dict[str, "Tree"] | list["Tree"] | str | None
Path = tuple[str | int, ...]
Place = tuple[int, int]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Document:
    """A file as text: the tree, and for each path the place (line, column) of its key and of its value.

    `faults` are those after which the text could still be read: they are raised with the faults of type.
    `blamed` are the paths whose value they are about: nothing more is said of it.
    """

    file: str
    tree: Tree
    lines: list[str]
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    blamed: set[Path] = field(default_factory=set)

    def fault(self, path: Path, problem: str, hint: str = "", *, at_key: bool = False) -> Fault:
        """A fault at the nearest known place of a path: at the value, or at the key of what has fields."""
        return fault_at(self, self._place(path, at_key), spoken(path), problem, hint)

    def _place(self, path: Path, at_key: bool) -> Place:
        for end in range(len(path), -1, -1):
            known = path[:end]
            if known in self.keys and (at_key or known not in self.places or self._has_fields(known)):
                return self.keys[known]
            if known in self.places:
                return self.places[known]
        return (1, 1)

    def _has_fields(self, path: Path) -> bool:
        node: Any = self.tree
        for step in path:
            node = _child(node, step)
        return isinstance(node, dict)

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
    """A path as a person reads it: `pathways > harvest > cap[0]`; of a very deep one the beginning."""
    words: list[str] = []
    for step in path[:SPOKEN_STEPS]:
        if isinstance(step, int) and words:
            words[-1] += f"[{step}]"
        else:
            words.append(f"[{step}]" if isinstance(step, int) else step)
    return " > ".join([*words, "…"] if len(path) > SPOKEN_STEPS else words)


def fault_at(document: Document, place: Place, where: str, problem: str, hint: str = "") -> Fault:
    """A fault with the line it is on."""
    line, column = place
    text = document.lines[line - 1] if 0 < line <= len(document.lines) else ""
    excerpt = drawn(text, column) if text.strip() else ""
    return Fault(document.file, line, column, where, problem, hint, excerpt)


def parse(data: bytes, file: str) -> Document:
    """Read bytes as one YAML document of plain text.

    Args:
        data: the whole file, at most `MAX_BYTES`.
        file: its name, for messages.

    Returns:
        The text, with the faults that did not end the reading.

    Raises:
        Unreadable: with every fault found up to one that ends the reading: a syntax error, a limit, another
            encoding, an empty file.
    """
    text = _decoded(data, file)
    document = Document(file, None, LINE_END.split(text))
    tabs = (
        _lines_with(TAB, document, "a tab, where only spaces are read", "use spaces") if "\t" in text else []
    )
    unseen = _lines_with(UNSEEN, document, *NOT_SEEN) if UNSEEN.search(text) else []
    composer = _Composer(document, [*tabs, *unseen])
    read_on = composer.read(UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text).replace("\t", " "))
    document.faults = alike(composer.faults)
    if read_on and document.tree is None:
        document.faults = [Fault(file, 0, 0, "", "the file is empty", "start with `format: 1`")]
    if document.tree is None or not read_on:
        raise Unreadable(document.faults)
    return document


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        problem = f"the file is larger than {MAX_BYTES:,} bytes, which no agreement needs"
        raise Unreadable([Fault(file, 0, 0, "", problem, "is it the right file?")])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\0" in data[:2] and b"\0" in data[2:4]):
        problem = "the file is text in UTF-16 or UTF-32, where UTF-8 is read"
        raise Unreadable([Fault(file, 0, 0, "", problem, "save the file with the encoding UTF-8")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        line = len(LINE_END.split(before))
        column = len(LINE_END.split(before)[-1]) + 1
        written = LINE_END.split(data.decode("utf-8-sig", "replace"))[line - 1]
        problem = f"byte {data[error.start]:#04x} is not UTF-8 text"
        hint = "if this is a text file, save it with the encoding UTF-8"
        raise Unreadable([Fault(file, line, column, "", problem, hint, drawn(written, column))]) from None


NOT_SEEN = ("the sign {code} cannot be seen and is not allowed", "remove it; often it comes with copied text")


def _lines_with(sign: re.Pattern[str], document: Document, problem: str, hint: str) -> list[Fault]:
    """A fault for each line that holds a sign; beyond the first ones, lines are only counted."""
    found = ((number, match) for number, line in enumerate(document.lines, 1) if (match := sign.search(line)))
    faults = [
        fault_at(document, (number, match.start() + 1), "", problem.format(code=_code(match[0])), hint)
        for number, match in islice(found, MOST_ALIKE)
    ]
    return [*faults[:-1], faults[-1].standing_for(sum(1 for _ in found))] if faults else []


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def _behind_a_comma(lines: list[str], place: Place, key: str) -> bool:
    """Whether a key stands between commas, without a colon, so that it was meant as part of a value."""
    text, at = lines[place[0] - 1], place[1] - 1
    ends = text[at + len(key) :].lstrip()[:1]
    return text[:at].rstrip().endswith(",") and text.startswith(key, at) and ends in {",", "}"}


def _about_comma(lines: list[str], place: Place) -> str:
    """The way out for what stands behind a comma: the number it belongs to, where it is part of one."""
    runs = NUMBERS.finditer(lines[place[0] - 1])
    around = next((run[0] for run in runs if run.start() < place[1] - 1 < run.end()), "")
    if written := otherwise.number(around):
        return f"in {{ }} a comma ends a value: write {written} for {around}"
    return "in { } a comma ends a value: put a list in [ ], and a text with commas in quotes"


NUMBERS = re.compile("[0-9][0-9.,]*[0-9]")

STRAIGHT = 'curly quotes are not quotes here: write straight ones, "..."'
QUOTATION = re.compile(r"(“[^”]+”|‘[^’]+’|«[^»]+»)(?!\w).*\w", re.DOTALL)
"""A text that begins with a quotation and goes on behind it."""


def _in_curly_quotes(text: str) -> bool:
    """Whether a text begins with a curly quote that was meant to put it in quotes."""
    return text[0] in "“”„‘’«»" and not QUOTATION.fullmatch(text) if text else False


class _Stop(Exception):
    """Nothing after this place can be read with sense."""


@dataclass(slots=True)
class _Open:
    """A mapping or sequence being read.

    `repeated` while the value of a duplicate key is read; `passed_over` inside such a value.
    """

    node: dict[str, Tree] | list[Tree]
    path: Path
    key: str | None = None
    key_place: Place = (1, 1)
    repeated: bool = False
    passed_over: bool = False

    def next_path(self) -> Path:
        if isinstance(self.node, list):
            return (*self.path, len(self.node))
        return self.path if self.key is None else (*self.path, self.key)

    def previous(self) -> Path:
        """The path of the value before this one in a mapping."""
        return (*self.path, *[key for key in self.node if isinstance(key, str) and key != self.key][-1:])


class _Composer:
    """Builds the tree of one document from events, collecting faults as it goes."""

    def __init__(self, document: Document, faults: list[Fault]) -> None:
        self.document = document
        self.faults = faults
        self._stack: list[_Open] = []
        self._documents = 0
        self._values = 0

    def read(self, text: str) -> bool:
        """Read the whole text; False where it could not be read to its end."""
        try:
            for event in yaml.parse(text, Loader=_Loader):
                mark = event.start_mark
                self._take(event, (mark.line + 1, mark.column + 1) if mark else (1, 1))
        except _Stop:
            return False
        except yaml.MarkedYAMLError as error:
            place, problem, hint = explained(error, self.document.lines)
            if not any("\t" in line for line in self.document.lines[max(0, place[0] - 2) : place[0]]):
                self._fault(place, problem, hint, about_whole=True)
            return False
        return True

    def _take(self, event: yaml.Event, place: Place) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event, place)
        elif isinstance(event, yaml.AliasEvent):
            self._count(place)
            self._refuse(place, f"an alias (*{event.anchor})", "write the value out")
            self._blame()
            self._put("", place)
        elif isinstance(event, yaml.ScalarEvent):
            self._count(place)
            self._marks(event, place)
            self._scalar(event, place)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._count(place)
            self._marks(event, place)
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], place)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._stack.pop()

    def _start_document(self, event: yaml.DocumentStartEvent, place: Place) -> None:
        self._documents += 1
        if event.version or event.tags:
            self._fault(place, "a YAML directive (%), which this format does not allow", "remove the line")
        if self._documents > 1:
            self._stop(place, "a second document: one file holds one", "remove the line `---`")

    def _count(self, place: Place) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            problem = f"more than {MAX_VALUES:,} keys and values in one file, which no agreement needs"
            self._stop(place, problem, "is it the right file?")

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> None:
        empty = event.value == "" and not event.style
        if empty and not self._stack:
            return
        if empty and not self._at_key():
            self._empty(self._stack[-1], place)
        if hidden := UNSEEN.search(event.value):
            self._fault(place, f"the sign {_code(hidden[0])} cannot be seen and is not allowed", "remove it")
        if not event.style and event.end_mark:
            self._swallowed(place[0], event.end_mark.line + 1, event.end_mark.column)
        curly, named = not event.style and _in_curly_quotes(event.value), self._at_key()
        if curly:
            self._fault(place, f"a text that begins with the curly quote {event.value[0]}", STRAIGHT)
        if curly and not named:
            self._blame()
        self._put(event.value, place)
        if curly and named:
            self._blame()

    def _empty(self, top: _Open, place: Place) -> None:
        hint = "write a value, `none` or `not_stated`, or remove the line"
        if top.key is None:
            self._fault(place, "an empty entry", hint)
            self._blame()
            return
        problem = f"{shown(top.key)} is empty"
        if _behind_a_comma(self.document.lines, top.key_place, top.key):
            problem = f"{shown(top.key)} stands behind a comma, without a value"
            hint = _about_comma(self.document.lines, top.key_place)
            if top.previous() in self.document.blamed:
                self._blame()
                return
            self.document.blamed.add(top.previous())
        self._fault(top.key_place, problem, hint)
        self._blame()

    def _swallowed(self, first: int, last: int, end: int) -> None:
        """What YAML takes out of a text without quotes, or into it, against its looks."""
        lines = self.document.lines[first - 1 : last]
        if last - first < len(lines) and HIDDEN.match(lines[-1], end):
            problem = "from this # on the line is a comment, and is not read"
            hint = "put the text in quotes; a comment has a space behind its #"
            self._fault((last, lines[-1].index("#", end) + 1), problem, hint)
        for number, line in enumerate(lines[1:], first + 1):
            if line.lstrip().startswith("- "):
                problem = "this line is read as part of the text before it"
                place = (number, line.index("-") + 1)
                self._fault(place, problem, "begin it in the same column as the line before")
                self._blame()

    def _blame(self) -> None:
        if self._stack:
            self.document.blamed.add(self._stack[-1].next_path())

    def _open(self, node: dict[str, Tree] | list[Tree], place: Place) -> None:
        if len(self._stack) >= MAX_DEPTH:
            self._stop(place, f"nested deeper than {MAX_DEPTH} levels", "is a bracket left open?")
        if self._at_key():
            self._stop(place, "a key that is not plain text", "write keys as plain words: `name: value`")
        top = self._stack[-1] if self._stack else None
        path, passed_over = (top.next_path(), top.repeated or top.passed_over) if top else ((), False)
        self._put(node, place)
        self._stack.append(_Open(node, path, passed_over=passed_over))

    def _at_key(self) -> bool:
        top = self._stack[-1] if self._stack else None
        return top is not None and isinstance(top.node, dict) and top.key is None

    def _put(self, value: Tree, place: Place) -> None:
        if not self._stack:
            self.document.tree = value
            self.document.places[()] = place
            return
        top = self._stack[-1]
        if isinstance(top.node, list):
            self._place(top, place)
            top.node.append(value)
        elif top.key is None:
            self._key(top, value if isinstance(value, str) else "", place)
        else:
            self._place(top, place)
            if not top.repeated:
                top.node[top.key] = value
            top.key, top.repeated = None, False

    def _place(self, top: _Open, place: Place) -> None:
        if not (top.repeated or top.passed_over):
            self.document.places[top.next_path()] = place

    def _key(self, top: _Open, key: str, place: Place) -> None:
        if not 0 < len(key) <= MAX_KEY:
            problem = f"a key of more than {MAX_KEY} characters" if key else "a key without a name"
            self._stop(place, problem, "write keys as plain words: `name: value`")
        top.key, top.key_place = key, place
        path = top.next_path()
        if key == "<<":
            self._refuse(place, "a merge key (<<)", "write the fields out")
            self._blame()
        if isinstance(top.node, dict) and key in top.node:
            top.repeated = True
            if _behind_a_comma(self.document.lines, place, key):
                return
            first = f" (first on line {self.document.keys[path][0]})" if not top.passed_over else ""
            self._fault(place, f"{shown(key)} stands twice in this mapping{first}", "keep one of the two")
        elif not top.passed_over:
            self.document.keys[path] = place

    def _marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> None:
        if event.anchor:
            self._refuse(place, f"an anchor (&{event.anchor})", "write the value out where it is needed")
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(place, f"a tag ({tag})", "remove it: the type comes from the field")

    def _refuse(self, place: Place, what: str, hint: str) -> None:
        self._fault(place, f"{what}, which this format does not allow", hint)

    def _fault(self, place: Place, problem: str, hint: str = "", *, about_whole: bool = False) -> None:
        top = self._stack[-1] if self._stack else None
        where = spoken(top.path if about_whole else top.next_path()) if top else ""
        self.faults.append(fault_at(self.document, place, where, problem, hint))

    def _stop(self, place: Place, problem: str, hint: str) -> NoReturn:
        self._fault(place, problem, hint)
        raise _Stop
