"""Where a worker wants to be told: nothing is sent to whoever did not ask for it, and anybody may stop it."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acuerdo.operate import audit, sms
from acuerdo.operate.authority import Denied, check
from acuerdo.records.models import Account, Worker


class ChannelsForm(forms.Form):
    """The ways by which notices are sent, each with the worker's consent."""

    by_email = forms.BooleanField(label=_("Send me notices by e-mail"), required=False)
    by_sms = forms.BooleanField(
        label=_("Send me notices by SMS"),
        required=False,
        help_text=_("An SMS says only that there is news, as others may read your telephone."),
    )

    def __init__(self, *given: Any, worker: Worker, **named: Any) -> None:
        super().__init__(*given, **named)
        self.worker = worker

    def clean(self) -> dict[str, Any]:
        """Nobody is sent a notice to nowhere, or by what this service has not."""
        cleaned = super().clean() or {}
        if cleaned.get("by_email") and not self.worker.email:
            self.add_error("by_email", _("Your record has no address of e-mail. Add one first."))
        elif cleaned.get("by_email") and not settings.MAIL:
            self.add_error("by_email", _("This service sends no e-mail. Read your notices here."))
        if cleaned.get("by_sms") and not sms.number_of(self.worker.phone):
            self.add_error(
                "by_sms",
                _("Your record has no telephone number to write to: ten digits, or + and the country."),
            )
        elif cleaned.get("by_sms") and settings.SMS is None:
            self.add_error("by_sms", _("This service sends no SMS. Read your notices here."))
        return cleaned


def chooser(account: Account) -> Worker:
    """The worker that an account stands for.

    Raises:
        Denied: the account is no worker's, or has no registration.
    """
    check(account, "notice.choose")
    if account.worker is None:
        raise Denied("notice.choose", "reach")
    return account.worker


@transaction.atomic
def choose(account: Account, by_email: bool, by_sms: bool) -> None:
    """Want notices by e-mail, by SMS, by both or by none; what waits to be sent obeys too.

    Raises:
        Denied: the account is no worker's, or has no registration.
    """
    worker = chooser(account)
    check(account, "notice.choose", worker)
    changed = sorted(
        name
        for name, wanted in (("by_email", by_email), ("by_sms", by_sms))
        if getattr(worker, name) != wanted
    )
    worker.by_email, worker.by_sms = by_email, by_sms
    worker.save(update_fields=["by_email", "by_sms"])
    audit.written(
        account, "notice.choose", "where to be told", audit.subject_of(worker), worker.number, fields=changed
    )
