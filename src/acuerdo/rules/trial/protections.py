"""Cases about protections: kept or broken, and what follows."""

from typing import Any

import numpy as np

from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.protection import EVERYONE, Protection
from acuerdo.agreement.faults import Silent
from acuerdo.agreement.plan import Enacted
from acuerdo.agreement.values import NOT_STATED
from acuerdo.rules.protections import BROKEN, barred_until, fine, protects, remedy_by, standing
from acuerdo.rules.trial.steps import THREE, Answer, facts_of, step_of
from acuerdo.rules.trial.told import step, told, written


def protected(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether a protection is kept, and what follows where it is not.

    A breach counts from the day on which the case says it was found (`events`, by the id of the protection),
    else from the day of the case.
    """
    terms = enacted.agreement.terms
    clause = next(each for each in terms.protections if each.id == name)
    enacted.require(*(f"{path}.{part}" for part in ("at_least", "at_most")))
    facts, status = facts_of(case), case.named.get("status")
    since = case.events.get(name)
    decision = standing(clause, status, facts, terms.nations, since is not None)
    whom = ", ".join(clause.applies_to or [EVERYONE])
    applies = THREE[int(protects(clause, status))]
    answers = []
    for at in range(case.n):
        steps = [step(enacted, f"{path}.applies_to", f"for {whom}", applies)]
        if clause.bound is not None:
            steps.append(step_of(enacted, path, clause.bound, facts, at, name))
        else:
            steps.append(step(enacted, path, "a breach was found", since or "no"))
        follows = {}
        if decision.outcome[at] == BROKEN:
            follows = _follows(clause, terms.calendar, np.array([since or case.on], "datetime64[D]"))
            steps += [step(enacted, path, each, word) for each, word in follows.items()]
        reason = decision.because(at)
        answers.append(told(path, steps, is_=decision.word(at), because=reason, **follows))
    return answers


def _follows(clause: Protection, calendar: Calendar, found: np.ndarray[Any, Any]) -> dict[str, Any]:
    """What a breach found on a day brings; silence is told as such."""

    def said(answer: Any) -> Any:
        try:
            return answer()
        except Silent:
            return NOT_STATED

    follows = {
        "remedy_by": said(lambda: remedy_by(clause, calendar, found)[0]),
        "amount": said(lambda: fine(clause)),
        "barred_until": said(lambda: barred_until(clause, calendar, found)[0]),
    }
    return {name: word for name, word in follows.items() if written(word)}
