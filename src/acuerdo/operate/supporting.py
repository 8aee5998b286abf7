"""What support staff do with accounts: each an action of its own, which never shows what a case holds."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import access, audit, clock
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Account, FailedSignIn

PURPOSES = {
    "signing_in": _("The person cannot sign in, and asks for help"),
    "lost": _("A telephone, a key or a password was lost"),
    "left": _("The person left the office, or came back to it"),
    "misuse": _("Somebody else may use this account"),
}
"""What support staff may look at an account for; workers are told which it was."""
MOST_FOUND = 20
DAYS_KEPT = 30
"""Days for which failed sign-ins are kept (assumed)."""
MOST_TOLD = 10
"""Failed sign-ins that are told with their instants (layout)."""


@dataclass(frozen=True, slots=True)
class Found:
    """An account, as support staff see it.

    Fields:
        address: where messages go, all but its beginning hidden; empty where there is none.
        number: of the worker that the account stands for, if any.
        factors: how many second factors of each kind, by the codes of allauth.
        tokens: how many tokens of programs are in use.
        link: when the last link that still works was made.
        failed: the last failed sign-ins.
    """

    account: Account
    address: str
    number: str
    factors: dict[str, int]
    tokens: int
    link: datetime | None
    failed: list[datetime]


@transaction.atomic
def find(account: Account, told: str, purpose: str) -> list[Account]:
    """The accounts of a user name, of a worker's number, or of an address of e-mail, each given in full.

    Raises:
        Denied: the role may not.
    """
    check(account, "account.see")
    said = told.strip()
    if not said:
        return []
    same = Q(username__iexact=said) | Q(email__iexact=said) | Q(worker__number=said.upper())
    found = list(Account.objects.filter(same).select_related("worker").order_by("pk")[:MOST_FOUND])
    # an entry even where nobody is found, so that an auditor sees who searches much
    audit.read(account, "account.see", purpose, "search", ["", *(_number(each) for each in found)])
    return found


@transaction.atomic
def open_account(account: Account, pk: int, purpose: str) -> Found:
    """One account, and how it signs in.

    Raises:
        Denied: the role may not.
        NotThere: there is none.
    """
    found = _account(account, "account.see", pk)
    audit.read(account, "account.see", purpose, audit.subject_of(found), [_number(found)])
    tokens = list(found.tokens.filter(ended_at=None).values_list("name", "made_at"))
    links = [at for name, at in tokens if name == access.LINK and at > clock.now() - LINK_HOLDS]
    failed = found.failed_sign_ins.order_by("-at").values_list("at", flat=True)
    return Found(
        found,
        _hidden(address_of(found)),
        _number(found),
        dict(Counter(Authenticator.objects.filter(user=found).values_list("type", flat=True))),
        sum(name != access.LINK for name, _at in tokens),
        max(links, default=None),
        list(failed[:MOST_TOLD]),
    )


LINK_HOLDS = timedelta(days=access.LINK_DAYS)


@transaction.atomic
def disable(account: Account, pk: int, purpose: str) -> Account:
    """Let nobody sign in with an account: its sessions, tokens and links are refused from now on.

    Raises:
        Denied: the role may not, or this is the own account.
        NotThere: there is none.
        NotNow: it is disabled.
    """
    return _active(account, pk, purpose, False)


@transaction.atomic
def enable(account: Account, pk: int, purpose: str) -> Account:
    """Let an account sign in again. Raises as `disable`."""
    return _active(account, pk, purpose, True)


def _active(account: Account, pk: int, purpose: str, active: bool) -> Account:
    found = _other(account, "account.disable", pk)
    if found.is_active == active:
        raise NotNow("enable" if active else "disable", "enabled" if active else "disabled")
    found.is_active = active
    found.save(update_fields=["is_active"])
    _write(account, "account.disable", purpose, found, active=active)
    return found


@transaction.atomic
def take_factors(account: Account, pk: int, purpose: str) -> int:
    """Take away every second factor and passkey: the person sets up new ones at the next sign-in.

    Returns:
        How many were taken away.

    Raises:
        Denied: the role may not, or this is the own account.
        NotThere: there is none.
        NotNow: it has no second factor.
    """
    found = _other(account, "account.factors", pk)
    count: int = Authenticator.objects.filter(user=found).delete()[0]
    if not count:
        raise NotNow("take_factors", "without_factors")
    _write(account, "account.factors", purpose, found, factors=count)
    return count


@transaction.atomic
def give_link(account: Account, pk: int, purpose: str) -> tuple[Account, str]:
    """Let a message be sent by which somebody comes in again; whoever helps never reads it.

    Returns:
        The account; and the secret of the link by which a worker signs in once. It is empty for others, who
        are sent a way to set a new password, and keep their second factor.

    Raises:
        Denied: the role may not, or this is the own account.
        NotThere: there is none.
        NotNow: the account is disabled, or no address is known for it.
    """
    found = _other(account, "account.link", pk)
    if not found.is_active:
        raise NotNow("give_link", "disabled")
    if not address_of(found):
        raise NotNow("give_link", "without_address")
    secret = access.renewed(found) if found.role == "worker" else ""
    _write(account, "account.link", purpose, found)
    return found, secret


def address_of(account: Account) -> str:
    """Where messages to an account go; empty where nobody said."""
    return account.email or (account.worker.email if account.worker else "")


def failed(username: str) -> None:
    """Note that somebody gave a wrong password for an account; a name that nobody has is not kept, as it may
    be a password typed into the wrong field."""
    account = Account.objects.filter(username__iexact=username).first()
    if account is None:
        return
    now = clock.now()
    FailedSignIn.objects.filter(account=account, at__lt=now - timedelta(days=DAYS_KEPT)).delete()
    FailedSignIn.objects.create(account=account, at=now)


def _account(account: Account, action: str, pk: int) -> Account:
    check(account, action)
    found = Account.objects.select_related("worker").filter(pk=pk).first()
    if found is None:
        raise audit.NotThere("Account is not there")
    check(account, action, found)
    return found


def _other(account: Account, action: str, pk: int) -> Account:
    found = _account(account, action, pk)
    if found.pk == account.pk:
        raise Denied(action, "own_account")
    return found


def _write(account: Account, action: str, purpose: str, found: Account, **detail: object) -> None:
    audit.written(account, action, purpose, audit.subject_of(found), _number(found), **detail)


def _number(account: Account) -> str:
    return account.worker.number if account.worker else ""


def _hidden(address: str) -> str:
    """An address whose owner knows it again, and nobody else."""
    name, at, host = address.partition("@")
    return f"{name[:1]}…{at}{host}" if at else ""
