"""Tokens for systems of employers and offices: made, told once, refused from now on."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from acuerdo.operate import tokens
from acuerdo.operate.audit import NotThere
from acuerdo.web.pages.common import me, page_of


class NameForm(forms.Form):
    """What a token is called."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("Of the system that will use it, so that you know it again."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The tokens in use; a new one is told this one time."""
    account = me(request)
    found = tokens.own(account)
    form, text = NameForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        text, form = tokens.new(account, form.cleaned_data["name"]), NameForm()
    shown = {"page": page_of(request, found), "form": form, "text": text}
    return render(request, "office/tokens.html", shown, status=422 if form.errors else 201 if text else 200)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse a token from now on."""
    found = tokens.own(me(request)).filter(pk=pk).first()
    if found is None:
        raise NotThere("Token is not there")
    tokens.end(me(request), found)
    messages.success(request, _("The token is refused from now on."))
    return redirect("tokens")


urlpatterns = [
    path("tokens/", index, name="tokens"),
    path("tokens/<int:pk>/end/", end, name="token_end"),
]
