"""A draft of a resource from an activity that was reported: its text, and those of its files that somebody chose."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core import clock
from core.access import Actor, Capability, Scope, require
from core.activities.tables import Activity, ActivityFile
from core.database import within
from core.errors import NotFound, Refused
from core.library.actions.loading import written_down
from core.library.actions.submitting import begun
from core.library.rules import ResourceKind
from core.library.rules.drafts import SUMMARY, ResourceDraft
from core.library.rules.files import KINDS, MOST_FILES
from core.library.tables import ResourceFile


def from_activity(session: Session, actor: Actor, *, activity_id: int, file_ids: Sequence[int] = ()) -> int:
    """Begin a draft (推荐活动) from an activity in the actor's reach; answers its id.

    Raises Refused for a photograph on which faces may show and which nobody has looked at.
    """
    scope = require(actor, Capability.SUBMIT_RESOURCES)
    statement = select(Activity).where(Activity.id == activity_id, col(Activity.removed_at).is_(None))
    held = session.exec(within(scope, statement, Activity)).first()
    if held is None:
        raise NotFound
    chosen = _chosen(session, scope, activity_id, file_ids)
    draft = ResourceDraft(ResourceKind.ACTIVITY, held.title, held.note[:SUMMARY], year=held.held_on.year)
    row = begun(session, actor, held.org_id, draft, activity_id)
    session.add_all(_copy(actor, row.id or 0, at, file) for at, file in enumerate(chosen))
    session.flush()
    written_down(session, actor, "resource.started", row, kind=row.kind.value, activity=activity_id, files=len(chosen))
    return row.id or 0


def _chosen(session: Session, scope: Scope, activity_id: int, file_ids: Sequence[int]) -> list[ActivityFile]:
    """The files in the order they were chosen. Raises NotFound for one that the activity does not have."""
    statement = select(ActivityFile).where(
        ActivityFile.activity_id == activity_id,
        col(ActivityFile.id).in_(file_ids),
        col(ActivityFile.removed_at).is_(None),
    )
    found = {file.id: file for file in session.exec(within(scope, statement, ActivityFile))}
    chosen = [found[key] for key in dict.fromkeys(file_ids) if key in found]
    if len(chosen) != len(set(file_ids)):
        raise NotFound
    if any(file.faces and not file.blurred and file.looked_by is None for file in chosen):
        raise Refused("library.faces_open")
    if len(chosen) > MOST_FILES or any(file.kind not in KINDS for file in chosen):
        raise Refused("library.files_most", most=MOST_FILES)
    return chosen


def _copy(actor: Actor, resource_id: int, at: int, file: ActivityFile) -> ResourceFile:
    """The same kept bytes beside the resource."""
    return ResourceFile(
        resource_id=resource_id, position=at, title=file.title, kind=file.kind, digest=file.digest, thumb=file.thumb,
        size=file.size, made_by=actor.user_id, made_at=clock.now(),
    )  # fmt: skip
