"""What tests of complaints share: one that is filed, one that was found to be so, and what both say."""

from typing import Any

from acuerdo.operate import complaining, complaints
from acuerdo.operate.complaining import Sent
from acuerdo.records.models import Account, Complaint

WORDS = "nobody paid us in July"
"""The words of a complaint, which nobody but its readers may ever see."""
TOLD: dict[str, Any] = {
    "about": "employer",
    "kind": "wages",
    "state": "NC",
    "named": "First farm",
    "words": WORDS,
}
FEE: dict[str, Any] = TOLD | {
    "kind": "fee",
    "cents": 50_000,
    "currency": "USD",
    "paid_to": "somebody at the gate",
}


def filed(account: Account | None = None, pictures: tuple[bytes, ...] = (), **changed: Any) -> Sent:
    """A complaint, any of its parts changed; without a name where no account is given."""
    return complaining.file(account, complaining.new_key(), TOLD | changed, pictures)


def row(sent: Sent) -> Complaint:
    """The row of a complaint."""
    found: Complaint = Complaint.every.get(number=sent.number)
    return found


def substantiated(officer: Account, sent: Sent, protection: str = "orderly_framework") -> Complaint:
    """A complaint taken up and found to be so."""
    complaints.look(officer, row(sent))
    complaints.substantiate(officer, row(sent), protection, "We found that it is so.")
    return row(sent)
