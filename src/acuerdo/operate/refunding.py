"""Fees to be paid back: ordered by the rules on a finding, paid; or unpaid, and put before an officer."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from acuerdo.operate import audit, clock, numbers
from acuerdo.operate.authority import check
from acuerdo.operate.finding import Follows
from acuerdo.operate.law import text_row
from acuerdo.operate.states import NotNow, step
from acuerdo.records.models import Account, Complaint, Refund

PAY_DAYS = 30
"""Days to pay a fee back where the text sets no time (assumed)."""
ORDERED = "ordered to be paid back"
"""What the audit says of a fee that the rules ordered; its number, and nobody."""
SETTLED = {"paid": "pay", "unpaid": "lapse"}
"""What an officer enters, and the step that it is."""


def order(refund: Refund, complaint: Complaint, says: Follows) -> None:
    """Order that a fee be paid back, as the rules say; part of a finding.

    Raises:
        NotNow: it was settled before.
    """
    today = clock.today()
    step(refund, "order")
    refund.employer, refund.recruiter = complaint.employer, complaint.recruiter
    refund.text, refund.clause, refund.reason = text_row(), says.clause, says.reason
    refund.en, refund.es = says.en, says.es
    refund.ordered_on, refund.fine = today, says.fine
    refund.due_on = says.remedy_by or today + timedelta(days=PAY_DAYS)
    refund.due_by_text = says.remedy_by is not None
    refund.save()
    audit.written(None, "refund.settle", ORDERED, name_of(refund))


def found(account: Account) -> QuerySet[Refund]:
    """Fees to be paid back that an account may see: what is not paid in time first, then by the day due.

    Raises:
        Denied: the role sees none.
    """
    check(account, "refund.see")
    rows: QuerySet[Refund] = audit.rows(account, "refund.see", Refund)
    waits = Q(status="unpaid") | Q(status="ordered") if account.role in OFFICERS else Q()
    return rows.filter(waits).select_related("employer", "recruiter").order_by("due_on", "pk")


OFFICERS = ("inspector", "origin_officer")


@transaction.atomic
def listed(account: Account, rows: QuerySet[Refund]) -> list[Refund]:
    """Fees on one page of a list: each is an entry, by its number alone."""
    shown = list(rows)
    audit.read_each(account, "refund.see", "list", map(name_of, shown))
    return shown


def one(account: Account, action: str, number: str) -> Refund:
    """A fee within reach.

    Raises:
        Denied: the role may not.
        NotThere: none of that number within reach.
    """
    check(account, action)
    rows = audit.rows(account, action, Refund)
    row: Refund | None = rows.filter(number=number).first() if numbers.is_number(number) else None
    if row is None:
        raise audit.NotThere("Refund is not there")
    return row


@transaction.atomic
def settle(account: Account, refund: Refund, what: str) -> Refund:
    """Enter that a fee was paid back, or that it was not paid in time.

    Args:
        what: one of SETTLED. That it was not paid brings nothing about by itself: the work list names the
            licence or the accreditation, and an officer decides.

    Raises:
        Denied: it lies elsewhere.
        NotNow: it is settled, or the day has not passed.
    """
    check(account, "refund.settle", refund)
    refund = Refund.every.select_for_update(of=("self",)).get(pk=refund.pk)
    if what == "unpaid" and not overdue(refund, clock.today()):
        raise NotNow("lapse", "not_due")
    step(refund, SETTLED[what])
    refund.closed_on = clock.today()
    refund.save(update_fields=["status", "closed_on"])
    audit.written(account, "refund.settle", what, name_of(refund))
    return refund


@transaction.atomic
def fall_due(on: date | None = None) -> int:
    """Let every fee that was not paid in time be so: how many. For a job that runs every day."""
    late = Refund.every.select_for_update(of=("self",)).filter(
        status="ordered", due_on__lt=on or clock.today()
    )
    count = 0
    for refund in late:
        step(refund, "lapse")
        refund.save(update_fields=["status"])
        audit.written(None, "refund.settle", "not paid in time", name_of(refund))
        count += 1
    return count


def overdue(refund: Refund, today: date) -> bool:
    """Whether the last day to pay has passed."""
    return refund.due_on is not None and refund.due_on < today


def name_of(refund: Refund) -> str:
    """How the audit names a fee to be paid back: by its number."""
    return f"refund:{refund.number}"
