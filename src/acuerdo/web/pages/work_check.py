"""For employers: whether somebody may work for them today, yes or no."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from acuerdo.operate import clock, work_check
from acuerdo.operate.authority import check
from acuerdo.operate.forms import Day
from acuerdo.web.pages.common import me
from acuerdo.web.pages.permits import NumberForm


class WorkForm(NumberForm):
    """Which permit, and when whoever shows it was born."""

    born_on = Day(label=gettext_lazy("Day of birth"))


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Yes or no; sent by POST, so that no address keeps what was asked."""
    account = me(request)
    check(account, "work.check")
    form = WorkForm(request.POST if request.method == "POST" else None)
    said: bool | None = None
    if request.method == "POST" and form.is_valid():
        said = work_check.may_work(account, form.cleaned_data["number"], form.cleaned_data["born_on"])
        form = WorkForm()
    shown = {"form": form, "said": said, "on": clock.today()}
    return render(request, "employer/work_check.html", shown, status=422 if form.errors else 200)


urlpatterns = [path("work-check/", ask, name="work_check")]
