"""The pages of a PDF as pictures, drawn on the server: the browser is given no document, and needs no viewer.

They are drawn in a process of their own: a small file can ask for hours of drawing, or break the library, and takes
nothing else down with it.
"""

import subprocess
import sys
from collections import OrderedDict
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple

import pypdfium2

MOST_PAGES = 12
SECONDS = 20  # for all pages together
MEMORY = 2**30  # bytes
WIDTH = 1200  # px of a page
QUALITY = 85  # of the JPEG
TALLEST = 3600  # px of a page
LARGEST = 2.5  # times; a page of A4 is 595 points wide
TRIED_AGAIN = 600  # seconds after which a paper that could not be drawn may have met a busy server
KEPT = 16  # papers, drawn or found to be impossible: a page of the product runs anew with every click on it
_one_at_a_time = Lock()  # one core is enough for pictures
_kept: OrderedDict[tuple[str, int], "tuple[Leaves | None, float]"] = OrderedDict()


class Leaves(NamedTuple):
    """The first pages as JPEG files, and how many there are in all."""

    pages: tuple[bytes, ...]
    total: int


def leaves(content: bytes, *, most: int = MOST_PAGES, seconds: float = SECONDS) -> Leaves | None:
    """The first `most` pages; None where they cannot be drawn: a password, something broken, too much for `seconds`.

    What was asked for lately is answered at once, so that a paper that takes all of the time takes it once.
    """
    asked = sha256(content).hexdigest(), most
    with _one_at_a_time:
        drawn, at = _kept.get(asked, (None, float("-inf")))
        if drawn is None and monotonic() - at >= TRIED_AGAIN:
            drawn, at = _drawn_apart(content, most, seconds), monotonic()
        _kept[asked] = drawn, at
        _kept.move_to_end(asked)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return drawn


def _drawn_apart(content: bytes, most: int, seconds: float) -> Leaves | None:
    command = [sys.executable, "-I", __file__, str(most)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds, check=False)  # noqa: S603  # our own file
    except subprocess.TimeoutExpired:
        return None
    return _unpacked(done.stdout) if done.returncode == 0 else None


def _unpacked(told: bytes) -> Leaves:
    """What `_main` wrote: a line with the number of all pages and the length of each picture, then the pictures."""
    head, _, rest = told.partition(b"\n")
    total, *lengths = map(int, head.split())
    pages, at = list[bytes](), 0
    for length in lengths:
        pages.append(rest[at : at + length])
        at += length
    return Leaves(tuple(pages), total)


def _main() -> None:
    _confine()
    drawn = _drawn(pypdfium2.PdfDocument(sys.stdin.buffer.read()), int(sys.argv[1]))
    head = " ".join(map(str, (drawn.total, *map(len, drawn.pages))))
    sys.stdout.buffer.write(head.encode() + b"\n" + b"".join(drawn.pages))


def _confine() -> None:
    with suppress(ImportError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _drawn(document: Any, most: int) -> Leaves:  # the package ships no types
    total = len(document)
    return Leaves(tuple(_page(document[at]) for at in range(min(total, most))), total)


def _page(page: Any) -> bytes:
    width, height = page.get_size()
    scale = min(LARGEST, WIDTH / max(width, 1), TALLEST / max(height, 1))
    buffer = BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


if __name__ == "__main__":
    _main()
