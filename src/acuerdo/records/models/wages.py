"""Wages: what was paid for a pay period, by the word of the employer and of the worker, and sums owed."""

from django.db import models
from django.utils.translation import gettext_noop as _

from acuerdo.records.models.seasons import Placement
from acuerdo.records.scope import Personal

WHOSE = (("employer", _("Employer")), ("worker", _("Worker")))
OWED_FOR = (
    ("wages", _("Wages of a pay period")),
    ("guarantee", _("Hours promised and not offered")),
    ("deduction", _("Deductions above what the text allows")),
)
OWED_STATES = (
    ("owed", _("Owed")),
    ("ordered", _("Ordered to be paid")),
    ("paid", _("Paid to the authority of the origin")),
    ("paid_out", _("Paid out")),
    ("received", _("Received by the worker")),
    ("dropped", _("Found not to be owed")),
)
UNPAID = ("owed", "ordered")
"""The states of a sum for which the employer has paid nothing yet."""


class Employment(Personal):
    """Somebody's work under one order. A permit has one, and another with each move: what one employer owes,
    another does not come to owe.

    Fields:
        since, until: the first and last days of work. The last is the day of the move where the worker moved;
            one that lies before the first says that the work never began.
    """

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="employments")
    order = models.ForeignKey("records.JobOrder", models.PROTECT, related_name="employments")
    since = models.DateField()
    until = models.DateField()


class PayReport(Personal):
    """What one side says of a pay period. A later report of the same side and period counts in its place:
    nothing that was said is changed.

    Fields:
        by: one of WHOSE.
        since, until: the first and last days of the period.
        hours_offered, hours_worked: hundredths of an hour; None where this side did not say.
        paid_cents: before deductions by the employer, what came into the hand by the worker; minor units.
        housing_cents, meals_cents, utilities_cents, law_cents, other_cents: kept back, by what for; `law` is
            taxes and what else a law asks for. 0 in the worker's.
        counts: whether no later report stands in its place.
    """

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="pay_reports")
    by = models.CharField(max_length=8, choices=WHOSE)
    since = models.DateField()
    until = models.DateField()
    hours_offered = models.PositiveIntegerField(null=True, blank=True)
    hours_worked = models.PositiveIntegerField(null=True, blank=True)
    paid_cents = models.PositiveBigIntegerField()
    housing_cents = models.PositiveBigIntegerField(default=0)
    meals_cents = models.PositiveBigIntegerField(default=0)
    utilities_cents = models.PositiveBigIntegerField(default=0)
    law_cents = models.PositiveBigIntegerField(default=0)
    other_cents = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField()
    counts = models.BooleanField(default=True)

    class Meta(Personal.Meta):
        """One report of each side counts for a period."""

        constraints = [
            models.UniqueConstraint(
                fields=["employment", "by", "since", "until"],
                condition=models.Q(counts=True),
                name="one_report_counts",
            )
        ]


class Owed(Personal):
    """A sum owed to a worker, from the day it was found until the worker has it.

    Fields:
        kind: one of OWED_FOR.
        since, until: of the pay period, or of the whole work.
        cents, currency: how much, in minor units of an ISO 4217 currency.
        whose: by whose word it is owed: employer, worker or both.
        decision: what the inspector ordered, and why; None before.
        due_on: the day by which the order has it paid.
        paid_reference, paid_out_reference: of the payments, as those who paid named them.
    """

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="owed")
    kind = models.CharField(max_length=12, choices=OWED_FOR)
    since = models.DateField()
    until = models.DateField()
    cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    whose = models.CharField(max_length=8)
    status = models.CharField(max_length=12, choices=OWED_STATES, default="owed", db_index=True)
    found_at = models.DateTimeField()
    decision = models.ForeignKey("records.Decision", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    paid_reference = models.CharField(max_length=80, blank=True)
    paid_out_on = models.DateField(null=True, blank=True)
    paid_out_reference = models.CharField(max_length=80, blank=True)
    received_on = models.DateField(null=True, blank=True)

    class Meta(Personal.Meta):
        """A sum is found once."""

        constraints = [
            models.UniqueConstraint(
                fields=["employment", "kind", "since", "until"], name="one_sum_a_period_and_kind"
            )
        ]
