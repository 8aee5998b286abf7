"""A document in the digits of a QR code, as small as it goes without losing a letter.

The text of a document is nearly all base64 of JSON, which a QR code holds badly. Its parts are unpacked,
compressed together, and written as digits, for which QR codes have a mode of their own: 53 digits hold 22
bytes, 99.6 % of what the code could hold. Digits can be copied, pasted and broken into lines unharmed.
"""

import zlib

from acuerdo.proof.credentials.disclosing import Shown
from acuerdo.proof.credentials.signing import Malformed, base64url, unbase64url

VERSION = 1
"""The first byte: how the rest is packed."""
BLOCK = 22
"""Bytes that are written together: 22 bytes are less than 10**53, which wastes a third of a bit."""
DIGITS = tuple(len(str(256**size - 1)) for size in range(BLOCK + 1))
"""Digits of a block of so many bytes; the empty block is not written."""
SIZES = {digits: size for size, digits in enumerate(DIGITS) if size}
MOST_BYTES = 16_384
"""Bytes of an unpacked document that are read (layout): more than any QR code holds."""


def to_digits(shown: Shown) -> str:
    """A document, without the holder's own token, in digits.

    Raises:
        Malformed: it is no document.
    """
    parts = [unbase64url(each) for each in (*shown.issued.split("."), *shown.disclosures)]
    plain = b"".join(len(each).to_bytes(2, "big") + each for each in parts)
    data = bytes((VERSION,)) + zlib.compress(plain, 9)
    blocks = (data[at : at + BLOCK] for at in range(0, len(data), BLOCK))
    return "".join(str(int.from_bytes(each, "big")).zfill(DIGITS[len(each)]) for each in blocks)


def from_digits(text: str) -> Shown:
    """The document that digits were made of.

    Raises:
        Malformed: they are not those of a document.
    """
    data = b"".join(_block(text[at : at + DIGITS[BLOCK]]) for at in range(0, len(text), DIGITS[BLOCK]))
    if data[:1] != bytes((VERSION,)):
        raise Malformed("digits of another kind")
    try:
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(data[1:], MOST_BYTES)
    except zlib.error:
        raise Malformed("digits that hold nothing") from None
    parts, at = list[str](), 0
    while at < len(plain):
        size = int.from_bytes(plain[at : at + 2], "big")
        part = plain[at + 2 : at + 2 + size]
        if len(part) < size:
            break
        parts.append(base64url(part))
        at += 2 + size
    if at != len(plain) or len(parts) < 3 or not unpacking.eof:
        raise Malformed("digits of which some are missing")
    return Shown(".".join(parts[:3]), tuple(parts[3:]))


def _block(digits: str) -> bytes:
    size = SIZES.get(len(digits))
    if size is None or not (digits.isascii() and digits.isdigit()) or int(digits) >= 256**size:
        raise Malformed("no digits of a document")
    return int(digits).to_bytes(size, "big")
