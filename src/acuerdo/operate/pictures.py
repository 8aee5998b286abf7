"""Pictures that come with a complaint, drawn anew: what a telephone writes into one says where it was."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1600
"""Pixels of the longer side that are kept: letters of a photographed page can still be read (layout)."""
MOST_PIXELS = 60_000_000
"""Pixels of a picture that are read at all; telephones make less (layout, against files that swell)."""
KINDS = ("JPEG", "PNG", "WEBP")


class NoPicture(ValueError):
    """What was sent is no picture of a kind that is read."""


def drawn_anew(file: Any) -> bytes:
    """The picture of a file as JPEG, without place, instant or make of the telephone.

    Raises:
        NoPicture: it cannot be read, or is too large.
    """
    try:
        with Image.open(file, formats=KINDS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise NoPicture("large")
            turned = ImageOps.exif_transpose(found)
            turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            # Only the pixels go over: a copy would bring along what the file says besides.
            plain = Image.new("RGB", turned.size, "white")
            clear = turned.convert("RGBA")
            plain.paste(clear, mask=clear.getchannel("A"))
    except NoPicture:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NoPicture("unreadable") from None
    made = BytesIO()
    plain.save(made, "JPEG", quality=80)
    return made.getvalue()
