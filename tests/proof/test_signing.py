"""Signatures: of one party, under one manifest, by one key."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from acuerdo.agreement.faults import Refused
from acuerdo.proof.signing import (
    demonstration_keys,
    fingerprint,
    holds,
    public,
    read_keyring,
    read_private_key,
    sign,
)

KEYS = demonstration_keys(7, ["XBB", "XCC"])


def pem(key, secret: bytes | None = None) -> bytes:
    kept = BestAvailableEncryption(secret) if secret else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, kept)


def test_a_signature_holds_for_its_party_manifest_and_key_and_for_no_other() -> None:
    made = sign("XBB", b"manifest", KEYS["XBB"])
    assert holds("XBB", b"manifest", made.key, made.signature)
    assert not holds("XCC", b"manifest", made.key, made.signature)
    assert not holds("XBB", b"another", made.key, made.signature)
    assert not holds("XBB", b"manifest", public(KEYS["XCC"]), made.signature)
    assert not holds("XBB", b"manifest", made.key, sign("XBB", b"another", KEYS["XBB"]).signature)


def test_demonstration_keys_are_those_of_their_seed_and_party() -> None:
    assert [public(key) for key in demonstration_keys(7, ["XCC", "XBB"]).values()] == [
        public(KEYS["XCC"]),
        public(KEYS["XBB"]),
    ]
    assert public(demonstration_keys(8, ["XBB"])["XBB"]) != public(KEYS["XBB"])


def test_a_fingerprint_is_that_of_one_key() -> None:
    first, second = (fingerprint(public(key)) for key in KEYS.values())
    assert first != second
    assert len(first.split()) == 8


def test_a_private_key_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_bytes(pem(KEYS["XBB"]))
    assert public(read_private_key(file)) == public(KEYS["XBB"])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no private key"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "holds no private key"),
        (pem(KEYS["XBB"], b"password"), "holds no private key"),
        (pem(derive_private_key(1, SECP256R1())), "another kind"),
    ],
    ids=["empty", "damaged", "locked", "of another kind"],
)
def test_a_file_without_such_a_key_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "key.pem"
    file.write_bytes(data)
    with pytest.raises(Refused, match=message):
        read_private_key(file)


def test_a_keyring_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    keys = {party: public(key) for party, key in KEYS.items()}
    file.write_text(json.dumps(keys), "utf-8")
    assert read_keyring(file) == keys


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no list of public keys"),
        ("[]", "is no list of public keys"),
        ("{}", "names no party"),
        ('{"XBB": "c2hvcnQ="}', "is no list of public keys"),
        ('{"XBB": 1}', "is no list of public keys"),
        (f'{{"xbb": "{public(KEYS["XBB"])}"}}', "is no list of public keys"),
        (f'{{"XBB": "{public(KEYS["XBB"])}", "XCC": "{public(KEYS["XBB"])}"}}', "one key to two parties"),
        ("[" * 100_000, "is no list of public keys"),
    ],
    ids=["empty", "list", "nobody", "short", "number", "no code", "one key twice", "deep"],
)
def test_a_file_that_is_no_keyring_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(text, "utf-8")
    with pytest.raises(Refused, match=message):
        read_keyring(file)


def test_a_missing_file_of_keys_is_refused(tmp_path: Path) -> None:
    for read in (read_keyring, read_private_key):
        with pytest.raises(Refused, match="cannot be read: no such file"):
            read(tmp_path / "nothing")
