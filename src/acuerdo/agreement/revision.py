"""An edited table of values, written back into the text of its file; or every fault in it at once."""

import copy
from dataclasses import dataclass, field, replace
from typing import Any

from acuerdo.agreement.checks import check
from acuerdo.agreement.consolidate import Agreement, typed_agreement
from acuerdo.agreement.damage import mended, same, same_day, two_ways
from acuerdo.agreement.faults import Fault, Unreadable, alike, did_you_mean, shown
from acuerdo.agreement.paths import find, get, nearest, written
from acuerdo.agreement.reading.cells import Sheet, unusable
from acuerdo.agreement.reading.flow import read_flow
from acuerdo.agreement.reading.patching import patched
from acuerdo.agreement.reading.text import Path, Tree, spoken
from acuerdo.agreement.sourcing import sourced
from acuerdo.agreement.table import COLUMNS, EDITED, Row, table

OF_A_DAY = "value on "
"""How the header of a table begins that shows the text of one day: it is not read back."""
NO_ADDING = "a table adds nothing: write it into the file, or as an amendment with acuerdo amend"


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell that was changed, with its place in the table, counted from 1."""

    row: Row
    column: str
    new: str
    line: int
    at: int

    @property
    def old(self) -> str:
        return self.row.cells[self.column]

    def __str__(self) -> str:
        what = self.row.path if self.column == "value" else f"{self.row.path} {self.column}"
        return f"{what}: {self.old or '(nothing)'} → {self.new}"


@dataclass(slots=True)
class _Table:
    """A sheet held against the rows of the file it is about."""

    sheet: Sheet
    rows: list[Row]
    tree: Tree
    edits: list[Edit] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, column: str, path: str, problem: str, hint: str = "") -> None:
        at = self.sheet.header.index(column) + 1
        self.faults.append(Fault(self.sheet.file, line, at, path, problem, hint))


def revised(agreement: Agreement, sheet: Sheet) -> tuple[Agreement, tuple[Edit, ...]]:
    """The agreement with every edited `value`, `src` and `basis` of a table, and what was edited.

    Args:
        agreement: a file as read, not the text of a day.
        sheet: a table as `table` makes it; rows may be left out, and all columns but `path` and `value`;
            columns may be added.

    Raises:
        Unreadable: with every fault of the table, each at its row and column, and every fault that `check`
            finds in the file with the table.
    """
    _columns(sheet)
    read = _Table(sheet, table(agreement), agreement.document.tree)
    _read(read)
    tree = copy.deepcopy(agreement.document.tree)
    places = _write_values(read, tree) | _write_sources(read, agreement, tree)
    text, faults = _checked(agreement, tree, f"{agreement.document.file} with {sheet.file}")
    if faults:
        known = {(fault.problem, fault.path) for fault in check(agreement)}
        read.faults += [
            fault if (fault.problem, fault.path) in known else _at_row(fault, places, sheet)
            for fault in faults
        ]
    if read.faults:
        raise Unreadable(alike(read.faults))
    return text, tuple(read.edits)


def _checked(agreement: Agreement, tree: Tree, name: str) -> tuple[Agreement, list[Fault]]:
    """The agreement with another tree, and all that is at fault in it."""
    try:
        text = typed_agreement(patched(agreement.document, tree, name))
        return text, check(text)
    except Unreadable as error:
        return agreement, list(error.faults)


def _columns(sheet: Sheet) -> None:
    header = sheet.header
    if of_a_day := next((name for name in header if name.startswith(OF_A_DAY)), ""):
        problem = f"holds the text of one day ({of_a_day}), amendments and assumptions among its values"
        hint = "make the table without --on; what changes on a day is an amendment: acuerdo amend"
        unusable(sheet.file, problem, hint)
    if not {"path", "value"} <= set(header):
        missing = "path" if "path" not in header else "value"
        problem = f"has no column `{missing}` in its first line; found: {', '.join(filter(None, header))}"
        unusable(sheet.file, problem, did_you_mean(missing, header))
    if twice := next((name for name in COLUMNS if header.count(name) > 1), ""):
        unusable(sheet.file, f"has two columns `{twice}`", "keep one of the two")


def _read(read: _Table) -> None:
    named = {row.path: row for row in read.rows} | {written(row.place): row for row in read.rows}
    seen: dict[Path, int] = {}
    for line, cells in read.sheet.rows:
        found = {name: cell for name, cell in zip(read.sheet.header, cells, strict=True) if name in COLUMNS}
        path = found.pop("path").strip()
        row = named.get(path)
        if row is None:
            read.fault(line, "path", "", *_no_such_value(path, read))
        elif row.place in seen:
            problem = f"{path} stands in row {seen[row.place]} already"
            read.fault(line, "path", path, problem, "keep one of the two rows")
        else:
            seen[row.place] = line
            for column, cell in found.items():
                _cell(read, row, column, cell, line)


def _no_such_value(path: str, read: _Table) -> tuple[str, str]:
    if not path:
        return "a row without a path", NO_ADDING
    if find(read.tree, path):
        inside = next((row.path for row in read.rows if row.path.startswith(f"{path}.")), "")
        return (
            f"{path} is no single value",
            f"give the path of one, such as {inside}" if inside else NO_ADDING,
        )
    hint = nearest(read.tree, path)
    return f"{path} is no value of this file", hint if hint.startswith("did you mean") else NO_ADDING


def _cell(read: _Table, row: Row, column: str, cell: str, line: int) -> None:
    old = row.cells[column]
    if same(cell, old):
        return
    if column not in EDITED:
        if not same_day(cell, old):
            problem = f"`{column}` is not read back: found {shown(cell)}, the file says {shown(old)}"
            read.fault(line, column, row.path, problem, _about(column))
    elif not cell.strip():
        hint = "silence is written not_stated, no limit none; an amendment ends a clause"
        read.fault(line, column, row.path, f"{column} is empty", hint)
    elif cell != cell.strip():
        problem = f"{shown(cell)} has a space at its beginning or end"
        read.fault(line, column, row.path, problem, f"write {cell.strip()}")
    elif hint := two_ways(cell, old):
        read.fault(line, column, row.path, f"{shown(cell)} can be read two ways", hint)
    else:
        at = read.sheet.header.index(column) + 1
        read.edits.append(Edit(row, column, cell.replace("\r\n", "\n"), line, at))


def _about(column: str) -> str:
    if column in ("from", "until"):
        return "is the table older than the file? a day is changed in the file, or by an amendment"
    return f"put it back, or leave the column `{column}` out; it is changed in the file"


def _write_values(read: _Table, tree: Any) -> dict[str, Edit]:
    """Write each edited value; returns the edits by the place where a message would be."""
    places: dict[str, Edit] = {}
    for edit in read.edits:
        if edit.column == "value":
            place = edit.row.place
            try:
                new = _node(edit, get(tree, place), read.sheet.file)
            except Unreadable as error:
                problem, hint = error.faults[0].problem, error.faults[0].hint
                read.fault(edit.line, "value", edit.row.path, f"{shown(edit.new)}: {problem}", hint)
                continue
            get(tree, place[:-1])[place[-1]] = new
            places[spoken(place)] = edit
    return places


def _node(edit: Edit, old: Tree, name: str) -> Tree:
    """What a cell writes: a list or fields where it looks like them, else the text it is."""
    try:
        return read_flow(edit.new, name)
    except Unreadable:
        if isinstance(old, str):
            return edit.new
        raise


def _write_sources(read: _Table, agreement: Agreement, tree: Any) -> dict[str, Edit]:
    edits: dict[Path, list[Edit]] = {}
    for edit in read.edits:
        if edit.column != "value":
            edits.setdefault(edit.row.place, []).append(edit)
    if not edits:
        return {}
    wanted = {
        row.place: tuple(
            next((e.new for e in edits.get(row.place, ()) if e.column == column), row.cells[column])
            for column in ("src", "basis")
        )
        for row in read.rows
    }
    places: dict[str, Edit] = {}
    for home, rows, agreed in sourced(agreement, tree, read.rows, wanted):
        own = [edit for row in rows for edit in edits.get(row.place, ())]
        if agreed:
            places |= {spoken((*home, edit.column)): edit for edit in own}
            continue
        others = ", ".join(written(row.place[len(home) :]) for row in rows)
        for edit in own:
            problem = f"{written(home)} has one {edit.column} for all its values, and their rows differ"
            read.fault(edit.line, edit.column, edit.row.path, problem, f"write the same for: {others}")
    return places


def _at_row(fault: Fault, places: dict[str, Edit], sheet: Sheet) -> Fault:
    """A fault of the file with the table, at the cell that brings it, or the first cell that it is about."""
    around = [place for place in places if _within(fault.path, place)]
    below = [place for place in places if _within(place, fault.path)]
    if not fault.path or not (around or below):
        return fault
    edit = places[max(around, key=len) if around else below[0]]
    hint = (mended(edit.new, edit.old) if around else "") or fault.hint
    return replace(
        fault, file=sheet.file, line=edit.line, column=edit.at, path=edit.row.path, hint=hint, excerpt=""
    )


def _within(path: str, outer: str) -> bool:
    return path == outer or path.startswith((f"{outer} >", f"{outer}["))
