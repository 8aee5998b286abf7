"""Decisions: rules asked about one case, and what they said kept with text, clause, facts and reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from acuerdo.agreement import Enacted, enact, read_plan, read_text
from acuerdo.agreement.clauses.criteria import NO, YES
from acuerdo.agreement.facts import FACTS, Facts, read_fact
from acuerdo.operate import clock
from acuerdo.operate.law import Law, enacted, law, text_row
from acuerdo.operate.wording import LEAVING
from acuerdo.records.models import Account, Decision, JobOrder, PastSeason, Worker
from acuerdo.rules.eligibility import ELIGIBLE, NOT_OPEN, eligibility
from acuerdo.rules.eligibility import NEEDS_EVIDENCE as UNSURE
from acuerdo.rules.leaving import FINDING, NO_CLAUSE, may_leave
from acuerdo.season.deciding import decide_orders, with_an_offer
from acuerdo.season.wording import words_of


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule said of one case: the outcome, the reason, the clause, and the words."""

    outcome: str
    reason: str
    clause: str
    en: str
    es: str


OUTCOMES = {int(ELIGIBLE): "eligible", int(UNSURE): "needs_evidence", int(NOT_OPEN): "not_open"}


def eligible(told: Mapping[str, Any], on: date, text: Enacted, pathway: str) -> Said:
    """Whether somebody may come by the pathway, if there is an order: that is another matter.

    Args:
        told: what is known, by the names of facts, as files write it.
        on: the day of decision.
        text, pathway: what decides.
    """
    arrays = {
        name: np.array([read_fact(FACTS[name], value)]) for name, value in told.items() if value is not None
    }
    facts = with_an_offer(Facts(1, _typed(arrays)))
    terms = text.agreement.terms
    text.require(f"pathways.{pathway}.open_to", f"pathways.{pathway}.eligible", f"pathways.{pathway}.points")
    found = eligibility(terms.pathways[pathway], terms, facts, on)
    reason = found.because(0)
    en, es, clause, _ = words_of(reason, text, pathway)
    return Said(OUTCOMES.get(int(found.outcome[0]), "not_eligible"), reason, clause, en, es)


def _typed(arrays: Mapping[str, Any]) -> dict[str, Any]:
    from acuerdo.agreement.facts import DTYPES

    return {name: array.astype(DTYPES[FACTS[name].kind]) for name, array in arrays.items()}


def leaves(told: Mapping[str, Any], on: date, text: Enacted, pathway: str) -> Said:
    """Whether a worker may take the permit to an order.

    Args:
        told: of `permit.*`, by the names of facts, as files write it, and FOUND; None where nobody knows.
        on: the day of the move.
        text, pathway: what decides.
    """
    clause, calendar = text.agreement.terms.pathways[pathway].portability, text.agreement.terms.calendar
    path, broken = f"pathways.{pathway}.portability", told.get(FOUND, "")
    if not broken and clause is not None:
        text.require(*(f"{path}.{part}" for part in ("change_employer", "after", "must_be", "limit")))
    arrays = {
        name: np.array([read_fact(FACTS[name], value)])
        for name, value in told.items()
        if value is not None and name in FACTS
    }
    day = np.array([on], "datetime64[D]")
    found = may_leave(clause, np.array([YES if broken else NO]), calendar, Facts(1, _typed(arrays)), day)
    reason = found.because(0)
    en, es = LEAVING[found.word(0)].get(reason, LEAVING[found.word(0)][""])
    decided = broken if reason == FINDING else path if reason in ("", NO_CLAUSE) else f"{path}.{reason}"
    return Said(
        {"yes": "may_leave", "no": "may_not_leave"}.get(found.word(0), "needs_evidence"),
        reason,
        decided,
        en,
        es,
    )


FOUND = "protection.broken"
"""What the facts of a move call the protection that the present employer was found to have broken."""


def certified(order: JobOrder, on: date, of: Law, text: Enacted) -> Said:
    """Whether an order stands: its labour-market test, its days, and what the pathway asks of offers."""
    from acuerdo.operate.tables import orders_table

    table = orders_table([order]).with_columns(decided=pl.lit(on))
    found = decide_orders(of.agreement, of.plan, of.pathway, table, text_on=enacted)
    reason = found.reasons[int(found.reason[0])]
    en, es, clause, _ = words_of(reason, text, of.pathway)
    answer = found.answer[0]
    outcome = "certified" if answer == YES else "denied" if answer == NO else "needs_evidence"
    return Said(outcome, reason, clause, en, es)


def facts_of(worker: Worker, on: date) -> dict[str, Any]:
    """What is known of a worker, by the names of facts, as files write it; None where nobody knows."""
    seasons = PastSeason.every.filter(worker=worker)
    return {
        "person.nationality": worker.nationality,
        "person.age_years": str(years(worker.born_on, on)),
        "person.felony_convictions": None
        if worker.felony_convictions is None
        else str(worker.felony_convictions),
        "person.prior_compliant_seasons": str(sum(each.complied for each in seasons)),
        "person.experience_months": str(worker.experience_months),
    }


def years(born_on: date, on: date) -> int:
    """Completed years of age."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def keep(
    kind: str,
    subject: str,
    said: Said,
    facts: Mapping[str, Any],
    on: date,
    by: Account | None,
    worker: Worker | None = None,
    order: JobOrder | None = None,
) -> Decision:
    """Keep a decision."""
    kept: Decision = Decision.every.create(
        kind=kind,
        subject=subject,
        worker=worker,
        order=order,
        on=on,
        at=clock.now(),
        text=text_row(),
        clause=said.clause,
        facts=dict(facts),
        outcome=said.outcome,
        reason=said.reason,
        en=said.en,
        es=said.es,
        by=by,
    )
    return kept


def decided_again(decision: Decision, facts: Mapping[str, Any] | None = None) -> Said:
    """The same case under its own text, on its own day; with other facts if they were mended.

    Raises:
        ValueError: decisions of this kind are not made again alone: the match decides about all at once.
    """
    from acuerdo.operate import asked_stays

    if decision.kind not in MADE_AGAIN:
        raise ValueError(f"a decision of the kind {decision.kind} is not made again alone")
    text = enacted(decision.on) if decision.text.digest == law().digest else _old(decision)
    known = {**decision.facts, **(facts or {})}
    if decision.kind in AGAIN:
        return AGAIN[decision.kind](known, decision.on, text, law().pathway)
    return (asked_stays.longer if decision.kind == "renewal" else asked_stays.over)(
        known, text, law().pathway
    )


AGAIN = {"eligibility": eligible, "transfer": leaves}
"""Kinds of decisions that are made again by the day they were made for, and by what."""
MADE_AGAIN = (*AGAIN, "renewal", "stay")
"""Kinds of decisions that the rules make again alone, as in a review."""


def _old(decision: Decision) -> Enacted:
    """The text that decided then."""
    import tempfile
    from pathlib import Path

    plan = None
    if decision.text.plan:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "plan.yaml"
            file.write_text(decision.text.plan, encoding="utf-8")
            plan = read_plan(file)
    return enact(read_text(decision.text.agreement), decision.on, plan)
