"""Funds: which projects are paid, by whom, and which wait for the next period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.calendar import day, period_start
from acuerdo.agreement.clauses.criteria import NO, YES, Criteria, Criterion, decide
from acuerdo.agreement.clauses.development import Budget, Programme
from acuerdo.agreement.facts import UNKNOWN, Facts
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import NONE, NOT_STATED, Money
from acuerdo.rules.eligibility import Decision

NOT_OPEN, NOT_ELIGIBLE, NEEDS_EVIDENCE, NEXT_PERIOD, FUNDED = (np.uint8(code) for code in range(5))
OUTCOMES = ("not_open", "not_eligible", "needs_evidence", "next_period", "funded")
"""Words for the outcomes, by code."""


@dataclass(frozen=True, slots=True)
class Funding:
    """What became of n projects: the decision, what each payer pays of each (cents, shape (n,)), and the
    first day of the period whose money it is (None without a budget)."""

    decision: Decision
    paid: Mapping[str, NDArray[np.int64]]
    period: date | None


def funding(programme: Programme, terms: Terms, projects: Facts, on: date, spent: int = 0) -> Funding:
    """Decide n projects of one session.

    Who fulfils the criteria is served in the order of `ranking`, then of filing, then as listed. Nobody
    overtakes: the first project that the money left does not cover waits, and so does everyone after it.

    Args:
        programme: one clause of `terms.development`.
        terms: the text as it stands on the day.
        projects: n projects.
        on: the day of the session.
        spent: cents of the budget used before in its period.

    Raises:
        ValueError: what a decision needs is not stated.
    """
    n = projects.n
    closed_by = "dates" if not programme.holds_on(on) else _outside(programme, on)
    if closed_by:
        closed = Decision(np.full(n, NOT_OPEN), np.ones(n, np.int16), ("", closed_by), OUTCOMES)
        return Funding(closed, {}, None)
    verdict = decide(Criteria.of(_asked(programme)), projects, terms.nations)
    outcome = np.where(
        verdict.answers == YES, FUNDED, np.where(verdict.answers == NO, NOT_ELIGIBLE, NEEDS_EVIDENCE)
    )
    reason = np.where(verdict.answers == YES, 0, verdict.decided_by + 1).astype(np.int16)
    names = ("", *verdict.names, "cost", "budget")
    cost = projects.column("project.cost")
    unpriced = (outcome == FUNDED) & (cost == UNKNOWN["money"])
    outcome[unpriced], reason[unpriced] = NEEDS_EVIDENCE, len(names) - 2
    shares = shared(programme, np.where(outcome == FUNDED, cost, 0))
    budget = programme.budget.on(on) if programme.budget else None
    if programme.budget is not None and budget is None:
        late = outcome == FUNDED
        outcome[late], reason[late] = NEXT_PERIOD, len(names) - 1
    if budget is not None and budget.amount is not NONE:
        asked = shares[budget.pays] if budget.pays else np.where(outcome == FUNDED, cost, 0)
        line = ordered(programme, projects, np.flatnonzero(outcome == FUNDED))
        late = line[np.cumsum(asked[line]) > _money(budget) - spent]
        outcome[late], reason[late] = NEXT_PERIOD, len(names) - 1
    paid = {payer: np.where(outcome == FUNDED, amounts, 0) for payer, amounts in shares.items()}
    return Funding(Decision(outcome, reason, names, OUTCOMES), paid, _period(budget, terms, on))


def _outside(programme: Programme, on: date) -> str:
    return "" if programme.calendar is None or programme.calendar.hold(on) else "calendar"


def _money(budget: Budget) -> int:
    if not isinstance(budget.amount, Money):
        raise Silent("the budget is not stated; a plan must assume it")
    return budget.amount.cents


def _asked(programme: Programme) -> list[Criterion | Criteria]:
    asked: list[Criterion | Criteria] = []
    if programme.places is not None and programme.places != "any":
        asked.append(Criterion.model_construct(id="places", fact="project.country", in_=programme.places))
    for name, fact, bound, operator in (
        ("max_per_project", "project.cost", programme.max_per_project, "at_most"),
        ("min_beneficiaries", "project.families", programme.min_beneficiaries, "at_least"),
    ):
        if bound is NOT_STATED:
            raise Silent(f"{name} is not stated; a plan must assume it")
        if bound is not None and bound is not NONE:
            comparison: dict[str, Any] = {operator: str(bound)}
            asked.append(Criterion.model_construct(id=name, fact=fact, **comparison))
    return [*asked, *([programme.eligible] if programme.eligible else [])]


def ordered(programme: Programme, projects: Facts, who: NDArray[np.int64]) -> NDArray[np.int64]:
    """Some projects, by their places in the list, in the order in which they are served; unknown comes
    last."""
    keys = _keys(projects.column("project.filed_on")[who], "least")
    for rank in reversed(programme.ranking):
        keys += _keys(projects.column(rank.fact)[who], rank.first)
    return who[np.lexsort(keys)]


def _keys(column: NDArray[Any], first: str) -> list[NDArray[Any]]:
    """Sort keys of one fact, the more important one last: its order, and before that whether it is known."""
    if column.dtype.kind == "M":
        unknown, numbers = np.isnat(column), column.astype(np.int64)
    elif column.dtype.kind == "f":
        unknown, numbers = np.isnan(column), column
    else:
        unknown, numbers = column == np.iinfo(column.dtype).min, column.astype(np.int64)
    known = np.where(unknown, 0, numbers)
    return [known if first == "least" else -known, unknown]


def shared(programme: Programme, cost: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """What each payer pays of each cost, in cents: rounded down, what is left cent by cent in file order."""
    parts = {payer: Fraction(str(share)) for payer, share in programme.shares.items()}
    paid = {
        payer: np.array([int(int(one) * part) for one in cost], np.int64) for payer, part in parts.items()
    }
    left = cost - sum(paid.values()) if paid else np.zeros_like(cost)
    for payer in paid:
        extra = np.minimum(left, 1)
        paid[payer] += extra
        left = left - extra
    return paid


def _period(budget: Budget | None, terms: Terms, on: date) -> date | None:
    if budget is None:
        return None
    if budget.per == "programme":
        return budget.from_
    start: date = period_start(np.array([day(on)]), budget.per, terms.year_start(budget.of))[0].item()
    return start
