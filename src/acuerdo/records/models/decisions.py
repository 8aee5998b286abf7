"""Decisions: what was decided, by which text and clause, on which facts, and why."""

from django.db import models

from acuerdo.records.scope import Personal


class Text(models.Model):
    """The text and the plan that decided, kept whole, so that an old case can be decided again."""

    digest = models.CharField(max_length=64, unique=True)
    agreement = models.TextField()
    plan = models.TextField(blank=True)


class Decision(Personal):
    """One decision.

    Fields:
        kind: what was asked, as `certification` or `eligibility`.
        subject: what it was decided about, as `order:H-300-...`.
        worker: the person it is about; None where it is about an order.
        on: the day it was decided for.
        text: under which text.
        clause: the path of what decided.
        facts: what was known, by the names of facts, as files write them.
        outcome, reason: the words of the rule.
        en, es: what was said.
        by: whose action asked for it; None for the season's.
    """

    kind = models.CharField(max_length=24, db_index=True)
    subject = models.CharField(max_length=80, db_index=True)
    order = models.ForeignKey("records.JobOrder", models.PROTECT, null=True, related_name="decisions")
    worker = models.ForeignKey("records.Worker", models.PROTECT, null=True, related_name="decisions")
    on = models.DateField()
    at = models.DateTimeField()
    text = models.ForeignKey(Text, models.PROTECT, related_name="decisions")
    clause = models.CharField(max_length=120)
    facts = models.JSONField()
    outcome = models.CharField(max_length=24)
    reason = models.CharField(max_length=80, blank=True)
    en = models.TextField()
    es = models.TextField()
    by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")


class Review(Personal):
    """A decision put to a second officer.

    Fields:
        due_on: the day by which it is to be answered.
        by: who answered: never who decided first.
        upheld: whether the decision stands; None until it is answered.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="review")
    asked_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    words = models.TextField(blank=True)
    due_on = models.DateField()
    by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    upheld = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
