"""A worker's list of orders: seen, chosen from, and changed one step at a time."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import audit, listing, rating
from acuerdo.operate.states import NotNow
from acuerdo.population.places import US_STATES
from acuerdo.population.trades import NOT_KNOWN, trades
from acuerdo.records.models import Application, JobOrder, Worker
from acuerdo.web.filed import account_of, filed, new_key
from acuerdo.web.pages.worker import A_PAGE, mine
from acuerdo.web.words import spanish


class Filters(forms.Form):
    """What orders to show."""

    trade = forms.ChoiceField(label=gettext_lazy("Work"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    pay = forms.DecimalField(
        label=gettext_lazy("Least pay, dollars an hour"), required=False, min_value=0, max_value=200
    )

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)  # type: ignore[arg-type]
        known = [(each.id, each.es if spanish() else each.en) for each in trades() if each.id != NOT_KNOWN]
        whole = _("The kinds of work I said")
        self.fields["trade"].choices = [("", whole), ("all", _("All kinds of work")), *known]  # type: ignore[attr-defined]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("All states")),
            *sorted(US_STATES.items(), key=lambda each: each[1]),
        ]


def _application(request: HttpRequest) -> Application:
    found = mine(request).application
    if found is None or found.season.status != "open":
        raise NotNow("rank", "closed")
    return found


@require_http_methods(["GET", "POST"])
def my_list(request: HttpRequest) -> HttpResponse:
    """The list of orders, and how many it has at most."""
    application = _application(request)
    if request.method == "GET":
        found = listing.list_of(account_of(request), application)
        return render(
            request,
            "worker/list.html",
            {"application": application, "list": found, "most": listing.MOST_RANKED, "key": new_key()},
        )
    told = request.POST.get("most", "").strip()
    if told and not (told.isdigit() and 1 <= int(told) <= 1000):
        messages.error(request, _("Write a number from 1 to 1000, or leave it empty."))
        return redirect("my_list")
    most = int(told) if told else None

    def act() -> str:
        listing.limit(account_of(request), application, most)
        return audit.subject_of(application)

    messages.success(request, _("Saved."))
    return filed(request, "list", {"most": most}, act, to="my_list")


@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """Orders to choose from."""
    application = _application(request)
    form = Filters(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    trade = asked.get("trade", "")
    worker: Worker = application.worker
    found = listing.choosable(
        account_of(request),
        None if trade else worker,
        asked.get("state", ""),
        "" if trade == "all" else trade,
        int((asked.get("pay") or 0) * 100),
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    chosen = listing.list_of(account_of(request), application)
    return render(
        request,
        "worker/orders.html",
        {
            "form": form,
            "page": page,
            "said": rating.of_employers(page.object_list),
            "first": {each.pk for each in chosen.first},
            "without": {each.pk for each in chosen.without},
            "key": new_key(),
        },
    )


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Add an order to the list, move it, or take it off."""
    application = _application(request)
    told = request.POST.get("order", "")
    orders_seen = audit.rows(account_of(request), "order.see", JobOrder)
    order = orders_seen.filter(pk=int(told) if told.isdigit() else 0).first()
    how = request.POST.get("how", "")
    if order is None or how not in listing.CHANGES:
        return redirect("my_list")
    back = request.POST.get("next", "")

    def act() -> str:
        listing.change(account_of(request), application, order, how)
        return audit.subject_of(application)

    answer = filed(request, "list", {"order": order.pk, "how": how}, act, to="my_list")
    messages.success(request, SAID[how].format(case=order.case))
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return answer


SAID = {
    "add": gettext_lazy("Order {case} is on your list."),
    "up": gettext_lazy("Order {case} was moved up."),
    "down": gettext_lazy("Order {case} was moved down."),
    "remove": gettext_lazy("Order {case} is no longer on your list."),
    "leave_out": gettext_lazy("You said that you do not want order {case}."),
    "take_back": gettext_lazy("Order {case} is no longer left out."),
}
"""What is said after each change."""

urlpatterns = [
    path("my/list/", my_list, name="my_list"),
    path("my/list/change/", change, name="my_list_change"),
    path("my/orders/", orders, name="my_orders"),
]
