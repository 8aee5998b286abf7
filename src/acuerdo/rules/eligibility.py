"""Who may come by a pathway: open, eligible, in need of evidence, or not, with the reason that decided."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import Calendar, add, day
from acuerdo.agreement.clauses.criteria import NO, YES, Criteria, Groups, decide
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import NOT_STATED, Blank, Span

NOT_OPEN, NOT_ELIGIBLE, NEEDS_EVIDENCE, ELIGIBLE = np.uint8(0), np.uint8(1), np.uint8(2), np.uint8(3)
OUTCOMES = ("not_open", "not_eligible", "needs_evidence", "eligible")
"""Words for the outcomes, by code."""


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome for each of n people, with the reason: an index into `reasons` ('' where none is needed)."""

    outcome: NDArray[np.uint8]
    reason: NDArray[np.int16]
    reasons: tuple[str, ...]
    words: tuple[str, ...] = OUTCOMES

    def word(self, at: int) -> str:
        return self.words[int(self.outcome[at])]

    def because(self, at: int) -> str:
        return self.reasons[int(self.reason[at])]


def closed(pathway: Pathway, terms: Terms, on: date) -> str:
    """Why a pathway is closed to everybody on a day, or ''.

    `dates`: not in force. `open_to`: open to nobody that day. `window`: applications are not yet, or no
    longer, taken. `cap`: the file defines no cap for that day, which is not the same as no limit.
    """
    if not pathway.holds_on(on):
        return "dates"
    if pathway.open_to.on(on) is None:
        return "open_to"
    if pathway.window is not None and not _taken(pathway, terms.calendar, on):
        return "window"
    if pathway.cap is not None and pathway.cap.on(on) is None:
        return "cap"
    return ""


def _taken(pathway: Pathway, calendar: Calendar, on: date) -> bool:
    window = pathway.window
    if window is None or window.opens is NOT_STATED or window.length is NOT_STATED:
        raise Silent("the window is not stated; a plan must assume it")
    opens = day(window.opens)  # type: ignore[arg-type]
    if isinstance(window.length, Blank):
        return bool(opens <= day(on))
    assert isinstance(window.length, Span)
    closes = add(np.asarray(opens), window.length, calendar.month_arithmetic)
    return bool(opens <= day(on) < closes)


def eligibility(pathway: Pathway, terms: Terms, facts: Facts, on: date) -> Decision:
    """Decide a pathway for n people on one day.

    The reason is the first thing in the file that decided: the criterion that failed, or the first that
    needs evidence. Places under the cap are not part of this: see `places`.

    Args:
        pathway: one pathway of `terms`.
        terms: the text as it stands on the day.
        facts: n people.
        on: the day of decision.
    """
    why = closed(pathway, terms, on)
    if why:
        return Decision(np.full(facts.n, NOT_OPEN), np.ones(facts.n, np.int16), ("", why))
    opened = pathway.open_to.on(on)
    assert opened is not None
    gates = opened.as_criteria()
    asked = Criteria.of([*gates, *([pathway.eligible] if pathway.eligible else [])])
    verdict = decide(asked, facts, terms.nations)
    outcome = verdict.answers + NOT_ELIGIBLE
    outcome -= (verdict.answers == NO) & (verdict.decided_by < len(gates))
    reason = (verdict.decided_by + np.int16(1)) * (verdict.answers != YES)
    return _scored(pathway, terms.nations, facts, Decision(outcome, reason, ("", *verdict.names)))


def _scored(pathway: Pathway, groups: Groups, facts: Facts, decision: Decision) -> Decision:
    """The pass mark as one criterion more, the last: who cannot reach it is refused, and who reaches it
    only by what is not known yet needs evidence."""
    if pathway.points is None:
        return decision
    if isinstance(pathway.points.pass_mark, Blank):
        raise Silent("the pass mark is not stated; a plan must assume it")
    sure, at_most = _scores(pathway, groups, facts)
    short = (decision.outcome >= NEEDS_EVIDENCE) & (at_most < pathway.points.pass_mark)
    unsure = (decision.outcome == ELIGIBLE) & (sure < pathway.points.pass_mark) & ~short
    outcome = np.where(short, NOT_ELIGIBLE, np.where(unsure, NEEDS_EVIDENCE, decision.outcome))
    reason = np.where(short | unsure, np.int16(len(decision.reasons)), decision.reason)
    return Decision(outcome, reason, (*decision.reasons, "points"))


def points(pathway: Pathway, groups: Groups, facts: Facts) -> NDArray[np.int64]:
    """The points of n people: the sum of the rows whose criterion is known to hold."""
    return _scores(pathway, groups, facts)[0]


def _scores(pathway: Pathway, groups: Groups, facts: Facts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The points each person has for sure, and the most that what is not known could make them."""
    sure, at_most = np.zeros((2, facts.n), np.int64)
    for row in pathway.points.table if pathway.points else ():
        answers = row.if_.answer(facts, groups)
        sure += np.where(answers == YES, row.points, 0)
        at_most += np.where(answers != NO, row.points, 0)
    return sure, at_most
