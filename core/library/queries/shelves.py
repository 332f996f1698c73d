"""What is on the shelves that somebody sees: those of the bureaus above, and those at and below their own place."""

from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound
from core.library.queries.rows import ResourceRow, rows_of
from core.library.rules import ResourceState
from core.library.tables import Resource
from core.organisations.queries import ids_of
from core.organisations.tables import Organisation

SHELF: Any = aliased(Organisation, name="shelf")


def on_shelves(scope: Scope, *columns: Any) -> Any:
    """A statement over resources on the shelves of `scope`.

    A resource is nobody's personal data and is for everybody at or below its shelf, so the guard is satisfied with the
    whole installation and the narrowing is done here.
    """
    statement: Any = select(*columns).join(SHELF, SHELF.id == Resource.shelf_id)
    statement = statement.where(Resource.state == ResourceState.ON_SHELF, col(Resource.removed_at).is_(None))
    above = sorted({org for reach in scope.reaches for org in ids_of(reach.path)})
    below = [SHELF.path.startswith(reach.path) for reach in scope.reaches]
    narrowed = statement.where(or_(col(Resource.shelf_id).in_(above), *below))
    return within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, narrowed, Resource), SHELF)


def resource(session: Session, scope: Scope, resource_id: int) -> ResourceRow:
    """One resource on a shelf that `scope` sees; raises NotFound for any other."""
    if session.exec(on_shelves(scope, Resource.id).where(Resource.id == resource_id)).first() is None:
        raise NotFound
    return rows_of(session, [resource_id])[0]
