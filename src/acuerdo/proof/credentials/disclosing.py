"""SD-JWT (RFC 9901): a signed document of which the holder shows the parts that are asked for.

Each claim that can be held back is a disclosure of its own: salt, name and value. What is signed holds only
their digests, so that a claim is neither seen before it is shown nor changed afterwards.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from joserfc.jwk import ECKey
from pydantic_core import from_json

from acuerdo.proof.credentials.signing import Malformed, Token, base64url, decoded, signed

TYPE, BINDING = "dc+sd-jwt", "kb+jwt"
"""The kinds of token, as RFC 9901 and SD-JWT VC name them."""
DIGESTS, ALGORITHM, ELEMENT = "_sd", "_sd_alg", "..."
SHA_256 = "sha-256"
SALT_BYTES = 16
"""Bytes of a salt: 128 bits, as RFC 9901 (9.3) recommends."""
DEEPEST = 8
"""How deep claims may lie in one another (layout; ours lie at the top)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as it is shown: what was signed, the disclosures, and the holder's own token, if any."""

    issued: str
    disclosures: tuple[str, ...]
    binding: str = ""

    @property
    def text(self) -> str:
        """As it is written."""
        return f"{self.without_binding}{self.binding}"

    @property
    def without_binding(self) -> str:
        """What the holder's token is bound to (RFC 9901, 4.3)."""
        return "".join(f"{part}~" for part in (self.issued, *self.disclosures))

    def only(self, *names: str) -> "Shown":
        """The same with the disclosures of some claims only."""
        kept = tuple(each for each in self.disclosures if _parts(each)[1] in names)
        return replace(self, disclosures=kept, binding="")

    def bound(self, nonce: str, audience: str, at: int, key: ECKey) -> "Shown":
        """The same with a token by which the holder answers whoever asks.

        Args:
            nonce, audience: what was asked, and by whom.
            at: the instant, in seconds since 1970.
            key: of the holder's device; its public part goes with the token.
        """
        claims = {"iat": at, "aud": audience, "nonce": nonce, "sd_hash": digest(self.without_binding)}
        header = {"typ": BINDING, "jwk": key.as_dict(private=False)}
        return replace(self, binding=signed(header, claims, key))


def digest(text: str) -> str:
    """The SHA-256 of what is written, as documents hold it."""
    return base64url(hashlib.sha256(text.encode("ascii")).digest())


def issue(
    claims: Mapping[str, Any], hidden: Mapping[str, Any], salts: Sequence[bytes], key: ECKey, kid: str
) -> Shown:
    """A document, shown whole.

    Args:
        claims: what everybody sees.
        hidden: what the holder may hold back.
        salts: drawn bytes, SALT_BYTES for each of `hidden`, used once.
        key, kid: the key that signs, and its name.
    """
    disclosures = tuple(
        _disclosure(salt, name, value) for salt, (name, value) in zip(salts, hidden.items(), strict=True)
    )
    digests = sorted(digest(each) for each in disclosures)  # sorted: their sequence would tell the names
    body = {**claims, **({DIGESTS: digests} if digests else {})}
    return Shown(signed({"typ": TYPE, "kid": kid}, body, key), disclosures)


def _disclosure(salt: bytes, name: str, value: Any) -> str:
    written = json.dumps([base64url(salt), name, value], ensure_ascii=False, separators=(",", ":"))
    return base64url(written.encode())


def parsed(text: str) -> Shown:
    """A document as it is written: parts with `~` between them.

    Raises:
        Malformed: it has no parts.
    """
    issued, *rest = text.split("~")
    if not rest:
        raise Malformed("no document of parts with ~ between them")
    return Shown(issued, tuple(rest[:-1]), rest[-1])


def opened(token: Token, shown: Shown) -> dict[str, Any]:
    """All claims that are shown of what was signed (RFC 9901, 7.1), whose signature `check` looks at.

    Args:
        token: what `read` made of `shown.issued`.

    Raises:
        Malformed: a disclosure belongs to no digest, is there twice, or says what is said already.
    """
    if token.claims.get(ALGORITHM, SHA_256) != SHA_256:
        raise Malformed("digests of another kind")
    found = {digest(each): each for each in shown.disclosures}
    if len(found) < len(shown.disclosures):
        raise Malformed("a disclosure twice")
    left, seen = dict(found), set[str]()
    claims: dict[str, Any] = _unfolded(dict(token.claims), left, seen, 0)
    if left:
        raise Malformed("a disclosure that belongs to no digest")
    claims.pop(ALGORITHM, None)
    return claims


def _unfolded(value: Any, left: dict[str, str], seen: set[str], depth: int) -> Any:
    """A value with what is disclosed of it in its place; what is used is taken out of `left`."""
    if depth > DEEPEST:
        raise Malformed("too deep")
    if isinstance(value, list):
        return list(_elements(value, left, seen, depth))
    if not isinstance(value, dict):
        return value
    made = {
        name: _unfolded(each, left, seen, depth + 1) if isinstance(each, dict | list) else each
        for name, each in value.items()
        if name != DIGESTS
    }
    digests = value.get(DIGESTS, [])
    if not isinstance(digests, list):
        raise Malformed("digests that are no list")
    for each in digests:
        parts = _taken(each, left, seen)
        if parts is None:
            continue
        if len(parts) != 3 or parts[1] in (DIGESTS, ELEMENT) or parts[1] in made:
            raise Malformed("a disclosure that may not be here")
        told = parts[2]
        nested = isinstance(told, dict | list)
        made[parts[1]] = _unfolded(told, left, seen, depth + 1) if nested else told
    return made


def _elements(values: list[Any], left: dict[str, str], seen: set[str], depth: int) -> Iterator[Any]:
    for each in values:
        if not (isinstance(each, dict) and ELEMENT in each):
            yield _unfolded(each, left, seen, depth + 1)
            continue
        parts = _taken(each[ELEMENT], left, seen)
        if parts is not None:
            if len(each) != 1 or len(parts) != 2:
                raise Malformed("a disclosure that may not be here")
            yield _unfolded(parts[1], left, seen, depth + 1)


def _taken(found: Any, left: dict[str, str], seen: set[str]) -> list[Any] | None:
    """The parts of the disclosure of a digest; None where it is held back."""
    if not isinstance(found, str) or found in seen:
        raise Malformed("a digest twice, or no digest")
    seen.add(found)
    text = left.pop(found, None)
    return None if text is None else _parts(text)


def _parts(disclosure: str) -> list[Any]:
    try:
        parts = from_json(decoded(disclosure))
    except (ValueError, RecursionError):
        raise Malformed("a disclosure that cannot be read") from None
    if not isinstance(parts, list) or len(parts) not in (2, 3) or not isinstance(parts[0], str):
        raise Malformed("a disclosure of another form")
    if len(parts) == 3 and not isinstance(parts[1], str):
        raise Malformed("a disclosure without a name")
    return parts
