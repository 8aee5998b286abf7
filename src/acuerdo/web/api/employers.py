"""Employers for programs: accredited, suspended, and the suspension lifted."""

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from acuerdo.operate import audit, registering
from acuerdo.operate.authority import check
from acuerdo.records.models import Account, Employer
from acuerdo.web.api.security import who
from acuerdo.web.api.sent import Sent

router = Router(tags=["employers"])


class WhySent(Sent):
    """Why an employer is suspended."""

    why: str = Field(min_length=1, max_length=4000)


@router.post(
    "/{number}/accreditation", response={204: None}, operation_id="accredit", summary="Accredit an employer"
)
def accredit(request: HttpRequest, number: str) -> Status[None]:
    """It may file orders from today on."""
    account = who(request)
    registering.accredit(account, _employer(account, "employer.accredit", number))
    return Status(204, None)


@router.post(
    "/{number}/suspension", response={204: None}, operation_id="suspend", summary="Suspend an employer"
)
def suspend(request: HttpRequest, number: str, sent: WhySent) -> Status[None]:
    """Its orders take nobody until it is lifted."""
    account = who(request)
    registering.suspend(account, _employer(account, "employer.suspend", number), sent.why)
    return Status(204, None)


@router.post(
    "/{number}/suspension/end",
    response={204: None},
    operation_id="lift_suspension",
    summary="Lift a suspension",
)
def lift(request: HttpRequest, number: str) -> Status[None]:
    """From today on."""
    account = who(request)
    registering.lift(account, _employer(account, "employer.suspend", number))
    return Status(204, None)


def _employer(account: Account, action: str, number: str) -> Employer:
    check(account, action)
    found: Employer | None = audit.rows(account, action, Employer).filter(number=number).first()
    if found is None:
        raise audit.NotThere(number)
    return found
