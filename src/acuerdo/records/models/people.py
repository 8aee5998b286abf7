"""Workers, registered once for life."""

from django.db import models
from django.utils.translation import gettext_noop as _

from acuerdo.records.scope import Personal

SEXES = (("woman", _("Woman")), ("man", _("Man")), ("not_stated", _("Not stated")))
TASTES = (("pay", _("Pay")), ("ties", _("Ties")), ("season", _("Length of the season")))


class Worker(Personal):
    """Somebody who seeks work under a pathway.

    Fields:
        number: what the worker is called wherever a name is not needed.
        nationality: ISO 3166-1 alpha-3.
        state: state of origin, INEGI code 1 to 32; 0 where it is none of these.
        curp: population register code, checked; None for whoever has none.
        document, document_country, document_expires: as in the machine-readable zone; empty
            where there is none.
        trades: the trades the worker would work in, a set of bits as in `population.trades`.
        experience_months: months of experience in them.
        free_from, free_until: the days on which the worker can work; None for any.
        by_email, by_sms: whether the worker wants notices there; nobody is sent any unasked.
        taste: what ranks orders that the worker did not rank.
        felony_convictions: as the certificate of no criminal record says; None until one is filed.
        helped_at: the consulate that filed for the worker, if one did.
        merged_into: the record that this one turned out to be, if any.
    """

    number = models.CharField(max_length=16, unique=True)
    given_names = models.CharField(max_length=80)
    surnames = models.CharField(max_length=120)
    born_on = models.DateField()
    sex = models.CharField(max_length=10, choices=SEXES, default="not_stated")
    nationality = models.CharField(max_length=3)
    state = models.PositiveSmallIntegerField(default=0)
    curp = models.CharField(max_length=18, unique=True, null=True, blank=True)
    document = models.CharField(max_length=20, blank=True)
    document_country = models.CharField(max_length=3, blank=True)
    document_expires = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=24, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=3, default="es")
    by_email = models.BooleanField(default=False)
    by_sms = models.BooleanField(default=False)
    trades = models.PositiveIntegerField(default=0)
    experience_months = models.PositiveSmallIntegerField(default=0)
    free_from = models.DateField(null=True, blank=True)
    free_until = models.DateField(null=True, blank=True)
    taste = models.CharField(max_length=8, choices=TASTES, default="pay")
    felony_convictions = models.PositiveSmallIntegerField(null=True, blank=True)
    registered_at = models.DateTimeField()
    helped_at = models.CharField(max_length=24, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta(Personal.Meta):
        """Doubles are looked for by document and by name and day of birth."""

        indexes = [
            models.Index(fields=["document_country", "document"]),
            models.Index(fields=["surnames", "born_on"]),
        ]

    def __str__(self) -> str:
        return self.number


class PastSeason(Personal):
    """A season that a worker worked, for whom, and whether the permit was complied with."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="past_seasons")
    employer = models.ForeignKey("records.Employer", models.PROTECT, null=True, blank=True)
    year = models.PositiveSmallIntegerField()
    complied = models.BooleanField()

    class Meta(Personal.Meta):
        """One row for a year."""

        constraints = [models.UniqueConstraint(fields=["worker", "year"], name="one_past_season_a_year")]


class Merge(Personal):
    """Two records found to be one person; undone by setting `undone_at`, as nothing was deleted."""

    kept = models.ForeignKey(Worker, models.PROTECT, related_name="merges")
    given_up = models.ForeignKey(Worker, models.PROTECT, related_name="merges_into")
    why = models.TextField()
    by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
