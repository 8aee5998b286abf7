"""Cases about the text as a whole: disputes, notice and renewal, review, sunset."""

import numpy as np

from acuerdo.agreement.calendar import day
from acuerdo.agreement.cases import Case
from acuerdo.agreement.faults import Refused
from acuerdo.agreement.plan import Enacted
from acuerdo.rules.asked import stated_span
from acuerdo.rules.clocks import coming
from acuerdo.rules.disputes import NOT_OPENED, standing
from acuerdo.rules.ending import ends, still_holds, term_until
from acuerdo.rules.trial.steps import THREE, Answer, decides_nothing, event_day
from acuerdo.rules.trial.told import step, told


def disputed(case: Case, enacted: Enacted, path: str, _: str) -> list[Answer]:
    """In which step a dispute is, and until when.

    The events of the case: `opened`; the id of a step, on the day it was closed without agreement; and
    `settled`.
    """
    terms = enacted.agreement.terms
    clause = terms.disputes
    if clause is None:
        raise decides_nothing(enacted, path)
    enacted.require(path)
    closed = [event_day(case, each.id) for each in clause.steps]
    found = standing(clause, terms.calendar, event_day(case, "opened"), closed, case.on)
    at, settled = int(found.step[0]), case.events.get("settled")
    steps = [
        step(enacted, f"{path}.steps.{each.id}", f"{each.id} within {each.within}", "here" * (number == at))
        for number, each in enumerate(clause.steps)
    ]
    if at == NOT_OPENED:
        return [told(path, steps, is_="not_opened", because="")] * case.n
    if settled is not None and settled <= case.on:
        return [told(path, steps, is_="settled", because="")] * case.n
    if at == len(clause.steps):
        return [told(path, steps, is_="no_step_left", because="")] * case.n
    name = clause.steps[at].id
    return [told(path, steps, is_="open", because="", step=name, due=found.due[0])] * case.n


def terminated(case: Case, enacted: Enacted, path: str, _: str) -> list[Answer]:
    """Whether the text is in force, when its term is over, when it ends, and whether a permit outlives it.

    The events of the case: `notice_given`, `permit_given`, and `permit_ends`, the first day on which the
    permit no longer holds by itself.
    """
    terms = enacted.agreement.terms
    clause, given = terms.termination, case.events
    if clause is None:
        raise decides_nothing(enacted, path)
    enacted.require(f"{path}.renewal", *([f"{path}.notice"] if "notice_given" in given else []))
    notice = given.get("notice_given")
    told_on = notice if notice is not None and notice <= case.on else None
    ended, why = ends(clause, enacted.begun, told_on, terms.calendar, case.on)
    over = not np.isnat(ended) and bool(ended <= day(case.on))
    term = term_until(clause, enacted.begun, terms.calendar, case.on)
    steps = []
    if told_on is not None:
        steps.append(step(enacted, f"{path}.notice", f"notice of {clause.notice}, given {told_on}", ended))
    if clause.renewal is not None and clause.renewal.holds_on(case.on):
        asked = f"goes on by itself: {'yes' if clause.renewal.automatic else 'no'}"
        steps.append(step(enacted, f"{path}.renewal", f"{asked}; term until", term))
    holds = ""
    if "permit_given" in given:
        first, last = event_day(case, "permit_given"), event_day(case, "permit_ends")
        holds = THREE[int(still_holds(clause, ended, first, last, case.on)[0])]
        steps.append(step(enacted, f"{path}.acquired_status", "a permit given before the end holds", holds))
    answer = told(
        path,
        steps,
        is_="ended" if over else "in_force",
        because=why if over else "",
        ends=ended,
        term_until=None if over else term,
        still_holds=holds,
    )
    return [answer] * case.n


def reviewed(case: Case, enacted: Enacted, path: str, _: str) -> list[Answer]:
    """When the text is read again: on the day, or next."""
    terms = enacted.agreement.terms
    clause = terms.review
    if clause is None:
        raise decides_nothing(enacted, path)
    enacted.require(path)
    since = clause.from_ or enacted.begun
    if since is None:
        problem = f"{enacted.agreement.id} does not say since when it is in force, to count its reviews from"
        place = f"in {enacted.agreement.document.file}, lifecycle"
        raise Refused(f"{problem}\n  {place}\n  hint: give the state its first day, from: ...")
    due = coming(since, stated_span(clause.every, "review.every"), case.on, terms.calendar)
    steps = [step(enacted, f"{path}.every", f"every {clause.every} from {since}", due)]
    return [told(path, steps, is_="due" if due == day(case.on) else "pending", because="", due=due)] * case.n


def sunset(case: Case, enacted: Enacted, path: str, _: str) -> list[Answer]:
    """When nothing here decides any more; on later days there is no text to ask."""
    enacted.require(path)
    steps = [step(enacted, path, f"counted from {enacted.begun}", enacted.sunset)]
    return [told(path, steps, is_="in_force", because="", ends=enacted.sunset)] * case.n
