"""What a school may still nominate for a contest."""

from typing import Any, NamedTuple

from sqlalchemy import or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.activities.rules import ReportState
from core.activities.tables import Activity, Season
from core.database import unowned, within
from core.evaluation.queries.contests import ContestRow, contest_seen
from core.evaluation.rules.states import ContestSubject, NominationState
from core.evaluation.tables import Nomination
from core.library.rules import ResourceState
from core.library.tables import Resource
from core.organisations.rules import Level
from core.organisations.tables import Organisation

TAKEN = (ResourceState.SENT, ResourceState.ON_SHELF)
"""What was sent in; drafts, what came back, and what was taken off the shelf are not nominated."""


class Nominable(NamedTuple):
    """A report or a resource of a school; `year` is when it was held or made."""

    activity_id: int | None
    resource_id: int | None
    school_id: int
    school: str
    title: str
    kind: str
    year: int


def nominable(session: Session, scope: Scope, *, contest_id: int) -> list[Nominable]:
    """What schools within `scope` may nominate for a contest that it sees, newest first; what stands there is left out."""
    contest = contest_seen(session, scope, contest_id)
    read = _reports if contest.subject is ContestSubject.REPORTS else _resources
    known = select(Nomination.activity_id, Nomination.resource_id).where(
        Nomination.contest_id == contest_id, Nomination.state != NominationState.WITHDRAWN
    )
    taken = set(session.exec(within(SYSTEM_SCOPE, known, Nomination)))
    return [row for row in read(session, scope, contest) if (row.activity_id, row.resource_id) not in taken]


def _reports(session: Session, scope: Scope, contest: ContestRow) -> list[Nominable]:
    """Accepted reports, and those sent in seasons that count what is sent."""
    facts: Any = (Activity.id, Activity.org_id, Organisation.name, Activity.title, Activity.kind, Activity.held_on)
    statement = select(*facts).join(Organisation, col(Organisation.id) == Activity.org_id)
    statement = statement.join(Season, col(Season.id) == Activity.season_id, isouter=True)
    counted = or_(
        col(Activity.state) == ReportState.ACCEPTED,
        (col(Activity.state) == ReportState.SENT) & col(Season.counts_sent).is_(True),
    )
    chosen = _in_contest(statement, contest).where(col(Activity.removed_at).is_(None), counted)
    if contest.season_id is not None:
        chosen = chosen.where(Activity.season_id == contest.season_id)
    ordered = chosen.order_by(col(Activity.held_on).desc(), col(Activity.id).desc())
    found = session.exec(unowned(within(scope, within(scope, ordered, Activity), Organisation), Season))
    return [
        Nominable(key, None, org, name, title, kind.value, held.year) for key, org, name, title, kind, held in found
    ]


def _resources(session: Session, scope: Scope, contest: ContestRow) -> list[Nominable]:
    facts: Any = (Resource.id, Resource.org_id, Organisation.name, Resource.title, Resource.kind, Resource.year)
    statement = select(*facts).join(Organisation, col(Organisation.id) == Resource.org_id)
    chosen = _in_contest(statement, contest).where(col(Resource.removed_at).is_(None), col(Resource.state).in_(TAKEN))
    ordered = chosen.order_by(col(Resource.year).desc(), col(Resource.id).desc())
    found = session.exec(within(scope, within(scope, ordered, Resource), Organisation))
    return [Nominable(None, key, org, name, title, kind.value, year) for key, org, name, title, kind, year in found]


def _in_contest(statement: Any, contest: ContestRow) -> Any:
    """Of schools that the contest is for."""
    return statement.where(col(Organisation.path).startswith(contest.org_path), Organisation.level == Level.SCHOOL)
