"""A consulate's pages: who comes on a day, the checks, the permits, the hours."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import audit, clock, consulting, placing
from acuerdo.operate.authority import check
from acuerdo.operate.office import DayForm, HoursForm
from acuerdo.records.models import Account, Appointment, Hour
from acuerdo.web.pages.common import me, said_before

WEEK = 7


def day_of(request: HttpRequest) -> date:
    """The day that is meant; else the next on which somebody comes, else today."""
    form = DayForm(request.GET if "day" in request.GET else None)
    if form.is_valid():
        return date.fromisoformat(str(form.cleaned_data["day"]))
    found = audit.rows(me(request), "appointment.see", Hour).filter(taken__gt=0, at__gte=clock.now())
    first = found.order_by("at").first()
    return timezone.localtime(first.at).date() if first else clock.today()


@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """Who comes on a day."""
    account = me(request)
    check(account, "appointment.see")
    on = day_of(request)
    hours = consulting.hours_of(account, on)
    shown = {
        "day": on,
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
        "form": DayForm(initial={"day": on}),
        "hours": hours,
        "appointments": consulting.appointments_of(account, hours),
        "room": sum(each.capacity - each.taken for each in hours),
    }
    return render(request, "consulate/day.html", shown)


def appointment_of(account: Account, action: str, pk: int) -> Appointment:
    """An appointment within reach, in the audit.

    Raises:
        Denied: the role may not do it.
        NotThere: there is none within reach.
    """
    found: Appointment = audit.see(
        account, action, Appointment, "appointment", "placement__application__worker", pk=pk
    )
    return found


@require_http_methods(["GET", "POST"])
def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what the checks found; that they were not passed is asked twice."""
    account = me(request)
    found = appointment_of(account, "appointment.check", pk)
    result = request.POST.get("result", "")
    if request.method == "POST" and result in ("passed", "failed"):
        if found.checks == result:
            return said_before(request, "appointment", pk=pk)
        if result == "passed" or request.POST.get("sure") == "yes":
            placing.checked(account, found, result == "passed")
            messages.success(request, _("The checks are entered."))
            return _to_day(found)
        return render(request, "consulate/sure.html", {"appointment": found})
    return render(request, "consulate/appointment.html", {"appointment": found})


def _to_day(appointment: Appointment) -> HttpResponse:
    on = timezone.localtime(appointment.hour.at).date()
    return redirect(f"{reverse('consulate')}?day={on.isoformat()}")


@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant the permit."""
    found = appointment_of(me(request), "permit.grant", pk)
    made = placing.grant(me(request), found)
    messages.success(
        request,
        _("The permit %(number)s is granted, from %(first)s to %(last)s.")
        % {"number": made.number, "first": made.holds_from.isoformat(), "last": made.until.isoformat()},
    )
    return _to_day(found)


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """Open hours, and say for how many people each is."""
    account = me(request)
    check(account, "hour.set")
    form = HoursForm(account.states, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        count = consulting.set_hours(
            account, form.cleaned_data["consulate"], form.moments(), form.cleaned_data["capacity"]
        )
        messages.success(
            request, ngettext("%(count)s hour is set.", "%(count)s hours are set.", count) % {"count": count}
        )
        return redirect("hours")
    given = DayForm(request.GET if "day" in request.GET else None)
    first = given.cleaned_data["day"] if given.is_valid() else _first(account)
    shown = {
        "form": form,
        "first": first,
        "before": first - timedelta(days=WEEK),
        "after": first + timedelta(days=WEEK),
        "hours": consulting.hours_of(account, first, WEEK),
    }
    return render(request, "consulate/hours.html", shown, status=422 if form.errors else 200)


def _first(account: Account) -> date:
    found = audit.rows(account, "appointment.see", Hour).filter(at__gte=clock.now()).order_by("at").first()
    return timezone.localtime(found.at).date() if found else clock.today()


urlpatterns = [
    path("consulate/", day, name="consulate"),
    path("consulate/hours/", hours, name="hours"),
    path("consulate/appointments/<int:pk>/", checks, name="appointment"),
    path("consulate/appointments/<int:pk>/permit/", grant, name="permit_grant"),
]
