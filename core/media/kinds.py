"""What a file is, by its content alone: its name and its ending say nothing."""

from collections.abc import Collection
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from core.errors import Refused

PICTURES = ("jpeg", "png", "webp", "heic")
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
MIME = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "pdf": "application/pdf",
    "docx": f"{_OPEN_XML}.wordprocessingml.document",
    "xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    "pptx": f"{_OPEN_XML}.presentationml.presentation",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
}
BEGINS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff",
    "mp3": b"ID3",  # id3.org, ID3v2 § 3.1
    "webm": b"\x1a\x45\xdf\xa3",  # RFC 8794 § 11.2.1: the EBML header
}
ZIP = b"PK\x03\x04"
PDF_ENDS = b"%%EOF"  # ISO 32000-1 § 7.5.5: the last line of a whole file
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1")  # ISO/IEC 23008-12 § 10
MP4_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV")
"""The brands (ISO/IEC 14496-12 § 4.3) that phones and cutting programs write."""
DOCTYPE = b"\x42\x82\x84webm"  # RFC 8794 § 11.2.6: the DocType, four letters long
HEAD = 64  # bytes in which the DocType stands


def kind_of(content: bytes, *, allowed: Collection[str], most: int) -> str:
    """The kind, a key of MIME and one of `allowed`, of a file of at most `most` bytes.

    Raises Refused for anything else: media.empty, media.too_large, media.macros, media.broken (a PDF whose end is
    missing) and media.kind.
    """
    if not content:
        raise Refused("media.empty")
    if len(content) > most:
        raise Refused("media.too_large", most=most // 2**20)
    kind = _told(content)
    if kind not in allowed:
        raise Refused("media.kind")
    if kind == "pdf" and PDF_ENDS not in content:
        raise Refused("media.broken")
    return kind


def _told(content: bytes) -> str:
    """The kind, "" for one that is not known."""
    for kind, begins in BEGINS.items():
        if content.startswith(begins):
            return kind if kind != "webm" or DOCTYPE in content[:HEAD] else ""
    if content.startswith(ZIP):
        return _office(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:8] == b"ftyp":
        return _boxed(content)
    return "mp3" if _is_layer_three(content) else ""


def _office(content: bytes) -> str:
    """docx, xlsx or pptx by what lies inside the archive. Raises Refused for macros."""
    try:
        names = set(ZipFile(BytesIO(content)).namelist())
    except (BadZipFile, ValueError, NotImplementedError, EOFError):
        return ""
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("media.macros")
    return next((kind for kind, part in OFFICE.items() if {part, "[Content_Types].xml"} <= names), "")


def _boxed(content: bytes) -> str:
    """heic or mp4 by the brands of the first box, the major one first."""
    length = min(int.from_bytes(content[:4]), HEAD)
    brands = [content[8:12], *(content[at : at + 4] for at in range(16, length, 4))]
    if brands[0] in HEIC_BRANDS:
        return "heic" if any(brand in HEIC_BRANDS[:-1] for brand in brands) else ""
    return "mp4" if any(brand in MP4_BRANDS for brand in brands) else ""


def _is_layer_three(content: bytes) -> bool:
    """Whether it begins with the header of an MPEG audio frame, layer III (ISO/IEC 11172-3 § 2.4.1.3)."""
    if len(content) < 4 or content[0] != 0xFF:
        return False
    version, layer = content[1] >> 3 & 3, content[1] >> 1 & 3
    rate, sampling = content[2] >> 4, content[2] >> 2 & 3
    return content[1] >> 5 == 7 and version != 1 and layer == 1 and rate not in (0, 15) and sampling != 3
