"""One protection, one measurement."""

from datetime import date

from reference.criteria import ask
from reference.days import add
from reference.permits import said


def standing(protection, status: str | None, measured, found: bool = False) -> tuple[str, str]:
    """Kept, broken, not known, or for others; and why. Mere words are broken where somebody found it."""
    whom = protection.applies_to or ["everyone"]
    if "everyone" not in whom:
        if status is None:
            return "needs_evidence", "applies_to"
        if status not in whom:
            return "does_not_apply", "applies_to"
    if protection.bound is None:
        return ("broken" if found else "needs_evidence"), protection.measure or "text"
    word = {True: "kept", False: "broken", None: "needs_evidence"}[ask(protection.bound, measured, {})]
    return word, "" if word == "kept" else protection.measure


def later(span, calendar, found: date) -> date | None:
    """A time after the day on which a breach was found."""
    return add(found, span, calendar.month_arithmetic) if said(span) else None
