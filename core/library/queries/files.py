"""Files of resources, and the small pictures that stand for them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import files as kept
from core.database import within
from core.errors import NotFound
from core.library.queries.holding import own_resource
from core.library.queries.rows import ResourceRow
from core.library.queries.shelves import on_shelves, resource
from core.library.tables import Resource, ResourceFile


class FileRow(NamedTuple):
    """One file of a resource, in its place; `size` in bytes."""

    id: int
    resource_id: int
    position: int
    title: str
    kind: str
    size: int
    has_thumb: bool
    made_at: datetime


def files(session: Session, scope: Scope, *, resource_id: int) -> list[FileRow]:
    """The files of a resource on a shelf that `scope` sees, in order; raises NotFound for any other."""
    return _files(session, resource(session, scope, resource_id).id)


def own_files(session: Session, scope: Scope, *, resource_id: int) -> list[FileRow]:
    """The files of a resource of an organisation in `scope`, in any state; raises NotFound for any other."""
    return _files(session, own_resource(session, scope, resource_id=resource_id).id)


def thumbs(session: Session, scope: Scope, *, rows: Collection[ResourceRow]) -> dict[int, bytes]:
    """The small pictures of these resources by their ids: on a shelf that `scope` sees, or of an organisation in it.

    Resources without a picture, and those whose file is gone from the disk, are left out.
    """
    covers = [row.cover for row in rows if row.cover]
    seen = col(ResourceFile.resource_id).in_(on_shelves(scope, Resource.id))
    own = col(ResourceFile.resource_id).in_(within(scope, select(Resource.id), Resource))
    statement: Any = select(ResourceFile).where(col(ResourceFile.id).in_(covers), seen | own)
    found = session.exec(within(SYSTEM_SCOPE, statement, ResourceFile))
    return {file.resource_id: content for file in found if file.thumb and (content := _content(file.thumb))}


def _content(digest: str) -> bytes:
    try:
        return kept.fetch(digest)
    except NotFound:
        return b""


def _files(session: Session, resource_id: int) -> list[FileRow]:
    statement = select(ResourceFile).where(
        ResourceFile.resource_id == resource_id, col(ResourceFile.removed_at).is_(None)
    )
    ordered = statement.order_by(col(ResourceFile.position), col(ResourceFile.id))
    found = session.exec(within(SYSTEM_SCOPE, ordered, ResourceFile))
    return [
        FileRow(file.id or 0, resource_id, at, file.title, file.kind, file.size, bool(file.thumb), file.made_at)
        for at, file in enumerate(found)
    ]
