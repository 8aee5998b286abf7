"""The readmission of one person, and one handover."""

from datetime import date

from reference import NEVER, known
from reference.clocks import deadline, shown
from reference.returns import child_alone, in_danger


def readmission(clause, calendar, person, on: date) -> tuple[str, str, date | None, date | None]:
    """The stage, the reason, the last day of the stage, and until when an error is mended."""
    error = person.get("handover.in_error_since")
    back = shown(deadline(error, clause.error_return, calendar.month_arithmetic))
    for protected, why in ((child_alone(person), "children"), (in_danger(person), "refoulement")):
        if protected is True:
            return "excluded", why, None, back
    for protected, why in ((child_alone(person), "children"), (in_danger(person), "refoulement")):
        if protected is None:
            return "needs_evidence", why, None, back
    word, why, due = stage(clause, calendar.month_arithmetic, person, on)
    return word, why, shown(due), back


def stage(clause, rule: str, person, on: date) -> tuple[str, str, date | None]:
    met, applied, replied = (person.get(f"handover.{act}_on") for act in ("met", "applied", "replied"))
    met = None if met is None or met > on else met
    apply_by = deadline(met, clause.apply_within, rule)
    if applied is None:
        return "needs_evidence", "applied_on", None
    if apply_by is None:
        return "needs_evidence", "met_on", None
    if applied == NEVER or applied > on:
        if on > apply_by:
            return "too_late_to_apply", "apply_within", apply_by
        return "may_apply", "", apply_by
    if met is not None and applied < met:
        return "needs_evidence", "applied_on", None
    if applied > apply_by:
        return "too_late_to_apply", "apply_within", apply_by
    return replying(clause, rule, person, on, applied, replied)


def replying(clause, rule: str, person, on: date, applied: date, replied) -> tuple[str, str, date | None]:
    reply_by = deadline(applied, clause.reply_within, rule)
    if replied is None:
        return "needs_evidence", "replied_on", None
    has_replied = replied != NEVER and replied <= on
    if has_replied and replied < applied:
        return "needs_evidence", "replied_on", None
    if has_replied and (replied <= reply_by or clause.silence is None):
        reply = known(person.get("handover.reply"))
        if reply == "agreed":
            return agreed(clause, rule, replied, on, "agreed", "")
        return ("refused", "", None) if reply == "refused" else ("needs_evidence", "reply", None)
    if on <= reply_by:
        return "awaiting_reply", "", reply_by
    if clause.silence == "refused":
        return "refused_by_silence", "silence", None
    if clause.silence == "agreed":
        return agreed(clause, rule, reply_by, on, "agreed_by_silence", "silence")
    return "needs_evidence", "silence", None


def agreed(clause, rule: str, since: date, on: date, word: str, why: str) -> tuple[str, str, date | None]:
    last = deadline(since, clause.transfer_within, rule)
    return ("too_late_to_hand_over", "transfer_within", last) if on > last else (word, why, last)


def handed_over(clause, person, place: str | None) -> tuple[str, str]:
    """Whether one handover may happen, and what decided."""
    questions = [(flip(child_alone(person)), "children"), (flip(in_danger(person)), "refoulement")]
    if clause.places:
        questions.append((None if place is None else place in clause.places, "places"))
    if clause.hours is not None and str(clause.hours.said) != "none":
        questions.append((at_this_hour(clause.hours, person.get("handover.hour")), "hours"))
    if clause.notice is not None and str(clause.notice) != "none":
        hours = {"hours": 1, "days": 24, "weeks": 168, "months": 720, "years": 8640}[clause.notice.unit]
        given = person.get("handover.notice_hours")
        questions.append((None if given is None else given >= clause.notice.count * hours, "notice"))
    return first(questions)


def at_this_hour(hours, hour: int | None) -> bool | None:
    if hours.said is not None or hour is None:
        return None
    return hour in range(hours.opens, hours.closes)


def flip(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def first(questions) -> tuple[str, str]:
    """The first no, else the first that is unknown, else yes."""
    for wanted, word in ((False, "no"), (None, "needs_evidence")):
        for answer, why in questions:
            if answer is wanted:
                return word, why
    return "yes", ""
