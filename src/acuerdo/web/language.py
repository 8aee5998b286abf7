"""The language of a page: what was chosen in this browser, else that of the account that signed in, else what
the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from acuerdo.operate import languages

CHOSEN = "language"
"""The cookie of the language that somebody chose."""
YEAR = 365 * 24 * 3600


def remember(response: HttpResponse, language: str) -> None:
    """Let a browser keep the language that was chosen."""
    response.set_cookie(CHOSEN, language, max_age=YEAR, samesite="Lax")


def asked(request: HttpRequest) -> str:
    """The first language that a browser asks for and the service speaks; Spanish where it speaks none."""
    known = languages.known()
    told = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wanted = (code.partition("-")[0] for code, _weight in told)
    return next((code for code in wanted if code in known), settings.LANGUAGE_CODE)


class Language:
    """Speak the language of whoever asks, for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(CHOSEN, "")
        language = chosen if chosen in languages.known() else asked(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        response.headers["Vary"] = "Accept-Language, Cookie"
        return response
