"""Cases about work under a permit: coming and going, another employer, the pension, the family."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from acuerdo.agreement.calendar import Days
from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.base import Clause
from acuerdo.agreement.clauses.criteria import NO, YES, Answers
from acuerdo.agreement.clauses.stay import Circularity
from acuerdo.agreement.facts import UNKNOWN_COUNT, UNKNOWN_MONEY, Facts
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.values import NOT_STATED, Money, read_money
from acuerdo.rules.asked import all_of
from acuerdo.rules.circularity import barred, bonus, may_enter, report_due
from acuerdo.rules.family import may_accompany, places_taken
from acuerdo.rules.portability import PARTIAL, PENSIONS, may_change, pension
from acuerdo.rules.trial.steps import THREE, Answer, Step, decides_nothing, facts_of
from acuerdo.rules.trial.told import step, told, yes_or_no


def circulated(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether each person may come in on the day, what is paid out on leaving, and when the report is due."""
    clause, calendar = enacted.agreement.terms.pathways[name].circularity, enacted.agreement.terms.calendar
    if clause is None:
        raise decides_nothing(enacted, path)
    enacted.require(f"{path}.multiple_entry", *_of_the_bar(clause, path))
    facts = facts_of(case)
    exited, reported = facts.column("permit.exited_on"), facts.column("permit.reported_home_on")
    is_barred, until = barred(clause, calendar, exited, reported, _today(case))
    parts = {
        "multiple_entry": may_enter(clause, facts.column("permit.entries")),
        "penalty": YES - is_barred,
    }
    silent = clause.return_check is not None and clause.return_check.within is NOT_STATED
    due = None if silent else report_due(clause, calendar, exited)
    decision, answers = all_of(parts), []
    for at in range(case.n):
        more = {
            "amount": _bonus(case, clause, facts, at),
            "due": NOT_STATED if due is None else due[at],
            "barred_until": until[at],
        }
        steps = _steps(enacted, path, clause, parts, at)
        for field, found in (("return_bonus", more["amount"]), ("return_check", more["due"])):
            if getattr(clause, field) is not None:
                steps.append(step(enacted, f"{path}.{field}", field, found))
        answers.append(told(path, steps, is_=decision.word(at), because=decision.because(at), **more))
    return answers


def _of_the_bar(clause: Circularity, path: str) -> tuple[str, ...]:
    return (f"{path}.penalty", f"{path}.return_check") if clause.penalty else ()


def _bonus(case: Case, clause: Circularity, facts: Facts, at: int) -> Any:
    if clause.return_bonus is None or clause.return_bonus is NOT_STATED:
        return clause.return_bonus
    cents = bonus(clause, facts.column("permit.pay_in_all"))[at]
    if cents == UNKNOWN_MONEY:
        return "needs_evidence"
    said = case.permit["pay_in_all"]
    paid_in = read_money(said[at % len(said)] if isinstance(said, list) else said).currency
    return Money(int(cents), paid_in)


def changed(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether each worker may change the employer on the day."""
    clause, calendar = enacted.agreement.terms.pathways[name].portability, enacted.agreement.terms.calendar
    if clause is None:
        raise decides_nothing(enacted, path)
    enacted.require(*(f"{path}.{part}" for part in ("change_employer", "after", "must_be", "limit")))
    parts = may_change(clause, calendar, facts_of(case), _today(case))
    decision = all_of(parts)
    return [
        told(
            path,
            _steps(enacted, path, clause, parts, at),
            is_=decision.word(at),
            because=decision.because(at),
        )
        for at in range(case.n)
    ]


def insured(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Which pension the insured time of each worker gives, and whether it is paid abroad."""
    portability = enacted.agreement.terms.pathways[name].portability
    clause = portability.social_security if portability else None
    if clause is None:
        raise decides_nothing(enacted, path)
    enacted.require(f"{path}.qualifying", f"{path}.total")
    answers = []
    for code in pension(clause, facts_of(case)):
        word = PENSIONS[int(code)]
        steps = [step(enacted, f"{path}.{part}", f"{part}: {getattr(clause, part)}", word) for part in _TIMES]
        answers.append(
            told(path, steps, is_=word, export=yes_or_no(clause.export) if code >= PARTIAL else None)
        )
    return answers


_TIMES = ("qualifying", "total")


def accompanied(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether each family member may come along and work, and how many places the filing takes."""
    clause = enacted.agreement.terms.pathways[name].family
    if clause is None:
        raise decides_nothing(enacted, path)
    enacted.require(path)
    facts = facts_of(case)
    parts, places = may_accompany(clause, facts), places_taken(clause, facts)
    unknown = facts.column("family.members") == UNKNOWN_COUNT
    decision, answers = all_of(parts), []
    for at in range(case.n):
        found: dict[str, Any] = {"is_": decision.word(at), "because": decision.because(at)}
        if decision.outcome[at] != NO:
            found["work"] = yes_or_no(clause.may_work)
            found["places"] = None if clause.counted_in_cap and unknown[at] else places[at]
        answers.append(told(path, _steps(enacted, path, clause, parts, at), **found))
    return answers


def _today(case: Case) -> Days:
    return np.full(case.n, case.on, "datetime64[D]")


def _steps(enacted: Enacted, path: str, clause: Clause, parts: Mapping[str, Answers], at: int) -> list[Step]:
    """One step for each field of a clause that asked something, with what it says."""
    steps = []
    for name, part in parts.items():
        says = getattr(clause, name)
        if says is not None:
            words = ", ".join(says) if isinstance(says, list) else str(says).lower()
            asked = name if isinstance(says, Clause) else f"{name}: {words}"
            steps.append(step(enacted, f"{path}.{name}", asked, THREE[int(part[at])]))
    return steps
