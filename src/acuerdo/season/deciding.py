"""Job orders decided: does the offer stand, was the labour-market test passed, are its days known?"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.agreement import Agreement, Plan, Refused
from acuerdo.agreement.calendar import Days
from acuerdo.agreement.clauses.criteria import NO, UNSURE, YES, Answers
from acuerdo.agreement.facts import FACTS, UNKNOWN_MONEY, Facts
from acuerdo.agreement.values import Money
from acuerdo.season.texts import reigns

CURRENCY = "USD"
"""The currency in which the disclosure files give wages."""

CERTIFICATION = {
    "certified": "granted",
    "partial": "granted_in_part",
    "denied": "denied",
    "withdrawn": "withdrawn",
}
"""The published decision of the labour department in the words of the fact."""

OF_THE_TEST = ("no_local", "advertise", "wage_floor", "attest")
"""The parts of the labour-market test, in the order in which they are asked."""

REASONS = ("", "not_in_force", "withdrawn", *OF_THE_TEST, "dates_unknown")
"""What decides an order, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class Decided:
    """For each order: the answer (NO, UNSURE, YES) and what decided it, an index into REASONS. Shape (m,)."""

    answer: Answers
    reason: NDArray[np.int16]


def days(column: pl.Series) -> Days:
    """A column of days as datetime64[D]; a null is NaT."""
    found: Days = column.cast(pl.Date).to_numpy().astype("datetime64[D]")
    return found


def offers(table: pl.DataFrame) -> Facts:
    """What the disclosure file says about each order, as facts; what it does not say is unknown."""
    words = FACTS["offer.certification"].words
    codes = np.array([words.index(CERTIFICATION[status]) for status in table["status"]], np.int16)
    pay = table["pay_cents_hour"].cast(pl.Int64).fill_null(int(UNKNOWN_MONEY)).to_numpy()
    return Facts(
        table.height,
        {
            "offer.exists": np.where(codes == words.index("withdrawn"), 0, 1).astype(np.int8),
            "offer.certification": codes,
            "offer.certified_on": days(table["decided"]),
            "offer.wage_per_hour": pay.astype(np.int64),
            "offer.starts": days(table["starts"]),
            "offer.ends": days(table["ends"]),
        },
    )


def decide_orders(agreement: Agreement, plan: Plan | None, pathway: str, table: pl.DataFrame) -> Decided:
    """Decide every order on the day the labour department decided it, under the text of that day.

    An order whose offer was withdrawn is no offer. The parts of the labour-market test are asked one by
    one; what neither a certification nor the order itself shows needs evidence, a wage floor without data
    among it, and so do days of work that are not stated.

    Raises:
        Refused: no text is in force on any of the days, or it is silent where a decision needs words.
    """
    facts, on = offers(table), days(table["decided"])
    answer, reason = np.full(facts.n, NO), np.full(facts.n, 1, np.int16)
    for reign in reigns(agreement, plan, on):
        if reign.text is None:
            continue
        reign.text.require(f"pathways.{pathway}.labour_market_test")
        test = reign.text.agreement.terms.pathways[pathway].labour_market_test
        if test and isinstance(test.wage_floor, Money) and test.wage_floor.currency != CURRENCY:
            raise Refused(f"the orders pay in {CURRENCY}, and the wage floor is {test.wage_floor} per hour")
        here = facts.rows(reign.rows)
        groups = reign.text.agreement.terms.nations
        parts = test.decide(here, on[reign.rows], groups) if test else {}
        asked: dict[str, Answers] = {
            "withdrawn": np.where(here.column("offer.exists") == 1, YES, NO),
            **{name: parts[name] for name in OF_THE_TEST if name in parts},
            "dates_unknown": np.where(
                np.isnat(here["offer.starts"]) | np.isnat(here["offer.ends"]), UNSURE, YES
            ),
        }
        answer[reign.rows], reason[reign.rows] = _first_that_decides(asked)
    return Decided(answer, reason)


def _first_that_decides(asked: dict[str, Answers]) -> tuple[Answers, NDArray[np.int16]]:
    answer = np.minimum.reduce(list(asked.values()))
    reason = np.zeros(answer.size, np.int16)
    for name in reversed(asked):
        reason[(asked[name] == answer) & (answer != YES)] = REASONS.index(name)
    return answer, reason
