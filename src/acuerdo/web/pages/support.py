"""For support staff: an account found, how it signs in, and what helps; nothing of any case."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import supporting
from acuerdo.operate.authority import check
from acuerdo.records.models import Account
from acuerdo.web import post
from acuerdo.web.mail import sending
from acuerdo.web.pages.common import me, named


class PurposeForm(forms.Form):
    """What an account is looked at for."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What for"),
        choices=[("", gettext_lazy("Choose")), *supporting.PURPOSES.items()],
        help_text=gettext_lazy("Workers are told that you looked, and what for."),
    )


class FindForm(PurposeForm):
    """Which account."""

    told = forms.CharField(
        label=gettext_lazy("User name, number of a worker, or e-mail"),
        max_length=254,
        help_text=gettext_lazy("In full, as the person gives it."),
    )


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Find an account; sent by POST, so that no address keeps what was looked for."""
    account = me(request)
    check(account, "account.see")
    form = FindForm(request.POST if request.method == "POST" else None)
    found: list[Account] | None = None
    if request.method == "POST" and form.is_valid():
        found = supporting.find(account, form.cleaned_data["told"], form.cleaned_data["purpose"])
    wrong = request.method == "POST" and not form.is_valid()
    shown = {"form": form, "found": found, "purpose": request.POST.get("purpose", "")}
    return render(request, "support/search.html", shown, status=422 if wrong else 200)


@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account, once it is said what for."""
    check(me(request), "account.see")
    form = PurposeForm(request.GET if "purpose" in request.GET else None)
    if not form.is_valid():
        return render(request, "support/purpose.html", {"form": form})
    purpose = form.cleaned_data["purpose"]
    found = supporting.open_account(me(request), pk, purpose)
    shown = {
        "found": found,
        "kinds": [(named(FACTORS, kind), count) for kind, count in sorted(found.factors.items())],
        "purpose": purpose,
        "purpose_words": supporting.PURPOSES[purpose],
        "own": found.account.pk == me(request).pk,
    }
    return render(request, "support/account.html", shown)


FACTORS = {
    "totp": gettext_lazy("a program that shows codes"),
    "webauthn": gettext_lazy("a passkey or a security key"),
    "recovery_codes": gettext_lazy("codes for an emergency"),
}
"""Second factors in words, by the codes of allauth."""


@require_POST
def take(request: HttpRequest, pk: int, step: Callable[..., str]) -> HttpResponse:
    """Do something with an account, for a purpose that was said."""
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return render(request, "support/purpose.html", {"form": form}, status=422)
    purpose = form.cleaned_data["purpose"]
    messages.success(request, step(request, pk, purpose))
    return redirect(f"{reverse('support_account', kwargs={'pk': pk})}?purpose={purpose}")


def _disable(request: HttpRequest, pk: int, purpose: str) -> str:
    supporting.disable(me(request), pk, purpose)
    return _("The account is disabled: nobody signs in with it.")


def _enable(request: HttpRequest, pk: int, purpose: str) -> str:
    supporting.enable(me(request), pk, purpose)
    return _("The account can sign in again.")


def _factors(request: HttpRequest, pk: int, purpose: str) -> str:
    supporting.take_factors(me(request), pk, purpose)
    return _("The second factor is taken away. The person sets up a new one at the next sign-in.")


def _link(request: HttpRequest, pk: int, purpose: str) -> str:
    with sending():
        found, secret = supporting.give_link(me(request), pk, purpose)
        post.send_way_in(request, found, secret)
    return _("A message is sent. Only its reader can use what it says.")


STEPS: dict[str, Any] = {"disable": _disable, "enable": _enable, "factors": _factors, "link": _link}

urlpatterns = [
    path("support/", search, name="support"),
    path("support/accounts/<int:pk>/", account, name="support_account"),
    *(
        path(f"support/accounts/<int:pk>/{name}/", take, {"step": step}, name=f"support_{name}")
        for name, step in STEPS.items()
    ),
]
