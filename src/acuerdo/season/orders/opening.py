"""Open a .csv, .csv.gz or .xlsx file as rows of text, and say in one way why a file cannot be opened."""

import csv
import gzip
import io
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

HINT = "give a job-order disclosure file as .csv, .csv.gz or .xlsx"
ZIPPED, GZIPPED, OLD_EXCEL = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"


class UnreadableOrders(Exception):
    """A file that cannot be read as job orders; the message names the file, the fault and the way out."""


@dataclass(frozen=True)
class Sheet:
    """A header and its rows, every cell as text exactly as the file writes it.

    Rows in which no cell has text are not rows of data and are left out.
    """

    name: str
    header: tuple[str, ...]
    lines: tuple[int, ...]  # line of the file on which each row starts, the first line being 1
    rows: tuple[tuple[str, ...], ...]


def open_sheet(path: Path) -> Sheet:
    """Open the table in a file, by its suffix.

    Raises: UnreadableOrders if there is no such file, its kind is unknown, it is empty or spoilt, it is not
        what its suffix says, or (for .csv) it is not UTF-8. Cost: O(cells).
    """
    kind = path.name.lower()
    if not kind.endswith((".csv", ".csv.gz", ".xlsx")):
        raise UnreadableOrders(f"{path.name}: a file of an unknown kind\n  hint: {HINT}")
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableOrders(f"{path}: there is no such file\n  hint: {HINT}") from None
    except IsADirectoryError:
        raise UnreadableOrders(f"{path}: a folder, not a file\n  hint: {HINT}") from None
    except OSError as error:
        raise UnreadableOrders(f"{path}: cannot be opened ({error.strerror or error})") from None
    if not content:
        raise UnreadableOrders(f"{path.name}: the file is empty\n  hint: {HINT}")
    if kind.endswith(".xlsx"):
        return _workbook(path.name, content)
    return _csv(path.name, _unzipped(path.name, content) if kind.endswith(".gz") else content)


def _unzipped(name: str, content: bytes) -> bytes:
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        raise UnreadableOrders(f"{name}: not a whole gzip file\n  hint: fetch the file again") from None


def _csv(name: str, content: bytes) -> Sheet:
    for mark, kind in ((ZIPPED, ".xlsx"), (GZIPPED, ".csv.gz"), (OLD_EXCEL, ".xls")):
        if content.startswith(mark):
            raise UnreadableOrders(f"{name}: named as CSV, but holds a {kind} file\n  hint: {HINT}")
    try:
        text = content.decode("utf-8-sig")  # Excel puts a byte-order mark before its UTF-8
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableOrders(f"{name}:{line}: not UTF-8 text\n  hint: save the file as CSV UTF-8") from None
    # strict: a quotation mark left open would otherwise swallow the rows after it into one cell
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[int, tuple[str, ...]]] = []
    start = 1
    try:
        for row in reader:
            found.append((start, tuple(row)))
            start = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableOrders(f"{name}:{start}: not CSV from here on: {error}") from None
    return _sheet(name, found)


def _workbook(name: str, content: bytes) -> Sheet:
    if not content.startswith(ZIPPED):
        raise UnreadableOrders(f"{name}: named as .xlsx, but it is not an Excel workbook\n  hint: {HINT}")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(each).to_python(skip_empty_area=False) for each in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableOrders(f"{name}: a spoilt or locked Excel workbook ({error})") from None
    filled = [sheet for sheet in sheets if any(str(cell).strip() for row in sheet for cell in row)]
    if len(filled) > 1:
        hint = "hint: leave only the sheet of job orders"
        raise UnreadableOrders(f"{name}: {len(filled)} sheets hold data, and one is read\n  {hint}")
    rows = filled[0] if filled else []
    return _sheet(name, [(line, tuple(map(_text, row))) for line, row in enumerate(rows, start=1)])


def _text(cell: object) -> str:
    """Write an Excel cell as the CSV files write it: 15.0 as "15", a date as "2017-05-01"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _sheet(name: str, found: list[tuple[int, tuple[str, ...]]]) -> Sheet:
    filled = [(line, row) for line, row in found if any(cell.strip() for cell in row)]
    if not filled:
        raise UnreadableOrders(f"{name}: the file has no text in it\n  hint: {HINT}")
    (_, header), *body = filled
    return Sheet(name, header, tuple(line for line, _ in body), tuple(row for _, row in body))
