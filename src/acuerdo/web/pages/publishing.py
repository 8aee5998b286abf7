"""What anybody may have to check permits: the published keys, the newest status list, the offline page; and
where a telephone answers an officer."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from acuerdo.operate import challenging, clock, permit_keys, statuses
from acuerdo.operate.states import NotNow
from acuerdo.web import verifier
from acuerdo.web.policy import HEADER

MOST_MINUTES = 5
"""Minutes for which a browser or a proxy may keep what is published here (assumed)."""


def _published(text: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, kind)
    response["Cache-Control"] = f"public, max-age={MOST_MINUTES * 60}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """The published keys."""
    return _published(permit_keys.key_set(), "application/jwk-set+json")


@require_GET
def status_list(request: HttpRequest) -> HttpResponse:
    """The status list of this moment."""
    return _published(statuses.newest(), "application/statuslist+jwt")


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page that checks permits without a network, with keys and list of this moment."""
    stands_at = int(clock.now().timestamp()) if settings.ACUERDO.demo else None
    made = verifier.page(permit_keys.key_set(), statuses.newest(), stands_at)
    response = _published(made, "text/html; charset=utf-8")
    response[HEADER] = "frame-ancestors 'none'"  # what it may run, it says itself: it is kept as a file too
    return response


@csrf_exempt
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """What a telephone answers; its signature says which it is, so that nobody has to be signed in."""
    try:
        challenging.answer(request.POST.get("text", ""), request.POST.get("code", ""))
    except NotNow:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


urlpatterns = [
    path("permits/keys.json", keys, name="permit_keys"),
    path("permits/statuses.jwt", status_list, name="permit_statuses"),
    path("permits/verifier.html", page, name="permit_verifier"),
    path("permits/answer/", answer, name="permit_answer"),
]
