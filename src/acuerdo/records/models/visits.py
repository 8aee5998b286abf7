"""Visits: what inspectors see where people work and sleep, and what workers say of it."""

from django.db import models
from django.utils.translation import gettext_noop as _

from acuerdo.records.models.orders import JobOrder
from acuerdo.records.models.wages import Employment
from acuerdo.records.scope import Personal

HOUSING_FINDINGS = (
    ("not_seen", _("Not looked at")),
    ("passed", _("Fit to live in")),
    ("failed", _("Not fit to live in")),
)
CONDITIONS = (
    ("water", _("Drinking water")),
    ("beds", _("Beds and room")),
    ("toilets", _("Toilets and washing")),
    ("heat", _("Heat, cold or rain")),
    ("safety", _("Safety at work")),
    ("transport", _("Transport")),
    ("other", _("Something else")),
)


class Housing(models.Model):
    """A house that an employer offers to whoever works in an order.

    Fields:
        beds: for how many people.
    """

    order = models.ForeignKey(JobOrder, models.PROTECT, related_name="housing")
    address = models.CharField(max_length=200)
    beds = models.PositiveSmallIntegerField()
    filed_at = models.DateTimeField()


class Visit(models.Model):
    """An inspector's visit to the place of an order.

    Fields:
        on: the day of it, which may lie before the day it was filed: a form is filled in without a network.
        people: with how many people the inspector spoke; nobody is named.
        housing: one of HOUSING_FINDINGS.
    """

    order = models.ForeignKey(JobOrder, models.PROTECT, related_name="visits")
    by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    on = models.DateField()
    people = models.PositiveIntegerField(default=0)
    housing = models.CharField(max_length=8, choices=HOUSING_FINDINGS, default="not_seen")
    words = models.TextField(blank=True)
    filed_at = models.DateTimeField()


class VisitFinding(models.Model):
    """What a visit found of one protection of the text.

    Fields:
        protection: its id in the text.
        measured: what was measured, as files write it; empty where nothing was.
        outcome: of `rules.protections`: broken, kept, needs_evidence or does_not_apply.
        decision: which text decided, and why.
        remedy_by: the last day to make it good; None where the text sets none.
        fine: what the text says that it costs; empty for nothing.
        barred_until: from when the employer may take part again; None where the text bars nobody.
        mended_on: the day on which an inspector found it made good.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    protection = models.CharField(max_length=60)
    measured = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=16)
    decision = models.ForeignKey("records.Decision", models.PROTECT, related_name="+")
    remedy_by = models.DateField(null=True, blank=True)
    fine = models.CharField(max_length=40, blank=True)
    barred_until = models.DateField(null=True, blank=True)
    mended_on = models.DateField(null=True, blank=True)

    class Meta:
        """A visit says one thing of a protection."""

        constraints = [
            models.UniqueConstraint(fields=["visit", "protection"], name="one_finding_a_protection")
        ]


class Condition(Personal):
    """What a worker says of the place where they work or sleep; employers never see it.

    Fields:
        about: one of CONDITIONS.
        seen_in: the visit that looked at it; None until then.
    """

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="conditions")
    about = models.CharField(max_length=10, choices=CONDITIONS)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    seen_in = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="conditions")
