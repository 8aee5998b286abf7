"""One signed token (JWS, RFC 7515) by one algorithm, ES256: no token can choose another."""

import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry
from pydantic_core import from_json

ALGORITHM = "ES256"
"""ECDSA on the curve P-256 with SHA-256 (RFC 7518, 3.4)."""
ES256 = JWSRegistry(algorithms=[ALGORITHM]).get_alg(ALGORITHM)
LONGEST = 65_536
"""Letters of a token that are read (layout, no legal meaning): far more than any permit has."""
TO_URL, FROM_URL = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")


class Malformed(ValueError):
    """What is read is no token of its form."""


class BadSignature(ValueError):
    """The signature is not by that key under these words."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was read, and whose signature was not looked at yet.

    Fields:
        header, claims: what it says.
        words, seal: what was signed, and the signature.
    """

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    words: bytes
    seal: bytes

    @property
    def kid(self) -> str:
        """The name of the key that it says has signed it; "" where it names none."""
        return str(self.header.get("kid", ""))


def signed(header: Mapping[str, Any], claims: Mapping[str, Any], key: ECKey) -> str:
    """A token over claims.

    Args:
        header: what it says of itself besides the algorithm: `typ`, and `kid` or `jwk`.
    """
    words = f"{_written({'alg': ALGORITHM, **header})}.{_written(claims)}"
    return f"{words}.{base64url(ES256.sign(words.encode(), key))}"


def _written(value: Mapping[str, Any]) -> str:
    return base64url(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def read(text: str, kind: str) -> Token:
    """A token as it is written; its signature is looked at by `check`.

    Args:
        kind: the `typ` that it has to have.

    Raises:
        Malformed: it is none, or of another kind or algorithm.
    """
    if len(text) > LONGEST:
        raise Malformed("longer than any token")
    words, _, seal = text.rpartition(".")
    head, _, body = words.partition(".")
    try:
        header, claims = from_json(decoded(head)), from_json(decoded(body))
        found = Token(header, claims, words.encode("ascii"), decoded(seal))
    except (ValueError, RecursionError):
        raise Malformed("no token of three parts") from None
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise Malformed("no token of three parts")
    if header.get("alg") != ALGORITHM or header.get("typ") != kind:
        raise Malformed(f"no {kind} under {ALGORITHM}")
    return found


def check(token: Token, key: ECKey) -> None:
    """Let a token pass that a key has signed.

    Raises:
        BadSignature: it has not.
    """
    if not ES256.verify(token.words, token.seal, key):
        raise BadSignature(token.kid)


def base64url(data: bytes) -> str:
    """Bytes in the letters of tokens (RFC 4648, 5), without padding."""
    return binascii.b2a_base64(data, newline=False).translate(TO_URL, b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of such letters, as far as they can be read.

    Raises:
        ValueError: they cannot.
    """
    return binascii.a2b_base64(text.encode("ascii").translate(FROM_URL) + b"==")


def unbase64url(text: str) -> bytes:
    """The bytes of such letters.

    Raises:
        Malformed: they are no such letters, or not those that these bytes are written with.
    """
    try:
        data = decoded(text)
    except ValueError:
        raise Malformed("no base64url") from None
    if base64url(data) != text:
        raise Malformed("no base64url as it is written")
    return data
