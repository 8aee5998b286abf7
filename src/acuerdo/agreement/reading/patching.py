"""A file's text changed only where its values change: comments, order and layout of the rest stay."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import yaml

from acuerdo.agreement.faults import Unreadable
from acuerdo.agreement.reading.flow import flow, scalar
from acuerdo.agreement.reading.text import Document, Path, Tree, parse

HEAD = ("id", "name", "title", "src", "basis")
"""Fields that stand first in a clause: a new one of them is put behind those already there."""
WIDTH = 100
"""Longest new entry that is written on one line, characters (layout, no legal meaning)."""
LINE_BY_LINE = re.compile(r"[^ \n\t][^\n]*(\n+[^\n]+)*\n?")
"""Text that can be written below a `|`, as it is."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class _Patch:
    """A piece of the text and what stands there instead."""

    start: int
    end: int
    text: str


def patched(document: Document, wanted: Tree, name: str = "") -> Document:
    """The file with another tree, its text touched only where the trees differ.

    Args:
        document: a file as read, without faults.
        wanted: what it shall say. Fields and entries may be changed and added; a part that loses one is
            written anew.
        name: what messages shall call the new file; by default as the old one.

    Returns:
        The new file, read from its new text, so that what it says is proven to be `wanted`.

    Raises:
        Unreadable: a part cannot be changed in place; nothing else is tried.
    """
    text = "\n".join(document.lines)
    patches = _Patches(document, text).of(document.tree, wanted)
    new = parse(_applied(text, patches).encode("utf-8", "surrogatepass"), name or document.file)
    if new.faults:
        raise Unreadable(new.faults)
    if new.tree != wanted:
        raise Unreadable([_by_hand(document, next(_differing(new.tree, wanted, ())))])
    return new


def _by_hand(document: Document, path: Path) -> Any:
    return document.fault(
        path, "cannot be changed in place without touching what stands beside it", "change it in the file"
    )


def _differing(found: Tree, wanted: Tree, path: Path) -> Iterator[Path]:
    """The deepest places at which two trees differ."""
    if isinstance(found, dict) and isinstance(wanted, dict) and found.keys() == wanted.keys():
        for key in found:
            yield from _differing(found[key], wanted[key], (*path, key))
    elif isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        for at, (one, other) in enumerate(zip(found, wanted, strict=True)):
            yield from _differing(one, other, (*path, at))
    elif found != wanted:
        yield path


def _applied(text: str, patches: list[_Patch]) -> str:
    parts, done = [], 0
    for patch in sorted(patches, key=lambda each: each.start):
        parts += [text[done : patch.start], patch.text]
        done = max(done, patch.end)
    return "".join([*parts, text[done:]])


