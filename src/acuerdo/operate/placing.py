"""What a match gave a worker: confirmed, declined, lapsed; then contract, appointment and permit."""

from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import F

from acuerdo.operate import audit, clock, deciding, notices, numbers, places
from acuerdo.operate.authority import check
from acuerdo.operate.law import enacted, law
from acuerdo.operate.recalling import another_stay
from acuerdo.operate.registering import suspended
from acuerdo.operate.states import NotNow, step
from acuerdo.operate.wording import contract_words, spoken
from acuerdo.records.models import (
    Account,
    Appointment,
    Contract,
    Decision,
    Employment,
    Hour,
    Permit,
    Placement,
)
from acuerdo.rules.permits import permitted_until


def _locked(placement: Placement) -> Placement:
    found: Placement = (
        Placement.every.select_for_update(of=("self",))
        .select_related("order__employer", "application__worker", "application__season")
        .get(pk=placement.pk)
    )
    return found


@transaction.atomic
def confirm(account: Account, placement: Placement) -> Contract:
    """Take the order that the match gave: the contract, in the language of the worker, is signed with it.

    Raises:
        Denied: the account does not stand for this worker.
        NotNow: it was answered before, has lapsed, or the employer is suspended.
    """
    check(account, "placement.confirm", placement)
    placement = _locked(placement)
    if suspended(placement.order.employer, clock.today()):
        raise NotNow("confirm", "suspended")
    _published(placement, "confirm")
    if clock.now() >= placement.answer_by:
        raise NotNow("confirm", "lapsed")
    step(placement, "confirm")
    placement.save(update_fields=["status"])
    worker = placement.application.worker
    made: Contract = Contract.every.create(
        placement=placement,
        language=spoken(worker.language),
        words=contract_words(placement, worker.language),
        signed_at=clock.now(),
    )
    audit.written(account, "placement.confirm", "order taken", audit.subject_of(placement), worker.number)
    return made


def _published(placement: Placement, name: str) -> None:
    """Nobody answers an offer that is not public yet."""
    if placement.application.season.status != "published":
        raise NotNow(name, "unpublished")


def decline(account: Account, placement: Placement) -> None:
    """Give an order back."""
    check(account, "placement.decline", placement)
    _published(placement, "decline")
    give_up(account, placement, "decline", "order given back")


@transaction.atomic
def give_up(account: Account | None, placement: Placement, how: str, why: str) -> None:
    """End a placement: the worker is without an order again, and the place goes back.

    Args:
        how: decline, lapse or refuse.
    """
    places.lock()
    placement = _locked(placement)
    step(placement, how)
    placement.save(update_fields=["status"])
    places.give_back(placement, how)
    application = placement.application
    step(application, "give_up")
    application.save(update_fields=["status"])
    audit.written(account, f"placement.{how}", why, audit.subject_of(placement), application.worker.number)


def lapse(at: datetime | None = None) -> int:
    """Let every offer lapse that was not answered in time: how many."""
    count = 0
    for placement in list(Placement.every.filter(status="offered", answer_by__lte=at or clock.now())):
        try:
            give_up(None, placement, "lapse", "not answered in time")
        except NotNow:
            continue  # given back, or let lapse, by somebody else since it was looked for
        count += 1
    return count


@transaction.atomic
def book(account: Account, placement: Placement, hour: Hour) -> Appointment:
    """Book a time at a consulate.

    Raises:
        Denied: not one's own, or another consulate.
        NotNow: the order is not confirmed, the time is past or full, or one is booked.
    """
    check(account, "appointment.book", placement if account.role == "worker" else hour)
    placement = _locked(placement)
    if placement.status != "confirmed":
        raise NotNow("book", placement.status)
    if Appointment.every.filter(placement=placement).exists():
        raise NotNow("book", "booked")
    hour = Hour.objects.select_for_update().get(pk=hour.pk)
    if hour.at <= clock.now() or hour.taken >= hour.capacity:
        raise NotNow("book", "full")
    Hour.objects.filter(pk=hour.pk).update(taken=F("taken") + 1)
    made: Appointment = Appointment.every.create(placement=placement, hour=hour)
    worker = placement.application.worker
    audit.written(account, "appointment.book", "appointment", audit.subject_of(made), worker.number)
    notices.tell(worker, "appointment_booked", made, at=hour.at, consulate=hour.consulate)
    return made


