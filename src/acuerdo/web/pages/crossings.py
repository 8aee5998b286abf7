"""Entries and exits for officers of either state: told one by one, and what differs between the states."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import audit, crossing, items, reconciling
from acuerdo.operate.authority import check
from acuerdo.operate.crossing import CrossingForm, party_of
from acuerdo.operate.filing import given
from acuerdo.web.pages.common import filed, key_of, me, new_key, page_of, said_before, sent_by


class ResolveForm(forms.Form):
    """What was found of a difference."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What you found"),
        choices=[
            ("", gettext_lazy("Choose")),
            ("stands", gettext_lazy("The records stand as they are, for the reason below")),
            ("struck", gettext_lazy("Our record was mistaken: strike it")),
            ("passed_on", gettext_lazy("The other state has to look into it")),
        ],
    )
    words = forms.CharField(
        label=gettext_lazy("In words"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Tell of an entry or exit; and those that the own state told, the last first."""
    account = me(request)
    check(account, "crossing.file")
    form = CrossingForm(request.POST if request.method == "POST" else None, party_of(account))
    if request.method == "POST":
        before = given(account, key_of(request), "crossing", sent_by(request))
        if before is not None:
            return redirect("order_receipt", number=before["number"])
        if form.is_valid():
            return filed(
                request,
                "crossing",
                lambda: audit.subject_of(crossing.file(account, form.cleaned_data)),
                _("The entry or exit is filed. Keep this receipt."),
            )
    page = page_of(request, crossing.told_by(account))
    shown: Any = page.object_list
    about = [crossing.worker_of(each.permit) for each in shown]
    audit.read(account, "crossing.see", "records of the own state", "crossing", about)
    told = {"form": form, "page": page, "rows": shown, "party": party_of(account), "key": key_of(request)}
    return render(request, "office/crossings.html", told, status=422 if request.method == "POST" else 200)


@require_GET
def differences(request: HttpRequest) -> HttpResponse:
    """What the own state has to look into, the first due first."""
    account = me(request)
    page = page_of(request, items.waiting(account))
    shown: Any = page.object_list
    about = [crossing.worker_of(each.permit) for each in shown]
    audit.read(account, "item.see", "work items that wait", "workitem", about)
    return render(request, "office/items.html", {"page": page, "rows": shown, "key": new_key()})


@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """Hold the records of both states against each other now."""
    found = reconciling.reconcile(me(request))
    told = _("{records} records were compared: {made} new differences, {fallen} fallen away.")
    messages.success(request, told.format(records=found.records, made=found.made, fallen=found.fallen))
    return redirect("items")


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Look into a difference, and say what was found."""
    account = me(request)
    found = items.item_of(account, pk)
    if request.method == "POST" and found.status != "open":
        return said_before(request, "items")
    form = ResolveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        items.resolve(account, found, form.cleaned_data["outcome"], form.cleaned_data["words"])
        messages.success(request, _("This is entered, and the records were compared again."))
        return redirect("items")
    records = [each for each in (found.crossing, found.other) if each]
    shown = {"item": found, "form": form, "own": found.owner == party_of(account), "records": records}
    return render(request, "office/item.html", shown, status=422 if request.method == "POST" else 200)


urlpatterns = [
    path("crossings/", index, name="crossings"),
    path("differences/", differences, name="items"),
    path("differences/compare/", compare, name="items_compare"),
    path("differences/<int:pk>/", item, name="item"),
]
