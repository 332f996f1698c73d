"""What may lie beside an activity: which files, how many, and while it stands how."""

from collections.abc import Sequence

from core.activities.rules import ReportState
from core.errors import Refused

MOST_FILES = 20
MOST_BYTES = 20 * 2**20  # each
TITLE = 80  # characters
PHOTOS = ("jpeg", "png", "webp", "heic")
PAPERS = ("pdf", "docx", "xlsx", "pptx")
KINDS = (*PHOTOS, *PAPERS)
CHANGEABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED, ReportState.LOGGED})
PHOTO_TITLE, PAPER_TITLE = "照片", "材料"


def check_changeable(state: ReportState) -> None:
    """Raise Refused once an activity was sent: its files stay as they were."""
    if state not in CHANGEABLE:
        raise Refused("activities.files_closed")


def check_room(count: int) -> None:
    """Raise Refused where `count` files leave no room for another."""
    if count >= MOST_FILES:
        raise Refused("activities.files_full", most=MOST_FILES)


def titled(title: str, kind: str) -> str:
    """What a file is called: on one line, at most TITLE characters.

    A photograph is called that alone: what a file's name says of who is on it goes no further.
    """
    if kind in PHOTOS:
        return PHOTO_TITLE
    return " ".join(title.split())[:TITLE] or PAPER_TITLE


def stem(name: str) -> str:
    """A file's name without its folder and ending."""
    last = name.replace("\\", "/").rpartition("/")[2].strip()
    before, dot, _ = last.rpartition(".")
    return (before if dot and before else last).strip()


def moved(ids: Sequence[int], file_id: int, to: int) -> list[int]:
    """The files in their new order: `file_id` at place `to`, counted from 0; a place beyond an end is that end."""
    rest = [one for one in ids if one != file_id]
    at = min(max(to, 0), len(rest))
    return [*rest[:at], file_id, *rest[at:]]
