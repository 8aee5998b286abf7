"""Another employer, and the pension, one worker at a time."""

from datetime import date

from reference import known
from reference.days import add
from reference.permits import said


def may_change(clause, calendar, worker, on: date) -> dict[str, bool | None]:
    """Each thing the clause asks, with its answer."""

    def fact(name: str):
        return known(worker.get(f"permit.{name}"))

    asked: dict[str, bool | None] = {"change_employer": clause.change_employer != "never"}
    if clause.change_employer == "with_consent":
        asked["change_employer"] = fact("consents")
    if clause.change_employer == "after":
        since, span = fact("employed_since"), said(clause.after)
        if span is None:
            asked["after"] = True
        else:
            asked["after"] = None if since is None else on >= add(since, span, calendar.month_arithmetic)
    if clause.must_be and clause.must_be != "any":
        asked["must_be"] = fact(clause.must_be)
    if clause.limit is not None:
        changes = fact("changes")
        asked["limit"] = None if changes is None else changes < clause.limit
    return asked


def pension(clause, here: int | None, home: int | None) -> str | None:
    """Full by the time insured here alone, partial with the time at home; None where it cannot be told."""
    here_may_be = range(60) if here is None else [here]
    home_may_be = range(60) if home is None else [home]
    found = {pension_of(clause, one, other) for one in here_may_be for other in home_may_be}
    return found.pop() if len(found) == 1 else None


def pension_of(clause, here: int, home: int) -> str:
    """The pension of somebody whose time is known."""
    least = months(clause.qualifying)
    whole = months(clause.total) or least
    if here >= whole:
        return "full"
    return "partial" if here >= least and here + home >= whole else "none"


def months(span) -> int:
    """Whole months; 0 for none."""
    return span.count * (12 if span.unit == "years" else 1) if said(span) else 0
