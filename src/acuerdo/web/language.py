"""The language of a page: what was chosen in this browser, else that of the account that signed in, else what
the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

CHOSEN = "language"
"""The cookie of the language that somebody chose."""
YEAR = 365 * 24 * 3600


def remember(response: HttpResponse, language: str) -> None:
    """Let a browser keep the language that was chosen."""
    response.set_cookie(CHOSEN, language, max_age=YEAR, samesite="Lax")


class Language:
    """Speak the language of whoever asks, for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(CHOSEN)
        known = {code for code, _ in settings.LANGUAGES}
        language = chosen if chosen in known else translation.get_language_from_request(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        response.headers["Vary"] = "Accept-Language, Cookie"
        return response
