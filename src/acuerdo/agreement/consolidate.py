"""The text as it stands on a day, as known on a day: the base and its amendments, on two clocks."""

import copy
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from acuerdo.agreement.clauses.amendment import Amendment, Change
from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.paths import find, get, is_dated, nearest
from acuerdo.agreement.reading.files import load
from acuerdo.agreement.reading.text import Document, Path, Tree, parse
from acuerdo.agreement.reading.typed import typed
from acuerdo.agreement.terms import Terms


@dataclass(frozen=True, slots=True)
class Agreement:
    """A file as read: its terms, and the text they came from."""

    terms: Terms
    document: Document

    @property
    def id(self) -> str:
        return self.terms.id


def read(path: FilePath) -> Agreement:
    """Read an agreement file.

    Raises:
        Unreadable: with every fault of form and type; `checks.check` finds what goes beyond types.
    """
    return _agreement(load(path))


def read_text(text: str, name: str = "agreement.yaml") -> Agreement:
    """Read an agreement from a text."""
    return _agreement(parse(text.encode(), name))


def _agreement(document: Document) -> Agreement:
    return Agreement(typed(Terms, document), document)


def consolidate(
    agreement: Agreement, on: date, known: date | None = None, filed: date | None = None
) -> Agreement:
    """The agreement as it stands on a day.

    Args:
        on: the day whose text is wanted.
        known: what was public by this day counts; by default everything in the file does.
        filed: for an act filed earlier: only amendments in force then, and later ones that reach
            pending filings, count.

    Raises:
        Unreadable: a change names nothing, or the changed text is at fault.
    """
    due = [amendment for amendment in agreement.terms.amendments if _counts(amendment, on, known, filed)]
    if not due:
        return agreement
    tree = copy.deepcopy(agreement.document.tree)
    faults: list[Fault] = []
    for amendment in sorted(due, key=lambda each: (each.in_force, each.announced)):
        for number, change in enumerate(amendment.changes):
            begins = max(amendment.in_force, change.from_ or amendment.in_force)
            if begins <= on and (change.until is None or on < change.until):
                where: Path = (
                    "amendments",
                    agreement.terms.amendments.index(amendment),
                    "changes",
                    number,
                    "at",
                )
                if not _apply(tree, change, begins):
                    problem = f"{change.at} names nothing in this text"
                    faults.append(agreement.document.fault(where, problem, nearest(tree, change.at)))
    if faults:
        raise Unreadable(faults)
    return retyped(agreement, tree)


def retyped(agreement: Agreement, tree: Tree) -> Agreement:
    """The same file with another tree, checked for type again."""
    document = agreement.document
    changed = Document(document.file, tree, document.lines, document.places, document.keys)
    return Agreement(typed(Terms, changed), changed)


def _counts(amendment: Amendment, on: date, known: date | None, filed: date | None) -> bool:
    if amendment.in_force > on or (known is not None and amendment.announced > known):
        return False
    return filed is None or amendment.in_force <= filed or amendment.applies_to == "pending"


def _apply(tree: Tree, change: Change, begins: date) -> bool:
    head, _, last = change.at.rpartition(".")
    places = find(tree, change.at)
    if change.set_ is not None and not places:
        places = [(*place, last) for place in find(tree, head) if isinstance(get(tree, place), dict)]
    for place in _from_the_day(tree, places, begins):
        _write(tree, place, change)
    return bool(places)


def _from_the_day(tree: Tree, places: list[Path], begins: date) -> list[Path]:
    """The places to change; a dated entry in force is split, so that earlier days stay as they were."""
    chosen: list[Path] = []
    for place in places:
        at = next((n for n in range(len(place)) if is_dated(get(tree, place[:n]))), None)
        if at is None:
            chosen.append(place)
        elif _holds(get(tree, place[: at + 1]), begins):
            chosen.append((*place[:at], _split(get(tree, place[:at]), place[at], begins), *place[at + 1 :]))
    return list(dict.fromkeys(chosen))


def _holds(entry: Any, begins: date) -> bool:
    day = begins.isoformat()
    return isinstance(entry, dict) and entry.get("from", "") <= day and day < entry.get("until", "9999-99-99")


def _split(entries: Any, position: Any, begins: date) -> int:
    old = entries[position]
    if old.get("from") == begins.isoformat():
        return int(position)
    later = copy.deepcopy(old)
    later["from"] = begins.isoformat()
    old["until"] = begins.isoformat()
    entries.insert(position + 1, later)
    return int(position) + 1


def _write(tree: Tree, place: Path, change: Change) -> None:
    parent: Any = get(tree, place[:-1])
    if change.end:
        del parent[place[-1]]
    elif change.add is not None:
        target = parent[place[-1]]
        target.extend(change.add if isinstance(change.add, list) else [change.add])
    else:
        parent[place[-1]] = change.set_
