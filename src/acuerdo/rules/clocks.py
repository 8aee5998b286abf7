"""Clocks: the last day of what must happen within a time, and days that come round again.

A clock counts from the day after its event: 2 days from 1 June end on 3 June. Hours count as the days they
begin, so that 48 hours are 2 days and 30 hours are 2 days as well: a record knows days, not hours.
"""

from datetime import date

import numpy as np

from acuerdo.agreement.calendar import NO_END, Calendar, Days, add, day, later
from acuerdo.agreement.facts import UNKNOWN_DAY
from acuerdo.agreement.values import Blank, Span
from acuerdo.rules.asked import stated_span

LONGEST_MONTH = 31
"""Days; only to begin the search for a day near it (no legal meaning)."""


def deadline(since: Days, within: Span | Blank | None, calendar: Calendar, path: str) -> Days:
    """The last day of a clock.

    Args:
        since: the day of the event, datetime64[D], shape (n,); NaT where unknown.
        within: the time; `none`, like a field left out, sets no limit.
        calendar: how months are added.
        path: the field, for the refusal.

    Returns:
        Shape (n,); NO_END without a limit, NaT where the event is unknown.

    Raises:
        Silent: the time is not stated.
    """
    span = stated_span(within, path)
    if span is None:
        return np.full(since.shape, NO_END)
    return add(since, span, calendar.month_arithmetic)


def coming(since: date, every: Span | None, on: date, calendar: Calendar) -> np.datetime64:
    """The first day, on or after a day, that lies a whole number of spans after another, not 0 of them.

    Returns:
        NaT where nothing comes round: no span, or one of no length.
    """
    if every is None or every.count == 0:
        return UNKNOWN_DAY
    longest = every.days + LONGEST_MONTH * every.months
    number = max(1, (on - since).days // longest)
    while (found := later(since, every, calendar, number)) < day(on):
        number += 1
    return found
