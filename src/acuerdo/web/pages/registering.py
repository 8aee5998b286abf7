"""How people come in: a worker alone, or with the help of a consular officer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from acuerdo.operate.applying import apply
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.enrolling import NameTaken, enrol, enrolled
from acuerdo.operate.filing import file_once
from acuerdo.operate.forms import WorkerForm
from acuerdo.operate.registering import Twice, register
from acuerdo.operate.standing import open_season
from acuerdo.records.models import Account, Worker
from acuerdo.web.enrolment import ACCOUNT_FIELDS, PARTS, PARTS_HELPED, EnrolForm, HelpedForm, fields_of, plain
from acuerdo.web.filed import account_of, filed, key_of, new_key


@require_http_methods(["GET", "POST"])
def registration(request: HttpRequest) -> HttpResponse:
    """A worker registers: with a new account, or for an account that has no registration yet."""
    if not request.user.is_authenticated:
        return _enrolment(request)
    account = account_of(request)
    check(account, "worker.register")
    if account.role != "worker" or account.worker_id is not None:
        return redirect("home")
    form = WorkerForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        fields = fields_of(form.cleaned_data)
        try:
            return filed(
                request, "registration", plain(fields), lambda: f"worker:{register(account, fields).pk}"
            )
        except Twice:
            form.add_error(NON_FIELD_ERRORS, _known_already())
    return _shown(request, form)


def _enrolment(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _shown(request, EnrolForm(initial={"language": get_language()}))
    form = EnrolForm(request.POST)
    valid = form.is_valid()
    # Asked behind the form: when it is sent twice at once, the other one may have taken the name meanwhile.
    before = _sent_before(request)
    if before is not None:
        return _let_in(request, before)
    if valid:
        fields = fields_of(form.cleaned_data, ACCOUNT_FIELDS)
        name, word = form.cleaned_data["username"], form.cleaned_data["password"]
        try:
            account, _receipt = enrol(name, word, fields, plain(fields), key_of(request))
        except Twice:
            form.add_error(NON_FIELD_ERRORS, _known_already())
        except NameTaken:
            form.add_error("username", _("This user name is taken. Please choose another."))
        else:
            messages.success(request, _("You are registered. Your account is ready."))
            return _let_in(request, account)
    return _shown(request, form)


def _sent_before(request: HttpRequest) -> Account | None:
    return enrolled(*(request.POST.get(name, "") for name in ("username", "password", "key")))


def _let_in(request: HttpRequest, account: Account) -> HttpResponse:
    login(request, account)
    return redirect("my_status")


def _known_already() -> str:
    return _(
        "Somebody with this CURP or this passport is registered already. If it is you, sign in. If you never"
        " registered, go to a consulate with your papers: nobody loses anything by that."
    )


def _shown(request: HttpRequest, form: WorkerForm) -> HttpResponse:
    parts = [(title, [form[name] for name in names]) for title, names in PARTS]
    own = [form[name] for name in ACCOUNT_FIELDS if name in form.fields]
    return render(
        request,
        "worker/register.html",
        {"form": form, "parts": parts, "own": own, "key": request.POST.get("key") or new_key()},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
def helped(request: HttpRequest) -> HttpResponse:
    """An officer registers somebody who came for help; the record says so."""
    account = account_of(request)
    check(account, "worker.register")
    if account.role == "worker":
        raise Denied("worker.register", "role")
    season = open_season()
    first = {"consulate": next(iter(account.states), ""), "language": "es", "apply": season is not None}
    form = HelpedForm(request.POST or None, initial=first)
    if season is None:
        del form.fields["apply"]
    if request.method == "POST" and form.is_valid():
        fields = fields_of(form.cleaned_data, ("consulate", "apply"))
        consulate = form.cleaned_data["consulate"].strip().upper()
        if account.states and consulate not in account.states:
            form.add_error("consulate", _("You do not answer for this consulate."))
        else:
            try:
                return _help(request, fields, consulate, form.cleaned_data.get("apply", False))
            except Twice as twice:
                form.add_error(
                    NON_FIELD_ERRORS, _("This person is registered as {number}.").format(number=twice.number)
                )
    parts = [(title, [form[name] for name in names]) for title, names in PARTS_HELPED]
    own = [form[name] for name in ("consulate", "apply") if name in form.fields]
    return render(
        request,
        "worker/helped.html",
        {"form": form, "parts": parts, "own": own, "key": request.POST.get("key") or new_key()},
        status=422 if form.errors else 200,
    )


def _help(request: HttpRequest, fields: dict[str, Any], consulate: str, too: bool) -> HttpResponse:
    account, key = account_of(request), key_of(request)
    made: list[Worker] = []

    def act() -> str:
        made.append(register(account, fields, helped_at=consulate))
        season = open_season()
        if too and season is not None:
            apply(account, season, made[0])
        return f"worker:{made[0].pk}"

    receipt = file_once(account, key, "registration", {**plain(fields), "at": consulate, "apply": too}, act)
    if made:
        told = _("Registered as {number}. Give this number to the person.")
        messages.success(request, told.format(number=made[0].number))
    return redirect("receipt", receipt["number"])


urlpatterns = [
    path("register/", registration, name="register"),
    path("people/new/", helped, name="helped"),
]
