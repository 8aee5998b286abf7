"""Days, months and periods as the file counts them."""

from datetime import date
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.values import MonthDay, Nation, OneOf, Span, Text

Days = NDArray[np.datetime64]

MONTH_RULES = ("clip_to_month_end", "roll_to_next_month")
NO_END = np.datetime64("9999-12-31", "D")
"""The end of what has no end: later than any day decided (no legal meaning)."""

DAY_COUNTS = ("inclusive_of_first_day", "exclusive_of_first_day")


class Calendar(Clause):
    """How this file adds months, counts days and begins its years."""

    EXECUTES: ClassVar[tuple[str, ...]] = ("fiscal_year", "month_arithmetic", "day_count")

    fiscal_year: dict[Nation, MonthDay] = {}
    month_arithmetic: Annotated[str, OneOf(*MONTH_RULES)] = "clip_to_month_end"
    day_count: Annotated[str, OneOf(*DAY_COUNTS)] = "inclusive_of_first_day"
    timezone: Text | None = None


def add_months(days: Days, months: int, rule: str) -> Days:
    """Add months to days.

    31 January plus one month is the last day of February where `rule` is clip_to_month_end, and
    1 March where it is roll_to_next_month. Adding several months at once is not adding one by one.

    Args:
        days: datetime64[D], shape (n,) or (); NaT stays NaT.
        months: may be negative.
        rule: one of MONTH_RULES.
    """
    month = days.astype("datetime64[M]")
    offset = days - month.astype("datetime64[D]")
    target = month + np.timedelta64(months, "M")
    last = (target + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    moved = target.astype("datetime64[D]") + offset
    beyond = last if rule == "clip_to_month_end" else last + np.timedelta64(1, "D")
    return np.where(moved > last, beyond, moved)


def add(days: Days, span: Span, rule: str) -> Days:
    """Add a span to days; hours count as the days they begin."""
    return add_months(days, span.months, rule) if span.months else days + np.timedelta64(span.days, "D")


def later(since: date | np.datetime64, span: Span, calendar: Calendar, times: int = 1) -> np.datetime64:
    """The day that lies a number of spans after another.

    Several months are added at once, so that the end of a short month does not pull later days forward.
    """
    whole = Span(span.count * times, span.unit)
    found: np.datetime64 = add(np.array([since], "datetime64[D]"), whole, calendar.month_arithmetic)[0]
    return found


def last_day(first: Days, span: Span, calendar: Calendar) -> Days:
    """The last day of a stay of length `span` whose first day is `first`.

    Where the first day counts, 10 days from 1 June end on 10 June; otherwise on 11 June.
    """
    end = add(first, span, calendar.month_arithmetic)
    return end - np.timedelta64(1, "D") if calendar.day_count == "inclusive_of_first_day" else end


def period_start(days: Days, per: str, year_start: tuple[int, int] = (1, 1)) -> Days:
    """The first day of the period each day falls in.

    The second half of a year begins on the same day of the month six months later, or on the last of that
    month where it has no such day.

    Args:
        days: datetime64[D], shape (n,); NaT stays NaT.
        per: calendar_month, calendar_year, fiscal_year, half_year; `programme` has one period for all, and
            `rolling` one for each day.
        year_start: (month, day) on which years begin; for fiscal_year and half_year.
    """
    if per == "programme":
        return np.full(days.shape, np.datetime64("0001-01-01"), "datetime64[D]")
    if per == "rolling":
        return days
    if per == "calendar_month":
        return days.astype("datetime64[M]").astype("datetime64[D]")
    if per == "calendar_year":
        return days.astype("datetime64[Y]").astype("datetime64[D]")
    months, shift = np.timedelta64(year_start[0] - 1, "M"), np.timedelta64(year_start[1] - 1, "D")
    year = ((days - shift).astype("datetime64[M]") - months).astype("datetime64[Y]")
    begun: Days = np.asarray((year.astype("datetime64[M]") + months).astype("datetime64[D]") + shift)
    if per == "fiscal_year":
        return begun
    second = add_months(begun, 6, "clip_to_month_end")
    return np.where(days >= second, second, begun)


def next_period(start: Days, per: str, year_start: tuple[int, int] = (1, 1)) -> Days:
    """The first day of the period after the one that begins on `start`.

    Args:
        start: first days of periods, datetime64[D], shape (n,).
        per: as in `period_start`; not programme, which has no next.
        year_start: as in `period_start`.
    """
    if per == "rolling":
        return start + np.timedelta64(1, "D")
    months = {"calendar_month": 1, "half_year": 6, "calendar_year": 12, "fiscal_year": 12}[per]
    soon = add_months(start, months, "clip_to_month_end")
    return period_start(soon + np.timedelta64(5, "D"), per, year_start) if per == "half_year" else soon


def day(value: date) -> np.datetime64:
    """A day of the file as an array value."""
    return np.datetime64(value, "D")
