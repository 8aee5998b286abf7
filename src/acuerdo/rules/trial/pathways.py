"""Cases about pathways: who may come, whether a place is left, the job order, the stay."""

from typing import Any

import numpy as np

from acuerdo.agreement.cases import Case
from acuerdo.agreement.clauses.criteria import asked, name_of
from acuerdo.agreement.clauses.pathway import Pathway
from acuerdo.agreement.facts import UNKNOWN_DAY, Facts
from acuerdo.agreement.plan import Enacted
from acuerdo.rules.eligibility import ELIGIBLE, eligibility, points
from acuerdo.rules.family import places_taken
from acuerdo.rules.order import turns
from acuerdo.rules.permits import may_come_again, may_renew, named, overstays, permitted_until
from acuerdo.rules.places import GRANTED, STATUSES, Places, Queue, allocate
from acuerdo.rules.trial.counted import counts_places, day_after, used_before
from acuerdo.rules.trial.limits import counted as counted_out_for
from acuerdo.rules.trial.steps import THREE, Answer, Step, decides_nothing, facts_of, origin, step_of
from acuerdo.rules.trial.told import step, told


def admitted(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether each person may come, and has a place."""
    enacted = counted_out_for(case, enacted)
    pathway = enacted.agreement.terms.pathways[name]
    counted = case.n > 1 or counts_places(case, path)
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
    allocation = pathway.allocation
    order, ties = (allocation.order, allocation.ties) if allocation else ("first_come", "draw")
    score, priority = points(pathway, terms.nations, facts), facts.column("application.priority_day")
    turn = turns(order, draw, filed, priority, score, ties)
    ledger = used_before(case, enacted, path, pathway)
    queue = Queue(asks, on, filed, turn, facts, places_taken(pathway.family, facts))
    return allocate(f"{path}.cap", pathway.cap, pathway.allocation, terms, queue, ledger, day_after(case))


def _place_words(places: Places, pathway: Pathway, at: int, case: Case) -> dict[str, str]:
    status = STATUSES[int(places.status[at])]
    found = {"is": status, "because": "" if status == "granted" else "cap"}
    if places.status[at] == GRANTED:
        asides = pathway.allocation.set_asides if pathway.allocation else []
        through = int(places.through[at])
        found["through"] = asides[through - 1].name if through > 0 else "pool"
        found["period"] = str(places.period[at])
    cap = pathway.cap.on(case.on) if pathway.cap else None
    if status in LEFT and cap is not None:
        found["goes_to"] = str(cap.when_full) if cap.when_full in LEFT[status] else LEFT[status][0]
    return found


LEFT = {"queued": ("queue", "next_period"), "refused": ("refuse",), "national_law": ("national_law",)}
"""Where whom a cap leaves without a place goes, by what became of the request."""


def tested(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """Whether each job order passes the labour-market test."""
    terms = enacted.agreement.terms
    test = terms.pathways[name].labour_market_test
    if test is None:
        raise decides_nothing(enacted, path)
    enacted.require(path)
    facts = facts_of(case)
    parts = test.decide(facts, np.full(case.n, np.datetime64(case.on, "D")), terms.nations)
    exempt, until = test.exempts(facts), test.recruits_until(facts, terms.calendar)
    answers = []
    for at in range(case.n):
        words = {name: THREE[int(part[at])] for name, part in parts.items()}
        least = min(parts, key=lambda name: int(parts[name][at]))
        overall = {"no": "failed", "needs_evidence": "needs_evidence", "yes": "passed"}[words[least]]
        steps = [Step(name, word, f"{path}.{name}", *origin(enacted, path)) for name, word in words.items()]
        if test.exempt:
            steps.append(step(enacted, f"{path}.exempt", "exempt", THREE[int(exempt[at])]))
        if test.recruit_until is not None:
            steps.append(step(enacted, f"{path}.recruit_until", "local workers are hired until", until[at]))
        because = "" if overall == "passed" else least
        answers.append(told(path, steps, is_=overall, because=because, recruits_until=until[at]))
    return answers


def stayed(case: Case, enacted: Enacted, path: str, name: str) -> list[Answer]:
    """How long a stay may last, and what may follow it."""
    pathway = enacted.agreement.terms.pathways[name]
    stay, given, calendar = pathway.stay, case.stay, enacted.agreement.terms.calendar
    if stay is None or given is None:
        raise decides_nothing(enacted, path)
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
        step_of(enacted, f"{path}.open_to", gate, facts, at, name_of(gate, n)) for n, gate in enumerate(gates)
    ]
    criteria = asked(pathway.eligible) if pathway.eligible else ()
    for n, (criterion, excludes) in enumerate(criteria):
        name = name_of(criterion, n)
        steps.append(step_of(enacted, f"{path}.eligible", criterion, facts, at, name, excludes))
    return steps


def _cap_step(enacted: Enacted, path: str, found: dict[str, str]) -> Step:
    return Step(f"a place under {path}.cap", found["is"], f"{path}.cap", *origin(enacted, f"{path}.cap"))
