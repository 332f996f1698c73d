"""What a file is, is told by its content."""

from collections.abc import Callable

import pytest

from core.errors import Refused
from core.media import MIME, kind_of
from tests.media.builders import PDF, album, boxed, drawing, ebml, heic, office, photo, webp

MOST = 20 * 2**20
GIF = b"GIF89a"
FRAME = b"\xff\xfb\x90\x64"  # MPEG 1, layer III, 128 kbit/s, 44.1 kHz


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


def told(content: bytes) -> str:
    return kind_of(content, allowed=MIME, most=MOST)


KINDS = {
    "jpeg": photo(),
    "jpeg of several": album(),
    "png": drawing(),
    "webp": webp(),
    "heic": heic(),
    "heic of several": album("HEIF"),
    "heic of a mixed brand": boxed(b"mif1", b"mif1", b"heic"),
    "pdf": PDF,
    "docx": office("word/document.xml"),
    "xlsx": office("xl/workbook.xml"),
    "pptx": office("ppt/presentation.xml"),
    "mp4": boxed(b"isom", b"isom", b"avc1"),
    "mp4 of a phone": boxed(b"mp42", b"isom", b"mp42"),
    "webm": ebml(b"webm"),
    "mp3 with a title": b"ID3\x04",
    "mp3": FRAME,
}
OTHERS = {
    "program": b"MZ program",
    "page": b"<html><script>",
    "svg": b"<svg onload='x'>",
    "gif": GIF,
    "archive": office("anything"),
    "half a zip": b"PK\x03\x04 no archive",
    "document without types": b"PK\x05\x06" + bytes(18),
    "matroska": ebml(b"matroska"),
    "avif": boxed(b"avif", b"mif1", b"avif"),
    "a still of no known coding": boxed(b"mif1", b"mif1", b"avif"),
    "camera's film": boxed(b"qt  ", b"qt  "),
    "aac": b"\xff\xf1\x50\x80",  # ADTS: layer 0
    "reserved version": b"\xff\xea\x90\x64",
    "no bit rate": b"\xff\xfb\xf0\x64",
    "no sampling rate": b"\xff\xfb\x9c\x64",
    "three bytes of sound": FRAME[:3],
    "a sound of its own": b"RIFF\x00\x00\x00\x00WAVE",
}


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_told_by_the_content(name: str) -> None:
    assert told(KINDS[name]) == name.split()[0]


@pytest.mark.parametrize("name", OTHERS)
def test_anything_else_is_refused(name: str) -> None:
    assert code_of(lambda: told(OTHERS[name])) == "media.kind"


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_that_is_not_asked_for_is_refused(name: str) -> None:
    others = set(MIME) - {name.split()[0]}
    assert code_of(lambda: kind_of(KINDS[name], allowed=others, most=MOST)) == "media.kind"


def test_an_empty_file_is_told_from_a_wrong_one() -> None:
    assert code_of(lambda: told(b"")) == "media.empty"


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"])
@pytest.mark.parametrize("macros", ["vbaProject.bin", "VBAPROJECT.BIN"])
def test_macros_are_refused(part: str, macros: str) -> None:
    content = office(part, f"{part.split('/')[0]}/{macros}")
    assert code_of(lambda: told(content)) == "media.macros"


def test_a_pdf_whose_end_is_missing_is_refused() -> None:
    assert code_of(lambda: told(PDF.replace(b"%%EOF", b""))) == "media.broken"


@pytest.mark.parametrize(("more", "accepted"), [(-1, True), (0, True), (1, False)])
def test_a_file_has_as_many_bytes_as_are_allowed(more: int, accepted: bool) -> None:
    content = PDF + b" " * (MOST + more - len(PDF))
    if accepted:
        assert told(content) == "pdf"
    else:
        assert code_of(lambda: told(content)) == "media.too_large"
