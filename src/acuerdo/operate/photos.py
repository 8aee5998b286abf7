"""Photos of workers: checked, cut to one size, and freed of everything else that a camera writes."""

import io
import warnings

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from acuerdo.operate import audit, clock
from acuerdo.operate.authority import check
from acuerdo.records.models import Account, Appointment, Photo, Worker

SIZE = (480, 600)
"""Width and height of a photo in pixels: four to five, as on identity papers (assumed)."""
LEAST = (240, 300)
"""The least width and height that is taken: below, no face is known again on a page (assumed)."""
MOST_PIXELS = 50_000_000
"""Pixels that are unpacked: more than a telephone's camera has, less than fills the memory."""
MOST_BYTES = 8_000_000
"""Bytes of a file that is taken."""
SMALL = (60, 75)
"""Width and height of the photo in a QR code."""
SMALL_BYTES = 760
"""Bytes that a photo may take in a QR code (measured: docs/decisions/0026-permits.md)."""
QUALITIES = tuple(range(70, -1, -5))
"""Qualities of WebP that are tried, the best first."""
KINDS = ("JPEG", "PNG")


def normal(data: bytes) -> tuple[bytes, bytes]:
    """A photo as it is kept: JPEG of SIZE; and as a QR code holds it: grey WebP of at most SMALL_BYTES.

    Raises:
        ValidationError: it is no photo that can be used; the message says why.
    """
    if len(data) > MOST_BYTES:
        raise ValidationError(_("This file is larger than 8 MB. Take the photo again, smaller."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=KINDS) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise ValidationError(_("This photo has more pixels than are taken. Make it smaller."))
                whole = ImageOps.exif_transpose(found).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ValidationError(_("This is no JPEG or PNG photo that can be read.")) from None
    if whole.width < LEAST[0] or whole.height < LEAST[1]:
        raise ValidationError(_("This photo is too small: it needs 240 by 300 pixels or more."))
    cut = ImageOps.fit(whole, SIZE)
    return _jpeg(cut), _small(cut)


def _jpeg(image: Image.Image) -> bytes:
    held = io.BytesIO()
    image.save(held, "JPEG", quality=85, optimize=True)
    return held.getvalue()


def _small(image: Image.Image) -> bytes:
    """The best quality that fits; where none does, fewer pixels."""
    width, height = SMALL
    while True:
        small = ImageOps.autocontrast(image.convert("L").resize((width, height), Image.Resampling.LANCZOS))
        for quality in QUALITIES:
            held = io.BytesIO()
            small.save(held, "WEBP", quality=quality, method=6)
            if held.tell() <= SMALL_BYTES:
                return held.getvalue()
        width, height = width * 4 // 5, height * 4 // 5


@transaction.atomic
def take(account: Account, appointment: Appointment, data: bytes) -> Photo:
    """Keep the photo of whoever came to an appointment, in place of an earlier one.

    Raises:
        Denied: the appointment lies at another consulate.
        ValidationError: it is no photo that can be used.
    """
    check(account, "photo.take", appointment)
    jpeg, small = normal(data)
    worker = appointment.placement.application.worker
    made: Photo
    made, _new = Photo.every.update_or_create(
        worker=worker,
        defaults={"jpeg": jpeg, "small": small, "taken_at": clock.now(), "by": account},
    )
    audit.written(account, "photo.take", "photo", audit.subject_of(made), worker.number)
    return made


def of(worker: Worker) -> Photo | None:
    """The photo of a worker, if one was taken; whoever shows it has checked that the account may see it."""
    found: Photo | None = Photo.every.filter(worker=worker).first()
    return found
