"""A chain of entries hashed one onto the other, its heads signed: verified from an export alone."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from acuerdo.proof.forms import Form, Hex, Name, Signature
from acuerdo.proof.hashing import canonical, tagged
from acuerdo.proof.signing import holds, sign

START = tagged("audit", "start").hex()
"""The hash before the first entry."""
LONGEST_LINE = 1 << 20
"""Most signs of a line that are read (assumed: a thousand times a usual one)."""


def onto(before: str, body: Mapping[str, str]) -> str:
    """The hash of an entry onto the one before."""
    return tagged("audit", bytes.fromhex(before), canonical(dict(body))).hex()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an export that is not as it was sealed.

    Fields:
        number: of the last entry that was read, from 1.
        what: one of WHAT, and of a signature also whose.
        line: of the export, from 1.
    """

    number: int
    what: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of an export: everything that is wrong, how many entries were read, the last head, and every
    head that was sealed."""

    faults: tuple[Fault, ...]
    entries: int
    head: str
    heads: tuple[str, ...] = ()


WHAT: Mapping[str, str] = {
    "unreadable": "the line is no entry and no seal",
    "chain": "not the entry that was sealed here: this or one before is changed, left out or moved",
    "seal": "not the seal of the entries before it: it is changed, or entries or a seal are left out",
    "signature": "no signature of this party under this head",
    "not sealed to its end": "no seal covers the last entries: it was left out, or they were put in",
    "nothing": "the export holds no entry",
    "other head": "the head that was noted is not in this chain: it is another, or was cut off",
}


def verify(lines: Iterable[str], keyring: Mapping[str, str], noted: str = "") -> Iterator[Fault]:
    """Everything that is wrong with an export: the faults of `verified`."""
    yield from verified(lines, keyring, noted).faults


def verified(lines: Iterable[str], keyring: Mapping[str, str], noted: str = "") -> Verified:
    """What an export and the public keys of both governments alone tell of a chain.

    An entry that was changed, left out, put in or moved breaks the chain from there on; a chain made anew by
    one government lacks the signature of the other. Only whoever noted a head can tell that a chain was cut
    off behind an earlier seal.

    Args:
        lines: of the export.
        keyring: the public key of each government that has to have signed, in base 64.
        noted: a head that was seen before, and has to be in the chain; empty for none.
    """
    head, number, sealed, at, met = START, 0, 0, 0, not noted
    faults: list[Fault] = []
    heads: list[str] = []
    for at, line in enumerate(lines, 1):
        row = _read(line)
        if row is None:
            return Verified((*faults, Fault(number, "unreadable", at)), number, head)
        if "seal" in row:
            made = row["seal"]
            if made.get("last") != number or made.get("head") != head or made.get("first") != sealed + 1:
                faults.append(Fault(number, "seal", at))
            for party, key in sorted(keyring.items()):
                if not holds(party, bytes.fromhex(head), key, str(made["signatures"].get(party, ""))):
                    faults.append(Fault(number, f"signature of {party}", at))
            sealed, met = number, met or head == noted
            heads.append(head)
            continue
        number += 1
        head = onto(head, row["entry"])
        if row.get("number") != number or row.get("hash") != head:
            return Verified((*faults, Fault(number, "chain", at)), number, head)
    if sealed != number:
        faults.append(Fault(number, "not sealed to its end", at))
    elif not number:
        faults.append(Fault(number, "nothing", at))
    if not met:
        faults.append(Fault(number, "other head", at))
    return Verified(tuple(faults), number, head, tuple(heads))


class Countersigned(Form):
    """What a government signed of a chain that another keeps: its signature of each head."""

    party: Name
    heads: dict[Hex, Signature]


def countersigned(heads: Iterable[str], party: str, key: Ed25519PrivateKey) -> Countersigned:
    """The signatures of a government under heads of a chain, once it has verified them."""
    made = {head: sign(party, bytes.fromhex(head), key).signature for head in heads}
    return Countersigned(party=party, heads=made)


def _read(line: str) -> dict[str, Any] | None:
    """An entry or a seal, or None for anything else."""
    if len(line) > LONGEST_LINE:
        return None
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    entry, seal = row.get("entry"), row.get("seal")
    if seal is not None:
        return row if isinstance(seal, dict) and isinstance(seal.get("signatures"), dict) else None
    known = isinstance(entry, dict) and all(_plain(each) for pair in entry.items() for each in pair)
    return row if known else None


def _plain(value: object) -> bool:
    """Whether a value is text that can be written."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
