"""What was nominated: for those who hold the contest, for the school itself, and for everybody once it is public."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.activities.tables import Activity
from core.database import unowned, within
from core.evaluation.queries.contests import contest_seen
from core.evaluation.rules.contests import SHOWN
from core.evaluation.rules.states import ContestState, NominationState
from core.evaluation.rules.work_facts import REPORTS_IN, RESOURCES_IN
from core.evaluation.tables import Nomination
from core.library.tables import Resource
from core.organisations.tables import Organisation


class NominationRow(NamedTuple):
    """One nomination. `total` is told to those who hold the contest alone; `award`, and why it was changed, to schools once
    it is public; why something was put out, at once. `is_in` says that the work is handed in, and not with its school again.
    """

    id: int
    contest_id: int
    school_id: int
    school: str
    activity_id: int | None
    resource_id: int | None
    title: str
    kind: str
    reason: str
    state: NominationState
    total: Decimal | None
    award: str
    forwarded: bool
    decided_reason: str
    at: datetime
    is_in: bool


class HonourRow(NamedTuple):
    """Who was awarded what: what everybody who takes part may read."""

    nomination_id: int
    school: str
    title: str
    award: str
    forwarded: bool


def nominations(session: Session, scope: Scope, *, contest_id: int) -> list[NominationRow]:
    """The nominations of schools within `scope` in a contest that it sees, by school; NotFound for any other contest."""
    contest = contest_seen(session, scope, contest_id)
    holds = scope.covers(contest.org_path)
    rows = [_row(*one) for one in session.exec(within(scope, joined(contest_id), Nomination))]
    if holds:
        return rows
    return [_told_to_schools(row, public=contest.state in SHOWN) for row in rows]


def honours(session: Session, scope: Scope, *, contest_id: int) -> list[HonourRow]:
    """Who was awarded in a contest that `scope` sees, highest award first; nothing before it is public.

    While it is public, works that are with their school again are left out; what was awarded at the close stays.
    """
    contest = contest_seen(session, scope, contest_id)
    if contest.state not in SHOWN:
        return []
    statement = joined(contest_id).where(Nomination.state == NominationState.NOMINATED, Nomination.award != "")
    order = [award.key for award in contest.awards]
    found = [_row(*one) for one in session.exec(within(SYSTEM_SCOPE, statement, Nomination))]
    rows = [row for row in found if row.is_in or contest.state is ContestState.CLOSED]
    ordered = sorted(rows, key=lambda row: (order.index(row.award) if row.award in order else len(order), row.school))
    return [HonourRow(row.id, row.school, row.title, row.award, row.forwarded) for row in ordered]


def joined(contest_id: int) -> Any:
    """The nominations of a contest with school, title and kind of what is nominated; still to be narrowed."""
    reported = and_(col(Activity.removed_at).is_(None), col(Activity.state).in_(REPORTS_IN))
    sent = and_(col(Resource.removed_at).is_(None), col(Resource.state).in_(RESOURCES_IN))
    facts: Any = (
        *(Nomination, Organisation.name, Activity.title, Activity.kind, Resource.title, Resource.kind),
        or_(
            and_(col(Nomination.activity_id).is_not(None), reported),
            and_(col(Nomination.resource_id).is_not(None), sent),
        ),
    )
    statement = select(*facts).join(Organisation, col(Organisation.id) == Nomination.school_id)
    statement = statement.join(Activity, col(Activity.id) == Nomination.activity_id, isouter=True)
    statement = statement.join(Resource, col(Resource.id) == Nomination.resource_id, isouter=True)
    statement = unowned(unowned(within(SYSTEM_SCOPE, statement, Organisation), Activity), Resource)
    return statement.where(Nomination.contest_id == contest_id).order_by(col(Organisation.path), col(Nomination.id))


def _told_to_schools(row: NominationRow, *, public: bool) -> NominationRow:
    if public:
        return row._replace(total=None)
    why = row.decided_reason if row.state is NominationState.OUT else ""
    return row._replace(total=None, award="", forwarded=False, decided_reason=why)


def _row(
    row: Nomination, school: str, activity: str | None, held: str | None, resource: str | None, made: str | None,
    is_in: bool,
) -> NominationRow:  # fmt: skip
    computed = ("school", "title", "kind", "is_in")
    facts = {key: getattr(row, key) for key in NominationRow._fields if key not in computed}
    title, kind = activity or resource or "", held or made or ""
    return NominationRow(school=school, title=title, kind=kind, is_in=bool(is_in), **facts)
