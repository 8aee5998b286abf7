"""A worker's own record: what it says, how the worker keeps it right, the seasons behind."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from acuerdo.operate import own_file, registering
from acuerdo.operate.own_file import KEPT_BY_THE_WORKER, OwnForm, as_filled_in
from acuerdo.web.enrolment import PARTS
from acuerdo.web.filed import account_of


@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """What the record says, and the seasons behind."""
    account = account_of(request)
    if account.role == "worker" and account.worker_id is None:
        return redirect("register")
    return render(request, "worker/record.html", {"my": own_file.own_file(account)})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Keep the own record right: how to be reached, and the work."""
    account = account_of(request)
    worker = own_file.own_file(account).worker
    form = OwnForm(request.POST if request.method == "POST" else None, initial=as_filled_in(worker))
    if request.method == "POST" and form.is_valid():
        registering.change(account, worker, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("my_record")
    titles = {names[0]: title for title, names in PARTS}
    parts = [(titles[names[0]], [form[name] for name in names]) for names in KEPT_BY_THE_WORKER]
    shown = {"form": form, "parts": parts}
    return render(request, "worker/record_change.html", shown, status=422 if form.errors else 200)


urlpatterns = [
    path("my/record/", record, name="my_record"),
    path("my/record/change/", change, name="my_record_change"),
]
