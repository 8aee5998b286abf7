"""Complaints by whoever makes them: filed with or without a name, followed by a number and a secret.

Nothing here says who a person is who did not say so: no address, no program, no instant. An entry of the
audit names the complaint by its number and nobody besides, also where a worker signed in; whoever made it
sees who read it on the page of the complaint.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from acuerdo.operate import audit, clock, numbers
from acuerdo.operate.authority import check
from acuerdo.operate.filing import KeyUsed
from acuerdo.operate.states import NotNow, can, step
from acuerdo.records.models import (
    Account,
    Complaint,
    ComplaintReview,
    Employer,
    Entry,
    Exhibit,
    Finding,
    Message,
    Recruiter,
    Refund,
)

ANSWER_DAYS = 20
"""Days in which a complaint is answered (assumed; the texts say nothing of it)."""
REVIEW_DAYS = 10
"""Days in which a second officer answers (assumed, as for other decisions)."""
SECRET_SIGNS = 16
"""Signs of a secret, of 32 each: 80 bits, which nobody guesses (layout, no legal meaning)."""
MOST_MESSAGES = 50
"""Messages that one complaint takes, so that nobody fills the record (layout, no legal meaning)."""
KEYS = Signer(salt="acuerdo.complaint")


@dataclass(frozen=True, slots=True)
class Sent:
    """What whoever complained takes away: a number, and a secret that is told this one way."""

    number: str
    secret: str
    due_on: Any


@dataclass(slots=True)
class Followed:
    """A complaint as whoever made it sees it.

    Fields:
        readers: role, purpose and day of everybody who read it, the last first.
        may: what can be done now: say, withdraw, review.
    """

    complaint: Complaint
    messages: list[Message] = field(default_factory=list)
    reviews: list[ComplaintReview] = field(default_factory=list)
    finding: Finding | None = None
    refund: Refund | None = None
    exhibits: int = 0
    readers: list[Entry] = field(default_factory=list)
    may: set[str] = field(default_factory=set)


def new_key() -> str:
    """A key for a form, signed, so that no two people ever have the same."""
    return KEYS.sign(uuid4().hex)


def is_key(key: str) -> bool:
    """Whether a key was given out here."""
    try:
        KEYS.unsign(key)
    except BadSignature:
        return False
    return True


def file(
    account: Account | None,
    key: str,
    told: Mapping[str, Any],
    pictures: Sequence[bytes] = (),
) -> Sent:
    """File a complaint, once for a key.

    Args:
        account: of the worker who complains by name; None for everybody else.
        key: of the form, by `new_key`.
        told: about, kind, state, named, words; and cents, currency and paid_to of a fee. Checked by a form.
        pictures: JPEG, drawn anew.

    Raises:
        Denied: the account is no worker's.
        KeyUsed: the key came before with something else.
    """
    if account is not None:
        check(account, "complaint.file")
    form = _hash(key)
    try:
        with transaction.atomic():
            made = _made(account, key, form, told, pictures)
    except IntegrityError:
        made = Complaint.every.filter(form=form).first()
        if made is None:
            raise NotNow("file", "taken_meanwhile") from None
        if any(getattr(made, name) != told.get(name, "") for name in SAME):
            raise KeyUsed("this form was used for something else") from None
    return Sent(made.number, _secret(key), made.due_on)


SAME = ("about", "kind", "words", "named")
"""What has to be the same where a form is sent twice."""


def _made(
    account: Account | None, key: str, form: str, told: Mapping[str, Any], pictures: Sequence[bytes]
) -> Complaint:
    number, today = numbers.new("Q"), clock.today()
    employer, recruiter = _known(told)
    made: Complaint = Complaint.every.create(
        number=number,
        digest=_digest(number, _secret(key)),
        form=form,
        about=told["about"],
        kind=told["kind"],
        state=told.get("state", "") or (employer.state if employer else ""),
        named=told.get("named", ""),
        words=told.get("words", ""),
        worker=account.worker if account else None,
        employer=employer,
        recruiter=recruiter,
        filed_on=today,
        due_on=today + timedelta(days=ANSWER_DAYS),
    )
    Exhibit.every.bulk_create(
        [Exhibit(complaint=made, place=at, picture=each) for at, each in enumerate(pictures, 1)]
    )
    if told["kind"] == "fee" and told.get("cents"):
        Refund.every.create(
            number=numbers.new("R"),
            complaint=made,
            cents=told["cents"],
            currency=told["currency"],
            paid_to=told.get("paid_to", ""),
            asked_on=today,
        )
    _wrote(made, "complaint.file", "complaint")
    return made


def _known(told: Mapping[str, Any]) -> tuple[Employer | None, Recruiter | None]:
    """Whom the registers know by the very name that was said, if there is but one; an officer mends it."""
    named = str(told.get("named", "")).strip()
    if not named:
        return None, None
    if told["about"] == "recruiter":
        found = list(Recruiter.every.filter(name__iexact=named)[:2])
        return None, found[0] if len(found) == 1 else None
    employers = list(Employer.objects.filter(name__iexact=named)[:2])
    return (employers[0] if len(employers) == 1 else None), None


def held(account: Account | None, number: str, secret: str) -> Complaint:
    """The complaint of a number and its secret; or one's own, for a worker who signed in.

    Raises:
        NotThere: none, a wrong secret, or somebody else's: nobody learns which.
    """
    found: Complaint | None
    if account is not None:
        check(account, "complaint.own")
        mine = audit.rows(account, "complaint.own", Complaint)
        found = mine.filter(number=number).first() if numbers.is_number(number) else None
    else:
        found = Complaint.every.filter(digest=_digest(plain(number), plain(secret))).first()
    if found is None:
        raise audit.NotThere("Complaint is not there")
    return found


def plain(said: str) -> str:
    """What somebody copied from paper: capitals, without blanks, and with the dash of a number only."""
    signs = "".join(said.upper().split()).replace("O", "0").replace("I", "1").replace("L", "1")
    if signs.startswith("Q-"):
        return signs
    return signs.replace("-", "")


def own(account: Account) -> QuerySet[Complaint]:
    """The complaints that a worker made by name, the last first; to look at them is no entry.

    Raises:
        Denied: the account is no worker's.
    """
    check(account, "complaint.own")
    found: QuerySet[Complaint] = audit.rows(account, "complaint.own", Complaint)
    return found.order_by("-filed_on", "-pk")


def followed(complaint: Complaint) -> Followed:
    """What whoever made a complaint sees of it."""
    told = Followed(complaint, list(Message.every.filter(complaint=complaint).order_by("pk")))
    told.reviews = list(ComplaintReview.every.filter(complaint=complaint).order_by("pk"))
    told.finding = Finding.every.filter(complaint=complaint).first()
    told.refund = Refund.every.filter(complaint=complaint).first()
    told.exhibits = Exhibit.every.filter(complaint=complaint).count()
    told.readers = list(Entry.objects.filter(subject=name_of(complaint), kind="read").order_by("-pk")[:20])
    if complaint.status != "withdrawn" and len(told.messages) < MOST_MESSAGES:
        told.may.add("say")
    if can(complaint, "withdraw"):
        told.may.add("withdraw")
    asked = any(each.side == "complainant" for each in told.reviews)
    if complaint.status == "not_substantiated" and not asked:
        told.may.add("review")
    return told


@transaction.atomic
def say(complaint: Complaint, words: str) -> None:
    """Add words to a complaint.

    Raises:
        NotNow: it was withdrawn, or has as many messages as it takes.
    """
    complaint = _locked(complaint)
    if "say" not in followed(complaint).may:
        raise NotNow("say", complaint.status)
    Message.every.create(complaint=complaint, words=words, on=clock.today())
    _wrote(complaint, "complaint.file", "words added")


@transaction.atomic
def withdraw(complaint: Complaint) -> None:
    """Withdraw a complaint, and with it what was asked to be paid back.

    Raises:
        NotNow: it is decided, or was withdrawn.
    """
    complaint = _locked(complaint)
    step(complaint, "withdraw")
    complaint.save(update_fields=["status"])
    refund = Refund.every.filter(complaint=complaint).first()
    if refund is not None:
        step(refund, "withdraw")
        refund.save(update_fields=["status"])
    _wrote(complaint, "complaint.file", "withdrawal")


@transaction.atomic
def ask_review(complaint: Complaint, words: str) -> None:
    """Put it to a second officer that nothing could be shown.

    Raises:
        NotNow: there is nothing to review, or it was asked for before.
    """
    complaint = _locked(complaint)
    if "review" not in followed(complaint).may:
        raise NotNow(
            "review", "under_review" if complaint.status == "not_substantiated" else complaint.status
        )
    ComplaintReview.every.create(
        complaint=complaint,
        side="complainant",
        words=words,
        asked_on=clock.today(),
        due_on=clock.today() + timedelta(days=REVIEW_DAYS),
    )
    _wrote(complaint, "complaint.review", "review asked for")


def _locked(complaint: Complaint) -> Complaint:
    found: Complaint = Complaint.every.select_for_update(of=("self",)).get(pk=complaint.pk)
    return found


def name_of(complaint: Complaint) -> str:
    """How the audit names a complaint: by the number, which says nothing, and not by a count."""
    return f"complaint:{complaint.number}"


def _wrote(complaint: Complaint, action: str, purpose: str) -> None:
    audit.written_by_somebody(action, purpose, name_of(complaint))


def _secret(key: str) -> str:
    """The secret that belongs to a form: made of its key, so that a form sent twice shows the same again."""
    drawn = int.from_bytes(salted_hmac("acuerdo.complaint.secret", key, algorithm="sha256").digest(), "big")
    signs = []
    for _ in range(SECRET_SIGNS):
        drawn, at = divmod(drawn, len(numbers.SIGNS))
        signs.append(numbers.SIGNS[at])
    return "".join(signs)


def _digest(number: str, secret: str) -> str:
    return _hash(f"{number} {secret}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
