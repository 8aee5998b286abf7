"""Tables that people send, .csv or .xlsx, as rows of text; and every way in which a file may be none.

What a file is, its first bytes say, whatever it is called. Nothing in it is ever calculated: of a formula a
workbook keeps the last result, and that is read.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from acuerdo.agreement.reading.cells import FORMULA, MARK, SEPARATORS

MOST_BYTES = 5_000_000
"""Largest file that is taken; a table of 2,000 orders has a tenth of it."""
MOST_ROWS = 2_000
"""Most rows that are filed at once, so that one transaction stays short."""
MOST_COLUMNS = 100
MOST_UNPACKED = 60_000_000
"""Largest workbook once unpacked, bytes."""
FURTHEST_ROW = 20_000
"""The last row in which a workbook may have a cell: its reader makes room for every row up to there."""
MOST_PARTS = 1_000
CELLS = b"sheetData"
"""What encloses the cells of a sheet, wherever in the archive it lies."""
HEART, OTHER_HEARTS = "xl/workbook.xml", {"xl/workbook.bin", "content.xml"}
"""The part that an .xlsx workbook has, and those of kinds that are not read here."""
WORKBOOK, OLD_WORKBOOK, UTF_16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")
CELL = re.compile(rb"""\br\s*=\s*["']\s*([^"']{1,24})["']""")
AT = re.compile(rb"([A-Z]{1,3})?(\d{1,7})\Z")
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
LOCAL_HEADER = 30
"""Bytes of a file's header in a zip archive before its name (PKWARE, APPNOTE.TXT, 4.3.7)."""
ENCRYPTED = 0x1


class Unusable(Exception):
    """A file from which no table can be read.

    Fields:
        code: one of PROBLEMS.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    @property
    def words(self) -> tuple[Any, Any]:
        """What is wrong, and how to mend it, in the language of the page."""
        return PROBLEMS[self.code]


PROBLEMS: dict[str, tuple[Any, Any]] = {
    "none": (_("No file was chosen."), _("Choose the table that you filled in.")),
    "empty": (
        _("The file is empty."),
        _("Download the template, fill it in, save it, and choose that file."),
    ),
    "no_rows": (
        _("The file has headings and no rows under them."),
        _("Write one row for each thing to be filed, under the headings."),
    ),
    "large": (
        _("The file is larger than 5 MB."),
        _("Split it into several files of at most 2,000 rows. Pictures have no place in it."),
    ),
    "many_rows": (
        _("The file has more than 2,000 rows."),
        _("Split it into several files of at most 2,000 rows each."),
    ),
    "wide": (_("The file has more than 100 columns."), _("Leave only the columns of the template.")),
    "kind": (
        _("The file is neither a .csv nor an .xlsx table, whatever its name says."),
        _("Save the table as .xlsx, or as CSV UTF-8, and send that file."),
    ),
    "old": (
        _("The file is a workbook of an old kind (.xls), or locked by a password."),
        _("Save it as .xlsx without a password."),
    ),
    "spoilt": (
        _("The workbook is spoilt, locked, or no .xlsx workbook."),
        _("Open it, save it again as .xlsx without a password, and send that file."),
    ),
    "unpacked": (
        _("The workbook is far too large once it is unpacked."),
        _("Copy the rows into the template, save it, and send that file."),
    ),
    "far": (
        _("The workbook has cells far below or far to the right of the table."),
        _("Copy the rows of the table into the template, save it, and send that file."),
    ),
    "encoding": (
        _("The letters of the CSV file are not written as UTF-8."),
        _("Save it as “CSV UTF-8”, or as .xlsx, and send that file."),
    ),
    "csv": (
        _("The CSV file cannot be read to its end: a quotation mark stands where none belongs."),
        _("Save the table as .xlsx, or as CSV UTF-8 again, and send that file."),
    ),
}
"""What may be wrong with a whole file, and how it is mended."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was sent: its headings, and its rows with their numbers as a spreadsheet counts them."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(data: bytes) -> Table:
    """The table in a file.

    Raises:
        Unusable: the file is empty, too large, spoilt, or of another kind.
    """
    if len(data) > MOST_BYTES:
        raise Unusable("large")
    if not data.strip():
        raise Unusable("empty")
    if data.startswith(OLD_WORKBOOK):
        raise Unusable("old")
    return _table(_of_workbook(data) if data.startswith(WORKBOOK) else _of_csv(data))


