"""What every clause that decides a case shares: answers with the steps that led there."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from acuerdo.agreement.calendar import Days
from acuerdo.agreement.cases import Case, Expected
from acuerdo.agreement.clauses.base import BASES
from acuerdo.agreement.clauses.criteria import Criterion
from acuerdo.agreement.facts import FACTS, UNKNOWN_DAY, Facts, columns
from acuerdo.agreement.faults import Refused
from acuerdo.agreement.plan import Enacted
from acuerdo.rules import asked as questions

THREE = questions.THREE


@dataclass(frozen=True, slots=True)
class Step:
    """One question that was asked, its answer, and where it stands."""

    asked: str
    answer: str
    path: str
    src: str
    basis: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one clause answers one person, with the steps that led there."""

    path: str
    found: dict[str, Any]
    steps: tuple[Step, ...] = field(default=())

    def differs_from(self, expected: Expected) -> list[str]:
        """What was expected and not found, one sentence each."""
        wanted = expected.model_dump(exclude_none=True, exclude={"covers", "note"})
        wanted = {name.rstrip("_"): value for name, value in wanted.items()}
        return [
            f"{name}: expected {value}, found {self.found.get(name) or 'nothing'}"
            for name, value in wanted.items()
            if str(self.found.get(name, "")) != str(value)
        ]


def facts_of(case: Case) -> Facts:
    """The facts of a case as arrays; one answer stands for everybody in line."""
    return columns(
        case.n, {name: column * (case.n if len(column) == 1 else 1) for name, column in case.facts.items()}
    )


def event_day(case: Case, event: str) -> Days:
    """The day of an event of a case, as an array of one; NaT where the case does not name it."""
    return np.array([case.events.get(event, UNKNOWN_DAY)], "datetime64[D]")


def step_of(
    enacted: Enacted,
    path: str,
    criterion: Criterion,
    facts: Facts,
    at: int,
    name: str,
    excludes: bool = False,
) -> Step:
    """A criterion as one step, with its answer about one person."""
    word = THREE[int(criterion.answer(facts, enacted.agreement.terms.nations, excludes)[at])]
    bound = criterion.bound
    shown = (
        ", ".join(bound)
        if isinstance(bound, tuple)
        else str(bound).lower()
        if bound in (True, False)
        else str(bound)
    )
    src, basis = origin(enacted, path, criterion)
    asked = f"{criterion.known_fact.en} {criterion.operator.replace('_', ' ')} {shown}"
    if criterion.waiver is not None:
        asked += f", waived by: {FACTS[criterion.waiver].en}"
    return Step(f"{name}{' (excludes)' if excludes else ''}: {asked}", word, path, src, basis)


def origin(enacted: Enacted, path: str, clause: Criterion | None = None) -> tuple[str, str]:
    """The source and basis of a criterion, or the weakest of the values under a path."""
    if clause is not None and clause.src:
        return clause.src, clause.basis or "stated"
    if path not in enacted.origins:
        enacted.origins[path] = _weakest(enacted, path)
    return enacted.origins[path]


def _weakest(enacted: Enacted, path: str) -> tuple[str, str]:
    places = tuple(enacted.places(path))
    rows = [row for row in enacted.rows if row.path.startswith(places) and row.holds_on(enacted.on)]
    weakest_row = max(rows, key=lambda row: BASES.index(row.basis), default=None)
    return (weakest_row.src, weakest_row.basis) if weakest_row else ("", "stated")


def decides_nothing(enacted: Enacted, path: str) -> Refused:
    """The refusal of a path at which nothing decides this case."""
    return Refused(f"{path} names no clause that decides this case in {enacted.agreement.id}")