class _Patches:
    """Finds what to change in one text."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in document.lines)]

    def of(self, old: Tree, new: Tree) -> list[_Patch]:
        """Every patch that makes the text say the new tree."""
        return list(self._between(old, new, yaml.compose(self.text, Loader=_Loader), None, ()))

    def _between(self, old: Any, new: Any, node: Any, key: Any, path: Path) -> Iterator[_Patch]:
        if old == new:
            return
        if isinstance(old, dict) and isinstance(new, dict) and old.keys() <= new.keys():
            for name, child in node.value:
                step = name.value
                yield from self._between(old[step], new[step], child, name, (*path, step))
            added = {name: value for name, value in new.items() if name not in old}
            yield from self._fields(node, added)
        elif isinstance(old, list) and isinstance(new, list) and 0 < len(old) <= len(new):
            for at, child in enumerate(node.value):
                yield from self._between(old[at], new[at], child, None, (*path, at))
            yield from self._entries(node, new[len(old) :])
        else:
            yield self._instead(node, key, new, path)

    def _instead(self, node: Any, key: Any, new: Tree, path: Path) -> _Patch:
        start, end = self._start(node), self._end(node)
        if isinstance(node, yaml.ScalarNode):
            return _Patch(start, end, self._scalar(node, new))
        if node.flow_style:
            return _Patch(start, end, flow(new))
        if re.search(r"(^|\s)#", self.text[start:end]):
            raise Unreadable([_by_hand(self.document, path)])
        colon = re.fullmatch(r"( *:)\s*", self.text[self._end(key) : start]) if key is not None else None
        if colon:
            return _Patch(self._end(key) + len(colon[1]), end, f" {flow(new)}")
        return _Patch(start, end, flow(new))

    def _scalar(self, node: Any, new: Tree) -> str:
        if not isinstance(new, str):
            return flow(new)
        if node.style in ("|", ">") and LINE_BY_LINE.fullmatch(new):
            below = self.text.find("\n", self._start(node)) + 1
            indent = re.match(r"\n* *", self.text[below:])
            margin = indent[0].replace("\n", "") if indent else ""
            lines = [margin + line if line else line for line in new.rstrip("\n").split("\n")]
            return "\n".join(["|" if new.endswith("\n") else "|-", *lines])
        return scalar(new, node.style if node.style in ("'", '"') else "")

    def _fields(self, node: Any, added: dict[str, Tree]) -> Iterator[_Patch]:
        if node.flow_style or not node.value:
            yield from self._in_brackets(node, [f"{scalar(k)}: {flow(v)}" for k, v in added.items()])
            return
        indent = " " * node.start_mark.column
        top = node.start_mark.column == 0
        for name, value in added.items():
            line = f"{scalar(name)}:{_block(value, indent)}"
            leading = [child for key, child in node.value if key.value in HEAD]
            if name in HEAD and not leading:
                yield _Patch(self._start(node), self._start(node), f"{line}\n{indent}")
            else:
                after = leading[-1] if name in HEAD else node.value[-1][1]
                gap = "\n\n" if top and "\n" in line else "\n"
                end = self._line_end(after)
                yield _Patch(end, end, f"{gap}{indent}{line}")

    def _entries(self, node: Any, added: list[Tree]) -> Iterator[_Patch]:
        if node.flow_style or not added:
            yield from self._in_brackets(node, [flow(each) for each in added])
            return
        indent = " " * node.start_mark.column
        end = self._line_end(node.value[-1])
        yield _Patch(end, end, "".join(f"\n{indent}- {_entry(each, indent)}" for each in added))

    def _in_brackets(self, node: Any, written: list[str]) -> Iterator[_Patch]:
        if not written:
            return
        if not node.value:
            yield _Patch(self._start(node) + 1, self._start(node) + 1, ", ".join(written))
            return
        last = node.value[-1]
        end = self._end(last[1] if isinstance(last, tuple) else last)
        yield _Patch(end, end, "".join(f", {each}" for each in written))

    def _start(self, node: Any) -> int:
        return self._offset(node.start_mark)

    def _offset(self, mark: Any) -> int:
        return self._starts[int(mark.line)] + int(mark.column)

    def _end(self, node: Any) -> int:
        """The end of a value: of a block, that of the last value in it."""
        end = self._offset(node.end_mark)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return len(self.text[:end].rstrip())
        if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
            return end
        last = node.value[-1]
        return self._end(last[1] if isinstance(last, tuple) else last)

    def _line_end(self, node: Any) -> int:
        end = self.text.find("\n", self._end(node))
        return end if end >= 0 else len(self.text)


def section(name: str, node: Tree) -> str:
    """A section as it is written at the top of a file."""
    return f"{scalar(name)}:{_block(node, '')}"


def _block(node: Tree, indent: str) -> str:
    """A value behind `name:`; a list of clauses on lines of its own."""
    if _holds_clauses(node):
        return "".join(f"\n{indent}  - {_entry(each, indent + '  ')}" for each in node or ())
    return f" {flow(node)}"


def _entry(node: Tree, indent: str) -> str:
    """An entry behind `- `, on one line where it is short and holds no list of clauses."""
    line = flow(node)
    if not isinstance(node, dict) or (len(line) <= WIDTH and not any(map(_holds_clauses, node.values()))):
        return line
    within = indent + "  "
    return f"\n{within}".join(f"{scalar(key)}:{_block(child, within)}" for key, child in node.items())


def _holds_clauses(node: Tree) -> bool:
    return isinstance(node, list) and any(isinstance(each, dict) for each in node)
