"""Notices: what a worker is told, by a table of kinds; told within the action that is the reason for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.db import models

from acuerdo.operate import audit, clock
from acuerdo.records.models import Delivery, Notice, Worker

Fact = date | datetime | int | str
"""What the words of a notice are filled with: a day, an instant, a number, or the code of a place."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice; its words are in the file of each language.

    Fields:
        page: the name of the page on which the worker finds the whole of it.
        facts: what its words are filled with, by name: moment, day, number or consulate.
    """

    page: str
    facts: Mapping[str, str]


def _kind(page: str, **facts: str) -> Kind:
    return Kind(page, MappingProxyType(facts))


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "application_eligible": _kind("my_status"),
        "application_not_eligible": _kind("my_status"),
        "application_needs_evidence": _kind("my_status"),
        "offer_published": _kind("my_status", answer_by="moment"),
        "offer_reminder": _kind("my_status", answer_by="moment"),
        "without_offer": _kind("my_status"),
        "appointment_booked": _kind("my_status", at="moment", consulate="consulate"),
        "permit_granted": _kind("my_status", holds_from="day"),
        "review_answered": _kind("my_status"),
        "permit_revoked": _kind("my_status"),
        "days_left": _kind("my_status", days="number", until="day"),
        "crossing_differs": _kind("my_status", day="day"),
        "complaint_answered": _kind("my_status"),
        "owed_paid": _kind("my_status"),
    }
)
"""Every kind of notice. A new one is a line here, and its words in each file of `operate/languages`."""


def tell(worker: Worker, kind: str, about: models.Model | None = None, **facts: Fact) -> Notice | None:
    """Tell a worker something, in the transaction of the action that is the reason for it: the notice is
    kept, and sent by a job once the transaction holds.

    Args:
        kind: one of KINDS.
        about: the row that it tells of: the same kind is told of it once.
        facts: what the words are filled with, each of which the kind names; no names of people.

    Returns:
        The notice; None where it was told before.

    Raises:
        TypeError: the facts are not those of the kind: a mistake of the program.
    """
    if set(facts) != set(KINDS[kind].facts):
        raise TypeError(f"a notice of the kind {kind} tells {sorted(KINDS[kind].facts)}")
    subject = audit.subject_of(about) if about is not None else ""
    if subject and Notice.every.filter(worker=worker, kind=kind, about=subject).exists():
        return None
    notice: Notice = Notice.every.create(
        worker=worker,
        kind=kind,
        about=subject,
        facts={name: _kept(fact) for name, fact in facts.items()},
        language=worker.language,
        told_at=clock.now(),
    )
    for channel, address in addresses(worker).items():
        if address:
            Delivery.every.create(notice=notice, channel=channel)
    return notice


def addresses(worker: Worker) -> dict[str, str]:
    """Where a worker wants to be told, by channel; empty where not."""
    return {"email": worker.email if worker.by_email else "", "sms": worker.phone if worker.by_sms else ""}


def _kept(fact: Fact) -> str | int:
    return fact.isoformat() if isinstance(fact, date) else fact
