"""A worker's permit on a telephone and on paper: shown, kept for when there is no network, printed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from acuerdo.operate import clock, credentials, permits
from acuerdo.operate.audit import NotThere
from acuerdo.operate.credentials import Held, claims_of
from acuerdo.proof.credentials.digits import to_digits
from acuerdo.web import codes, paper
from acuerdo.web.filed import account_of


def _held(request: HttpRequest, on_paper: bool = False) -> Held:
    found = credentials.held(account_of(request), on_paper)
    if found is None:
        raise NotThere("Permit is not there")
    return found


@never_cache
@require_GET
def shown(request: HttpRequest) -> HttpResponse:
    """The permit, with its code."""
    found = credentials.held(account_of(request))
    if found is None:
        return render(request, "worker/permit_none.html")
    permit = found.permit
    document = codes.shown_in_code(found.shown)
    told = {
        "my": found,
        "worker": permit.placement.application.worker,
        "order": permit.placement.order,
        "state": permits.state_on(permit, found.revocation is not None, clock.today()),
        "code": mark_safe(codes.svg(document, _("Code of the permit"))),  # noqa: S308 - drawn by the library
        "digits": to_digits(document),
    }
    return render(request, "worker/permit.html", told)


@require_GET
def photo(request: HttpRequest) -> HttpResponse:
    """The photo in it."""
    found = _held(request)
    if found.photo is None:
        raise NotThere("Photo is not there")
    response = HttpResponse(bytes(found.photo.jpeg), "image/jpeg")
    response["Cache-Control"] = "private, no-cache"
    return response


@never_cache
@require_GET
def printed(request: HttpRequest) -> HttpResponse:
    """The permit on paper."""
    found = _held(request, on_paper=True)
    told = {**claims_of(found.permit, None), "iss": found.credential.key.party}
    response = HttpResponse(paper.paper(found, told, settings.ACUERDO.demo), "application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.permit.number}.pdf"'
    return response


@require_POST
def device(request: HttpRequest) -> HttpResponse:
    """Keep the permit on this telephone, whose key comes with it; or take it off."""
    account = account_of(request)
    if request.POST.get("off") == "yes":
        credentials.unbind(account)
    else:
        fields = {name: request.POST.get(name, "") for name in ("x", "y")}
        credentials.bind(account, {"kty": "EC", "crv": "P-256", **fields})
    return redirect("my_permit")


@never_cache
@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """The program by which a browser shows the page without a network."""
    return render(request, "worker/permit_worker.js", content_type="text/javascript")


urlpatterns = [
    path("my/permit/", shown, name="my_permit"),
    path("my/permit/photo.jpg", photo, name="my_permit_photo"),
    path("my/permit/permit.pdf", printed, name="my_permit_pdf"),
    path("my/permit/device/", device, name="my_permit_device"),
    path("my/permit/worker.js", kept, name="my_permit_worker"),
]
