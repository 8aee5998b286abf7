"""The ledger of places: how many each cap has used in each period, and for what."""

from django.db import models

from acuerdo.records.scope import Personal


class Ceiling(models.Model):
    """One period of a cap or a set-aside.

    Fields:
        path: of the cap or the set-aside in the text.
        begins: the first day of the period.
        places: how many the text gives; None where it sets no limit.
        used: how many are used.
    """

    path = models.CharField(max_length=160)
    begins = models.DateField()
    places = models.PositiveIntegerField(null=True, blank=True)
    used = models.PositiveIntegerField(default=0)

    class Meta:
        """What no writer can break, however many there are."""

        constraints = [
            models.UniqueConstraint(fields=["path", "begins"], name="one_ceiling_a_period"),
            models.CheckConstraint(
                condition=models.Q(places__isnull=True) | models.Q(used__lte=models.F("places")),
                name="never_oversubscribed",
            ),
        ]


class Use(Personal):
    """A place taken (1) or given back (-1) by a placement under a ceiling."""

    ceiling = models.ForeignKey(Ceiling, models.PROTECT, related_name="uses")
    placement = models.ForeignKey("records.Placement", models.PROTECT, related_name="uses")
    places = models.SmallIntegerField()
    why = models.CharField(max_length=16)
    at = models.DateTimeField()
