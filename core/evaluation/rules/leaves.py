"""The pages of a PDF as pictures, drawn on the server: the browser is given no document, and needs no viewer."""

from io import BytesIO
from threading import Lock
from typing import Any, NamedTuple

import pypdfium2

MOST_PAGES = 12
WIDTH = 1200  # px of a page
QUALITY = 85  # of the JPEG
TALLEST = 3600  # px of a page
LARGEST = 2.5  # times; a page of A4 is 595 points wide
_one_at_a_time = Lock()  # PDFium may not be called by two threads at once


class Leaves(NamedTuple):
    """The first pages as JPEG files, and how many there are in all."""

    pages: tuple[bytes, ...]
    total: int


def leaves(content: bytes, *, most: int = MOST_PAGES) -> Leaves | None:
    """The first `most` pages; None where they cannot be drawn: a password, something broken."""
    with _one_at_a_time:
        try:
            return _drawn(pypdfium2.PdfDocument(content), most)
        except pypdfium2.PdfiumError:
            return None


def _drawn(document: Any, most: int) -> Leaves:  # the package ships no types
    try:
        total = len(document)
        return Leaves(tuple(_page(document[at]) for at in range(min(total, most))), total)
    finally:
        document.close()


def _page(page: Any) -> bytes:
    width, height = page.get_size()
    scale = min(LARGEST, WIDTH / max(width, 1), TALLEST / max(height, 1))
    buffer = BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
