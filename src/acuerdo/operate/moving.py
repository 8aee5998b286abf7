"""Moving to another employer with the permit: decided by the rules, with the place under the cap kept.

The placement stays the same row, so that the ledger of places is not touched: what it holds it goes on
holding. The order that is left has a place more, or one place less to fill where its employer is barred.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from acuerdo.operate import audit, clock, deciding, places
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.deciding import FOUND, Said
from acuerdo.operate.law import enacted, law
from acuerdo.operate.registering import suspended, suspended_on
from acuerdo.operate.states import NotNow
from acuerdo.operate.wording import contract_words
from acuerdo.records.models import (
    Account,
    Contract,
    Decision,
    Employment,
    Finding,
    JobOrder,
    Permit,
    Placement,
    Transfer,
)
from acuerdo.records.models.seasons import HELD


@dataclass(frozen=True, slots=True)
class Held:
    """The permit of a worker, with the order it is held for.

    Fields:
        since: from when the worker is with the present employer.
        changes: how often the employer was changed under this permit.
        broken: the path of the protection that the present employer was found to have broken; empty for none.
    """

    permit: Permit
    order: JobOrder
    since: date
    changes: int
    broken: str


def held(account: Account) -> Held | None:
    """The permit under which a worker may work today, if there is one.

    Raises:
        Denied: the account is no worker's.
    """
    check(account, "transfer.ask")
    if account.worker_id is None:
        raise Denied("transfer.ask", "reach")
    rows = audit.rows(account, "transfer.ask", Permit).filter(
        placement__status="permitted", until__gte=clock.today()
    )
    permit = rows.select_related("placement__order__employer", "placement__application__worker").first()
    return _held(permit) if permit else None


def _held(permit: Permit) -> Held:
    order = permit.placement.order
    moves = list(Transfer.every.filter(permit=permit).order_by("pk"))
    since = moves[-1].on if moves else permit.placement.entry
    found = Finding.every.filter(
        employer=order.employer, upheld=True, found_on__gte=min(permit.granted_at.date(), since)
    )
    broken = found.exclude(protection="").order_by("pk").first()
    return Held(permit, order, since, len(moves), broken.protection if broken else "")


def facts_of(mine: Held, order: JobOrder) -> dict[str, Any]:
    """What the rules are asked about a move, as files write it. Whoever complained is not among it: a finding
    opens the way for everybody who works there."""
    return {
        "permit.employed_since": mine.since.isoformat(),
        "permit.changes": str(mine.changes),
        "permit.same_occupation": _said(mine.order.soc[:7] == order.soc[:7]),
        "permit.same_place": _said((mine.order.state, mine.order.county) == (order.state, order.county)),
        "permit.same_sector": None,
        "permit.consents": None,
        **({FOUND: mine.broken} if mine.broken else {}),
    }


def _said(is_so: bool) -> str:
    return "true" if is_so else "false"


def answered(mine: Held, order: JobOrder) -> Said:
    """What the rules say today of a move to an order; nothing is kept.

    Raises:
        Refused: the text does not say what this needs.
    """
    today = clock.today()
    return deciding.leaves(facts_of(mine, order), today, enacted(today), law().pathway)


def open_to(mine: Held) -> QuerySet[JobOrder]:
    """Orders with a free place to which a permit could go: certified, of an employer who is accredited, not
    suspended and not barred, with work within the days of the permit; best paid first."""
    today = clock.today()
    worker = mine.permit.placement.application.worker
    taken = Count("placements", filter=Q(placements__status__in=HELD))
    found = JobOrder.objects.filter(
        status="certified",
        ends__gt=today,
        starts__lte=mine.permit.until,
        employer__accredited_on__lte=today,
        experience_months__lte=worker.experience_months,
    )
    found = found.exclude(employer=mine.order.employer_id).exclude(employer__in=suspended_on(today))
    found = found.exclude(employer__in=barred(today))
    return (
        found.annotate(taken=taken)
        .filter(taken__lt=F("places"))
        .select_related("employer")
        .order_by("-pay_cents_hour", "starts", "case")
    )


def barred(on: date) -> set[int]:
    """The keys of employers whom a finding keeps from taking part on a day."""
    found = Finding.every.filter(upheld=True, employer__isnull=False, barred_until__gt=on)
    return set(found.values_list("employer", flat=True))


def move(account: Account, permit: Permit, order: JobOrder) -> Transfer:
    """Move to an order, with the permit. What the rules said is kept also where it was no: it can be put to
    review.

    Raises:
        Denied: the permit is not one's own.
        NotNow: the order has no free place any more, or the rules say no.
        Refused: the text does not say what this needs.
    """
    made, kept = tried(account, permit, order)
    if made is None:
        raise NotNow("move", kept.outcome, kept.clause)
    return made


@transaction.atomic
def tried(account: Account, permit: Permit, order: JobOrder) -> tuple[Transfer | None, Decision]:
    """The same for whoever files it: the move, or None where the rules say no; and what they said.

    Raises:
        as `move`, but for a no of the rules.
    """
    check(account, "transfer.ask", permit)
    places.lock()  # before rows, as everywhere, so that no two writers wait for each other
    permit = (
        Permit.every.select_for_update(of=("self",))
        .select_related("placement__order__employer", "placement__application__worker")
        .get(pk=permit.pk)
    )
    mine, placement, today = _held(permit), permit.placement, clock.today()
    order = JobOrder.objects.select_for_update(of=("self",)).select_related("employer").get(pk=order.pk)
    if placement.status != "permitted" or permit.until < today:
        raise NotNow("move", "permit_over")
    if suspended(order.employer, today):
        raise NotNow("move", "suspended")
    if not open_to(mine).filter(pk=order.pk).exists():
        raise NotNow("move", "no_free_place")
    said, worker = answered(mine, order), placement.application.worker
    subject, facts = audit.subject_of(permit), facts_of(mine, order)
    kept = deciding.keep("transfer", subject, said, facts, today, account, worker)
    if said.outcome != "may_leave":
        audit.written(account, "transfer.ask", "move refused", subject, worker.number, decision=kept.pk)
        return None, kept
    made = _written(mine, order, kept, today)
    audit.written(account, "transfer.ask", "move", subject, worker.number, decision=kept.pk, case=order.case)
    return made, kept


def _written(mine: Held, order: JobOrder, kept: Decision, today: date) -> Transfer:
    """The move: order and contract of the placement are others; permit, days and place are as they were."""
    placement, worker = mine.permit.placement, mine.permit.placement.application.worker
    contract = Contract.every.filter(placement=placement).first()
    closed = mine.order.employer_id in barred(today)
    made: Transfer = Transfer.every.create(
        permit=mine.permit,
        left=mine.order,
        taken=order,
        decision=kept,
        contract=contract.words if contract else "",
        signed_at=contract.signed_at if contract else None,
        place_closed=closed,
        on=today,
    )
    if closed:
        JobOrder.objects.filter(pk=mine.order.pk, places__gt=0).update(places=F("places") - 1)
    placement.order = order
    placement.save(update_fields=["order"])
    _at_another(mine, order, today)
    Contract.every.update_or_create(
        placement=placement,
        defaults={
            "language": worker.language,
            "words": words_of(mine, order, worker.language),
            "signed_at": clock.now(),
        },
    )
    return made


def _at_another(mine: Held, order: JobOrder, today: date) -> None:
    """The work with the employer that is left ends today, and that with the other begins: today, or on the
    first day of its work."""
    placement = mine.permit.placement
    present = Employment.every.filter(placement=placement).order_by("pk").last()
    if present is not None:
        present.until = min(present.until, today)
        present.save(update_fields=["until"])
    since, until = days_of(mine, order)
    Employment.every.create(placement=placement, order=order, since=since, until=until)


def days_of(mine: Held, order: JobOrder) -> tuple[date, date]:
    """The days of work of a move: from today or the first day of the order, while the permit lasts."""
    return max(clock.today(), order.starts), min(order.ends, mine.permit.until)


def words_of(mine: Held, order: JobOrder, language: str) -> str:
    """The contract of a move."""
    placement = Placement(order=order, entry=mine.permit.placement.entry)
    return contract_words(placement, language, *days_of(mine, order))


def moves(account: Account) -> list[Transfer]:
    """The moves of a worker, the last first; to look at one's own is no entry.

    Raises:
        Denied: the account is no worker's.
    """
    check(account, "transfer.ask")
    found = audit.rows(account, "transfer.ask", Transfer).select_related("left__employer", "taken__employer")
    return list(found.order_by("-pk"))


def last(mine: Held) -> Decision | None:
    """What was last decided about moving with a permit."""
    found = Decision.every.filter(kind="transfer", subject=audit.subject_of(mine.permit))
    decision: Decision | None = found.select_related("review").order_by("-pk").first()
    return decision
