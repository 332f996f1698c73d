"""结对: who walks beside whom, and how many one person can carry."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.accounts import queries as accounts
from core.cases.actions.carers import check_colleague, hold_account
from core.cases.actions.loading import check_open
from core.cases.actions.steps import loaded
from core.cases.rules.pairing import MOST, USUAL_CAPACITY, check_capacity
from core.cases.tables import Case, Mentor, MentorCapacity
from core.database import within
from core.errors import Conflict, NotFound, Refused


def pair(session: Session, actor: Actor, *, case_id: int, account_id: int) -> int:
    """Let a colleague of the school walk beside somebody; answers the pairing's id.

    Raises Refused where the colleague carries as many as their capacity allows, Conflict where they are paired already.
    """
    scope = require(actor, Capability.WORK_CASES)
    case = loaded(session, scope, case_id)
    check_open(case)
    check_colleague(session, account_id, org_id=case.school_id)
    hold_account(session, account_id)
    if any(mentor.account_id == account_id for mentor in _open(session, case_id)):
        raise Conflict("cases.paired_already")
    check_capacity(_carried(session, account_id), _capacity(session, account_id))
    mentor = Mentor(case_id=case_id, account_id=account_id, since=clock.now(), by_id=actor.user_id)
    session.add(mentor)
    session.flush()
    audit.record(session, actor, "case.paired", case, org_id=case.school_id, account_id=account_id)
    return mentor.id or 0


def unpair(session: Session, actor: Actor, *, case_id: int, account_id: int) -> None:
    """End a pairing; raises NotFound where there is none."""
    scope = require(actor, Capability.WORK_CASES)
    case = loaded(session, scope, case_id)
    theirs = [mentor for mentor in _open(session, case_id) if mentor.account_id == account_id]
    if not theirs:
        raise NotFound
    _end(session, actor, theirs)
    audit.record(session, actor, "case.unpaired", case, org_id=case.school_id, account_id=account_id)


def set_capacity(session: Session, actor: Actor, *, account_id: int, capacity: int) -> None:
    """Say how many people a colleague may walk beside at a time; who is paired already stays so.

    What is told last holds.
    """
    scope = require(actor, Capability.WORK_CASES)
    account = accounts.account(session, scope, account_id, now=clock.now())
    if not 0 <= capacity <= MOST:
        raise Refused("cases.capacity_out_of_range", most=MOST)
    hold_account(session, account_id)
    statement = select(MentorCapacity).where(MentorCapacity.account_id == account_id)
    row = session.exec(within(SYSTEM_SCOPE, statement, MentorCapacity)).first()
    row = row or MentorCapacity(account_id=account_id, org_id=account.home_id, capacity=capacity)
    row.org_id, row.capacity = account.home_id, capacity
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "mentor.capacity_set", org_id=account.home_id, account_id=account_id, capacity=capacity
    )


def end_pairings(session: Session, actor: Actor, case: Case) -> None:
    """Nobody walks beside somebody whose case is closed; part of the act that closes it."""
    _end(session, actor, _open(session, case.id or 0))


def _end(session: Session, actor: Actor, mentors: list[Mentor]) -> None:
    for mentor in mentors:
        mentor.ended_at, mentor.ended_by = clock.now(), actor.user_id
    session.add_all(mentors)
    session.flush()


def _open(session: Session, case_id: int) -> list[Mentor]:
    statement = select(Mentor).where(Mentor.case_id == case_id, col(Mentor.ended_at).is_(None))
    return list(session.exec(within(SYSTEM_SCOPE, statement, Mentor)))


def _carried(session: Session, account_id: int) -> int:
    counted = select(func.count()).select_from(Mentor)
    counted = counted.where(Mentor.account_id == account_id, col(Mentor.ended_at).is_(None))
    return int(session.exec(within(SYSTEM_SCOPE, counted, Mentor)).one())


def _capacity(session: Session, account_id: int) -> int:
    statement = select(col(MentorCapacity.capacity)).where(MentorCapacity.account_id == account_id)
    told = session.exec(within(SYSTEM_SCOPE, statement, MentorCapacity)).first()
    return USUAL_CAPACITY if told is None else told
