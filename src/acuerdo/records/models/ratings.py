"""Ratings: what workers say of a season once it is over; nobody reads one, only what a group says."""

from django.db import models

from acuerdo.records.models.employers import Employer, Recruiter
from acuerdo.records.models.wages import Employment
from acuerdo.records.scope import Personal


class Published(models.Model):
    """What a group of workers said of an employer or of a recruiter. Made once, never changed.

    Fields:
        employer, recruiter: one of them.
        people: how many, rounded down to tens.
        tenths: of each question, how many in ten said yes, from 1 to 9: 1 stands for fewer too, 9 for more.
    """

    employer = models.ForeignKey(Employer, models.PROTECT, null=True, related_name="published")
    recruiter = models.ForeignKey(Recruiter, models.PROTECT, null=True, related_name="published")
    on = models.DateField()
    people = models.PositiveIntegerField()
    tenths = models.JSONField()


class Rating(Personal):
    """What one worker says of one employment that is over.

    Fields:
        recruiter: who found the worker; None for nobody.
        answers: yes or no for each question of `operate.rating.QUESTIONS`, by its name.
        in_employers, in_recruiters: the publications that hold it; None while it waits for more.
    """

    employment = models.OneToOneField(Employment, models.PROTECT, related_name="rating")
    recruiter = models.ForeignKey(Recruiter, models.PROTECT, null=True, blank=True, related_name="ratings")
    answers = models.JSONField()
    at = models.DateTimeField()
    in_employers = models.ForeignKey(
        Published, models.PROTECT, null=True, blank=True, related_name="of_employers"
    )
    in_recruiters = models.ForeignKey(
        Published, models.PROTECT, null=True, blank=True, related_name="of_recruiters"
    )
