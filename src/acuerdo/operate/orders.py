"""Job orders: filed, shown to have found no local worker, certified, withdrawn; and who is named for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from acuerdo.operate import audit, clock, deciding
from acuerdo.operate.authority import check
from acuerdo.operate.law import enacted, law
from acuerdo.operate.recalling import lets_name
from acuerdo.operate.registering import suspended
from acuerdo.operate.states import NotNow, can, step
from acuerdo.records.models import (
    Account,
    Decision,
    Employer,
    Evidence,
    JobOrder,
    Nomination,
    PastSeason,
    Placement,
    Worker,
)

STEPS = {"certified": "certify", "denied": "deny", "needs_evidence": "ask"}


@transaction.atomic
def file(account: Account, employer: Employer, fields: Mapping[str, Any]) -> JobOrder:
    """File a job order.

    Args:
        fields: of `JobOrder`, checked by a form.

    Raises:
        Denied: the account does not stand for this employer.
        NotNow: the employer is not accredited, or is suspended.
    """
    return file_many(account, employer, [fields])[0]


@transaction.atomic
def file_many(account: Account, employer: Employer, rows: Sequence[Mapping[str, Any]]) -> list[JobOrder]:
    """File job orders: all, or none.

    Raises:
        as `file`.
    """
    check(account, "order.file", employer)
    if employer.accredited_on is None or employer.accredited_on > clock.today():
        raise NotNow("file", "not_accredited")
    if suspended(employer, clock.today()):
        raise NotNow("file", "suspended")
    at = clock.now()
    made = JobOrder.objects.bulk_create(
        [JobOrder(employer=employer, filed_at=at, **fields) for fields in rows], batch_size=500
    )
    audit.written_many(account, "order.file", "filing", [(audit.subject_of(order), "", {}) for order in made])
    return made


@transaction.atomic
def show(account: Account, order: JobOrder, fields: Mapping[str, Any]) -> Evidence:
    """File evidence for the labour-market test of an order.

    Raises:
        Denied: the account does not stand for this employer.
        NotNow: the order was denied or withdrawn.
    """
    check(account, "order.evidence", order)
    if not can(order, "withdraw"):
        raise NotNow("evidence", order.status)
    made = Evidence.objects.create(order=order, filed_at=clock.now(), **fields)
    audit.written(account, "order.evidence", str(fields["shows"]), audit.subject_of(order))
    return made


@transaction.atomic
def certify(account: Account, order: JobOrder, finding: str, places: int) -> Decision:
    """Enter what the labour department found, and let the rules decide whether the order stands.

    Args:
        finding: certified, partial or denied.
        places: how many people were certified.

    Raises:
        Denied: the order lies in a state that the officer does not answer for.
        NotNow: it was decided before, or withdrawn.
    """
    check(account, "order.certify", order)
    order = JobOrder.objects.select_for_update().select_related("employer").get(pk=order.pk)
    today = clock.today()
    order.certification, order.decided_on = finding, today
    order.places = 0 if finding == "denied" else min(places, order.places_requested)
    said = deciding.certified(order, today, law(), enacted(today))
    step(order, STEPS[said.outcome])
    order.save()
    facts = {"offer.certification": finding, "offer.certified_on": today.isoformat(), "places": order.places}
    kept = deciding.keep("certification", audit.subject_of(order), said, facts, today, account, order=order)
    audit.written(account, "order.certify", "certification", audit.subject_of(order), outcome=said.outcome)
    return kept


@transaction.atomic
def withdraw(account: Account, order: JobOrder) -> None:
    """Withdraw an order before anybody was placed in it."""
    check(account, "order.withdraw", order)
    order = JobOrder.objects.select_for_update().get(pk=order.pk)
    live = Placement.every.filter(order=order, status__in=("offered", "confirmed", "permitted"))
    if live.exists():
        raise NotNow("withdraw", "filled")
    step(order, "withdraw")
    order.save(update_fields=["status"])
    audit.written(account, "order.withdraw", "withdrawal", audit.subject_of(order))


@transaction.atomic
def nominate(account: Account, order: JobOrder, worker_number: str) -> Nomination:
    """Name a worker of an earlier season for an order.

    The text says who may be named, and the match asks it again. Whoever is not known by this number, never
    worked here, or may not be named, is told apart by nothing.

    Raises:
        Denied: the account does not stand for this employer.
        NotNow: nobody of that number may be named by this employer, or the order was denied or withdrawn.
    """
    check(account, "order.nominate", order)
    if not can(order, "withdraw"):
        raise NotNow("nominate", order.status)
    worker = Worker.every.filter(
        number=worker_number.strip().upper(), past_seasons__employer=order.employer, merged_into=None
    ).first()
    if worker is None or not lets_name(
        PastSeason.every.filter(worker=worker), order.employer_id, enacted(clock.today())
    ):
        raise NotNow("nominate", "unknown_here")
    made: Nomination
    made, _ = Nomination.every.get_or_create(order=order, worker=worker, defaults={"at": clock.now()})
    audit.written(account, "order.nominate", "named recall", audit.subject_of(order), worker.number)
    return made
