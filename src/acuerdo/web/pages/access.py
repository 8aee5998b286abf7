"""The page of an access link: it says what will happen, and signs in when the worker says so."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from acuerdo.operate import access


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in by a link. Only a button does it, so that a program that looks at links uses none up."""
    if request.method != "POST":
        return render(request, "access.html", {"secret": secret})
    account = access.follow(secret)
    if account is None:
        return render(request, "access_over.html", status=410)
    login(request, account)
    messages.success(
        request, _("You are signed in. Set a passkey or a password to come back without a link.")
    )
    return redirect("home")


urlpatterns = [path("access/<str:secret>/", follow, name="access")]
