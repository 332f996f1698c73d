"""Schools nominate what they did and made, and take it back; whoever holds the contest puts something out, with a reason."""

from typing import Any

from sqlmodel import Session, col, func, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.activities.rules import ReportState
from core.activities.tables import Activity, Season
from core.database import unowned, within
from core.errors import NotFound, Refused
from core.evaluation.actions.loading_contests import (
    check_contest,
    contest_id_of,
    held_nomination,
    managed_nomination,
    told_contest,
)
from core.evaluation.actions.rounds import told
from core.evaluation.queries.nominable import TAKEN
from core.evaluation.queries.ties import paths_of
from core.evaluation.rules.contests import REASON, RUNNING, is_open_to_schools, left_of
from core.evaluation.rules.states import ContestSubject, NominationState
from core.evaluation.tables import Contest, Nomination
from core.library.tables import Resource
from core.organisations.queries import get as organisation
from core.organisations.rules import Level

NEEDS = {
    ContestSubject.REPORTS: Capability.RECORD_ACTIVITIES,
    ContestSubject.RESOURCES: Capability.SUBMIT_RESOURCES,
}


def nominate(
    session: Session,
    actor: Actor,
    *,
    contest_id: int,
    activity_id: int | None = None,
    resource_id: int | None = None,
    reason: str,
) -> int:
    """Nominate an accepted report, or a resource that was sent or stands on the shelf; answers the nomination's id.

    What was withdrawn before is taken up again. Raises Refused beyond the quota, after the last day, for something that was
    nominated already or put out, and ValueError unless exactly one of the two is told.
    """
    if (activity_id is None) is (resource_id is None):
        raise ValueError("one activity or one resource")
    scope = require(actor, NEEDS[ContestSubject.REPORTS if activity_id is not None else ContestSubject.RESOURCES])
    contest = told_contest(session, scope, contest_id)
    if not is_open_to_schools(contest.state, contest.nominate_until, clock.today()):
        raise Refused("contests.not_nominating")
    school_id = _owner(session, scope, contest, activity_id, resource_id)
    _check_school(session, scope, contest, school_id)
    row = _begun(session, actor, contest_id, school_id, {"activity_id": activity_id, "resource_id": resource_id})
    _check_quota(session, contest, school_id)
    row.reason, row.state, row.by_id, row.at = _said(reason), NominationState.NOMINATED, actor.user_id, clock.now()
    session.add(row)
    session.flush()
    audit.record(session, actor, "nomination.made", row, org_id=school_id, contest=contest_id)
    return row.id or 0


def withdraw_nomination(session: Session, actor: Actor, *, nomination_id: int) -> None:
    """Take a nomination back while schools may nominate; it can be made again."""
    if not actor.can(*NEEDS.values()):
        require(actor, Capability.RECORD_ACTIVITIES)
    scope = Scope((*actor.over(Capability.RECORD_ACTIVITIES).reaches, *actor.over(Capability.SUBMIT_RESOURCES).reaches))
    contest = told_contest(session, scope, contest_id_of(session, scope, nomination_id))
    row = held_nomination(session, require(actor, NEEDS[contest.subject]), nomination_id)
    if not is_open_to_schools(contest.state, contest.nominate_until, clock.today()):
        raise Refused("contests.not_nominating")
    if row.state is not NominationState.NOMINATED:
        raise Refused("contests.not_nominated")
    row.state = NominationState.WITHDRAWN
    session.flush()
    audit.record(session, actor, "nomination.withdrawn", row, org_id=row.school_id, contest=row.contest_id)


def put_out(session: Session, actor: Actor, *, nomination_id: int, reason: str) -> None:
    """Take something out of a contest (不参评) with the reason that its school reads; an award that it had is free again."""
    row, contest = managed_nomination(session, actor, nomination_id)
    check_contest(contest, *RUNNING)
    if row.state is not NominationState.NOMINATED:
        raise Refused("contests.not_nominated")
    row.state, row.decided_reason = NominationState.OUT, told(reason)
    row.award, row.forwarded = "", False
    session.flush()
    audit.record(session, actor, "nomination.put_out", row, org_id=row.school_id, contest=row.contest_id)


def _owner(session: Session, scope: Scope, contest: Contest, activity_id: int | None, resource_id: int | None) -> int:
    """The school whose work it is."""
    if activity_id is not None:
        return _activity(session, scope, contest, activity_id)
    return _resource(session, scope, contest, resource_id)


def _activity(session: Session, scope: Scope, contest: Contest, activity_id: int) -> int:
    """The school of a report that may be nominated: accepted, or sent in a season that counts what is sent."""
    statement = select(Activity, Season.counts_sent).join(Season, col(Season.id) == Activity.season_id, isouter=True)
    mine = statement.where(Activity.id == activity_id, col(Activity.removed_at).is_(None))
    found = session.exec(within(scope, unowned(mine, Season), Activity)).first()
    if found is None:
        raise NotFound
    row, counts_sent = found
    if contest.subject is not ContestSubject.REPORTS:
        raise Refused("contests.other_subject")
    if contest.season_id is not None and row.season_id != contest.season_id:
        raise Refused("contests.other_season")
    if row.state is not ReportState.ACCEPTED and not (row.state is ReportState.SENT and counts_sent):
        raise Refused("contests.not_accepted")
    return row.org_id


def _resource(session: Session, scope: Scope, contest: Contest, resource_id: int | None) -> int:
    """The school of a resource that may be nominated."""
    statement = select(Resource).where(Resource.id == resource_id, col(Resource.removed_at).is_(None))
    row = session.exec(within(scope, statement, Resource)).first()
    if row is None:
        raise NotFound
    if contest.subject is not ContestSubject.RESOURCES:
        raise Refused("contests.other_subject")
    if row.state not in TAKEN:
        raise Refused("contests.not_sent")
    return row.org_id


def _check_school(session: Session, scope: Scope, contest: Contest, school_id: int) -> None:
    """It must be a school that the contest is for: nobody competes in what a neighbour holds."""
    school = organisation(session, scope, school_id)
    if school.level is not Level.SCHOOL or not school.path.startswith(
        paths_of(session, {contest.org_id})[contest.org_id]
    ):
        raise Refused("contests.schools_only")


def _begun(session: Session, actor: Actor, contest_id: int, school_id: int, work: dict[str, Any]) -> Nomination:
    """The nomination of a work that was withdrawn before, or a new one; Refused for one that stands or was put out."""
    statement = select(Nomination).filter_by(contest_id=contest_id, **work)
    row = session.exec(within(SYSTEM_SCOPE, statement, Nomination)).first()
    if row is not None and row.state is not NominationState.WITHDRAWN:
        raise Refused("contests.nominated_already")
    return row or Nomination(contest_id=contest_id, school_id=school_id, **work, by_id=actor.user_id, at=clock.now())


def _check_quota(session: Session, contest: Contest, school_id: int) -> None:
    """The contest is held: of two people who nominate at the same moment the second sees what the first did."""
    counted = select(func.count()).where(
        Nomination.contest_id == contest.id, Nomination.school_id == school_id,
        Nomination.state == NominationState.NOMINATED,
    )  # fmt: skip
    if left_of(contest.quota, session.exec(within(SYSTEM_SCOPE, counted, Nomination)).one()) == 0:
        raise Refused("contests.quota_reached", most=contest.quota)


def _said(reason: str) -> str:
    said = reason.strip()
    if not 0 < len(said) <= REASON:
        raise Refused("contests.say_why", most=REASON)
    return said
