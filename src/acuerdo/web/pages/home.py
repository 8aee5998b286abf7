"""Where everybody begins: what there is to do for a role; the choice of a language."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from acuerdo.operate import clock, languages
from acuerdo.records.models import Account
from acuerdo.web.language import CHOSEN, remember


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page; for whoever comes without a mark of having been here, it is kept."""
    if set(request.COOKIES) - {CHOSEN} or request.GET:
        return render(request, "home.html")
    key = f"home-{get_language()}-{clock.today()}"
    page: str | None = cache.get(key)
    if page is None:
        page = render_to_string("home.html", request=request)
        cache.set(key, page)
    return HttpResponse(page)


@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on; only what is kept of an account asks where the form comes from."""
    return csrf_protect(_language)(request) if request.user.is_authenticated else _language(request)


def _language(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "home")
    chosen = request.POST.get("language", "")
    if chosen in languages.known():
        remember(response, chosen)
        if request.user.is_authenticated:
            Account.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


urlpatterns = [path("", home, name="home"), path("language/", language, name="language")]
