"""Protections: whether they are kept or broken, for whom they are, and what follows a breach."""

import numpy as np

from acuerdo.agreement.calendar import NO_END, Calendar, Days
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Groups
from acuerdo.agreement.clauses.protection import EVERYONE, Protection
from acuerdo.agreement.facts import UNKNOWN_DAY, Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NOT_STATED, Money
from acuerdo.rules.clocks import deadline
from acuerdo.rules.eligibility import Decision

BROKEN, NEEDS_EVIDENCE, KEPT, DOES_NOT_APPLY = (np.uint8(code) for code in range(4))
OUTCOMES = ("broken", "needs_evidence", "kept", "does_not_apply")
"""Words for the outcomes, by code."""


def protects(protection: Protection, status: str | None) -> np.uint8:
    """Whether a protection is for the holder of a status: YES, NO, or UNSURE where the status is unknown."""
    whom = protection.applies_to
    if whom is None or EVERYONE in whom:
        return YES
    if status is None:
        return UNSURE
    return YES if status in whom else NO


def standing(
    protection: Protection, status: str | None, facts: Facts, groups: Groups, found: bool = False
) -> Decision:
    """Whether a protection is kept or broken; the reason is `applies_to`, the measure, or its `text`.

    A bound on a measure decides by itself. Words without one are for people to judge: broken where they
    found a breach, and otherwise in need of evidence.

    Args:
        protection: one of `terms.protections`.
        status: the status of those it is asked about; None where it is unknown.
        facts: n measurements.
        groups: the file's named groups of countries.
        found: whether whoever looks after it found a breach; read where nothing is measured.

    Raises:
        Silent: the bound is not stated.
    """
    reasons = ("", "applies_to", protection.measure or "text")
    whom = protects(protection, status)
    if whom != YES:
        outcome = DOES_NOT_APPLY if whom == NO else NEEDS_EVIDENCE
        return Decision(np.full(facts.n, outcome), np.ones(facts.n, np.int16), reasons, OUTCOMES)
    judged = np.full(facts.n, BROKEN if found else NEEDS_EVIDENCE)
    answers = judged if protection.bound is None else protection.bound.answer(facts, groups)
    return Decision(answers, np.where(answers == KEPT, 0, 2).astype(np.int16), reasons, OUTCOMES)


def remedy_by(protection: Protection, calendar: Calendar, found: Days) -> Days:
    """The last day on which a breach can be made good, by the day it was found; NaT where the text sets no
    time.

    Raises:
        Silent: the time is not stated.
    """
    last = deadline(found, protection.remedy, calendar, "remedy")
    return np.where(last == NO_END, UNKNOWN_DAY, last)


def barred_until(protection: Protection, calendar: Calendar, found: Days) -> Days:
    """The first day on which whoever broke a protection may take part again, by the day the breach was found;
    NaT where nobody is barred, NO_END where the bar has no limit.

    Raises:
        Silent: the time is not stated.
    """
    penalty = protection.penalty
    if penalty is None or penalty.barred_for is None:
        return np.full(found.shape, UNKNOWN_DAY)
    return deadline(found, penalty.barred_for, calendar, "penalty.barred_for")


def fine(protection: Protection) -> Money | None:
    """What a breach costs; None for nothing.

    Raises:
        Silent: the amount is not stated.
    """
    amount = protection.penalty.fine if protection.penalty else None
    if amount is NOT_STATED:
        raise Silent("penalty.fine is not stated; a plan must assume it")
    return amount if isinstance(amount, Money) else None
