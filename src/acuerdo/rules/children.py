"""Children alone: the clocks that protect them, and whether one may go home of its own wish.

Nothing here makes a child returnable: it answers what the child may choose, never what others may do.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import NO_END, Calendar, Days
from acuerdo.agreement.clauses.children import YOUNGEST_TO_DECIDE, Children, Clock
from acuerdo.agreement.clauses.criteria import NO, YES, Criterion, Groups, Verdict, three
from acuerdo.agreement.facts import UNKNOWN_DAY, Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NOT_STATED
from acuerdo.rules.asked import THREE, all_asked, question
from acuerdo.rules.clocks import deadline
from acuerdo.rules.eligibility import Decision
from acuerdo.rules.returns import CHILDREN, OLDEST, not_protected, protection

DOES_NOT_APPLY = np.uint8(3)
OUTCOMES = (*THREE, "does_not_apply")
"""Words for the outcomes, by code. The clause applies to nobody who is known to be no child alone."""


def clocks(clause: Children, calendar: Calendar, facts: Facts, groups: Groups, on: date) -> tuple[Days, Days]:
    """The last days of screening n people and of taking them into care.

    A clock runs for everybody who may be a child alone and of a nationality it names, also while that is not
    known: it protects.

    Args:
        clause: the section of the text.
        calendar: how months are added.
        facts: n people; `handover.met_on` starts both clocks.
        groups: the file's named groups of countries.
        on: the day; a clock that does not hold on it does not run.

    Returns:
        (screened by, in care by), each of shape (n,); NaT where no clock runs or its start is not known.

    Raises:
        Silent: a time is not stated.
    """
    return (
        _clock(clause.screening, "children.screening.within", calendar, facts, groups, on),
        _clock(clause.transfer_to_care, "children.transfer_to_care.within", calendar, facts, groups, on),
    )


def _clock(
    clock: Clock | None, path: str, calendar: Calendar, facts: Facts, groups: Groups, on: date
) -> Days:
    if clock is None or not clock.holds_on(on):
        return np.full(facts.n, UNKNOWN_DAY)
    last = deadline(facts.column("handover.met_on"), clock.within, calendar, path)
    return np.where(_runs(clock, facts, groups) & (last != NO_END), last, UNKNOWN_DAY)


def _runs(clock: Clock, facts: Facts, groups: Groups) -> NDArray[np.bool_]:
    alone, _ = protection(facts)
    if clock.nationals_of is None or clock.nationals_of == "any":
        return np.asarray(alone != NO, np.bool_)
    named = Criterion.model_construct(fact="person.nationality", in_=clock.nationals_of)
    return np.asarray((alone != NO) & (named.answer(facts, groups) != NO), np.bool_)


def may_go_home(clause: Children, facts: Facts, groups: Groups) -> Decision:
    """Whether n children alone, each wishing it, may go home.

    Not into danger; not where an exclusion of the text holds; not below the age of its own decision, never
    below YOUNGEST_TO_DECIDE; and only once every test is passed. A text without tests lets no child go home.

    Args:
        clause: the section of the text.
        facts: n people.
        groups: the file's named groups of countries.

    Returns:
        NO, UNSURE or YES for each, or DOES_NOT_APPLY to who is no child alone, with the id of the criterion
        or the name of the field that decided.

    Raises:
        Silent: the age is not stated.
    """
    if clause.own_decision_from is NOT_STATED:
        raise Silent("children.own_decision_from is not stated; a plan must assume it")
    alone, _ = protection(facts)
    _, no_danger = not_protected(facts)
    asked = [question(CHILDREN, alone), no_danger]
    for at, each in enumerate(clause.never_return, 1):
        asked.append(question(each.id or f"never_return-{at}", YES - each.answer(facts, groups)))
    named = clause.own_decision_from if isinstance(clause.own_decision_from, int) else 0
    asked.append(_old_enough(max(named, YOUNGEST_TO_DECIDE), facts))
    for at, each in enumerate(clause.tests, 1):
        asked.append(question(each.id or f"test-{at}", each.answer(facts, groups)))
    if not clause.tests:
        asked.append(question("tests", np.full(facts.n, NO)))
    found = all_asked(asked, facts.n)
    outcome = np.where(alone == NO, DOES_NOT_APPLY, found.outcome)
    return Decision(outcome, found.reason, found.reasons, OUTCOMES)


def _old_enough(least: int, facts: Facts) -> Verdict:
    age = facts.column("person.age_years")
    return question("own_decision_from", three(age >= least, (age < 0) | (age > OLDEST)))