def _table(lines: Sequence[Sequence[str]]) -> Table:
    filled = [(at, row) for at, row in enumerate(lines, 1) if any(cell.strip() for cell in row)]
    if not filled:
        raise Unusable("empty")
    (_line, header), *rows = filled
    width = max(at for at, cell in enumerate(header, 1) if cell.strip())
    if max(width, *(len(row) for _line, row in filled)) > MOST_COLUMNS:
        raise Unusable("wide")
    if not rows:
        raise Unusable("no_rows")
    if len(rows) > MOST_ROWS:
        raise Unusable("many_rows")
    wide = max(width, *(len(row) for _line, row in rows))
    return Table(_filled_up(header, wide), tuple((at, _filled_up(row, wide)) for at, row in rows))


def _filled_up(row: Sequence[str], wide: int) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in (*row, *[""] * (wide - len(row))))


def _of_csv(data: bytes) -> list[list[str]]:
    coded = "utf-16" if data.startswith(UTF_16) else "utf-8-sig"
    try:
        text = data.decode(coded)
    except UnicodeDecodeError:
        raise Unusable("kind" if b"\x00" in data else "encoding") from None
    if "\x00" in text:
        raise Unusable("kind")
    separator = max(SEPARATORS, key=text.strip().partition("\n")[0].count)
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            found.append([_unmarked(cell) for cell in row])
            if len(found) > FURTHEST_ROW:
                raise Unusable("many_rows")
    except csv.Error:
        raise Unusable("csv") from None
    return found


def _unmarked(cell: str) -> str:
    return cell[1:] if cell.startswith(MARK) and cell[1:].startswith((*FORMULA, MARK)) else cell


def _of_workbook(data: bytes) -> list[list[str]]:
    _look_before(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(cell not in ("", None) for row in rows for cell in row):
                return [[_text(cell) for cell in row] for row in rows]
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile):
        raise Unusable("spoilt") from None
    raise Unusable("empty")


def _text(cell: object) -> str:
    """A cell as text: 15.0 as 15, a day as 2017-05-01."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _look_before(data: bytes) -> None:
    """Refuse a workbook that would fill the memory of its reader: its parts are unpacked here first, no
    further than to the limit, whatever the archive says of their sizes, and its cells looked at where they
    lie."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
        names = {part.filename.lower() for part in parts}
        if HEART not in names or names & OTHER_HEARTS or len(parts) > MOST_PARTS:
            raise Unusable("spoilt")
        for part in parts:
            content = _unpacked(data, part, left)
            left -= len(content)
            if CELLS in content:
                _near(content)
    except (zipfile.BadZipFile, zlib.error, ValueError, IndexError, OSError, NotImplementedError):
        raise Unusable("spoilt") from None


def _unpacked(data: bytes, part: zipfile.ZipInfo, left: int) -> bytes:
    if part.flag_bits & ENCRYPTED or part.compress_type not in (STORED, DEFLATED):
        raise Unusable("spoilt")
    at = part.header_offset
    begins = at + LOCAL_HEADER + sum(int.from_bytes(data[at + of : at + of + 2], "little") for of in (26, 28))
    raw = data[begins : begins + part.compress_size]
    if part.compress_type == STORED:
        found = raw
    else:
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, left + 1)
    if len(found) > left:
        raise Unusable("unpacked")
    return found


def _near(content: bytes) -> None:
    for found in CELL.finditer(content):
        lies = AT.match(found[1].strip().upper())
        if lies is None:
            continue
        if int(lies[2]) > FURTHEST_ROW or _column(lies[1] or b"A") > MOST_COLUMNS:
            raise Unusable("far")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number
