"""Handovers: at which place, at which hour, and after how much notice."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.clauses.criteria import UNSURE, Answers, Verdict, three
from acuerdo.agreement.clauses.returns import Handover, Hours
from acuerdo.agreement.facts import UNKNOWN_COUNT, Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import HOURS_OF_A_DAY, NONE, NOT_STATED, Span
from acuerdo.rules.asked import all_asked, question, stated_span
from acuerdo.rules.eligibility import Decision
from acuerdo.rules.returns import not_protected

DAYS_OF_A_MONTH = 30
"""Days that a month of notice counts as, as in the labour-market test (assumed: no text gives one)."""


def handed_over(clause: Handover, facts: Facts, place: str | None) -> Decision:
    """Whether n handovers may happen as planned.

    Only for people who are no children alone and not in danger. Hours in words are for people to judge.

    Args:
        clause: the handover of one returns clause.
        facts: n handovers.
        place: the crossing point of all of them; None where it is not known.

    Returns:
        NO, UNSURE or YES for each, with the first of `children`, `refoulement`, `places`, `hours` and
        `notice` that decided.

    Raises:
        Silent: the hours or the notice are not stated.
    """
    asked = not_protected(facts)
    if clause.places:
        here, unknown = np.full(facts.n, place in clause.places), np.full(facts.n, place is None)
        asked.append(question("places", three(here, unknown)))
    if clause.hours is not None and clause.hours.said is not NONE:
        asked.append(question("hours", _hours(clause.hours, facts.column("handover.hour"))))
    return all_asked([*asked, *_notice(clause, facts)], facts.n)


def _hours(hours: Hours, hour: NDArray[np.int32]) -> Answers:
    if hours.said is NOT_STATED:
        raise Silent("handover.hours is not stated; a plan must assume it")
    if hours.opens is None or hours.closes is None:
        return np.full(hour.shape, UNSURE)
    return three((hours.opens <= hour) & (hour < hours.closes), hour == UNKNOWN_COUNT)


def _notice(clause: Handover, facts: Facts) -> list[Verdict]:
    notice = stated_span(clause.notice, "handover.notice")
    if notice is None:
        return []
    given = facts.column("handover.notice_hours")
    return [question("notice", three(given >= hours_of(notice), given == UNKNOWN_COUNT))]


def hours_of(span: Span) -> int:
    """A length of time in hours; a month counts as 30 days."""
    if span.unit == "hours":
        return span.count
    return HOURS_OF_A_DAY * (span.days + DAYS_OF_A_MONTH * span.months)
