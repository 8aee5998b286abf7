"""The life of a permit: how long a stay lasts, renewal, absence, grace, and being named again."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import NO_END, Calendar, Days, add, add_months, last_day
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Answers
from acuerdo.agreement.clauses.stay import Circularity, Stay
from acuerdo.agreement.facts import NEVER_DAY, UNKNOWN_DAY
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
    earliest = comes_again_from(stay, calendar, last_exit)
    free = np.isnat(earliest) & ~np.isnat(last_exit)
    if stay.absence_between is None or stay.absence_between is NONE:
        free = np.full(entry.shape, np.True_)
    return np.where(free | (entry >= earliest), YES, np.where(np.isnat(last_exit), UNSURE, NO))


def comes_again_from(stay: Stay, calendar: Calendar, last_exit: Days) -> Days:
    """The first day on which somebody may come again after a stay, shape (n,); NaT for whoever may on any
    day, because the text asks for no absence or there was no stay, and where the last day is unknown.

    Args:
        stay: the clause.
        calendar: how months and days are counted.
        last_exit: the last day of the stay before, NEVER_DAY or NaT (unknown), shape (n,).
    """
    absence = stated_span(stay.absence_between, "stay.absence_between")
    left = np.where(last_exit == NEVER_DAY, UNKNOWN_DAY, last_exit)
    return (
        np.full(left.shape, UNKNOWN_DAY) if absence is None else add(left, absence, calendar.month_arithmetic)
    )


def overstays(stay: Stay, calendar: Calendar, until: Days, on: Days) -> NDArray[np.bool_]:
    """Whether somebody still present on a day has outstayed the last day and the days of grace."""
    return np.asarray(on > leaves_by(stay, calendar, until))


def leaves_by(stay: Stay, calendar: Calendar, until: Days) -> Days:
    """The last of the days of grace after the last day of presence, shape (n,): that day itself where the
    text gives none.

    Args:
        stay: the clause.
        calendar: how months and days are counted.
        until: the last day of presence, shape (n,).
    """
    grace = stated_span(stay.grace_after, "stay.grace_after")
    return until if grace is None else add(until, grace, calendar.month_arithmetic)


def days_left(until: Days, on: Days) -> NDArray[np.int64]:
    """Days of presence left, the day itself included; 0 in the days of grace, later, and where unknown."""
    return np.maximum((until - on).astype(np.int64) + 1, 0)


def days_present(calendar: Calendar, entered: Days, left: Days) -> NDArray[np.int64]:
    """Days from entries to exits, as the text counts the first day; 0 where one of the two is unknown.

    Args:
        calendar: how days are counted.
        entered, left: the days of entry and of exit, shape (n,).
    """
    first = 1 if calendar.day_count == "inclusive_of_first_day" else 0
    either = np.isnat(entered) | np.isnat(left)
    return np.where(either, 0, np.maximum((left - entered).astype(np.int64) + first, 0))


LONGER = ("", "single_max", "absence_between", "renewals", "total_max")
"""Why a stay is not prolonged: the field of the clause; '' where it is."""


def may_stay_longer(
    stay: Stay, calendar: Calendar, renewed: NDArray[np.int64], entry: Days, until: Days, wanted: Days
) -> tuple[Answers, NDArray[np.int8], NDArray[np.bool_]]:
    """Whether a stay that lasts until a day may last until a later one.

    Up to the longest single stay it is the same stay. What lasts longer is a renewal, which begins on the
    next day: none where the text asks for an absence between stays, and else as `may_renew` says.

    Args:
        stay: the clause.
        calendar: how months and days are counted.
        renewed: how many times it was renewed, shape (n,).
        entry: the first day of the stay, shape (n,).
        until: its last day now, shape (n,).
        wanted: the last day asked for, shape (n,).

    Returns:
        YES, NO or UNSURE; why not, of LONGER; and whether it is a renewal. All of shape (n,).
    """
    same = wanted <= permitted_until(stay, calendar, entry, wanted)
    next_day = until + np.timedelta64(1, "D")
    away = may_come_again(stay, calendar, until, next_day) == YES
    short = wanted <= permitted_until(stay, calendar, next_day, wanted)
    answers = may_renew(stay, calendar, renewed, entry, wanted)
    counted = may_renew(stay.model_copy(update={"total_max": None}), calendar, renewed, entry, wanted) == YES
    reasons = [same, ~away, ~counted, ~short, answers != YES]
    codes = [LONGER.index(each) for each in ("", "absence_between", "renewals", "single_max", "total_max")]
    reason = np.select(reasons, codes, 0).astype(np.int8)
    found = np.where(same, YES, np.where(away & short, answers, NO))
    return found, reason, ~same


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
