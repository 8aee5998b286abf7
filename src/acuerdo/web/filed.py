"""What pages share when something is filed: a key in the form, a receipt after it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from acuerdo.operate.authority import Denied
from acuerdo.operate.filing import file_once
from acuerdo.records.models import Account

LONGEST_KEY = 80


def account_of(request: HttpRequest) -> Account:
    """Who asks.

    Raises:
        Denied: nobody is signed in.
    """
    if not request.user.is_authenticated:
        raise Denied(request.path, "signed_out")
    return request.user


def new_key() -> str:
    """A key for a form: what is sent twice with it is filed once."""
    return uuid4().hex


def key_of(request: HttpRequest) -> str:
    """The key that came with a form; a new one where none came."""
    return request.POST.get("key", "")[:LONGEST_KEY] or new_key()


def filed(
    request: HttpRequest, kind: str, sent: Mapping[str, Any], act: Callable[[], str], to: str = ""
) -> HttpResponse:
    """File what was sent, once, and show the receipt.

    Args:
        to: another page to show in its stead.
    """
    receipt = file_once(account_of(request), key_of(request), kind, sent, act)
    return redirect(to) if to else redirect("receipt", receipt["number"])
