"""Clocks, one at a time."""

from datetime import date

from reference.days import ONE, add

ENDLESS = date(9999, 12, 31)


def deadline(since: date | None, within, rule: str) -> date | None:
    """The last day of a time counted from the day after an event; ENDLESS where the text sets none."""
    if within is None or str(within) == "none":
        return ENDLESS
    return None if since is None else add(since, within, rule)


def coming(since: date, every, on: date, rule: str) -> date | None:
    """The first of the days a whole number of spans later that is not before a day."""
    if every is None or every.count == 0:
        return None
    number = 1
    while (found := add(since, every.__class__(every.count * number, every.unit), rule)) < on:
        number += 1
    return found


def shown(day: date | None) -> date | None:
    """A last day as an answer gives it: none where there is no end."""
    return None if day == ENDLESS else day


def day_after(day: date) -> date:
    return day + ONE
