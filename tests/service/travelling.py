"""A worker with a permit, for the tests of permits that travel; faces that are nobody's."""

import io

from PIL import Image, ImageDraw, ImageFilter


def face(kind: str = "JPEG", size: tuple[int, int] = (900, 1200), noise: int = 40) -> bytes:
    """A drawn face with the grain of a photo, and a place written by the camera, as a file."""
    grain = Image.effect_noise(size, noise).convert("RGB")
    image = Image.new("RGB", size, (120, 140, 150))
    draw, (wide, high) = ImageDraw.Draw(image), size
    draw.ellipse((wide * 0.22, high * 0.12, wide * 0.78, high * 0.72), fill=(176, 132, 104))
    draw.pieslice((wide * 0.2, high * 0.06, wide * 0.8, high * 0.5), 180, 360, fill=(40, 30, 26))
    for eye in (0.38, 0.62):
        at = wide * eye, high * 0.38
        draw.ellipse((at[0] - wide * 0.04, at[1] - 12, at[0] + wide * 0.04, at[1] + 12), fill=(30, 26, 24))
    draw.arc((wide * 0.4, high * 0.46, wide * 0.6, high * 0.6), 20, 160, fill=(110, 60, 56), width=10)
    draw.rectangle((wide * 0.1, high * 0.78, wide * 0.9, high), fill=(60, 74, 92))
    image = Image.blend(image.filter(ImageFilter.GaussianBlur(3)), grain, 0.12)
    held, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "a place that nobody should read"
    image.save(held, kind, exif=exif)
    return held.getvalue()
