"""The registers: employers entered, accredited, suspended; recruiters licensed."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import audit, cases, clock, rating, registering
from acuerdo.operate.authority import check, may
from acuerdo.operate.office import EmployerForm, RecruiterForm, WhyForm
from acuerdo.records.models import Account, Employer, Recruiter
from acuerdo.web.pages.common import me, page_of, said_before


@require_http_methods(["GET", "POST"])
def employers(request: HttpRequest) -> HttpResponse:
    """Employers within reach; a new one can be entered."""
    account = me(request)
    found, words = cases.employers(account), request.GET.get("q", "").strip()[:80]
    if words:
        found = found.filter(Q(name__icontains=words) | Q(number__icontains=words) | Q(state=words.upper()))
    form = EmployerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = registering.enter(account, **form.cleaned_data)
        messages.success(request, _("The employer is entered. It can file once it is accredited."))
        return redirect("employer", pk=made.pk)
    page = page_of(request, found.prefetch_related("suspensions"))
    today = clock.today()
    rows = [(each, _suspended(each, today)) for each in page.object_list]
    shown = {
        "page": page,
        "rows": rows,
        "q": words,
        "form": form,
        "enters": may(account, "employer.accredit"),
    }
    return render(request, "office/employers.html", shown, status=422 if request.method == "POST" else 200)


def _suspended(employer: Employer, today: Any) -> bool:
    return any(
        each.since <= today and (each.until is None or each.until > today)
        for each in employer.suspensions.all()
    )


def employer_of(account: Account, action: str, pk: int) -> Employer:
    """An employer within reach of an action.

    Raises:
        Denied: the role may not do it.
        NotThere: there is none within reach.
    """
    found = cases.employers(account, action).filter(pk=pk).first()
    if found is None:
        raise audit.NotThere("Employer is not there")
    return found


@require_GET
def employer(request: HttpRequest, pk: int) -> HttpResponse:
    """One employer: accreditation, suspensions, orders."""
    return _employer(request, pk, WhyForm())


def _employer(request: HttpRequest, pk: int, form: WhyForm) -> HttpResponse:
    account = me(request)
    found = employer_of(account, "employer.see", pk)
    shown = {
        "employer": found,
        "suspensions": list(found.suspensions.select_related("by").order_by("-since", "-pk")),
        "suspended": registering.suspended(found, clock.today()),
        "orders": list(found.orders.order_by("-filed_at")[:20]),
        "count": found.orders.count(),
        "accredits": may(account, "employer.accredit"),
        "suspends": may(account, "employer.suspend"),
        "form": form,
    }
    return render(request, "office/employer.html", shown, status=422 if form.errors else 200)


@require_POST
def accredit(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an employer file."""
    found = employer_of(me(request), "employer.accredit", pk)
    if found.accredited_on is not None:
        return said_before(request, "employer", pk=pk)
    registering.accredit(me(request), found)
    messages.success(request, _("The employer is accredited, and can file orders from today on."))
    return redirect("employer", pk=pk)


@require_POST
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspend an employer."""
    found, form = employer_of(me(request), "employer.suspend", pk), WhyForm(request.POST)
    if not form.is_valid():
        return _employer(request, pk, form)
    registering.suspend(me(request), found, form.cleaned_data["why"])
    messages.success(request, _("The employer is suspended from today on."))
    return redirect("employer", pk=pk)


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a suspension."""
    registering.lift(me(request), employer_of(me(request), "employer.suspend", pk))
    messages.success(request, _("The suspension is lifted."))
    return redirect("employer", pk=pk)


@require_http_methods(["GET", "POST"])
def recruiters(request: HttpRequest) -> HttpResponse:
    """Recruiters; a licence can be entered, and taken away."""
    account = me(request)
    check(account, "recruiter.see")
    form = RecruiterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        registering.license_recruiter(account, **form.cleaned_data)
        messages.success(request, _("The licence is entered."))
        return redirect("recruiters")
    page = page_of(request, audit.rows(account, "recruiter.see", Recruiter).order_by("name", "pk"))
    shown = {"page": page, "form": form, "licenses": may(account, "recruiter.license")}
    return render(request, "office/recruiters.html", shown, status=422 if request.method == "POST" else 200)


@require_GET
def licensed(request: HttpRequest) -> HttpResponse:
    """For anybody: who may find workers and who may no more, and what the last group of workers said."""
    words = request.GET.get("q", "").strip()[:80]
    page = page_of(request, registering.recruiters(words))
    shown = {"page": page, "q": words, "said": rating.of_recruiters(page.object_list)}
    return render(request, "office/licensed.html", shown)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a licence away."""
    check(me(request), "recruiter.license")
    found = audit.rows(me(request), "recruiter.license", Recruiter).filter(pk=pk).first()
    if found is None:
        raise audit.NotThere("Recruiter is not there")
    registering.revoke(me(request), found)
    messages.success(request, _("The licence is taken away from today on."))
    return redirect("recruiters")


urlpatterns = [
    path("employers/", employers, name="employers"),
    path("employers/<int:pk>/", employer, name="employer"),
    path("employers/<int:pk>/accredit/", accredit, name="employer_accredit"),
    path("employers/<int:pk>/suspend/", suspend, name="employer_suspend"),
    path("employers/<int:pk>/lift/", lift, name="employer_lift"),
    path("recruiters/", recruiters, name="recruiters"),
    path("recruiters/licensed/", licensed, name="licensed"),
    path("recruiters/<int:pk>/revoke/", revoke, name="recruiter_revoke"),
]
