"""At a border or a consulate: a permit taken away or given back; a question to the telephone with one."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from acuerdo.operate import audit, challenging, revoking
from acuerdo.operate.authority import check
from acuerdo.records.models import Permit
from acuerdo.web.pages.common import me
from acuerdo.web.pages.permits import NumberForm

ABOUT = "placement__application__worker"


class RevokeForm(NumberForm):
    """Which permit, on which ground, and what was found."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"),
        choices=[
            ("", gettext_lazy("Choose")),
            *((code, each.words) for code, each in revoking.GROUNDS.items()),
        ],
    )
    words = forms.CharField(
        label=gettext_lazy("What you found"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=gettext_lazy("The worker reads this."),
    )


class RestoreForm(NumberForm):
    """Which permit, and why it is given back."""

    words = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=gettext_lazy("The worker reads this."),
    )


def _form(request: HttpRequest, kind: type[NumberForm]) -> NumberForm:
    """A form as it was sent; one that was only opened for a number holds it."""
    if "words" in request.POST:
        return kind(request.POST)
    return kind(initial={"number": request.POST.get("number", "")})


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest) -> HttpResponse:
    """Take a permit away."""
    account = me(request)
    check(account, "permit.revoke")
    form = _form(request, RevokeForm)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        permit = audit.see(account, "permit.revoke", Permit, "revocation", ABOUT, number=told["number"])
        revoking.revoke(account, permit, told["ground"], told["words"])
        messages.success(request, _("The permit %(number)s is revoked.") % {"number": told["number"]})
        return redirect("permit_check")
    shown = {"form": form, "restoring": False}
    return render(request, "office/permit_revoke.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest) -> HttpResponse:
    """Give a permit back."""
    account = me(request)
    check(account, "permit.restore")
    form = _form(request, RestoreForm)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        permit = audit.see(account, "permit.restore", Permit, "revocation", ABOUT, number=told["number"])
        revoking.restore(account, permit, told["words"])
        messages.success(request, _("The permit %(number)s is given back.") % {"number": told["number"]})
        return redirect("permit_check")
    shown = {"form": form, "restoring": True}
    return render(request, "office/permit_revoke.html", shown, status=422 if form.errors else 200)


@require_POST
def challenge(request: HttpRequest) -> HttpResponse:
    """Ask the telephone that holds a permit."""
    made = challenging.ask(me(request), request.POST.get("number", ""))
    return redirect("permit_challenge", pk=made.pk)


@require_GET
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """The code to say, and whether the telephone has answered."""
    return render(request, "office/permit_challenge.html", {"asked": challenging.asked(me(request), pk)})


urlpatterns = [
    path("permits/revoke/", revoke, name="permit_revoke"),
    path("permits/restore/", restore, name="permit_restore"),
    path("permits/questions/", challenge, name="permit_ask"),
    path("permits/questions/<int:pk>/", asked, name="permit_challenge"),
]
