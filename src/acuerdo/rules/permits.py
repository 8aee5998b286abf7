"""The life of a permit: how long a stay lasts, renewal, absence, grace, and being named again."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import NO_END, Calendar, Days, add, add_months, last_day
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Answers
from acuerdo.agreement.clauses.stay import Circularity, Stay
from acuerdo.agreement.facts import NEVER_DAY
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NONE, NOT_STATED
from acuerdo.rules.asked import stated_span


def permitted_until(stay: Stay, calendar: Calendar, entry: Days, wanted_until: Days) -> Days:
    """The last day of presence: the last day wanted, or the last the longest stay allows.

    Args:
        stay: the clause.
        calendar: how months and days are counted.
        entry: the first day, shape (n,).
        wanted_until: the last day of the work, shape (n,); NaT for as long as allowed.
    """
    longest = stated_span(stay.single_max, "stay.single_max")
    limits: list[Days] = [np.full(entry.shape, NO_END)]
    if longest is not None:
        limits.append(last_day(entry, longest, calendar))
    if stay.season is not None:
        limits.append(_out_by(entry, *stay.season.out_by))
    limit = np.minimum.reduce(limits)
    return np.where(np.isnat(wanted_until), limit, np.minimum(limit, wanted_until))


def _out_by(entry: Days, month: int, day: int) -> Days:
    year = entry.astype("datetime64[Y]")
    this = add_months(year.astype("datetime64[D]"), month - 1, "clip_to_month_end") + np.timedelta64(
        day - 1, "D"
    )
    following = add_months(
        (year + np.timedelta64(1, "Y")).astype("datetime64[D]"), month - 1, "clip_to_month_end"
    )
    return np.where(entry <= this, this, following + np.timedelta64(day - 1, "D"))


def may_renew(
    stay: Stay, calendar: Calendar, renewed: NDArray[np.int64], first_entry: Days, new_until: Days
) -> Answers:
    """Whether a stay may be renewed to a new last day.

    Args:
        stay: the clause; without `renewals` none are allowed.
        calendar: how months and days are counted.
        renewed: how many times it was renewed, shape (n,).
        first_entry: the first day of the stay, shape (n,).
        new_until: the last day after the renewal, shape (n,); NaT (unknown) needs evidence where the text
            limits the total.
    """
    if stay.renewals is NOT_STATED:
        raise Silent("stay.renewals is not stated; a plan must assume it")
    limit = stay.renewals if isinstance(stay.renewals, int) else 0
    allowed = np.full(renewed.shape, np.True_) if stay.renewals is NONE else renewed < limit
    answers = np.where(allowed, YES, NO)
    total = stated_span(stay.total_max, "stay.total_max")
    if total is None:
        return answers
    longest = last_day(first_entry, total, calendar)
    in_time = np.where(np.isnat(new_until), UNSURE, np.where(new_until <= longest, YES, NO))
    return np.minimum(answers, in_time)


def may_come_again(stay: Stay, calendar: Calendar, last_exit: Days, entry: Days) -> Answers:
    """Whether the absence since the last stay is long enough; someone who never came need not be absent.

    Args:
        stay: the clause.
        calendar: how months and days are counted.
        last_exit: the last day of the stay before, NEVER_DAY or NaT (unknown), shape (n,).
        entry: the first day of the next stay, shape (n,).
    """
    absence = stated_span(stay.absence_between, "stay.absence_between")
    if absence is None:
        return np.full(entry.shape, YES)
    never = last_exit == NEVER_DAY
    earliest = add(np.where(never, np.datetime64("NaT", "D"), last_exit), absence, calendar.month_arithmetic)
    return np.where(never | (entry >= earliest), YES, np.where(np.isnat(last_exit), UNSURE, NO))


def overstays(stay: Stay, calendar: Calendar, until: Days, on: Days) -> NDArray[np.bool_]:
    """Whether somebody still present on a day has outstayed the last day and the days of grace."""
    grace = stated_span(stay.grace_after, "stay.grace_after")
    limit = until if grace is None else add(until, grace, calendar.month_arithmetic)
    return np.asarray(on > limit)


def days_left(until: Days, on: Days) -> NDArray[np.int64]:
    """Days of presence left, the day itself included; 0 in the days of grace, later, and where unknown."""
    return np.maximum((until - on).astype(np.int64) + 1, 0)


def named(
    circularity: Circularity | None,
    returning: NDArray[np.bool_],
    last: NDArray[np.int64],
    employer: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Whether an employer may name each worker: one who worked there before and went home as agreed.

    Args:
        circularity: the clause; nobody is named without `named_recall: true`.
        returning: completed an earlier season as agreed, shape (n,).
        last: the employer of that season, -1 for none, shape (n,).
        employer: the employer who asks, shape (n,) or ().
    """
    if circularity is None or circularity.named_recall is not True:
        return np.zeros(returning.shape, np.bool_)
    return np.asarray(returning & (last >= 0) & (last == employer), np.bool_)
