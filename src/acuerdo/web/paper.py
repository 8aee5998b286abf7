"""A permit on paper: one page of A4 in both languages, for officers of both countries."""

import io
from collections.abc import Mapping
from functools import cache

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from acuerdo.operate.credentials import Held
from acuerdo.web import codes
from acuerdo.web.verifier.words import CLAIMS

CODE = 104 * mm
"""Width of the code on paper: a square is some seven tenths of a millimetre wide."""
CODE_PIXELS = 6
"""Pixels of a square in the picture of the code."""
PHOTO = (40 * mm, 50 * mm)
LEFT, TOP = 20 * mm, A4[1] - 22 * mm
SAID: Mapping[str, tuple[str, str]] = {
    "title": ("Permit to work for a season", "Permiso de trabajo por temporada"),
    "code": (
        "The code holds this permit, signed. Whoever has the offline page reads it without a network.",
        "El código contiene este permiso, firmado. Quien tenga la página sin red lo puede leer.",
    ),
    "copy": (
        "A copy looks the same: the photo and the person are the check. The permit can be revoked: the newest"
        " list says so.",
        "Una copia se ve igual: se comprueba con la foto y la persona. El permiso puede ser revocado: lo dice"
        " la lista más nueva.",
    ),
    "demo": ("DEMONSTRATION: it proves nothing.", "DEMOSTRACIÓN: no prueba nada."),
}
"""What the paper says, in English and Spanish."""


def paper(held: Held, told: Mapping[str, str], demonstration: bool) -> bytes:
    """The paper, as PDF.

    Args:
        told: what the permit says, by the names of its claims.
        demonstration: whether it proves nothing, which it then says.
    """
    _fonts()
    out = io.BytesIO()
    page = Canvas(out, pagesize=A4, pageCompression=1)
    page.setTitle(f"{SAID['title'][0]} {told['number']}")
    page.setSubject(SAID["title"][1])
    page.setFont("Vera-Bold", 15)
    page.drawString(LEFT, TOP, SAID["title"][0])
    page.setFont("Vera", 12)
    page.drawString(LEFT, TOP - 6 * mm, SAID["title"][1])
    if demonstration:
        page.setFont("Vera-Bold", 9)
        page.drawString(LEFT, TOP - 12 * mm, " · ".join(SAID["demo"]))
    below = _facts(page, told, TOP - 20 * mm)
    if held.photo is not None:
        at = A4[0] - LEFT - PHOTO[0], TOP - 20 * mm - PHOTO[1]
        page.drawImage(ImageReader(io.BytesIO(bytes(held.photo.jpeg))), *at, *PHOTO)
    picture = ImageReader(io.BytesIO(codes.png(held.shown, CODE_PIXELS)))
    page.drawImage(picture, (A4[0] - CODE) / 2, below - CODE, CODE, CODE)
    _notes(page, below - CODE - 5 * mm)
    page.save()
    return out.getvalue()


def _facts(page: Canvas, told: Mapping[str, str], top: float) -> float:
    """What the permit says, each with both names; where the next begins."""
    wide, at = A4[0] - 2 * LEFT - PHOTO[0] - 8 * mm, top
    for name, (english, spanish) in CLAIMS.items():
        if name not in told:
            continue
        page.setFont("Vera", 7.5)
        page.drawString(LEFT, at - 3 * mm, f"{english} · {spanish}")
        page.setFont("Vera-Bold", 10.5)
        for line in simpleSplit(told[name], "Vera-Bold", 10.5, wide):
            at -= 4.5 * mm
            page.drawString(LEFT, at - 3 * mm, line)
        at -= 5.5 * mm
    return at


def _notes(page: Canvas, top: float) -> None:
    page.setFont("Vera", 7.5)
    at = top
    for name in ("code", "copy"):
        for words in SAID[name]:
            for line in simpleSplit(words, "Vera", 7.5, A4[0] - 2 * LEFT):
                page.drawString(LEFT, at, line)
                at -= 3.6 * mm
        at -= 1.5 * mm


@cache
def _fonts() -> None:
    """Fonts that come with the library, and know the letters of more languages than the built-in ones."""
    for name, file in (("Vera", "Vera.ttf"), ("Vera-Bold", "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(name, file))
