"""The border, run jointly: operations with their reports and points, and one outer border of several."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import NO_END, Calendar, Days, add, day, last_day
from acuerdo.agreement.clauses.border import OPEN, Operation, Perimeter, Suspension
from acuerdo.agreement.clauses.criteria import Groups, three
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NOT_STATED, Blank, Span
from acuerdo.rules.asked import all_asked, question, stated_span
from acuerdo.rules.clocks import coming
from acuerdo.rules.eligibility import Decision

RUNS = (None, "running")
REPORTS = (None, "signed", "running")
"""The states in which an operation runs, and in which its parties report; a text may leave the state out."""

ROUNDING = 6
"""Decimals of a product of a count and a share: takes back what binary fractions lose (no legal meaning)."""


def runs(operation: Operation, on: date) -> tuple[bool, str]:
    """Whether an operation runs on a day, and what keeps it: `dates`, `state`, or ''."""
    if not operation.holds_on(on):
        return False, "dates"
    return (True, "") if operation.state in RUNS else (False, "state")


def reporting(operation: Operation) -> list[str]:
    """The parties that owe the reports: those that lead, or all."""
    return operation.lead or operation.parties


def report_due(operation: Operation, begun: date | None, calendar: Calendar, on: date) -> np.datetime64:
    """The day of the next report: on or after a day, while the operation lasts.

    Args:
        operation: what is reported on. One that is proposed, done or ended is not reported on.
        begun: the first day of the text, from which an operation without its own is counted.
        calendar: how months are added.
        on: the day.

    Returns:
        NaT where no report is due any more, or the text asks for none.

    Raises:
        Silent: how often is not stated.
    """
    every = stated_span(operation.report_every, "report_every")
    since = operation.from_ or begun
    if since is None or operation.state not in REPORTS:
        return np.datetime64("NaT", "D")
    due = coming(since, every, on, calendar)
    over = operation.until is not None and bool(due >= day(operation.until))
    return np.datetime64("NaT", "D") if over else due


def open_points(operation: Operation, party: str | None) -> tuple[int, int]:
    """How many points of an operation are open, and of how many the text says no state.

    Args:
        operation: whose points are counted.
        party: only those this party owes, alone or with others; None for all. A point that names nobody is
            owed by whoever reports.
    """
    states = [
        action.state
        for action in operation.actions
        if party is None or party in (action.by or reporting(operation))
    ]
    return sum(state in OPEN for state in states), sum(state is NOT_STATED for state in states)


def opens(perimeter: Perimeter, measures: Facts, groups: Groups) -> Decision:
    """Whether people move freely inside one outer border.

    Args:
        perimeter: the clause; without a condition it is open while it is in force.
        measures: n rows of measures.
        groups: the file's named groups of countries.

    Raises:
        Silent: the bound is not stated.
    """
    condition = perimeter.opens_when
    asked = [question("opens_when", condition.answer(measures, groups))] if condition else []
    return all_asked(asked, measures.n)


def moved(perimeter: Perimeter, inner: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The staff that stays at the inner border, and that moves to the outer: nobody is lost or added.

    Args:
        perimeter: the clause; without `functions_moved` all stay.
        inner: staff at the inner border before, shape (n,).

    Raises:
        Silent: the share is not stated.
    """
    if perimeter.functions_moved is NOT_STATED:
        raise Silent("border.perimeter.functions_moved is not stated; a plan must assume it")
    share = 0.0 if isinstance(perimeter.functions_moved, Blank | None) else perimeter.functions_moved
    out = np.floor(np.round(inner * share, ROUNDING)).astype(np.int64)
    return inner - out, out


@dataclass(frozen=True, slots=True)
class Suspended:
    """Whether each of n suspensions may hold, and its last day; NO_END without a limit, NaT where unknown."""

    decision: Decision
    permitted_until: Days


def suspended(
    clause: Suspension, calendar: Calendar, told: Days, first: Days, begins: Days, on: date
) -> Suspended:
    """Whether controls may be back inside on a day, or on their first day where that is later.

    Args:
        clause: the limits.
        calendar: how months are added and days counted; the first day is a day of the suspension.
        told: the day on which the other parties were told, shape (n,); NaT where nobody knows.
        first: the first day of the first suspension in a row of renewals, shape (n,).
        begins: the first day of this one, shape (n,).
        on: the day.

    Returns:
        NO, UNSURE or YES, decided by `notice`, `max` or `in_all`, the first of them.

    Raises:
        Silent: a limit is not stated.
    """
    asked_on = np.maximum(begins, day(on))
    longest = _last(begins, clause.max, calendar, "max")
    in_all = _last(first, clause.in_all, calendar, "in_all")
    asked = [
        question(name, three(asked_on <= last, np.isnat(last) | np.isnat(begins)))
        for name, last in (("max", longest), ("in_all", in_all))
    ]
    notice = stated_span(clause.notice, "border.perimeter.suspension.notice")
    if notice is not None:
        earliest = add(told, notice, calendar.month_arithmetic)
        in_time = three(begins >= earliest, np.isnat(earliest) | np.isnat(begins))
        asked.insert(0, question("notice", in_time))
    return Suspended(all_asked(asked, begins.size), np.minimum(longest, in_all))


def _last(begins: Days, span: Span | Blank | None, calendar: Calendar, name: str) -> Days:
    limit = stated_span(span, f"border.perimeter.suspension.{name}")
    return np.full(begins.shape, NO_END) if limit is None else last_day(begins, limit, calendar)
