"""Filings: everything that is filed has a key, and gives the same receipt however often it is sent."""

from collections.abc import Callable
from typing import Annotated, Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from ninja import Header, Schema
from ninja.responses import Status

from acuerdo.operate.audit import subject_of
from acuerdo.operate.filing import file_once, name_of, named
from acuerdo.web.api.security import who

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=80,
        pattern="^[!-~]+$",
        description="a name of your own for this filing; the same key and body give the same receipt",
    ),
]

PLACES = {"joborder": "orders", "worker": "workers", "application": "applications"}
"""Where filed rows are read, by their kind in the audit."""


def filed(
    request: HttpRequest,
    response: HttpResponse,
    key: str,
    kind: str,
    sent: Schema | list[Any],
    act: Callable[[], Model | str],
) -> Status[dict[str, Any]]:
    """File something once, and say where it is read.

    Args:
        act: files it, and gives the row that came of it, or what the audit calls what came of it.
    """
    plain = (
        [each.model_dump(exclude_unset=True) for each in sent]
        if isinstance(sent, list)
        else sent.model_dump(exclude_unset=True)
    )
    names: list[str] = []

    def acted() -> str:
        made = act()
        if isinstance(made, str):
            return made
        names.append(named(made))
        return subject_of(made)

    receipt = file_once(who(request), key, kind, {"body": plain, "to": request.path}, acted)
    address = request.path
    place, _, _ = receipt["subject"].partition(":")
    if place in PLACES:
        address = f"/api/v1/{PLACES[place]}/{names[0] if names else name_of(receipt['subject'])}"
    response.headers["Location"] = address
    return Status(201, {"receipt": receipt, "address": address})
