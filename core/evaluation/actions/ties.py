"""What keeps somebody from rating a school, beside what accounts and roles tell."""

from sqlmodel import Session, select

from core import audit, clock
from core.access import Actor, Capability, require
from core.accounts.queries import holders_over
from core.database import within
from core.errors import NotFound, Refused
from core.evaluation.queries.ties import scoring_roles
from core.evaluation.rules.states import TieKind
from core.evaluation.tables import RaterTie
from core.organisations.queries import get as organisation

NOTE = 200  # characters


def tie(session: Session, actor: Actor, *, account_id: int, school_id: int, kind: TieKind, note: str = "") -> int:
    """Tell why somebody must not rate a school; telling it twice changes nothing but the note. Answers its id.

    Assignments that are there stay: they are shown with the conflict, and are taken back by hand. Raises NotFound for
    somebody who may not score that school anyway.
    """
    scope = require(actor, Capability.MANAGE_EVALUATION)
    school = organisation(session, scope, school_id)
    if account_id not in holders_over(session, roles=scoring_roles(), paths=[school.path]):
        raise NotFound
    known = select(RaterTie).where(
        RaterTie.account_id == account_id, RaterTie.school_id == school_id, RaterTie.kind == kind
    )
    row = session.exec(within(scope, known, RaterTie)).first() or RaterTie(
        account_id=account_id, school_id=school_id, kind=kind, told_by=actor.user_id, told_at=clock.now()
    )
    row.note = note.strip()[:NOTE]
    session.add(row)
    session.flush()
    audit.record(session, actor, "rater.tied", row, org_id=school_id, account=account_id, kind=kind.value)
    return row.id or 0


def untie(session: Session, actor: Actor, *, tie_id: int) -> None:
    """Take back what was told of somebody else and a school."""
    scope = require(actor, Capability.MANAGE_EVALUATION)
    row = session.exec(within(scope, select(RaterTie).where(RaterTie.id == tie_id), RaterTie)).first()
    if row is None:
        raise NotFound
    if row.account_id == actor.user_id:
        raise Refused("evaluation.own_tie")
    audit.record(session, actor, "rater.untied", row, org_id=row.school_id, account=row.account_id, kind=row.kind.value)
    session.delete(row)
    session.flush()
