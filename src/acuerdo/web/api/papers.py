"""What officers enter about workers for programs: certificates, seasons worked; and links to sign in by."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from acuerdo.operate import access, audit, proving
from acuerdo.operate.authority import check
from acuerdo.records.models import Employer, Worker
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import Sent

router = Router(tags=["workers"])
EARLIEST_YEAR, LATEST_YEAR = 1940, 2100
"""Years of seasons that are believed (layout, no legal meaning)."""


class CertificateSent(Sent):
    """What a certificate of no criminal record says."""

    convictions: int = Field(ge=0, le=1000)


class SeasonSent(Sent):
    """A season that a worker worked; `employer` is the number of the employer, if it is in the register."""

    year: int = Field(ge=EARLIEST_YEAR, le=LATEST_YEAR)
    complied: bool
    employer: str | None = Field(None, max_length=24)


class LinkTold(Schema):
    """Where the worker signs in, once."""

    address: str


@router.post(
    "/{number}/certificate",
    response={204: None},
    operation_id="enter_certificate",
    summary="Enter a certificate of no criminal record",
)
def certificate(request: HttpRequest, number: str, sent: CertificateSent) -> Status[None]:
    """Applications that waited for it are decided."""
    account = who(request)
    worker = audit.see(account, "worker.prove", Worker, "certificate", number=number)
    proving.certificate(account, worker, sent.convictions)
    return Status(204, None)


@router.post(
    "/{number}/seasons", response={204: None}, operation_id="enter_season", summary="Enter a season worked"
)
def season(request: HttpRequest, number: str, sent: SeasonSent) -> Status[None]:
    """A second entry of a year mends the first."""
    account = who(request)
    worker = audit.see(account, "worker.prove", Worker, "seasons worked", number=number)
    employer = None
    if sent.employer is not None:
        employer = Employer.objects.filter(number=sent.employer).first()
        if employer is None:
            raise audit.NotThere(sent.employer)
    proving.past_season(account, worker, sent.year, sent.complied, employer)
    return Status(204, None)


@router.post(
    "/{number}/access",
    response={201: LinkTold},
    operation_id="give_access",
    summary="Give a link to sign in by",
)
def link(request: HttpRequest, number: str) -> Status[dict[str, Any]]:
    """It works once, for this worker; links given before end."""
    account = who(request)
    check(account, "worker.access")
    worker = audit.see(account, "worker.access", Worker, "access link", number=number)
    return Status(201, {"address": f"/access/{access.link(account, worker)}/"})
