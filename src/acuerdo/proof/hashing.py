"""How everything that is proved becomes bytes, and how bytes become a digest."""

import hashlib
import json

DIGEST_BYTES = 32
"""Bytes of a SHA-256 digest (FIPS 180-4)."""


def prefixed(part: bytes) -> bytes:
    """A part with its length before it, in 4 bytes, so that no two lists of parts give the same bytes."""
    return len(part).to_bytes(4, "big") + part


def tagged(tag: str, *parts: bytes | str) -> bytes:
    """The SHA-256 of a list of parts, under a tag that keeps digests of one use from serving another.

    Args:
        tag: what the digest is for.
        parts: bytes, or text that counts as UTF-8.

    Returns:
        32 bytes.
    """
    made = hashlib.sha256(prefixed(f"acuerdo 1 {tag}".encode()))
    for part in parts:
        made.update(prefixed(part.encode() if isinstance(part, str) else part))
    return made.digest()


def digest(data: bytes) -> str:
    """The SHA-256 of the bytes of a file, as `sha256sum` prints it."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: object) -> bytes:
    """The one way in which a value is written as JSON: names sorted, two spaces, UTF-8, one line end."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    return f"{written}\n".encode()
