"""Access for a worker who was registered with help: a link that signs in once, on their own telephone."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.records.models import Account, Token, Worker

LINK = "access link"
"""The name of tokens that are links."""
LINK_DAYS = 30
"""Days in which a link can be used (assumed)."""


@transaction.atomic
def link(account: Account, worker: Worker) -> str:
    """The secret of a link by which a worker signs in once; links given before end.

    Raises:
        Denied: the officer does not answer for this worker.
    """
    check(account, "worker.access", worker)
    own, _ = Account.objects.get_or_create(
        worker=worker,
        defaults={
            "username": worker.number,
            "role": "worker",
            "language": worker.language,
            "email": worker.email,
            "password": "!",
        },
    )
    secret = renewed(own)
    audit.written(account, "worker.access", "access link", audit.subject_of(worker), worker.number)
    return secret


def renewed(own: Account) -> str:
    """The secret of a new link for an account; the one before ends."""
    Token.objects.filter(account=own, name=LINK, ended_at=None).update(ended_at=clock.now())
    secret = secrets.token_urlsafe(24)
    Token.objects.create(account=own, name=LINK, digest=_digest(secret), made_at=clock.now())
    return secret


@transaction.atomic
def follow(secret: str) -> Account | None:
    """The account of a link, which ends with this; None where it was used, is too old, or was never given."""
    token = (
        Token.objects.select_for_update(of=("self",))
        .select_related("account__worker")
        .filter(
            name=LINK, digest=_digest(secret), ended_at=None, account__is_active=True, account__role="worker"
        )
        .first()
    )
    if token is None or token.made_at + timedelta(days=LINK_DAYS) < clock.now():
        return None
    token.ended_at = clock.now()
    token.save(update_fields=["ended_at"])
    worker = token.account.worker
    number = worker.number if worker else ""
    audit.written(token.account, "worker.access", "link followed", f"account:{token.account_id}", number)
    return token.account


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
