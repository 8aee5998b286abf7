"""Permits that travel, for programs: an employer's question, revocations, photos."""

import base64
import binascii
from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from acuerdo.operate import audit, credentials, photos, revoking, work_check
from acuerdo.operate.authority import check
from acuerdo.operate.states import NotNow
from acuerdo.records.models import Appointment, Permit
from acuerdo.web.api.placements import OF_PLACEMENT, Number
from acuerdo.web.api.problems import Fault, Faulty, Unfit
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import Day, Sent, Words

router = Router(tags=["permits"])
MOST_LETTERS = 4 * photos.MOST_BYTES // 3 + 4


class WorkAsked(Sent):
    """The number of a permit, and when whoever shows it was born."""

    permit: str = Field(max_length=24)
    born_on: Day


class WorkTold(Schema):
    """Whether this person may work today, for an employer that the account stands for."""

    yes: bool


class RevocationSent(Sent):
    """On which ground a permit is taken away, and what was found."""

    ground: str = Field(json_schema_extra={"enum": list(revoking.GROUNDS)})
    words: Words


class RestorationSent(Sent):
    """Why a permit is given back."""

    words: Words


class PhotoSent(Sent):
    """A JPEG or PNG photo in base 64."""

    photo: str = Field(max_length=MOST_LETTERS)


class DocumentTold(Schema):
    """A permit as a signed document (SD-JWT, RFC 9901), with all its disclosures."""

    number: str
    document: str


@router.post(
    "/work-checks", response=WorkTold, operation_id="check_work", summary="Ask whether somebody may work"
)
def may_work(request: HttpRequest, sent: WorkAsked) -> dict[str, bool]:
    """Yes or no, and nothing more; the worker sees that it was asked."""
    account = who(request)
    check(account, "work.check")
    try:
        born_on = date.fromisoformat(sent.born_on)
    except ValueError:
        raise Faulty([Fault("born_on", sent.born_on, "2017-03-01")]) from None
    try:
        return {"yes": work_check.may_work(account, sent.permit, born_on)}
    except NotNow as error:
        raise Unfit("too_many", Retry_After="3600") from error


@router.post(
    "/permits/{number}/revocation",
    response={204: None},
    operation_id="revoke_permit",
    summary="Take a permit away",
)
def revoke(request: HttpRequest, number: str, sent: RevocationSent) -> Status[None]:
    """The worker reads why, and can ask for a review."""
    account = who(request)
    permit = audit.see(account, "permit.revoke", Permit, "revocation", OF_PLACEMENT, number=number)
    if sent.ground not in revoking.GROUNDS:
        raise Faulty([Fault("ground", sent.ground, ", ".join(revoking.GROUNDS))])
    revoking.revoke(account, permit, sent.ground, sent.words)
    return Status(204, None)


@router.post(
    "/permits/{number}/restoration",
    response={204: None},
    operation_id="restore_permit",
    summary="Give a permit back",
)
def restore(request: HttpRequest, number: str, sent: RestorationSent) -> Status[None]:
    """By another officer than the one who took it away."""
    account = who(request)
    permit = audit.see(account, "permit.restore", Permit, "revocation", OF_PLACEMENT, number=number)
    revoking.restore(account, permit, sent.words)
    return Status(204, None)


@router.post(
    "/appointments/{number}/photo",
    response={204: None},
    operation_id="take_photo",
    summary="Keep the photo of whoever came",
)
def photo(request: HttpRequest, number: Number, sent: PhotoSent) -> Status[None]:
    """In place of an earlier one."""
    account = who(request)
    found = audit.see(account, "photo.take", Appointment, "photo", OF_PLACEMENT, pk=number)
    try:
        photos.take(account, found, base64.b64decode(sent.photo, validate=True))
    except (binascii.Error, ValueError):
        raise Faulty([Fault("photo", None, "base 64")]) from None
    except ValidationError as error:
        raise Faulty([Fault("photo", None, each) for each in error.messages]) from None
    return Status(204, None)


@router.get(
    "/me/permit", response=DocumentTold, operation_id="read_own_permit", summary="Read your own permit"
)
def own(request: HttpRequest) -> dict[str, str]:
    """As it is shown: on a telephone, or on paper where none holds it."""
    held = credentials.held(who(request))
    if held is None:
        raise audit.NotThere("Permit is not there")
    return {"number": held.permit.number, "document": held.credential.document}
