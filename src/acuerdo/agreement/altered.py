"""What amendments and triggers make of a text: that it can be made, says something, and is right."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from acuerdo.agreement.clauses.amendment import Amendment, Change
from acuerdo.agreement.consolidate import Agreement, consolidate, in_force
from acuerdo.agreement.faults import Fault, Unreadable
from acuerdo.agreement.paths import find, get, is_dated, written
from acuerdo.agreement.reading.text import Path
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.triggered import as_set

Judge = Callable[[Agreement], list[Fault]]
"""Everything wrong with one text, whichever day's it is."""

CHANGEABLE = frozenset(Terms.EXECUTES) | {"title", "groups", "texts", "invited"}
"""Sections of a file that an amendment may change."""

FILED = re.compile(r"information\.[^.]+\.what")
"""Paths of what kind of information an entry is about."""


def by_amendments(agreement: Agreement, judge: Judge) -> Iterator[Fault]:
    """Faults of amendments, and those that each brings into the text of the day it begins.

    Args:
        agreement: the file.
        judge: asked of the text of every day on which a change begins.
    """
    if not agreement.terms.amendments:
        return
    misfits = [*_without_effect(agreement), *_misfits(agreement), *_changing_nothing(agreement)]
    if misfits:
        yield from misfits
        return
    known = _known(agreement, judge)
    for day in sorted({_begins(amendment, change) for _, _, amendment, change in _changes(agreement)}):
        for fault in _brought(partial(consolidate, agreement, day), judge):
            if (fault.problem, fault.path) not in known:
                known.add((fault.problem, fault.path))
                yield _blamed(agreement, fault, day)


def by_triggers(agreement: Agreement, judge: Judge) -> Iterator[Fault]:
    """Values that a trigger sets and that do not fit where it sets them.

    Args:
        agreement: the file.
        judge: asked of the text as each trigger sets it.
    """
    for at, trigger in enumerate(agreement.terms.triggers):
        if trigger.does != "set" or not find(agreement.document.tree, trigger.at):
            continue
        faults = _brought(partial(as_set, agreement, trigger), judge)
        known = _known(agreement, judge) if faults else set()
        for fault in faults:
            if (fault.problem, fault.path) not in known:
                problem = f"with trigger {trigger.id or at + 1}: {fault.problem}{_place(fault)}"
                yield agreement.document.fault(("triggers", at, "set"), problem, fault.hint)


def _known(agreement: Agreement, judge: Judge) -> set[tuple[str, str]]:
    """What is wrong with the text as it is, which no change brought."""
    return {(fault.problem, fault.path) for fault in judge(agreement)}


def _brought(make: Callable[[], Agreement], judge: Judge) -> list[Fault]:
    """What is wrong with a text, or what keeps it from being made."""
    try:
        return judge(make())
    except Unreadable as error:
        return list(error.faults)


def _place(fault: Fault) -> str:
    return f" (in {fault.path})" if fault.path else ""


def _changes(agreement: Agreement) -> Iterator[tuple[int, int, Amendment, Change]]:
    """Every change, with the positions of its amendment and of itself."""
    for at, amendment in enumerate(agreement.terms.amendments):
        for number, change in enumerate(amendment.changes):
            yield at, number, amendment, change


def _begins(amendment: Amendment, change: Change) -> date:
    return max(amendment.in_force, change.from_ or amendment.in_force)


def _misfits(agreement: Agreement) -> Iterator[Fault]:
    """Changes with which no text can be made: they add to what is no list, or end several entries of one."""
    tree = agreement.document.tree
    for at, number, _, change in _changes(agreement):
        places = find(tree, change.at)
        where: Path = ("amendments", at, "changes", number, "at")
        if change.add is not None and not all(isinstance(get(tree, place), list) for place in places):
            problem = f"{change.at} is no list, so nothing can be added to it"
            yield agreement.document.fault(where, problem, "`set` replaces a value")
        lists = [place[:-1] for place in places if isinstance(place[-1], int)]
        if change.end and len(lists) > len(set(lists)):
            problem = f"{change.at} names {len(lists)} entries, and one can end at a time"
            yield agreement.document.fault(where, problem, "give each entry its own id")


