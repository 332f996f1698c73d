"""Photographs and files of an activity, and their small pictures."""

from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.activities.tables import Activity, ActivityFile
from core.database import files as kept
from core.database import within
from core.errors import NotFound
from core.media import Box


class FileRow(NamedTuple):
    """One photograph or file. `faces` may show on it, at `boxes`; `looked_by` said that it may stay so, or blurred it.

    `source` is the SHA-256 of what was sent: the same sent again needs no second look.
    """

    id: int
    activity_id: int
    position: int
    title: str
    kind: str
    size: int
    thumb: str
    source: str
    faces: int
    boxes: tuple[Box, ...]
    blurred: bool
    looked_by: int | None
    made_at: datetime

    @property
    def is_photo(self) -> bool:
        """Whether it is a picture."""
        return bool(self.thumb)

    @property
    def faces_open(self) -> bool:
        """Whether faces may show that nobody has looked at yet."""
        return self.faces > 0 and not self.blurred and self.looked_by is None


def files(session: Session, scope: Scope, *, activity_id: int) -> list[FileRow]:
    """What lies beside an activity within `scope`, in its order; nothing for an activity out of reach or removed."""
    facts: Any = [getattr(ActivityFile, name) for name in FileRow._fields]
    statement: Any = select(*facts).join(Activity, col(Activity.id) == ActivityFile.activity_id)
    statement = statement.where(
        ActivityFile.activity_id == activity_id,
        col(ActivityFile.removed_at).is_(None),
        col(Activity.removed_at).is_(None),
    ).order_by(col(ActivityFile.position), col(ActivityFile.id))
    rows = session.exec(within(scope, within(scope, statement, ActivityFile), Activity))
    return [_row(dict(zip(FileRow._fields, row, strict=True))) for row in rows]


def thumbs(session: Session, scope: Scope, *, activity_id: int) -> dict[int, bytes]:
    """The small pictures of an activity's photographs within `scope`, by the file's id; one that is lost is left out."""
    found: dict[int, bytes] = {}
    for row in files(session, scope, activity_id=activity_id):
        with suppress(NotFound):
            found |= {row.id: kept.fetch(row.thumb)} if row.is_photo else {}
    return found


def photograph(session: Session, scope: Scope, *, file_id: int) -> bytes:
    """A photograph within `scope` in full size, to be drawn anew and shown to nobody: `actions.open_file` writes that down.

    Raises NotFound for any other file, and for one of an activity that was removed.
    """
    statement = select(ActivityFile.digest).join(Activity, col(Activity.id) == ActivityFile.activity_id)
    statement = statement.where(
        ActivityFile.id == file_id,
        ActivityFile.thumb != "",
        col(ActivityFile.removed_at).is_(None),
        col(Activity.removed_at).is_(None),
    )
    digest = session.exec(within(scope, within(scope, statement, ActivityFile), Activity)).first()
    if digest is None:
        raise NotFound
    return kept.fetch(digest)


def _row(facts: dict[str, Any]) -> FileRow:
    return FileRow(**{**facts, "boxes": tuple(Box(*box) for box in facts["boxes"])})
