"""Sums owed: ordered by an inspector, and followed home from the employer to the hand."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from acuerdo.operate import audit, clock, deciding, notices, protecting
from acuerdo.operate.authority import check
from acuerdo.operate.states import step
from acuerdo.records.models import Account, Owed, Worker

WORKER = "employment__placement__application__worker"
MOST_SHOWN = 200
"""Sums of one page."""
WITH = ("employment__order__employer", WORKER, "decision")
"""What is told of a sum besides itself."""
OPEN = {"employer": ("ordered",), "agent": ("ordered",), "inspector": ("owed",), "origin_officer": ("paid",)}
"""The states in which a sum waits for somebody of a role."""


def sums(account: Account, waiting: bool = False) -> QuerySet[Owed]:
    """Sums within reach, the oldest first.

    Args:
        waiting: only those that wait for the account.

    Raises:
        Denied: the role sees none.
    """
    check(account, "owed.see")
    found = audit.rows(account, "owed.see", Owed).select_related(*WITH)
    if waiting:
        found = found.filter(status__in=OPEN.get(account.role, ()))
    return found.order_by("found_at", "pk")


@transaction.atomic
def sum_of(account: Account, action: str, pk: int) -> Owed:
    """One sum, in the audit.

    Raises:
        Denied: the role may not.
        NotThere: there is none within reach.
    """
    check(account, action)
    found: Owed | None = audit.rows(account, action, Owed).select_related(*WITH).filter(pk=pk).first()
    if found is None:
        raise audit.NotThere("Owed is not there")
    audit.read(account, action, "sum owed", audit.subject_of(found), [_number(found)])
    return found


def _take(account: Account, action: str, owed: Owed, name: str) -> Owed:
    """Take a step with a sum: the row, locked, in its new state and not saved."""
    check(account, action, owed)
    row: Owed = (
        Owed.every.select_for_update(of=("self",))
        .select_related("employment__order__employer", WORKER)
        .get(pk=owed.pk)
    )
    step(row, name)
    return row


def _kept(account: Account, action: str, row: Owed, purpose: str, **detail: Any) -> Owed:
    row.save()
    told = {"cents": row.cents, "state": row.status, **detail}
    audit.written(account, action, purpose, audit.subject_of(row), _number(row), **told)
    return row


@transaction.atomic
def order(account: Account, owed: Owed, finding: str, due_on: date | None, words: str) -> Owed:
    """Order that a sum is paid, or find that it is not owed.

    Args:
        finding: order or drop.
        due_on: the day by which it is to be paid, where it is ordered.

    Raises:
        Denied: the work lies in a state that the inspector does not answer for.
        NotNow: it was looked at before.
    """
    row = _take(account, "owed.order", owed, finding)
    said = deciding.Said(
        row.status, row.kind, _clause(row), _words(row, words, "en"), _words(row, words, "es")
    )
    facts = {
        "since": row.since.isoformat(),
        "until": row.until.isoformat(),
        "cents": row.cents,
        "currency": row.currency,
        "whose": row.whose,
    }
    row.decision = deciding.keep(
        "owed",
        audit.subject_of(row),
        said,
        facts,
        clock.today(),
        account,
        worker_of(row),
        row.employment.order,
    )
    row.due_on = due_on if finding == "order" else None
    return _kept(account, "owed.order", row, finding, decision=row.decision.pk)


MEASURE = {"guarantee": "contract_hours_offered_share", "deduction": "housing_deduction_per_day"}


def _clause(row: Owed) -> str:
    """What a sum rests on: the contract of the worker, or a protection of the text."""
    found = protecting.of_measure(MEASURE[row.kind], clock.today()) if row.kind in MEASURE else []
    return protecting.path_of(found[0]) if found else "contract"


ORDERED = {
    "en": ("{amount} {currency} are owed. {words}", "{amount} {currency} are not owed. {words}"),
    "es": ("Se deben {amount} {currency}. {words}", "No se deben {amount} {currency}. {words}"),
}


def _words(row: Owed, words: str, language: str) -> str:
    said = ORDERED[language][row.status == "dropped"]
    return said.format(amount=f"{row.cents / 100:.2f}", currency=row.currency, words=words)


@transaction.atomic
def pay(account: Account, owed: Owed, reference: str) -> Owed:
    """Say that the employer paid a sum to the authority of the origin."""
    row = _take(account, "owed.pay", owed, "pay")
    row.paid_on, row.paid_reference = clock.today(), reference
    return _kept(account, "owed.pay", row, "paid to the origin")


@transaction.atomic
def pay_out(account: Account, owed: Owed, reference: str) -> Owed:
    """Say that the authority of the origin paid a sum out to the worker."""
    row = _take(account, "owed.pay_out", owed, "pay_out")
    row.paid_out_on, row.paid_out_reference = clock.today(), reference
    notices.tell(worker_of(row), "owed_paid", row)
    return _kept(account, "owed.pay_out", row, "paid out")


@transaction.atomic
def confirm(account: Account, owed: Owed, received: bool) -> Owed:
    """Say that the worker has the money; or has not, and the authority of the origin looks at it again."""
    row = _take(account, "owed.confirm", owed, "confirm" if received else "miss")
    row.received_on = clock.today() if received else None
    return _kept(account, "owed.confirm", row, "received" if received else "not received")


def worker_of(owed: Owed) -> Worker:
    """To whom a sum is owed."""
    worker: Worker = owed.employment.placement.application.worker
    return worker


def _number(owed: Owed) -> str:
    return str(worker_of(owed).number)
