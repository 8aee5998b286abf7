"""Messages by e-mail: how somebody comes in again who cannot sign in."""

from allauth.account.forms import ResetPasswordForm
from django.core.mail import send_mail
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from acuerdo.operate.access import LINK_DAYS
from acuerdo.operate.supporting import address_of
from acuerdo.records.models import Account


def send_way_in(request: HttpRequest, account: Account, secret: str) -> None:
    """Send what lets somebody in again, in the language of the account.

    Args:
        secret: of a link that signs a worker in once; empty for others, who set a new password.

    Raises:
        OSError, SMTPException: the message was not taken.
    """
    with translation.override(account.language):
        if secret:
            address = request.build_absolute_uri(reverse("access", kwargs={"secret": secret}))
            send_mail(_("Acuerdo: your way to sign in"), _words(address), None, [address_of(account)])
            return
        form = ResetPasswordForm({"email": address_of(account)})
        if form.is_valid():
            form.save(request)


def _words(address: str) -> str:
    return _(
        "Somebody of the support staff was asked to send you this link. It signs you in once, within"
        " %(days)s days:\n\n%(address)s\n\nIf you did not ask for it, do nothing, and show this message at a"
        " consulate. Give it to nobody."
    ) % {"days": LINK_DAYS, "address": address}
