"""A tree over one salted leaf a worker, whose root says what became of everybody and shows it of nobody.

A leaf is the SHA-256 of a byte 0, a salt that only the worker and the governments have, and what became of
the worker; a node that of a byte 1 and its two children, so that no node passes for a leaf (RFC 9162, 2.1).
A last node without a neighbour moves up as it is. The root also names the number of leaves.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from acuerdo.proof.hashing import DIGEST_BYTES, tagged

LEAST_SALT = 16
"""Least bytes of a salt: nobody tries 2**128 of them (NIST SP 800-132, 5.1, asks 16 bytes)."""

Level = list[bytes]


def salts(secret: bytes, pseudonyms: Iterable[str]) -> list[bytes]:
    """A salt of 32 bytes for each pseudonym: its HMAC (RFC 2104) under a secret of the governments. Whoever
    has the secret can tell from a root what became of whom; it is kept like the roll.

    Raises:
        ValueError: the secret is shorter than 32 bytes.
    """
    if len(secret) < DIGEST_BYTES:
        raise ValueError(f"the secret of the salts has at least {DIGEST_BYTES} bytes, not {len(secret)}")
    return [hmac.digest(secret, each.encode(), "sha256") for each in pseudonyms]


def leaf(salt: bytes, content: bytes) -> bytes:
    """The leaf of what became of one worker.

    Raises:
        ValueError: the salt is shorter than 16 bytes, or longer than 64.
    """
    if not LEAST_SALT <= len(salt) <= 2 * DIGEST_BYTES:
        raise ValueError(f"a salt has {LEAST_SALT} to {2 * DIGEST_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(b"\x00" + bytes([len(salt)]) + salt + content).digest()


def tree(leaves: Sequence[bytes]) -> list[Level]:
    """All levels of the tree over some leaves, the leaves first, the top last."""
    sha256 = hashlib.sha256
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = zip(below[::2], below[1::2], strict=False)
        above = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        levels.append(above + below[2 * len(above) :])
    return levels


def root(levels: Sequence[Level]) -> str:
    """The root of a tree, by the number of its leaves and its top."""
    return _root(len(levels[0]), *levels[-1])


def path(levels: Sequence[Level], index: int) -> list[str]:
    """The nodes beside the way from a leaf up to the top, the lowest first."""
    beside = []
    for level in levels[:-1]:
        if index ^ 1 < len(level):
            beside.append(level[index ^ 1].hex())
        index //= 2
    return beside


def root_of_path(leaf: bytes, index: int, count: int, beside: Sequence[str]) -> str | None:
    """The root to which a path leads from a leaf, or None where the path has not its right length.

    Args:
        leaf: 32 bytes.
        index: the place of the leaf among all.
        count: how many leaves there are.
        beside: as `path` makes it.
    """
    if not 0 <= index < count:
        return None
    left, node, size = list(beside), leaf, count
    while size > 1:
        if index ^ 1 < size:
            if not left:
                return None
            other = bytes.fromhex(left.pop(0))
            pair = other + node if index % 2 else node + other
            node = hashlib.sha256(b"\x01" + pair).digest()
        index, size = index // 2, (size + 1) // 2
    return None if left else _root(count, node)


def _root(count: int, *top: bytes) -> str:
    return tagged("root", str(count), *top).hex()
