"""The end of a text: notice, renewal, and what outlives it. `ends` is the first day it no longer holds."""

from datetime import date, timedelta

import numpy as np

from acuerdo.agreement.calendar import Calendar, Days, day, later
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Answers
from acuerdo.agreement.clauses.disputes import Renewal, Termination
from acuerdo.agreement.facts import UNKNOWN_DAY
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NOT_STATED
from acuerdo.rules.asked import stated_span
from acuerdo.rules.clocks import coming


def term_until(clause: Termination, begun: date | None, calendar: Calendar, on: date) -> np.datetime64:
    """The first day after the term that runs on a day; NaT where the text knows no terms.

    Where the text does not go on by itself there is one term only.

    Args:
        clause: the clause.
        begun: the first day of the text.
        calendar: how months are added.
        on: the day.

    Raises:
        Silent: the length of a term is not stated.
    """
    renewal = _renewal(clause, on)
    every = stated_span(renewal.every, "termination.renewal.every") if renewal else None
    if renewal is None or every is None or begun is None:
        return UNKNOWN_DAY
    if renewal.automatic:
        return coming(begun, every, on + timedelta(1), calendar)
    return later(begun, every, calendar)


def ends(
    clause: Termination, begun: date | None, told: date | None, calendar: Calendar, on: date
) -> tuple[np.datetime64, str]:
    """The first day on which a text no longer holds, and why: `notice`, `renewal`, or NaT and ''.

    Args:
        clause: the clause.
        begun: the first day of the text.
        told: the day on which a party gave notice, if one did.
        calendar: how months are added.
        on: the day on which it is asked.

    Raises:
        Silent: notice was given, and the text does not say how long it is; or the length of a term is not
            stated.
    """
    found: list[tuple[np.datetime64, str]] = [(UNKNOWN_DAY, "")]
    if told is not None:
        found.append((_after_notice(clause, told, calendar), "notice"))
    renewal = _renewal(clause, on)
    if renewal is not None and not renewal.automatic:
        every = stated_span(renewal.every, "termination.renewal.every")
        if every is not None and begun is not None:
            found.append((later(begun, every, calendar), "renewal"))
    return min(found, key=lambda one: (np.isnat(one[0]), one[0].astype(np.int64)))


def _renewal(clause: Termination, on: date) -> Renewal | None:
    return clause.renewal if clause.renewal is not None and clause.renewal.holds_on(on) else None


def _after_notice(clause: Termination, told: date, calendar: Calendar) -> np.datetime64:
    if clause.notice is None:
        raise Silent("termination says nothing of notice; a plan cannot assume what has no place in the text")
    notice = stated_span(clause.notice, "termination.notice")
    return day(told) if notice is None else later(told, notice, calendar)


def still_holds(clause: Termination, ended: np.datetime64, given: Days, until: Days, on: date) -> Answers:
    """Whether each of n permits holds on a day, the end of the text included.

    Args:
        clause: the clause.
        ended: the first day on which the text no longer holds; NaT where it goes on.
        given: the first day of each permit, shape (n,); NaT where unknown. One given when the text no longer
            holds is none.
        until: the first day on which it no longer holds by itself, shape (n,); NaT where unknown.
        on: the day.

    Raises:
        Silent: the text ended, and does not say what becomes of what people hold.
    """
    today = day(on)
    over = not np.isnat(ended) and bool(today >= ended)
    if over and clause.acquired_status in (None, NOT_STATED):
        raise Silent("termination.acquired_status is not stated; a plan must assume it")
    none_yet, spent = given > today, until <= today
    after = given >= ended if over else np.zeros(given.shape, np.bool_)
    lost = np.full(given.shape, over and clause.acquired_status == "ends")
    unknown = np.isnat(given) | np.isnat(until)
    return np.where(none_yet | spent | after | lost, NO, np.where(unknown, UNSURE, YES))
