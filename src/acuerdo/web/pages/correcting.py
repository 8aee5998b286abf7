"""An officer corrects what the record says of a person, by a paper that shows it."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from acuerdo.operate import audit, registering
from acuerdo.operate.authority import check
from acuerdo.operate.forms import WorkerForm
from acuerdo.operate.own_file import as_filled_in
from acuerdo.records.models import Worker
from acuerdo.web.enrolment import PARTS_HELPED
from acuerdo.web.pages.common import me


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Correct a record; whose it is sees who did. Without the lines of a passport its number stays."""
    account = me(request)
    check(account, "worker.identify")
    worker = audit.see(account, "worker.change", Worker, "correction", number=number)
    form = WorkerForm(request.POST if request.method == "POST" else None, initial=as_filled_in(worker))
    if request.method == "POST" and form.is_valid():
        try:
            registering.change(account, worker, form.cleaned_data)
        except registering.Twice as twice:
            told = _("This person is registered as {number}.").format(number=twice.number)
            form.add_error(NON_FIELD_ERRORS, told)
        else:
            messages.success(request, _("The record is corrected."))
            file = reverse("person", kwargs={"number": number})
            return redirect(f"{file}?purpose=correction")
    parts = [(title, [form[name] for name in names]) for title, names in PARTS_HELPED]
    shown = {"form": form, "parts": parts, "number": number}
    return render(request, "office/correction.html", shown, status=422 if form.errors else 200)


urlpatterns = [path("people/file/<str:number>/change/", change, name="person_change")]
