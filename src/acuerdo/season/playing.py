"""A season, played: orders decided, people drawn and decided, matched, and given permits under the caps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.agreement import Agreement, Enacted, Plan, Refused
from acuerdo.agreement.calendar import Days
from acuerdo.agreement.clauses.criteria import YES
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.nations import NUMBER
from acuerdo.matching.market import UNMATCHED, behind_equals
from acuerdo.population import chance, shipped
from acuerdo.population.pool import Parameters, Pool, draw, load_parameters
from acuerdo.proof.lottery import Record, demonstration_record, draws
from acuerdo.rules.eligibility import ELIGIBLE, eligibility, points
from acuerdo.rules.order import before_the_draw, turns
from acuerdo.rules.permits import named
from acuerdo.rules.places import Ledger
from acuerdo.season.deciding import Decided, days, decide_orders, with_an_offer
from acuerdo.season.given import Given
from acuerdo.season.holding import AT_ONCE, Asked, held, holding_one, leaving
from acuerdo.season.market import market
from acuerdo.season.orders import Orders
from acuerdo.season.permits import Permits
from acuerdo.season.ranking import Lists, lists
from acuerdo.season.rounds import Intakes
from acuerdo.season.stand_in import StandIn
from acuerdo.season.texts import reigns
from acuerdo.season.wishes import Wishes, listed

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Season:
    """Everything a season decided: about each order (shape m), each worker (shape n), and those who sought an
    order in its rounds (`who`, and `rounds` of the same shape)."""

    text: Enacted
    pathway: str
    orders: Orders
    decided: Decided
    pool: Pool
    parameters: Parameters
    seed: int
    turn: NDArray[np.int64]
    order: NDArray[np.int64]
    permits: Permits
    rounds: Intakes
    who: NDArray[np.intp]
    lottery: Record
    score: NDArray[np.int64]
    names: list[str]
    stands_in: tuple[Given, ...] = ()

    def of_everybody(self, column: NDArray[Any], otherwise: Any) -> NDArray[Any]:
        """A column about those who sought an order, for everybody in the pool, shape (n,)."""
        found = np.full(len(self.pool), otherwise, column.dtype)
        found[self.who] = column
        return found

    @property
    def stayed(self) -> NDArray[np.bool_]:
        """Who did not leave early, shape (n,)."""
        left_on: Days = self.of_everybody(self.rounds.left_on, np.datetime64("NaT", "D"))
        return np.isnat(left_on)

    @property
    def by_points(self) -> bool:
        """Whether points put people in line, before the lottery."""
        allocation = self.text.agreement.terms.pathways[self.pathway].allocation
        return allocation is not None and allocation.order == "points"

    @property
    def given(self) -> tuple[Given, ...]:
        """What was assumed beside the text and its plan."""
        return (*self.stands_in, *self.orders.given)


def play(
    agreement: Agreement,
    plan: Plan | None,
    orders: Orders,
    pathway: str,
    people: int,
    seed: int,
    progress: Progress = lambda _: None,
    wishes: Wishes | None = None,
    stand_in: StandIn | None = None,
    intakes: str = AT_ONCE,
) -> Season:
    """Play one season.

    Args:
        agreement: the text.
        plan: the plan that enacts it; None for a text in operation.
        orders: the job orders as read.
        pathway: the pathway they are offered under.
        people: how many workers are drawn.
        seed: names every draw of the season, together with the name of its stream.
        progress: told what is being done.
        wishes: lists that workers wrote themselves, in place of the default ones.
        stand_in: what stands in for facts that neither the orders nor the pool give.
        intakes: one of INTAKES: all orders known at once, or month by month.

    Raises:
        Refused: there are no orders, no text is in force on any day of the season, or it is silent where a
            decision needs words.
    """
    if orders.table.is_empty():
        raise Refused(
            f"{orders.source} holds no job order that can be counted: {orders.rows_read:,} rows read,"
            f" {orders.rejected_rows:,} rejected\n  hint: give a file with at least one primary case"
        )
    progress(f"deciding {orders.table.height:,} job orders")
    decided = decide_orders(agreement, plan, pathway, orders.table, stand_in, seed)
    text = _first_text(agreement, plan, days(orders.table["decided"]))
    text.require(*(f"pathways.{pathway}.{part}" for part in ("open_to", "eligible", "points", "allocation")))
    clause, admitted = text.agreement.terms.pathways[pathway], decided.answer == YES
    progress(f"drawing {people:,} workers")
    parameters = load_parameters(shipped.path("data/corridor/pool.yaml"))
    employer, employer_places = _employers(orders.table, admitted)
    pool = draw(people, seed, employer_places, parameters)
    progress("matching workers and orders under the caps")
    named_by = _named_by(clause, pool, employer, orders.table, admitted, seed)
    wanted = lists(pool, orders.table, admitted)
    if wishes is not None:
        wanted = listed(wishes, wanted, named_by, admitted)
    names = applications(people)
    applied = Applied(
        pool,
        _people(pool, text, stand_in, seed),
        named_by,
        wanted,
        names,
        lottery(agreement, pathway, names, seed),
    )
    return settle(
        Offered(agreement, plan, text, pathway, orders, decided),
        applied,
        parameters,
        seed,
        intakes,
        stand_in.given if stand_in else (),
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """What is offered under which text: m orders as read, and what was decided about each."""

    agreement: Agreement
    plan: Plan | None
    text: Enacted
    pathway: str
    orders: Orders
    decided: Decided


@dataclass(frozen=True, slots=True)
class Applied:
    """Who applied, shape (n,).

    Fields:
        pool: the people.
        facts: what is known of them.
        named_by: the order whose employer names each, or UNMATCHED.
        wanted: what each wants.
        names: the names of the applications, on which the lottery is drawn.
        record: the lottery.
    """

    pool: Pool
    facts: Facts
    named_by: NDArray[np.int64]
    wanted: Lists
    names: list[str]
    record: Record


def settle(
    offered: Offered,
    applied: Applied,
    parameters: Parameters,
    seed: int = 0,
    intakes: str = AT_ONCE,
    stands_in: tuple[Given, ...] = (),
    ledger: Ledger | None = None,
) -> Season:
    """Decide who is eligible, draw the line, match, and give permits under the caps.

    Args:
        offered: the orders.
        applied: the people.
        parameters: what people are assumed to do after the match.
        seed: names the draws of that.
        intakes: one of INTAKES.
        stands_in: what stood in for facts, to be told in every output.
        ledger: places used before; None for none.
    """
    text, pathway, orders, decided = offered.text, offered.pathway, offered.orders, offered.decided
    clause, admitted = text.agreement.terms.pathways[pathway], decided.answer == YES
    pool, people = applied.pool, len(applied.pool)
    facts = _with_offer(applied.facts, decided)
    eligible = eligibility(clause, text.agreement.terms, facts, text.on)
    score = points(clause, text.agreement.terms.nations, facts)
    turn, behind = _in_line(clause, text, draws(str(applied.record.seed), applied.names), score)
    who = np.flatnonzero(eligible.outcome == ELIGIBLE)
    whole = market(pool, who, orders.table, admitted, turn, behind, applied.named_by, applied.wanted)
    asked = Asked(offered.agreement, offered.plan, text, pathway, orders.table, facts, decided.facts, turn)
    leavers = leaving(intakes, parameters, who, people, seed)
    permits, rounds = held(asked, whole, who, eligible, intakes, leavers, ledger)
    order = np.full(people, UNMATCHED)
    order[who] = rounds.order
    return Season(
        text,
        pathway,
        orders,
        decided,
        pool,
        parameters,
        seed,
        turn,
        order,
        permits,
        rounds,
        who,
        applied.record,
        score,
        applied.names,
        stands_in,
    )


def _first_text(agreement: Agreement, plan: Plan | None, on: Days) -> Enacted:
    return next(reign.text for reign in reigns(agreement, plan, on) if reign.text is not None)


def _employers(
    table: pl.DataFrame, admitted: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    names, employer = np.unique(table["employer"].fill_null("").to_numpy().astype(str), return_inverse=True)
    places = np.bincount(employer, table["places"].to_numpy() * admitted, names.size)
    return employer.astype(np.int64), places.astype(np.int64)


def _people(pool: Pool, text: Enacted, stand_in: StandIn | None, seed: int) -> Facts:
    """What the pool says about people: of the country it is drawn from, if that is an origin of the text."""
    parties = text.agreement.terms.parties.items()
    origins = [code for code, party in parties if party.role == "origin"]
    own = POOL_OF if POOL_OF in origins or not origins else origins[0]
    return Facts(
        len(pool),
        {
            "person.nationality": np.full(len(pool), NUMBER[own], np.int16),
            "person.age_years": pool.age_years.astype(np.int32),
            "person.felony_convictions": pool.felony_convictions.astype(np.int32),
            "person.prior_compliant_seasons": pool.prior_seasons.astype(np.int32),
            "person.experience_months": pool.experience_months.astype(np.int32),
            "person.schooling_years": pool.schooling_years.astype(np.int32),
            **(stand_in.draw("person", seed, np.arange(len(pool))) if stand_in else {}),
        },
    )


POOL_OF = "MEX"
"""The country whose census the pool is drawn from."""


def _with_offer(facts: Facts, decided: Decided) -> Facts:
    """The same people holding an admitted offer: only admitted orders are matched, and each meets by itself
    what is asked of offers. What is asked of a person and an offer together is decided again once matched."""
    (open_orders,) = np.nonzero(decided.answer == YES)
    if open_orders.size:
        return holding_one(facts, decided.facts, np.full(facts.n, open_orders[0]))
    return with_an_offer(facts)


def applications(people: int) -> list[str]:
    """The names of the applications of a played season, of which everybody in the pool files one."""
    return [f"application-{number:07d}" for number in range(people)]


def lottery(agreement: Agreement, pathway: str, applied: list[str], seed: int) -> Record:
    """The lottery of a played season, by secrets and a public value that are made of its seed."""
    season, parties = f"{agreement.id} {pathway}", sorted(agreement.terms.parties)
    return demonstration_record(seed, season, LOTTERY_ROUND, parties, applied)


LOTTERY_ROUND = "1"
"""The round that the lottery of a season is drawn for; later rounds keep the line."""


def _in_line(
    clause: Pathway, text: Enacted, drawn: NDArray[np.uint64], score: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The place in line, and how many come after all equals; everybody applied before the season, on one
    day."""
    one_day = np.full(drawn.size, np.datetime64(text.on), "datetime64[D]")
    order, ties = (
        (clause.allocation.order, clause.allocation.ties) if clause.allocation else ("lottery", "draw")
    )
    turn = turns(order, drawn, one_day, one_day, score, ties)
    before = before_the_draw(order, one_day, one_day, score, ties)
    return turn, behind_equals(turn, *(key.astype(np.int64) for key in before))


def _named_by(
    clause: Pathway,
    pool: Pool,
    employer: NDArray[np.int64],
    table: pl.DataFrame,
    admitted: NDArray[np.bool_],
    seed: int,
) -> NDArray[np.int64]:
    """The order in which last season's employer names each worker, drawn by places among its orders."""
    last = pool.past_employer.astype(np.int64)
    order = np.full(len(pool), UNMATCHED)
    who = np.flatnonzero(named(clause.circularity, pool.returning, last, last))
    by_employer = np.argsort(employer, kind="stable")
    ends = np.cumsum((table["places"].to_numpy() * admitted)[by_employer])
    begin = np.r_[0, ends][np.searchsorted(employer[by_employer], last[who], side="left")]
    end = ends[np.searchsorted(employer[by_employer], last[who], side="right") - 1]
    drawn = chance.stream(seed, "order of last season's employer").random(len(pool))[who]
    order[who] = by_employer[np.searchsorted(ends, begin + drawn * (end - begin), side="right")]
    return order
