"""What the pages of employers and offices share: who asks, a key for a form, a page of a list, a download."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from acuerdo.agreement.reading.cells import csv_bytes
from acuerdo.operate.filing import file_once
from acuerdo.web.filed import account_of as me
from acuerdo.web.filed import key_of, new_key

A_PAGE = 50
"""Rows of a list on one page (layout)."""


def sent_by(request: HttpRequest) -> dict[str, str]:
    """What a form sent to an address, as it was sent, without what only the page needs."""
    sent = {name: str(value) for name, value in request.POST.dict().items() if name not in APART}
    return {**sent, "to": request.path}


APART = ("key", "csrfmiddlewaretoken")


def filed(request: HttpRequest, kind: str, act: Callable[[], str], said: str) -> HttpResponse:
    """File what a form sent, once, and go to the receipt.

    Raises:
        KeyUsed, NotNow: as `file_once`.
    """
    receipt = file_once(me(request), key_of(request), kind, sent_by(request), act)
    messages.success(request, said)
    return redirect("order_receipt", number=receipt["number"])


def page_of(request: HttpRequest, found: Any, size: int = A_PAGE) -> Page[Any]:
    """The page of a list that was asked for; the last where there are not so many."""
    return Paginator(found, size).get_page(request.GET.get("page"))


def download(name: str, content: bytes, kind: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def csv_download(name: str, rows: list[list[str]]) -> HttpResponse:
    """A table to keep; cells that a spreadsheet would calculate are marked as text."""
    return download(name, csv_bytes(rows), "text/csv; charset=utf-8")


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def said_before(request: HttpRequest, to: str, **where: Any) -> HttpResponse:
    """What was asked for was done before: say so, and change nothing."""
    messages.info(request, _("This was done already. Nothing was changed."))
    found: HttpResponse = redirect(to, **where)
    return found


def named(table: Mapping[str, Any], code: str) -> str:
    """The word of a code; the code without its signs where nobody wrote one."""
    return str(table.get(code, code.replace("_", " ")))


__all__ = [
    "A_PAGE",
    "WORKBOOK",
    "csv_download",
    "download",
    "filed",
    "key_of",
    "me",
    "named",
    "new_key",
    "page_of",
    "said_before",
    "sent_by",
]
