"""Plans and cases held against the agreement they are about."""

import re

from acuerdo.agreement.answers import form_of, unsayable
from acuerdo.agreement.cases import Cases, place_asked
from acuerdo.agreement.checks import place_in_file
from acuerdo.agreement.consolidate import Agreement, consolidate
from acuerdo.agreement.faults import Fault, Unreadable, alike
from acuerdo.agreement.paths import find, nearest
from acuerdo.agreement.plan import Plan, fill
from acuerdo.agreement.reading.text import spoken


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


def _never_said(cases: Cases, at: int, path: str) -> list[Fault]:
    """Answers that a path never gives."""
    if not form_of(path):
        return []
    found = []
    for expected in cases.terms.cases[at].expect[path]:
        said = expected.model_dump(exclude_none=True, exclude={"covers", "note"})
        words = {name.rstrip("_"): value for name, value in said.items()}
        for problem, hint in unsayable(path, words):
            found.append(cases.document.fault(("cases", at, "expect", path), problem, hint, at_key=True))
    return found


def check_cases(cases: Cases, agreement: Agreement) -> list[Fault]:
    """What keeps cases from being decided under the agreement they name."""
    document, terms = cases.document, cases.terms
    found: list[Fault] = []
    if terms.cases_of != agreement.id:
        problem = f"cases_of says {terms.cases_of}, and {terms.agreement} is {agreement.id}"
        found.append(document.fault(("cases_of",), problem, f"write cases_of: {agreement.id}"))
    for at, case in enumerate(terms.cases):
        for field, paths in (("so_far", case.so_far), ("expect", case.expect)):
            for path in paths:
                place = place_asked(path) if field == "expect" else path
                if not find(agreement.document.tree, place):
                    problem = f"{path} names nothing in {terms.agreement}"
                    hint = nearest(agreement.document.tree, place)
                    found.append(document.fault(("cases", at, field, path), problem, hint, at_key=True))
                elif field == "expect":
                    found += _never_said(cases, at, path)
                elif COUNTED.fullmatch(path) is None:
                    problem = f"nothing is counted at {path}"
                    found.append(
                        document.fault(("cases", at, field, path), problem, NOT_COUNTED, at_key=True)
                    )
    return sorted(alike(found), key=place_in_file)
