"""Numbers that name people and papers: drawn, so that they say nothing, and checked by their last sign."""

import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters without I, L, O and U, which are misread (Crockford's base 32)."""
LENGTH = 8


def new(kind: str) -> str:
    """A new number, as W-7F3K9Q2D5: a letter for what it names, eight drawn signs, and a check."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{kind}-{drawn}{_check(drawn)}"


def is_number(text: str) -> bool:
    """Whether a text is such a number, not mistyped."""
    kind, _, signs = text.upper().partition("-")
    known = len(kind) == 1 and len(signs) == LENGTH + 1 and not set(signs) - set(SIGNS)
    return known and _check(signs[:-1]) == signs[-1]


def _check(signs: str) -> str:
    """A sign by which any one wrong sign is noticed: weights 1, 3, 5, ..., which are odd, modulo 32."""
    return SIGNS[sum((2 * at + 1) * SIGNS.index(sign) for at, sign in enumerate(signs)) % len(SIGNS)]
