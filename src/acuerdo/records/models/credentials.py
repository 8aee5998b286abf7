"""Permits as documents that travel: the keys that sign them, photos, what was issued, revoked and asked."""

from django.db import models

from acuerdo.records.models.people import Worker
from acuerdo.records.models.permits import Permit
from acuerdo.records.scope import Personal


class PermitKey(models.Model):
    """A public key by which permits are checked; the private one lies in a file.

    Fields:
        kid: its thumbprint.
        jwk: the public key, as a JWK.
        signs_from: the first day on which it signed.
        until: the last day on which what it signed holds; None while it signs.
        withdrawn_on, why: from when nothing that it signed holds, and why.
    """

    kid = models.CharField(max_length=43, unique=True)
    party = models.CharField(max_length=3)
    jwk = models.JSONField()
    signs_from = models.DateField()
    until = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)


class Photo(Personal):
    """The photo of a worker, taken by a consulate, without anything else that a camera writes.

    Fields:
        jpeg: as pages and papers show it.
        small: in grey and very small, as a QR code holds it (WebP).
    """

    worker = models.OneToOneField(Worker, models.PROTECT, related_name="photo")
    jpeg = models.BinaryField()
    small = models.BinaryField()
    taken_at = models.DateTimeField()
    by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")


class Credential(Personal):
    """A permit as it was signed once. Its key is its place in the status list.

    Fields:
        device: thumbprint of the key of the telephone that holds it; "" for one on paper.
        document: the SD-JWT with all its disclosures.
        facts: the digest of what it says, to see when it has to be signed anew.
        ended_at: from when another has taken its place, so that the list says that it is revoked.
    """

    permit = models.ForeignKey(Permit, models.PROTECT, related_name="credentials")
    key = models.ForeignKey(PermitKey, models.PROTECT, related_name="credentials")
    device = models.CharField(max_length=43, blank=True)
    document = models.TextField(blank=True)
    facts = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(Personal.Meta):
        """One on paper, and one on a telephone."""

        constraints = [
            models.UniqueConstraint(
                fields=["permit"],
                condition=models.Q(ended_at=None, device=""),
                name="one_paper_a_permit",
            ),
            models.UniqueConstraint(
                fields=["permit"],
                condition=models.Q(ended_at=None) & ~models.Q(device=""),
                name="one_device_a_permit",
            ),
        ]


class Revocation(Personal):
    """A permit taken away; it stands until it is lifted.

    Fields:
        ground: one of the grounds of `operate.revoking`.
        clause: the path of what the text says of it.
    """

    permit = models.ForeignKey(Permit, models.PROTECT, related_name="revocations")
    ground = models.CharField(max_length=24)
    clause = models.CharField(max_length=120)
    words = models.TextField()
    by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("records.Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Personal.Meta):
        """A permit is revoked once at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["permit"], condition=models.Q(lifted_at=None), name="one_live_revocation"
            )
        ]


class Challenge(Personal):
    """An officer's question to the telephone that holds a permit, which a copy cannot answer.

    Fields:
        code: what the officer says, and the telephone signs.
        answered_at: when the telephone answered; None until then.
    """

    permit = models.ForeignKey(Permit, models.PROTECT, related_name="challenges")
    code = models.CharField(max_length=12, unique=True)
    asked_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
