"""The life of one permit."""

from datetime import date

from reference import NEVER
from reference.days import ONE, add, last_day


def said(value):
    """A span or number; None where the clause says nothing or `none`."""
    return None if value is None or str(value) == "none" else value


def permitted_until(stay, calendar, entry: date, wanted_until: date | None) -> date:
    """The last day wanted, or the last the longest stay and the season allow."""
    limits = [date(9999, 12, 31)]
    if said(stay.single_max):
        limits.append(last_day(entry, stay.single_max, calendar))
    if stay.season:
        out_by = date(entry.year, *stay.season.out_by)
        limits.append(out_by if entry <= out_by else date(entry.year + 1, *stay.season.out_by))
    return min(limits) if wanted_until is None else min(*limits, wanted_until)


def may_renew(stay, calendar, renewed: int, first_entry: date, new_until: date | None) -> bool | None:
    """Renewals are left, and the whole is not too long."""
    if stay.renewals is None or (str(stay.renewals) != "none" and renewed >= stay.renewals):
        return False
    if not said(stay.total_max):
        return True
    return None if new_until is None else new_until <= last_day(first_entry, stay.total_max, calendar)


def may_come_again(stay, calendar, last_exit, entry: date) -> bool | None:
    """Away long enough, or never here before."""
    if not said(stay.absence_between) or last_exit == NEVER:
        return True
    if last_exit is None:
        return None
    return entry >= add(last_exit, stay.absence_between, calendar.month_arithmetic)


def overstays(stay, calendar, until: date, on: date) -> bool:
    """Still here after the last day and the days of grace."""
    grace = said(stay.grace_after)
    return on > (add(until, grace, calendar.month_arithmetic) if grace else until)


def days_left(until: date, on: date) -> int:
    """Days of presence left, counted one by one, the day itself included."""
    left = 0
    while on <= until:
        on, left = on + ONE, left + 1
    return left


def named(circularity, returning: bool, last: int, employer: int) -> bool:
    """An employer names who worked there last and went home as agreed, where the text allows it."""
    return bool(
        circularity and circularity.named_recall is True and returning and last >= 0 and last == employer
    )


def comes_again_from(stay, calendar, last_exit):
    """The first day of another stay; None for any day, and where nobody knows."""
    if not said(stay.absence_between) or last_exit in (NEVER, None):
        return None
    return add(last_exit, stay.absence_between, calendar.month_arithmetic)


def leaves_by(stay, calendar, until: date) -> date:
    """The last day of grace."""
    grace = said(stay.grace_after)
    return add(until, grace, calendar.month_arithmetic) if grace else until


def days_present(calendar, entered: date | None, left: date | None) -> int:
    """Days counted one by one."""
    if entered is None or left is None:
        return 0
    if calendar.day_count != "inclusive_of_first_day":
        entered += ONE
    counted = 0
    while entered <= left:
        entered, counted = entered + ONE, counted + 1
    return counted


def may_stay_longer(stay, calendar, renewed, entry, until, wanted):
    """The answer, the field that decides against it, and whether it is a renewal."""
    if wanted <= permitted_until(stay, calendar, entry, wanted):
        return True, "", False
    if not may_come_again(stay, calendar, until, until + ONE):
        return False, "absence_between", True
    if stay.renewals is None or (str(stay.renewals) != "none" and renewed >= stay.renewals):
        return False, "renewals", True
    if wanted > permitted_until(stay, calendar, until + ONE, wanted):
        return False, "single_max", True
    if not may_renew(stay, calendar, renewed, entry, wanted):
        return False, "total_max", True
    return True, "", True
