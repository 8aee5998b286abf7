"""Whether a permit holds today, for whoever stands before a person who shows one."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.records.models import Account, Permit, Revocation

ABOUT = "placement__application__worker"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is said of a number.

    Fields:
        on: the day it is said for.
        permit: None where there is none of this number, or none within reach.
        holds: whether it holds on that day, its first and last included, and was not revoked.
        revoked: whether it was revoked.
    """

    number: str
    on: date
    permit: Permit | None
    holds: bool
    revoked: bool = False


def state_on(permit: Permit, revoked: bool, on: date) -> str:
    """How a permit stands on a day: revoked, ahead, over or holds."""
    if revoked:
        return "revoked"
    return "ahead" if on < permit.holds_from else "over" if on > permit.until else "holds"


@transaction.atomic
def held_today(account: Account, number: str) -> Checked:
    """Whether the permit of a number holds today. That it was asked is an entry, also where there is none.

    Raises:
        Denied: the role may not see permits.
    """
    check(account, "permit.see")
    said, today = number.strip().upper(), clock.today()
    rows = audit.rows(account, "permit.see", Permit).select_related(ABOUT)
    permit: Permit | None = rows.filter(number=said).first()
    subject = audit.subject_of(permit) if permit else "permit"
    audit.read(
        account, "permit.see", "whether it holds", subject, [audit.number_of(permit, ABOUT) if permit else ""]
    )
    gone = permit is not None and Revocation.every.filter(permit=permit, lifted_at=None).exists()
    holds = permit is not None and state_on(permit, gone, today) == "holds"
    return Checked(said, today, permit, holds, gone)
