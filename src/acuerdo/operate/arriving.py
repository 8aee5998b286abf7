"""What an employer is told of the people of an order: the days on which they arrived and left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from acuerdo.operate import audit
from acuerdo.operate.authority import check
from acuerdo.operate.staying import counted
from acuerdo.records.models import Account, JobOrder, Permit, Placement


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody with a permit for an order.

    Fields:
        arrived_on, left_on: the days of the first entry and of the last exit on record, once there are such.
        until: the last day of the stay.
    """

    placement: Placement
    arrived_on: date | None
    left_on: date | None
    until: date


def held(account: Account, order: JobOrder) -> QuerySet[Placement]:
    """Placements of an order that have a permit.

    Raises:
        Denied: the account does not stand for the employer.
    """
    check(account, "arrival.see", order)
    rows = audit.rows(account, "arrival.see", Placement).filter(order=order, status="permitted")
    return rows.select_related("application__worker", "permit").order_by("pk")


@transaction.atomic
def arrivals(account: Account, placements: Iterable[Placement]) -> list[Arrival]:
    """When people arrived and left; each an entry of the audit.

    Raises:
        Denied: the role may not.
    """
    check(account, "arrival.see")
    shown = list(placements)
    rows = Permit.every.filter(placement__in=shown).select_related("placement", "stay")
    found = {each.permit.placement_id: each for each in counted(list(rows)).values()}
    audit.read(
        account,
        "arrival.see",
        "arrivals and departures",
        "placement",
        [each.application.worker.number for each in shown],
    )
    return [
        Arrival(each, stay.entered_on, stay.left_on, stay.permit.until)
        for each in shown
        if (stay := found.get(each.pk)) is not None
    ]
