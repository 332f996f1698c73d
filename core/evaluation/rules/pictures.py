"""Photographs as they are kept: drawn anew, so that nothing remains of where and with what they were taken."""

import struct
from io import BytesIO
from threading import Lock

from PIL import Image, ImageOps

from core.errors import Refused

LONGEST = 2400  # px of the longer side; a page of A4 stays readable at 200 dpi
MOST_PIXELS = {"jpeg": 64_000_000, "png": 40_000_000}  # a PNG is decoded as a whole, a JPEG small at once
QUALITY = 88
DEEP = ("I", "I;16", "I;16B", "I;16L")  # 16 bits of grey, as scanners make them
COARSE = ("1", "P", "PA")  # modes of few colours, which cannot be made smaller smoothly
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)
"""What Pillow raises for a picture that is cut off or wrong inside."""
_one_at_a_time = Lock()  # a decoded picture takes up to 200 MB of memory


def cleaned(content: bytes, kind: str) -> bytes:
    """The picture upright, at most LONGEST px long, of pixels alone: no EXIF, no place, no comment, no profile.

    `kind` is "jpeg" or "png" and stays. Raises Refused for a broken picture and one of too many pixels.
    """
    try:
        with _one_at_a_time, Image.open(BytesIO(content), formats=[kind.upper()]) as picture:
            _check_pixels(picture, kind)
            return _encoded(_small(picture, kind), kind)
    except BROKEN as broken:
        raise Refused("evaluation.file_broken") from broken


def _check_pixels(picture: Image.Image, kind: str) -> None:
    if picture.width * picture.height > MOST_PIXELS[kind]:
        raise Refused("evaluation.picture_too_large", most=MOST_PIXELS[kind] // 10_000)


def _small(picture: Image.Image, kind: str) -> Image.Image:
    """The picture upright, in its size and mode to be."""
    mode = "RGBA" if kind == "png" and picture.has_transparency_data else "RGB"
    picture.draft("RGB", (LONGEST, LONGEST))
    smooth = _shallow(picture) if picture.mode in DEEP else picture
    smooth = smooth.convert(mode) if smooth.mode in COARSE else smooth
    smooth.thumbnail((LONGEST, LONGEST))
    return ImageOps.exif_transpose(smooth).convert(mode)


def _shallow(picture: Image.Image) -> Image.Image:
    """16 bits of grey as 8: Pillow by itself would cut everything over 255 off to white."""
    return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")


def _encoded(picture: Image.Image, kind: str) -> bytes:
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    buffer = BytesIO()
    bare.save(buffer, kind, **({"quality": QUALITY} if kind == "jpeg" else {}))
    return buffer.getvalue()
