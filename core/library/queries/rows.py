"""Resources as they are shown: facts, tags, where they come from, and what people did with them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE
from core.database import within
from core.library.rules import Facet, ResourceKind, ResourceState, UseKind
from core.library.tables import Resource, ResourceFile, ResourceRating, ResourceTag, ResourceUse
from core.organisations.tables import Organisation


class ResourceRow(NamedTuple):
    """One resource with its organisation, its shelf ("" and None before it has one), its tags and its figures.

    `stars` is the mean of `ratings` people (None without any), `downloads` counts a person once a day, `lessons` the
    lessons it was used in. `cover` is the file whose small picture stands for it; None where no file has one.
    """

    id: int
    org_id: int
    org_path: str
    org: str
    kind: ResourceKind
    title: str
    summary: str
    author: str
    year: int
    licence: str
    activity_id: int | None
    shelf_id: int | None
    shelf_path: str
    shelf: str
    state: ResourceState
    comment: str
    sent_at: datetime | None
    shelved_at: datetime | None
    edition: int
    made_by: int
    made_at: datetime
    stages: tuple[str, ...]
    topics: tuple[str, ...]
    courses: tuple[str, ...]
    files: int
    cover: int | None
    stars: float | None
    ratings: int
    downloads: int
    lessons: int


OWN = (
    *("id", "org_id", "kind", "title", "summary", "author", "year", "licence", "activity_id", "shelf_id", "state"),
    *("comment", "sent_at", "shelved_at", "edition", "made_by", "made_at"),
)


def rows_of(session: Session, ids: Sequence[int]) -> list[ResourceRow]:
    """These resources in this order; whoever asks has found them within what may be seen."""
    statement = within(SYSTEM_SCOPE, select(Resource).where(col(Resource.id).in_(ids)), Resource)
    found = {row.id or 0: row for row in session.exec(statement)}
    places = _places(session, found.values())
    tags, files = _tags(session, ids), _files(session, ids)
    stars, uses = _stars(session, ids), _uses(session, ids)
    return [
        _row(
            found[key], places, tags.get(key, {}), (*files.get(key, (0, None)), *stars.get(key, (None, 0)), *uses(key))
        )
        for key in ids
        if key in found
    ]


def _row(
    row: Resource, places: dict[int | None, tuple[str, str]], tags: dict[Facet, tuple[str, ...]], figures: Any
) -> ResourceRow:
    (org_path, org), (shelf_path, shelf) = places[row.org_id], places.get(row.shelf_id, ("", ""))
    stages, topics, courses = (tags.get(facet, ()) for facet in (Facet.STAGE, Facet.TOPIC, Facet.COURSE))
    files, cover, mean, ratings, downloads, lessons = figures
    return ResourceRow(
        **{name: getattr(row, name) for name in OWN}, org_path=org_path, org=org, shelf_path=shelf_path, shelf=shelf,
        stages=stages, topics=topics, courses=courses, files=files, cover=cover, stars=mean, ratings=ratings,
        downloads=downloads, lessons=lessons,
    )  # fmt: skip


def _places(session: Session, rows: Iterable[Resource]) -> dict[int | None, tuple[str, str]]:
    """Path and name of the organisations and shelves, which are no secret to whoever sees the resource."""
    ids = {org for row in rows for org in (row.org_id, row.shelf_id) if org}
    facts: Any = (Organisation.id, Organisation.path, Organisation.name)
    statement: Any = select(*facts).where(col(Organisation.id).in_(ids))
    return {key: (path, name) for key, path, name in session.exec(within(SYSTEM_SCOPE, statement, Organisation))}


def _tags(session: Session, ids: Collection[int]) -> dict[int, dict[Facet, tuple[str, ...]]]:
    statement = select(ResourceTag).where(col(ResourceTag.resource_id).in_(ids)).order_by(col(ResourceTag.id))
    found: dict[int, dict[Facet, tuple[str, ...]]] = {}
    for tag in session.exec(within(SYSTEM_SCOPE, statement, ResourceTag)):
        mine = found.setdefault(tag.resource_id, {})
        mine[tag.facet] = (*mine.get(tag.facet, ()), tag.value)
    return found


def _files(session: Session, ids: Collection[int]) -> dict[int, tuple[int, int | None]]:
    """How many files each has, and the first of them with a small picture."""
    statement = select(ResourceFile).where(
        col(ResourceFile.resource_id).in_(ids), col(ResourceFile.removed_at).is_(None)
    )
    statement = statement.order_by(col(ResourceFile.position), col(ResourceFile.id))
    found: dict[int, tuple[int, int | None]] = {}
    for file in session.exec(within(SYSTEM_SCOPE, statement, ResourceFile)):
        count, cover = found.get(file.resource_id, (0, None))
        found[file.resource_id] = (count + 1, cover if cover or not file.thumb else file.id)
    return found


def _stars(session: Session, ids: Collection[int]) -> dict[int, tuple[float | None, int]]:
    statement: Any = select(col(ResourceRating.resource_id), func.avg(ResourceRating.stars), func.count())
    statement = statement.where(col(ResourceRating.resource_id).in_(ids)).group_by(col(ResourceRating.resource_id))
    found = session.exec(within(SYSTEM_SCOPE, statement, ResourceRating))
    return {key: (round(float(mean), 1), count) for key, mean, count in found}


def _uses(session: Session, ids: Collection[int]) -> Any:
    """Downloads and lessons by resource."""
    statement: Any = select(col(ResourceUse.resource_id), col(ResourceUse.kind), func.count())
    statement = statement.where(col(ResourceUse.resource_id).in_(ids)).group_by(
        col(ResourceUse.resource_id), col(ResourceUse.kind)
    )
    counts = {(key, kind): count for key, kind, count in session.exec(within(SYSTEM_SCOPE, statement, ResourceUse))}
    return lambda key: tuple(counts.get((key, kind), 0) for kind in (UseKind.DOWNLOAD, UseKind.CLASS))
