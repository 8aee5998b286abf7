"""What a permit says when it travels, and what is said of one that is shown.

Verdicts are codes, in the sequence in which they are looked for; the words lie with whoever tells them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from joserfc.jwk import ECKey

from acuerdo.proof.credentials.digits import from_digits
from acuerdo.proof.credentials.disclosing import BINDING, TYPE, Shown, digest, issue, opened, parsed
from acuerdo.proof.credentials.published import Keys, key_of, name_of
from acuerdo.proof.credentials.signing import BadSignature, Malformed, check, read
from acuerdo.proof.credentials.statuses import StatusList, key_of_list, open_list

KIND = "urn:acuerdo:permit:1"
ASKED_BY = "urn:acuerdo:permit-check"
"""The audience of a holder's answer: whoever checks permits."""
HIDDEN = (
    "given_names",
    "surnames",
    "born_on",
    "nationality",
    "employer",
    "order",
    "photo",
)
"""What a holder may hold back; number, days, photo digest and status are always shown."""
HOLDS, NOT_YET, EXPIRED, REVOKED = "holds", "not_yet", "expired", "revoked"
ALTERED, OTHER_KEY, KEY_WITHDRAWN, KEY_OVER = "altered", "other_key", "key_withdrawn", "key_over"
LIST_OLD, LIST_BAD, NO_PERMIT = "list_too_old", "list_unusable", "no_permit"
VERDICTS = (
    NO_PERMIT,
    OTHER_KEY,
    KEY_WITHDRAWN,
    ALTERED,
    KEY_OVER,
    REVOKED,
    EXPIRED,
    NOT_YET,
    LIST_BAD,
    LIST_OLD,
    HOLDS,
)
"""Every verdict, in the sequence in which they are looked for: the first that is so is told."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of a permit that is shown.

    Fields:
        verdict: one of VERDICTS.
        claims: what it says, where its signature holds; else empty.
    """

    verdict: str
    claims: Mapping[str, Any] = field(default_factory=dict)


def statuses_of(party: str) -> str:
    """How permits and lists name whose status list it is."""
    return f"urn:acuerdo:{party}:statuses"


def issue_permit(
    told: Mapping[str, Any],
    party: str,
    index: int,
    device: str,
    salts: Sequence[bytes],
    key: ECKey,
    kid: str,
) -> Shown:
    """A permit, signed.

    Args:
        told: `number`, `from` and `until` (days as files write them), `photo_sha256` where there is a photo,
            and any of HIDDEN.
        party: which government grants it.
        index: its place in the status list.
        device: the thumbprint of the key of the device that holds it; "" for one on paper.
        salts: one for each of HIDDEN that is told.
        key, kid: of the government, and its name.
    """
    open_claims = {name: each for name, each in told.items() if name not in HIDDEN}
    claims = {
        "iss": party,
        "vct": KIND,
        **open_claims,
        "status": {"status_list": {"idx": index, "uri": statuses_of(party)}},
        **({"cnf": {"jkt": device}} if device else {}),
    }
    return issue(claims, {name: told[name] for name in HIDDEN if name in told}, salts, key, kid)


def read_shown(text: str) -> Shown:
    """A permit as it was read or pasted: digits of a QR code, in any lines, or an SD-JWT.

    Raises:
        Malformed: it is neither.
    """
    plain = "".join(text.split())
    return from_digits(plain) if plain.isascii() and plain.isdigit() else parsed(plain)


def judge(shown: Shown, keys: Keys, statuses: StatusList | None, on: date, now: int) -> Judged:
    """What is said of a permit that is shown.

    Args:
        keys: as published.
        statuses: of `open_statuses`; None where there is none that can be used.
        on: the day that is asked about.
        now: the instant, in seconds since 1970, by which the list is too old or not.
    """
    try:
        token = read(shown.issued, TYPE)
    except Malformed:
        return Judged(NO_PERMIT)
    known = keys.get(token.kid)
    if known is None:
        return Judged(OTHER_KEY)
    if known.withdrawn_on is not None:
        return Judged(KEY_WITHDRAWN)
    try:
        check(token, known.key)
        claims = opened(token, shown)
        index, first, last = _checked(claims, known.party)
    except (BadSignature, Malformed):
        return Judged(ALTERED)
    if known.until is not None and on > known.until:
        return Judged(KEY_OVER, claims)
    usable = statuses is not None and statuses.about == statuses_of(known.party)
    gone = statuses.revoked(index) if statuses is not None and usable else None
    found = (
        REVOKED
        if gone
        else EXPIRED
        if on > last
        else NOT_YET
        if on < first
        else LIST_BAD
        if statuses is None or not usable
        else LIST_OLD
        if now > statuses.relied_until or gone is None
        else HOLDS
    )
    return Judged(found, claims)


def _checked(claims: Mapping[str, Any], party: str) -> tuple[int, date, date]:
    """Index, first and last day of a permit of a government.

    Raises:
        Malformed: it is no permit, or another government's.
    """
    try:
        listed = claims["status"]["status_list"]
        first, last = (date.fromisoformat(claims[name]) for name in ("from", "until"))
        index = listed["idx"]
        good = claims["vct"] == KIND and claims["iss"] == party and listed["uri"] == statuses_of(party)
        if not good or type(index) is not int or index < 0 or not isinstance(claims["number"], str):
            raise Malformed("no permit of this government")
    except (KeyError, TypeError, ValueError):
        raise Malformed("no permit") from None
    return index, first, last


def open_statuses(text: str, keys: Keys) -> StatusList | None:
    """A status list by a published key that was not withdrawn; None where it is none."""
    try:
        known = keys.get(key_of_list(text))
        return None if known is None or known.withdrawn_on else open_list(text, known.key)
    except (Malformed, BadSignature):
        return None


def answered(shown: Shown, nonce: str) -> bool:
    """Whether the device that holds a permit has answered a question: the permit itself is judged apart.

    Args:
        nonce: what was asked, once and lately: that alone says that the answer is new, as the clock of a
            telephone may be wrong.
    """
    try:
        token = read(shown.binding, BINDING)
        holder = key_of(token.header["jwk"])
        check(token, holder)
        claims, bound = token.claims, read(shown.issued, TYPE).claims["cnf"]
        return bool(
            name_of(holder) == bound["jkt"]
            and claims["nonce"] == nonce
            and claims["aud"] == ASKED_BY
            and claims["sd_hash"] == digest(shown.without_binding)
            and type(claims["iat"]) is int
        )
    except (Malformed, BadSignature, KeyError, TypeError):
        return False


def names_shown(claims: Iterable[str]) -> tuple[str, ...]:
    """Which of the claims that can be held back are shown, in the sequence of HIDDEN."""
    told = set(claims)
    return tuple(name for name in HIDDEN if name in told)
