"""Complaints, what was found, and fees to be paid back: behind a wall of their own, see `operate.wall`."""

from django.db import models
from django.utils.translation import gettext_noop as _

from acuerdo.records.scope import Personal

ABOUT = (
    ("employer", _("The employer")),
    ("housing", _("The housing")),
    ("recruiter", _("Whoever found me the work")),
)
"""What a complaint is about."""
KINDS = (
    ("wages", _("Pay is missing, late, or less than agreed")),
    ("hours", _("Too many hours, or no days of rest")),
    ("safety", _("The work is dangerous, or somebody was hurt")),
    ("harm", _("Threats, blows, insults or harassment")),
    ("papers", _("My papers were taken away, or I may not leave")),
    ("contract", _("The work is not what the contract says")),
    ("housing", _("The housing is not fit to live in")),
    ("fee", _("I was asked for money for the work")),
    ("unequal", _("I am treated worse than others")),
    ("reprisal", _("I am being punished for having complained")),
    ("other", _("Something else")),
)
"""What happened, in plain words."""
COMPLAINT_STATES = (
    ("filed", _("Has arrived")),
    ("looked_into", _("Is being looked into")),
    ("substantiated", _("Found to be so")),
    ("not_substantiated", _("Could not be shown")),
    ("withdrawn", _("Withdrawn")),
)
REFUND_STATES = (
    ("asked", _("Asked for")),
    ("ordered", _("Ordered to be paid back")),
    ("paid", _("Paid back")),
    ("unpaid", _("Not paid in time")),
    ("refused", _("Not ordered")),
    ("withdrawn", _("Withdrawn")),
)


class Complaint(Personal):
    """What somebody says happened. Days and no instants are kept, so that none is laid beside a visit.

    Fields:
        number: what it is called; drawn, so that it says nothing.
        digest: of the number and the secret by which it is followed; the secret is kept nowhere.
        form: the digest of the key of the form, so that what is sent twice is filed once.
        state: postal code of where it happened; empty where it was not said.
        named: the employer or recruiter, as whoever complains called them.
        worker: who complained, where that person signed in and wanted to be known.
        employer, recruiter: of the register, once an officer knows which.
        due_on: the day by which it is to be answered.
        by: the officer who took it up.
    """

    number = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    form = models.CharField(max_length=64, unique=True)
    about = models.CharField(max_length=12, choices=ABOUT)
    kind = models.CharField(max_length=12, choices=KINDS)
    state = models.CharField(max_length=2, blank=True)
    named = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    worker = models.ForeignKey("records.Worker", models.PROTECT, null=True, related_name="complaints")
    employer = models.ForeignKey("records.Employer", models.PROTECT, null=True, related_name="+")
    recruiter = models.ForeignKey("records.Recruiter", models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=20, choices=COMPLAINT_STATES, default="filed", db_index=True)
    filed_on = models.DateField()
    due_on = models.DateField(db_index=True)
    by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.number


class Exhibit(Personal):
    """A picture that came with a complaint, drawn anew so that it says nothing of the telephone.

    Fields:
        place: which of the complaint's it is, from 1.
        picture: JPEG.
    """

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="exhibits")
    place = models.PositiveSmallIntegerField()
    picture = models.BinaryField()


class Message(Personal):
    """What was said afterwards: by an officer, where `by` is set, or by whoever complained."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="messages")
    by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    words = models.TextField()
    on = models.DateField()


class Finding(Personal):
    """What was found of an employer or a recruiter: that a protection of the text was broken.

    Fields:
        number: what it is called where nothing else of the complaint is known.
        protection: its path in the text; empty where the text has none for this.
        remedy_by: the last day to make it good; None where the text sets no time.
        barred_until: as the text says; None where it bars nobody.
        words: what whoever broke it is told, in the words of the officer; empty until then.
        upheld: whether it stands; a review may take it back.
    """

    number = models.CharField(max_length=16, unique=True)
    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="finding")
    employer = models.ForeignKey("records.Employer", models.PROTECT, null=True, related_name="findings")
    recruiter = models.ForeignKey("records.Recruiter", models.PROTECT, null=True, related_name="+")
    protection = models.CharField(max_length=120, blank=True)
    found_on = models.DateField()
    remedy_by = models.DateField(null=True)
    barred_until = models.DateField(null=True)
    words = models.TextField(blank=True)
    told_on = models.DateField(null=True)
    upheld = models.BooleanField(default=True)


class ComplaintReview(Personal):
    """A finding, or that nothing could be shown, put to a second officer.

    Fields:
        side: who asked: complainant or employer.
        by: who answered: never the officer who decided first.
        upheld: whether what was found stands; None until it is answered.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="reviews")
    side = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    asked_on = models.DateField()
    due_on = models.DateField()
    by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    upheld = models.BooleanField(null=True)

    class Meta(Personal.Meta):
        """Each side asks once."""

        constraints = [models.UniqueConstraint(fields=["complaint", "side"], name="one_review_a_side")]


class Refund(Personal):
    """A fee that somebody was made to pay for the work, to be paid back.

    Fields:
        number: what it is called towards whoever has to pay.
        cents, currency: the amount, in hundredths (ISO 4217).
        paid_to: to whom it was paid, in the words of whoever complains.
        text, clause, reason, en, es: what decided, as in `Decision`; empty before.
        due_on: the last day to pay it back.
        due_by_text: whether the text says that day, and not the assumption of `operate.refunding`.
        fine: what the text asks besides, as `500 USD`; empty for nothing.
    """

    number = models.CharField(max_length=16, unique=True)
    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="refund")
    employer = models.ForeignKey("records.Employer", models.PROTECT, null=True, related_name="+")
    recruiter = models.ForeignKey("records.Recruiter", models.PROTECT, null=True, related_name="+")
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    paid_to = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=REFUND_STATES, default="asked", db_index=True)
    text = models.ForeignKey("records.Text", models.PROTECT, null=True, related_name="+")
    clause = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=80, blank=True)
    en = models.TextField(blank=True)
    es = models.TextField(blank=True)
    asked_on = models.DateField()
    ordered_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_by_text = models.BooleanField(default=False)
    fine = models.CharField(max_length=24, blank=True)
    closed_on = models.DateField(null=True)


class Transfer(Personal):
    """A worker's move to another order, with the permit and the place under the cap kept.

    Fields:
        left, taken: the order that was left, and the one that was taken.
        decision: by which clause, on which facts, and why.
        contract, signed_at: the contract that was left, as it was signed.
        place_closed: whether the place that was left is nobody's any more.
    """

    permit = models.ForeignKey("records.Permit", models.PROTECT, related_name="transfers")
    left = models.ForeignKey("records.JobOrder", models.PROTECT, related_name="+")
    taken = models.ForeignKey("records.JobOrder", models.PROTECT, related_name="+")
    decision = models.ForeignKey("records.Decision", models.PROTECT, related_name="+")
    contract = models.TextField()
    signed_at = models.DateTimeField(null=True)
    place_closed = models.BooleanField(default=False)
    on = models.DateField()
