"""The text as it stands on a day, as known on a day: the base and its amendments, on two clocks."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from acuerdo.agreement.clauses.amendment import Amendment, Change
from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.names import unresolved
from acuerdo.agreement.paths import find, get, is_dated, nearest, written
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.kinds import must_be
from acuerdo.agreement.reading.text import Document, Path, Tree, parse
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.terms import Terms

Origin = tuple[str, str]
"""The source and basis of a value that an amendment or a plan wrote, by its path."""


@dataclass(frozen=True, eq=False)
class Agreement:
    """A file as read: its terms, their text, and the origin of what later texts wrote into it."""

    terms: Terms
    document: Document
    origins: Mapping[str, Origin] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.terms.id


def read(path: FilePath) -> Agreement:
    """Read an agreement file.

    Raises:
        Unreadable: with every fault of form and type; `checks.check` finds what goes beyond types.
    """
    document = load(path)
    must_be("agreement", document, path)
    return typed_agreement(document)


def read_text(text: str, name: str = "agreement.yaml") -> Agreement:
    """Read an agreement from a text."""
    return typed_agreement(parse(text.encode(), name))


def typed_agreement(document: Document) -> Agreement:
    """An agreement from a file already read as text; raises as `read` does."""
    try:
        return Agreement(typed(Terms, document), document)
    except Unreadable as error:
        told = {(fault.line, fault.column) for fault in error.faults}
        names = [fault for fault in unresolved(document) if (fault.line, fault.column) not in told]
        raise Unreadable([*error.faults, *names], partly=True) from None


def consolidate(
    agreement: Agreement, on: date, known: date | None = None, filed: date | None = None
) -> Agreement:
    """The agreement as it stands on a day.

    Args:
        on: the day whose text is wanted.
        known: what was public by this day counts, of amendments, events and figures; by default everything
            in the file does.
        filed: for an act filed earlier: only amendments in force then, and later ones that reach
            pending filings, count.

    Raises:
        Unreadable: a change names nothing, or the changed text is at fault.
    """
    due = [amendment for amendment in agreement.terms.amendments if _counts(amendment, on, known, filed)]
    unheard = _unheard(agreement.document.tree, known)
    if not due and not unheard:
        return agreement
    tree: Any = copy.deepcopy(agreement.document.tree)
    for section, at in reversed(unheard):
        del tree[section][at]
    origins = dict(agreement.origins)
    faults: list[Fault] = []
    for amendment in sorted(due, key=lambda each: (each.in_force, each.announced)):
        for number, change in enumerate(amendment.changes):
            begins = max(amendment.in_force, change.from_ or amendment.in_force)
            if begins > on or (change.until is not None and on >= change.until):
                continue
            changed = apply_change(tree, change, begins)
            if not changed:
                faults.append(_reaches_nothing(agreement, amendment, number, begins))
            if change.src or amendment.src:
                origin = (change.src or amendment.src or "", change.basis or amendment.basis or "stated")
                later = [each for place in changed for each in _places_written(tree, place, change)]
                origins |= {written(place): origin for place in later if not _has_source(get(tree, place))}
    if faults:
        raise Unreadable(faults)
    return retyped(agreement, tree, origins)


RECORDED = ("events", "figures")
"""Sections whose entries have a day of their own, before which nobody knows them."""

AFTER_EVERY_DAY = "-99-99"
"""What makes of a year or a month a text that sorts behind all of its days."""


def _unheard(tree: Any, known: date | None) -> list[tuple[str, int]]:
    """What was recorded after a day, by section and position: of a month or a year, unless it is over."""
    if known is None:
        return []
    return [
        (section, at)
        for section in RECORDED
        for at, entry in enumerate(tree.get(section, ()))
        if (entry.get("on", "") + AFTER_EVERY_DAY)[: len("2001-02-16")] > known.isoformat() and "on" in entry
    ]


def _reaches_nothing(agreement: Agreement, amendment: Amendment, number: int, begins: date) -> Fault:
    where: Path = ("amendments", agreement.terms.amendments.index(amendment), "changes", number, "at")
    path = amendment.changes[number].at
    problem = f"{path} names nothing in the text of {begins}"
    return agreement.document.fault(where, problem, nearest(agreement.document.tree, path))


def _places_written(tree: Tree, place: Path, change: Change) -> list[Path]:
    """What a change wrote where it was made: of a list of clauses it added to, only the clauses it added."""
    node = get(tree, place)
    if change.add is None or not isinstance(node, list) or not all(isinstance(each, dict) for each in node):
        return [] if change.end else [place]
    added = len(change.add) if isinstance(change.add, list) else 1
    return [(*place, at) for at in range(len(node) - added, len(node))]


def _has_source(node: Tree) -> bool:
    return isinstance(node, dict) and "src" in node


def retyped(agreement: Agreement, tree: Tree, origins: Mapping[str, Origin]) -> Agreement:
    """The same file with another tree, checked for type again."""
    document = agreement.document
    changed = Document(document.file, tree, document.lines, document.places, document.keys)
    return Agreement(typed(Terms, changed), changed, origins)


def _counts(amendment: Amendment, on: date, known: date | None, filed: date | None) -> bool:
    if amendment.in_force > on or (known is not None and amendment.announced > known):
        return False
    return filed is None or amendment.in_force <= filed or amendment.applies_to == "pending"


def apply_change(tree: Tree, change: Change, begins: date) -> list[Path]:
    """Make a change from a day on; returns the places that now hold it (for `end`, where it stood)."""
    places = find(tree, change.at)
    if change.set_ is not None and not places:
        head, _, last = change.at.rpartition(".")
        places = [(*place, last) for place in find(tree, head) if isinstance(get(tree, place), dict)]
    chosen = list(dict.fromkeys(_from_the_day(tree, places, begins)))
    if change.add is not None:
        chosen = [place for place in chosen if isinstance(get(tree, place), list)]
    return [_write(tree, place, change, begins) for place in sorted(chosen, key=_position, reverse=True)]


def _position(place: Path) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in place)


def _from_the_day(tree: Tree, places: list[Path], begins: date) -> Iterator[Path]:
    """The places to change; a dated entry in force is split, so that earlier days stay as they were."""
    holding: dict[Path, int | None] = {}
    split: dict[Path, int] = {}
    for place in places:
        at = next((n for n in range(len(place)) if is_dated(get(tree, place[:n]))), None)
        if at is None:
            yield place
            continue
        entries = place[:at]
        if entries not in holding:
            holding[entries] = in_force(get(tree, entries), begins)
        if place[at] != holding[entries]:
            continue
        if entries not in split:
            split[entries] = _split(get(tree, entries), place[at], begins)
        yield (*entries, split[entries], *place[at + 1 :])


def in_force(entries: Any, on: date) -> int | None:
    """The position of the entry of a dated list that holds on a day."""
    day = on.isoformat()
    begun = [at for at, entry in enumerate(entries) if _text_of(entry, "from", "") <= day]
    return begun[-1] if begun and day < _text_of(entries[begun[-1]], "until", "9999-99-99") else None


def _text_of(entry: Any, name: str, otherwise: str) -> str:
    found = entry.get(name) if isinstance(entry, dict) else None
    return found if isinstance(found, str) else otherwise


def _split(entries: Any, position: Any, begins: date) -> int:
    old = entries[position]
    if old.get("from") == begins.isoformat():
        return int(position)
    later = copy.deepcopy(old)
    later["from"] = begins.isoformat()
    old["until"] = begins.isoformat()
    entries.insert(position + 1, later)
    return int(position) + 1


def _write(tree: Tree, place: Path, change: Change, begins: date) -> Path:
    parent: Any = get(tree, place[:-1])
    last: Any = place[-1]
    if change.end:
        del parent[last]
        return place[:-1]
    words: Any = copy.deepcopy(change.set_ if change.add is None else change.add)
    if change.add is not None:
        parent[last].extend(words if isinstance(words, list) else [words])
        return place
    if is_dated(parent.get(last) if isinstance(parent, dict) else None) and isinstance(words, dict):
        return (*place, _follow(parent[last], {**words, "from": begins.isoformat()}))
    parent[last] = words
    return place


def _follow(entries: Any, entry: dict[str, Tree]) -> int:
    """Add an entry after those begun by then; the one in force ends with it."""
    begins = str(entry["from"])
    position = sum(1 for other in entries if other.get("from", "") < begins)
    if position and entries[position - 1].get("until", "9999-99-99") > begins:
        entries[position - 1]["until"] = begins
    same_day = position < len(entries) and entries[position].get("from") == begins
    entries[position : position + same_day] = [entry]
    return position
