"""Signatures of the parties, by Ed25519 (RFC 8032), under the bytes of a manifest."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import RootModel, ValidationError

from acuerdo.agreement.faults import Refused
from acuerdo.agreement.reading.files import printable
from acuerdo.proof.forms import Form, Key, Name, Signature
from acuerdo.proof.hashing import tagged

MOST_KEY_BYTES = 65_536
"""Most bytes of a file of keys that are read (layout, no legal meaning)."""


class Signed(Form):
    """The signature of one party, and the key to check it by."""

    key: Key
    signature: Signature


class Signatures(Form):
    """The signatures of a result, by party."""

    parties: dict[Name, Signed]


class _Keyring(RootModel[dict[Name, Key]]):
    pass


def sign(party: str, manifest: bytes, key: Ed25519PrivateKey) -> Signed:
    """The signature of a party under the bytes of a manifest."""
    return Signed(key=public(key), signature=base64.b64encode(key.sign(_message(party, manifest))).decode())


def holds(party: str, manifest: bytes, key: str, signature: str) -> bool:
    """Whether a signature is that of a party under the bytes of a manifest, by a public key in base 64."""
    try:
        known = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
        known.verify(base64.b64decode(signature), _message(party, manifest))
    except (InvalidSignature, ValueError):
        return False
    return True


def _message(party: str, manifest: bytes) -> bytes:
    """What is signed: the party as well, so that no signature can stand for another's."""
    return tagged("manifest", party, manifest)


def public(key: Ed25519PrivateKey) -> str:
    """The public key that belongs to a private one, in base 64."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def readable(key: str) -> bool:
    """Whether a text is a public key in base 64."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
    except ValueError:
        return False
    return True


def fingerprint(key: str) -> str:
    """What two people compare over the telephone to know that they have the same public key."""
    found = hashlib.sha256(base64.b64decode(key)).hexdigest()
    return " ".join(found[at : at + 8] for at in range(0, 64, 8))


def demonstration_keys(seed: int, parties: Sequence[str]) -> dict[str, Ed25519PrivateKey]:
    """Keys for a played season, made of its seed: everybody can make them, so they prove nothing of who
    signed. A manifest that they sign says `demonstration`.
    """
    return {
        party: Ed25519PrivateKey.from_private_bytes(tagged("demonstration key", str(seed), party))
        for party in parties
    }


def read_private_key(path: Path) -> Ed25519PrivateKey:
    """The private key in a PEM file without a password, as `openssl genpkey -algorithm ed25519` writes it.

    Raises:
        Refused: the file cannot be read or holds something else.
    """
    hint = "  hint: openssl genpkey -algorithm ed25519 -out key.pem makes such a key"
    try:
        key = load_pem_private_key(_bytes(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Refused(f"{printable(path)}: holds no private key that can be read\n{hint}") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused(f"{printable(path)}: is a key of another kind, not of Ed25519\n{hint}")
    return key


def read_keyring(path: Path) -> Mapping[str, str]:
    """The public keys that are trusted, by party: a JSON object of codes and keys in base 64.

    Raises:
        Refused: the file cannot be read or holds something else.
    """
    data = _bytes(path)
    hint = '  hint: {"MEX": "<base 64>", "USA": "<base 64>"}, as `acuerdo sign` prints the keys'
    try:
        keys = _Keyring.model_validate(json.loads(data.decode("utf-8")), strict=True).root
    except (ValidationError, ValueError, RecursionError):
        raise Refused(f"{printable(path)}: is no list of public keys\n{hint}") from None
    if not keys:
        raise Refused(f"{printable(path)}: names no party\n{hint}")
    if len(set(keys.values())) < len(keys):
        raise Refused(f"{printable(path)}: gives one key to two parties\n{hint}")
    return keys


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_KEY_BYTES)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Refused(f"{printable(path)}: cannot be read: {reason.lower()}") from None
