"""What tests of complaints share: one that is filed, one that was found to be so, and what both say."""

from io import BytesIO
from typing import Any

from PIL import Image

from acuerdo.operate import complaining, complaint_reviews, complaints
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


def picture(**said: Any) -> bytes:
    """A picture as a telephone writes it, with what it says besides."""
    made = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(made, "JPEG", **said)
    return made.getvalue()


PICTURE = picture()


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


def several_complaints(who: dict[str, Account], shown: bytes) -> dict[str, str]:
    """Many complaints in each state with all that belongs to them, and how addresses name one of each."""
    inspector, found = who["inspector"], {}
    for at in range(8):
        refund_of = filed(who["worker"], (shown,) * 3, **FEE)
        decided = substantiated(inspector, refund_of, "no_worker_fees")
        complaints.tell(inspector, decided, f"Pay it back, {at}.")
        waits = filed(pictures=(shown,))
        dismissed = filed()
        complaints.look(inspector, row(dismissed))
        complaints.dismiss(inspector, row(dismissed), "It could not be shown.")
        complaining.ask_review(row(dismissed), "Look again.")
        taken = filed()
        complaints.look(inspector, row(taken))
        for _ in range(5):
            complaining.say(row(taken), "more")
        untold = substantiated(inspector, filed())
        if at:
            complaint_reviews.ask_for(who["employer"], decided.finding.number, "It is not so.")
        found = {
            "complaint_mine": decided.number,
            "complaint_waits": waits.number,
            "complaint_secret": waits.secret,
            "complaint_review": dismissed.number,
            "complaint_taken": taken.number,
            "complaint_untold": untold.number,
            "refund": decided.refund.number,
        }
        if at == 0:
            finding = decided.finding.number
    Account.objects.create(username="second_inspector", role="inspector")
    return found | {"finding": finding, "complaint_key": complaining.new_key()}
