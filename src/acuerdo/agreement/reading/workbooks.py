"""Tables on disk, above all as workbooks: every cell is text, so that no day or number is read again.

Only what writes or reads tables imports this room's part: the library behind it takes long to load.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.datavalidation import DataValidation

from acuerdo.agreement.faults import Refused
from acuerdo.agreement.reading.cells import Numbered, Rows, Sheet, of_csv, sheet, unusable
from acuerdo.agreement.reading.files import printable
from acuerdo.agreement.reading.text import MAX_BYTES, MAX_VALUES

MAX_COLUMNS = 100
"""Most columns that are looked at; a table of values has ten."""
MAX_UNPACKED = 50_000_000
"""Largest workbook once unpacked, bytes. That of the longest shipped file has a hundredth of it."""
MAX_CELL = 32_767
"""Most characters that a cell of a spreadsheet holds (Excel specifications and limits)."""
TEXT = "@"
"""The number format by which a spreadsheet leaves a cell as it is typed."""
LOOKS_LIKE_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""The beginning of what workbooks read as the code of a sign."""

SPOILT = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    SyntaxError,
)
"""What the library raises for files that are not whole; the errors of its XML reader are SyntaxErrors."""


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of a workbook: a header and rows, and the widths of its columns in characters.

    `edited` are the columns that are meant to be changed, `choices` the words that a column takes.
    """

    rows: Rows
    widths: Sequence[int]
    edited: frozenset[str] = frozenset()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


def workbook(pages: Mapping[str, Page]) -> bytes:
    """A workbook of several sheets, the header of each fixed.

    Raises:
        Refused: a text is longer than a cell holds.
    """
    book = Workbook()
    book.remove(book.active)
    for title, page in pages.items():
        _write(book.create_sheet(title), page)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(page_sheet: Any, page: Page) -> None:
    header = page.rows[0]
    wrapped, bold = Alignment(vertical="top", wrap_text=True), Font(bold=True)
    quiet = PatternFill("solid", fgColor="EEEEEE")
    for number, row in enumerate(page.rows, 1):
        for at, text in enumerate(row):
            cell = page_sheet.cell(number, at + 1)
            if text:
                cell.value, cell.data_type = _escaped(text), "s"
            cell.number_format, cell.alignment = TEXT, wrapped
            if number == 1:
                cell.font = bold
            elif page.edited and header[at] not in page.edited:
                cell.fill = quiet
    for at, width in enumerate(page.widths, 1):
        column = page_sheet.column_dimensions[get_column_letter(at)]
        column.width, column.number_format = width, TEXT
    for name, words in page.choices.items():
        letter = get_column_letter(header.index(name) + 1)
        choice = DataValidation("list", formula1=f'"{",".join(words)}"')
        choice.add(f"{letter}2:{letter}{max(2, len(page.rows))}")
        page_sheet.add_data_validation(choice)
    page_sheet.freeze_panes = "A2"


def _escaped(text: str) -> str:
    if len(text) > MAX_CELL:
        problem = f"a text of {len(text):_} characters, where a cell of a spreadsheet holds {MAX_CELL:_}"
        raise Refused(f"{problem}\n  hint: write the table as CSV")
    return LOOKS_LIKE_CODE.sub("_x005F_", text).replace("\r", "_x000D_")


def read_sheet(path: Path, wanted: str) -> Sheet:
    """Read a table from a .csv file, or from the sheet of that name (else the first) of an .xlsx workbook.

    Raises:
        Unreadable: there is no such file, it is not what its name says, or it holds no table.
    """
    name, kind = printable(path), path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        unusable(name, "is neither .csv nor .xlsx", "save the table as one of the two")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        unusable(name, f"cannot be read: {(error.strerror or str(error)).lower()}")
    if len(data) > MAX_BYTES:
        unusable(name, f"is larger than {MAX_BYTES:,} bytes, which no table of values needs")
    return sheet(name, of_csv(name, data) if kind == ".csv" else _of_workbook(name, data, wanted))


def _of_workbook(name: str, data: bytes, wanted: str) -> Numbered:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MAX_UNPACKED:
            unusable(name, f"holds more than {MAX_UNPACKED:,} bytes once unpacked, which no table needs")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = book[wanted] if wanted in book.sheetnames else book.worksheets[0]
        found.reset_dimensions()
        rows = found.iter_rows(max_row=MAX_VALUES, max_col=MAX_COLUMNS, values_only=True)
        return [(number, [_text(cell) for cell in row]) for number, row in enumerate(rows, 1)]
    except SPOILT:
        unusable(name, "is no workbook, or is spoilt or locked", "save it as .xlsx, without a password")


def _text(cell: object) -> str:
    """A cell as text; one that holds a number, a day or yes or no as an agreement would write it."""
    if isinstance(cell, str):
        return str(unescape(cell))
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return "" if cell is None else str(cell)
