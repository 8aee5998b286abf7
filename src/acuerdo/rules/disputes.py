"""Disputes: one step after the other, each with its clock."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import NO_END, Calendar, Days, day
from acuerdo.agreement.clauses.disputes import Disputes
from acuerdo.agreement.facts import UNKNOWN_DAY
from acuerdo.rules.clocks import deadline

NOT_OPENED = np.int16(-1)
"""The step of a dispute that is not open yet. One with no step left is at the number of steps."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The step of each of n disputes, counted from 0, and its last day; NaT where there is none."""

    step: NDArray[np.int16]
    due: Days


def standing(clause: Disputes, calendar: Calendar, opened: Days, closed: list[Days], on: date) -> Standing:
    """The step in which each of n disputes is on a day.

    A step ends on the day on which it was closed without agreement, or after its last day; the clock of the
    next counts from there. A step without a limit ends only when it is closed.

    Args:
        clause: the steps, in order.
        calendar: how months are added.
        opened: the day of each dispute, shape (n,); NaT where it is not opened.
        closed: for each step the day on which it was closed, shape (n,); NaT where it was not.
        on: the day.

    Raises:
        Silent: the time of a step is not stated.
    """
    today = day(on)
    begun = np.where(opened <= today, opened, UNKNOWN_DAY)
    open_ = ~np.isnat(begun)
    step, due = np.where(open_, np.int16(len(clause.steps)), NOT_OPENED), np.full(opened.shape, UNKNOWN_DAY)
    for at, (each, ended) in enumerate(zip(clause.steps, closed, strict=True)):
        last = deadline(begun, each.within, calendar, f"disputes.steps.{each.id}.within")
        early = (ended <= today) & (ended <= last)
        here = open_ & ~early & (today <= last)
        step = np.where(here, np.int16(at), step)
        due = np.where(here & (last != NO_END), last, due)
        open_ = open_ & ~here
        begun = np.where(early, np.maximum(ended, begun), last)
    return Standing(step, due)
