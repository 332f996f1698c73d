"""Photographs and files beside an activity: taken in one by one, put in order, taken away, opened; kept sealed."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.activities.rules.files import KINDS, MOST_BYTES, check_changeable, check_room, moved, titled
from core.activities.tables import Activity, ActivityFile
from core.database import files, let_go, within
from core.errors import NotAllowed, NotFound
from core.media import MIME, Box, Received, received

SEES = (Capability.RECORD_ACTIVITIES, Capability.SELF_ASSESS)
"""Who may open photographs: those who report, the bureaus above, and the school's own leadership."""


class Added(NamedTuple):
    """The id of a file, and whether it lay there already: then nothing was kept."""

    id: int
    known: bool


class OpenedFile(NamedTuple):
    """A file in full size, and its kind, a key of core.media.MIME."""

    content: bytes
    kind: str

    @property
    def mime(self) -> str:
        """The MIME type."""
        return MIME[self.kind]


def add_file(session: Session, actor: Actor, *, activity_id: int, title: str, content: bytes | Received) -> Added:
    """Keep a photograph or file beside an activity, last in its order. What lies there already is answered instead.

    A page takes the content in with `received(content, allowed=KINDS, most=MOST_BYTES)` before the unit of work: of a
    large photograph that takes a second. Raises NotFound out of reach; Refused for a wrong content, an activity that was
    sent, and one that is full.
    """
    scope = require(actor, Capability.RECORD_ACTIVITIES)
    row = _held(session, scope, activity_id)
    given = content if isinstance(content, Received) else received(content, allowed=KINDS, most=MOST_BYTES)
    beside, digest = _beside(session, scope, activity_id), files.digest_of(given.content)
    known = next((one for one in beside if given.source == one.source or digest == one.digest), None)
    if known is not None:
        return Added(known.id or 0, known=True)
    check_room(len(beside))
    position = max((one.position for one in beside), default=-1) + 1
    return Added(_store(session, actor, row, _row(actor, activity_id, position, title, given), given), known=False)


def remove_file(session: Session, actor: Actor, *, file_id: int) -> None:
    """Take a file away from an activity that may be changed. That it was there stays written down; the file itself leaves
    the disk unless something else refers to it, whether or not the activity was sent before.
    """
    activity, row = changeable(session, require(actor, Capability.RECORD_ACTIVITIES), file_id)
    _let_go(session, row)
    session.flush()
    audit.record(session, actor, "activity.file_removed", row, org_id=activity.org_id, kind=row.kind)


def drop_files(session: Session, scope: Scope, activity_id: int) -> None:
    """Let the files of an activity go that is removed, as `remove_file` does: part of an act that holds it."""
    for row in _beside(session, scope, activity_id):
        _let_go(session, row)
    session.flush()


def move_file(session: Session, actor: Actor, *, file_id: int, to: int) -> None:
    """Put a file at place `to` of its activity's order, counted from 0; beyond an end it is that end.

    Raises NotFound out of reach, Refused once the activity was sent.
    """
    scope = require(actor, Capability.RECORD_ACTIVITIES)
    activity, row = changeable(session, scope, file_id)
    beside = {one.id or 0: one for one in _beside(session, scope, row.activity_id)}
    for position, one in enumerate(moved(list(beside), file_id, to)):
        beside[one].position = position
    session.flush()
    audit.record(session, actor, "activity.file_moved", row, org_id=activity.org_id, position=row.position)


def open_file(session: Session, actor: Actor, *, file_id: int) -> OpenedFile:
    """Hand a photograph or file out in full size; written down. Leaders, who see numbers, may not."""
    if not actor.can(*SEES):
        raise NotAllowed(capability=SEES[0].value)
    scope = Scope(tuple(reach for one in SEES for reach in actor.over(one).reaches))
    activity, row = _found(session, scope, file_id)
    content = files.fetch(row.digest)
    audit.record(session, actor, "activity.file_opened", row, org_id=activity.org_id)
    return OpenedFile(content, row.kind)


def changeable(session: Session, scope: Scope, file_id: int) -> tuple[Activity, ActivityFile]:
    """A file that may be changed and its activity, held: as they are once nobody else changes them. Raises as `move_file`."""
    _, found = _found(session, scope, file_id)
    _held(session, scope, found.activity_id)
    return _found(session, scope, file_id)


def packed(boxes: Sequence[Box]) -> list[list[float]]:
    """Boxes for JSON."""
    return [[round(share, 4) for share in box] for box in boxes]


def _let_go(session: Session, row: ActivityFile) -> None:
    row.removed_at = clock.now()
    let_go(session, row.digest, row.thumb)


def _row(actor: Actor, activity_id: int, position: int, title: str, given: Received) -> ActivityFile:
    return ActivityFile(
        activity_id=activity_id, position=position, title=titled(title, given.kind), kind=given.kind,
        digest=files.digest_of(given.content), thumb=files.digest_of(given.thumb) if given.thumb else "",
        source=given.source, size=len(given.content), faces=len(given.faces), boxes=packed(given.faces), made_by=actor.user_id,
        made_at=clock.now(),
    )  # fmt: skip


def _store(session: Session, actor: Actor, activity: Activity, row: ActivityFile, given: Received) -> int:
    """The bytes come last: an act that is refused until then leaves none of them on the disk."""
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "activity.file_added", row, org_id=activity.org_id, kind=row.kind, size=row.size,
        faces=row.faces,
    )  # fmt: skip
    for content in filter(None, (given.content, given.thumb)):
        files.keep(content)
    return row.id or 0


def _held(session: Session, scope: Scope, activity_id: int) -> Activity:
    """The activity, held, where its files may be changed; NotFound out of reach, Refused once it was sent."""
    statement = select(Activity).where(Activity.id == activity_id, col(Activity.removed_at).is_(None))
    held = within(scope, statement, Activity).with_for_update().execution_options(populate_existing=True)
    row = session.exec(held).first()
    if row is None:
        raise NotFound
    check_changeable(row.state)
    return row


def _found(session: Session, scope: Scope, file_id: int) -> tuple[Activity, ActivityFile]:
    statement = select(Activity, ActivityFile).join(Activity, col(Activity.id) == ActivityFile.activity_id)
    statement = statement.where(
        ActivityFile.id == file_id, col(ActivityFile.removed_at).is_(None), col(Activity.removed_at).is_(None)
    )
    narrowed = within(scope, within(scope, statement, ActivityFile), Activity)
    found = session.exec(narrowed.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound
    return found[0], found[1]


def _beside(session: Session, scope: Scope, activity_id: int) -> list[ActivityFile]:
    """The files of an activity in their order."""
    statement = select(ActivityFile).where(
        ActivityFile.activity_id == activity_id, col(ActivityFile.removed_at).is_(None)
    )
    ordered = statement.order_by(col(ActivityFile.position), col(ActivityFile.id))
    return list(session.exec(within(scope, ordered, ActivityFile)))
