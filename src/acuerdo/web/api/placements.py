"""Placements, appointments and permits for programs."""

from typing import Annotated, Any

from django.db.models import F
from django.http import HttpRequest
from ninja import Path, Query, Router
from ninja.responses import Status
from pydantic import Field

from acuerdo.operate import audit, clock, placing
from acuerdo.operate.authority import check
from acuerdo.records.models import Account, Appointment, Contract, Hour, Permit, Placement
from acuerdo.web.api.paging import page
from acuerdo.web.api.schemas import (
    AppointmentTold,
    ContractTold,
    HourTold,
    Page,
    Paging,
    PermitTold,
    PlacementTold,
)
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import ChecksSent, HourSent

router = Router(tags=["placements"])
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
"""The number of a row."""
ABOUT = "application__worker"
OF_PLACEMENT = "placement__application__worker"


class HourPaging(Paging):
    """Which part of the times of which consulate."""

    consulate: str | None = Field(None, max_length=24)


@router.get(
    "/placements", response=Page[PlacementTold], operation_id="list_placements", summary="List placements"
)
def many(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The placements that you may see; each one shown is an entry in the audit."""
    account = who(request)
    check(account, "placement.see")
    found = audit.rows(account, "placement.see", Placement).order_by("pk")
    found = found.select_related("application__worker", "order")
    return page(
        found, paging, lambda rows: audit.see_many(account, "placement.see", rows, "placements", ABOUT)
    )


@router.get(
    "/placements/{number}", response=PlacementTold, operation_id="read_placement", summary="Read a placement"
)
def one(request: HttpRequest, number: Number) -> Placement:
    """An order that the match gave."""
    return _placement(who(request), number)


@router.post(
    "/placements/{number}/confirmation",
    response=ContractTold,
    operation_id="confirm_placement",
    summary="Take the order that the match gave",
)
def confirm(request: HttpRequest, number: Number) -> Contract:
    """The contract, in the language of the worker."""
    account = who(request)
    check(account, "placement.confirm")
    return placing.confirm(account, _placement(account, number))


@router.post(
    "/placements/{number}/refusal",
    response={204: None},
    operation_id="decline_placement",
    summary="Give the order back",
)
def decline(request: HttpRequest, number: Number) -> Status[None]:
    """The place goes to whoever waits."""
    account = who(request)
    check(account, "placement.decline")
    placing.decline(account, _placement(account, number))
    return Status(204, None)


@router.get(
    "/hours", response=Page[HourTold], operation_id="list_hours", summary="List free times at consulates"
)
def hours(request: HttpRequest, paging: Query[HourPaging]) -> dict[str, Any]:
    """The times that lie ahead and have room."""
    check(who(request), "appointment.book")
    found = Hour.objects.filter(at__gt=clock.now(), taken__lt=F("capacity")).order_by("at", "pk")
    found = found.annotate(free=F("capacity") - F("taken"))
    return page(found.filter(consulate=paging.consulate) if paging.consulate else found, paging)


@router.post(
    "/placements/{number}/appointment",
    response={201: AppointmentTold},
    operation_id="book_appointment",
    summary="Book a time at a consulate",
)
def book(request: HttpRequest, number: Number, sent: HourSent) -> Status[Appointment]:
    """For an order that was taken."""
    account = who(request)
    check(account, "appointment.book")
    placement = _placement(account, number)
    hour = Hour.objects.filter(pk=sent.hour).first()
    if hour is None:
        raise audit.NotThere("hour")
    return Status(201, placing.book(account, placement, hour))


@router.get(
    "/appointments",
    response=Page[AppointmentTold],
    operation_id="list_appointments",
    summary="List the appointments of your consulate",
)
def appointments(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Each one shown is an entry in the audit."""
    account = who(request)
    check(account, "appointment.check")
    found = audit.rows(account, "appointment.check", Appointment).order_by("pk")
    found = found.select_related("hour", OF_PLACEMENT)
    return page(
        found,
        paging,
        lambda rows: audit.see_many(account, "appointment.check", rows, "appointments", OF_PLACEMENT),
    )


@router.post(
    "/appointments/{number}/checks",
    response={204: None},
    operation_id="enter_checks",
    summary="Enter what the checks found",
)
def checks(request: HttpRequest, number: Number, sent: ChecksSent) -> Status[None]:
    """Whoever did not pass has no order any more."""
    account = who(request)
    appointment = audit.see(account, "appointment.check", Appointment, "checks", OF_PLACEMENT, pk=number)
    placing.checked(account, appointment, sent.passed)
    return Status(204, None)


@router.post(
    "/appointments/{number}/permit",
    response={201: PermitTold},
    operation_id="grant_permit",
    summary="Grant the permit",
)
def grant(request: HttpRequest, number: Number) -> Status[Permit]:
    """The rules decide once more, about this person and this order on the day of entry."""
    account = who(request)
    appointment = audit.see(account, "permit.grant", Appointment, "permit", OF_PLACEMENT, pk=number)
    return Status(201, placing.grant(account, appointment))


@router.get("/permits", response=Page[PermitTold], operation_id="list_permits", summary="List permits")
def permits(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The permits that you may see; each one shown is an entry in the audit."""
    account = who(request)
    check(account, "permit.see")
    found = audit.rows(account, "permit.see", Permit).select_related(OF_PLACEMENT).order_by("pk")
    return page(
        found, paging, lambda rows: audit.see_many(account, "permit.see", rows, "permits", OF_PLACEMENT)
    )


@router.get("/permits/{number}", response=PermitTold, operation_id="read_permit", summary="Read a permit")
def permit(request: HttpRequest, number: str) -> Permit:
    """By its number, as at a border."""
    found: Permit = audit.see(
        who(request), "permit.see", Permit, "permit read by a program", OF_PLACEMENT, number=number
    )
    return found


def _placement(account: Account, number: int) -> Placement:
    found: Placement = audit.see(account, "placement.see", Placement, "by a program", ABOUT, pk=number)
    return found
