"""The secretary's pages: a season step by step, each with what it does and what is still missing for it."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import audit, long_steps, progress, refusing, seasons
from acuerdo.operate.authority import check, may
from acuerdo.operate.office import CommitForm, DrawForm, OpenForm, RevealForm, SeasonForm
from acuerdo.records.models import Account, Season
from acuerdo.web.pages.common import me, page_of, said_before

FORMS: dict[str, type[forms.Form]] = {
    "open": OpenForm,
    "commit": CommitForm,
    "reveal": RevealForm,
    "draw": DrawForm,
}


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Every season; the secretary can prepare a new one."""
    account = me(request)
    check(account, "season.see")
    form = SeasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        opens, closes = (timezone.make_aware(datetime.combine(told[each], time())) for each in ENDS)
        made = seasons.prepare(account, told["name"], opens, closes)
        messages.success(request, _("The season is prepared."))
        return redirect("season", name=made.name)
    page = page_of(request, Season.objects.order_by("-opens", "name"))
    shown = {"page": page, "form": form, "runs": may(account, "season.run")}
    return render(request, "season/index.html", shown, status=422 if request.method == "POST" else 200)


ENDS = ("opens", "closes")


def season_of(account: Account, name: str) -> Season:
    """A season by its name.

    Raises:
        NotThere: there is none.
    """
    check(account, "season.see")
    found = Season.objects.filter(name=name).first()
    if found is None:
        raise audit.NotThere("Season is not there")
    return found


@require_GET
def season(request: HttpRequest, name: str) -> HttpResponse:
    """One season: what was done, what comes next, what is missing for it."""
    return _season(request, season_of(me(request), name))


def _season(request: HttpRequest, found: Season, **wrong: forms.Form) -> HttpResponse:
    runs = may(me(request), "season.run")
    steps, asked = progress.steps(found), long_steps.asked(found)
    shown = {
        "season": found,
        "steps": [(step, wrong.get(step.name) or FORMS.get(step.name, forms.Form)()) for step in steps],
        "now": progress.now(found),
        "runs": runs,
        "round": progress.round_of(found),
        "asked": asked,
        "refused": refusing.words(asked.refused) if asked and asked.refused else None,
        "demonstration": settings.ACUERDO.demo,
    }
    return render(request, "season/season.html", shown, status=422 if wrong else 200)


@require_POST
def take(request: HttpRequest, name: str, step: str) -> HttpResponse:
    """Take a step; what was done before is said to be done, and changes nothing."""
    account = me(request)
    check(account, "season.run")
    found = season_of(account, name)
    if step not in TAKE:
        raise audit.NotThere("Step is not there")
    form = FORMS.get(step, forms.Form)(request.POST)
    if not form.is_valid():
        return _season(request, found, **{step: form})
    if _done(found, step, form.cleaned_data, request.POST.get("round", "")):
        return said_before(request, "season", name=name)
    said = TAKE[step](account, found, form.cleaned_data)
    messages.success(request, said)
    return redirect("season", name=name)


def _done(found: Season, step: str, told: dict[str, Any], round_: str) -> bool:
    """Whether this very step was taken before, as when a button is pressed twice."""
    if step in ("commit", "reveal"):
        share = (found.lottery.get("shares") or {}).get(told["party"]) or {}
        key, value = (
            ("commitment", told.get("commitment")) if step == "commit" else ("secret", told["secret"])
        )
        return bool(share.get(key) == value)
    if step == "demonstration":
        return bool(found.lottery.get("shares"))
    if step == "replace":
        return found.status == "published" and round_ != str(progress.round_of(found))
    reached = progress.SEQUENCE.index(step) < progress.REACHED[found.status]
    same = step != "draw" or found.lottery.get("beacon") == told["beacon"]
    return reached and same


def _open(account: Account, found: Season, told: dict[str, Any]) -> str:
    seasons.open_season(account, found, told["beacon"])
    return _("The season is open.")


def _commit(account: Account, found: Season, told: dict[str, Any]) -> str:
    seasons.commit(account, found, told["party"], told["commitment"])
    return _("The commitment is entered.")


def _demonstration(account: Account, found: Season, told: dict[str, Any]) -> str:
    seasons.demonstration_secrets(account, found)
    return _("Secrets are drawn and committed for this demonstration.")


def _close(account: Account, found: Season, told: dict[str, Any]) -> str:
    seasons.close(account, found)
    return _("Applications are closed, and the list is settled.")


def _reveal(account: Account, found: Season, told: dict[str, Any]) -> str:
    seasons.reveal(account, found, told["party"], told["secret"])
    return _("The secret is entered.")


def _draw(account: Account, found: Season, told: dict[str, Any]) -> str:
    seasons.draw(account, found, told["beacon"])
    return _("The lottery is drawn.")


def _match(account: Account, found: Season, told: dict[str, Any]) -> str:
    long_steps.ask(account, found, "match")
    return _("The match is being made. This page shows when it is done.")


def _publish(account: Account, found: Season, told: dict[str, Any]) -> str:
    seasons.publish(account, found)
    return _("The results are published, and the days to answer begin.")


def _replace(account: Account, found: Season, told: dict[str, Any]) -> str:
    long_steps.ask(account, found, "replace")
    return _("Places that came back are being matched. This page shows when it is done.")


TAKE: dict[str, Callable[[Account, Season, dict[str, Any]], str]] = {
    "open": _open,
    "commit": _commit,
    "demonstration": _demonstration,
    "close": _close,
    "reveal": _reveal,
    "draw": _draw,
    "match": _match,
    "publish": _publish,
    "replace": _replace,
}
urlpatterns = [
    path("seasons/", index, name="seasons"),
    path("seasons/<str:name>/", season, name="season"),
    path("seasons/<str:name>/<str:step>/", take, name="season_step"),
]
