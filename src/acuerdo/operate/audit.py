"""The audit of every reading and writing of what is known of a person, in the transaction that does it."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from acuerdo.operate import clock
from acuerdo.operate.authority import Denied, Sight, check
from acuerdo.proof.hashing import canonical
from acuerdo.records.models import Account, Entry
from acuerdo.records.rows import add_all, first_by

SYSTEM = "system"
"""The role of the season's own steps, which no account takes."""


def written(
    account: Account | None, action: str, purpose: str, subject: str, worker: str = "", **detail: Any
) -> None:
    """Write down that something was written."""
    add_all(Entry, [_entry("write", account, action, purpose, subject, worker, detail)])


def written_many(
    account: Account | None, action: str, purpose: str, rows: Iterable[tuple[str, str, dict[str, Any]]]
) -> None:
    """Write down that something was written about many: subject, worker's number and detail of each."""
    add_all(Entry, (_entry("write", account, action, purpose, *row) for row in rows))


def read(account: Account, action: str, purpose: str, subject: str, workers: Iterable[str]) -> None:
    """Write down that something was read, once for each person it is about."""
    add_all(Entry, (_entry("read", account, action, purpose, subject, worker, {}) for worker in workers))


def read_each(account: Account, action: str, purpose: str, subjects: Iterable[str]) -> None:
    """Write down that several rows were read that are about nobody named: once for each."""
    add_all(Entry, (_entry("read", account, action, purpose, each, "", {}) for each in subjects))


def _entry(
    kind: str,
    account: Account | None,
    action: str,
    purpose: str,
    subject: str,
    worker: str,
    detail: dict[str, Any],
) -> Entry:
    return Entry(
        at=clock.now(),
        kind=kind,
        action=action,
        purpose=purpose,
        account=called(account) if account else "",
        role=account.role if account else SYSTEM,
        worker=worker,
        subject=subject,
        detail=canonical(detail).decode().strip(),
    )


def called(account: Account) -> str:
    """What an account is called where that stays for good: workers choose user names that may be their own
    names, so each is called by a number."""
    return f"account:{account.pk}" if account.role == "worker" else account.username


SOMEBODY = "somebody"
"""The role of whoever complains, with a name or without."""


def written_by_somebody(action: str, purpose: str, subject: str) -> None:
    """Write down that whoever complains wrote something: no account, no worker, the day but no instant, so
    that the audit is no list of who complained."""
    entry = _entry("write", None, action, purpose, subject, "", {})
    entry.role = SOMEBODY
    entry.at = timezone.localtime(entry.at).replace(hour=0, minute=0, second=0, microsecond=0)
    add_all(Entry, [entry])


class NotThere(Exception):
    """No such row, or none that this account may see: nobody learns which."""


@transaction.atomic
def see(
    account: Account, action: str, model: type[models.Model], purpose: str, about: str = "", **lookup: Any
) -> Any:
    """One row that an account may see, and a row of the audit.

    Args:
        about: the path from the row to the worker it is about; "" for the row itself.
        lookup: the row.

    Raises:
        Denied: the role may not do it at all.
        NotThere: no such row within reach.
    """
    check(account, action)
    within = Sight(account, action).within(model)
    found = rows(account, action, model).filter(**lookup).first() if within else first_by(model, **lookup)
    if found is None:
        raise NotThere(f"{model.__name__} is not there")
    read(account, action, purpose, subject_of(found), [number_of(found, about)])
    return found


@transaction.atomic
def see_many(
    account: Account,
    action: str,
    found: models.QuerySet[Any],
    purpose: str,
    about: str = "",
) -> list[Any]:
    """Some rows that an account may see, each in the audit.

    Args:
        found: rows of `rows(...)`, no more than are shown.
        about: as in `see`.
    """
    check(account, action)
    shown = list(found)
    read(account, action, purpose, found.model.__name__.lower(), [number_of(row, about) for row in shown])
    return shown


def rows(account: Account, action: str, model: type[models.Model]) -> models.QuerySet[Any]:
    """The rows of a model that an action reaches for an account; none where it may not be done."""
    sight = Sight(account, action)
    objects: Any = model._default_manager
    found: models.QuerySet[Any] = (
        objects.seen_by(sight)
        if hasattr(objects, "seen_by")
        else objects.filter(sight.within(model)).distinct()
    )
    return found


def about(account: Account) -> models.QuerySet[Entry]:
    """What was read and written of the worker that an account stands for, the last first; to look at one's
    own entries is no entry.

    Raises:
        Denied: the account is no worker's.
    """
    check(account, "audit.own")
    mine = Entry.objects.exclude(worker="").order_by("-pk")
    return mine.filter(worker=account.worker.number) if account.worker else mine.none()


def entries(account: Account, worker: str = "") -> models.QuerySet[Entry]:
    """The entries for an auditor, about one worker or about all; `see_entries` reads them.

    Raises:
        Denied: the account is no auditor's.
    """
    check(account, "audit.see")
    found = Entry.objects.order_by("pk")
    return found.filter(worker=worker) if worker else found


@transaction.atomic
def see_entries(account: Account, found: models.QuerySet[Entry]) -> list[Entry]:
    """Entries as an auditor reads them: that is an entry too, for each worker they are about."""
    check(account, "audit.see")
    shown = list(found)
    about_whom = sorted({each.worker for each in shown if each.worker})
    read(account, "audit.see", "audit", "entry", about_whom or [""])
    return shown


def subject_of(row: models.Model) -> str:
    """How the audit names a row."""
    return f"{type(row).__name__.lower()}:{row.pk}"


def number_of(row: Any, about: str) -> str:
    """The number of the worker that a row is about."""
    for part in about.split("__") if about else ():
        row = getattr(row, part)
    return str(row.number) if row is not None else ""


__all__ = [
    "SOMEBODY",
    "SYSTEM",
    "Denied",
    "NotThere",
    "about",
    "called",
    "entries",
    "number_of",
    "read",
    "read_each",
    "rows",
    "see",
    "see_entries",
    "see_many",
    "subject_of",
    "written",
    "written_by_somebody",
    "written_many",
]
