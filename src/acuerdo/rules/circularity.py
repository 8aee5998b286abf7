"""Coming and going: entering again, the bonus on going home, and the report at home that may be missed."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import NO_END, Calendar, Days, add
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Answers, three
from acuerdo.agreement.clauses.stay import Circularity
from acuerdo.agreement.facts import NEVER_DAY, UNKNOWN_COUNT, UNKNOWN_DAY, UNKNOWN_MONEY
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.shares import share_of
from acuerdo.agreement.values import NOT_STATED
from acuerdo.rules.asked import stated_span


def may_enter(circularity: Circularity, entries: NDArray[np.int32]) -> Answers:
    """Whether each person may enter under the permit: any number of times, or once where the text says so.

    Args:
        circularity: the clause; what it does not say it does not limit.
        entries: entries under this permit so far, shape (n,).

    Raises:
        Silent: the text is silent on entering again.
    """
    if circularity.multiple_entry is NOT_STATED:
        raise Silent("circularity.multiple_entry is not stated; a plan must assume it")
    if circularity.multiple_entry is not False:
        return np.full(entries.shape, YES)
    return three(entries <= 0, entries == UNKNOWN_COUNT)


def bonus(circularity: Circularity, pay: NDArray[np.int64]) -> NDArray[np.int64]:
    """What is paid out to each person on going home, in cents, rounded down; 0 where the text gives none.

    Args:
        circularity: the clause.
        pay: pay over the whole stay in cents, shape (n,); what is unknown stays so.

    Raises:
        Silent: the share is not stated.
    """
    share = circularity.return_bonus
    if share is NOT_STATED:
        raise Silent("circularity.return_bonus is not stated; a plan must assume it")
    if not isinstance(share, float):
        return np.zeros_like(pay)
    return np.where(pay == UNKNOWN_MONEY, UNKNOWN_MONEY, share_of(pay, share))


def report_due(circularity: Circularity, calendar: Calendar, exited: Days) -> Days:
    """The last day to report at home after an exit, shape (n,); NaT where the text sets no time, and where
    nobody knows of an exit.

    Raises:
        Silent: the time is not stated.
    """
    check = circularity.return_check
    within = stated_span(check.within, "circularity.return_check.within") if check else None
    if within is None:
        return np.full(exited.shape, UNKNOWN_DAY)
    return add(_left(exited), within, calendar.month_arithmetic)


def barred(
    circularity: Circularity, calendar: Calendar, exited: Days, reported: Days, on: Days
) -> tuple[Answers, Days]:
    """Who may not come again yet, because the report at home was missed.

    A report before the exit is of an earlier stay. Whoever did not report in time is barred from the day
    after the last to report until the bar ends, counted from the exit; a late report does not lift it.

    Args:
        circularity: the clause; without a penalty nobody is barred.
        calendar: how months are counted.
        exited: the day of the last exit, NEVER_DAY or NaT (unknown), shape (n,).
        reported: the day of the report at home, NEVER_DAY or NaT (unknown), shape (n,).
        on: the day, shape (n,).

    Returns:
        YES, NO, or UNSURE where an unknown exit or report decides; and the first day on which whoever is
        barred may come again, NaT for everybody else. Both of shape (n,).

    Raises:
        Silent: the time to report, or the time barred, is not stated.
    """
    if circularity.penalty is None:
        return np.full(on.shape, NO), np.full(on.shape, UNKNOWN_DAY)
    left, due = _left(exited), report_due(circularity, calendar, exited)
    span = stated_span(circularity.penalty.barred_for, "circularity.penalty.barred_for")
    ends = np.full(on.shape, NO_END) if span is None else add(left, span, calendar.month_arithmetic)
    missed = ~((reported >= left) & (reported <= due)) & (on > due) & (on < ends)
    answers = np.where(missed, np.where(np.isnat(reported), UNSURE, YES), NO)
    answers = np.where(np.isnat(exited), UNSURE, answers)
    return answers, np.where(answers == YES, ends, UNKNOWN_DAY)


def _left(exited: Days) -> Days:
    return np.where(exited == NEVER_DAY, UNKNOWN_DAY, exited)
