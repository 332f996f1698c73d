"""Draw the first pages of the PDF on standard input: how many, then the pictures, as core.media.leaves reads them."""

import sys
from io import BytesIO
from typing import Any

import pypdfium2

WIDTH = 1200  # px of a page
QUALITY = 85  # of the JPEG
TALLEST = 3600  # px of a page
LARGEST = 2.5  # times; a page of A4 is 595 points wide


def _drawn(page: Any) -> bytes:  # the package ships no types
    width, height = page.get_size()
    scale = min(LARGEST, WIDTH / max(width, 1), TALLEST / max(height, 1))
    buffer = BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


if __name__ == "__main__":
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    pages = [_drawn(document[at]) for at in range(min(len(document), int(sys.argv[1])))]
    head = " ".join(map(str, (len(document), *map(len, pages))))
    sys.stdout.buffer.write(head.encode() + b"\n" + b"".join(pages))
