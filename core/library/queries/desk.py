"""What waits in the library, for a keeper of shelves or for who submitted."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.library.rules import ResourceState
from core.library.tables import Resource


class Unread(NamedTuple):
    """How many resources nobody has decided on, and since when the first one waits."""

    resources: int = 0
    since: datetime | None = None


def unread(session: Session, scope: Scope) -> Unread:
    """What organisations in `scope` handed in and nobody has decided on."""
    counted: Any = select(func.count(), func.min(Resource.sent_at))
    return Unread(*session.exec(_in_state(scope, counted, ResourceState.SENT)).one())


def given_back(session: Session, scope: Scope, *, account_id: int) -> int:
    """How many resources of this person came back and are still to be put right."""
    counted: Any = select(func.count()).where(Resource.made_by == account_id)
    return int(session.exec(_in_state(scope, counted, ResourceState.RETURNED)).one())


def _in_state(scope: Scope, statement: Any, state: ResourceState) -> Any:
    return within(scope, statement.where(Resource.state == state, col(Resource.removed_at).is_(None)), Resource)
