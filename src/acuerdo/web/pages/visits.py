"""Visits: which places come first and why, the form that works without a network, what was found; housing."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import audit, cases, clock, dwelling, inspecting, owing, protecting, rating, visiting
from acuerdo.operate.authority import check
from acuerdo.records.models import VisitFinding
from acuerdo.rules.inspecting import WEIGHTS, ranked
from acuerdo.web.filed import filed as filed_own
from acuerdo.web.pages.common import filed, key_of, me, page_of, sent_by
from acuerdo.web.words import spanish


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Places where people work, the first to look at first, with every line of their points."""
    page = page_of(request, inspecting.places(me(request)), size=20)
    return render(request, "visits/index.html", {"page": page, "weights": WEIGHTS})


@require_GET
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: its points, its visits, its housing, what workers told, what is owed."""
    account, order = me(request), visiting.order_of(me(request), pk)
    facts = inspecting.facts_of([order], clock.today())
    found = ranked(facts)
    lines = [inspecting.Line(name, float(facts[name][0]), float(found.parts[name][0])) for name in WEIGHTS]
    shown = {
        "order": order,
        "points": float(found.points[0]),
        "lines": lines,
        "visits": visiting.visits(account, order),
        "housing": list(dwelling.housing(account, order)),
        "conditions": dwelling.conditions(account, order),
        "sums": audit.see_many(
            account,
            "owed.see",
            owing.sums(account).filter(Q(employment__order=order))[: owing.MOST_SHOWN],
            "visit",
            owing.WORKER,
        ),
        "unbounded": protecting.without_bound(clock.today()),
    }
    return render(request, "visits/place.html", shown)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """File a visit."""
    account, order = me(request), visiting.order_of(me(request), pk)
    form = visiting.VisitForm(request.POST if request.method == "POST" else None, order, spanish())
    if request.method == "POST" and form.is_valid():
        answer = filed_own(
            request,
            "visit",
            sent_by(request),
            lambda: audit.subject_of(visiting.file(account, order, form.cleaned_data, form.found)),
            to="place_list",
        )
        messages.success(request, _("The visit is filed."))
        return answer
    shown = {"form": form, "order": order, "key": key_of(request)}
    return render(request, "visits/new.html", shown, status=422 if request.method == "POST" else 200)


@require_POST
def mended(request: HttpRequest, pk: int) -> HttpResponse:
    """Find that a breach was made good."""
    check(me(request), "visit.make")
    finding = (
        audit.rows(me(request), "visit.make", VisitFinding).select_related("visit").filter(pk=pk).first()
    )
    if finding is None:
        raise audit.NotThere("VisitFinding is not there")
    visiting.mended(me(request), finding)
    messages.success(request, _("This is made good."))
    return redirect("place", pk=finding.visit.order_id)


@require_GET
def worker_script(request: HttpRequest) -> HttpResponse:
    """What keeps the pages of visits at hand without a network. From here it reaches no other page."""
    kept = [static(name) for name in ("acuerdo.css", "acuerdo.svg", "visits.js")]
    return render(request, "visits/worker.js", {"kept": kept}, content_type="text/javascript")


@require_http_methods(["GET", "POST"])
def housing(request: HttpRequest, pk: int) -> HttpResponse:
    """Houses that an employer offers in an order, and what visits found."""
    account, order = me(request), cases.order_of(me(request), "housing.offer", pk)
    form = dwelling.HousingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return filed(
            request,
            "housing",
            lambda: audit.subject_of(dwelling.offer(account, order, form.cleaned_data)),
            _("The house is offered. It is looked at before people live in it."),
        )
    shown: dict[str, Any] = {
        "form": form,
        "order": order,
        "housing": list(dwelling.housing(account, order)),
        "visits": visiting.visits(account, order),
        "key": key_of(request),
    }
    return render(request, "visits/housing.html", shown, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def ratings(request: HttpRequest) -> HttpResponse:
    """Tell what groups of workers said."""
    check(me(request), "rating.publish")
    if request.method == "POST":
        made = rating.publish(me(request))
        messages.success(request, _("Told of %(count)s groups. Smaller ones wait.") % {"count": len(made)})
        return redirect("ratings")
    return render(
        request,
        "visits/ratings.html",
        {"least": rating.LEAST_GROUP, "page": page_of(request, rating.published())},
    )


urlpatterns = [
    path("visits/", index, name="place_list"),
    path("visits/worker.js", worker_script, name="visits_worker"),
    path("visits/<int:pk>/", place, name="place"),
    path("visits/<int:pk>/new/", new, name="visit_new"),
    path("visits/findings/<int:pk>/mended/", mended, name="visit_mended"),
    path("orders/<int:pk>/housing/", housing, name="order_housing"),
    path("ratings/", ratings, name="ratings"),
]
