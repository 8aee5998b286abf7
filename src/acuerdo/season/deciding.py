"""Job orders decided: does the offer stand, was the test passed, are its days known, is it what the pathway
asks of offers?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.agreement import Agreement, Enacted, Plan, Refused
from acuerdo.agreement.calendar import Days
from acuerdo.agreement.clauses.criteria import (
    NO,
    UNSURE,
    YES,
    Answers,
    Criteria,
    Criterion,
    Groups,
    decide,
    flat,
)
from acuerdo.agreement.facts import FACTS, UNKNOWN_MONEY, Facts
from acuerdo.agreement.values import Money
from acuerdo.population.trades import sector_of, trade_of
from acuerdo.season.stand_in import StandIn
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
    """For each order: the answer (NO, UNSURE, YES), what decided it, an index into `reasons` (REASONS, then
    criteria of the pathway), and what is known of it. Shape (m,)."""

    answer: Answers
    reason: NDArray[np.int16]
    reasons: tuple[str, ...]
    facts: Facts


def days(column: pl.Series) -> Days:
    """A column of days as datetime64[D]; a null is NaT."""
    found: Days = column.cast(pl.Date).to_numpy().astype("datetime64[D]")
    return found


def offers(table: pl.DataFrame, stand_in: StandIn | None = None, seed: int = 0) -> Facts:
    """What the disclosure file says about each order, as facts; what it does not say is unknown, or stood in
    for, drawn by case so that no order of rows changes it."""
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
            "offer.sector": sector_of(trade_of(table["soc"].to_list())),
            **(
                stand_in.draw("offer", seed, np.argsort(np.argsort(table["case"].to_numpy())))
                if stand_in
                else {}
            ),
        },
    )


def with_an_offer(facts: Facts) -> Facts:
    """The same people, each holding an offer that passed its labour-market test."""
    return facts.also(
        offer__exists=np.ones(facts.n, np.int8), offer__labour_market_test=np.full(facts.n, PASSED, np.int16)
    )


def decide_orders(
    agreement: Agreement,
    plan: Plan | None,
    pathway: str,
    table: pl.DataFrame,
    stand_in: StandIn | None = None,
    seed: int = 0,
    text_on: Callable[[date], Enacted] | None = None,
) -> Decided:
    """Decide every order on the day the labour department decided it, under the text of that day.

    An order whose offer was withdrawn is no offer. The parts of the labour-market test are asked one by
    one; what neither a certification nor the order itself shows needs evidence, a wage floor without data
    among it, and so do days of work that are not stated. Last are the criteria of the pathway that ask only
    about offers.

    Args:
        agreement, plan, pathway: the text.
        table: m orders, the importer's table.
        stand_in: what stands in for facts that no file gives.
        seed: names the draws of what stands in.
        text_on: as in `reigns`.

    Raises:
        Refused: no text is in force on any of the days, or it is silent where a decision needs words.
    """
    facts, on = offers(table, stand_in, seed), days(table["decided"])
    answer, reason, reasons = np.full(facts.n, NO), np.full(facts.n, 1, np.int16), list(REASONS)
    tested = facts.column("offer.labour_market_test").copy()
    for reign in reigns(agreement, plan, on, text_on):
        if reign.text is None:
            continue
        reign.text.require(f"pathways.{pathway}.labour_market_test")
        clause = reign.text.agreement.terms.pathways[pathway]
        test, here = clause.labour_market_test, facts.rows(reign.rows)
        if test and isinstance(test.wage_floor, Money):
            here = _paid_in(test.wage_floor, here, stand_in)
        if test and stand_in:
            proves = list(dict.fromkeys([*test.certification_proves, *stand_in.proves]))
            test = test.model_copy(update={"certification_proves": proves})
        groups = reign.text.agreement.terms.nations
        parts = test.decide(here, on[reign.rows], groups) if test else {}
        asked: dict[str, Answers] = {
            "withdrawn": np.where(here.column("offer.exists") == 1, YES, NO),
            **{name: parts[name] for name in OF_THE_TEST if name in parts},
            "dates_unknown": np.where(
                np.isnat(here["offer.starts"]) | np.isnat(here["offer.ends"]), UNSURE, YES
            ),
        }
        passed = np.minimum.reduce([np.full(here.n, YES), *parts.values()])
        tested[reign.rows] = np.array([FAILED, UNTOLD, PASSED], np.int16)[passed]
        here = here.also(offer__labour_market_test=tested[reign.rows])
        every = [*asked.items(), *_criteria(clause.eligible, here, groups)]
        reasons += [name for name, _ in every if name not in reasons]
        answer[reign.rows], reason[reign.rows] = _first_that_decides(every, reasons)
    return Decided(answer, reason, tuple(reasons), facts.also(offer__labour_market_test=tested))


PASSED, FAILED = (FACTS["offer.labour_market_test"].words.index(word) for word in ("passed", "failed"))
UNTOLD = -1


Asked = tuple[str, Answers]
"""One thing that is asked of orders, by its reason, and the answers."""


def _paid_in(floor: Money, facts: Facts, stand_in: StandIn | None) -> Facts:
    """The same offers with their pay in the currency of the floor.

    Raises:
        Refused: it is another than that of the orders, and nothing says what a dollar is worth in it.
    """
    pay = stand_in.terms.pay if stand_in else None
    if floor.currency == CURRENCY:
        return facts
    if pay is None or pay.currency != floor.currency:
        hint = f"a stand-in file (--stand-in) may say `pay: {{currency: {floor.currency}, per_usd: ...}}`"
        raise Refused(
            f"the orders pay in {CURRENCY}, and the wage floor is {floor} per hour\n"
            f"  hint: {hint}, with its source"
        )
    wage = facts.column("offer.wage_per_hour")
    unknown = wage == UNKNOWN_MONEY
    there = np.rint(np.where(unknown, 0, wage) * pay.per_usd).astype(np.int64)
    return facts.also(offer__wage_per_hour=np.where(unknown, UNKNOWN_MONEY, there))


def _criteria(eligible: Criteria | None, facts: Facts, groups: Groups) -> Iterator[Asked]:
    """The answer of each order to the criteria that ask only about offers, by the one that decides."""
    about = about_offers(eligible) if eligible else None
    if about is not None:
        verdict = decide(about, facts, groups)
        for at, name in enumerate(verdict.names):
            yield name, np.where(verdict.decided_by == at, verdict.answers, YES)


def about_offers(eligible: Criteria) -> Criteria | None:
    """The part of some criteria that asks only about offers; None where nothing does."""

    def only(part: Criteria | Criterion) -> bool:
        return all(each.fact.startswith("offer.") for each in flat(part))

    found: dict[str, Any] = {
        "all": [part for part in eligible.all if only(part)],
        "any": eligible.any if all(map(only, eligible.any)) else [],
        "none": [part for part in eligible.none if only(part)],
        "at_least": eligible.at_least if eligible.at_least and all(map(only, eligible.at_least.of)) else None,
    }
    return Criteria.model_construct(**found) if any(found.values()) else None


def _first_that_decides(asked: list[Asked], reasons: list[str]) -> tuple[Answers, NDArray[np.int16]]:
    answer = np.minimum.reduce([answers for _, answers in asked])
    reason = np.zeros(answer.size, np.int16)
    for name, answers in reversed(asked):
        reason[(answers == answer) & (answer != YES)] = reasons.index(name)
    return answer, reason
