"""What may be laid before the raters as evidence: which files, with what title, of what day."""

from datetime import date
from typing import NamedTuple

from core.cases.rules.attachments import BEGINS, MIME, ZIP, office_kind
from core.errors import Refused

MOST_BYTES = 20 * 2**20
TITLE = 80
PICTURES = ("jpeg", "png")
PDF_ENDS = b"%%EOF"  # ISO 32000-1 § 7.5.5: the last line of a whole file


class Opened(NamedTuple):
    """A piece of evidence as it is handed out: its bytes, and its kind as `kind_of` tells it."""

    content: bytes
    kind: str

    @property
    def mime(self) -> str:
        """The MIME type."""
        return MIME[self.kind]


def kind_of(content: bytes) -> str:
    """jpeg, png, pdf or docx, by the content alone.

    Raises Refused for anything else, for an empty file, one over 20 MB, and a PDF whose end is missing.
    """
    if len(content) > MOST_BYTES:
        raise Refused("evaluation.file_too_large", most=MOST_BYTES // 2**20)
    for kind, begins in BEGINS.items():
        if content.startswith(begins):
            return _whole(kind, content)
    if content.startswith(ZIP) and office_kind(content) == "docx":
        return "docx"
    raise Refused("evaluation.file_kind")


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


def _whole(kind: str, content: bytes) -> str:
    if kind == "pdf" and PDF_ENDS not in content:
        raise Refused("evaluation.file_broken")
    return kind
