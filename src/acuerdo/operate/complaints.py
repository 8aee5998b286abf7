"""Complaints for the officers who answer them: opened for a purpose, looked into, decided, reviewed.

Inspectors of the destination answer what is said of employers and of housing, and the origin, which licenses
recruiters, what is said of these. Neither can tell anybody to leave.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from acuerdo.agreement.values import Money
from acuerdo.operate import audit, clock, finding, numbers, refunding
from acuerdo.operate.authority import check
from acuerdo.operate.complaining import name_of
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
    known = row.select_related("employer", "recruiter", "by") if numbers.is_number(number) else row.none()
    complaint: Complaint | None = known.first()
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
    complaint = locked(account, "complaint.answer", complaint)
    step(complaint, "look")
    complaint.by = account
    complaint.save(update_fields=["status", "by"])
    wrote(account, "complaint.answer", "taken up", complaint)


@transaction.atomic
def say(account: Account, complaint: Complaint, words: str) -> None:
    """Write to whoever complained: a question, or how far it is.

    Raises:
        NotNow: it was withdrawn.
    """
    complaint = locked(account, "complaint.answer", complaint)
    if complaint.status == "withdrawn":
        raise NotNow("say", "withdrawn")
    said_by(account, complaint, words)
    wrote(account, "complaint.answer", "words", complaint)


@transaction.atomic
def tie(
    account: Account, complaint: Complaint, employer: Employer | None, recruiter: Recruiter | None
) -> None:
    """Say which employer or recruiter of the registers it is about.

    Raises:
        NotNow: it is decided.
    """
    complaint = locked(account, "complaint.answer", complaint)
    if complaint.status not in OPEN:
        raise NotNow("tie", complaint.status)
    complaint.employer, complaint.recruiter = employer, recruiter
    complaint.save(update_fields=["employer", "recruiter"])
    wrote(account, "complaint.answer", "whom it is about", complaint)


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
    return found_so(_decided(account, complaint, "substantiate", words), protection)


def found_so(complaint: Complaint, protection: str) -> Finding:
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
    complaint = locked(account, "complaint.answer", complaint)
    told = Finding.every.filter(complaint=complaint, upheld=True, words="").first()
    if told is None:
        raise NotNow("tell", "told")
    told.words, told.told_on = words, clock.today()
    told.save(update_fields=["words", "told_on"])
    wrote(account, "complaint.answer", "finding told", complaint)


def _decided(account: Account, complaint: Complaint, how: str, words: str) -> Complaint:
    complaint = locked(account, "complaint.answer", complaint)
    step(complaint, how)
    complaint.by = account
    complaint.save(update_fields=["status", "by"])
    said_by(account, complaint, words)
    wrote(account, "complaint.answer", "decided", complaint)
    return complaint


def locked(account: Account, action: str, complaint: Complaint) -> Complaint:
    """A complaint that nobody else changes until this transaction is over, if the account may.

    Raises:
        Denied: it may not.
    """
    check(account, action, complaint)
    locked: Complaint = Complaint.every.select_for_update(of=("self",)).get(pk=complaint.pk)
    return locked


def said_by(account: Account, complaint: Complaint, words: str) -> None:
    """Keep what an officer wrote to whoever complained."""
    Message.every.create(complaint=complaint, by=account, words=words, on=clock.today())


def wrote(account: Account, action: str, purpose: str, complaint: Complaint, **detail: Any) -> None:
    """Write down that something of a complaint was written; of whom it is, nothing is said."""
    audit.written(account, action, purpose, name_of(complaint), **detail)


def late(complaint: Complaint, today: date) -> bool:
    """Whether the day by which to answer has passed."""
    return complaint.status in OPEN and complaint.due_on < today
