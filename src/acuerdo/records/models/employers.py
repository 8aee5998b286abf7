"""Employers and recruiters: who may ask for workers, and who may find them."""

from django.db import models

from acuerdo.records.scope import Personal


class Employer(models.Model):
    """Who offers work.

    Fields:
        number: the number of the employer in the register.
        state: postal code.
        accredited_on: from which day it may file orders; None before it is accredited.
    """

    number = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=2)
    accredited_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Suspension(models.Model):
    """A time in which an employer may not be given workers; open until `until` is set."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="suspensions")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    why = models.TextField()
    by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")


class Recruiter(Personal):
    """Who finds workers in the origin, under a licence."""

    name = models.CharField(max_length=200)
    licence = models.CharField(max_length=40, unique=True)
    licensed_on = models.DateField(null=True, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
