"""Sums owed: ordered by inspectors, paid by employers, paid out by the origin, received by workers."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import audit, clock, owing, paying
from acuerdo.operate.authority import may
from acuerdo.operate.pay_forms import OrderedForm, PaymentForm
from acuerdo.operate.states import can
from acuerdo.records.models import Owed
from acuerdo.web.filed import filed
from acuerdo.web.pages.common import me, new_key, page_of, sent_by

STEPS = {"owed.order": "order", "owed.pay": "pay", "owed.pay_out": "pay_out", "owed.confirm": "confirm"}
"""What may be done with a sum: the action of the permissions, and the step of the states."""


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Sums within reach: those that wait for the account, or all."""
    account, whole = me(request), request.GET.get("all") == "1"
    page = page_of(request, owing.sums(account, waiting=not whole))
    found: Any = page.object_list
    shown = audit.see_many(account, "owed.see", found, "sums owed", owing.WORKER)
    told = {"page": page, "sums": shown, "whole": whole, "today": clock.today()}
    return render(request, "owed/index.html", told)


def _page(request: HttpRequest, pk: int, form: OrderedForm | PaymentForm | None = None) -> HttpResponse:
    account = me(request)
    owed = owing.sum_of(account, "owed.see", pk)
    now = [step for action, step in STEPS.items() if may(account, action, owed) and can(owed, step)]
    empty = OrderedForm() if "order" in now else PaymentForm()
    reports = (
        paying.reports_of(account, Q(employment=owed.employment, since=owed.since, until=owed.until))
        if may(account, "pay.see")
        else []
    )
    shown = {
        "owed": owed,
        "now": now,
        "form": form or empty,
        "reports": reports,
        "today": clock.today(),
        "key": new_key(),
    }
    return render(request, "owed/owed.html", shown, status=422 if form else 200)


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One sum, and what the account may do with it now."""
    return _page(request, pk)


@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Order that it is paid, or find that it is not owed."""
    owed, form = owing.sum_of(me(request), "owed.order", pk), OrderedForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form)
    told = form.cleaned_data
    owing.order(me(request), owed, told["finding"], told["due_on"], told["words"])
    messages.success(request, _("This is decided. The worker can read it."))
    return redirect("owed", pk=pk)


def _paid(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    owed, form = owing.sum_of(me(request), action, pk), PaymentForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form)
    act = {"owed.pay": owing.pay, "owed.pay_out": owing.pay_out}[action]

    def filing() -> str:
        return audit.subject_of(act(me(request), owed, form.cleaned_data["reference"]))

    answer = filed(request, "payment", sent_by(request), filing, to="owed_list")
    messages.success(request, _("The payment is entered."))
    return answer


@require_POST
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the employer paid it to the authority of the origin."""
    return _paid(request, pk, "owed.pay")


@require_POST
def pay_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the authority of the origin paid it out."""
    return _paid(request, pk, "owed.pay_out")


@require_http_methods(["POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the money came, or that it did not."""
    owed = owing.sum_of(me(request), "owed.confirm", pk)
    received = request.POST.get("received") == "yes"
    said: Owed = owing.confirm(me(request), owed, received)
    told = _("Thank you. This is settled.") if said.received_on else _("The authority looks at it again.")
    messages.success(request, told)
    return redirect("my_pay")


urlpatterns = [
    path("owed/", index, name="owed_list"),
    path("owed/<int:pk>/", one, name="owed"),
    path("owed/<int:pk>/order/", order, name="owed_order"),
    path("owed/<int:pk>/pay/", pay, name="owed_pay"),
    path("owed/<int:pk>/pay-out/", pay_out, name="owed_pay_out"),
    path("owed/<int:pk>/confirm/", confirm, name="owed_confirm"),
]
