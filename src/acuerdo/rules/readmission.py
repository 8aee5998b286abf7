"""Readmission: the clocks from the day somebody is met to the handover, and what silence means.

A child alone and a person in danger are not handed over, whoever agreed: that is asked before every clock.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import NO_END, Calendar, Days, day
from acuerdo.agreement.clauses.criteria import NO, UNSURE
from acuerdo.agreement.clauses.returns import Returns
from acuerdo.agreement.facts import FACTS, NEVER_DAY, UNKNOWN_DAY, Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NOT_STATED
from acuerdo.rules.asked import all_asked
from acuerdo.rules.clocks import deadline
from acuerdo.rules.eligibility import Decision
from acuerdo.rules.returns import not_protected

(
    EXCLUDED,
    NEEDS_EVIDENCE,
    MAY_APPLY,
    TOO_LATE_TO_APPLY,
    AWAITING_REPLY,
    AGREED,
    REFUSED,
    AGREED_BY_SILENCE,
    REFUSED_BY_SILENCE,
    TOO_LATE_TO_HAND_OVER,
) = (np.uint8(code) for code in range(10))
STAGES = (
    "excluded",
    "needs_evidence",
    "may_apply",
    "too_late_to_apply",
    "awaiting_reply",
    "agreed",
    "refused",
    "agreed_by_silence",
    "refused_by_silence",
    "too_late_to_hand_over",
)
"""Words for the stages, by code. Only in the two that are agreed may anybody be handed over."""

APPLYING, REPLYING = (MAY_APPLY, TOO_LATE_TO_APPLY), (AWAITING_REPLY,)
HANDING_OVER = (AGREED, AGREED_BY_SILENCE, TOO_LATE_TO_HAND_OVER)
"""The stages that each clock ends."""

REASONS = ("", "met_on", "applied_on", "replied_on", "reply", "apply_within", "silence", "transfer_within")


@dataclass(frozen=True, slots=True)
class Readmission:
    """The stage of each of n people, and its days, shape (n,), NaT where there is none.

    Fields:
        due: the last day of the stage: to apply, to reply, or to hand over.
        taken_back_until: the last day on which somebody returned in error is taken back.
    """

    decision: Decision
    due: Days
    taken_back_until: Days


def readmission(clause: Returns, calendar: Calendar, facts: Facts, on: date) -> Readmission:
    """The stage on a day of n people whom one party asks another to readmit.

    What is dated later than the day has not happened yet, and `never` says that something has not happened;
    a day nobody knows needs evidence, so that nobody is handed over on a reply that was not recorded. A reply
    after its time counts only where the text gives silence no meaning.

    Args:
        clause: one clause of `terms.returns`.
        calendar: how months are added.
        facts: n people.
        on: the day.

    Raises:
        Silent: a time, or what silence means, is not stated.
    """
    if clause.silence is NOT_STATED:
        raise Silent("silence is not stated; a plan must assume it")
    today = day(on)
    met = _until(facts.column("handover.met_on"), today)
    applied, replied = facts.column("handover.applied_on"), facts.column("handover.replied_on")
    apply_by = deadline(met, clause.apply_within, calendar, "apply_within")
    reply_by = deadline(applied, clause.reply_within, calendar, "reply_within")
    has_applied, has_replied = _happened(applied, today), _happened(replied, today)
    answered = has_replied & ((replied <= reply_by) | np.bool_(clause.silence is None))
    hand_over_by = deadline(
        np.where(answered, replied, reply_by), clause.transfer_within, calendar, "transfer_within"
    )
    reply, words = facts.column("handover.reply"), FACTS["handover.reply"].words
    late = today > hand_over_by
    everybody = np.full(facts.n, np.True_)
    rules: list[tuple[NDArray[np.bool_], np.uint8, str]] = [
        (np.isnat(applied), NEEDS_EVIDENCE, "applied_on"),
        (np.isnat(apply_by), NEEDS_EVIDENCE, "met_on"),
        (~has_applied & (today > apply_by), TOO_LATE_TO_APPLY, "apply_within"),
        (~has_applied, MAY_APPLY, ""),
        (applied < met, NEEDS_EVIDENCE, "applied_on"),
        (applied > apply_by, TOO_LATE_TO_APPLY, "apply_within"),
        (np.isnat(replied), NEEDS_EVIDENCE, "replied_on"),
        (has_replied & (replied < applied), NEEDS_EVIDENCE, "replied_on"),
        (answered & (reply == words.index("refused")), REFUSED, ""),
        (answered & (reply != words.index("agreed")), NEEDS_EVIDENCE, "reply"),
        (answered & late, TOO_LATE_TO_HAND_OVER, "transfer_within"),
        (answered, AGREED, ""),
        (today <= reply_by, AWAITING_REPLY, ""),
        (everybody & (clause.silence is None), NEEDS_EVIDENCE, "silence"),
        (everybody & (clause.silence == "refused"), REFUSED_BY_SILENCE, "silence"),
        (late, TOO_LATE_TO_HAND_OVER, "transfer_within"),
        (everybody, AGREED_BY_SILENCE, "silence"),
    ]
    decision = _protected(facts, *_first(rules))
    due = np.select(
        [np.isin(decision.outcome, ends) for ends in (APPLYING, REPLYING, HANDING_OVER)],
        [apply_by, reply_by, hand_over_by],
        UNKNOWN_DAY,
    )
    taken_back = deadline(
        facts.column("handover.in_error_since"), clause.error_return, calendar, "error_return"
    )
    return Readmission(decision, _limited(due), _limited(taken_back))


def _until(days: Days, today: np.datetime64) -> Days:
    return np.where(days <= today, days, UNKNOWN_DAY)


def _happened(days: Days, today: np.datetime64) -> NDArray[np.bool_]:
    return np.asarray((days != NEVER_DAY) & (days <= today), np.bool_)


def _limited(days: Days) -> Days:
    return np.where(days == NO_END, UNKNOWN_DAY, days)


def _first(
    rules: list[tuple[NDArray[np.bool_], np.uint8, str]],
) -> tuple[NDArray[np.uint8], NDArray[np.int16]]:
    """The stage and the reason of the first rule that holds for each."""
    held = [holds for holds, _, _ in rules]
    stage = np.select(held, [stage for _, stage, _ in rules])
    reason = np.select(held, [np.int16(REASONS.index(name)) for _, _, name in rules])
    return stage, reason


def _protected(facts: Facts, stage: NDArray[np.uint8], reason: NDArray[np.int16]) -> Decision:
    may = all_asked(not_protected(facts), facts.n)
    stage = np.where(may.outcome == NO, EXCLUDED, np.where(may.outcome == UNSURE, NEEDS_EVIDENCE, stage))
    reason = np.where(may.reason > 0, may.reason + np.int16(len(REASONS) - 1), reason)
    return Decision(stage, reason, (*REASONS, *may.reasons[1:]), STAGES)
