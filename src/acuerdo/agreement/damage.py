"""What spreadsheets do to cells: which changes are none, which can be read two ways, and how to mend them."""

import re
from datetime import date, timedelta

from acuerdo.agreement.values import MONEY, NUMBER, SPAN

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
AMOUNT = re.compile(r"([0-9][0-9_,]*)(\.[0-9]{1,2})?")
DOTTED = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+)( [A-Z]{3})?")
"""A number whose dots part thousands, or one with three decimals."""
SERIAL = re.compile(r"[0-9]{5}")
"""A day as spreadsheets count it: 10000 is in 1927, 99999 in 2173."""
SERIAL_ZERO = date(1899, 12, 30)
"""The day that spreadsheets number 0."""
AS_TEXT = "in the .xlsx table cells are text, and stay as they are"


def same(found: str, old: str) -> bool:
    """Whether a cell says what it said: the same but for spaces at its ends, the same number spelled
    otherwise, or TRUE for true."""
    text = found.replace("\r\n", "\n")
    if old in (text, text.strip()):
        return True
    if NUMBER.fullmatch(text) and NUMBER.fullmatch(old):
        return float(text) == float(old)
    return old in ("true", "false") and text.strip().lower() == old


def same_day(found: str, old: str) -> bool:
    """Whether a cell may be a day of the file as a spreadsheet writes it, in whatever order."""
    if not DAY.fullmatch(old):
        return False
    day = date.fromisoformat(old)
    if SERIAL.fullmatch(found):
        return SERIAL_ZERO + timedelta(int(found)) == day
    numbers = sorted(int(each) for each in re.findall("[0-9]+", found))
    return numbers in (sorted((day.year, day.month, day.day)), sorted((day.year % 100, day.month, day.day)))


def two_ways(found: str, old: str) -> str:
    """How to write what a cell says, where it can be read two ways; '' where it cannot."""
    if DOTTED.fullmatch(found) and NUMBER.fullmatch(found) and NUMBER.fullmatch(old) and float(old) >= 1000:
        return f"write {found.replace('.', '_')} or {float(found):g}"
    return ""


def mended(found: str, old: str) -> str:
    """A hint for a cell that its kind refuses, from what stood there before; '' where there is none."""
    if DAY.fullmatch(old):
        if SERIAL.fullmatch(found):
            return f"a spreadsheet's number for a day: write {SERIAL_ZERO + timedelta(int(found))}"
        return f"a spreadsheet writes {old} so: write {old}; {AS_TEXT}" if same_day(found, old) else ""
    if MONTH_DAY.fullmatch(old) and not MONTH_DAY.fullmatch(found):
        return f"if a spreadsheet made this of {old}, write {old} again; {AS_TEXT}"
    if MONEY.fullmatch(old):
        return _amount(found, old.rpartition(" ")[2])
    if (span := SPAN.fullmatch(old)) and NUMBER.fullmatch(found):
        return f"write {found} {span[2]}s"
    dotted = DOTTED.fullmatch(found)
    return f"write {dotted[1].replace('.', '_')}" if dotted and NUMBER.fullmatch(old) else ""


def _amount(found: str, currency: str) -> str:
    if dotted := DOTTED.fullmatch(found):
        return f"write {dotted[1].replace('.', '_')} {currency}"
    amount = AMOUNT.fullmatch(found)
    if amount is None:
        return ""
    whole = int(re.sub("[_,]", "", amount[1]))
    return f"write {whole:_}{(amount[2] or '').ljust(3, '0') if amount[2] else ''} {currency}"
