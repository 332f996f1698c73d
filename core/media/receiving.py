"""A file on its way in: told, cleaned, made small and looked at, before any unit of work is begun."""

from collections.abc import Collection
from hashlib import sha256
from typing import NamedTuple

from core.media.bare import bare
from core.media.faces import Box, faces
from core.media.kinds import PICTURES, kind_of
from core.media.pictures import KEPT_AS, cleaned, thumb


class Received(NamedTuple):
    """A file as it is to be kept. `source` is the SHA-256 of what was sent: the same sent again is known by it.

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
    kept = cleaned(content, kind)
    return Received(kept, KEPT_AS[kind], source, thumb(kept, KEPT_AS[kind]), faces(kept))
