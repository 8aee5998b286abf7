"""A worker's permit as a signed document: issued when it is first looked at, and again when it says less than
the record; on paper, and on one telephone, to whose key it is bound."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from acuerdo.operate import audit, clock, permit_keys, photos
from acuerdo.operate.authority import Denied, check
from acuerdo.operate.states import NotNow
from acuerdo.proof.credentials.digits import to_digits
from acuerdo.proof.credentials.disclosing import SALT_BYTES, Shown, parsed
from acuerdo.proof.credentials.permits import HIDDEN, issue_permit
from acuerdo.proof.credentials.published import key_of, name_of
from acuerdo.proof.credentials.signing import Malformed, base64url
from acuerdo.proof.hashing import canonical, digest
from acuerdo.records.models import Account, Credential, Permit, Photo, Revocation

JOINS = ("placement__application__worker", "placement__order__employer")


@dataclass(frozen=True, slots=True)
class Held:
    """A permit as its holder sees it.

    Fields:
        permit, photo: the rows; the photo None where none was taken.
        credential: on the telephone, or on paper where none is bound.
        revocation: why it does not hold, if it was revoked.
    """

    permit: Permit
    photo: Photo | None
    credential: Credential
    revocation: Revocation | None

    @property
    def shown(self) -> Shown:
        """The document."""
        return parsed(self.credential.document)

    @property
    def digits(self) -> str:
        """What its QR code says."""
        return to_digits(self.shown)


@transaction.atomic
def held(account: Account, paper: bool = False) -> Held | None:
    """The newest permit of the worker who asks, as a document that says what the record says now.

    Args:
        paper: the one for paper, also where a telephone holds one.

    Raises:
        Denied: the account is no worker's.
        NotNow, Refused: there is no key that may sign.
    """
    check(account, "credential.hold")
    if account.role != "worker":
        raise Denied("credential.hold", "role")
    permit = newest(account)
    if permit is None:
        return None
    worker = permit.placement.application.worker
    photo, revocation = photos.of(worker), revoked(permit)
    live = {
        row.device: row for row in Credential.every.select_related("key").filter(permit=permit, ended_at=None)
    }
    device = "" if paper else next((each for each in live if each), "")
    credential = _current(account, permit, photo, live.get(device), device)
    audit.read(account, "credential.hold", "own permit", audit.subject_of(permit), [worker.number])
    return Held(permit, photo, credential, revocation)


def newest(account: Account) -> Permit | None:
    """The newest permit of the worker of an account."""
    rows = audit.rows(account, "credential.hold", Permit).select_related(*JOINS)
    found: Permit | None = rows.order_by("-holds_from", "-pk").first()
    return found


def revoked(permit: Permit) -> Revocation | None:
    """The revocation of a permit that stands."""
    found: Revocation | None = Revocation.every.filter(permit=permit, lifted_at=None).first()
    return found


@transaction.atomic
def bind(account: Account, jwk: Mapping[str, Any]) -> Held:
    """Let a telephone hold the permit: its key is named in a new document, and the one before it ends.

    Raises:
        Denied: the account is no worker's.
        NotNow: there is no permit, or no key on the right curve was sent.
    """
    check(account, "credential.hold")
    try:
        device = name_of(key_of(jwk))
    except Malformed:
        raise NotNow("bind", "no_device_key") from None
    permit = newest(account)
    if permit is None:
        raise NotNow("bind", "no_permit")
    worker = permit.placement.application.worker
    photo = photos.of(worker)
    Permit.every.select_for_update().get(pk=permit.pk)
    before = Credential.every.select_related("key").filter(permit=permit, ended_at=None).exclude(device="")
    same = before.filter(device=device).first()
    before.exclude(device=device).update(ended_at=clock.now())
    made = _current(account, permit, photo, same, device)
    audit.written(account, "credential.hold", "permit on a telephone", audit.subject_of(made), worker.number)
    return Held(permit, photo, made, revoked(permit))


@transaction.atomic
def unbind(account: Account) -> None:
    """Take the permit off its telephone: what is kept there holds no more; the one on paper stays."""
    check(account, "credential.hold")
    permit = newest(account)
    if permit is None:
        raise NotNow("bind", "no_permit")
    rows = Credential.every.filter(permit=permit, ended_at=None).exclude(device="")
    rows.update(ended_at=clock.now())
    number = permit.placement.application.worker.number
    audit.written(account, "credential.hold", "permit off its telephone", audit.subject_of(permit), number)


def _current(
    account: Account, permit: Permit, photo: Photo | None, live: Credential | None, device: str
) -> Credential:
    """The document that says what the record says; a new one where there is none, or it says less."""
    told = claims_of(permit, photo)
    facts = digest(canonical(told))
    if live is not None and live.facts == facts and live.key.withdrawn_on is None:
        return live
    key, private = permit_keys.signing()
    if live is not None:
        live.ended_at = clock.now()
        live.save(update_fields=["ended_at"])
    made: Credential = Credential.every.create(
        permit=permit,
        key=key,
        device=device,
        facts=facts,
        issued_at=clock.now(),
    )
    salts = [secrets.token_bytes(SALT_BYTES) for name in HIDDEN if name in told]
    made.document = issue_permit(told, key.party, made.pk, device, salts, private, key.kid).text
    made.save(update_fields=["document"])
    number = permit.placement.application.worker.number
    audit.written(account, "credential.issue", "permit signed", audit.subject_of(made), number)
    return made


def claims_of(permit: Permit, photo: Photo | None) -> dict[str, Any]:
    """What a permit says when it travels, by the names of its claims."""
    worker, order = permit.placement.application.worker, permit.placement.order
    told: dict[str, Any] = {
        "number": permit.number,
        "from": permit.holds_from.isoformat(),
        "until": permit.until.isoformat(),
        "given_names": worker.given_names,
        "surnames": worker.surnames,
        "born_on": worker.born_on.isoformat(),
        "nationality": worker.nationality,
        "employer": order.employer.name,
        "order": order.case,
    }
    if photo is not None:
        told["photo_sha256"] = base64url(hashlib.sha256(bytes(photo.jpeg)).digest())
        told["photo"] = base64url(bytes(photo.small))
    return told
