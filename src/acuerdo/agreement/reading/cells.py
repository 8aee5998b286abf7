"""Tables of text cells, and their form as CSV: what a spreadsheet opens is read back as it was written."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from acuerdo.agreement.faults import Fault, Unreadable

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings by which a spreadsheet takes a cell of a CSV file for a formula."""
MARK = "'"
"""What is put before such a cell, and taken away when it is read."""
SEPARATORS = (",", ";", "\t")
"""What spreadsheets of different countries put between cells."""

Rows = Sequence[Sequence[str]]
Numbered = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as read: its header, and its rows with their numbers as a spreadsheet counts them, from 1."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def sheet(name: str, lines: Numbered) -> Sheet:
    """A table from its lines, the first with text being the header; lines without text are left out.

    Raises:
        Unreadable: no line has text.
    """
    filled = [(number, row) for number, row in lines if any(cell.strip() for cell in row)]
    if not filled:
        unusable(name, "the table is empty")
    (_, header), *rows = filled
    width = max(at for at, cell in enumerate(header, 1) if cell.strip())
    titles = tuple(cell.strip().lower() for cell in header[:width])
    return Sheet(name, titles, tuple((number, _as_wide(row, width)) for number, row in rows))


def _as_wide(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))[:width]


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV, every cell in quotes; a cell that would be taken for a formula carries a mark."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return file.getvalue()


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """The CSV as a file: UTF-8 with the mark by which spreadsheets know it."""
    return csv_text(rows).encode("utf-8-sig")


def of_csv(name: str, data: bytes) -> Numbered:
    """The lines of a CSV file, with their numbers, without the marks of formulas.

    Raises:
        Unreadable: the file is no CSV in UTF-8.
    """
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        unusable(name, "is named as CSV, and is a workbook", "name it .xlsx, or save it as CSV UTF-8")
    try:
        text = data.decode("utf-8-sig")
        separator = max(SEPARATORS, key=text.partition("\n")[0].count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except UnicodeDecodeError:
        unusable(name, "is not UTF-8 text", "save it as CSV UTF-8, or as .xlsx")
    except csv.Error as error:
        unusable(name, f"is not CSV: {error}", "save it as CSV UTF-8, or as .xlsx")
    return [(number, [_unguarded(cell) for cell in row]) for number, row in enumerate(rows, 1)]


def _guarded(cell: str) -> str:
    return MARK + cell if cell.startswith((*FORMULA, MARK)) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(MARK) and cell[1:].startswith((*FORMULA, MARK)) else cell


def unusable(name: str, problem: str, hint: str = "") -> NoReturn:
    """Refuse a table file as a whole."""
    raise Unreadable([Fault(name, 0, 0, "", problem, hint)])
