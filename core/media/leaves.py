"""The pages of a PDF as pictures, drawn on the server: the browser is given no document, and needs no viewer."""

from collections import OrderedDict
from hashlib import sha256
from threading import Lock
from time import monotonic
from typing import NamedTuple

from core.media.apart import apart

MOST_PAGES = 12
SECONDS = 20  # for all pages together
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
    told = apart("pages", str(most), given=content, seconds=seconds)
    return None if told is None else _unpacked(told)


def _unpacked(told: bytes) -> Leaves:
    """What the program wrote: a line with the number of all pages and the length of each picture, then the pictures."""
    head, _, rest = told.partition(b"\n")
    total, *lengths = map(int, head.split())
    pages, at = list[bytes](), 0
    for length in lengths:
        pages.append(rest[at : at + length])
        at += length
    return Leaves(tuple(pages), total)
