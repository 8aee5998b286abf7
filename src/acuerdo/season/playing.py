"""A season, played: orders decided, people drawn and decided, matched, and given permits under the caps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.agreement import Agreement, Enacted, Plan, Refused
from acuerdo.agreement.calendar import Days
from acuerdo.agreement.clauses.criteria import YES
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.nations import NUMBER
from acuerdo.agreement.terms import Terms
from acuerdo.matching.deferred import match
from acuerdo.matching.market import UNMATCHED
from acuerdo.population import chance, shipped
from acuerdo.population.pool import Parameters, Pool, draw, load_parameters
from acuerdo.rules.eligibility import ELIGIBLE, NEEDS_EVIDENCE, Decision, eligibility, points
from acuerdo.rules.family import places_taken
from acuerdo.rules.formulas import counted_out
from acuerdo.rules.order import turns
from acuerdo.rules.periods import Key
from acuerdo.rules.permits import named, permitted_until
from acuerdo.rules.places import GRANTED, NATIONAL_LAW, NOT_ASKED, QUEUED, Ledger, Queue, allocate
from acuerdo.rules.places import REFUSED as NO_LONGER
from acuerdo.season.deciding import PASSED, Decided, days, decide_orders
from acuerdo.season.given import Given
from acuerdo.season.market import market
from acuerdo.season.orders import Orders
from acuerdo.season.ranking import lists
from acuerdo.season.stand_in import StandIn
from acuerdo.season.texts import reigns
from acuerdo.season.wishes import Wishes, listed

Progress = Callable[[str], None]

OUTCOMES = ("permit", "queued", "refused", "no_place", "not_eligible", "needs_evidence")
PERMIT, WAITING, REFUSED, NO_PLACE, NOT_ELIGIBLE, UNDECIDED = range(6)
"""What became of a worker. `queued` has a match and waits for a place under the cap; `refused` has a match
and no place; `no_place` was left without an order."""


@dataclass(frozen=True, slots=True)
class Permits:
    """What became of each worker, shape (n,).

    Fields:
        outcome: a code of OUTCOMES.
        reason_of: what decided, an index into `reasons`.
        entry: the day from which the permit holds; NaT without one.
        until: the last day of presence it allows; NaT without one.
        period: the first day of the cap's period in which the place lies; NaT without a place or a cap.
        through: 0 for the general pool, k for the k-th set-aside, -1 without a place.
        ledger: the places used under each cap.
        terms: the text under which each period of a cap was last served.
    """

    outcome: NDArray[np.int8]
    reasons: tuple[str, ...]
    reason_of: NDArray[np.int16]
    entry: Days
    until: Days
    period: Days
    through: NDArray[np.int8]
    ledger: Ledger
    terms: Mapping[Key, Terms] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Season:
    """Everything a season decided: about each order (shape m) and each worker (shape n)."""

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
    stands_in: tuple[Given, ...] = ()

    @property
    def given(self) -> tuple[Given, ...]:
        """What was assumed beside the text and its plan."""
        return (*self.stands_in, *self.orders.given)


def pathway_of(agreement: Agreement, wanted: str | None) -> str:
    """The pathway a season of job orders plays: the one asked for, or the only one that tests offers.

    Raises:
        Refused: there is none, or several and none was asked for.
    """
    fit = [name for name, pathway in agreement.terms.pathways.items() if pathway.labour_market_test]
    if wanted in fit:
        return str(wanted)
    if wanted is None and len(fit) == 1:
        return fit[0]
    hint = f"pathways with a labour_market_test: {', '.join(fit) or 'none'}"
    if wanted is None:
        raise Refused(
            f"{agreement.id} has {len(fit)} pathways for job orders\n  hint: {hint}; choose with --pathway"
        )
    raise Refused(f"{agreement.id} has no pathway {wanted} for job orders\n  hint: {hint}")


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
    progress("deciding who is eligible")
    facts = _with_offer(_people(pool, text, stand_in, seed), decided)
    eligible = eligibility(clause, text.agreement.terms, facts, text.on)
    turn = _turn(clause, text, facts, seed)
    progress("matching workers and orders")
    named_by = _named_by(clause, pool, employer, orders.table, admitted, seed)
    wanted = lists(pool, orders.table, admitted)
    if wishes is not None:
        wanted = listed(wishes, wanted, named_by, admitted)
    who = np.flatnonzero(eligible.outcome == ELIGIBLE)
    order = np.full(people, UNMATCHED)
    order[who] = match(market(pool, who, orders.table, admitted, turn, named_by, wanted))
    progress("giving out places under the caps")
    permits = _permits(agreement, plan, pathway, orders.table, facts, eligible, turn, order, decided.facts)
    told = stand_in.given if stand_in else ()
    return Season(text, pathway, orders, decided, pool, parameters, seed, turn, order, permits, told)


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
        return _holding(facts, decided.facts, np.full(facts.n, open_orders[0]))
    return facts.also(
        offer__exists=np.ones(facts.n, np.int8), offer__labour_market_test=np.full(facts.n, PASSED, np.int16)
    )


def _holding(facts: Facts, offered: Facts, order: NDArray[np.int64]) -> Facts:
    """The same people, each with what is known of one order."""
    return facts.also(**{name.replace(".", "__"): column[order] for name, column in offered.items()})


def _turn(clause: Pathway, text: Enacted, facts: Facts, seed: int) -> NDArray[np.int64]:
    """The place in line; everybody applied before the season, on one day."""
    one_day = np.full(facts.n, np.datetime64(text.on), "datetime64[D]")
    score = points(clause, text.agreement.terms.nations, facts)
    draw_of = chance.stream(seed, "lottery").integers(0, 2**63, facts.n, dtype=np.uint64)
    order, ties = (
        (clause.allocation.order, clause.allocation.ties) if clause.allocation else ("lottery", "draw")
    )
    return turns(order, draw_of, one_day, one_day, score, ties)


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


def _permits(
    agreement: Agreement,
    plan: Plan | None,
    pathway: str,
    table: pl.DataFrame,
    facts: Facts,
    eligible: Decision,
    turn: NDArray[np.int64],
    order: NDArray[np.int64],
    offered: Facts,
) -> Permits:
    """Decide everybody who was matched again on the day of entry, and serve them under the caps."""
    made = _Permits(eligible, order)
    starts, ends = days(table["starts"])[order], days(table["ends"])[order]
    entry = np.maximum(starts, days(table["decided"])[order])
    matched = np.flatnonzero(order != UNMATCHED)
    for reign in reigns(agreement, plan, entry[matched]) if matched.size else ():
        who = matched[reign.rows]
        if reign.text is None:
            made.decide(who, REFUSED, "not_in_force")
            continue
        reign.text.require(
            f"pathways.{pathway}.cap", f"pathways.{pathway}.allocation", f"pathways.{pathway}.stay"
        )
        held = _holding(facts.rows(who), offered, order[who])
        made.serve(who, reign.text, pathway, held, entry[who], ends[who], turn[who])
    return made.permits


class _Permits:
    """Collects what becomes of each worker."""

    def __init__(self, eligible: Decision, order: NDArray[np.int64]) -> None:
        n = order.size
        never = np.full(n, np.datetime64("NaT", "D"), "datetime64[D]")
        self.reasons = [*eligible.reasons, "no_order_left"]
        outcome = np.where(eligible.outcome == ELIGIBLE, NO_PLACE, NOT_ELIGIBLE).astype(np.int8)
        outcome[eligible.outcome == NEEDS_EVIDENCE] = UNDECIDED
        reason = np.where(outcome == NO_PLACE, len(self.reasons) - 1, eligible.reason).astype(np.int16)
        self.permits = Permits(
            outcome, (), reason, never, never.copy(), never.copy(), np.full(n, -1, np.int8), Ledger()
        )
        self._close()

    def decide(self, who: NDArray[np.intp], outcome: int, reason: str) -> None:
        """Give some workers one outcome and reason."""
        if reason not in self.reasons:
            self.reasons.append(reason)
            self._close()
        self.permits.outcome[who] = outcome
        self.permits.reason_of[who] = self.reasons.index(reason)

    def serve(
        self,
        who: NDArray[np.intp],
        text: Enacted,
        pathway: str,
        facts: Facts,
        entry: Days,
        ends: Days,
        turn: NDArray[np.int64],
    ) -> None:
        """Serve matched workers whose entry falls under one text."""
        terms = counted_out(text.agreement.terms, {}, entry.max().item().year)
        clause = terms.pathways[pathway]
        again = eligibility(clause, terms, facts, text.on)
        for number, reason in enumerate(again.reasons):
            lost = (again.outcome != ELIGIBLE) & (again.reason == number)
            self.decide(who[lost], NOT_ELIGIBLE, reason)
        asks = again.outcome == ELIGIBLE
        if clause.cap is None:
            status, since, through = np.where(asks, GRANTED, NOT_ASKED), entry, np.zeros(who.size, np.int8)
        else:
            queue = Queue(asks, entry, entry, turn, facts, places_taken(clause.family, facts))
            places = allocate(
                f"pathways.{pathway}.cap", clause.cap, clause.allocation, terms, queue, self.permits.ledger
            )
            status, since, through = places.status, places.given_on, places.through
            self.permits.period[who] = places.period
            self._keep(places.ledger, terms)
        too_late = (status == GRANTED) & (since > ends)
        granted = (status == GRANTED) & ~too_late
        self.decide(who[granted], PERMIT, "")
        self.decide(who[too_late], WAITING, "too_late")
        self.decide(who[status == QUEUED], WAITING, "cap")
        self.decide(who[(status == NO_LONGER) | (status == NATIONAL_LAW)], REFUSED, "cap")
        self.permits.entry[who[granted]] = since[granted]
        self.permits.through[who[granted]] = through[granted]
        stay_until = permitted_until(clause.stay, terms.calendar, since, ends) if clause.stay else ends
        self.permits.until[who[granted]] = stay_until[granted]

    def _keep(self, ledger: Ledger, terms: Terms) -> None:
        before, kept = self.permits.ledger.used, self.permits.terms
        served = {
            key: terms for key, used in ledger.used.items() if before.get(key) != used or key not in kept
        }
        self.permits = replace(self.permits, ledger=ledger, terms={**kept, **served})

    def _close(self) -> None:
        self.permits = replace(self.permits, reasons=tuple(self.reasons))
