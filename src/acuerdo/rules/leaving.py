"""Leaving an employer with the permit: because the text lets workers change, or because it was broken.

A right that costs the permit is no right. Whoever's employer was found to have broken a protection of the
text is therefore not held to that employer, whatever the clause on portability says of time, consent, kind
of work or number of changes. That is a rule of this program (assumed: the texts read here say nothing
of it, and none forbids it); everybody else leaves as portability allows.
"""

import numpy as np

from acuerdo.agreement.calendar import Calendar, Days
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Answers
from acuerdo.agreement.clauses.portability import Portability
from acuerdo.agreement.facts import Facts
from acuerdo.rules.asked import THREE, all_of
from acuerdo.rules.eligibility import Decision
from acuerdo.rules.portability import may_change

FINDING, NO_CLAUSE = "finding", "portability"
"""Reasons beside the fields of the clause: a finding opened the way; the text has no such clause."""


def may_leave(
    clause: Portability | None, broken: Answers, calendar: Calendar, facts: Facts, on: Days
) -> Decision:
    """Whether each worker may take the permit to other work.

    Args:
        clause: on portability; None where the text has none.
        broken: whether the present employer was found to have broken a protection, shape (n,).
        calendar: how months are counted.
        facts: n workers, as `may_change` reads them.
        on: the day of the change, shape (n,).

    Returns:
        NO, UNSURE or YES for each, in the words of THREE; the reason is FINDING, NO_CLAUSE, a field of the
        clause, or "" where the clause allows it. An unknown finding makes a no uncertain.

    Raises:
        Silent: the clause is asked, and does not say what it needs to.
    """
    if clause is None or bool((broken == YES).all()):
        asked = Decision(np.full(facts.n, NO), np.ones(facts.n, np.int16), ("", NO_CLAUSE), THREE)
    else:
        asked = all_of(may_change(clause, calendar, facts, on))
    opened, unsure = broken == YES, (broken == UNSURE) & (asked.outcome == NO)
    outcome = np.where(opened, YES, np.where(unsure, UNSURE, asked.outcome))
    reason = np.where(opened, len(asked.reasons), asked.reason).astype(np.int16)
    return Decision(outcome, reason, (*asked.reasons, FINDING), THREE)
