"""Who may make an account: workers by registering, officers never; these are made by support staff."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse

from acuerdo.records.models import Account
from acuerdo.records.rows import first
from acuerdo.web.language import CHOSEN, remember
from acuerdo.web.mail import sending


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Who signs in, and whose session it is: asked at every request, so it is worded once."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, unless it is disabled."""
        return first(Account, "WHERE id = %s AND is_active", user_id)


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts with a password or a passkey."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up here: a worker's account is made with the registration."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a message, such as the way to a new password.

        Raises:
            NotNow: this service sends none, or its server takes none now.
        """
        with sending():
            super().send_mail(template_prefix, email, context)

    def post_login(self, request: HttpRequest, user: Account, **given: Any) -> HttpResponse:
        """Speak the language of the account, unless another was chosen in this browser."""
        response: HttpResponse = super().post_login(request, user, **given)
        if CHOSEN not in request.COOKIES:
            remember(response, user.language)
        return response


class Officers(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Officers who sign in with their government."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody gets an account by signing in elsewhere."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the sign-in to the officer's account, if there is one with that verified address."""
        if sociallogin.is_existing:
            return
        addresses = [each.email for each in sociallogin.email_addresses if each.verified]
        found = Account.objects.filter(email__in=addresses, is_active=True).exclude(role__in=["", "worker"])
        if addresses and found.count() == 1:
            sociallogin.connect(request, found.get())
