"""Forms of signing in, without the promise of a message that nobody may ever read."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm


class SignIn(LoginForm):  # type: ignore[misc]
    """User name and password; the page says how somebody comes back without the password."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _plain(self)


class NewPassword(ChangePasswordForm):  # type: ignore[misc]
    """Another password."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _plain(self)


def _plain(form: Any) -> None:
    """Take away the link to a letter, and what a field says twice."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in ("password", "oldpassword"):
            field.help_text = ""
