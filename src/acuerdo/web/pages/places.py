"""Places live: every cap and set-aside, for everybody who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from acuerdo.operate import clock, law
from acuerdo.operate.ceilings import shown
from acuerdo.web.pages.common import me


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every cap and set-aside: places, used, left, by period."""
    rows = shown(me(request), law.law(), clock.today())
    return render(request, "places.html", {"rows": rows, "now": clock.now()})


urlpatterns = [path("places/", index, name="places")]
