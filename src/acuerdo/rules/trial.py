"""One case, decided and explained step by step by the same rules that decide a million."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from acuerdo.agreement.cases import Case, Expected
from acuerdo.agreement.clauses.base import BASES
from acuerdo.agreement.clauses.criteria import Criterion, asked, name_of
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.clauses.returns import Returns
from acuerdo.agreement.facts import FACTS, UNKNOWN_DAY, Facts, columns
from acuerdo.agreement.faults import Refused
from acuerdo.agreement.plan import Enacted
from acuerdo.rules.eligibility import ELIGIBLE, eligibility, points
from acuerdo.rules.order import turns
from acuerdo.rules.permits import may_come_again, may_renew, named, overstays, permitted_until
from acuerdo.rules.places import GRANTED, STATUSES, Ledger, Places, Queue, allocate, stretches
from acuerdo.rules.returns import protection, returnable

THREE = ("no", "needs_evidence", "yes")


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
    found: dict[str, str]
    steps: tuple[Step, ...] = field(default=())

    def differs_from(self, expected: Expected) -> list[str]:
        """What was expected and not found, one sentence each."""
        wanted = expected.model_dump(exclude_none=True, exclude={"covers", "note"})
        wanted = {name.rstrip("_"): value for name, value in wanted.items()}
        return [
            f"{name}: expected {value}, found {self.found.get(name) or 'nothing'}"
            for name, value in wanted.items()
            if self.found.get(name, "") != str(value)
        ]


def facts_of(case: Case) -> Facts:
    """The facts of a case as arrays; one answer stands for everybody in line."""
    return columns(
        case.n, {name: column * (case.n if len(column) == 1 else 1) for name, column in case.facts().items()}
    )


def answer(case: Case, enacted: Enacted, path: str) -> list[Answer]:
    """What a clause answers each person of a case.

    Args:
        case: the facts.
        enacted: the text on the day of the case.
        path: `pathways.NAME`, `pathways.NAME.stay`, `pathways.NAME.labour_market_test` or `returns.NAME`.

    Raises:
        Refused: the path names no such clause, or the text is silent where the decision needs words.
    """
    terms = enacted.agreement.terms
    section, _, rest = path.partition(".")
    name, _, part = rest.partition(".")
    if section == "returns" and name in terms.returns and not part:
        return _returns(case, enacted, path, terms.returns[name])
    if section == "pathways" and name in terms.pathways:
        pathway = terms.pathways[name]
        if part == "stay" and pathway.stay is not None and case.stay is not None:
            return _stay(case, enacted, path, pathway)
        if part == "labour_market_test" and pathway.labour_market_test is not None:
            return _labour_market(case, enacted, path, pathway)
        if not part:
            return _pathway(case, enacted, path, pathway)
    raise Refused(f"{path} names no clause that decides cases in {enacted.agreement.id}")


def _pathway(case: Case, enacted: Enacted, path: str, pathway: Pathway) -> list[Answer]:
    counted = case.n > 1 or _counts_places(case, path)
    enacted.require(f"{path}.open_to", f"{path}.window", f"{path}.eligible", f"{path}.points")
    facts, terms = facts_of(case), enacted.agreement.terms
    decision = eligibility(pathway, terms, facts, case.on)
    places = _places(case, enacted, path, pathway, facts, decision.outcome == ELIGIBLE) if counted else None
    answers = []
    for at in range(case.n):
        found = {"is": decision.word(at), "because": decision.because(at)}
        steps = _criteria_steps(enacted, path, pathway, facts, at)
        if places is not None and decision.outcome[at] == ELIGIBLE:
            found = _place_words(places, pathway, at, case)
            steps.append(_cap_step(enacted, path, found))
        answers.append(Answer(path, found, tuple(steps)))
    return answers


def _places(
    case: Case, enacted: Enacted, path: str, pathway: Pathway, facts: Facts, asks: Any
) -> Places | None:
    if pathway.cap is None:
        return None
    enacted.require(f"{path}.cap", f"{path}.allocation")
    terms = enacted.agreement.terms
    on = np.full(case.n, np.datetime64(case.on, "D"))
    filed = facts.column("application.filed_on")
    filed = np.where(np.isnat(filed), on, filed)
    draw = np.arange(case.n, dtype=np.uint64)
    order = pathway.allocation.order if pathway.allocation else "first_come"
    turn = turns(
        order, draw, filed, facts.column("application.priority_day"), points(pathway, terms.nations, facts)
    )
    ledger = _used_before(case, enacted, path, pathway)
    queue = Queue(asks, on, filed, turn, facts)
    return allocate(f"{path}.cap", pathway.cap, pathway.allocation, terms, queue, ledger, _day_after(case))


def _used_before(case: Case, enacted: Enacted, path: str, clause: Pathway | Returns) -> Ledger:
    ledger = Ledger()
    if clause.cap is None:
        return ledger
    for today in stretches(f"{path}.cap", clause.cap, case.on, _day_after(case), enacted.agreement.terms):
        own = today.levels[0]
        for level in today.levels:
            ledger = ledger.use(level.key, case.so_far.get(path if level is own else level.path, 0))
        for where in case.so_far:
            if where.startswith(f"{path}.allocation.set_asides."):
                ledger = ledger.use((where, own.start), case.so_far[where])
    return ledger


def _counts_places(case: Case, path: str) -> bool:
    """Whether a case says how many places were used before."""
    return any(where == path or where.startswith(path + ".") for where in case.so_far)


def _day_after(case: Case) -> date:
    return case.on + timedelta(1)


def _place_words(places: Places, pathway: Pathway, at: int, case: Case) -> dict[str, str]:
    status = STATUSES[int(places.status[at])]
    found = {"is": status, "because": "" if status == "granted" else "cap"}
    if places.status[at] == GRANTED:
        asides = pathway.allocation.set_asides if pathway.allocation else []
        through = int(places.through[at])
        found["through"] = asides[through - 1].name if through > 0 else "pool"
        found["period"] = str(places.period[at])
    cap = pathway.cap.on(case.on) if pathway.cap else None
    if status in ("queued", "refused", "national_law") and cap is not None:
        found["goes_to"] = str(cap.when_full)
    return found


def _returns(case: Case, enacted: Enacted, path: str, clause: Returns) -> list[Answer]:
    counted = _counts_places(case, path)
    if counted:
        enacted.require(f"{path}.cap")
    facts, terms = facts_of(case), enacted.agreement.terms
    clause_here = clause if counted else clause.model_copy(update={"cap": None})
    ledger = _used_before(case, enacted, path, clause_here)
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
        _step(
            enacted,
            f"{path}.applies_when",
            clause.applies_when,
            facts,
            at,
            clause.applies_when.id or "applies_when",
        )
    ]
    for gate in covered.as_criteria() if covered else ():
        steps.append(_step(enacted, f"{path}.of", gate, facts, at, "of"))
    for who, answers in zip(("a child alone", "someone in danger there"), protection(facts), strict=True):
        word = THREE[int(answers[at])]
        steps.append(
            Step(f"never returned, whatever the file says: {who}", word, path, "this program", "law")
        )
    for n, criterion in enumerate(clause.never):
        steps.append(
            _step(enacted, f"{path}.never", criterion, facts, at, f"{name_of(criterion, n)} (excludes)")
        )
    return steps


def _labour_market(case: Case, enacted: Enacted, path: str, pathway: Pathway) -> list[Answer]:
    test = pathway.labour_market_test
    assert test is not None
    enacted.require(path)
    parts = test.decide(facts_of(case), np.full(case.n, np.datetime64(case.on, "D")))
    answers = []
    for at in range(case.n):
        words = {name: THREE[int(part[at])] for name, part in parts.items()}
        least = min(parts, key=lambda name: int(parts[name][at]))
        overall = {"no": "failed", "needs_evidence": "needs_evidence", "yes": "passed"}[words[least]]
        steps = tuple(
            Step(name, word, f"{path}.{name}", *_origin(enacted, path)) for name, word in words.items()
        )
        answers.append(Answer(path, {"is": overall, "because": "" if overall == "passed" else least}, steps))
    return answers


def _stay(case: Case, enacted: Enacted, path: str, pathway: Pathway) -> list[Answer]:
    stay, given, calendar = pathway.stay, case.stay, enacted.agreement.terms.calendar
    assert stay is not None and given is not None
    enacted.require(path)
    entry = np.array([given.entry], "datetime64[D]")
    wanted = np.array([given.wanted_until or "NaT"], "datetime64[D]")
    until = permitted_until(stay, calendar, entry, wanted)
    found = {"permitted_until": str(until[0])}
    exit_day = np.array([given.last_exit or UNKNOWN_DAY], "datetime64[D]")
    found["may_come_again"] = THREE[int(may_come_again(stay, calendar, exit_day, entry)[0])]
    found["may_renew"] = THREE[int(may_renew(stay, calendar, np.array([given.renewed]), entry, wanted)[0])]
    if given.on is not None:
        late = overstays(stay, calendar, until, np.array([given.on], "datetime64[D]"))[0]
        found["overstays"] = "yes" if late else "no"
    worked = np.array([0 if given.worked_for else -1])
    asked = np.array([0 if given.worked_for == given.asked_by else 1])
    found["named"] = "yes" if named(pathway.circularity, np.array([True]), worked, asked)[0] else "no"
    rule = f"months are added by {calendar.month_arithmetic}, days counted {calendar.day_count}"
    return [Answer(path, found, (Step(rule, found["permitted_until"], "calendar", "", ""),))]


def _criteria_steps(enacted: Enacted, path: str, pathway: Pathway, facts: Facts, at: int) -> list[Step]:
    opened = pathway.open_to.on(enacted.on)
    gates = opened.as_criteria() if opened else []
    steps = [
        _step(enacted, f"{path}.open_to", gate, facts, at, name_of(gate, n)) for n, gate in enumerate(gates)
    ]
    criteria = asked(pathway.eligible) if pathway.eligible else ()
    for n, (criterion, excludes) in enumerate(criteria):
        name = name_of(criterion, n)
        steps.append(_step(enacted, f"{path}.eligible", criterion, facts, at, name, excludes))
    return steps


def _step(
    enacted: Enacted,
    path: str,
    criterion: Criterion,
    facts: Facts,
    at: int,
    name: str,
    excludes: bool = False,
) -> Step:
    word = THREE[int(criterion.answer(facts, enacted.agreement.terms.nations, excludes)[at])]
    bound = criterion.bound
    shown = (
        ", ".join(bound)
        if isinstance(bound, tuple)
        else str(bound).lower()
        if bound in (True, False)
        else str(bound)
    )
    src, basis = _origin(enacted, path, criterion)
    asked = f"{criterion.known_fact.en} {criterion.operator.replace('_', ' ')} {shown}"
    if criterion.waiver is not None:
        asked += f", waived by: {FACTS[criterion.waiver].en}"
    return Step(f"{name}{' (excludes)' if excludes else ''}: {asked}", word, path, src, basis)


def _cap_step(enacted: Enacted, path: str, found: dict[str, str]) -> Step:
    return Step(f"a place under {path}.cap", found["is"], f"{path}.cap", *_origin(enacted, f"{path}.cap"))


def _origin(enacted: Enacted, path: str, clause: Criterion | None = None) -> tuple[str, str]:
    if clause is not None and clause.src:
        return clause.src, clause.basis or "stated"
    rows = [row for row in enacted.rows if row.path.startswith(path) and row.holds_on(enacted.on)]
    weakest_row = max(rows, key=lambda row: BASES.index(row.basis), default=None)
    return (weakest_row.src, weakest_row.basis) if weakest_row else ("", "stated")
