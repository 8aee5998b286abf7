"""What was filed, and the receipt for it, which never changes."""

from django.db import models

from acuerdo.records.scope import Personal


class Filing(Personal):
    """One thing filed once, however often it was sent.

    Fields:
        key: the sender's name for it; the same key from the same account is the same filing.
        digest: of what was sent.
        receipt: the signed receipt, as it was first given.
        subject: what came of it, as `order:H-300-...`.
    """

    account = models.ForeignKey("records.Account", models.PROTECT, related_name="filings")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=24)
    digest = models.CharField(max_length=64)
    arrived_at = models.DateTimeField()
    subject = models.CharField(max_length=80, blank=True)
    receipt = models.JSONField()

    class Meta(Personal.Meta):
        """One receipt for a key."""

        constraints = [models.UniqueConstraint(fields=["account", "key"], name="one_receipt_a_key")]
