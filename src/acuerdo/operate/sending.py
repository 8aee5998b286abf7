"""Notices on their way: by e-mail and SMS, each by a job of its own, in the language of the person."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import audit, clock, languages, sms
from acuerdo.operate.consulting import CONSULATES
from acuerdo.operate.jobs import job
from acuerdo.operate.languages import Told
from acuerdo.operate.notice_kinds import KINDS
from acuerdo.operate.sms import Unreached
from acuerdo.records.models import Delivery, Notice, Worker

PAGE = "my_notices"
"""The page to which messages lead."""


def addresses(worker: Worker) -> dict[str, str]:
    """Where a worker wants to be told and this service can tell, by channel."""
    email = worker.email if worker.by_email and settings.MAIL else ""
    phone = sms.number_of(worker.phone) if worker.by_sms and settings.SMS is not None else ""
    return {channel: to for channel, to in (("email", email), ("sms", phone)) if to}


def in_words(notice: Notice, language: str = "") -> Told:
    """What a notice says, in the language in which it was told, or in another."""
    spoken = languages.of(language or notice.language)
    told = spoken.notices[notice.kind]
    with translation.override(spoken.code):
        facts = {name: _said(kind, notice.facts[name]) for name, kind in KINDS[notice.kind].items()}
    return Told(told.title, told.words.format(**facts))


def _said(kind: str, fact: Any) -> str:
    return SAID[kind](fact)


SAID: Mapping[str, Callable[[Any], str]] = {
    "moment": lambda fact: date_format(timezone.localtime(datetime.fromisoformat(fact)), "DATETIME_FORMAT"),
    "day": lambda fact: date_format(date.fromisoformat(fact), "DATE_FORMAT"),
    "number": str,
    "consulate": lambda fact: CONSULATES.get(fact, fact),
}
"""How each kind of fact is said."""


def _dead(delivery: int) -> None:
    """Nobody tries to send it any more."""
    Delivery.every.filter(pk=delivery, status="waiting").update(status="failed", at=clock.now())


@job(_("Send a notice to a worker"), dies=_dead)
def send(delivery: int) -> None:
    """Send a notice, unless it was sent, or the worker does not want it any more.

    A process that ends between the sending and its being written down sends it again, with the same
    reference, by which the server of messages can know it.

    Raises:
        Unreached: it was not taken; the job is tried again.
    """
    found = Delivery.every.select_related("notice__worker").get(pk=delivery)
    if found.status in ("sent", "stopped"):
        return
    to = addresses(found.notice.worker).get(found.channel)
    if to:
        BY[found.channel](found, to)
    with transaction.atomic():
        found.status, found.at = "sent" if to else "stopped", clock.now()
        found.save(update_fields=["status", "at"])
        worker = found.notice.worker.number
        purpose = f"{found.notice.kind}, {found.channel}" if to else f"{found.channel} not wanted"
        audit.written(None, "notice.send", purpose, audit.subject_of(found), worker)


def _by_email(delivery: Delivery, to: str) -> None:
    notice = delivery.notice
    told = in_words(notice)
    words = languages.of(notice.language).letter.format(words=told.words, link=link())
    host = urlsplit(settings.ACUERDO.address).hostname
    headers = {"Message-ID": f"<{_reference(delivery)}@{host}>", "Content-Language": notice.language}
    try:
        EmailMessage(f"Acuerdo: {told.title}", words, None, [to], headers=headers).send()
    except (OSError, SMTPException) as error:
        raise Unreached("no message was taken") from error


def _by_sms(delivery: Delivery, to: str) -> None:
    """The least that lets somebody look: a telephone may be read by others."""
    notice = delivery.notice
    told = languages.of(notice.language)
    sms.send(to, told.sms.format(title=told.notices[notice.kind].title, link=link()), _reference(delivery))


BY: Mapping[str, Callable[[Delivery, str], None]] = {"email": _by_email, "sms": _by_sms}


def _reference(delivery: Delivery) -> str:
    return f"notice-{delivery.pk}"


def link() -> str:
    """The page to which messages lead."""
    return f"{settings.ACUERDO.address}{reverse(PAGE)}"
