"""Filing once: whatever is sent again gives the receipt that was given first, and changes nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

from acuerdo.operate import audit, clock
from acuerdo.operate.keys import own
from acuerdo.operate.states import NotNow
from acuerdo.proof.hashing import canonical, digest
from acuerdo.proof.signing import holds, sign
from acuerdo.records.models import Account, Application, Filing, JobOrder, Worker
from acuerdo.records.rows import add, change


class KeyUsed(Exception):
    """The same key was used before, for something else."""


def file_once(
    account: Account, key: str, kind: str, sent: Mapping[str, Any], act: Callable[[], str]
) -> dict[str, Any]:
    """Do something that was filed, once.

    Args:
        account: who files.
        key: the sender's name for this filing.
        kind: what is filed.
        sent: what was sent, of plain values.
        act: files it, and says what came of it; called in the transaction of the receipt, at most once.

    Returns:
        The receipt as it was first given, signed by the government that runs the service.

    Raises:
        KeyUsed: the key came before with something else.
        NotNow: somebody else filed the same number or document in this very moment.
        whatever `act` raises; nothing is filed then.
    """
    told = _told(kind, sent)
    # Nearly every key is new: the database says whether one is not, and nobody asks it twice.
    try:
        with transaction.atomic():
            filing = Filing(
                account=account, key=key, kind=kind, digest=told, arrived_at=clock.now(), receipt={}
            )
            add(filing)
            filing.subject = act()
            filing.receipt = _receipt(filing)
            change(filing, "subject", "receipt")
            return dict(filing.receipt)
    except IntegrityError:
        before = _before(account, key, told)
        if before is None:
            raise NotNow("file", "taken_meanwhile") from None
        return before


def given(account: Account, key: str, kind: str, sent: Mapping[str, Any]) -> dict[str, Any] | None:
    """The receipt that was given for this very filing before; None where it is new. Asked before what was
    sent is checked, as a number that was filed once is taken from then on.

    Raises:
        KeyUsed: the key came before with something else.
    """
    return _before(account, key, _told(kind, sent))


def _told(kind: str, sent: Mapping[str, Any]) -> str:
    return digest(canonical({"kind": kind, "sent": sent}))


def _before(account: Account, key: str, told: str) -> dict[str, Any] | None:
    found = Filing.every.filter(account=account, key=key).first()
    if found is None:
        return None
    if found.digest != told:
        raise KeyUsed(f"{key} was used on {found.arrived_at:%Y-%m-%d} for something else")
    return dict(found.receipt)


def _receipt(filing: Filing) -> dict[str, Any]:
    body = {
        "number": filing.pk,
        "kind": filing.kind,
        "key": filing.key,
        "account": audit.called(filing.account),
        "subject": filing.subject,
        "sha256": filing.digest,
        "arrived_at": filing.arrived_at.isoformat(),
    }
    party, key = own()
    signed = sign(party, canonical(body), key)
    return {**body, "party": party, "key_of_party": signed.key, "signature": signed.signature}


def name_of(subject: str) -> str:
    """What a filed row is called outside, by its name in the audit."""
    kind, _, pk = subject.partition(":")
    rows, name = NAMES[kind]
    return str(rows.values_list(name, flat=True).get(pk=int(pk)))


def named(row: Model) -> str:
    """What a filed row is called outside."""
    return str(getattr(row, NAMES[type(row).__name__.lower()][1]))


NAMES: Mapping[str, tuple[Any, str]] = {
    "joborder": (JobOrder.objects, "case"),
    "worker": (Worker.every, "number"),
    "application": (Application.every, "number"),
}
"""Where filed rows are, and what they are called."""


def receipt_holds(receipt: Mapping[str, Any], key: str) -> bool:
    """Whether a receipt is as a government signed it, by its public key in base 64."""
    body = {name: value for name, value in receipt.items() if name not in SIGNED_APART}
    return holds(str(receipt["party"]), canonical(body), key, str(receipt["signature"]))


SIGNED_APART = ("party", "key_of_party", "signature")
"""Parts of a receipt that are not under its signature."""


@transaction.atomic
def own_filings(account: Account) -> QuerySet[Filing]:
    """What an account filed itself, the last first; a row of the audit where it is a worker's."""
    found: QuerySet[Filing] = Filing.every.filter(account=account).order_by("-arrived_at", "-pk")
    if account.worker is not None:
        audit.read(account, "filing.see", "own file", audit.subject_of(account), [account.worker.number])
    return found
