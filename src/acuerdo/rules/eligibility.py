"""Who may come by a pathway: open, eligible, in need of evidence, or not, with the reason that decided."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import Calendar, add, day
from acuerdo.agreement.clauses.criteria import NO, UNSURE, Criteria, Criterion, Groups, decide
from acuerdo.agreement.clauses.open_to import OpenTo
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.facts import Facts
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
        raise ValueError("the window is not stated; a plan must assume it")
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
    asked = _everything_asked(opened, pathway.eligible)
    if asked is None:
        points = np.full(facts.n, ELIGIBLE)
        return _scored(pathway, terms.nations, facts, Decision(points, np.zeros(facts.n, np.int16), ("",)))
    verdict = decide(asked, facts, terms.nations)
    gates = len(opened.as_criteria())
    outcome = _OF_ANSWER[verdict.answers]
    outcome[(verdict.answers == NO) & (verdict.decided_by < gates)] = NOT_OPEN
    reason = np.where(outcome == ELIGIBLE, np.int16(0), verdict.decided_by + np.int16(1))
    return _scored(pathway, terms.nations, facts, Decision(outcome, reason, ("", *verdict.names)))


_OF_ANSWER = np.array([NOT_ELIGIBLE, NEEDS_EVIDENCE, ELIGIBLE])


def _everything_asked(opened: OpenTo, eligible: Criteria | None) -> Criteria | None:
    parts: list[Criterion | Criteria] = [*opened.as_criteria(), *([eligible] if eligible else [])]
    return Criteria.of(parts) if parts else None


def _scored(pathway: Pathway, groups: Groups, facts: Facts, decision: Decision) -> Decision:
    if pathway.points is None:
        return decision
    score = points(pathway, groups, facts)
    if isinstance(pathway.points.pass_mark, Blank):
        raise ValueError("the pass mark is not stated; a plan must assume it")
    short = (decision.outcome == ELIGIBLE) & (score < pathway.points.pass_mark)
    outcome = np.where(short, NOT_ELIGIBLE, decision.outcome)
    reason = np.where(short, np.int16(len(decision.reasons)), decision.reason)
    return Decision(outcome, reason, (*decision.reasons, "points"))


def points(pathway: Pathway, groups: Groups, facts: Facts) -> NDArray[np.int64]:
    """The points of n people: the sum of the rows whose criterion is known to hold."""
    total = np.zeros(facts.n, np.int64)
    if pathway.points is not None:
        for row in pathway.points.table:
            total += np.where(row.if_.answer(facts, groups) > UNSURE, row.points, 0)
    return total
