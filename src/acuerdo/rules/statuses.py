"""What a status gives: until when it lasts, what may follow it, and which rights it holds on a day."""

import numpy as np

from acuerdo.agreement.calendar import Calendar, Days, add, last_day
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Answers
from acuerdo.agreement.clauses.pathway import Gives
from acuerdo.agreement.clauses.status import Right
from acuerdo.agreement.facts import UNKNOWN_DAY
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NOT_STATED
from acuerdo.rules.asked import stated_span


def lasts_until(gives: Gives, calendar: Calendar, entry: Days) -> Days:
    """The last day of the status, shape (n,); NaT where the text sets none, and where the entry is unknown.

    Raises:
        Silent: its length is not stated.
    """
    length = stated_span(gives.length, "gives.length")
    return np.full(entry.shape, UNKNOWN_DAY) if length is None else last_day(entry, length, calendar)


def leads_on_from(gives: Gives, calendar: Calendar, entry: Days) -> Days:
    """The first day on which the status that may follow can be had, shape (n,); NaT where none follows, and
    where the entry is unknown.

    Raises:
        Silent: how long the status must be held first is not stated.
    """
    if gives.leads_to is None:
        return np.full(entry.shape, UNKNOWN_DAY)
    after = stated_span(gives.after, "gives.after")
    return entry if after is None else add(entry, after, calendar.month_arithmetic)


def holds(right: Right, calendar: Calendar, given: Days, on: Days) -> Answers:
    """Whether each person holds a right, or owes a duty, of a status on a day.

    Nobody holds it before the day on which the status was given. Where that day is unknown, a right held
    from the first day is held, and one that is held after a time needs evidence.

    Args:
        right: one right of a status.
        calendar: how months are counted.
        given: the day on which the status was given, shape (n,); NaT for unknown.
        on: the day, shape (n,).

    Raises:
        Silent: the text does not say whether, or after which time.
    """
    if right.held is NOT_STATED:
        raise Silent("the right is not stated; a plan must assume it")
    if right.held is False:
        return np.full(on.shape, NO)
    after = stated_span(right.after, "after")
    since = given if after is None else add(given, after, calendar.month_arithmetic)
    unknown = YES if after is None else UNSURE
    return np.where(np.isnat(given), unknown, np.where(on >= since, YES, NO))


def allows_work(gives: Gives, holds_from: Days, until: Days, on: Days) -> Answers:
    """Whether a permit lets each person work on a day: its first and last day included, and no other.

    Args:
        gives: what the pathway of the permit gives.
        holds_from, until: the days of the permit, shape (n,).
        on: the day, shape (n,).

    Raises:
        Silent: the text does not say whether whoever holds it may work.
    """
    if gives.work is NOT_STATED:
        raise Silent("gives.work is not stated; a plan must assume it")
    within = (holds_from <= on) & (on <= until)
    return np.where(within & (gives.work is True), YES, NO)
