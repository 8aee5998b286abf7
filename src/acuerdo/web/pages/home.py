"""Where everybody begins: what there is to do for a role; the choice of a language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from acuerdo.records.models import Account
from acuerdo.web.language import remember


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return render(request, "home.html")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "home")
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        remember(response, chosen)
        if request.user.is_authenticated:
            Account.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


urlpatterns = [path("", home, name="home"), path("language/", language, name="language")]
