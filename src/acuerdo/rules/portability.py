"""Portability: changing the employer under a permit, and the pension that insured time gives."""

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import Calendar, Days, add
from acuerdo.agreement.clauses.criteria import NO, YES, Answers, three
from acuerdo.agreement.clauses.portability import Portability, SocialSecurity
from acuerdo.agreement.facts import NEVER_COUNT, UNKNOWN_COUNT, Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.values import NOT_STATED, Blank, Span
from acuerdo.rules.asked import flag, stated_span

NO_PENSION, UNDECIDED, PARTIAL, FULL = (np.uint8(code) for code in range(4))
PENSIONS = ("none", "needs_evidence", "partial", "full")
"""Words for pensions, by code: `full` by the time insured in the destination alone, `partial` by the time
insured in both countries together."""


def may_change(clause: Portability, calendar: Calendar, facts: Facts, on: Days) -> dict[str, Answers]:
    """Whether each worker may change the employer.

    Args:
        clause: the clause.
        calendar: how months are counted.
        facts: n workers; what is asked of `permit.*` and unknown needs evidence.
        on: the day of the change, shape (n,).

    Returns:
        For each field of the clause that asks something NO, UNSURE or YES, shape (n,); see `all_of`.

    Raises:
        Silent: what the decision needs is not stated.
    """
    asked = {"change_employer": _rule(clause, facts)}
    if clause.change_employer == "after":
        asked["after"] = _long_enough(clause.after, calendar, facts.column("permit.employed_since"), on)
    if clause.must_be is NOT_STATED or clause.limit is NOT_STATED:
        unsaid = "must_be" if clause.must_be is NOT_STATED else "limit"
        raise Silent(f"portability.{unsaid} is not stated; a plan must assume it")
    if clause.must_be not in (None, "any"):
        asked["must_be"] = flag(facts, f"permit.{clause.must_be}")
    if isinstance(clause.limit, int):
        changes = facts.column("permit.changes")
        asked["limit"] = three(changes < clause.limit, changes == UNKNOWN_COUNT)
    return asked


def _rule(clause: Portability, facts: Facts) -> Answers:
    if clause.change_employer is NOT_STATED:
        raise Silent("portability.change_employer is not stated; a plan must assume it")
    if clause.change_employer == "with_consent":
        return flag(facts, "permit.consents")
    return np.full(facts.n, NO if clause.change_employer == "never" else YES)


def _long_enough(after: Span | Blank | None, calendar: Calendar, since: Days, on: Days) -> Answers:
    span = stated_span(after, "portability.after")
    if span is None:
        return np.full(since.shape, YES)
    return three(on >= add(since, span, calendar.month_arithmetic), np.isnat(since))


def pension(clause: SocialSecurity, facts: Facts) -> NDArray[np.uint8]:
    """The pension that insured time gives each worker: a code of PENSIONS, shape (n,).

    Time in the destination counts from `qualifying` on. Whoever reaches `total` there alone has a full
    pension; whoever reaches it only with the time at home a partial one. What is unknown needs evidence
    only where it could change the answer.

    Args:
        clause: the clause.
        facts: n workers, with `permit.months_insured_here` and `permit.months_insured_at_home`.

    Raises:
        Silent: a length of time is not stated.
    """
    here = facts.column("permit.months_insured_here").astype(np.int64)
    home = facts.column("permit.months_insured_at_home").astype(np.int64)
    at_least = _level(clause, _known(here, 0), _known(home, 0))
    at_most = _level(clause, _known(here, int(NEVER_COUNT)), _known(home, int(NEVER_COUNT)))
    return np.where(at_least == at_most, at_least, UNDECIDED)


def _known(months: NDArray[np.int64], otherwise: int) -> NDArray[np.int64]:
    return np.where(months == UNKNOWN_COUNT, otherwise, months)


def _level(clause: SocialSecurity, here: NDArray[np.int64], home: NDArray[np.int64]) -> NDArray[np.uint8]:
    qualifying = _months(clause.qualifying, "qualifying")
    total = max(_months(clause.total, "total"), qualifying)
    together = (here >= qualifying) & (here + home >= total)
    return np.where(here >= total, FULL, np.where(together, PARTIAL, NO_PENSION))


def _months(span: Span | Blank | None, what: str) -> int:
    stated = stated_span(span, f"social_security.{what}")
    return stated.months if stated else 0
