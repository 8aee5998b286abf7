"""Accounts: who signs in, in which role, and how far that role reaches."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_noop as _

ROLES = (
    ("certifying_officer", _("Certifying officer of the destination")),
    ("origin_officer", _("Officer of the origin")),
    ("consulate", _("Consular officer")),
    ("border_officer", _("Border officer")),
    ("inspector", _("Inspector")),
    ("secretary", _("Secretary of the commission")),
    ("employer", _("Employer")),
    ("agent", _("Agent of employers")),
    ("worker", _("Worker")),
    ("auditor", _("Auditor")),
    ("support", _("Support staff")),
)
"""Who somebody is for the agreement; one account has one role."""


class Account(AbstractUser):
    """Somebody who signs in.

    Fields:
        role: one of ROLES; without one an account may do nothing.
        states: postal codes of the states, or codes of the consulates, that an officer answers for; empty
            for all.
        employer: of which employer, for the role employer.
        acts_for: which employers an agent acts for.
        worker: which worker, for the role worker.
        language: in which pages and messages are written, by the code of its file.
    """

    role = models.CharField(max_length=24, choices=ROLES, blank=True)
    states = models.JSONField(default=list, blank=True)
    employer = models.ForeignKey(
        "records.Employer", models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    acts_for = models.ManyToManyField("records.Employer", blank=True, related_name="agents")
    worker = models.OneToOneField(
        "records.Worker", models.PROTECT, null=True, blank=True, related_name="account"
    )
    language = models.CharField(max_length=3, default="es")


class Token(models.Model):
    """What a system of an employer or a ministry signs in with: only its digest is kept.

    Fields:
        name: what its owner calls it.
        digest: SHA-256 of the token.
        ended_at: from when it is refused.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class FailedSignIn(models.Model):
    """Somebody gave the name of an account and a password that is not its own."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="failed_sign_ins")
    at = models.DateTimeField()
