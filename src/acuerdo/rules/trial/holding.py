"""Cases about what a permit costs and gives: the fee, the status and its rights."""

from typing import Any

import numpy as np

from acuerdo.agreement.calendar import Days
from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.status import RIGHTS
from acuerdo.agreement.facts import UNKNOWN_DAY
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.values import NOT_STATED, Money
from acuerdo.rules.statuses import holds, lasts_until, leads_on_from
from acuerdo.rules.trial.steps import THREE, Answer, decides_nothing, facts_of
from acuerdo.rules.trial.told import step, told, yes_or_no

PAID = ("owed", "needs_evidence", "paid")
"""Words for NO, UNSURE and YES about a fee."""

NOWHERE = "none"
"""The word for a status after which the text names no other."""


def charged(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """What each person owes for a permit, and whether it is paid."""
    fee = enacted.agreement.terms.pathways[name].fee
    if fee is None:
        raise decides_nothing(enacted, path)
    enacted.require(f"{path}.amount")
    if not isinstance(fee.amount, Money) or fee.amount.cents == 0:
        nothing = [step(enacted, f"{path}.amount", "amount", fee.amount)]
        return [told(path, nothing, is_="does_not_apply", because="amount")] * case.n
    answers = []
    for answer in fee.paid(facts_of(case)):
        word = PAID[int(answer)]
        steps = [step(enacted, f"{path}.amount", f"amount: {fee.amount}", word)]
        answers.append(told(path, steps, is_=word, amount=fee.amount))
    return answers


def given(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Which status a pathway gives, until when, and what may follow it from when."""
    gives, calendar = enacted.agreement.terms.pathways[name].gives, enacted.agreement.terms.calendar
    if gives is None:
        raise decides_nothing(enacted, path)
    enacted.require(f"{path}.length", f"{path}.after")
    entry = _entered(case)
    until, leads_on = lasts_until(gives, calendar, entry)[0], leads_on_from(gives, calendar, entry)[0]
    steps = [
        step(enacted, f"{path}.status", "status", gives.status),
        step(enacted, f"{path}.length", "last day", until),
        step(enacted, f"{path}.leads_to", f"from when {gives.leads_to or 'another'} may follow", leads_on),
    ]
    rights = {"work": yes_or_no(gives.work), "travel": gives.travel}
    steps += [
        step(enacted, f"{path}.{name}", name, word) for name, word in rights.items() if word is not None
    ]
    leads_to = gives.leads_to or NOWHERE
    found = {"status": gives.status, "permitted_until": until, "leads_to": leads_to, "from_": leads_on}
    return [told(path, steps, **found, **rights)] * case.n


def _entered(case: Case) -> Days:
    return np.array([case.stay.entry if case.stay else UNKNOWN_DAY], "datetime64[D]")


def entitled(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Which rights and duties of a status are held on the day of the case."""
    status, calendar = enacted.agreement.terms.statuses[name], enacted.agreement.terms.calendar
    given, on = _entered(case), np.array([case.on], "datetime64[D]")
    found: dict[str, Any] = {}
    for right_name in RIGHTS:
        right = getattr(status, right_name)
        if right is None:
            continue
        silent = NOT_STATED in (right.held, right.after)
        found[right_name] = NOT_STATED if silent else THREE[int(holds(right, calendar, given, on)[0])]
    found |= {"travel": status.travel, "leads_to": status.path or NOWHERE}
    said = {"leads_to": "path"}
    steps = [
        step(enacted, f"{path}.{said.get(each, each)}", said.get(each, each), word)
        for each, word in found.items()
        if word is not None
    ]
    return [told(path, steps, **found)] * case.n
