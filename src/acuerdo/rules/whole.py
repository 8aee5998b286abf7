"""A whole agreement, decided for a whole population on one day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import numpy as np
from numpy.typing import NDArray

from acuerdo.agreement.facts import Facts
from acuerdo.agreement.plan import Enacted
from acuerdo.rules.eligibility import ELIGIBLE, Decision, eligibility, points
from acuerdo.rules.family import places_taken
from acuerdo.rules.formulas import Measures, counted_out
from acuerdo.rules.order import turns
from acuerdo.rules.places import Ledger, Places, Queue, allocate
from acuerdo.rules.returns import returnable


@dataclass(frozen=True, slots=True)
class Whole:
    """What every clause decides: for each pathway the decision and, under a cap, the places; for each
    returns clause the decision; and the places used after all of them."""

    pathways: Mapping[str, tuple[Decision, Places | None]]
    returns: Mapping[str, Decision]
    ledger: Ledger


def decide_whole(
    enacted: Enacted,
    facts: Facts,
    draw: NDArray[np.uint64],
    ledger: Ledger | None = None,
    measures: Measures | None = None,
) -> Whole:
    """Decide every pathway and every returns clause for n people.

    Whoever is eligible for a pathway asks for a place of it. Pathways that share a wider cap draw on it
    in file order.

    Args:
        enacted: the text on the day of decision.
        facts: n people.
        draw: one drawn number each, for lotteries and between equals, shape (n,).
        ledger: places used before.
        measures: what was measured in each year, for caps that follow a formula.

    Raises:
        Refused: the text is silent where a decision needs words.
    """
    on = enacted.on
    terms = counted_out(enacted.agreement.terms, measures or {}, on.year)
    enacted.require("caps", *(f"{path}.{part}" for path, part in _read(enacted)))
    used = ledger or Ledger()
    today = np.full(facts.n, np.datetime64(on), "datetime64[D]")
    filed = facts.get("application.filed_on", today)
    lines: dict[object, NDArray[np.int64]] = {}
    pathways: dict[str, tuple[Decision, Places | None]] = {}
    for name, pathway in terms.pathways.items():
        decision = eligibility(pathway, terms, facts, on)
        places = None
        if pathway.cap is not None:
            allocation = pathway.allocation
            order, ties = (allocation.order, allocation.ties) if allocation else ("first_come", "draw")
            if order == "points" or (order, ties) not in lines:
                score = points(pathway, terms.nations, facts) if pathway.points else None
                priority = facts.column("application.priority_day")
                lines[order, ties] = turns(order, draw, filed, priority, score, ties)
            asks, takes = decision.outcome == ELIGIBLE, places_taken(pathway.family, facts)
            queue = Queue(asks, today, filed, lines[order, ties], facts, takes)
            path, until = f"pathways.{name}.cap", on + timedelta(1)
            places = allocate(path, pathway.cap, pathway.allocation, terms, queue, used, until)
            used = places.ledger
        pathways[name] = (decision, places)
    returns: dict[str, Decision] = {}
    turn = turns("lottery", draw) if terms.returns else np.empty(0, np.int64)
    for name, clause in terms.returns.items():
        returns[name], used = returnable(clause, f"returns.{name}", terms, facts, on, turn, used)
    return Whole(pathways, returns, used)


OF_A_PATHWAY = ("open_to", "window", "eligible", "points", "cap", "allocation")
OF_RETURNS = ("applies_when", "of", "cap", "never")
"""What a whole decision reads of each clause; the rest is read when a permit or a handover is at hand."""


def _read(enacted: Enacted) -> Iterator[tuple[str, str]]:
    terms = enacted.agreement.terms
    yield from product((f"pathways.{name}" for name in terms.pathways), OF_A_PATHWAY)
    yield from product((f"returns.{name}" for name in terms.returns), OF_RETURNS)
