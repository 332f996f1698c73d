"""The tree of bureaus and schools as rows."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import unowned, within
from core.errors import NotFound
from core.organisations.rules import Level
from core.organisations.tables import Organisation


class OrgRow(NamedTuple):
    """One organisation; `depth` counts from 0 at the top of the installation."""

    id: int
    parent_id: int | None
    path: str
    depth: int
    level: Level
    name: str
    code: str | None
    opened_on: date | None
    closed_on: date | None


COLUMNS = (
    Organisation.id,
    Organisation.parent_id,
    Organisation.path,
    Organisation.level,
    Organisation.name,
    Organisation.code,
    Organisation.opened_on,
    Organisation.closed_on,
)


def tree(session: Session, scope: Scope, *, levels: Iterable[Level] = Level) -> list[OrgRow]:
    """The organisations of the given levels within `scope`, each parent before its children."""
    statement = select(*COLUMNS).where(col(Organisation.level).in_(list(levels)))  # type: ignore[call-overload]  # over four columns
    found = session.exec(within(scope, statement, Organisation))
    return sorted((_row(*values) for values in found), key=lambda row: ids_of(row.path))


def places(session: Session, scope: Scope, *, words: str = "", limit: int = 50) -> list[OrgRow]:
    """Open organisations within `scope` whose name holds `words`, highest first: for picking one of many."""
    statement = select(*COLUMNS).where(  # type: ignore[call-overload]  # over four columns
        col(Organisation.name).contains(words.strip(), autoescape=True), col(Organisation.closed_on).is_(None)
    )
    ordered = within(scope, statement, Organisation).order_by(func.length(Organisation.path), col(Organisation.path))
    return [_row(*values) for values in session.exec(ordered.limit(limit))]


def get(session: Session, scope: Scope, org_id: int) -> OrgRow:
    """One organisation; raises NotFound outside `scope`."""
    statement = select(*COLUMNS).where(Organisation.id == org_id)  # type: ignore[call-overload]  # over four columns
    found = session.exec(within(scope, statement, Organisation)).first()
    if found is None:
        raise NotFound
    return _row(*found)


def is_empty(session: Session) -> bool:
    """Whether there is no organisation at all yet."""
    return session.exec(unowned(select(Organisation.id).limit(1), Organisation)).first() is None


def ids_of(path: str) -> tuple[int, ...]:
    """The ids of a path from the top down: "/1/7/" is (1, 7)."""
    return tuple(int(step) for step in path.strip("/").split("/") if step)


def _row(
    org_id: int,
    parent_id: int | None,
    path: str,
    level: Level,
    name: str,
    code: str | None,
    opened_on: date | None,
    closed_on: date | None,
) -> OrgRow:
    return OrgRow(org_id, parent_id, path, len(ids_of(path)) - 1, level, name, code, opened_on, closed_on)
