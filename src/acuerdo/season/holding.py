"""Which rounds a season holds, and how each is served under the text of the day of entry."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from acuerdo.agreement import Agreement, Enacted, Plan
from acuerdo.agreement.calendar import Days
from acuerdo.agreement.clauses.allocation import Allocation
from acuerdo.agreement.clauses.criteria import YES, decide, flat
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.terms import Terms
from acuerdo.matching.floors import NO_GROUP
from acuerdo.matching.market import Market
from acuerdo.population import chance
from acuerdo.population.parameters import Parameters
from acuerdo.rules.ceilings import Ceilings, ceilings, new_places_on
from acuerdo.rules.eligibility import Decision
from acuerdo.rules.formulas import counted_out
from acuerdo.rules.permits import permitted_until
from acuerdo.rules.places import Ledger
from acuerdo.season import rounds
from acuerdo.season.deciding import days
from acuerdo.season.permits import PERMIT, REFUSED, STAYED_AWAY, Permits, Serving
from acuerdo.season.texts import decided_by_a_text, reigns

AT_ONCE, MONTHLY = "at_once", "monthly"
INTAKES = (AT_ONCE, MONTHLY)
"""How orders become known: all before the season begins, or month by month as they are decided."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rounds of a season are held on: texts, m orders with what is known of their offers, and the
    facts and the place in line of everybody in the pool."""

    agreement: Agreement
    plan: Plan | None
    text: Enacted
    pathway: str
    table: pl.DataFrame
    facts: Facts
    offered: Facts
    turn: NDArray[np.int64]


def held(
    asked: Asked,
    market: Market,
    who: NDArray[np.intp],
    eligible: Decision,
    intakes: str,
    leaving: rounds.Leaving,
    ledger: Ledger | None = None,
) -> tuple[Permits, rounds.Intakes]:
    """Hold the rounds.

    The ceilings of a round are those of the first text of the season: nobody knows by then what will be
    amended. Permits are decided by the text of the day of entry.

    Args:
        asked: texts, orders and people.
        market: those of the pool who seek an order, without caps.
        who: their places in the pool.
        eligible: what was decided about everybody.
        intakes: one of INTAKES.
        leaving: who leaves, of those who seek.
        ledger: places used before; None for none.
    """
    made, path = Serving(eligible, ledger), f"pathways.{asked.pathway}"
    clause = asked.text.agreement.terms.pathways[asked.pathway]
    asked.text.require(f"{path}.cap", f"{path}.allocation", f"{path}.stay")
    ends, decided = days(asked.table["ends"]), days(asked.table["decided"])
    entry = np.maximum(days(asked.table["starts"]), decided)
    known = np.sort(entry[~np.isnat(entry)])
    terms = _in_last_year(asked.text.agreement.terms, known)
    allocation = _of_people(clause.allocation)
    group = _set_aside_of(allocation, asked.facts.rows(who), terms)

    cap = terms.pathways[asked.pathway].cap

    def ceil(on: Days) -> tuple[Ceilings, NDArray[np.int64]]:
        opened = decided_by_a_text(asked.agreement, asked.plan, on) & within_stay(clause, terms, on, ends)
        on = np.where(opened, on, rounds.ALL_KNOWN)
        return ceilings(f"{path}.cap", cap, allocation, terms, on, made.permits.ledger), group

    def serve(rows: NDArray[np.intp], order: NDArray[np.int64], on: Days) -> NDArray[np.bool_]:
        for reign in reigns(asked.agreement, asked.plan, on):
            here = who[rows][reign.rows]
            if reign.text is None:
                made.decide(here, REFUSED, "not_in_force")
                continue
            reign.text.require(f"{path}.cap", f"{path}.allocation", f"{path}.stay")
            last_days = ends[order][reign.rows]
            people = holding_one(asked.facts.rows(here), asked.offered, order[reign.rows])
            made.serve(here, reign.text, asked.pathway, people, on[reign.rows], last_days, asked.turn[here])
        return np.asarray(made.permits.outcome[who[rows]] == PERMIT, np.bool_)

    on = [np.array([rounds.ALL_KNOWN])] if intakes == AT_ONCE else []
    if known.size and cap is not None:
        on.append(new_places_on(f"{path}.cap", cap, allocation, terms, known[:1], known[-1:]))
    if known.size and intakes == MONTHLY:
        on.append(_months(decided[~np.isnat(decided)], known))
    held_on = np.unique(np.concatenate(on or [np.array([rounds.ALL_KNOWN])]))
    held_on = np.r_[held_on[np.isnat(held_on)], held_on[~np.isnat(held_on)]]
    found = rounds.hold(market, rounds.Offered(decided, entry, ends), held_on, ceil, serve, leaving)
    made.decide(who[found.stayed_away], STAYED_AWAY, "stayed_away")
    return made.permits, found


def holding_one(facts: Facts, offered: Facts, order: NDArray[np.int64]) -> Facts:
    """The same people, each with what is known of one order."""
    return facts.also(**{name.replace(".", "__"): column[order] for name, column in offered.items()})


def within_stay(clause: Pathway, terms: Terms, entry: Days, ends: Days) -> NDArray[np.bool_]:
    """Whether the longest stay lasts until the work ends, from each day of entry; not from an unknown one."""
    if clause.stay is None:
        return ~np.isnat(entry)
    return np.asarray(permitted_until(clause.stay, terms.calendar, entry, ends) >= ends, np.bool_)


def leaving(
    intakes: str, parameters: Parameters, who: NDArray[np.intp], people: int, seed: int
) -> rounds.Leaving:
    """Who of those who seek would not come or would leave early; where all is known at once, nobody."""
    if intakes == AT_ONCE:
        nobody = np.zeros(who.size, np.bool_)
        return rounds.Leaving(nobody, nobody, np.zeros(who.size))
    draw = {
        name: chance.stream(seed, name).random(people)[who]
        for name in ("stays away", "leaves early", "leaves after")
    }
    return rounds.Leaving(
        draw["stays away"] < parameters.no_show_share,
        draw["leaves early"] < parameters.leaves_early_share,
        draw["leaves after"],
    )


def _in_last_year(terms: Terms, known: Days) -> Terms:
    return counted_out(terms, {}, known[-1].item().year) if known.size else terms


def _months(decided: Days, entry: Days) -> Days:
    """The first day of each month after the first decision, as long as orders are decided or begin."""
    if not decided.size:
        return decided
    last = max(decided.max(), entry.max()).astype("datetime64[M]") + 1
    months = np.arange(decided.min().astype("datetime64[M]") + 1, last + 1)
    found: Days = months.astype("datetime64[D]")
    return found


def _of_people(allocation: Allocation | None) -> Allocation | None:
    """Only the set-asides that are told by who somebody is; those told by the offer are served afterwards."""
    if allocation is None:
        return None
    asides = [
        aside
        for aside in allocation.set_asides
        if not any(str(criterion.fact).startswith("offer.") for criterion in flat(aside.criteria()))
    ]
    return allocation.model_copy(update={"set_asides": asides})


def _set_aside_of(allocation: Allocation | None, people: Facts, terms: Terms) -> NDArray[np.int64]:
    """The first set-aside, in file order, that each worker belongs to, or NO_GROUP."""
    group = np.full(people.n, NO_GROUP)
    for number, aside in reversed(list(enumerate(allocation.set_asides if allocation else []))):
        group[decide(aside.criteria(), people, terms.nations).answers == YES] = number
    return group