def _without_effect(agreement: Agreement) -> Iterator[Fault]:
    """Amendments and changes that say nothing, on no day, twice, or of what no amendment may change."""
    said: dict[tuple[str, date], Change] = {}
    ended = agreement.terms.ends
    for at, amendment in enumerate(agreement.terms.amendments):
        where: Path = ("amendments", at)
        if not amendment.changes and not amendment.reaffirms:
            problem = f"amendment {amendment.id} changes nothing and reaffirms nothing"
            yield agreement.document.fault(where, problem, "changes: [{at: ..., set: ...}]")
        if amendment.signed and amendment.signed > amendment.in_force:
            problem = f"amendment {amendment.id} is signed after the day it is in force"
            yield agreement.document.fault((*where, "signed"), problem, f"in_force is {amendment.in_force}")
        if ended is not None and amendment.in_force >= ended:
            problem = f"amendment {amendment.id} is in force when the text has ended, on {ended}"
            yield agreement.document.fault((*where, "in_force"), problem, "amend the lifecycle first")
    for at, number, amendment, change in _changes(agreement):
        where, begins = ("amendments", at, "changes", number), _begins(amendment, change)
        if change.until is not None and change.until <= begins:
            problem = f"the change ends on {change.until} and begins on {begins}"
            yield agreement.document.fault(
                (*where, "until"), problem, "until is the first day it no longer holds"
            )
        if change.at.split(".")[0] not in CHANGEABLE:
            problem = f"{change.at} is no part of what was agreed, and no amendment changes it"
            yield agreement.document.fault((*where, "at"), problem, "correct the file itself")
        if FILED.fullmatch(change.at):
            problem = "what kind of information an entry is about cannot be changed"
            hint = "end the entry and add another, so that what was filed stays what it was filed as"
            yield agreement.document.fault((*where, "at"), problem, hint)
        before = said.setdefault((change.at, begins), change)
        if before is not change and before.set_ is not None and change.set_ is not None:
            problem = f"{change.at} is set twice on {begins}"
            yield agreement.document.fault((*where, "at"), problem, "leave one out")


def _changing_nothing(agreement: Agreement) -> Iterator[Fault]:
    """Changes that leave the text as it was."""
    days = {_begins(amendment, change) for _, _, amendment, change in _changes(agreement)}
    trees = {day: _tree_before(agreement, day) for day in days}
    for at, number, amendment, change in _changes(agreement):
        words = change.set_ if change.set_ is not None else change.add
        before = trees[_begins(amendment, change)]
        if words is None or before is None:
            continue
        said = [get(before, place) for place in _on(before, change.at, _begins(amendment, change))]
        idle = [words == one if change.add is None else _holds(one, words) for one in said]
        if idle and all(idle):
            where: Path = ("amendments", at, "changes", number)
            problem = f"with amendment {amendment.id}: {change.at} already says so"
            yield agreement.document.fault(where, problem, "to repeat words of the text, write reaffirms")


def _tree_before(agreement: Agreement, day: date) -> Any:
    """The text of the eve of a day; None where none can be made."""
    try:
        return consolidate(agreement, day - timedelta(1)).document.tree
    except Unreadable:
        return None


def _on(tree: Any, path: str, day: date) -> list[Path]:
    """The places a path names, of dated entries those in force on a day."""
    return [place for place in find(tree, path) if _in_force_along(tree, place, day)]


def _in_force_along(tree: Any, place: Path, day: date) -> bool:
    return all(
        not is_dated(get(tree, place[:n])) or place[n] == in_force(get(tree, place[:n]), day)
        for n in range(len(place))
    )


def _holds(entries: Any, words: Any) -> bool:
    return isinstance(entries, list) and all(
        word in entries for word in (words if isinstance(words, list) else [words])
    )


def _blamed(agreement: Agreement, fault: Fault, day: date) -> Fault:
    """A fault of the text of a day, at the change of that day that touches its path, or the first."""
    if fault.path.startswith("amendments["):
        return fault
    begun = [each for each in _changes(agreement) if _begins(*each[2:]) == day]
    inside = (each for each in begun if _touches(agreement, each[3], fault))
    around = (each for each in begun if _within(each[3].at, fault.path))
    at, number, amendment, _ = next(inside, None) or next(around, begun[0])
    problem = f"with amendment {amendment.id}: {fault.problem}{_place(fault)}"
    return agreement.document.fault(("amendments", at, "changes", number), problem, fault.hint)


def _touches(agreement: Agreement, change: Change, fault: Fault) -> bool:
    places = [written(place) for place in find(agreement.document.tree, change.at)]
    return any(_within(fault.path, place) for place in (change.at, *places))


def _within(said: str, path: str) -> bool:
    """Whether a path as messages write it lies at or under another, whatever entry of a dated list."""
    plain = re.compile(r"\[[0-9]+\]")
    inner, outer = (plain.sub("", one.replace(" > ", ".")) for one in (said, path))
    return inner.startswith(outer)
