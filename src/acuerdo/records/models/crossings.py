"""Coming and going: entries and exits as states tell them, what differs, stays that are over, renewals."""

from django.db import models
from django.utils.translation import gettext_noop as _

from acuerdo.records.models.permits import Permit
from acuerdo.records.scope import Personal

DIRECTIONS = (("entry", _("Into the country of work")), ("exit", _("Out of the country of work")))
DIFFERENCES = (
    ("one_sided", _("Told by one state alone")),
    ("other_direction", _("The states tell different directions")),
    ("other_day", _("The states tell different days")),
    ("exit_without_entry", _("Went out without an entry before")),
    ("entered_twice", _("Came in twice without going out")),
    ("unknown_permit", _("No permit has this number")),
    ("grace", _("The days of grace run, and no exit is on record")),
    ("after_grace", _("The days of grace are over, and no exit is on record")),
)
WORK_STATES = (("open", _("Open")), ("resolved", _("Resolved")), ("fallen_away", _("Fallen away")))
CLOCKS = (
    ("last_day", _("The last day of the stay")),
    ("grace", _("The last day of grace")),
    ("may_return", _("The first day of another stay")),
)


class Crossing(Personal):
    """An entry or an exit of whoever holds a permit, as one state tells it.

    Fields:
        number: the number of the permit, as it was told.
        permit: the permit of that number; None where there is none.
        direction: one of DIRECTIONS, seen from the country of work.
        on, at: the day, as it was stamped, and the instant.
        party: which state tells it.
        source: what that state calls the record.
        struck_at: from when it does not count, because the state found it mistaken.
    """

    number = models.CharField(max_length=24, db_index=True)
    permit = models.ForeignKey(Permit, models.PROTECT, null=True, blank=True, related_name="crossings")
    direction = models.CharField(max_length=5, choices=DIRECTIONS)
    on = models.DateField()
    at = models.DateTimeField()
    place = models.CharField(max_length=80)
    party = models.CharField(max_length=3)
    source = models.CharField(max_length=60)
    filed_at = models.DateTimeField()
    by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta(Personal.Meta):
        """A state tells a record once."""

        constraints = [models.UniqueConstraint(fields=["party", "source"], name="a_record_is_told_once")]


class WorkItem(Personal):
    """Something that an officer of one of the states has to look into, by a day.

    Fields:
        kind: one of DIFFERENCES.
        name: what it is about, so that it is made once however often it is found.
        owner: the state whose officers look into it.
        permit, crossing, other: what it is about, as far as it is known.
        outcome, words: how it was resolved, by whom and when; empty while it is open.
    """

    kind = models.CharField(max_length=24, choices=DIFFERENCES)
    name = models.CharField(max_length=60, unique=True)
    owner = models.CharField(max_length=3, db_index=True)
    permit = models.ForeignKey(Permit, models.PROTECT, null=True, blank=True, related_name="items")
    crossing = models.ForeignKey(Crossing, models.PROTECT, null=True, blank=True, related_name="items")
    other = models.ForeignKey(Crossing, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=12, choices=WORK_STATES, default="open", db_index=True)
    opened_on = models.DateField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=12, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey("records.Account", models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)


class Renewal(Personal):
    """A longer stay that was asked for.

    Fields:
        until: the last day asked for.
        granted: whether the rules gave it.
        counts: whether it is a renewal as the text counts them; within the longest stay it is none.
    """

    permit = models.ForeignKey(Permit, models.PROTECT, related_name="renewals")
    asked_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateField()
    granted = models.BooleanField()
    counts = models.BooleanField()
    decision = models.ForeignKey("records.Decision", models.PROTECT, related_name="+")


class Stay(Personal):
    """A stay under a permit that is over.

    Fields:
        entered_on, left_on: the days of the first entry and of the last exit.
        days: days of presence, from each entry to its exit.
        complied: left by the last day of grace.
        decision: by which it was decided.
    """

    permit = models.OneToOneField(Permit, models.PROTECT, related_name="stay")
    entered_on = models.DateField()
    left_on = models.DateField()
    days = models.PositiveIntegerField()
    complied = models.BooleanField()
    decision = models.ForeignKey("records.Decision", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()


class Reminder(Personal):
    """A clock of which the holder of a permit was told in time: each once.

    Fields:
        clock: one of CLOCKS.
        day: the day that it names.
    """

    permit = models.ForeignKey(Permit, models.PROTECT, related_name="reminders")
    clock = models.CharField(max_length=12, choices=CLOCKS)
    day = models.DateField()
    told_at = models.DateTimeField()

    class Meta(Personal.Meta):
        """Nobody is told the same twice."""

        constraints = [models.UniqueConstraint(fields=["permit", "clock", "day"], name="told_once")]
