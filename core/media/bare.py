"""Papers and videos without what the photographs inside them, or the camera, tell of where and with what they were made.

Nothing is drawn anew: a paper keeps every letter, a video every frame. What a person wrote about a file stays.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from PIL import Image

from core.errors import Refused
from core.media.kinds import OFFICE

TOLD = re.compile(
    rb"\xff[\xe1\xed](..)(Exif\x00\x00|http://ns\.adobe\.com/(?:xap/1\.0|xmp/extension)/\x00|Photoshop 3\.0\x00)",
    re.DOTALL,
)
"""What a JPEG tells besides its pixels, as a segment with its length and name: EXIF 2.3 § 4.7.2, XMP part 3 § 1.1.3, IPTC."""
EXIF, ORIENTATION = b"Exif\x00\x00", 0x0112
PNG, PNG_TELLS = b"\x89PNG\r\n\x1a\n", (b"eXIf", b"tEXt", b"iTXt", b"zTXt")
"""Chunks of a PNG (ISO/IEC 15948 § 11.3.4, and the extension eXIf) that hold no pixels."""
PICTURE_NAMES = (".jpg", ".jpeg", ".jfif", ".jpe", ".png")
MOST_UNPACKED = 500 * 2**20  # bytes of all members of a paper
HOLDING, TELLING = (b"moov", b"trak"), (b"udta", b"meta")
"""Boxes of ISO/IEC 14496-12: those that hold others, and those that phones write place and device into."""
XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")  # XMP part 3 § 1.2.7
BROKEN = (BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, OSError, zlib.error, struct.error)


def bare(content: bytes, kind: str) -> bytes:
    """A file of `kind` (a key of core.media.MIME) that tells no place and no device; the same bytes where it told none.

    A photograph of a gallery is drawn anew instead, by `cleaned`; a scan may stay as it is but for this. Raises Refused
    for a broken paper, and for one that unpacks to more than MOST_UNPACKED.
    """
    if kind in OFFICE:
        return _paper(content)
    if kind in ("pdf", "jpeg"):
        return _jpeg(content)
    if kind == "png":
        return _png(content)
    return _video(content) if kind == "mp4" else content


def _jpeg(content: bytes) -> bytes:
    """Every such segment emptied in its place, so that nothing else moves; which way is up stays known."""
    found = list(TOLD.finditer(content))
    kept = bytearray(content) if found else content
    for one in found:
        end = one.start() + 2 + int.from_bytes(one[1])
        if isinstance(kept, bytearray) and one.end() <= end <= len(content):
            kept[one.end() : end] = _upright(content[one.start(2) : end], end - one.end())
    return bytes(kept)


def _upright(told: bytes, room: int) -> bytes:
    """`room` bytes that say of what was told no more than which way is up."""
    least = b""
    if told.startswith(EXIF):
        with suppress(Exception):  # Pillow raises whatever a broken one leads to
            known = Image.Exif()
            known.load(told)
            fresh = Image.Exif()
            fresh[ORIENTATION] = known.get(ORIENTATION, 1)
            least = fresh.tobytes().removeprefix(EXIF)
    return (least if len(least) <= room else b"").ljust(room, b"\x00")


def _png(content: bytes) -> bytes:
    kept, at = [PNG], len(PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] not in PNG_TELLS:
            kept.append(content[at:end])
        at = end
    return b"".join([*kept, content[at:]])


def _paper(content: bytes) -> bytes:
    """The archive with bare pictures; the same bytes where all were bare."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
                raise Refused("media.too_large", most=MOST_UNPACKED // 2**20)
            fresh = dict(_pictures(archive))
            return _rewritten(archive, fresh) if fresh else content
    except BROKEN as broken:
        raise Refused("media.broken") from broken


def _pictures(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    """The pictures that told something, bare, by their names."""
    for name in archive.namelist():
        if name.lower().endswith(PICTURE_NAMES):
            picture = archive.read(name)
            fresh = _png(picture) if picture.startswith(PNG) else _jpeg(picture)
            if fresh != picture:
                yield name, fresh


def _rewritten(archive: ZipFile, fresh: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as target:
        for one in archive.infolist():
            target.writestr(one, fresh.get(one.filename) or archive.read(one))
    return buffer.getvalue()


def _video(content: bytes) -> bytes:
    """Boxes that tell are turned into free room, so that no frame moves."""
    kept = bytearray(content)
    for start, body, end in _telling(content, 0, len(content), len(HOLDING)):
        kept[start + 4 : start + 8] = b"free"
        kept[body:end] = bytes(end - body)
    return bytes(kept)


def _telling(content: bytes, at: int, until: int, deeper: int) -> Iterator[tuple[int, int, int]]:
    """Start, body and end of every box that tells, from `at`, within at most `deeper` boxes that hold it."""
    while at + 8 <= until:
        size, kind, body = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(content[at + 8 : at + 16]), at + 16
        end = until if size == 0 else at + size
        if not body <= end <= until:
            return
        if kind in TELLING or (kind == b"uuid" and content[body : body + 16] == XMP_BOX):
            yield at, body, end
        elif kind in HOLDING and deeper:
            yield from _telling(content, body, end, deeper - 1)
        at = end
