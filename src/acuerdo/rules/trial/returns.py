"""Cases about returns."""

from typing import Any

import numpy as np

from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.criteria import name_of
from acuerdo.agreement.clauses.returns import Hours, Returns
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.plan import Enacted
from acuerdo.rules.handover import handed_over
from acuerdo.rules.readmission import readmission
from acuerdo.rules.returns import protection, returnable
from acuerdo.rules.trial.counted import counts_places, used_before
from acuerdo.rules.trial.limits import counted as counted_out_for
from acuerdo.rules.trial.steps import THREE, Answer, Step, decides_nothing, facts_of, step_of
from acuerdo.rules.trial.told import known, step, told, written


def returned(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether each person may be handed over."""
    enacted = counted_out_for(case, enacted)
    clause = enacted.agreement.terms.returns[name]
    counted = counts_places(case, path)
    if counted:
        enacted.require(f"{path}.cap")
    facts, terms = facts_of(case), enacted.agreement.terms
    clause_here = clause if counted else clause.model_copy(update={"cap": None})
    ledger = used_before(case, enacted, path, clause_here)
    decision, _ = returnable(clause_here, path, terms, facts, case.on, np.arange(case.n), ledger)
    cap = clause.cap.on(case.on) if clause.cap else None
    answers = []
    for at in range(case.n):
        found = {"is": decision.word(at), "because": decision.because(at)}
        if found["is"] == "cap_reached" and cap is not None:
            found["goes_to"] = str(cap.when_full)
        answers.append(Answer(path, found, tuple(_returns_steps(enacted, path, clause, facts, at))))
    return answers


def _returns_steps(enacted: Enacted, path: str, clause: Returns, facts: Facts, at: int) -> list[Step]:
    covered = clause.of.on(enacted.on)
    steps = [
        step_of(
            enacted,
            f"{path}.applies_when",
            clause.applies_when,
            facts,
            at,
            clause.applies_when.id or "applies_when",
        )
    ]
    for gate in covered.as_criteria() if covered else ():
        steps.append(step_of(enacted, f"{path}.of", gate, facts, at, "of"))
    steps += protection_steps(path, facts, at)
    for n, criterion in enumerate(clause.never):
        steps.append(
            step_of(enacted, f"{path}.never", criterion, facts, at, f"{name_of(criterion, n)} (excludes)")
        )
    return steps


def protection_steps(path: str, facts: Facts, at: int) -> list[Step]:
    """The two questions no file can switch off."""
    return [
        Step(
            f"never returned, whatever the file says: {who}",
            THREE[int(answers[at])],
            path,
            "this program",
            "law",
        )
        for who, answers in zip(("a child alone", "someone in danger there"), protection(facts), strict=True)
    ]


CLOCKS = {
    "apply_within": "handover.met_on",
    "reply_within": "handover.applied_on",
    "transfer_within": "handover.replied_on",
    "error_return": "handover.in_error_since",
}
"""The clocks of a readmission, and the day from which each is counted."""


def readmitted(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """At which stage each readmission is."""
    terms, clause_path = enacted.agreement.terms, path.removesuffix(".readmission")
    clause, facts = terms.returns[name], facts_of(case)
    if not clause.holds_on(case.on):
        return [told(path, [], is_="not_in_force", because="dates")] * case.n
    enacted.require(*(f"{clause_path}.{part}" for part in (*CLOCKS, "silence")))
    found = readmission(clause, terms.calendar, facts, case.on)
    basis = _legal_basis(clause, enacted)
    answers = []
    for at in range(case.n):
        steps = protection_steps(clause_path, facts, at)
        for field, fact in CLOCKS.items():
            span, since = getattr(clause, field), written(facts.column(fact)[at])
            if span is not None:
                steps.append(step(enacted, f"{clause_path}.{field}", f"{field} {span} from", since))
        if clause.silence is not None:
            steps.append(step(enacted, f"{clause_path}.silence", "silence", clause.silence))
        answers.append(
            told(
                path,
                steps,
                is_=found.decision.word(at),
                because=found.decision.because(at),
                due=found.due[at],
                taken_back_until=found.taken_back_until[at],
                legal_basis=basis,
                cost_bearer=clause.cost_bearer,
            )
        )
    return answers


def _legal_basis(clause: Returns, enacted: Enacted) -> str:
    """The law under which people are returned on the day; '' where the law it names is not in force."""
    entry = clause.legal_basis.on(enacted.on) if clause.legal_basis else None
    law = enacted.agreement.terms.national_law
    if entry is None or entry.value is None:
        return ""
    return "" if entry.value in law and law[entry.value].on(enacted.on) is None else entry.value


def handed(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether each handover may happen where, when and as announced."""
    clause = enacted.agreement.terms.returns[name]
    if clause.handover is None:
        raise decides_nothing(enacted, path)
    if not clause.holds_on(case.on):
        return [told(path, [], is_="not_in_force", because="dates")] * case.n
    enacted.require(*(f"{path}.{part}" for part in ("places", "hours", "notice")))
    facts, place = facts_of(case), case.named.get("place")
    found = handed_over(clause.handover, facts, place)
    asked = {
        "places": [place or ""] * case.n,
        "hours": [known(hour) for hour in facts.column("handover.hour")],
        "notice": [known(hours) for hours in facts.column("handover.notice_hours")],
    }
    answers = []
    for at in range(case.n):
        steps = protection_steps(path, facts, at)
        for field, given in asked.items():
            said = getattr(clause.handover, field)
            if said:
                steps.append(step(enacted, f"{path}.{field}", f"{field}: {_said(said)}", given[at]))
        answers.append(told(path, steps, is_=found.word(at), because=found.because(at)))
    return answers


def _said(value: Any) -> str:
    if isinstance(value, Hours):
        return str(value.said) if value.said is not None else f"{value.opens} to {value.closes}"
    return ", ".join(value) if isinstance(value, list) else str(value)
