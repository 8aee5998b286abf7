"""What is too large is refused by what its sender says of its size, before any of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

MEGABYTE = 1_000_000


class Size:
    """Refuse a request whose body is larger than any that is taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        said = request.META.get("CONTENT_LENGTH") or "0"  # a body of which nothing is said is not read
        if not (said.isascii() and said.isdigit()):
            return HttpResponse(status=400)
        if int(said.lstrip("0")[:12] or "0") <= most:
            return self.get_response(request)
        if request.path_info.startswith("/api/"):
            return HttpResponse(status=413)  # `Problems` says it in words
        shown = {
            "title": _("Too large"),
            "words": _("This is larger than the %(most)s MB that are taken at once. Nothing of it was read.")
            % {"most": most // MEGABYTE},
            "mend": _("Send it in parts: each is filed on its own."),
            "look": "bad",
        }
        return render(request, "refused.html", shown, status=413)
