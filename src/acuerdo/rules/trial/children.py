"""Cases about children."""

from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.criteria import name_of
from acuerdo.agreement.plan import Enacted
from acuerdo.rules.children import clocks, may_go_home
from acuerdo.rules.trial.returns import protection_steps
from acuerdo.rules.trial.steps import Answer, decides_nothing, facts_of, step_of
from acuerdo.rules.trial.told import known, step, told


def protected(case: Case, enacted: Enacted, path: str, _: str) -> list[Answer]:
    """By when each child is screened and in care, and whether it may go home if it wishes."""
    terms, facts = enacted.agreement.terms, facts_of(case)
    clause = terms.children
    if clause is None:
        raise decides_nothing(enacted, path)
    enacted.require(path)
    screened, in_care = clocks(clause, terms.calendar, facts, terms.nations, case.on)
    home = may_go_home(clause, facts, terms.nations)
    ages, answers = facts.column("person.age_years"), []
    for at in range(case.n):
        steps = protection_steps(path, facts, at)
        for name, clock, day in (
            ("screening", clause.screening, screened[at]),
            ("transfer_to_care", clause.transfer_to_care, in_care[at]),
        ):
            if clock is not None:
                steps.append(step(enacted, f"{path}.{name}", f"{name} within {clock.within}", day))
        if clause.own_decision_from is not None:
            asked = f"old enough to decide: {clause.own_decision_from}"
            steps.append(step(enacted, f"{path}.own_decision_from", asked, known(ages[at])))
        for field in ("never_return", "tests"):
            for number, criterion in enumerate(getattr(clause, field)):
                title = f"{field} {name_of(criterion, number)}"
                steps.append(step_of(enacted, f"{path}.{field}", criterion, facts, at, title))
        answers.append(
            told(
                path,
                steps,
                is_=home.word(at),
                because=home.because(at),
                screened_by=screened[at],
                in_care_by=in_care[at],
            )
        )
    return answers
