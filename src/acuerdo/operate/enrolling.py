"""A worker's own way in: the account and the registration are made together, once."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.hashers import check_password
from django.db import IntegrityError, transaction

from acuerdo.operate.filing import file_once
from acuerdo.operate.registering import register
from acuerdo.records.models import Account, Filing


class NameTaken(Exception):
    """Somebody else took this user name meanwhile."""


def enrol(
    username: str, password: str, fields: Mapping[str, Any], sent: Mapping[str, Any], key: str
) -> tuple[Account, dict[str, Any]]:
    """Make the account of a worker and register the worker with it: both, or neither.

    Args:
        username, password: checked by a form.
        fields: of `Worker`, checked by a form.
        sent: what was sent, of plain values.
        key: the sender's name for this filing.

    Returns:
        The account, and the receipt of the registration.

    Raises:
        Twice: this person is registered already.
        NameTaken: the user name is another account's.
    """
    try:
        with transaction.atomic():
            account = Account.objects.create_user(
                username,
                email=str(fields.get("email", "")),
                password=password,
                role="worker",
                language=str(fields.get("language", "es")),
            )
            return account, file_once(
                account, key, "registration", sent, lambda: f"worker:{register(account, fields).pk}"
            )
    except IntegrityError:
        before = enrolled(username, password, key)
        if before is None:
            raise NameTaken(username) from None
        return before, dict(Filing.every.get(account=before, key=key).receipt)


def enrolled(username: str, password: str, key: str) -> Account | None:
    """Who enrolled with this very form before, as when a button is pressed twice; None otherwise."""
    filed = (
        Filing.every.filter(key=key, kind="registration", account__username=username)
        .select_related("account")
        .first()
    )
    if filed is None or not check_password(password, filed.account.password):
        return None
    return filed.account if filed.account.is_active else None
