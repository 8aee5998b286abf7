"""For support staff: jobs that failed for good, why, and what can be done; nothing of any person."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from acuerdo.operate import dead_jobs
from acuerdo.records.models import Account
from acuerdo.web.pages.common import me, page_of


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """How jobs go, and those that are dead."""
    page = page_of(request, dead_jobs.dead(me(request)))
    shown = {"page": page, "dead": dead_jobs.told(list(page.object_list)), "going": dead_jobs.going()}
    return render(request, "support/jobs.html", shown)


@require_POST
def decide(
    request: HttpRequest, key: UUID, act: Callable[[Account, str], None], said: Callable[[], str]
) -> HttpResponse:
    """Have a dead job tried again, or give it up."""
    act(me(request), str(key))
    messages.success(request, said())
    return redirect("jobs")


def _again() -> str:
    return _("It will be tried again now.")


def _given_up() -> str:
    return _("It is given up. The audit keeps that you did so.")


urlpatterns = [
    path("support/jobs/", index, name="jobs"),
    path(
        "support/jobs/<uuid:key>/again/", decide, {"act": dead_jobs.again, "said": _again}, name="job_again"
    ),
    path(
        "support/jobs/<uuid:key>/given-up/",
        decide,
        {"act": dead_jobs.give_up, "said": _given_up},
        name="job_given_up",
    ),
]
