"""Photographs as they are kept: drawn anew, so that nothing remains of where and with what they were taken."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from threading import Lock

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from core.errors import Refused

LONGEST = 2400  # px of the longer side; a page of A4 stays readable at 200 dpi
SMALL = 480  # px of the longer side of a small picture
MOST_PIXELS = {"jpeg": 64_000_000, "png": 40_000_000, "webp": 40_000_000, "heic": 50_000_000}
"""A JPEG is decoded small at once, the others as a whole."""
KEPT_AS = {"jpeg": "jpeg", "png": "png", "webp": "jpeg", "heic": "jpeg"}
"""The kind that a picture has once it is cleaned: every browser shows it."""
PILLOW = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}
QUALITY = 88
SMALL_QUALITY = 80
DEEP = ("I", "I;16", "I;16B", "I;16L")  # 16 bits of grey, as scanners make them
COARSE = ("1", "P", "PA")  # modes of few colours, which cannot be made smaller smoothly
SRGB = ImageCms.createProfile("sRGB")
BROKEN = (OSError, SyntaxError, ValueError, EOFError, RuntimeError, struct.error, Image.DecompressionBombError)
"""What Pillow and libheif raise for a picture that is cut off or wrong inside."""
_one_at_a_time = Lock()  # a decoded picture takes up to 200 MB of memory
pillow_heif.register_heif_opener(thumbnails=False)


def cleaned(content: bytes, kind: str) -> bytes:
    """The picture upright, at most LONGEST px long, of pixels alone: no EXIF, no place, no comment, no profile.

    `kind` is one of MOST_PIXELS; the answer is of KEPT_AS[kind]. Colours of another profile are turned into sRGB. Of
    several pictures in one file the first, or main one, remains. Raises Refused for a broken one and for too many pixels.
    """
    with _opened(content, kind) as picture:
        return encoded(_small(picture, KEPT_AS[kind]), KEPT_AS[kind])


def thumb(content: bytes, kind: str = "jpeg") -> bytes:
    """A JPEG of at most SMALL px for lists, on white where the picture is transparent. Raises Refused as `cleaned`."""
    with _opened(content, kind) as picture:
        small = _small(picture, kind, SMALL)
        if small.mode == "RGBA":
            small = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small).convert("RGB")
        return encoded(small, "jpeg", SMALL_QUALITY)


def drawn(content: bytes) -> Image.Image:
    """The pixels of a picture that was cleaned, as RGB or RGBA. Raises Refused for a broken one."""
    with _opened(content, kept_kind(content)) as picture:
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def kept_kind(content: bytes) -> str:
    """Which of the values of KEPT_AS a picture that was cleaned is."""
    return "png" if content.startswith(b"\x89PNG") else "jpeg"


def encoded(picture: Image.Image, kind: str, quality: int = QUALITY) -> bytes:
    """The pixels alone as "jpeg" or "png"."""
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    buffer = BytesIO()
    bare.save(buffer, kind, **({"quality": quality} if kind == "jpeg" else {}))
    return buffer.getvalue()


@contextmanager
def _opened(content: bytes, kind: str) -> Iterator[Image.Image]:
    try:
        with _one_at_a_time, Image.open(BytesIO(content), formats=[PILLOW[kind]]) as picture:
            if picture.width * picture.height > MOST_PIXELS[kind]:
                raise Refused("media.too_many_pixels", most=MOST_PIXELS[kind] // 10_000)
            yield picture
    except BROKEN as broken:
        raise Refused("media.broken") from broken


def _small(picture: Image.Image, kept_as: str, longest: int = LONGEST) -> Image.Image:
    """The picture upright, in its size and mode to be."""
    mode = "RGBA" if kept_as == "png" and picture.has_transparency_data else "RGB"
    picture.draft("RGB", (longest, longest))
    smooth = _shallow(picture) if picture.mode in DEEP else picture
    smooth = smooth.convert(mode) if smooth.mode in COARSE else smooth
    smooth.thumbnail((longest, longest))
    return ImageOps.exif_transpose(_in_srgb(smooth)).convert(mode)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The colours as they are meant, once the profile is gone. One that cannot be read is left aside."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA"):
        with suppress(ImageCms.PyCMSError, OSError):
            ImageCms.profileToProfile(picture, BytesIO(profile), SRGB, inPlace=True)
    return picture


def _shallow(picture: Image.Image) -> Image.Image:
    """16 bits of grey as 8: Pillow by itself would cut everything over 255 off to white."""
    return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
