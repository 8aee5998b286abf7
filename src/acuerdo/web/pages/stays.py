"""Stays: as officers see one, who reaches a day soon, and a longer stay that somebody asks for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import arriving, audit, cases, closing, recalling, reminding, renewing, staying
from acuerdo.operate.authority import check, may
from acuerdo.operate.renewing import LongerForm
from acuerdo.records.models import Permit, Placement
from acuerdo.web.filed import filed as own_filed
from acuerdo.web.pages.common import filed, key_of, me, new_key, page_of


def _permit(request: HttpRequest, number: str, action: str) -> Permit:
    """A permit within reach, in the audit."""
    check(me(request), action)
    rows = audit.rows(me(request), action, Permit).select_related(*staying.PERMIT_ROWS)
    found: Permit | None = rows.filter(number=number).first()
    if found is None:
        raise audit.NotThere("Permit is not there")
    return found


@require_GET
def stay(request: HttpRequest, number: str) -> HttpResponse:
    """A stay as the records of both states have it."""
    permit = _permit(request, number, "stay.see")
    [found] = staying.stays(me(request), [permit], "stay")
    return render(request, "office/stay.html", {"stay": found, "may_close": may(me(request), "stay.close")})


@require_POST
def close(request: HttpRequest, number: str) -> HttpResponse:
    """Close a stay, for somebody who went home."""
    made = closing.close(me(request), _permit(request, number, "stay.close"))
    messages.success(
        request,
        _("The stay is closed: it ended in time.") if made.complied else _("The stay is closed."),
    )
    return redirect("stay", number=number)


@require_GET
def clocks(request: HttpRequest) -> HttpResponse:
    """Who reaches which day soon; the nearest first."""
    account = me(request)
    page = page_of(request, reminding.near(account))
    audit.read(
        account, "clock.see", "who reaches a day soon", "permit", [each.worker.number for each in page]
    )
    return render(request, "office/clocks.html", {"page": page})


@require_http_methods(["GET", "POST"])
def longer(request: HttpRequest, placement: int) -> HttpResponse:
    """A worker asks for a longer stay."""
    account = me(request)
    found = audit.see(account, "renewal.ask", Placement, "longer stay", "application__worker", pk=placement)
    form = LongerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        sent = {"placement": placement, "until": until.isoformat()}
        return own_filed(
            request,
            "renewal",
            sent,
            lambda: audit.subject_of(renewing.ask(account, found, until)),
            to="my_status",
        )
    shown = {"placement": found, "form": form, "key": key_of(request)}
    return render(request, "worker/longer.html", shown, status=422 if request.method == "POST" else 200)


@require_GET
def arrivals(request: HttpRequest, pk: int) -> HttpResponse:
    """For an employer: on which days the people of an order arrived and left, and nothing else of them."""
    order = cases.order_of(me(request), "arrival.see", pk)
    page = page_of(request, arriving.held(me(request), order))
    rows = arriving.arrivals(me(request), page.object_list)
    shown = {"order": order, "page": page, "rows": rows, "form": LongerForm(), "key": new_key()}
    return render(request, "employer/arrivals.html", shown)


@require_POST
def longer_for(request: HttpRequest, placement: int) -> HttpResponse:
    """An employer asks for a longer stay of somebody who works for it."""
    account = me(request)
    found = audit.see(account, "renewal.ask", Placement, "longer stay", "application__worker", pk=placement)
    form = LongerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was asked for: write the new last day as 2017-03-31."))
        return redirect("arrivals", pk=found.order_id)
    return filed(
        request,
        "renewal",
        lambda: audit.subject_of(renewing.ask(account, found, form.cleaned_data["until"])),
        _("The rules have decided: the page of the people of the order shows the last day."),
    )


@require_GET
def again(request: HttpRequest) -> HttpResponse:
    """For an employer: who may be named again, as the text lets it."""
    account = me(request)
    employers = list(cases.employers(account, "order.nominate"))
    page = page_of(request, recalling.last_seasons(employers))
    rows = recalling.nameable(account, page.object_list)
    return render(request, "employer/again.html", {"page": page, "rows": rows, "several": len(employers) > 1})


urlpatterns = [
    path("stays/soon/", clocks, name="clocks"),
    path("stays/<str:number>/", stay, name="stay"),
    path("stays/<str:number>/close/", close, name="stay_close"),
    path("my/longer/<int:placement>/", longer, name="my_longer"),
    path("orders/again/", again, name="again"),
    path("orders/<int:pk>/people/", arrivals, name="arrivals"),
    path("orders/longer/<int:placement>/", longer_for, name="longer_for"),
]
