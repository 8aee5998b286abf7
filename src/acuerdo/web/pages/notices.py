"""A worker's notices: what the worker was told, how, and where the worker wants to be told."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from acuerdo.operate import notices, telling
from acuerdo.operate.telling import ChannelsForm
from acuerdo.web.filed import account_of

A_PAGE = 25
"""Notices on one page (layout)."""


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Everything that the worker was told, the last first."""
    account = account_of(request)
    if account.role == "worker" and account.worker_id is None:
        return redirect("register")
    page = Paginator(notices.own(account), A_PAGE).get_page(request.GET.get("page"))
    seen = notices.seen(account, page.object_list, get_language() or "es")
    return render(request, "worker/notices.html", {"page": page, "seen": seen, "worker": account.worker})


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose where to be told, or that nothing is sent."""
    account = account_of(request)
    worker = telling.chooser(account)
    form = ChannelsForm(
        request.POST if request.method == "POST" else None,
        initial={"by_email": worker.by_email, "by_sms": worker.by_sms},
        worker=worker,
    )
    if request.method == "POST" and form.is_valid():
        telling.choose(account, form.cleaned_data["by_email"], form.cleaned_data["by_sms"])
        messages.success(request, _("Saved."))
        return redirect("my_notices")
    status = 422 if form.errors else 200
    return render(request, "worker/channels.html", {"form": form, "worker": worker}, status=status)


urlpatterns = [
    path("my/notices/", index, name="my_notices"),
    path("my/notices/channels/", choose, name="my_channels"),
]
