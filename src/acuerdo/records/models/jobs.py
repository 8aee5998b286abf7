"""Who runs jobs; the jobs themselves are in the table of django-tasks-db."""

from django.db import models


class Runner(models.Model):
    """A process that runs jobs, and when it was last seen, by the time of the machine.

    Fields:
        key: what it is called in the jobs that it took.
    """

    key = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
