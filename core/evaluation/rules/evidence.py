"""What may be laid before the raters as evidence: which files, with what title, of what day."""

from datetime import date
from typing import NamedTuple

from core.cases.rules.attachments import MIME
from core.errors import Refused

MOST_BYTES = 20 * 2**20
TITLE = 80
PICTURES = ("jpeg", "png")  # as they are kept
PAPERS = (*PICTURES, "pdf", "docx")
PROOFS = (*PAPERS, "heic", "webp")  # which are kept as JPEG


class Opened(NamedTuple):
    """A piece of evidence as it is handed out: its bytes, and its kind, one of PAPERS."""

    content: bytes
    kind: str

    @property
    def mime(self) -> str:
        """The MIME type."""
        return MIME[self.kind]


def checked_title(title: str) -> str:
    """The title on one line. Raises Refused for an empty one and one over TITLE characters."""
    said = " ".join(title.split())
    if not 0 < len(said) <= TITLE:
        raise Refused("evaluation.evidence_title", most=TITLE)
    return said


def check_day(taken_on: date, today: date) -> None:
    """Raise Refused for evidence of a day that is yet to come."""
    if taken_on > today:
        raise Refused("evaluation.evidence_day")
