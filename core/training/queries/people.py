"""People on file, each with every post: the file of a person is read where it lies, and above."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound
from core.organisations.tables import Organisation
from core.training.rules import Education, Gender, StaffKind
from core.training.tables import StaffMember, StaffPost


class PostRow(NamedTuple):
    """One post, at whatever school; `until` is the last day, None while it lasts."""

    id: int
    school_id: int
    kind: StaffKind
    subject: str
    since: date
    until: date | None
    school: str = ""


class PersonRow(NamedTuple):
    """One person on file; the posts in order of their first day, the newest last."""

    id: int
    school_id: int
    name: str
    gender: Gender
    birth_month: str
    phone: str
    education: Education
    major: str
    title: str
    lessons: Decimal | None
    counselling: Decimal | None
    retires_on: date | None
    account_id: int | None
    posts: tuple[PostRow, ...] = ()

    def in_post(self, today: date) -> tuple[PostRow, ...]:
        """The posts that are held on a day."""
        return tuple(one for one in self.posts if one.since <= today and (one.until is None or one.until >= today))


FACTS: Any = [getattr(StaffMember, name) for name in PersonRow._fields[:-1]]


def people(session: Session, scope: Scope, *, today: date) -> list[PersonRow]:
    """Everybody whose file lies within the scope: those in a post on the day first, then by id.

    Files that were merged into another one are left out.
    """
    statement = select(*FACTS).where(col(StaffMember.merged_into).is_(None)).order_by(col(StaffMember.id))
    return sorted(_with_posts(session, scope, statement), key=lambda row: not row.in_post(today))


def person(session: Session, scope: Scope, staff_id: int) -> PersonRow:
    """One person on file; raises NotFound outside the scope and for a file that was merged into another."""
    statement = select(*FACTS).where(StaffMember.id == staff_id, col(StaffMember.merged_into).is_(None))
    if found := _with_posts(session, scope, statement):
        return found[0]
    raise NotFound


def own_person(session: Session, user_id: int) -> int | None:
    """The id of the file that belongs to the asker's account, or None."""
    statement = select(col(StaffMember.id)).where(StaffMember.account_id == user_id)
    still = statement.where(col(StaffMember.merged_into).is_(None))
    return session.exec(within(SYSTEM_SCOPE, still, StaffMember)).first()


def _with_posts(session: Session, scope: Scope, statement: Any) -> list[PersonRow]:
    rows = [PersonRow(*row) for row in session.exec(within(scope, statement, StaffMember))]
    held = _posts(session, scope, None if len(rows) > 1 else [row.id for row in rows])
    return [row._replace(posts=tuple(held.get(row.id, ()))) for row in rows]


def _posts(session: Session, scope: Scope, staff_ids: Collection[int] | None) -> dict[int, list[PostRow]]:
    """Every post of those whose file lies within the scope, those at other schools too."""
    told: Any = select(StaffPost, Organisation.name).join(Organisation, col(Organisation.id) == StaffPost.school_id)
    filed: Any = select(col(StaffMember.id))
    if staff_ids is not None:
        filed = filed.where(col(StaffMember.id).in_(staff_ids))
    chosen = told.where(col(StaffPost.staff_id).in_(within(scope, filed, StaffMember)))
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, chosen, StaffPost), Organisation)
    found: dict[int, list[PostRow]] = {}
    for row, school in session.exec(narrowed.order_by(col(StaffPost.since), col(StaffPost.id))):
        one = PostRow(row.id or 0, row.school_id, row.kind, row.subject, row.since, row.until, school)
        found.setdefault(row.staff_id, []).append(one)
    return found
