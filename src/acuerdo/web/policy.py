"""What a browser lets a page do: load and run nothing that does not come from this service."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"
ALLOWED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


class Policy:
    """Send the policy with every answer that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Where officers sign in with their government, the form of the button leads to its server.
        forms = {} if any(each["APPS"] for each in settings.SOCIALACCOUNT_PROVIDERS.values()) else FORMS
        self.words = "; ".join(f"{name} {value}" for name, value in {**ALLOWED, **forms}.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.words)
        return response


FORMS = {"form-action": "'self'"}
