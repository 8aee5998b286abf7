"""Whether the service can run as it is set up: each thing it needs, looked at, with a way out."""

import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.mail import get_connection
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from acuerdo.agreement.faults import Refused, Unreadable
from acuerdo.operate import clock, dead_jobs, languages, permit_keys, sms
from acuerdo.operate.jobs import LATE_AFTER_SECONDS
from acuerdo.operate.keys import own
from acuerdo.operate.law import enacted, law
from acuerdo.records.models import Entry
from acuerdo.web.mail import CONSOLE

MOST_AHEAD = timedelta(minutes=5)
"""How far behind the last entry of the audit a clock may be (assumed)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Fields:
        well: whether it is as it has to be.
        told: what was found.
        hint: the way out, where it is not.
    """

    well: bool
    told: str
    hint: str = ""


def examined() -> Iterator[Finding]:
    """Everything that the service needs, each looked at whatever became of the others."""
    for look in (_database, _keys, _law, _clock, _results, _mail, _sms, _languages, _jobs, _static):
        yield from look()


def _database() -> Iterator[Finding]:
    kind = connection.vendor
    try:
        plan = MigrationExecutor(connection)
        missing = plan.migration_plan(plan.loader.graph.leaf_nodes())
    except Error as error:
        told = str(error).strip().partition("\n")[0]
        yield Finding(False, f"database: {kind} cannot be reached: {told}", "is it running? see DATABASE_URL")
        return
    if missing:
        yield Finding(False, f"database: {len(missing)} migrations are missing", "acuerdo serve --prepare")
    else:
        yield Finding(True, f"database: {kind}, migrated")
    if kind == "sqlite" and not settings.ACUERDO.demo:
        yield Finding(
            False,
            "database: SQLite lets one writer work at a time",
            "DATABASE_URL=postgresql://... in operation",
        )


def migrated() -> bool:
    """Whether every migration is carried out; of these it needs the database, and takes as long as reading
    them."""
    plan = MigrationExecutor(connection)
    return not plan.migration_plan(plan.loader.graph.leaf_nodes())


def signs() -> bool:
    """Whether the key of the government that runs the service is here."""
    try:
        own()
    except Refused:
        return False
    return True


def _keys() -> Iterator[Finding]:
    service = settings.ACUERDO
    if service.demo:
        yield Finding(True, f"keys: of a demonstration, signing for {service.party}; they prove nothing")
        return
    file = service.keys / f"{service.party}.pem"
    try:
        own()
        yield Finding(True, f"keys: {file} signs for {service.party}")
    except Refused as error:
        told, _, hint = str(error).partition("\n  hint: ")
        yield Finding(False, f"keys: {told}", hint)
    try:
        permit_keys.private()
        yield Finding(True, f"keys: {permit_keys.file_of(service.keys, service.party)} signs permits")
    except Refused as error:
        told, _, hint = str(error).partition("\n  hint: ")
        yield Finding(False, f"keys: {told}", hint)
    for each in sorted(service.keys.glob("*.pem")):
        if stat.S_IMODE(each.stat().st_mode) & 0o077:
            yield Finding(False, f"keys: others than the service may read {each}", f"chmod 600 {each}")
        if each.stem.partition(".")[0] != service.party:
            yield Finding(
                False,
                f"keys: {each} is the key of another party, which alone should hold it",
                f"move {each} to that party",
            )


def _law() -> Iterator[Finding]:
    service = settings.ACUERDO
    try:
        of = law()
        text = enacted(clock.today())
    except (Refused, Unreadable, ValueError) as error:
        told, _, hint = str(error).partition("\n  hint: ")
        yield Finding(False, f"law: {told}", hint or f"acuerdo check {service.agreement}")
        return
    kind = ", hypothetical" if text.hypothetical else ""
    yield Finding(True, f"law: {of.agreement.id}{kind}, {of.path}, enacted on {clock.today()}")
    if service.party not in of.agreement.terms.parties:
        parties = ", ".join(sorted(of.agreement.terms.parties))
        yield Finding(
            False, f"law: {service.party} is no party of the text", f"ACUERDO_PARTY is one of {parties}"
        )


