"""Complaints for the officers who answer them: opened for a purpose, looked into, decided, reviewed.

Inspectors of the destination answer what is said of employers and of housing, and the origin, which licenses
recruiters, what is said of these. Neither can tell anybody to leave.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from acuerdo.agreement.values import Money
from acuerdo.operate import audit, clock, finding, numbers, refunding
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.complaining import REVIEW_DAYS, name_of
from acuerdo.operate.law import enacted, law
from acuerdo.operate.states import NotNow, can, step
from acuerdo.records.models import (
    Account,
    Complaint,
    ComplaintReview,
    Employer,
    Exhibit,
    Finding,
    Message,
    Recruiter,
    Refund,
)

PURPOSES = {
    "answer": _("To answer this complaint"),
    "review": _("To review what was found"),
    "refund": _("To have a fee paid back"),
}
"""What an officer may open a complaint for; whoever made it is told which it was."""
OPEN = ("filed", "looked_into")


@dataclass(slots=True)
class File:
    """A complaint as an officer sees it.

    Fields:
        exhibits: the places of its pictures.
        own: whether the officer who looks took it up, and so answers no review of it.
        may: what can be done with it now.
    """

    complaint: Complaint
    messages: list[Message] = field(default_factory=list)
    reviews: list[ComplaintReview] = field(default_factory=list)
    exhibits: list[int] = field(default_factory=list)
    finding: Finding | None = None
    refund: Refund | None = None
    own: bool = False
    may: set[str] = field(default_factory=set)


def found(account: Account, state: str = "") -> QuerySet[Complaint]:
    """Complaints that an officer answers, those that wait first, by the day they are due.

    Args:
        state: only those in it; "" for those that wait, "all" for all.

    Raises:
        Denied: the role answers none.
    """
    check(account, "complaint.see")
    rows: QuerySet[Complaint] = audit.rows(account, "complaint.see", Complaint)
    if state != "all":
        rows = rows.filter(status=state) if state else rows.filter(status__in=OPEN)
    return rows.select_related("employer", "recruiter").order_by("due_on", "pk")


def reviews(account: Account) -> QuerySet[ComplaintReview]:
    """Reviews that wait for a second officer, the first due first.

    Raises:
        Denied: the role answers none.
    """
    check(account, "complaint.review")
    rows: QuerySet[ComplaintReview] = audit.rows(account, "complaint.review", ComplaintReview)
    return rows.filter(answered_on=None).select_related("complaint").order_by("due_on", "pk")


@transaction.atomic
def listed(account: Account, rows: QuerySet[Complaint]) -> list[Complaint]:
    """The complaints of one page of a list: each is an entry, by its number alone."""
    shown = list(rows)
    audit.read_each(account, "complaint.see", "list", map(name_of, shown))
    return shown


def within_reach(account: Account, number: str, action: str = "complaint.see") -> Complaint:
    """A complaint that an officer may see, with no entry: for what reads it further on.

    Raises:
        Denied: the role answers none.
        NotThere: none of that number within reach.
    """
    check(account, action)
    row = audit.rows(account, action, Complaint).filter(number=number)
    complaint: Complaint | None = row.select_related("employer", "recruiter", "by").first()
    if complaint is None:
        raise audit.NotThere("Complaint is not there")
    return complaint


@transaction.atomic
def opened(account: Account, number: str, purpose: str) -> File:
    """A complaint with all that belongs to it, opened for a purpose of PURPOSES.

    Raises:
        as `within_reach`.
    """
    complaint = within_reach(account, number)
    audit.read(account, "complaint.see", purpose, name_of(complaint), [""])
    told = File(
        complaint, list(Message.every.filter(complaint=complaint).select_related("by").order_by("pk"))
    )
    told.reviews = list(ComplaintReview.every.filter(complaint=complaint).select_related("by").order_by("pk"))
    told.exhibits = list(
        Exhibit.every.filter(complaint=complaint).order_by("place").values_list("place", flat=True)
    )
    told.finding = Finding.every.filter(complaint=complaint).first()
    told.refund = Refund.every.filter(complaint=complaint).first()
    told.own = complaint.by_id == account.pk
    told.may = {name for name in ("look", "substantiate", "dismiss") if can(complaint, name)}
    if complaint.status != "withdrawn":
        told.may |= {"say", "tie"} if complaint.status in OPEN else {"say"}
    if told.finding and told.finding.upheld and told.finding.employer_id and not told.finding.words:
        told.may.add("tell")
    return told


@transaction.atomic
def picture(account: Account, number: str, place: int) -> bytes:
    """A picture of a complaint, in the audit.

    Raises:
        NotThere: none within reach.
    """
    complaint = within_reach(account, number)
    shown = Exhibit.every.filter(complaint=complaint, place=place).first()
    if shown is None:
        raise audit.NotThere("Exhibit is not there")
    audit.read(account, "complaint.see", "picture", name_of(complaint), [""])
    return bytes(shown.picture)


@transaction.atomic
def look(account: Account, complaint: Complaint) -> None:
    """Take a complaint up.

    Raises:
        Denied: it lies elsewhere.
        NotNow: somebody took it up before, or it was withdrawn.
    """
    complaint = _locked(account, "complaint.answer", complaint)
    step(complaint, "look")
    complaint.by = account
    complaint.save(update_fields=["status", "by"])
    _wrote(account, "complaint.answer", "taken up", complaint)


@transaction.atomic
def say(account: Account, complaint: Complaint, words: str) -> None:
    """Write to whoever complained: a question, or how far it is.

    Raises:
        NotNow: it was withdrawn.
    """
    complaint = _locked(account, "complaint.answer", complaint)
    if complaint.status == "withdrawn":
        raise NotNow("say", "withdrawn")
    _say(account, complaint, words)
    _wrote(account, "complaint.answer", "words", complaint)


@transaction.atomic
def tie(
    account: Account, complaint: Complaint, employer: Employer | None, recruiter: Recruiter | None
) -> None:
    """Say which employer or recruiter of the registers it is about.

    Raises:
        NotNow: it is decided.
    """
    complaint = _locked(account, "complaint.answer", complaint)
    if complaint.status not in OPEN:
        raise NotNow("tie", complaint.status)
    complaint.employer, complaint.recruiter = employer, recruiter
    complaint.save(update_fields=["employer", "recruiter"])
    _wrote(account, "complaint.answer", "whom it is about", complaint)


@transaction.atomic
def dismiss(account: Account, complaint: Complaint, words: str) -> None:
    """Say that it could not be shown; whoever complained can have a second officer look.

    Raises:
        NotNow: nobody took it up, or it is decided.
    """
    complaint = _decided(account, complaint, "dismiss", words)
    refund = Refund.every.filter(complaint=complaint).first()
    if refund is not None and can(refund, "refuse"):
        step(refund, "refuse")
        refund.save(update_fields=["status"])


@transaction.atomic
def substantiate(account: Account, complaint: Complaint, protection: str, words: str) -> Finding:
    """Say that it was found to be so, and let the rules say what follows.

    Args:
        protection: the id of a protection of the text, or `finding.NO_PROTECTION`.

    Raises:
        NotNow: nobody took it up, it is decided, nobody of a register is named, or the rules say that the
            text was not broken.
    """
    return _found(_decided(account, complaint, "substantiate", words), protection)


def _found(complaint: Complaint, protection: str) -> Finding:
    """What the rules say of a breach, kept; a fee is ordered to be paid back."""
    if complaint.employer_id is None and complaint.recruiter_id is None:
        raise NotNow("substantiate", "nobody_named")
    today, of = clock.today(), law()
    text = enacted(today)
    broken = {each.id: each for each in finding.protections(of, text)}.get(protection)
    refund = Refund.every.filter(complaint=complaint).first()
    paid = Money(refund.cents, refund.currency) if refund else None
    says = finding.follows(broken, of, text, today, paid) if broken else None
    if says is not None and says.outcome != "broken":
        raise NotNow("substantiate", says.outcome, says.clause)
    told = {
        "employer": complaint.employer,
        "recruiter": complaint.recruiter,
        "protection": says.clause if says else "",
        "found_on": today,
        "remedy_by": says.remedy_by if says else None,
        "barred_until": says.barred_until if says else None,
        "upheld": True,
    }
    made: Finding
    made, _new = Finding.every.update_or_create(
        complaint=complaint, defaults=told, create_defaults=told | {"number": numbers.new("F")}
    )
    if refund is not None and says is not None and broken is not None and broken.measure == finding.FEE:
        refunding.order(refund, complaint, says)
    return made


@transaction.atomic
def tell(account: Account, complaint: Complaint, words: str) -> None:
    """Tell whoever broke a protection what was found: these words and no others.

    Raises:
        NotNow: nothing was found, or it was told before.
    """
    complaint = _locked(account, "complaint.answer", complaint)
    told = Finding.every.filter(complaint=complaint, upheld=True, words="").first()
    if told is None:
        raise NotNow("tell", "told")
    told.words, told.told_on = words, clock.today()
    told.save(update_fields=["words", "told_on"])
    _wrote(account, "complaint.answer", "finding told", complaint)


@transaction.atomic
def ask_for(account: Account, number: str, words: str) -> ComplaintReview:
    """Put a finding to review, as the employer that was told of it.

    Raises:
        Denied: the role may not.
        NotThere: no finding of that number that this employer was told.
        NotNow: it was asked for before, or the finding was taken back.
    """
    check(account, "finding.review")
    told = audit.rows(account, "finding.review", Finding).filter(number=number).first()
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
    complaint = _locked(account, "complaint.review", complaint)
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
            _found(complaint, protection)
        else:
            _take_back(complaint)
    review.by, review.answered_on, review.answer, review.upheld = account, clock.today(), words, stands
    review.save()
    if side == "complainant":
        _say(account, complaint, words)
    _wrote(account, "complaint.review", "review answered", complaint, upheld=stands)
    return review


def _take_back(complaint: Complaint) -> None:
    """A finding that does not stand: nothing follows from it any more."""
    Finding.every.filter(complaint=complaint).update(upheld=False, barred_until=None)
    refund = Refund.every.filter(complaint=complaint).first()
    if refund is not None and can(refund, "annul"):
        step(refund, "annul")
        refund.save(update_fields=["status"])


def _decided(account: Account, complaint: Complaint, how: str, words: str) -> Complaint:
    complaint = _locked(account, "complaint.answer", complaint)
    step(complaint, how)
    complaint.by = account
    complaint.save(update_fields=["status", "by"])
    _say(account, complaint, words)
    _wrote(account, "complaint.answer", "decided", complaint)
    return complaint


def _locked(account: Account, action: str, complaint: Complaint) -> Complaint:
    check(account, action, complaint)
    locked: Complaint = Complaint.every.select_for_update(of=("self",)).get(pk=complaint.pk)
    return locked


def _say(account: Account, complaint: Complaint, words: str) -> None:
    Message.every.create(complaint=complaint, by=account, words=words, on=clock.today())


def _wrote(account: Account, action: str, purpose: str, complaint: Complaint, **detail: Any) -> None:
    audit.written(account, action, purpose, name_of(complaint), **detail)


def late(complaint: Complaint, today: date) -> bool:
    """Whether the day by which to answer has passed."""
    return complaint.status in OPEN and complaint.due_on < today


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
