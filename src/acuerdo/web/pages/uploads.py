"""Filing by the hundred: tables of orders, of workers whom a consulate helps, of entries and exits; and their
templates."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from acuerdo.operate import bulk, columns, crossing
from acuerdo.operate.authority import check
from acuerdo.operate.office import UploadForm
from acuerdo.operate.sheets import MOST_BYTES, Unusable
from acuerdo.web.pages.common import WORKBOOK, csv_download, download, me
from acuerdo.web.pages.employers import chosen

TABLES = {"orders": columns.ORDERS, "workers": columns.WORKERS, "crossings": columns.CROSSINGS}
ACTIONS = {"orders": "order.file", "workers": "worker.register", "crossings": "crossing.file"}
SPANISH = {"orders": "ofertas", "workers": "personas", "crossings": "cruces"}


def _page(request: HttpRequest, kind: str, told: dict[str, Any]) -> HttpResponse:
    """The page of an upload: what to do, and what was wrong, if it was sent."""
    faulty = told.get("faults") or told.get("unusable")
    shown = {"form": UploadForm(), "kind": kind, "columns": TABLES[kind], **told}
    return render(request, "upload.html", shown, status=422 if faulty or told.get("wrong") else 200)


def _sent(request: HttpRequest) -> bytes:
    """The file that was sent, no more of it than is ever read.

    Raises:
        Unusable: none was chosen, or it is too large.
    """
    file = request.FILES.get("table")
    if file is None:
        raise Unusable("none")
    return bytes(file.read(MOST_BYTES + 1))


def _filed(request: HttpRequest, kind: str, act: Any, told: dict[str, Any]) -> HttpResponse:
    """File a table, or say everything that is wrong with it."""
    try:
        receipt = act(_sent(request))
    except Unusable as wrong:
        return _page(request, kind, {**told, "unusable": wrong})
    except bulk.Faulty as wrong:
        return _page(request, kind, {**told, "faults": wrong.faults, "count": wrong.count})
    messages.success(request, _("The whole table is filed. Keep this receipt."))
    return redirect("order_receipt", number=receipt["number"])


@require_http_methods(["GET", "POST"])
def orders(request: HttpRequest) -> HttpResponse:
    """File a table of orders."""
    account = me(request)
    found, employer = chosen(request)
    told = {"employers": found, "employer": employer}
    if request.method == "GET":
        return _page(request, "orders", told)
    if employer is None:
        return _page(request, "orders", {**told, "wrong": True})
    return _filed(request, "orders", lambda data: bulk.file_orders(account, employer, data), told)


@require_http_methods(["GET", "POST"])
def workers(request: HttpRequest) -> HttpResponse:
    """Register a table of workers, with help."""
    account = me(request)
    check(account, "worker.see")
    check(account, "worker.register")
    helped_at = str(account.states[0] if account.states else account.username)[:24]
    if request.method == "GET":
        return _page(request, "workers", {"helped_at": helped_at})
    return _filed(
        request,
        "workers",
        lambda data: bulk.register_workers(account, helped_at, data),
        {"helped_at": helped_at},
    )


@require_http_methods(["GET", "POST"])
def crossings(request: HttpRequest) -> HttpResponse:
    """File a table of entries and exits."""
    account = me(request)
    check(account, "crossing.file")
    told = {"party": crossing.party_of(account)}
    if request.method == "GET":
        return _page(request, "crossings", told)
    return _filed(request, "crossings", lambda data: bulk.file_crossings(account, data), told)


@require_GET
def template(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """An empty table to fill in."""
    check(me(request), ACTIONS[kind])
    language = (get_language() or "es")[:2]
    name = SPANISH[kind] if language == "es" else kind
    if form == "csv":
        return csv_download(f"{name}.csv", columns.template_rows(TABLES[kind], language))
    return download(f"{name}.xlsx", columns.template_workbook(TABLES[kind], language), WORKBOOK)


urlpatterns = [
    path("orders/upload/", orders, name="orders_upload"),
    path("orders/template.csv", template, {"kind": "orders", "form": "csv"}, name="orders_template_csv"),
    path("orders/template.xlsx", template, {"kind": "orders", "form": "xlsx"}, name="orders_template_xlsx"),
    path("crossings/upload/", crossings, name="crossings_upload"),
    path(
        "crossings/template.csv",
        template,
        {"kind": "crossings", "form": "csv"},
        name="crossings_template_csv",
    ),
    path(
        "crossings/template.xlsx",
        template,
        {"kind": "crossings", "form": "xlsx"},
        name="crossings_template_xlsx",
    ),
    path("people/upload/", workers, name="workers_upload"),
    path("people/template.csv", template, {"kind": "workers", "form": "csv"}, name="workers_template_csv"),
    path("people/template.xlsx", template, {"kind": "workers", "form": "xlsx"}, name="workers_template_xlsx"),
]
