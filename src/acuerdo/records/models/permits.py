"""From a confirmed order to a permit: contract, appointment, permit."""

from django.db import models

from acuerdo.records.models.seasons import Placement
from acuerdo.records.scope import Personal


class Contract(Personal):
    """The contract of a placement, in the language of the worker."""

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="contract")
    language = models.CharField(max_length=3)
    words = models.TextField()
    signed_at = models.DateTimeField(null=True, blank=True)


class Hour(models.Model):
    """A time at a consulate, for so many people."""

    consulate = models.CharField(max_length=24, db_index=True)
    at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Never more people than it is for."""

        constraints = [
            models.UniqueConstraint(fields=["consulate", "at"], name="one_hour_at_a_time"),
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("capacity")), name="hour_not_overbooked"
            ),
        ]


class Appointment(Personal):
    """A worker's time at a consulate.

    Fields:
        checks: what was found, one of passed, failed, or empty until then.
    """

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="appointment")
    hour = models.ForeignKey(Hour, models.PROTECT, related_name="appointments")
    checks = models.CharField(max_length=8, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)


class Permit(Personal):
    """A permit.

    Fields:
        holds_from, until: the first day from which, and the last day on which, it allows presence.
        through: 0 for the general pool, k for the k-th set-aside of the text.
    """

    number = models.CharField(max_length=24, unique=True)
    placement = models.OneToOneField(Placement, models.PROTECT, related_name="permit")
    holds_from = models.DateField()
    until = models.DateField()
    through = models.SmallIntegerField(default=0)
    granted_at = models.DateTimeField()
