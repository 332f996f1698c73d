"""What the scan of a certificate may be, by its content alone."""

from typing import NamedTuple

from core.errors import Refused

MOST_BYTES = 10 * 2**20
BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
ENDS = {"pdf": b"%%EOF", "png": b"IEND", "jpeg": b"\xff\xd9"}
"""What a whole file of each kind has near its end (ISO 32000-1 § 7.5.5, PNG § 11.2.5, ISO 10918-1 § B.1.1.3)."""
TAIL = 4096
MIME = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}


class Scan(NamedTuple):
    """A scan as it is handed out: its bytes, and its kind as `scan_kind` tells it."""

    content: bytes
    kind: str

    @property
    def mime(self) -> str:
        """The MIME type."""
        return MIME[self.kind]


def scan_kind(content: bytes) -> str:
    """pdf, png or jpeg; raises Refused for anything else, for an empty or a cut-off file, and for one over 10 MB."""
    if len(content) > MOST_BYTES:
        raise Refused("training.scan_too_large", most=MOST_BYTES // 2**20)
    kind = next((kind for kind, begins in BEGINS.items() if content.startswith(begins)), None)
    if kind is None:
        raise Refused("training.scan_kind")
    if ENDS[kind] not in content[-TAIL:]:
        raise Refused("training.scan_broken")
    return kind
