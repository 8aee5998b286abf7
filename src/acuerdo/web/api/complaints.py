"""Complaints and fees to be paid back for the systems of the offices that answer them."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from acuerdo.operate import complaints, refunding
from acuerdo.operate.complaint_forms import DecideForm
from acuerdo.operate.complaints import File
from acuerdo.records.models import Complaint, Message, Refund
from acuerdo.web.api.paging import page
from acuerdo.web.api.problems import checked
from acuerdo.web.api.schemas import Page, Paging
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import ReviewSent, Sent

router = Router(tags=["complaints"])
Number = Annotated[str, Path(min_length=1, max_length=16)]
"""The number of a complaint or of a fee to be paid back."""


class ComplaintPaging(Paging):
    """Which part of which complaints: those that wait, unless a state, or `all`, is asked for."""

    state: Literal["", "all", "filed", "looked_into", "substantiated", "not_substantiated", "withdrawn"] = (
        Field("")
    )


class Purpose(Schema):
    """What a complaint is opened for; whoever complained sees it."""

    purpose: Literal["answer", "review", "refund"]


class ComplaintTold(Schema):
    """A complaint in a list; `state` is a postal code, `employer` and `recruiter` are of the registers."""

    number: str
    about: str
    kind: str
    state: str
    named: str
    status: str
    filed_on: date
    due_on: date
    employer: str | None
    recruiter: str | None

    @staticmethod
    def resolve_employer(complaint: Complaint) -> str | None:
        """The number of the employer."""
        return complaint.employer.number if complaint.employer else None

    @staticmethod
    def resolve_recruiter(complaint: Complaint) -> str | None:
        """The number of the licence."""
        return complaint.recruiter.licence if complaint.recruiter else None


class MessageTold(Schema):
    """What was said afterwards; `office` says by whom."""

    on: date
    office: bool
    words: str

    @staticmethod
    def resolve_office(message: Message) -> bool:
        """Whether an officer said it."""
        return message.by_id is not None


class ComplaintWhole(Schema):
    """A complaint with what was said and what follows from it: the path of the protection that was broken."""

    complaint: ComplaintTold
    words: str
    worker: str | None
    messages: list[MessageTold]
    pictures: int
    finding: str | None
    protection: str | None
    refund: str | None

    @staticmethod
    def resolve_words(file: File) -> str:
        """As it was filed."""
        return file.complaint.words

    @staticmethod
    def resolve_worker(file: File) -> str | None:
        """The number of the worker, where a name was given."""
        return file.complaint.worker.number if file.complaint.worker else None

    @staticmethod
    def resolve_pictures(file: File) -> int:
        """How many there are."""
        return len(file.exhibits)

    @staticmethod
    def resolve_finding(file: File) -> str | None:
        """Its number."""
        return file.finding.number if file.finding else None

    @staticmethod
    def resolve_protection(file: File) -> str | None:
        """Its path in the text."""
        return file.finding.protection if file.finding else None

    @staticmethod
    def resolve_refund(file: File) -> str | None:
        """Its number."""
        return file.refund.number if file.refund else None


class RefundTold(Schema):
    """A fee to be paid back; `due_by_text` says whether the text sets the day."""

    number: str
    status: str
    cents: int
    currency: str
    due_on: date | None
    due_by_text: bool
    clause: str
    fine: str
    employer: str | None
    recruiter: str | None

    @staticmethod
    def resolve_employer(refund: Refund) -> str | None:
        """The number of the employer."""
        return refund.employer.number if refund.employer else None

    @staticmethod
    def resolve_recruiter(refund: Refund) -> str | None:
        """The number of the licence."""
        return refund.recruiter.licence if refund.recruiter else None


class FindingSent(Sent):
    """What was found, and what is said to whoever complained; `protection` is the id of one of the text, or
    `none` where it has none for this."""

    outcome: Literal["substantiated", "not_substantiated"]
    protection: str = Field("", max_length=120)
    words: str = Field(min_length=1, max_length=4000)


class SettledSent(Sent):
    """What became of a fee to be paid back."""

    what: Literal["paid", "unpaid"]


@router.get(
    "/complaints", response=Page[ComplaintTold], operation_id="list_complaints", summary="List complaints"
)
def many(request: HttpRequest, paging: Query[ComplaintPaging]) -> dict[str, Any]:
    """The complaints that you answer, the first due first; each one shown is an entry, by its number."""
    account = who(request)
    return page(
        complaints.found(account, paging.state), paging, lambda rows: complaints.listed(account, rows)
    )


@router.get(
    "/complaints/{number}",
    response=ComplaintWhole,
    operation_id="read_complaint",
    summary="Read a complaint",
)
def one(request: HttpRequest, number: Number, purpose: Query[Purpose]) -> File:
    """Whoever complained sees that you did, and what for."""
    return complaints.opened(who(request), number, purpose.purpose)


@router.post(
    "/complaints/{number}/taking-up",
    response={204: None},
    operation_id="take_up_complaint",
    summary="Take a complaint up",
)
def look(request: HttpRequest, number: Number) -> Status[None]:
    """From now on it is looked into."""
    account = who(request)
    complaints.look(account, complaints.within_reach(account, number, "complaint.answer"))
    return Status(204, None)


@router.post(
    "/complaints/{number}/words",
    response={204: None},
    operation_id="write_to_complainant",
    summary="Write to whoever complained",
)
def say(request: HttpRequest, number: Number, sent: ReviewSent) -> Status[None]:
    """It is read with the number and the secret."""
    account = who(request)
    complaints.say(account, complaints.within_reach(account, number, "complaint.answer"), sent.words)
    return Status(204, None)


@router.post(
    "/complaints/{number}/finding",
    response={204: None},
    operation_id="decide_complaint",
    summary="Decide a complaint",
)
def decide(request: HttpRequest, number: Number, sent: FindingSent) -> Status[None]:
    """What follows, the rules say."""
    account = who(request)
    found = complaints.within_reach(account, number, "complaint.answer")
    said = checked(DecideForm(sent.dict()))
    if said["outcome"] == "substantiated":
        complaints.substantiate(account, found, said["protection"], said["words"])
    else:
        complaints.dismiss(account, found, said["words"])
    return Status(204, None)


@router.get(
    "/refunds", response=Page[RefundTold], operation_id="list_refunds", summary="List fees to be paid back"
)
def refunds(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """For an office those that wait; for an employer those that it was told to pay."""
    account = who(request)
    return page(refunding.found(account), paging, lambda rows: refunding.listed(account, rows))


@router.post(
    "/refunds/{number}/settlement",
    response=RefundTold,
    operation_id="settle_refund",
    summary="Enter that a fee was paid back, or not in time",
)
def settle(request: HttpRequest, number: Number, sent: SettledSent) -> Refund:
    """That it was not paid punishes nobody by itself."""
    account = who(request)
    return refunding.settle(account, refunding.one(account, "refund.settle", number), sent.what)
