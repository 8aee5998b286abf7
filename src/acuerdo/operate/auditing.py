"""What an auditor looks at: entries, seals and who signed them. That an auditor looked is an entry too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from acuerdo.operate import audit
from acuerdo.operate.authority import check
from acuerdo.operate.keys import keys
from acuerdo.operate.law import law
from acuerdo.proof.signing import public
from acuerdo.records.models import Account, Countersignature, Entry, Seal

A_PAGE = 50
"""Entries of one page."""


@transaction.atomic
def entries(
    account: Account,
    worker: str = "",
    by: str = "",
    action: str = "",
    kind: str = "",
    since: date | None = None,
    until: date | None = None,
    before: str = "",
) -> list[Entry]:
    """Entries of one page, the last first.

    Args:
        worker: the number of a person; "" for all, as in what follows.
        by: the name of an account.
        before: only those older than the entry of this number.

    Raises:
        Denied: the role may not.
    """
    check(account, "audit.see")
    told = {"worker": worker.upper(), "account": by, "action": action}
    found = Entry.objects.filter(**{name: said.strip() for name, said in told.items() if said.strip()})
    found = found.filter(kind=kind) if kind else found
    found = found.filter(at__gte=_begins(since)) if since else found
    found = found.filter(at__lt=_begins(until) + timedelta(days=1)) if until else found
    found = found.filter(pk__lt=int(before)) if before.isdecimal() else found
    return audit.see_entries(account, found.select_related("link").order_by("-pk")[:A_PAGE])


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001


def seals(account: Account) -> QuerySet[Seal]:
    """Seals, the last first.

    Raises:
        Denied: the role may not.
    """
    check(account, "audit.see")
    return Seal.objects.order_by("-last")


@dataclass(frozen=True, slots=True)
class Signed:
    """A seal, who signed its head, and which governments have not yet."""

    seal: Seal
    signatures: list[tuple[str, str]]
    without: list[str]


def signed(found: Iterable[Seal]) -> list[Signed]:
    """Who signed some seals."""
    shown = list(found)
    others: dict[int, list[Countersignature]] = {}
    for each in Countersignature.objects.filter(seal__in=shown).order_by("party"):
        others.setdefault(each.seal_id, []).append(each)
    parties = sorted(law().agreement.terms.parties)
    made = []
    for one in shown:
        signatures = [(one.party, one.signature)]
        signatures += [(each.party, each.signature) for each in others.get(one.pk, [])]
        names = {party for party, _signature in signatures}
        made.append(Signed(one, signatures, [party for party in parties if party not in names]))
    return made


def unsealed(account: Account) -> int:
    """How many entries are not in the chain yet.

    Raises:
        Denied: the role may not.
    """
    check(account, "audit.see")
    return Entry.objects.filter(link=None).count()


def public_keys(account: Account) -> list[tuple[str, str]]:
    """The public keys that are known here, in base 64, by party.

    Raises:
        Denied: the role may not.
    """
    check(account, "audit.see")
    return [(party, public(key)) for party, key in sorted(keys().items())]


@transaction.atomic
def exported(account: Account) -> None:
    """Write down that the whole audit was taken out.

    Raises:
        Denied: the role may not.
    """
    check(account, "audit.see")
    audit.read(account, "audit.see", "export", "audit", [""])
