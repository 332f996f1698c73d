"""Files of a resource: laid beside it, put in order, taken away, and looked at in place."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from core import clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import files, within
from core.errors import NotFound, Refused
from core.library.actions.loading import (
    check_with_submitter,
    files_of,
    loaded_file,
    loaded_resource,
    used_resource,
    written_down,
)
from core.library.rules.files import KINDS, MOST_BYTES, MOST_FILES, file_title, moved
from core.library.tables import Resource, ResourceFile
from core.media import MIME, Received


class Added(NamedTuple):
    """The id of a file, and whether the resource had it already: then nothing was kept."""

    id: int
    known: bool


class Opened(NamedTuple):
    """A file as it is shown: its bytes, its kind, its title."""

    content: bytes
    kind: str
    title: str

    @property
    def mime(self) -> str:
        """The MIME type."""
        return MIME[self.kind]


def add_resource_file(session: Session, actor: Actor, *, resource_id: int, title: str, file: Received) -> Added:
    """Lay a file, taken in by core.media.received, beside a resource that is with its submitter.

    The same file again adds nothing. Raises Refused for a kind or size that resources do not have, and for too many.
    """
    row = loaded_resource(session, require(actor, Capability.SUBMIT_RESOURCES), resource_id)
    check_with_submitter(row)
    if file.kind not in KINDS or len(file.content) > MOST_BYTES:
        raise Refused("media.kind")
    there, digest = files_of(session, row), files.keep(file.content)
    if known := next((one for one in there if one.digest == digest), None):
        return Added(known.id or 0, known=True)
    if len(there) >= MOST_FILES:
        raise Refused("library.files_most", most=MOST_FILES)
    kept = ResourceFile(
        resource_id=resource_id, position=len(there), title=file_title(title) or "文件", kind=file.kind, digest=digest,
        thumb=files.keep(file.thumb) if file.thumb else "", size=len(file.content), made_by=actor.user_id,
        made_at=clock.now(),
    )  # fmt: skip
    session.add(kept)
    session.flush()
    written_down(session, actor, "resource.file_added", row, kind=kept.kind, size=kept.size)
    return Added(kept.id or 0, known=False)


def remove_resource_file(session: Session, actor: Actor, *, file_id: int) -> None:
    """Take a file away from a resource that is with its submitter."""
    file, row = loaded_file(session, require(actor, Capability.SUBMIT_RESOURCES), file_id)
    check_with_submitter(row)
    file.removed_at = clock.now()
    session.flush()
    written_down(session, actor, "resource.file_removed", row, file=file_id)


def move_resource_file(session: Session, actor: Actor, *, file_id: int, to: int) -> None:
    """Put a file at another place (from 0) of a resource that is with its submitter."""
    file, row = loaded_file(session, require(actor, Capability.SUBMIT_RESOURCES), file_id)
    check_with_submitter(row)
    there = {one.id or 0: one for one in files_of(session, row)}
    for at, key in enumerate(moved(list(there), file.id or 0, to)):
        there[key].position = at
    session.flush()
    written_down(session, actor, "resource.file_moved", row, file=file_id, to=to)


def open_resource_file(session: Session, actor: Actor, *, file_id: int) -> Opened:
    """Show a file in place: of a resource on the shelf, or of one that the actor submits or reviews. Counts nowhere."""
    file, row = opened_file(session, actor, file_id)
    written_down(session, actor, "resource.file_opened", row, file=file_id)
    return Opened(files.fetch(file.digest), file.kind, file.title)


def opened_file(session: Session, actor: Actor, file_id: int) -> tuple[ResourceFile, Resource]:
    """A file that the actor may see, with its resource; NotFound for any other."""
    scope = require(actor, Capability.USE_LIBRARY)
    statement = select(ResourceFile).where(ResourceFile.id == file_id, col(ResourceFile.removed_at).is_(None))
    file = session.exec(within(SYSTEM_SCOPE, statement, ResourceFile)).first()
    if file is None:
        raise NotFound
    own = Scope((*actor.over(Capability.SUBMIT_RESOURCES).reaches, *actor.over(Capability.KEEP_LIBRARY).reaches))
    try:
        return file, loaded_resource(session, own, file.resource_id)
    except NotFound:
        return file, used_resource(session, scope, file.resource_id)
