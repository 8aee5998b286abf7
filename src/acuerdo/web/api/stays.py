"""Stays, longer stays, and who may be named again, for programs."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from acuerdo.operate import arriving, audit, cases, closing, recalling, reminding, renewing, staying
from acuerdo.operate.authority import check
from acuerdo.operate.renewing import LongerForm
from acuerdo.operate.staying import Counted
from acuerdo.records.models import Account, Permit, Placement
from acuerdo.records.models.crossings import CLOCKS
from acuerdo.web.api.filings import Key, filed
from acuerdo.web.api.paging import page
from acuerdo.web.api.problems import checked
from acuerdo.web.api.schemas import Filed, Page, Paging
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import Day, Sent

router = Router(tags=["stays"])
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]


class SpanTold(Schema):
    """From an entry to an exit; a day is none where it is not on record."""

    entered_on: date | None
    left_on: date | None
    days: int
    agreed: bool


class StayTold(Schema):
    """A stay as it stands today."""

    permit: str
    phase: str
    until: date
    leave_by: date
    again_from: date | None
    days: int
    left: int
    spans: list[SpanTold]
    complied: bool | None


class LongerSent(Sent):
    """The last day that is asked for."""

    until: Day


class SoonTold(Schema):
    """Somebody who reaches a day soon."""

    worker: str
    permit: str
    clock: str = Field(json_schema_extra={"enum": [code for code, _ in CLOCKS]})
    day: date
    days: int


class ArrivalTold(Schema):
    """When somebody with a permit for an order arrived and left."""

    placement: int
    worker: str
    arrived_on: date | None
    left_on: date | None
    until: date


class NameableTold(Schema):
    """Somebody who may be named again."""

    worker: str
    season: int
    employer: str
    again_from: date | None


@router.get("/permits/{number}/stay", response=StayTold, operation_id="read_stay", summary="Read a stay")
def stay(request: HttpRequest, number: str) -> dict[str, Any]:
    """Days counted from the records of both states, and what follows by the rules."""
    account = who(request)
    [found] = staying.stays(account, [_permit(account, "stay.see", number)], "stay")
    return _told(found)


@router.post(
    "/permits/{number}/closing", response=StayTold, operation_id="close_stay", summary="Close a stay"
)
def close(request: HttpRequest, number: str) -> dict[str, Any]:
    """For somebody who went home for good; after the last day it closes by itself."""
    account = who(request)
    permit = _permit(account, "stay.close", number)
    closing.close(account, permit)
    [found] = staying.stays(account, [_permit(account, "stay.see", number)], "stay closed")
    return _told(found)


def _permit(account: Account, action: str, number: str) -> Permit:
    check(account, action)
    rows = audit.rows(account, action, Permit).select_related(*staying.PERMIT_ROWS)
    found: Permit | None = rows.filter(number=number).first()
    if found is None:
        raise audit.NotThere(number)
    return found


def _told(found: Counted) -> dict[str, Any]:
    return {
        "permit": found.permit.number,
        "phase": found.phase,
        "until": found.permit.until,
        "leave_by": found.leave_by,
        "again_from": found.again_from,
        "days": found.days,
        "left": found.left,
        "complied": found.closed.complied if found.closed else None,
        "spans": [
            {
                "entered_on": each.entered.on if each.entered else None,
                "left_on": each.left.on if each.left else None,
                "days": each.days,
                "agreed": all(end.agreed for end in (each.entered, each.left) if end),
            }
            for each in found.spans
        ],
    }


@router.post(
    "/placements/{number}/longer",
    response={201: Filed},
    operation_id="ask_longer",
    summary="Ask for a longer stay",
)
def longer(
    request: HttpRequest, response: HttpResponse, number: Number, sent: LongerSent, key: Key
) -> Status[dict[str, Any]]:
    """The rules decide at once; the decision is read among the decisions about the worker."""
    account = who(request)
    placement: Placement = audit.see(
        account, "renewal.ask", Placement, "longer stay", "application__worker", pk=number
    )

    def act() -> str:
        until = checked(LongerForm(sent.model_dump()))["until"]
        return audit.subject_of(renewing.ask(account, placement, until))

    return filed(request, response, key, "renewal", sent, act)


@router.get(
    "/stays/soon", response=Page[SoonTold], operation_id="list_days_soon", summary="List days that come soon"
)
def soon(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Who reaches which day soon, the nearest first."""
    account = who(request)
    found = reminding.near(account)
    shown = found[paging.offset : paging.offset + paging.limit]
    audit.read(
        account, "clock.see", "who reaches a day soon", "permit", [each.worker.number for each in shown]
    )
    rows = [
        {
            "worker": each.worker.number,
            "permit": each.stay.permit.number,
            "clock": each.clock,
            "day": each.day,
            "days": each.days,
        }
        for each in shown
    ]
    return {"items": rows, "count": len(found), "limit": paging.limit, "offset": paging.offset}


@router.get(
    "/orders/{case}/arrivals",
    response=Page[ArrivalTold],
    operation_id="list_arrivals",
    summary="List arrivals and departures",
)
def arrivals(request: HttpRequest, case: str, paging: Query[Paging]) -> dict[str, Any]:
    """For the employer of an order: the days on which its people came and left."""
    account = who(request)
    order = cases.order_named(account, "arrival.see", case)

    def see(rows: Any) -> list[dict[str, Any]]:
        return [
            {
                "placement": each.placement.pk,
                "worker": each.placement.application.worker.number,
                "arrived_on": each.arrived_on,
                "left_on": each.left_on,
                "until": each.until,
            }
            for each in arriving.arrivals(account, rows)
        ]

    return page(arriving.held(account, order), paging, see)


@router.get(
    "/nameable", response=Page[NameableTold], operation_id="list_nameable", summary="List who may be named"
)
def nameable(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Who worked for you last, went home in time, and may be named for an order, as the text lets it."""
    account = who(request)
    employers = list(cases.employers(account, "order.nominate"))

    def see(rows: Any) -> list[dict[str, Any]]:
        return [
            {
                "worker": each.worker.number,
                "season": each.season.year,
                "employer": each.season.employer.number if each.season.employer else "",
                "again_from": each.again_from,
            }
            for each in recalling.nameable(account, rows)
        ]

    return page(recalling.last_seasons(employers), paging, see)
