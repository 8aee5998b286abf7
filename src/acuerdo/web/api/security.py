"""Who asks, by a bearer token, and how often; and the one way in which bodies are read."""

import json
import time
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.parser import Parser
from ninja.security import HttpBearer
from ninja.utils import check_csrf

from acuerdo.operate import tokens
from acuerdo.records.models import Account
from acuerdo.web.api.problems import Unfit

WINDOW = 60
"""Seconds within which requests are counted."""


class BearerToken(HttpBearer):
    """A token of `operate.tokens`, asked for in one query."""

    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        """The account of a token, unless it comes too often.

        Raises:
            Unfit: more requests than the service takes from one account.
        """
        account = tokens.owner(token)
        if account is not None:
            _counted(account)
        return account


def signed_in(request: HttpRequest) -> Account | None:
    """Who is signed in in a browser: for a page of the service itself that sends what was kept without a
    network. With the token of its forms and the second factor, as for any form."""
    account = request.user
    if not account.is_authenticated or check_csrf(request) is not None:
        return None
    if not settings.ACUERDO.demo and account.role not in ("", "worker") and not is_mfa_enabled(account):
        return None
    _counted(account)
    return account


def _counted(account: Account) -> None:
    """Count a request of an account in this process, in the time of the machine."""
    now = int(time.time())
    key = f"api:{account.pk}:{now // WINDOW}"
    cache.add(key, 0, timeout=2 * WINDOW)
    if cache.incr(key) > settings.API_MOST_A_MINUTE:
        raise Unfit("too_many", Retry_After=str(WINDOW - now % WINDOW))


def who(request: HttpRequest) -> Account:
    """The account that asks."""
    account: Account = request.auth  # type: ignore[attr-defined]
    return account


class Strict(Parser):
    """JSON as RFC 8259 has it, in UTF-8, of a size that is read."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body.

        Raises:
            Unfit: of another kind, or not JSON.
        """
        if (request.content_type or "").lower() != "application/json":
            raise Unfit("not_json")
        try:
            found = json.loads(request.body.decode("utf-8"), parse_constant=_no_number)
            # Half of a pair of surrogates is read by Python, and written by nobody.
            json.dumps(found, ensure_ascii=False, allow_nan=False).encode("utf-8")
        except json.JSONDecodeError as error:
            place = f"{error.lineno}:{error.colno}"
            raise Unfit("unreadable", place) from None
        except (ValueError, RecursionError):
            raise Unfit("unreadable") from None
        return found


def _no_number(name: str) -> None:
    raise ValueError(name)
