"""Who may come by a pathway, one person at a time."""

from datetime import date

from reference import known
from reference.criteria import ask, decide
from reference.days import add, in_force


def closed(pathway, terms, on: date) -> str:
    """Why a pathway is closed to everybody on a day, or ''."""
    if (pathway.from_ and on < pathway.from_) or (pathway.until and on >= pathway.until):
        return "dates"
    if in_force(pathway.open_to, on) is None:
        return "open_to"
    window = pathway.window
    if window is not None:
        endless = str(window.length) == "none"
        rule = terms.calendar.month_arithmetic
        if on < window.opens or (not endless and on >= add(window.opens, window.length, rule)):
            return "window"
    if pathway.cap is not None and in_force(pathway.cap, on) is None:
        return "cap"
    return ""


def reached(opened, person, groups) -> tuple[bool | None, str]:
    """Whether `open_to` reaches a person, and what decided: nationality first, then presence."""
    members = (
        groups.get(opened.nationals_of, ()) if isinstance(opened.nationals_of, str) else opened.nationals_of
    )
    nation, place = known(person.get("person.nationality")), known(person.get("person.present_in"))
    asked = []
    if opened.nationals_of != "any":
        asked.append(("open_to", None if nation is None else nation in members))
    if opened.present_in is not None:
        asked.append(("present_in", None if place is None else place == opened.present_in))
    for answer in (False, None):
        for name, found in asked:
            if found is answer:
                return answer, name
    return True, ""


def eligibility(pathway, terms, person, on: date) -> tuple[str, str]:
    """The outcome and the reason for one person on one day."""
    why = closed(pathway, terms, on)
    if why:
        return "not_open", why
    questions = [reached(in_force(pathway.open_to, on), person, terms.groups)]
    if pathway.eligible is not None:
        answer, position = decide(pathway.eligible, person, terms.groups)
        questions.append((answer, name_of(pathway.eligible, position, gates(pathway, on))))
    if pathway.points is not None:
        questions.append((enough(pathway.points, person, terms.groups), "points"))
    for wanted, outcome in ((False, "not_eligible"), (None, "needs_evidence")):
        for number, (answer, reason) in enumerate(questions):
            if answer is wanted:
                return ("not_open" if number == 0 and wanted is False else outcome), reason
    return "eligible", ""


def gates(pathway, on: date) -> int:
    """How many questions `open_to` asks before the criteria."""
    opened = in_force(pathway.open_to, on)
    return (opened.nationals_of != "any") + (opened.present_in is not None)


def name_of(part, position: int | None, before: int = 0) -> str:
    """The id of the criterion at a position, or its fact and place in everything asked."""
    found = list(leaves(part))[position or 0]
    return found.id or f"{found.fact}-{before + (position or 0) + 1}"


def leaves(part):
    """Every criterion in file order: all, any, none, at_least."""
    if hasattr(part, "fact"):
        yield part
        return
    for child in [*part.all, *part.any, *part.none, *(part.at_least.of if part.at_least else [])]:
        yield from leaves(child)


def score(points, person, groups) -> int:
    """The points of the rows known to hold."""
    return sum(row.points for row in points.table if ask(row.if_, person, groups) is True)


def enough(points, person, groups) -> bool | None:
    """Whether a person reaches the pass mark, surely, possibly or not at all."""
    possible = sum(row.points for row in points.table if ask(row.if_, person, groups) is not False)
    if score(points, person, groups) >= points.pass_mark:
        return True
    return None if possible >= points.pass_mark else False
