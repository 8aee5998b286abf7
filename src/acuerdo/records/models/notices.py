"""What a worker was told, and whether it arrived."""

from django.db import models
from django.utils.translation import gettext_noop as _

from acuerdo.records.models.people import Worker
from acuerdo.records.scope import Personal

CHANNELS = (("email", _("E-mail")), ("sms", _("SMS")))
DELIVERY_STATES = (
    ("waiting", _("Not sent yet")),
    ("sent", _("Sent")),
    ("failed", _("Could not be sent")),
    ("stopped", _("Not sent, as it was not wanted any more")),
)


class Notice(Personal):
    """Something that a worker is told, kept as it was told.

    Fields:
        kind: one of `operate.notices.KINDS`, which says what is told.
        about: of what it tells, as the audit names it: the same is not told twice; empty where it may be.
        facts: what the words are filled with: days, numbers and codes, never a name.
        language: in which it is told, by the code of its file.
    """

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=3)
    told_at = models.DateTimeField()

    class Meta(Personal.Meta):
        """A thing is told once."""

        indexes = [models.Index(fields=["worker", "told_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "kind", "about"], condition=~models.Q(about=""), name="a_thing_is_told_once"
            )
        ]


class Delivery(Personal):
    """A notice on its way by one channel; there is none where the worker does not want it.

    Fields:
        status: waiting until it is sent; failed once nobody tries any more; stopped where the worker did not
            want it any more by then.
        at: since when it is no longer waiting.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=5, choices=CHANNELS)
    status = models.CharField(max_length=8, choices=DELIVERY_STATES, default="waiting")
    at = models.DateTimeField(null=True, blank=True)

    class Meta(Personal.Meta):
        """One for each channel."""

        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_a_channel")]
