"""Schools send their people to a session, and take them out again; the organiser may do both for them."""

from collections import Counter
from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.queries import get as organisation
from core.organisations.rules import Level
from core.training.actions.loading_sessions import invited_session, loaded_part
from core.training.actions.opening import told
from core.training.actions.parts import joined, stepped
from core.training.queries.places import room_of, sendable
from core.training.rules import PartState
from core.training.rules.enrolment import ALREADY, Wish, room_flaws, wish_flaw
from core.training.rules.sessions import closed_to, withdrawal_flaw
from core.training.tables import Participation, SignIn, TrainingSession

BY_SCHOOL, BY_ORGANISER = "学校报名", "组织方报名"


def enrol(session: Session, actor: Actor, *, session_id: int, school_id: int, staff_ids: Collection[int]) -> int:
    """Give people of a school a place in a session; answers how many are new (who has one keeps it).

    The session is held until the act is done, so the last place is taken once. Raises NotFound for a school or a session
    out of reach and for people without a post at the school; Refused when enrolment is closed, when there is not enough
    room, for people who have left, and for those whom another school has sent.
    """
    school = organisation(session, require(actor, Capability.ENROL_STAFF), school_id)
    if school.level is not Level.SCHOOL or school.closed_on is not None:
        raise NotFound
    row = invited_session(session, Scope.at(school.path), session_id, lock=True)
    check_open(session, actor, row)
    found = sendable(session, session_id=session_id, school_ids=[school_id], staff_ids=staff_ids)
    if {one.wish.staff_id for one in found} != set(staff_ids):
        raise NotFound
    new = placed(session, actor, row, [one.wish for one in found])
    if new:
        audit.record(session, actor, "participation.enrolled", row, org_id=school.id, people=new)
    return new


def withdraw(session: Session, actor: Actor, *, participation_id: int, reason: str) -> None:
    """Take somebody out of a session with a reason: the school while they were not there, the organiser also later."""
    scope = require(actor, Capability.ENROL_STAFF)
    known = loaded_part(session, scope, participation_id)
    row = session_of(session, known)
    part = loaded_part(session, scope, participation_id, lock=True)
    if flaw := withdrawal_flaw(row.state, part.state, organiser=holds(session, actor, row)):
        raise Refused(flaw)
    stepped(session, actor.user_id, part, PartState.WITHDRAWN, told(reason))
    audit.record(session, actor, "participation.withdrawn", part, org_id=part.school_id, training=row.id)


def check_open(session: Session, actor: Actor, row: TrainingSession) -> None:
    """Raise Refused unless the actor may enrol people in this session today."""
    if flaw := closed_to(row.state, row.enrol_until, clock.today(), organiser=holds(session, actor, row)):
        raise Refused(flaw)


def placed(session: Session, actor: Actor, row: TrainingSession, wanted: Collection[Wish]) -> int:
    """Places for people, all or none: part of an act that asked for the right and held the session. Answers how many."""
    today, day = clock.today(), clock.local(row.starts_at).date()
    flaws = {one.staff_id: wish_flaw(one, today=today, session_day=day) for one in wanted}
    for flaw, many in Counter(flaws.values()).items():
        if flaw not in ("", ALREADY):
            raise Refused(flaw, count=many)
    new = [one for one in wanted if not flaws[one.staff_id]]
    room = room_of(session, row.id or 0, row.seats)
    for school, flaw in room_flaws(room, Counter(one.school_id for one in new)).items():
        raise Refused(flaw, left=room.seats_left if school is None else room.own_left(school))
    _write(session, actor, row, {one.staff_id: one.school_id for one in new})
    return len(new)


def holds(session: Session, actor: Actor, row: TrainingSession) -> bool:
    """Whether the session is the actor's own to hold."""
    return actor.over(Capability.PLAN_TRAINING).covers(organisation(session, SYSTEM_SCOPE, row.org_id).path)


def session_of(session: Session, part: Participation) -> TrainingSession:
    """The session of a place that was found within a scope, held until the act is done."""
    statement = select(TrainingSession).where(TrainingSession.id == part.session_id)
    held = within(SYSTEM_SCOPE, statement, TrainingSession).with_for_update(key_share=True)
    return session.exec(held.execution_options(populate_existing=True)).one()


def _write(session: Session, actor: Actor, row: TrainingSession, schools: Mapping[int, int]) -> None:
    """New places, and those of people who were withdrawn before taken up again."""
    reason = BY_ORGANISER if holds(session, actor, row) else BY_SCHOOL
    statement = select(Participation).where(
        Participation.session_id == row.id, col(Participation.staff_id).in_(sorted(schools))
    )
    back = session.exec(within(SYSTEM_SCOPE, statement, Participation).with_for_update()).all()
    signed = select(col(SignIn.participation_id)).where(col(SignIn.participation_id).in_([one.id for one in back]))
    there = set(session.exec(within(SYSTEM_SCOPE, signed, SignIn)))
    for part in back:
        part.school_id, part.score = schools[part.staff_id], None
        stepped(session, actor.user_id, part, PartState.ENROLLED, reason)
        if part.id in there:
            stepped(session, actor.user_id, part, PartState.ATTENDING, reason)
    fresh = {one: school for one, school in schools.items() if one not in {part.staff_id for part in back}}
    joined(session, actor.user_id, session_id=row.id or 0, schools=fresh, reason=reason)
