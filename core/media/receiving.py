"""A file on its way in, or drawn anew: told, cleaned, made small and looked at, before any unit of work is begun."""

from collections.abc import Collection, Iterable
from hashlib import sha256
from typing import NamedTuple

from core.media.bare import bare
from core.media.blur import blurred
from core.media.faces import Box, faces
from core.media.kinds import PICTURES, kind_of
from core.media.pictures import KEPT_AS, cleaned, kept_kind, thumb


class Received(NamedTuple):
    """A file as it is to be kept. `source` is the SHA-256 of what it was made from: the same sent again is known by it.

    `thumb` is b"" for what is no picture; `faces` are the places where faces may show.
    """

    content: bytes
    kind: str
    source: str
    thumb: bytes = b""
    faces: tuple[Box, ...] = ()


def received(content: bytes, *, allowed: Collection[str], most: int) -> Received:
    """Take a file of one of the kinds `allowed` in, of at most `most` bytes. Raises Refused as `kind_of` and `cleaned`.

    A photograph of 12 megapixels takes about a second: call this outside of a unit of work, which others wait for.
    """
    kind, source = kind_of(content, allowed=allowed, most=most), sha256(content).hexdigest()
    if kind not in PICTURES:
        return Received(bare(content, kind), kind, source)
    return _looked_at(cleaned(content, kind), KEPT_AS[kind], source)


def covered(content: bytes, boxes: Iterable[Box]) -> Received:
    """A picture that was cleaned, `blurred` in `boxes`, as it is to be kept. As slow as `received`: call it outside as well.

    Raises as `blurred` does, and ValueError for no box.
    """
    hidden = list(boxes)
    if not hidden:
        raise ValueError("a picture is covered somewhere")
    return _looked_at(blurred(content, hidden), kept_kind(content), sha256(content).hexdigest())


def _looked_at(kept: bytes, kind: str, source: str) -> Received:
    return Received(kept, kind, source, thumb(kept, kind), faces(kept))
