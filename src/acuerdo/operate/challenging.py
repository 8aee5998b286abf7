"""A question to the telephone that holds a permit: its answer tells the original from a copy."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from acuerdo.operate import audit, clock, permit_keys
from acuerdo.operate.authority import check
from acuerdo.operate.states import NotNow
from acuerdo.proof.credentials.permits import answered, judge, read_shown
from acuerdo.proof.credentials.signing import Malformed
from acuerdo.records.models import Account, Challenge, Credential, Permit

CODE_DIGITS = 8
"""Digits of a code: short enough to be said aloud; an answer is signed, so that to guess one is of no use."""
OPEN_MINUTES = 5
"""Minutes in which a question is answered (assumed)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the officer sees it.

    Fields:
        open: whether it can still be answered.
        bound: whether any telephone holds this permit; if none does, nothing can be told by asking.
    """

    challenge: Challenge
    open: bool
    bound: bool


@transaction.atomic
def ask(account: Account, number: str) -> Challenge:
    """Ask the telephone that holds a permit.

    Raises:
        Denied: the account may not.
        NotThere: there is no such permit.
    """
    permit = audit.see(
        account,
        "permit.challenge",
        Permit,
        "whether it is a copy",
        "placement__application__worker",
        number=number.strip().upper(),
    )
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    while Challenge.every.filter(code=code).exists():
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    made: Challenge = Challenge.every.create(permit=permit, code=code, asked_by=account, asked_at=clock.now())
    worker = permit.placement.application.worker.number
    audit.written(account, "permit.challenge", "whether it is a copy", audit.subject_of(made), worker)
    return made


def asked(account: Account, pk: int) -> Asked:
    """A question that an account asked.

    Raises:
        Denied: the account may not.
        NotThere: it asked no such question.
    """
    check(account, "permit.challenge")
    found = Challenge.every.select_related("permit").filter(pk=pk, asked_by=account).first()
    if found is None:
        raise audit.NotThere("Challenge is not there")
    bound = Credential.every.filter(permit=found.permit, ended_at=None).exclude(device="").exists()
    return Asked(found, _open(found), bound)


@transaction.atomic
def answer(text: str, code: str) -> None:
    """What a telephone answers, signed by its key. Nobody signs in for it: the signature says who it is.

    Raises:
        NotNow: there is no such open question, or what came is not of the telephone that holds this permit.
    """
    found = Challenge.every.select_for_update(of=("self",)).filter(code=code.strip()).first()
    if found is None or not _open(found):
        raise NotNow("answer", "no_question")
    at = int(clock.now().timestamp())
    try:
        shown = read_shown(text)
    except Malformed:
        raise NotNow("answer", "not_of_this_device") from None
    keys = {each.kid: each for each in permit_keys.published()}
    judged = judge(shown, keys, None, clock.today(), at)
    live = Credential.every.filter(permit=found.permit_id, ended_at=None).exclude(device="").first()
    same = live is not None and live.document.partition("~")[0] == shown.issued
    if not (same and judged.claims and answered(shown, found.code)):
        raise NotNow("answer", "not_of_this_device")
    found.answered_at = clock.now()
    found.save(update_fields=["answered_at"])
    permit = Permit.every.select_related("placement__application__worker").get(pk=found.permit_id)
    worker = permit.placement.application.worker.number
    audit.written(None, "permit.challenge", "a telephone answered", audit.subject_of(found), worker)


def _open(challenge: Challenge) -> bool:
    ends = challenge.asked_at + timedelta(minutes=OPEN_MINUTES)
    return challenge.answered_at is None and clock.now() <= ends
