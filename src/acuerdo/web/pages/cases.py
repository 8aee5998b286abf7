"""The case of an order, for offices: what was filed, what was done, what decides; and the certification."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from acuerdo.operate import audit, cases, law, orders
from acuerdo.operate.authority import check
from acuerdo.operate.forms import CertifyForm
from acuerdo.records.models import JobOrder
from acuerdo.records.models.orders import ORDER_STATES
from acuerdo.web.pages.common import me, page_of, said_before

OPEN = ("filed", "needs_evidence")
"""States of an order that still can be certified."""


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every order that the office may see, by number, employer or state."""
    account = me(request)
    check(account, "case.see")
    found = audit.rows(account, "case.see", JobOrder).select_related("employer")
    words, status = request.GET.get("q", "").strip()[:80], request.GET.get("status", "")
    if words:
        same = Q(case__icontains=words) | Q(employer__name__icontains=words) | Q(state=words.upper())
        found = found.filter(same)
    if status:
        found = found.filter(status=status)
    page = page_of(request, found.order_by("-filed_at", "-pk"))
    shown = {"page": page, "q": words, "status": status, "states": ORDER_STATES}
    return render(request, "office/cases.html", {**shown, "rows": cases.listed(account, page.object_list)})


@require_GET
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case."""
    return _case(request, pk)


def _case(request: HttpRequest, pk: int, form: CertifyForm | None = None) -> HttpResponse:
    found = cases.case_of(me(request), pk)
    shown: dict[str, Any] = {"case": found, "text": law.law()}
    if "order.certify" in found.may and found.order.status in OPEN:
        shown["form"] = form or CertifyForm(initial={"places": found.order.places_requested})
    return render(request, "office/case.html", shown, status=422 if form else 200)


@require_POST
def certify(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what the labour department found; the rules decide."""
    account, form = me(request), CertifyForm(request.POST)
    found = cases.order_of(account, "order.certify", pk)
    if not form.is_valid():
        return _case(request, pk, form)
    told = form.cleaned_data
    if found.certification == told["finding"] and found.status not in OPEN:
        return said_before(request, "case", pk=pk)
    if told["finding"] != "denied" and not 0 < told["places"] <= found.places_requested:
        most = _("Between 1 and %(most)s people can be certified.") % {"most": found.places_requested}
        form.add_error("places", most)
        return _case(request, pk, form)
    decision = orders.certify(account, found, told["finding"], told["places"])
    said = {
        "certified": _("Decided: the order stands."),
        "denied": _("Decided: the order does not stand."),
        "needs_evidence": _("The rules need more evidence; the order waits for it."),
    }
    messages.success(request, said[decision.outcome])
    return redirect("case", pk=pk)


urlpatterns = [
    path("cases/", index, name="cases"),
    path("cases/<int:pk>/", case, name="case"),
    path("cases/<int:pk>/certify/", certify, name="certify"),
]
