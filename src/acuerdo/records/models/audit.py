"""The audit: every reading and writing of what is known of a person, in a chain that two governments sign."""

from django.db import models


class Entry(models.Model):
    """One reading or writing. Rows are added and never changed: the database refuses both.

    Fields:
        kind: read or write.
        action, purpose: what was done, and what for.
        account, role: by whom; None and `system` for the season's own steps.
        worker: the number of the person it is about; empty where it is about none.
        subject: the row, as `application:12`.
        detail: what changed, or how many rows, as canonical JSON.
    """

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=5)
    action = models.CharField(max_length=40)
    purpose = models.CharField(max_length=120)
    account = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=24)
    worker = models.CharField(max_length=16, blank=True, db_index=True)
    subject = models.CharField(max_length=80)
    detail = models.TextField(default="{}")


class Seal(models.Model):
    """A batch of entries put in sequence.

    Fields:
        first, last: the numbers of its first and last entries in the chain, from 1.
        head: the hash of the last.
        party, signature: which government sealed it, and its signature of the head.
    """

    first = models.PositiveBigIntegerField(unique=True)
    last = models.PositiveBigIntegerField(unique=True)
    head = models.CharField(max_length=64)
    at = models.DateTimeField()
    party = models.CharField(max_length=3)
    signature = models.CharField(max_length=128)


class Link(models.Model):
    """The place of an entry in the chain: its number, and the hash of it and of all before it."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="link")
    number = models.PositiveBigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="links")


class Countersignature(models.Model):
    """The signature of another government under the head of a seal."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="countersignatures")
    party = models.CharField(max_length=3)
    signature = models.CharField(max_length=128)
    at = models.DateTimeField()

    class Meta:
        """A government signs a head once."""

        constraints = [models.UniqueConstraint(fields=["seal", "party"], name="one_signature_a_party")]