@transaction.atomic
def checked(account: Account, appointment: Appointment, passed: bool) -> None:
    """Enter what the checks at the consulate found; whoever did not pass has no order any more."""
    check(account, "appointment.check", appointment)
    if not passed:
        places.lock()
    if Appointment.every.select_for_update().get(pk=appointment.pk).checks:
        raise NotNow("check", "checked")
    appointment.checks, appointment.checked_at = "passed" if passed else "failed", clock.now()
    appointment.save(update_fields=["checks", "checked_at"])
    worker = appointment.placement.application.worker
    audit.written(
        account, "appointment.check", "vetting", audit.subject_of(appointment), worker.number, passed=passed
    )
    if not passed:
        give_up(account, appointment.placement, "refuse", "checks not passed")


def grant(account: Account, appointment: Appointment) -> Permit:
    """Grant the permit: the rules decide once more, about this person and this order on the day of entry.

    Raises:
        Denied: the appointment lies at another consulate.
        NotNow: the checks are not passed, the employer is suspended, or the rules say no. What they said is
            kept then too: it can be put to review.
    """
    made, kept = _granted(account, appointment)
    if made is None:
        raise NotNow("grant", kept.outcome, kept.clause)
    return made


@transaction.atomic
def _granted(account: Account, appointment: Appointment) -> tuple[Permit | None, Decision]:
    check(account, "permit.grant", appointment)
    if appointment.checks != "passed":
        raise NotNow("grant", "checks_not_passed")
    placement = _locked(appointment.placement)
    if placement.status == "permitted":
        raise NotNow("permit", "permitted")
    order, worker = placement.order, placement.application.worker
    if suspended(order.employer, clock.today()):
        raise NotNow("grant", "suspended")
    of, text = law(), enacted(placement.entry)
    facts = deciding.facts_of(worker, placement.entry)
    said = deciding.eligible(facts, placement.entry, text, of.pathway)
    if said.outcome == "eligible":
        said = another_stay(worker, placement.entry, text) or said
    kept = deciding.keep(
        "permit", audit.subject_of(placement), said, facts, placement.entry, account, worker, order
    )
    if said.outcome != "eligible":
        audit.written(
            account, "permit.grant", "permit refused", kept.subject, worker.number, decision=kept.pk
        )
        return None, kept
    step(placement, "permit")
    placement.save(update_fields=["status"])
    application = placement.application
    step(application, "permit")
    application.save(update_fields=["status"])
    made: Permit = Permit.every.create(
        number=numbers.new("P"),
        placement=placement,
        holds_from=placement.entry,
        until=_until(placement, of.clause(text), text),
        through=_through(placement),
        granted_at=clock.now(),
    )
    Employment.every.create(placement=placement, order=order, since=order.starts, until=order.ends)
    audit.written(account, "permit.grant", "permit", audit.subject_of(made), worker.number, decision=kept.pk)
    notices.tell(worker, "permit_granted", made, holds_from=made.holds_from)
    return made, kept


def _until(placement: Placement, clause: Any, text: Any) -> Any:
    entry, ends = (np.array([day], "datetime64[D]") for day in (placement.entry, placement.order.ends))
    if clause.stay is None:
        return placement.order.ends
    return permitted_until(clause.stay, text.agreement.terms.calendar, entry, ends)[0].item()


def _through(placement: Placement) -> int:
    decision = Decision.every.filter(kind="match", subject=audit.subject_of(placement)).first()
    return int(decision.facts.get("through", 0)) if decision else 0
