"""Rows that an act of a contest is about: found within the actor's scope, and held until the unit of work ends."""

from sqlmodel import Session, select

from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.evaluation.queries.contests import seen_contests
from core.evaluation.rules.contests import edition_of
from core.evaluation.rules.states import ContestState
from core.evaluation.tables import Contest, Nomination


def held_contest(session: Session, actor: Actor, contest_id: int) -> Contest:
    """The contest of an organisation where the actor manages evaluation, held. NotFound outside of it."""
    scope = require(actor, Capability.MANAGE_EVALUATION)
    statement = within(scope, select(Contest).where(Contest.id == contest_id), Contest)
    found = session.exec(statement.with_for_update(key_share=True).execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound
    return found


def told_contest(session: Session, scope: Scope, contest_id: int, *, alone: bool = True) -> Contest:
    """The contest as those below see it, held against a step of it while they write: one after the other, or judges
    beside each other. NotFound outside of it.
    """
    if session.exec(seen_contests(scope).where(Contest.id == contest_id)).first() is None:
        raise NotFound
    statement = within(SYSTEM_SCOPE, select(Contest).where(Contest.id == contest_id), Contest)
    locked = statement.with_for_update(key_share=True) if alone else statement.with_for_update(read=True)
    return session.exec(locked.execution_options(populate_existing=True)).one()


def held_nomination(session: Session, scope: Scope, nomination_id: int) -> Nomination:
    """The nomination of a school within `scope`, held; the contest is held first. NotFound outside of it.

    The scope of those who hold contests does not say that this contest is theirs: `held_contest` does.
    """
    statement = within(scope, select(Nomination).where(Nomination.id == nomination_id), Nomination)
    found = session.exec(statement.with_for_update(key_share=True).execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound
    return found


def contest_id_of(session: Session, scope: Scope, nomination_id: int) -> int:
    """The contest of a nomination of a school within `scope`; NotFound for any other."""
    statement = select(Nomination.contest_id).where(Nomination.id == nomination_id)
    found = session.exec(within(scope, statement, Nomination)).first()
    if found is None:
        raise NotFound
    return found


def managed_nomination(session: Session, actor: Actor, nomination_id: int) -> tuple[Nomination, Contest]:
    """A nomination and its contest, for those who hold the contest: the contest is held first."""
    scope = require(actor, Capability.MANAGE_EVALUATION)
    contest = held_contest(session, actor, contest_id_of(session, scope, nomination_id))
    return held_nomination(session, scope, nomination_id), contest


def check_seen(edition: int | None, *stands: object) -> None:
    """Raise Conflict("contests.moved_on") when somebody changed what stands since `edition` was read; None does not ask."""
    if edition is not None and edition != edition_of(*stands):
        raise Conflict("contests.moved_on")


def check_contest(contest: Contest, *states: ContestState) -> None:
    """Raise Refused("contests.not_now") unless the contest stands in one of `states`."""
    if contest.state not in states:
        raise Refused("contests.not_now")
