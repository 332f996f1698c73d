"""Resources as those see them who submit them, and those who review them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.errors import NotFound
from core.library.queries.rows import ResourceRow, rows_of
from core.library.rules import ResourceState
from core.library.tables import Resource, ResourceStep


class StepRow(NamedTuple):
    """What became of a resource, and when."""

    state: ResourceState
    comment: str
    by_id: int
    at: datetime


def mine(
    session: Session, scope: Scope, *, states: Collection[ResourceState] = (), org_ids: Collection[int] = ()
) -> list[ResourceRow]:
    """The resources of the organisations in `scope` (of those named, if any are), in any state; the one made last first."""
    statement = _held(scope)
    if org_ids:
        statement = statement.where(col(Resource.org_id).in_(org_ids))
    if states:
        statement = statement.where(col(Resource.state).in_(list(states)))
    return rows_of(session, session.exec(statement.order_by(col(Resource.id).desc())).all())


def waiting(session: Session, scope: Scope) -> list[ResourceRow]:
    """What organisations in `scope` handed in and nobody has decided on, the longest waiting first."""
    statement = _held(scope).where(Resource.state == ResourceState.SENT)
    return rows_of(session, session.exec(statement.order_by(col(Resource.sent_at), col(Resource.id))).all())


def own_resource(session: Session, scope: Scope, *, resource_id: int) -> ResourceRow:
    """One resource of an organisation in `scope`, in any state; raises NotFound for any other."""
    if session.exec(_held(scope).where(Resource.id == resource_id)).first() is None:
        raise NotFound
    return rows_of(session, [resource_id])[0]


def steps(session: Session, scope: Scope, *, resource_id: int) -> list[StepRow]:
    """What became of a resource of an organisation in `scope`, in order."""
    facts: Any = (ResourceStep.state, ResourceStep.comment, ResourceStep.by_id, ResourceStep.at)
    statement: Any = select(*facts).where(ResourceStep.resource_id == resource_id).order_by(col(ResourceStep.id))
    return [StepRow(*row) for row in session.exec(within(scope, statement, ResourceStep))]


def _held(scope: Scope) -> Any:
    return within(scope, select(Resource.id).where(col(Resource.removed_at).is_(None)), Resource)
