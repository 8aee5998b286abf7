"""The QR code of a permit: everything that fits, and the photo only where it does."""

import io

import segno
from segno.encoder import DataOverflowError

from acuerdo.proof.credentials.digits import to_digits
from acuerdo.proof.credentials.disclosing import Shown
from acuerdo.proof.credentials.permits import HIDDEN

MOST_VERSION = 31
"""The largest code that is made, 141 squares wide: on a telephone of 390 points at three pixels each a square
has more than seven pixels, and on paper of 9 cm more than half a millimetre (measured by reading them)."""
QUIET = 4
"""Squares around a code that stay white (ISO/IEC 18004)."""


def shown_in_code(document: Shown) -> Shown:
    """The document as its code shows it: whole, or without the photo where it would be too large."""
    try:
        _made(document)
    except DataOverflowError:
        return document.only(*(name for name in HIDDEN if name != "photo"))
    return document


def code(document: Shown) -> segno.QRCode:
    """The QR code of a document."""
    return _made(shown_in_code(document))


def _made(document: Shown) -> segno.QRCode:
    made = segno.make_qr(to_digits(document), error="l", boost_error=False)
    if int(made.version) > MOST_VERSION:
        raise DataOverflowError("larger than any that is made")
    return made


def svg(document: Shown, title: str) -> str:
    """The code as a drawing inside a page, without size, style or script."""
    return str(
        code(document).svg_inline(
            border=QUIET, omitsize=True, svgclass=None, lineclass=None, title=title, light="#fff"
        )
    )


def png(document: Shown, scale: int) -> bytes:
    """The code as a picture, `scale` pixels a square."""
    held = io.BytesIO()
    code(document).save(held, kind="png", scale=scale, border=QUIET)
    return held.getvalue()
