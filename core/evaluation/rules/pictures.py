"""Photographs as they are kept: drawn anew, so that nothing remains of where and with what they were taken."""

import struct
from io import BytesIO

from PIL import Image, ImageOps

from core.errors import Refused

LONGEST = 2400  # px of the longer side; a page of A4 stays readable at 200 dpi
MOST_PIXELS = {"jpeg": 150_000_000, "png": 50_000_000}  # a JPEG is decoded small at once, a PNG only as a whole
QUALITY = 88
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)
"""What Pillow raises for a picture that is cut off or wrong inside."""


def cleaned(content: bytes, kind: str) -> bytes:
    """The picture upright, at most LONGEST px long, of pixels alone: no EXIF, no place, no comment, no profile.

    `kind` is "jpeg" or "png" and stays. Raises Refused for a broken picture and one of too many pixels.
    """
    try:
        with Image.open(BytesIO(content), formats=[kind.upper()]) as picture:
            _check_pixels(picture, kind)
            picture.draft("RGB", (LONGEST, LONGEST))
            return _encoded(ImageOps.exif_transpose(picture), kind)
    except BROKEN as broken:
        raise Refused("evaluation.file_broken") from broken


def _check_pixels(picture: Image.Image, kind: str) -> None:
    if picture.width * picture.height > MOST_PIXELS[kind]:
        raise Refused("evaluation.picture_too_large", most=MOST_PIXELS[kind] // 10_000)


def _encoded(picture: Image.Image, kind: str) -> bytes:
    mode = "RGBA" if kind == "png" and picture.has_transparency_data else "RGB"
    small = picture.convert(mode)
    small.thumbnail((LONGEST, LONGEST))
    bare = Image.frombytes(mode, small.size, small.tobytes())
    buffer = BytesIO()
    bare.save(buffer, kind, **({"quality": QUALITY} if kind == "jpeg" else {}))
    return buffer.getvalue()
