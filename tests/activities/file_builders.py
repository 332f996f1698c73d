"""Photographs beside an activity."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from core.access import SYSTEM_SCOPE
from core.activities import queries
from core.activities.tables import ActivityFile
from core.database import files
from core.media import Box, Received, cleaned, covered, thumb
from tests.activities.builders import NOW
from tests.media.builders import photo
from tests.world import World


def a_photo(session: Session, activity_id: int, world: World, content: bytes | None = None, **other: Any) -> int:
    """A photograph kept beside an activity, on which one face may show, unless told otherwise."""
    sent = photo() if content is None else content
    kept = cleaned(sent, "jpeg")
    told = {
        "activity_id": activity_id, "title": "照片", "kind": "jpeg", "digest": files.keep(kept),
        "thumb": files.keep(thumb(kept)), "source": sha256(sent).hexdigest(), "size": len(kept), "faces": 1,
        "made_by": world.accounts["admin"], "made_at": NOW,
    }  # fmt: skip
    row = ActivityFile(**{**told, **other})
    session.add(row)
    session.flush()
    return row.id or 0


def hidden(session: Session, file_id: int, boxes: Sequence[Box] = (Box(0, 0, 1, 1),)) -> Received:
    """A photograph that was kept, blurred in these places: all of it unless told otherwise."""
    return covered(queries.photograph(session, SYSTEM_SCOPE, file_id=file_id), boxes)
