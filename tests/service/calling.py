"""Calling the programming interface as a program does, with a token."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from acuerdo.operate import registering, reviewing, sealing, tokens
from acuerdo.records.models import (
    Account,
    Application,
    Appointment,
    Crossing,
    Decision,
    Employment,
    Hour,
    JobOrder,
    Owed,
    PayReport,
    Permit,
    Placement,
    Season,
    WorkItem,
)


@dataclass
class Caller:
    """A program with the token of an account."""

    token: str
    language: str = "en"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        given = {"authorization": f"Bearer {self.token}", "accept-language": self.language}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        kind = given.pop("content-type", "application/json")
        return self.client.generic(method, f"/api/v1{path}", sent, content_type=kind, headers=given)

    def get(self, path: str, **headers: str) -> Any:
        return self("GET", path, **headers)

    def post(self, path: str, body: Any = None, key: str = "", **headers: str) -> Any:
        return self("POST", path, body, **headers, **({"idempotency_key": key} if key else {}))


def calling(account: Account) -> Caller:
    return Caller(tokens.new(account, "a system"))


def several(
    who: dict[str, Account],
    order: JobOrder,
    season: Season,
    order_fields: Callable[..., dict[str, Any]],
    worker_fields: Callable[..., dict[str, Any]],
) -> dict[str, str]:
    """Several rows of each kind, so that a query for each row would show; and how paths name one of each."""
    employer = order.employer
    for at in range(8):
        JobOrder.objects.create(
            employer=employer,
            filed_at=season.opens,
            status="certified",
            places=1,
            **order_fields(case=f"D-{at}"),
        )
        other = registering.register(who["origin_officer"], worker_fields())
        made = Application.every.create(
            season=season, worker=other, number=f"A-{at}", filed_at=season.opens, status="matched"
        )
        placement = Placement.every.create(
            application=made,
            order=order,
            round=1,
            offered_at=season.opens,
            answer_by=season.closes,
            entry=order.starts,
        )
    kept = Decision.every.get(kind="eligibility")
    for _ in range(8):
        kept.pk = None
        kept.save(force_insert=True)
    mine = Application.every.get(worker=who["worker"].worker)
    Application.every.filter(pk=mine.pk).update(status="matched")
    placement = Placement.every.create(
        application=mine,
        order=order,
        round=1,
        offered_at=season.opens,
        answer_by=season.closes,
        entry=order.starts,
    )
    hours = Hour.objects.bulk_create(
        [Hour(consulate="MTY", at=season.closes + timedelta(days=at), capacity=3) for at in range(8)]
    )
    for row in Placement.every.exclude(pk=placement.pk).order_by("pk")[:6]:
        Placement.every.filter(pk=row.pk).update(status="confirmed")
        row.refresh_from_db()
        made_at = Appointment.every.create(placement=row, hour=hours[0])
        Permit.every.create(
            number=f"P-{row.pk}",
            placement=row,
            holds_from=order.starts,
            until=order.ends,
            granted_at=season.opens,
        )
    checked = Appointment.every.create(
        placement=Placement.every.exclude(pk=placement.pk).latest("pk"), hour=hours[0], checks="passed"
    )
    Placement.every.filter(pk=checked.placement_id).update(status="confirmed")
    decision = Decision.every.filter(kind="eligibility").latest("pk")
    certified = Decision.every.get(kind="certification")
    review = reviewing.ask(who["employer"], certified, "places")
    for at in range(3):
        registering.license_recruiter(who["origin_officer"], "A recruiter", f"L-{at}")
        sealing.seal(who["auditor"])
    for at in range(8):
        told = Crossing.every.create(
            number=f"P-{row.pk}",
            permit=Permit.every.latest("pk"),
            direction="entry",
            on=season.opens.date(),
            at=season.opens - timedelta(days=30 * (at + 2)),
            place="Laredo",
            party="USA",
            source=f"several {at}",
            filed_at=season.opens,
            by=who["border_officer"],
        )
        item = WorkItem.every.create(
            kind="one_sided",
            name=f"several {at}",
            owner="MEX",
            permit=told.permit,
            crossing=told,
            opened_on=season.opens,
            due_on=season.closes,
        )
    return {
        "item": str(item.pk),
        "case": "C-1",
        "employer": order.employer.number,
        "number": "",
        "name": season.name,
        "worker": mine.worker.number,
        "application": mine.number,
        "placement": str(placement.pk),
        "decision": str(decision.pk),
        "review": str(review.pk),
        "appointment": str(made_at.pk),
        "checked": str(checked.pk),
        "permit": f"P-{made_at.placement_id}",
        "hour": str(hours[0].pk),
        **_sums(placement, season),
    }


def _sums(placement: Placement, season: Season) -> dict[str, str]:
    """Pay and sums owed of somebody's work, and how paths name one that is ordered and one that is paid."""
    order = placement.order
    starts = order.starts
    work = Employment.every.create(placement=placement, order=order, since=starts, until=order.ends)
    made: dict[str, str] = {}
    for at in range(8):
        day = starts + timedelta(days=at)
        period: dict[str, Any] = {"employment": work, "since": day, "until": day}
        PayReport.every.create(by="employer", paid_cents=1, at=season.opens, **period)
        status = "paid" if at % 2 else "ordered"
        owed = Owed.every.create(
            kind="wages",
            cents=1,
            currency="USD",
            whose="both",
            status=status,
            found_at=season.opens,
            **period,
        )
        made["owed" if status == "ordered" else "paid"] = str(owed.pk)
    return made
