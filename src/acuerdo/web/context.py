"""What every page says of the service."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from acuerdo.operate import clock, languages, law
from acuerdo.web.navigation import menu


def about_the_service(request: HttpRequest) -> dict[str, Any]:
    """The day, the text in force, whether it is a demonstration, and what the account may do."""
    return {
        "service": settings.ACUERDO,
        "sends": settings.MAIL,
        "today": clock.today(),
        "law": law.told(clock.today()),
        "menu": list(menu(request)),
        "languages": [each for each in languages.choices() if each[0] != get_language()],
    }
