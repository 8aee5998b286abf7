"""Coming and going, one person at a time."""

from datetime import date
from fractions import Fraction
from math import floor

from reference import NEVER, known
from reference.days import add
from reference.permits import said

FAR = date(9999, 12, 31)


def may_enter(clause, entries: int | None) -> bool | None:
    """As often as wished, unless the text says once."""
    if clause.multiple_entry is not False:
        return True
    return None if known(entries) is None else entries < 1


def bonus(clause, pay: int | None) -> int | None:
    """The share of the pay, in whole cents."""
    if clause.return_bonus is None:
        return 0
    return None if pay is None else floor(pay * Fraction(str(clause.return_bonus)))


def report_due(clause, calendar, exited) -> date | None:
    """The last day to report at home."""
    if exited in (None, NEVER) or not clause.return_check or not said(clause.return_check.within):
        return None
    return add(exited, clause.return_check.within, calendar.month_arithmetic)


def barred(clause, calendar, exited, reported, on: date) -> tuple[bool | None, date | None]:
    """Whether somebody may not come yet, and from when on she may again."""
    if clause.penalty is None or exited == NEVER:
        return False, None
    if exited is None:
        return None, None
    bar = said(clause.penalty.barred_for)
    free = add(exited, bar, calendar.month_arithmetic) if bar else FAR
    due = report_due(clause, calendar, exited)
    if on <= due or on >= free:
        return False, None
    if reported is None:
        return None, None
    if reported != NEVER and exited <= reported <= due:
        return False, None
    return True, free
