"""Cases about asylum."""

from collections.abc import Iterator

from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.criteria import asked, name_of
from acuerdo.agreement.facts import Facts
from acuerdo.agreement.nations import CODES
from acuerdo.agreement.plan import Enacted
from acuerdo.rules.asylum import CLAUSES, OUTCOMES, applied, claims
from acuerdo.rules.trial.returns import protection_steps
from acuerdo.rules.trial.steps import Answer, Step, decides_nothing, facts_of, step_of
from acuerdo.rules.trial.told import step, told

TREES = ("exceptions", "unless", "rebutted_by")
"""The fields that name, by criteria, whom a clause does not reach."""


def claimed(case: Case, enacted: Enacted, path: str, _: str) -> list[Answer]:
    """What becomes of each claim, by which clause, and in which state that clause is."""
    terms, facts = enacted.agreement.terms, facts_of(case)
    clause = terms.asylum
    if clause is None:
        raise decides_nothing(enacted, path)
    enacted.require(*(f"{path}.{name}" for name, _ in CLAUSES if applied(clause, name, case.on)))
    found = claims(clause, terms.calendar, facts, terms.nations, case.on)
    by = {OUTCOMES[int(code)]: getattr(clause, name) for name, code in CLAUSES}
    answers = []
    for at in range(case.n):
        word, party = found.decision.word(at), int(found.party[at])
        reached = by.get(word)
        answers.append(
            told(
                path,
                list(_steps(case, enacted, path, facts, at)),
                is_=word,
                because=found.decision.because(at),
                party=CODES[party] if party >= 0 else "",
                due=found.hearing_by[at],
                state=reached.state if reached else "",
            )
        )
    return answers


def _steps(case: Case, enacted: Enacted, path: str, facts: Facts, at: int) -> Iterator[Step]:
    clause = enacted.agreement.terms.asylum
    yield from protection_steps(path, facts, at)
    for name, _ in CLAUSES:
        found = getattr(clause, name)
        if found is None:
            continue
        place = f"{path}.{name}"
        decides = clause is not None and applied(clause, name, case.on)
        yield step(enacted, place, f"{name}: {found.state}", "decides" if decides else "decides nothing")
        for field in TREES if decides else ():
            tree = getattr(found, field, None)
            for number, (criterion, excludes) in enumerate(asked(tree) if tree else ()):
                title = f"{field} {name_of(criterion, number)}"
                yield step_of(enacted, f"{place}.{field}", criterion, facts, at, title, excludes)
