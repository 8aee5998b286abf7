"""What a status gives one person."""

from datetime import date

from reference.days import add, last_day
from reference.permits import said


def lasts_until(gives, calendar, entry: date | None) -> date | None:
    """The last day of the status."""
    return last_day(entry, gives.length, calendar) if entry and said(gives.length) else None


def leads_on_from(gives, calendar, entry: date | None) -> date | None:
    """The first day of the status that may follow."""
    if entry is None or gives.leads_to is None:
        return None
    return add(entry, gives.after, calendar.month_arithmetic) if said(gives.after) else entry


def holds(right, calendar, given: date | None, on: date) -> bool | None:
    """Whether a right is held on a day."""
    if right.held is False:
        return False
    waits = said(right.after)
    if given is None:
        return None if waits else True
    return on >= (add(given, waits, calendar.month_arithmetic) if waits else given)
