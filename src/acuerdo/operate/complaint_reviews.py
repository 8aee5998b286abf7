"""What was found, put to a second officer: by whoever complained, or by the employer that was told of it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from acuerdo.operate import audit, clock, numbers
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.complaining import REVIEW_DAYS
from acuerdo.operate.complaints import found_so, locked, said_by, wrote
from acuerdo.operate.states import NotNow, can, step
from acuerdo.records.models import Account, Complaint, ComplaintReview, Finding, Refund


def reviews(account: Account) -> QuerySet[ComplaintReview]:
    """Reviews that wait for a second officer, the first due first.

    Raises:
        Denied: the role answers none.
    """
    check(account, "complaint.review")
    rows: QuerySet[ComplaintReview] = audit.rows(account, "complaint.review", ComplaintReview)
    return rows.filter(answered_on=None).select_related("complaint").order_by("due_on", "pk")


def told(account: Account) -> QuerySet[Finding]:
    """Findings that an employer was told of, the last first.

    Raises:
        Denied: the role is told none.
    """
    check(account, "finding.see")
    found_of: QuerySet[Finding] = audit.rows(account, "finding.see", Finding)
    return found_of.select_related("employer").order_by("-told_on", "-pk")


def reviewed(account: Account) -> dict[int, ComplaintReview]:
    """The reviews that employers asked for of findings they were told of, by the finding.

    Raises:
        Denied: the role is told none.
    """
    shown = dict(told(account).values_list("complaint", "pk"))
    asked = ComplaintReview.every.filter(complaint__in=shown, side="employer")
    return {shown[each.complaint_id]: each for each in asked}


@transaction.atomic
def ask_for(account: Account, number: str, words: str) -> ComplaintReview:
    """Put a finding to review, as the employer that was told of it.

    Raises:
        Denied: the role may not.
        NotThere: no finding of that number that this employer was told.
        NotNow: it was asked for before, or the finding was taken back.
    """
    check(account, "finding.review")
    rows = audit.rows(account, "finding.review", Finding)
    told = rows.filter(number=number).first() if numbers.is_number(number) else None
    if told is None:
        raise audit.NotThere("Finding is not there")
    if not told.upheld or ComplaintReview.every.filter(complaint=told.complaint_id, side="employer").exists():
        raise NotNow("review", "under_review")
    made: ComplaintReview = ComplaintReview.every.create(
        complaint_id=told.complaint_id,
        side="employer",
        words=words,
        asked_on=clock.today(),
        due_on=clock.today() + timedelta(days=REVIEW_DAYS),
    )
    audit.written(account, "finding.review", "review asked for", f"finding:{told.number}")
    return made


@transaction.atomic
def answer(
    account: Account, complaint: Complaint, side: str, stands: bool, protection: str, words: str
) -> ComplaintReview:
    """Answer a review as a second officer: what was found stands, or is turned round.

    Args:
        side: who asked: complainant or employer.
        stands: whether it does.
        protection: as in `substantiate`, where it is found to be so after all.

    Raises:
        Denied: the officer decided it first, or it lies elsewhere.
        NotNow: there is no such review, or it is answered.
    """
    complaint = locked(account, "complaint.review", complaint)
    if complaint.by_id == account.pk:
        raise Denied("complaint.review", "same_officer")
    waits = ComplaintReview.every.filter(complaint=complaint, side=side, answered_on=None)
    review: ComplaintReview | None = waits.first()
    if review is None:
        raise NotNow("review", "answered")
    if not stands:
        step(complaint, "overturn")
        complaint.save(update_fields=["status"])
        if complaint.status == "substantiated":
            found_so(complaint, protection)
        else:
            _take_back(complaint)
    review.by, review.answered_on, review.answer, review.upheld = account, clock.today(), words, stands
    review.save()
    if side == "complainant":
        said_by(account, complaint, words)
    wrote(account, "complaint.review", "review answered", complaint, upheld=stands)
    return review


def _take_back(complaint: Complaint) -> None:
    """A finding that does not stand: nothing follows from it any more."""
    Finding.every.filter(complaint=complaint).update(upheld=False, barred_until=None)
    refund = Refund.every.filter(complaint=complaint).first()
    if refund is not None and can(refund, "annul"):
        step(refund, "annul")
        refund.save(update_fields=["status"])
