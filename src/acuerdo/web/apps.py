"""The pages as a Django application: their templates and static files."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_login_failed


class Web(AppConfig):
    """No tables of its own."""

    name = "acuerdo.web"
    label = "web"

    def ready(self) -> None:
        """Speak every language; note who failed to sign in."""
        from acuerdo.operate import languages

        languages.speak()
        user_login_failed.connect(_failed, dispatch_uid="failed sign-in")


def _failed(sender: object, credentials: dict[str, Any], **_given: object) -> None:
    from acuerdo.operate.supporting import failed

    failed(str(credentials.get("username") or ""))
