"""Complaining: two steps on a phone, with an account or without; then a number and a secret to follow it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from acuerdo.operate import audit, complaining, moving
from acuerdo.operate.authority import may
from acuerdo.operate.complaint_forms import FollowForm, HappenedForm, ToldForm, WordsForm
from acuerdo.operate.filing import KeyUsed
from acuerdo.records.models import Account, Complaint
from acuerdo.web.door import full
from acuerdo.web.filed import account_of
from acuerdo.web.pages.common import page_of


def worker_of(request: HttpRequest) -> Account | None:
    """The account of a worker who signed in; everybody else complains without one."""
    account: Any = request.user
    return account if may(account, "complaint.file") and account.worker_id else None


@never_cache
@require_http_methods(["GET", "POST"])
def complain(request: HttpRequest) -> HttpResponse:
    """What happened; then, if anything, what there is to tell; then the number and the secret."""
    posted = request.POST if request.method == "POST" else None
    happened = HappenedForm(posted)
    if posted is None or not happened.is_valid():
        status = 200 if posted is None else 422
        return render(request, "complaint/happened.html", {"form": happened}, status=status)
    kind, worker = happened.cleaned_data["kind"], worker_of(request)
    sends, shown = "key" in request.POST, {"happened": happened}
    form = ToldForm(
        kind,
        worker is not None,
        posted if sends else None,
        request.FILES if sends else None,
        initial=_known(worker, happened.cleaned_data["about"]),
    )
    if not sends or not form.is_valid():
        key = complaining.new_key()
        return render(
            request, "complaint/told.html", shown | {"form": form, "key": key}, status=422 if sends else 200
        )
    key = request.POST["key"]
    if not complaining.is_key(key):
        raise KeyUsed("this form was not given out here")
    if full("complaints-of-workers" if worker else "complaints"):
        return too_many(request)
    by_name = worker if worker and form.cleaned_data["by_name"] == "yes" else None
    told = happened.cleaned_data | form.told
    sent = complaining.file(by_name, key, told, form.cleaned_data["pictures"])
    return render(request, "complaint/sent.html", {"sent": sent, "by_name": by_name is not None})


def _known(worker: Account | None, about: str) -> dict[str, str]:
    """What a worker who signed in need not write: the present employer and its state."""
    mine = moving.held(worker) if worker and about != "recruiter" else None
    return {"named": mine.order.employer.name, "state": mine.order.state} if mine else {}


def too_many(request: HttpRequest) -> HttpResponse:
    """Too much at once, from anybody."""
    shown = {
        "title": _("Please wait a minute"),
        "words": _("Very much arrives at this moment. Nothing of yours was kept."),
        "mend": _("Send it again in a minute: what you wrote is still in your browser."),
        "look": "wait",
    }
    return render(request, "refused.html", shown, status=429)


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Follow a complaint by its number and its secret, which no address ever holds."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "complaint/follow.html", {"form": form}, status=status)
    if full("followed"):
        return too_many(request)
    try:
        found = complaining.held(None, **form.cleaned_data)
    except audit.NotThere:
        return render(request, "complaint/follow.html", {"form": form, "none": True}, status=404)
    return _followed(request, found, form.cleaned_data)


@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The complaints that a worker made by name."""
    page = page_of(request, complaining.own(account_of(request)))
    return render(request, "complaint/mine.html", {"page": page})


@never_cache
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One of them."""
    return _followed(request, complaining.held(account_of(request), number, ""), {})


def _followed(request: HttpRequest, found: Complaint, known: dict[str, str]) -> HttpResponse:
    """The page of a complaint for whoever made it, and what that person does there."""
    act, form = request.POST.get("act", ""), None
    if act in ("say", "review"):
        form = WordsForm(request.POST)
        if form.is_valid():
            does = complaining.say if act == "say" else complaining.ask_review
            does(found, form.cleaned_data["words"])
            messages.success(request, _("Sent.") if act == "say" else _("Another officer looks at it."))
            form = None
    elif act == "withdraw":
        complaining.withdraw(found)
        messages.success(request, _("Withdrawn."))
    if act and form is None and not known:
        return redirect("my_complaint", number=found.number)
    found.refresh_from_db()
    shown = {
        "told": complaining.followed(found),
        "known": known,
        "form": form if act == "say" else None,
        "why": form if act == "review" else None,
        "empty": WordsForm(),
    }
    return render(request, "complaint/followed.html", shown, status=422 if form is not None else 200)


urlpatterns = [
    path("complain/", complain, name="complain"),
    path("complain/follow/", follow, name="complaint_follow"),
    path("my/complaints/", mine, name="my_complaints"),
    path("my/complaints/<str:number>/", one, name="my_complaint"),
]
