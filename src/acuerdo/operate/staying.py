"""A stay as it stands: entries and exits counted, days left, what comes next, and when there may be another.

Counted from the records of both states as they are; the rules of the text in force say what follows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from acuerdo.agreement import Enacted, Refused
from acuerdo.agreement.calendar import Calendar
from acuerdo.agreement.clauses.criteria import YES
from acuerdo.agreement.clauses.stay import Stay as StayClause
from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.operate.law import enacted, law
from acuerdo.operate.reconciling import compared
from acuerdo.records.models import Account, Crossing, Permit, Stay, Worker
from acuerdo.records.rows import first
from acuerdo.rules import crossings as rules
from acuerdo.rules.circularity import may_enter
from acuerdo.rules.permits import comes_again_from, days_left, days_present, leaves_by

WITHOUT_LIMITS = StayClause.model_validate({"single_max": "none"})
"""What is asked where a pathway has no clause on stays."""
PERMIT_ROWS = ("placement__order__employer", "placement__application__worker", "stay")


@dataclass(frozen=True, slots=True)
class Told:
    """A crossing as it is counted: its day and place, and whether both states tell it so."""

    on: date
    place: str
    agreed: bool


@dataclass(slots=True)
class Span:
    """From an entry to an exit; either is None where it is not on record. `days` are those between them."""

    entered: Told | None
    left: Told | None = None
    days: int = 0


@dataclass(slots=True)
class Counted:
    """A stay under a permit, on a day.

    Fields:
        spans: of presence, the first first.
        phase: before, inside, grace, late, away (out, and the permit holds), or over.
        days: days of presence on record, until the day it is asked for.
        left: days of presence left under the permit, that day included.
        leave_by: the last day of grace.
        again_from: the first day of another stay after the last exit, or after the last day while somebody is
            inside; None where the text asks for no absence.
        closed: the stay, once it is over and was decided.
    """

    permit: Permit
    spans: list[Span] = field(default_factory=list)
    phase: str = "before"
    days: int = 0
    left: int = 0
    leave_by: date = date.max
    again_from: date | None = None
    closed: Stay | None = None

    @property
    def entered_on(self) -> date | None:
        """The day of the first entry on record."""
        return next((each.entered.on for each in self.spans if each.entered), None)

    @property
    def left_on(self) -> date | None:
        """The day of the last exit; None while somebody is inside."""
        return self.spans[-1].left.on if self.spans and self.spans[-1].left else None

    @property
    def inside(self) -> bool:
        """Whether the last record is an entry."""
        return bool(self.spans) and self.spans[-1].left is None

    @property
    def grace_days(self) -> int:
        """Days of grace after the last day."""
        return (self.leave_by - self.permit.until).days


def text_for(permit: Permit, today: date) -> Enacted:
    """The text in force; that of the first day of a permit where none is in force any more.

    Raises:
        Refused: neither is there.
    """
    try:
        return enacted(today)
    except Refused:
        return enacted(permit.holds_from)


def clause_of(text: Enacted) -> tuple[StayClause, Calendar]:
    """What a text says of stays, and how it counts days."""
    return law().clause(text).stay or WITHOUT_LIMITS, text.agreement.terms.calendar


def days(*found: date | None) -> Any:
    """Days as rules read them; None is unknown."""
    return np.array([np.datetime64("NaT") if each is None else each for each in found], "datetime64[D]")


def one_day(found: Any) -> date | None:
    """The only day of an array; None where there is none."""
    said: date | None = found[0].item()
    return said


def counted(permits: Iterable[Permit], today: date | None = None) -> dict[int, Counted]:
    """Stays under some permits, by the keys of the permits.

    Args:
        permits: with what PERMIT_ROWS names.
        today: on which day; today where none is named.
    """
    found = {each.pk: Counted(each) for each in permits}
    today = today or clock.today()
    for permit, spans in _spans(Crossing.every.filter(permit__in=list(found))).items():
        found[permit].spans = spans
    for each in found.values():
        _count(each, today)
    return found


def _spans(rows: Any) -> dict[int, list[Span]]:
    """From entry to exit, by permit, as the records of both states are counted."""
    records = compared(rows, "at", "on", "place")
    columns, result = records.columns, records.found
    at = np.flatnonzero(result.crossings).tolist()
    made: dict[int, list[Span]] = {}
    for row in sorted(at, key=lambda each: (columns["at"][each], each)):
        spans = made.setdefault(columns["permit_id"][row], [])
        told = Told(columns["on"][row], columns["place"][row], bool(result.found[row] == rules.MATCHED))
        if columns["direction"][row] == "entry":
            spans.append(Span(told))
        elif spans and spans[-1].left is None:
            spans[-1].left = told
        else:
            spans.append(Span(None, told))
    return made


def _count(found: Counted, today: date) -> None:
    permit = found.permit
    stay, calendar = clause_of(text_for(permit, today))
    found.closed = getattr(permit, "stay", None)
    entries = [each.entered.on if each.entered else None for each in found.spans]
    exits = [each.left.on if each.left else None for each in found.spans]
    if found.inside:
        exits[-1] = today
    for span, number in zip(found.spans, days_present(calendar, days(*entries), days(*exits)), strict=True):
        span.days = int(number)
    found.days = sum(each.days for each in found.spans)
    found.left = int(days_left(days(permit.until), days(max(today, permit.holds_from)))[0])
    found.leave_by = one_day(leaves_by(stay, calendar, days(permit.until))) or date.max
    found.again_from = one_day(comes_again_from(stay, calendar, days(found.left_on or permit.until)))
    found.phase = _phase(found, today)


def _phase(found: Counted, today: date) -> str:
    if found.closed is not None:
        return "over"
    if not found.spans:
        return "before"
    if found.inside:
        return "inside" if today <= found.permit.until else "grace" if today <= found.leave_by else "late"
    return "away" if today <= found.permit.until and _may_enter(found, today) else "over"


def _may_enter(found: Counted, today: date) -> bool:
    """Whether somebody who went out may come in again under the same permit."""
    clause = law().clause(text_for(found.permit, today)).circularity
    entries = np.array([sum(each.entered is not None for each in found.spans)], np.int32)
    return clause is None or bool(may_enter(clause, entries)[0] == YES)


OF_WORKER = (
    'JOIN "records_placement" ON "records_placement"."id" = "records_permit"."placement_id" '
    'JOIN "records_application" ON "records_application"."id" = "records_placement"."application_id" '
    'WHERE "records_application"."worker_id" = %s'
)
"""Permits of a worker: asked at each look at the own page, so it is worded once."""


def own_stay(account: Account, worker: Worker, permitted: bool = False) -> Counted | None:
    """The last stay of the worker of an account, for that worker; None before the first permit.

    Args:
        permitted: whether there is known to be a permit, so that it is not asked first.

    Raises:
        Denied: the account does not stand for this worker.
    """
    check(account, "stay.see", worker)
    if not permitted and first(Permit, OF_WORKER, worker.pk) is None:
        return None
    permit = (
        audit.rows(account, "permit.see", Permit).select_related(*PERMIT_ROWS).order_by("-holds_from").first()
    )
    if permit is None:
        return None
    audit.read(account, "stay.see", "own file", audit.subject_of(permit), [worker.number])
    return counted([permit])[permit.pk]


def stays(account: Account, permits: Sequence[Permit], purpose: str) -> list[Counted]:
    """Stays under some permits that an officer may see, in their sequence; each an entry of the audit.

    Raises:
        Denied: the role sees none.
    """
    check(account, "stay.see")
    found = counted(permits)
    numbers = [audit.number_of(each, "placement__application__worker") for each in permits]
    audit.read(account, "stay.see", purpose, "permit", numbers)
    return [found[each.pk] for each in permits]
