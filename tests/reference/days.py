"""Days, months and periods, one day at a time."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from math import ceil

ONE = timedelta(days=1)


def add_months(day: date, months: int, rule: str) -> date:
    """The same day of the month, months later; in a month without it, its last day or the next first."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    if day.day <= length:
        return date(year, month + 1, day.day)
    last = date(year, month + 1, length)
    return last if rule == "clip_to_month_end" else last + ONE


def add(day: date, span, rule: str) -> date:
    """A span later: months and years by the rule, hours as the days they begin."""
    if span.unit in ("months", "years"):
        return add_months(day, span.count * (12 if span.unit == "years" else 1), rule)
    days = {"days": span.count, "weeks": 7 * span.count, "hours": ceil(span.count / 24)}[span.unit]
    return day + timedelta(days)


def last_day(first: date, span, calendar) -> date:
    """Ten days from 1 June end on 10 June where the first day counts, else on 11 June."""
    end = add(first, span, calendar.month_arithmetic)
    return end - ONE if calendar.day_count == "inclusive_of_first_day" else end


def begins(day: date, per: str, year_start: tuple[int, int]) -> bool:
    """Whether a period begins on a day."""
    if per == "rolling":
        return True
    if per == "calendar_month":
        return day.day == 1
    if per == "calendar_year":
        return (day.month, day.day) == (1, 1)
    if per == "fiscal_year":
        return (day.month, day.day) == year_start
    years = (date(day.year - 1, *year_start), date(day.year, *year_start))
    return day in years or day in [add_months(year, 6, "clip_to_month_end") for year in years]


@cache
def period(day: date, per: str, year_start: tuple[int, int]) -> tuple[date, date]:
    """The period that holds a day: its first day, and the first day of the next."""
    start, end = day, day + ONE
    while not begins(start, per, year_start):
        start -= ONE
    while not begins(end, per, year_start):
        end += ONE
    return start, end


def in_force(dated, day: date):
    """The entry that holds on a day: the last begun, unless it is over; None where none is."""
    found = None
    for entry in dated.entries if dated is not None else ():
        if entry.from_ is None or entry.from_ <= day:
            found = entry
    return found if found is not None and (found.until is None or day < found.until) else None
