"""Faces on photographs: blurred for good, or looked at and left as they are."""

from sqlmodel import Session

from core import audit
from core.access import Actor, Capability, require
from core.activities.actions.files import changeable, packed
from core.activities.tables import Activity, ActivityFile
from core.database import files, let_go
from core.errors import Conflict, Refused
from core.media import Received


def blur_file(session: Session, actor: Actor, *, file_id: int, given: Received) -> None:
    """Put a photograph in which parts are unrecognisable for good in the place of the one before, which leaves the disk
    unless something else refers to it.

    A page makes `given` before the unit of work: what `queries.photograph` answers, `covered`; that takes a second. Raises
    Refused for what is no picture and an activity that was sent, Conflict when the photograph is another one by now.
    """
    activity, row = _picture(session, actor, file_id)
    if row.digest != given.source:
        raise Conflict
    let_go(session, row.digest, row.thumb)
    row.digest, row.size, row.thumb = files.keep(given.content), len(given.content), files.keep(given.thumb)
    row.faces, row.boxes = len(given.faces), packed(given.faces)
    row.blurred, row.looked_by = True, actor.user_id
    session.flush()
    audit.record(session, actor, "activity.file_blurred", row, org_id=activity.org_id, faces=row.faces)


def faces_fine(session: Session, actor: Actor, *, file_id: int) -> None:
    """Say that a photograph may stay as it is though faces may show; who said so is kept."""
    activity, row = _picture(session, actor, file_id)
    row.looked_by = actor.user_id
    session.flush()
    audit.record(session, actor, "activity.faces_fine", row, org_id=activity.org_id, faces=row.faces)


def _picture(session: Session, actor: Actor, file_id: int) -> tuple[Activity, ActivityFile]:
    activity, row = changeable(session, require(actor, Capability.RECORD_ACTIVITIES), file_id)
    if not row.thumb:
        raise Refused("activities.no_picture")
    return activity, row
