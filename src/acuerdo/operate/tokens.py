"""Tokens by which the systems of employers and governments sign in: told once, kept as a digest."""

import hashlib
import re
import secrets

from django.db import transaction
from django.db.models import QuerySet

from acuerdo.operate import audit, clock
from acuerdo.operate.access import LINK
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, Token
from acuerdo.records.rows import first

BEGINS = "acuerdo_"
"""How a token begins, so that whoever finds one knows what it opens."""
BYTES = 32
"""Drawn bytes of a token: nobody guesses one of 2**256."""
OWNER = """
JOIN records_token token ON token.account_id = records_account.id
WHERE token.digest = %s AND token.ended_at IS NULL AND is_active
"""
FORM = re.compile(BEGINS + r"[A-Za-z0-9_-]{43}\Z")


@transaction.atomic
def new(account: Account, name: str) -> str:
    """Make a token for an account's own systems: the one time that its text is told.

    Raises:
        Denied: the account has no role.
        NotNow: the name is that of links by which workers sign in.
    """
    check(account, "token.make")
    if name == LINK:
        raise NotNow("make_token", "taken")
    text = BEGINS + secrets.token_urlsafe(BYTES)
    made = Token.objects.create(account=account, name=name, digest=_digest(text), made_at=clock.now())
    audit.written(account, "token.make", "token made", audit.subject_of(made))
    return text


def own(account: Account) -> QuerySet[Token]:
    """The tokens of an account that are in use, the newest first.

    Raises:
        Denied: the account has no role.
    """
    check(account, "token.make")
    return account.tokens.filter(ended_at=None).exclude(name=LINK).order_by("-made_at", "-pk")


@transaction.atomic
def end(account: Account, token: Token) -> None:
    """Refuse a token from now on.

    Raises:
        Denied: it is of another account.
        NotNow: it has ended.
    """
    check(account, "token.make")
    if token.account_id != account.pk:
        raise Denied("token.make", "reach")
    if not Token.objects.filter(pk=token.pk, ended_at=None).update(ended_at=clock.now()):
        raise NotNow("end", "ended")
    audit.written(account, "token.make", "token ended", audit.subject_of(token))


def owner(text: str) -> Account | None:
    """The account that a token stands for; None for one that was never made, has ended, or whose account is
    closed."""
    if not FORM.match(text):
        return None
    return first(Account, OWNER, _digest(text))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
