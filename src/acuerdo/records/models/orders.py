"""Job orders, and the evidence of their labour-market test."""

from django.db import models
from django.utils.translation import gettext_noop as _

from acuerdo.records.models.employers import Employer
from acuerdo.records.scope import Personal

ORDER_STATES = (
    ("filed", _("Filed")),
    ("certified", _("Certified")),
    ("denied", _("Denied")),
    ("needs_evidence", _("Needs evidence")),
    ("withdrawn", _("Withdrawn")),
)


class JobOrder(models.Model):
    """Work that is offered.

    Fields:
        case: its number, for everybody.
        soc: Standard Occupational Classification, as 45-2092.
        state: postal code of the worksite.
        places_requested, places: people asked for, and people certified.
        pay_cents_hour: US cents per hour.
        experience_months: months of experience asked for.
        experience_first: months of experience of those whom the employer wants before others; 0 for none.
        certification: what the labour department found: certified, partial or denied; empty before.
        decided_on: the day of that finding.
    """

    case = models.CharField(max_length=40, unique=True)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="orders")
    title = models.CharField(max_length=200)
    soc = models.CharField(max_length=10)
    state = models.CharField(max_length=2, db_index=True)
    county = models.CharField(max_length=80, blank=True)
    places_requested = models.PositiveIntegerField()
    places = models.PositiveIntegerField(default=0)
    starts = models.DateField()
    ends = models.DateField()
    pay_cents_hour = models.PositiveIntegerField()
    hours_week = models.FloatField(null=True, blank=True)
    experience_months = models.PositiveSmallIntegerField(default=0)
    experience_first = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=16, choices=ORDER_STATES, default="filed", db_index=True)
    filed_at = models.DateTimeField()
    certification = models.CharField(max_length=12, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.case


class Evidence(models.Model):
    """What shows a part of the labour-market test.

    Fields:
        shows: advertise, no_local, wage_floor or attest.
        since, until: the days that it speaks of.
    """

    order = models.ForeignKey(JobOrder, models.CASCADE, related_name="evidence")
    shows = models.CharField(max_length=16)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    words = models.TextField()
    filed_at = models.DateTimeField()


class Nomination(Personal):
    """A worker of an earlier season whom an employer names for an order."""

    order = models.ForeignKey(JobOrder, models.PROTECT, related_name="nominations")
    worker = models.ForeignKey("records.Worker", models.PROTECT, related_name="nominations")
    at = models.DateTimeField()

    class Meta(Personal.Meta):
        """An order names somebody once."""

        constraints = [models.UniqueConstraint(fields=["order", "worker"], name="named_once")]
