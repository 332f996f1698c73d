"""What a session has for whom: places by school, and the needs that it answers."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete
from sqlmodel import Session, col, select

from core import audit
from core.access import SYSTEM_SCOPE, Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.queries import get as organisation
from core.organisations.queries import schools
from core.training.actions.loading_sessions import check_session, loaded_session
from core.training.queries.places import room_of
from core.training.rules.drafts import MOST_SEATS
from core.training.rules.enrolment import overtaken
from core.training.rules.sessions import OPEN
from core.training.tables import SessionNeed, SessionQuota, TrainingNeed


def set_quotas(session: Session, actor: Actor, *, session_id: int, quotas: Mapping[int, int]) -> None:
    """Give schools their places, all anew; with none, every school below the organiser may enrol.

    Raises NotFound for a school that is not below the organiser, Refused where a school has more people in it already.
    """
    scope = require(actor, Capability.PLAN_TRAINING)
    row = loaded_session(session, scope, session_id, lock=True)
    check_session(row, *OPEN)
    path = organisation(session, scope, row.org_id).path
    if not set(quotas) <= {one.id for one in schools(session, Scope.at(path))}:
        raise NotFound
    if not all(0 <= places <= MOST_SEATS for places in quotas.values()):
        raise Refused("training.places")
    if quotas and (many := overtaken(quotas, room_of(session, session_id, None).taken_by_school)):
        raise Refused("training.quota_taken", count=many)
    old = delete(SessionQuota).where(col(SessionQuota.session_id) == session_id)
    session.exec(within(SYSTEM_SCOPE, old, SessionQuota))
    session.add_all([
        SessionQuota(session_id=session_id, school_id=school, places=places) for school, places in quotas.items()
    ])  # fmt: skip
    session.flush()
    audit.record(session, actor, "session.quotas_set", row, org_id=row.org_id, schools=len(quotas))


def answer_needs(session: Session, actor: Actor, *, session_id: int, need_ids: Collection[int]) -> None:
    """Say which needs of schools below the organiser a session answers, all anew. Raises NotFound for any other need."""
    scope = require(actor, Capability.PLAN_TRAINING)
    row = loaded_session(session, scope, session_id, lock=True)
    check_session(row, *OPEN)
    below = Scope.at(organisation(session, scope, row.org_id).path)
    chosen = select(col(TrainingNeed.id)).where(col(TrainingNeed.id).in_(sorted(need_ids)))
    known = set(session.exec(within(below, chosen, TrainingNeed)))
    if known != set(need_ids):
        raise NotFound
    old = delete(SessionNeed).where(col(SessionNeed.session_id) == session_id)
    session.exec(within(SYSTEM_SCOPE, old, SessionNeed))
    session.add_all([SessionNeed(session_id=session_id, need_id=one) for one in sorted(set(need_ids))])
    session.flush()
    audit.record(session, actor, "session.needs_answered", row, org_id=row.org_id, needs=len(set(need_ids)))
