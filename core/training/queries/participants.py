"""Who is in a training session, as far as the reader may know their names."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.organisations.tables import Organisation
from core.training.rules import PartState
from core.training.tables import Participation, ParticipationStep, SignIn, StaffMember


class PartRow(NamedTuple):
    """Somebody in a session; `modules` are those signed in for ("" in a session of one sitting)."""

    id: int
    staff_id: int
    name: str
    school_id: int
    school: str
    state: PartState
    score: Decimal | None
    gave_feedback: bool
    modules: frozenset[str]
    enrolled_at: datetime | None


class PartStep(NamedTuple):
    """One change of somebody's state; `by_id` None stands for the code in the hall."""

    state: PartState
    at: datetime
    by_id: int | None
    reason: str


def participants(session: Session, scope: Scope, *, session_id: int) -> list[PartRow]:
    """Who is in a session, withdrawn people too, by school and then by when they were enrolled.

    `scope` decides whose: the organiser's holds every school below, a school's its own people alone.
    """
    statement: Any = select(Participation, StaffMember, col(Organisation.name))
    statement = statement.join(StaffMember, col(StaffMember.id) == Participation.staff_id)
    statement = statement.join(Organisation, col(Organisation.id) == Participation.school_id)
    statement = statement.where(Participation.session_id == session_id, col(StaffMember.merged_into).is_(None))
    whose = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, StaffMember), Organisation)
    found = session.exec(within(scope, whose, Participation)).all()
    signed, since = _signed(session, scope, session_id), _enrolled_at(session, scope, session_id)
    rows = [
        PartRow(
            part.id or 0, part.staff_id, person.name, part.school_id, school, part.state, part.score,
            part.gave_feedback, frozenset(signed.get(part.id or 0, ())), since.get(part.id or 0),
        )
        for part, person, school in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.school, row.school_id, row.id))


def part_steps(session: Session, scope: Scope, *, participation_id: int) -> list[PartStep]:
    """What happened to somebody's place in a session, in order; nothing outside the scope."""
    statement = select(ParticipationStep).where(ParticipationStep.participation_id == participation_id)
    rows = session.exec(within(scope, statement, ParticipationStep).order_by(col(ParticipationStep.id)))
    return [PartStep(row.state, row.at, row.by_id, row.reason) for row in rows]


def _signed(session: Session, scope: Scope, session_id: int) -> dict[int, set[str]]:
    here = within(scope, select(col(Participation.id)).where(Participation.session_id == session_id), Participation)
    statement: Any = select(col(SignIn.participation_id), col(SignIn.module))
    found: dict[int, set[str]] = {}
    for part_id, module in session.exec(within(scope, statement.where(col(SignIn.participation_id).in_(here)), SignIn)):
        found.setdefault(part_id, set()).add(module)
    return found


def _enrolled_at(session: Session, scope: Scope, session_id: int) -> dict[int, datetime]:
    """When each was enrolled, the last time where it was more than once."""
    here = within(scope, select(col(Participation.id)).where(Participation.session_id == session_id), Participation)
    statement: Any = select(col(ParticipationStep.participation_id), func.max(col(ParticipationStep.at)))
    statement = statement.where(
        col(ParticipationStep.participation_id).in_(here), col(ParticipationStep.state) == PartState.ENROLLED
    )
    narrowed = within(scope, statement, ParticipationStep)
    return dict(session.exec(narrowed.group_by(col(ParticipationStep.participation_id))).all())
