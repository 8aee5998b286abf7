"""Which permits are revoked, as a signed list of bits: the shape of a Token Status List (IETF, OAuth).

A list says from when it is and until when it may be relied on. Whoever has it learns of every permit only
whether it was revoked: the bit of a number that the permit itself names.
"""

import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from joserfc.jwk import ECKey

from acuerdo.proof.credentials.signing import Malformed, base64url, check, read, signed, unbase64url

TYPE = "statuslist+jwt"
BITS = 1
"""Bits for each document: revoked, or not."""
MOST_BYTES = 8_000_000
"""Bytes of an unpacked list that are read: of 64 million documents (layout, no legal meaning)."""


@dataclass(frozen=True, slots=True)
class StatusList:
    """A list that was read.

    Fields:
        about: whose documents it is about, as they name it.
        kid: the name of the key that signed it.
        made_at, relied_until: in seconds since 1970, the second included.
        bits: the list, the first document in the lowest bit of the first byte.
    """

    about: str
    kid: str
    made_at: int
    relied_until: int
    bits: bytes

    def revoked(self, index: int) -> bool | None:
        """Whether a document is revoked; None where the list is too short to know it."""
        if not 0 <= index < 8 * len(self.bits):
            return None
        return bool(self.bits[index // 8] >> index % 8 & 1)


def packed(revoked: Collection[int], count: int) -> bytes:
    """The bits of `count` documents, packed by DEFLATE in the form of ZLIB (RFC 1950)."""
    bits = bytearray((count + 7) // 8)
    for index in revoked:
        bits[index // 8] |= 1 << index % 8
    return zlib.compress(bytes(bits), 9)


def sign_list(
    about: str, revoked: Collection[int], count: int, made_at: int, relied_until: int, key: ECKey, kid: str
) -> str:
    """A signed list.

    Args:
        about: whose documents it is about, as they name it.
        revoked: the indices of those that are revoked, each below `count`.
        made_at, relied_until: in seconds since 1970.
    """
    listed = {"bits": BITS, "lst": base64url(packed(revoked, count))}
    claims = {"sub": about, "iat": made_at, "exp": relied_until, "status_list": listed}
    return signed({"typ": TYPE, "kid": kid}, claims, key)


def open_list(text: str, key: ECKey) -> StatusList:
    """A list that a key has signed.

    Raises:
        Malformed: it is no such list.
        BadSignature: that key did not sign it.
    """
    token = read(text, TYPE)
    check(token, key)
    claims: Any = token.claims
    try:
        listed, times = claims["status_list"], (claims["iat"], claims["exp"])
        if listed["bits"] != BITS or not all(type(each) is int for each in times):
            raise Malformed("no list of single bits with its times")
        unpacking = zlib.decompressobj()
        bits = unpacking.decompress(unbase64url(listed["lst"]), MOST_BYTES)
        if unpacking.unconsumed_tail:
            raise Malformed("a list larger than any that is read")
    except (KeyError, TypeError, zlib.error):
        raise Malformed("no status list") from None
    return StatusList(str(claims.get("sub", "")), token.kid, *times, bits)


def key_of_list(text: str) -> str:
    """The name of the key that a list says has signed it.

    Raises:
        Malformed: it is no list.
    """
    return read(text, TYPE).kid
