"""Plans and cases held against the agreement they are about."""

import re
from datetime import date
from functools import cache, partial

from acuerdo.agreement.answers import form_in, unsayable
from acuerdo.agreement.cases import EVENTS, Cases, place_asked
from acuerdo.agreement.checks import place_in_file
from acuerdo.agreement.clauses.commitments import After
from acuerdo.agreement.consolidate import Agreement, consolidate
from acuerdo.agreement.faults import Fault, Unreadable, alike, did_you_mean, shown
from acuerdo.agreement.paths import find, nearest
from acuerdo.agreement.plan import Plan, fill
from acuerdo.agreement.reading.text import Path, Tree, spoken
from acuerdo.agreement.terms import Terms


def check_plan(plan: Plan, agreement: Agreement) -> list[Fault]:
    """What keeps a plan from filling the silences of the agreement it is for, on its first day."""
    text = consolidate(agreement, plan.terms.as_if_in_force.from_)
    try:
        fill(text, plan)
    except Unreadable as error:
        return [_assumed(fault, plan, text) for fault in error.faults]
    return []


def _assumed(fault: Fault, plan: Plan, text: Agreement) -> Fault:
    """A fault of the filled text, at the assumption that brings it."""
    if fault.file == plan.document.file:
        return fault
    for at, assumption in enumerate(plan.terms.assume):
        for place in find(text.document.tree, assumption.at):
            if fault.path.startswith(spoken(place)):
                return plan.document.fault(("assume", at, "value"), fault.problem, fault.hint)
    return fault


COUNTED = re.compile(
    r"(pathways|returns|caps|development|finance)\.[^.]+|pathways\.[^.]+\.allocation\.set_asides\.[^.]+"
)
"""Where a case may say how much was used before it."""

NOT_COUNTED = (
    "name the pathway, such as pathways.harvest, the cap around it, such as caps.work, or a set-aside"
)


def _never_said(cases: Cases, at: int, path: str, tree: Tree) -> list[Fault]:
    """A path at which nothing is decided, and answers that a path never gives."""
    where: Path = ("cases", at, "expect", path)
    if not form_in(tree, path):
        head = path
        while head and not form_in(tree, head):
            head = head.rpartition(".")[0]
        problem = f"nothing is decided at {path}"
        hint = f"ask {head}" if head else "docs/agreement-language.md lists what can be asked, under Answers"
        return [cases.document.fault(where, problem, hint, at_key=True)]
    found = []
    for expected in cases.terms.cases[at].expect[path]:
        said = expected.model_dump(exclude_none=True, exclude={"covers", "note"})
        words = {name.rstrip("_"): value for name, value in said.items()}
        for problem, hint in unsayable(path, words):
            found.append(cases.document.fault(where, problem, hint, at_key=True))
    return found


def _never_happens(cases: Cases, at: int, terms: Terms) -> list[Fault]:
    """Events and reports of a case that nothing in the text knows."""
    case, found = cases.terms.cases[at], list[Fault]()
    reports = [each.id for each in terms.commitments if each.id]
    for name in case.done:
        if name not in reports:
            problem = f"{shown(name)} is not a commitment of {cases.terms.agreement}"
            hint = did_you_mean(name, reports) or f"it has {', '.join(reports) or 'none'}"
            found.append(cases.document.fault(("cases", at, "done", name), problem, hint, at_key=True))
    known = [*EVENTS, *happenings(terms)]
    for name in case.events:
        if name not in known:
            problem = f"nothing in {cases.terms.agreement} asks when {name} was"
            hint = did_you_mean(name, known) or f"one of {', '.join(EVENTS)}, or a name of the file"
            found.append(cases.document.fault(("cases", at, "events", name), problem, hint, at_key=True))
    return found


def _text_of(agreement: Agreement, on: date) -> Agreement:
    """The text of a day, or as it was first where none can be made: `check` of the agreement says why."""
    try:
        return consolidate(agreement, on)
    except Unreadable:
        return agreement


def happenings(terms: Terms) -> list[str]:
    """What of a file may happen in a case, by its name there."""
    steps = terms.disputes.steps if terms.disputes else []
    named = [*terms.events, *terms.amendments, *terms.protections, *steps]
    after = [each.due.after for each in terms.commitments if isinstance(each.due, After)]
    return [*(each.id for each in named if each.id), *(each.state for each in terms.lifecycle), *after]


def check_cases(cases: Cases, agreement: Agreement) -> list[Fault]:
    """What keeps cases from being decided under the agreement they name."""
    document, terms, first = cases.document, cases.terms, agreement.document.tree
    found: list[Fault] = []
    if terms.cases_of != agreement.id:
        problem = f"cases_of says {terms.cases_of}, and {terms.agreement} is {agreement.id}"
        found.append(document.fault(("cases_of",), problem, f"write cases_of: {agreement.id}"))
    texts = cache(partial(_text_of, agreement))
    for at, case in enumerate(terms.cases):
        text = texts(case.on)
        found += _never_happens(cases, at, text.terms)
        for field, paths in (("so_far", case.so_far), ("expect", case.expect)):
            for path in paths:
                where: Path = ("cases", at, field, path)
                place = place_asked(path) if field == "expect" else path
                tree = next((each for each in (text.document.tree, first) if find(each, place)), None)
                if tree is None:
                    problem = f"{path} names nothing in {terms.agreement}"
                    found.append(document.fault(where, problem, nearest(first, place), at_key=True))
                elif field == "expect":
                    found += _never_said(cases, at, path, tree)
                elif COUNTED.fullmatch(path) is None:
                    problem = f"nothing is counted at {path}"
                    found.append(document.fault(where, problem, NOT_COUNTED, at_key=True))
    return sorted(alike(found), key=place_in_file)
