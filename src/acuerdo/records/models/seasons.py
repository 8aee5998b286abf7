"""Seasons: who applies, what they want, and what the match gave."""

from django.db import models
from django.utils.translation import gettext_noop as _

from acuerdo.records.models.orders import JobOrder
from acuerdo.records.models.people import Worker
from acuerdo.records.scope import Personal

SEASON_STATES = (
    ("preparing", _("Preparing")),
    ("open", _("Open")),
    ("closed", _("Closed")),
    ("drawn", _("Drawn")),
    ("matched", _("Matched")),
    ("published", _("Published")),
)

APPLICATION_STATES = (
    ("filed", _("Filed")),
    ("needs_evidence", _("Needs evidence")),
    ("eligible", _("Eligible")),
    ("not_eligible", _("Not eligible")),
    ("withdrawn", _("Withdrawn")),
    ("matched", _("Matched")),
    ("no_place", _("Without an order")),
    ("permitted", _("Has a permit")),
)

PLACEMENT_STATES = (
    ("offered", _("Offered")),
    ("confirmed", _("Confirmed")),
    ("declined", _("Declined")),
    ("lapsed", _("Lapsed")),
    ("refused", _("Refused")),
    ("permitted", _("Has a permit")),
)
HELD = ("offered", "confirmed", "permitted")
"""The states in which a placement holds its order."""


class Season(models.Model):
    """One season of a pathway.

    Fields:
        pathway: its name in the text.
        opens, closes: when applications are taken, from the first instant to before the second.
        lottery: the record of the lottery so far, as `proof.lottery` writes it.
        secrets: the secrets kept until they are revealed, by party; only demonstrations keep both here.
        salt: what the pseudonyms and salts of the published match are made of; never shown.
        root: the root of the published match; empty before.
        asked, asked_at, job: the long step that was asked for last, when, and the job that takes it; empty
            where none was.
    """

    name = models.CharField(max_length=80, unique=True)
    pathway = models.CharField(max_length=60)
    status = models.CharField(max_length=12, choices=SEASON_STATES, default="preparing")
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    lottery = models.JSONField(default=dict, blank=True)
    secrets = models.JSONField(default=dict, blank=True)
    salt = models.CharField(max_length=64, blank=True)
    root = models.CharField(max_length=64, blank=True)
    asked = models.CharField(max_length=12, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    job = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Application(Personal):
    """A worker's request for a season.

    Fields:
        number: what it is called in the closed list and the lottery.
        listed: on the closed list of its season.
        most: how many orders the list has at most; None for no limit.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="applications")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="applications")
    number = models.CharField(max_length=32, unique=True)
    filed_at = models.DateTimeField()
    status = models.CharField(max_length=16, choices=APPLICATION_STATES, default="filed", db_index=True)
    listed = models.BooleanField(default=False)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    turn = models.PositiveIntegerField(null=True, blank=True)

    class Meta(Personal.Meta):
        """A worker applies once a season."""

        constraints = [models.UniqueConstraint(fields=["season", "worker"], name="one_application_a_season")]


class Preference(Personal):
    """An order that a worker put on the list (`place` from 1), or took off it (`place` 0)."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="preferences")
    order = models.ForeignKey(JobOrder, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta(Personal.Meta):
        """An order is said once."""

        constraints = [
            models.UniqueConstraint(fields=["application", "order"], name="an_order_is_listed_once")
        ]


class Placement(Personal):
    """What the match gave a worker: an order, until it is confirmed, declined or lapses.

    Fields:
        round: the round of the match, from 1.
        answer_by: the first instant at which it lapses without an answer.
        entry: the first day of work.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="placements")
    order = models.ForeignKey(JobOrder, models.PROTECT, related_name="placements")
    round = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=PLACEMENT_STATES, default="offered", db_index=True)
    offered_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    entry = models.DateField()

    class Meta(Personal.Meta):
        """Nobody holds two orders at once."""

        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(status__in=["offered", "confirmed", "permitted"]),
                name="one_live_placement",
            )
        ]