def _clock() -> Iterator[Finding]:
    now = clock.now()
    if settings.ACUERDO.stands_at is not None:
        yield Finding(True, f"clock: stands at {now.isoformat()}, as a demonstration may")
        return
    try:
        last = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    except Error:
        last = None
    if last is not None and last > now + MOST_AHEAD:
        yield Finding(
            False, f"clock: {now:%Y-%m-%d %H:%M} UTC is before the last entry of the audit", "set it: NTP"
        )
    else:
        yield Finding(True, f"clock: {now.astimezone(UTC):%Y-%m-%d %H:%M} UTC")


def _results() -> Iterator[Finding]:
    folder: Path = settings.ACUERDO.results
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield Finding(
            False,
            f"results: {folder}: {(error.strerror or '').lower()}",
            "ACUERDO_RESULTS=a folder that can be written",
        )
    else:
        yield Finding(True, f"results: {folder} can be written")


def _mail() -> Iterator[Finding]:
    if settings.ACUERDO.demo and settings.EMAIL_BACKEND == CONSOLE:
        yield Finding(True, "messages: printed here, as a demonstration may")
    elif not settings.MAIL:
        yield Finding(
            False,
            "messages: none are sent, so that nobody who forgot a password comes back alone",
            "ACUERDO_MAIL=smtp+tls://user:password@host:587 and ACUERDO_MAIL_FROM",
        )
    else:
        yield from _server()


def _server() -> Iterator[Finding]:
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection():
            pass
    except (OSError, SMTPException) as error:
        told = str(error).strip().partition("\n")[0]
        yield Finding(False, f"messages: {where} takes none: {told}", "is it running? see ACUERDO_MAIL")
    else:
        yield Finding(True, f"messages: {where} takes them, from {settings.DEFAULT_FROM_EMAIL}")


def _sms() -> Iterator[Finding]:
    if settings.SMS is None:
        yield Finding(True, "SMS: none are sent, as no gateway is named")
    elif not settings.SMS.address:
        yield Finding(True, "SMS: printed here, as a demonstration may")
    else:
        where = urlsplit(settings.SMS.address).netloc
        try:
            status = sms.answers(settings.SMS)
        except sms.Unreached:
            yield Finding(False, f"SMS: {where} does not answer", "is it running? see ACUERDO_SMS")
            return
        if status in REFUSES:
            yield Finding(False, f"SMS: {where} does not take the token", "see ACUERDO_SMS_TOKEN")
        else:
            yield Finding(True, f"SMS: {where} answers")


REFUSES = (401, 403)
"""How a gateway says that it does not know who asks."""


def _languages() -> Iterator[Finding]:
    try:
        found = languages.known().values()
    except Refused as error:
        yield Finding(False, f"languages: {error}", "see ACUERDO_LANGUAGES, and es.yaml for what a file says")
        return
    unread = [each.name for each in found if not each.read_by_a_speaker]
    told = f"; no speaker has read: {', '.join(unread)}" if unread else ""
    yield Finding(True, f"languages: {', '.join(each.name for each in found)}{told}")


def _jobs() -> Iterator[Finding]:
    try:
        going, failed = dead_jobs.going(), DBTaskResult.objects.failed().count()
    except Error:
        return  # said of the database already
    if going.late:
        way_out = "acuerdo work" if not going.runners else "run another beside it: acuerdo work"
        minutes = LATE_AFTER_SECONDS // 60
        yield Finding(False, f"jobs: {going.late} wait for longer than {minutes} minutes", way_out)
    if not going.runners and (going.due or not settings.ACUERDO.demo):
        yield Finding(False, "jobs: no process that runs them was seen", "acuerdo work, or acuerdo serve")
    elif not going.late:
        yield Finding(True, f"jobs: {going.due} wait, {going.running} run, {going.runners} run them")
    if failed:
        yield Finding(False, f"jobs: {failed} failed for good", "support staff find why at /support/jobs/")


def _static() -> Iterator[Finding]:
    missing = [name for name in STATIC if finders.find(name) is None]
    if missing:
        yield Finding(False, f"pages: {', '.join(missing)} is not there", "install the package again")
    else:
        yield Finding(True, "pages: style sheets are there")


STATIC = ("acuerdo.css",)
"""Files without which no page looks as it should."""
