"""Cases about the border: joint operations, and one outer border of several parties."""

import numpy as np

from acuerdo.agreement.calendar import NO_END
from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.border import Border, Perimeter
from acuerdo.agreement.facts import UNKNOWN_COUNT
from acuerdo.agreement.plan import Enacted
from acuerdo.rules.border import moved, open_points, opens, report_due, reporting, runs, suspended
from acuerdo.rules.trial.steps import Answer, decides_nothing, event_day, step_of
from acuerdo.rules.trial.together import measured
from acuerdo.rules.trial.told import step, told


def _border(enacted: Enacted, path: str) -> Border:
    found = enacted.agreement.terms.border
    if found is None:
        raise decides_nothing(enacted, path)
    return found


def operated(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether an operation runs, who reports on it next and when, and how many of its points are open:
    of the party that the case names, or of all."""
    operation = next(each for each in _border(enacted, path).joint_operations if each.id == name)
    enacted.require(*(f"{path}.{part}" for part in ("lead", "parties", "report_every", "state")))
    running, because = runs(operation, case.on)
    calendar = enacted.agreement.terms.calendar
    due = report_due(operation, enacted.begun, calendar, case.on)
    party = case.named.get("party")
    open_, unsaid = open_points(operation, party)
    by = ", ".join(reporting(operation))
    if party is not None and party not in operation.parties:
        running, because = False, "parties"
    is_ = "yes" if running else "no"
    steps = [step(enacted, f"{path}.state", f"runs, state: {operation.state or 'none given'}", is_)]
    if operation.report_every is not None:
        steps.append(step(enacted, f"{path}.report_every", f"report every {operation.report_every}", due))
    if operation.actions:
        asked = f"points of {party or 'all'}, {unsaid} more of a state the text does not say"
        steps.append(step(enacted, f"{path}.actions", asked, f"{open_} open"))
    points = {"open_points": open_, "unsaid_points": unsaid} if operation.actions else {}
    return [told(path, steps, is_=is_, because=because, due=due, by=by, **points)] * case.n


def opened(case: Case, enacted: Enacted, path: str, _: str) -> list[Answer]:
    """Whether people move freely inside, and how much staff moves to the outer border."""
    perimeter, facts = _perimeter(enacted, path), measured(case)
    enacted.require(f"{path}.opens_when", f"{path}.functions_moved")
    found = opens(perimeter, facts, enacted.agreement.terms.nations)
    steps = []
    if perimeter.opens_when is not None:
        place = f"{path}.opens_when"
        steps.append(step_of(enacted, place, perimeter.opens_when, facts, 0, "opens_when"))
    inner = facts.column("measure.inner_border_staff")
    out: int | None = None
    if perimeter.functions_moved is not None and inner[0] != UNKNOWN_COUNT:
        stays, moves = moved(perimeter, inner.astype(np.int64))
        out = int(moves[0])
        asked = f"of {inner[0]} at the inner border {stays[0]} stay"
        steps.append(step(enacted, f"{path}.functions_moved", asked, f"{out} move"))
    answer = told(path, steps, is_=found.word(0), because=found.because(0), moved=out)
    return [answer] * case.n


def suspension(case: Case, enacted: Enacted, path: str, _: str) -> list[Answer]:
    """Whether controls may be back inside, and until when.

    The events of the case: `notice_given`, `suspended_from`, and for a renewal `first_suspended_from`.
    """
    clause = _perimeter(enacted, path).suspension
    if clause is None:
        raise decides_nothing(enacted, path)
    enacted.require(path)
    told_on, begins = event_day(case, "notice_given"), event_day(case, "suspended_from")
    first = event_day(case, "first_suspended_from") if "first_suspended_from" in case.events else begins
    found = suspended(clause, enacted.agreement.terms.calendar, told_on, first, begins, case.on)
    last = found.permitted_until[0]
    steps = [
        step(enacted, f"{path}.{field}", f"{field}: {span}", since)
        for field, span, since in (
            ("notice", clause.notice, told_on[0]),
            ("max", clause.max, begins[0]),
            ("in_all", clause.in_all, first[0]),
        )
        if span is not None
    ]
    until = None if last == NO_END else last
    word, because = found.decision.word(0), found.decision.because(0)
    return [told(path, steps, is_=word, because=because, permitted_until=until)] * case.n


def _perimeter(enacted: Enacted, path: str) -> Perimeter:
    found = _border(enacted, path).perimeter
    if found is None:
        raise decides_nothing(enacted, path)
    return found
