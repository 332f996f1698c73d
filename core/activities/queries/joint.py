"""Events that several schools held together: who may be asked, and who was."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.activities.queries.reports import TOLD
from core.activities.queries.seasons import season_seen
from core.activities.rules import JointState
from core.activities.tables import Activity, JointSchool, SeasonSchool
from core.database import within
from core.organisations.queries import get
from core.organisations.tables import Organisation


class JointRequest(NamedTuple):
    """Another organisation says that a school held this together with it; `attendances` are the school's own people."""

    id: int
    activity_id: int
    season_id: int
    item: str
    host: str
    title: str
    held_on: date
    school_id: int
    school: str
    state: JointState
    attendances: int | None


class OtherSchool(NamedTuple):
    """A school of the same season."""

    id: int
    name: str


def joint_requests(session: Session, scope: Scope, *, state: JointState | None = None) -> list[JointRequest]:
    """What schools within `scope` were named in, once it was sent; the newest first. `state` None: whatever they said."""
    host = aliased(Organisation, name="host")
    statement: Any = (
        select(JointSchool, Activity, col(host.name), col(Organisation.name))
        .join(Activity, col(Activity.id) == JointSchool.activity_id)
        .join(host, col(host.id) == Activity.org_id)
        .join(Organisation, col(Organisation.id) == JointSchool.school_id)
        .where(col(Activity.removed_at).is_(None), col(Activity.state).in_(TOLD))
        .order_by(col(JointSchool.id).desc())
    )
    statement = within(scope, within(scope, statement, JointSchool), Organisation)
    statement = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Activity), host)
    if state is not None:
        statement = statement.where(JointSchool.state == state)
    return [_request(*found) for found in session.exec(statement)]


def others_in_season(session: Session, scope: Scope, *, season_id: int, org_id: int) -> list[OtherSchool]:
    """The other schools that take part in a season, by name, also outside the scope: whom an organisation can name.

    Which schools take part is no secret among them. Raises NotFound for an organisation outside the scope, and for a season
    that is not seen.
    """
    get(session, scope, org_id)
    season_seen(session, scope, season_id)
    statement = (
        select(col(Organisation.id), col(Organisation.name))
        .join(SeasonSchool, col(SeasonSchool.school_id) == Organisation.id)
        .where(SeasonSchool.season_id == season_id, col(SeasonSchool.removed_at).is_(None))
        .where(col(Organisation.id) != org_id, col(Organisation.closed_on).is_(None))
        .order_by(col(Organisation.name), col(Organisation.id))
    )
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, SeasonSchool), Organisation)
    return [OtherSchool(one or 0, name) for one, name in session.exec(narrowed)]


def _request(row: JointSchool, event: Activity, host: str, school: str) -> JointRequest:
    return JointRequest(
        row.id or 0, row.activity_id, event.season_id or 0, event.item, host, event.title, event.held_on, row.school_id,
        school, row.state, row.attendances,
    )  # fmt: skip
