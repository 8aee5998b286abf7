"""A month at the doors: who applies, whom the rules find eligible, who has a place, who waits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.terms import Terms
from acuerdo.agreement.values import Money
from acuerdo.rules.eligibility import ELIGIBLE, NEEDS_EVIDENCE, eligibility, points
from acuerdo.rules.family import places_taken
from acuerdo.rules.order import turns
from acuerdo.rules.places import GRANTED, QUEUED, Ledger, Queue, allocate


@dataclass(frozen=True)
class Served:
    """What became of n applications, shape (n,), and the places used after them."""

    granted: NDArray[np.bool_]
    waits: NDArray[np.bool_]
    needs_evidence: NDArray[np.bool_]
    ledger: Ledger


def serve(
    name: str,
    pathway: Pathway,
    enacted: Enacted,
    facts: Facts,
    draw: NDArray[np.uint64],
    scale: int,
    ledger: Ledger,
) -> Served:
    """Ask the rules about applications on one day.

    Args:
        facts: of n applicants.
        draw: one drawn number each, no ties.
        scale: people for whom one of the sample stands: each of them takes the places that the text says.
        ledger: places used before.
    """
    terms: Terms = enacted.agreement.terms
    decision = eligibility(pathway, terms, facts, enacted.on)
    eligible = decision.outcome == ELIGIBLE
    evidence = decision.outcome == NEEDS_EVIDENCE
    if pathway.cap is None:
        return Served(eligible, np.zeros(facts.n, np.bool_), evidence, ledger)
    today = np.full(facts.n, np.datetime64(enacted.on), "datetime64[D]")
    allocation = pathway.allocation
    order, ties = (allocation.order, allocation.ties) if allocation else ("first_come", "draw")
    score = points(pathway, terms.nations, facts) if pathway.points else None
    filed = facts.column("application.filed_on")
    turn = turns(order, draw, filed, facts.column("application.priority_day"), score, ties)
    queue = Queue(eligible, today, filed, turn, facts, scale * places_taken(pathway.family, facts))
    until = (np.datetime64(enacted.on) + 1).item()
    found = allocate(f"pathways.{name}.cap", pathway.cap, allocation, terms, queue, ledger, until)
    return Served(found.status == GRANTED, found.status == QUEUED, evidence, found.ledger)


def fee_of(pathway: Pathway) -> float:
    """The fee of a pathway, in units of its currency; 0 where there is none."""
    amount = pathway.fee.amount if pathway.fee else None
    return float(amount.cents) / 100 if isinstance(amount, Money) else 0.0
