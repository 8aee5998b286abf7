"""People, for officers of the origin and consulates: found, a file opened for a purpose, doubles merged."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import audit, history, people, proving, registering
from acuerdo.operate.authority import check, may
from acuerdo.operate.office import CertificateForm, FindForm, MergeForm, PastSeasonForm, PurposeForm
from acuerdo.records.models import Worker
from acuerdo.web.pages.common import me

STEPS_SHOWN = 50
"""Steps of a file that its page tells (layout)."""


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Find a person by number, or by surnames and day of birth; sent by POST, so that no address keeps it."""
    account = me(request)
    check(account, "worker.see")
    form = FindForm(request.POST if request.method == "POST" else None)
    found: list[Worker] | None = None
    if request.method == "POST" and form.is_valid():
        found = people.find(account, **form.cleaned_data)
    wrong = request.method == "POST" and not form.is_valid()
    shown = {"form": form, "found": found, "purpose": request.POST.get("purpose", "")}
    return render(request, "office/search.html", shown, status=422 if wrong else 200)


@require_GET
def person(request: HttpRequest, number: str) -> HttpResponse:
    """The file of a person, once it is said what for."""
    return _person(request, number, request.GET.get("purpose", ""))


def _person(request: HttpRequest, number: str, purpose: str, **forms: Any) -> HttpResponse:
    account = me(request)
    check(account, "worker.see")
    if purpose not in people.PURPOSES:
        form = PurposeForm(request.GET if "purpose" in request.GET else None)
        return render(request, "office/purpose.html", {"number": number, "form": form})
    file = people.file_of(account, number, purpose)
    worker = file["worker"]
    shown = {
        **file,
        "purpose": purpose,
        "purpose_words": people.PURPOSES[purpose],
        "history": history.of_person(account, worker)[:STEPS_SHOWN],
        "changes": may(account, "worker.prove"),
        "corrects": may(account, "worker.identify"),
        "merges_people": may(account, "worker.merge"),
        "certificate": CertificateForm(),
        "worked": PastSeasonForm(),
        **forms,
    }
    return render(request, "office/person.html", shown, status=422 if forms else 200)


@require_POST
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Enter what the certificate of no criminal record says."""
    account, form = me(request), CertificateForm(request.POST)
    if not form.is_valid():
        return _person(request, number, "application", certificate=form)
    worker = audit.see(account, "worker.prove", Worker, "application", number=number)
    proving.certificate(account, worker, form.cleaned_data["convictions"])
    messages.success(request, _("The certificate is entered. What waited for it is decided."))
    return redirect(_file(number, "application"))


@require_POST
def past_season(request: HttpRequest, number: str) -> HttpResponse:
    """Enter a season that somebody worked; a second entry of a year mends the first."""
    account, form = me(request), PastSeasonForm(request.POST)
    if not form.is_valid():
        return _person(request, number, "application", worked=form)
    worker = audit.see(account, "worker.prove", Worker, "application", number=number)
    told = form.cleaned_data
    proving.past_season(account, worker, told["year"], told["complied"], told["employer"])
    messages.success(request, _("The season is entered."))
    return redirect(_file(number, "application"))


def _file(number: str, purpose: str) -> str:
    from django.urls import reverse

    return f"{reverse('person', kwargs={'number': number})}?purpose={purpose}"


@require_GET
def doubles(request: HttpRequest, number: str) -> HttpResponse:
    """Records that may be of the same person."""
    account = me(request)
    check(account, "worker.merge")
    worker = audit.see(account, "worker.merge", Worker, "doubles", number=number)
    found = registering.look_alikes(account, worker)
    return render(request, "office/doubles.html", {"worker": worker, "found": found, "form": MergeForm()})


@require_POST
def merge(request: HttpRequest, number: str) -> HttpResponse:
    """Say that two records are of one person."""
    account, form = me(request), MergeForm(request.POST)
    kept = audit.see(account, "worker.merge", Worker, "doubles", number=number)
    if not form.is_valid():
        found = registering.look_alikes(account, kept)
        shown = {"worker": kept, "found": found, "form": form}
        return render(request, "office/doubles.html", shown, status=422)
    other = audit.see(account, "worker.merge", Worker, "doubles", number=form.cleaned_data["other"])
    registering.merge(account, kept, other, form.cleaned_data["why"])
    messages.success(request, _("The records are one now. It can be taken back from the file."))
    return redirect(_file(number, "doubles"))


@require_POST
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    found = people.merge_of(me(request), pk)
    registering.undo_merge(me(request), found)
    messages.success(request, _("The merge is taken back: these are two records again."))
    return redirect(_file(found.kept.number, "doubles"))


urlpatterns = [
    path("people/", search, name="people"),
    path("people/merges/<int:pk>/undo/", undo_merge, name="merge_undo"),
    path("people/file/<str:number>/", person, name="person"),
    path("people/file/<str:number>/certificate/", certificate, name="person_certificate"),
    path("people/file/<str:number>/season/", past_season, name="person_season"),
    path("people/file/<str:number>/doubles/", doubles, name="person_doubles"),
    path("people/file/<str:number>/merge/", merge, name="person_merge"),
]
