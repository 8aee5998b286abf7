"""The pages of employers and agents: orders filed, withdrawn; what became of them, and why."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import audit, bulk, cases, orders, reviewing
from acuerdo.operate.authority import check
from acuerdo.operate.filing import given, own_filings
from acuerdo.operate.forms import EvidenceForm, OrderForm
from acuerdo.operate.office import NominateForm, WhyForm
from acuerdo.records.models import Decision, Employer, JobOrder
from acuerdo.records.models.orders import ORDER_STATES
from acuerdo.web.pages.common import csv_download, filed, key_of, me, new_key, page_of, sent_by

COLUMNS = ("case", "employer", "title", "soc", "state", "county", "places_requested", "places")
MORE_COLUMNS = ("starts", "ends", "pay_cents_hour", "hours_week", "experience_months", "status")
MOST_MADE = 100
"""Rows that came of a filing and are shown with its receipt (layout)."""


def own_orders(request: HttpRequest) -> Any:
    """The orders of the employers that the account stands for, the last filed first."""
    account = me(request)
    check(account, "order.file")
    found = audit.rows(account, "order.file", JobOrder).select_related("employer")
    state = request.GET.get("status", "")
    return (found.filter(status=state) if state else found).order_by("-filed_at", "-pk")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """My orders, how full they are, and why places are empty."""
    page = page_of(request, own_orders(request))
    account = me(request)
    rows = cases.listed(account, page.object_list)
    employers = list(cases.employers(account, "order.file").prefetch_related("suspensions"))
    return render(
        request,
        "employer/orders.html",
        {
            "page": page,
            "rows": rows,
            "states": ORDER_STATES,
            "status": request.GET.get("status", ""),
            "employers": employers,
        },
    )


@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """My orders as a table to keep."""
    names = (*COLUMNS, *MORE_COLUMNS)
    rows = [[str(getattr(order, name) or "") for name in names] for order in own_orders(request)]
    return csv_download("orders.csv", [list(names), *rows])


def chosen(request: HttpRequest) -> tuple[list[Employer], Employer | None]:
    """The employers that the account stands for, and the one that is meant; the only one where there is one.

    Raises:
        Denied: the account files no orders.
    """
    found = list(cases.employers(me(request), "order.file"))
    said = request.POST.get("employer") or request.GET.get("employer") or ""
    meant = next((each for each in found if str(each.pk) == said), None)
    return found, meant or (found[0] if len(found) == 1 else None)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """File an order."""
    found, employer = chosen(request)
    form = OrderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and employer is not None:
        before = given(me(request), key_of(request), "order", sent_by(request))
        if before is not None:
            return redirect("order_receipt", number=before["number"])
        if form.is_valid():
            return filed(
                request,
                "order",
                lambda: f"order:{orders.file(me(request), employer, form.cleaned_data).pk}",
                _("The order is filed. Keep this receipt."),
            )
    return render(
        request,
        "employer/new.html",
        {"form": form, "employers": found, "employer": employer, "key": key_of(request)},
        status=422 if request.method == "POST" else 200,
    )


@require_GET
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order: what is known of it, what was decided, who was matched, and what may be done."""
    return _order(request, pk)


def _order(request: HttpRequest, pk: int, status: int = 200, **forms: Any) -> HttpResponse:
    cases.order_of(me(request), "order.file", pk)
    shown = {"evidence": EvidenceForm(), "nominate": NominateForm(), **forms}
    case = cases.case_of(me(request), pk)
    return render(request, "employer/order.html", {"case": case, "key": new_key(), **shown}, status=status)


@require_POST
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """File evidence for the labour-market test."""
    found, form = cases.order_of(me(request), "order.evidence", pk), EvidenceForm(request.POST)
    if not form.is_valid():
        return _order(request, pk, 422, evidence=form)
    return filed(
        request,
        "evidence",
        lambda: f"evidence:{orders.show(me(request), found, form.cleaned_data).pk}",
        _("The evidence is filed."),
    )


@require_POST
def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a worker of an earlier season."""
    found, form = cases.order_of(me(request), "order.nominate", pk), NominateForm(request.POST)
    if not form.is_valid():
        return _order(request, pk, 422, nominate=form)
    orders.nominate(me(request), found, form.cleaned_data["number"])
    messages.success(request, _("The worker is named for this order."))
    return redirect("order", pk=pk)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an order, after a question."""
    found = cases.order_of(me(request), "order.withdraw", pk)
    if request.method == "GET":
        return render(request, "employer/withdraw.html", {"order": found, "key": new_key()})

    def act() -> str:
        orders.withdraw(me(request), found)
        return f"order:{found.pk}"

    return filed(request, "withdrawal", act, _("The order is withdrawn."))


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that another officer looks at a decision about an order."""
    found = audit.see(me(request), "review.ask", Decision, "review", "worker", pk=pk)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return filed(
            request,
            "review",
            lambda: f"review:{reviewing.ask(me(request), found, form.cleaned_data['why']).pk}",
            _("The review is asked for."),
        )
    status = 422 if request.method == "POST" else 200
    return render(
        request,
        "employer/review.html",
        {"decision": found, "form": form, "key": key_of(request)},
        status=status,
    )


@require_GET
def receipts(request: HttpRequest) -> HttpResponse:
    """Everything that the account filed."""
    return render(request, "employer/receipts.html", {"page": page_of(request, own_filings(me(request)))})


@require_GET
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """A receipt, and what came of the filing."""
    filing = own_filings(me(request)).filter(pk=number).first()
    if filing is None:
        raise audit.NotThere("Filing is not there")
    if request.GET.get("as") == "json":
        kept = JsonResponse(filing.receipt, json_dumps_params={"indent": 2, "sort_keys": True})
        kept["Content-Disposition"] = f'attachment; filename="receipt-{filing.pk}.json"'
        return kept
    made = bulk.made_by(me(request), filing)
    shown = (
        audit.see_many(me(request), "worker.see", made[:MOST_MADE], "receipt")
        if filing.kind == "workers"
        else list(made[:MOST_MADE])
    )
    return render(
        request,
        "employer/receipt.html",
        {"filing": filing, "receipt": filing.receipt, "made": shown, "count": made.count()},
    )


urlpatterns = [
    path("orders/", index, name="orders"),
    path("orders/table.csv", table, name="orders_table"),
    path("orders/new/", new, name="order_new"),
    path("orders/receipts/", receipts, name="order_receipts"),
    path("orders/receipts/<int:number>/", receipt, name="order_receipt"),
    path("orders/decisions/<int:pk>/review/", review, name="order_review"),
    path("orders/<int:pk>/", order, name="order"),
    path("orders/<int:pk>/evidence/", evidence, name="order_evidence"),
    path("orders/<int:pk>/named/", nominate, name="order_nominate"),
    path("orders/<int:pk>/withdraw/", withdraw, name="order_withdraw"),
]
