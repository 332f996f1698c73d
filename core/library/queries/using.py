"""What people think of resources and did with them, the topic courses, and the shelf in figures."""

from collections import Counter
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.library import packs
from core.library.queries.rows import ResourceRow, rows_of
from core.library.queries.shelves import on_shelves, resource
from core.library.rules import UseKind
from core.library.tables import CoursePick, Resource, ResourceRating, ResourceUse
from core.organisations.queries import ids_of
from core.organisations.tables import Organisation


class RatingRow(NamedTuple):
    """What one person thinks of a resource: 1 to 5, and perhaps a line. Whose it is tells the id alone."""

    stars: int
    words: str
    at: datetime
    account_id: int


class CoursePickRow(NamedTuple):
    """A resource in a topic course, laid there by a bureau."""

    org_id: int
    org: str
    position: int
    resource: ResourceRow


class CourseRow(NamedTuple):
    """A topic course (专题课程) and what lies in it, in order: that of the highest bureau first, each resource once."""

    key: str
    title: str
    words: str
    picks: tuple[CoursePickRow, ...]


class Laid(NamedTuple):
    """A bureau laid a resource into a topic course."""

    org_id: int
    course: str


class ShelfFigures(NamedTuple):
    """What lies on the shelves, from how many organisations, and what was done with it; `pupils` where they were told."""

    resources: int
    contributors: int
    downloads: int
    lessons: int
    pupils: int
    kinds: dict[str, int]


def ratings(session: Session, scope: Scope, *, resource_id: int) -> list[RatingRow]:
    """What people think of a resource on a shelf that `scope` sees, the newest first; raises NotFound for any other."""
    resource(session, scope, resource_id)
    facts: Any = (ResourceRating.stars, ResourceRating.words, ResourceRating.at, ResourceRating.account_id)
    statement: Any = select(*facts).where(ResourceRating.resource_id == resource_id)
    newest = statement.order_by(col(ResourceRating.at).desc(), col(ResourceRating.id).desc())
    return [RatingRow(*row) for row in session.exec(within(SYSTEM_SCOPE, newest, ResourceRating))]


def courses(session: Session, scope: Scope) -> list[CourseRow]:
    """Every course of the pack, with what bureaus above, at and below `scope` laid into it and the scope sees."""
    found = session.exec(_picks(scope)).all()
    rows = {row.id: row for row in rows_of(session, sorted({pick.resource_id for pick, _ in found}))}
    picks: dict[str, dict[int, CoursePickRow]] = {key: {} for key in packs.courses()}
    for at, (pick, org) in enumerate(found):
        mine = picks.setdefault(pick.course, {})
        mine.setdefault(pick.resource_id, CoursePickRow(pick.org_id, org, at, rows[pick.resource_id]))
    return [CourseRow(key, one.title, one.words, tuple(picks[key].values())) for key, one in packs.courses().items()]


def laid(session: Session, scope: Scope, *, resource_id: int) -> list[Laid]:
    """The topic courses of the bureaus in `scope` in which this resource lies."""
    facts: Any = (CoursePick.org_id, CoursePick.course)
    statement: Any = select(*facts).where(CoursePick.resource_id == resource_id)
    return [Laid(*row) for row in session.exec(within(scope, statement, CoursePick))]


def shelf_figures(session: Session, scope: Scope) -> ShelfFigures:
    """The shelves that `scope` sees, in figures; downloads count a person once a day."""
    kinds = Counter(session.exec(on_shelves(scope, Resource.kind)).all())
    orgs = session.exec(on_shelves(scope, Resource.org_id).distinct()).all()
    statement: Any = select(col(ResourceUse.kind), func.count(), func.coalesce(func.sum(ResourceUse.pupils), 0))
    statement = statement.where(col(ResourceUse.resource_id).in_(on_shelves(scope, Resource.id)))
    uses = {
        kind: (count, int(pupils))
        for kind, count, pupils in session.exec(
            within(SYSTEM_SCOPE, statement, ResourceUse).group_by(col(ResourceUse.kind))
        )
    }
    lessons, pupils = uses.get(UseKind.CLASS, (0, 0))
    downloads, _ = uses.get(UseKind.DOWNLOAD, (0, 0))
    told = {kind.value: count for kind, count in kinds.most_common()}
    return ShelfFigures(sum(kinds.values()), len(orgs), downloads, lessons, pupils, told)


def _picks(scope: Scope) -> Any:
    """What bureaus laid into courses, the highest bureau first."""
    statement: Any = select(CoursePick, Organisation.name).join(Organisation, col(Organisation.id) == CoursePick.org_id)
    above = sorted({org for reach in scope.reaches for org in ids_of(reach.path)})
    below = [col(Organisation.path).startswith(reach.path) for reach in scope.reaches]
    statement = statement.where(
        or_(col(CoursePick.org_id).in_(above), *below),
        col(CoursePick.resource_id).in_(on_shelves(scope, Resource.id)),
    )
    ordered = statement.order_by(
        func.length(Organisation.path), col(CoursePick.org_id), col(CoursePick.position), col(CoursePick.id)
    )
    return within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, ordered, CoursePick), Organisation)
