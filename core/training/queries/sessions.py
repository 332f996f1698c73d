"""Training sessions as those see them who hold them and those who are invited."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound
from core.organisations.queries import ids_of
from core.organisations.tables import Organisation
from core.training.rules import PartState, SessionKind, SessionState
from core.training.rules.drafts import SessionDraft
from core.training.rules.sessions import Module, unpacked_modules
from core.training.tables import Participation, StaffMember, TrainingSession


class SessionRow(NamedTuple):
    """One session with its organiser and how many people are in it. The code in the hall is not told here."""

    id: int
    org_id: int
    org_path: str
    org_name: str
    kind: SessionKind
    title: str
    topic: str
    place: str
    lecturer: str
    starts_at: datetime
    ends_at: datetime
    hours: Decimal
    category: str
    modules: tuple[Module, ...]
    must_attend: int
    pass_score: int | None
    seats: int | None
    enrol_until: date
    certificate_title: str
    state: SessionState
    reason: str
    edition: int
    made_by: int
    made_at: datetime
    enrolled: int

    @property
    def draft(self) -> SessionDraft:
        """The session as it is planned now."""
        return SessionDraft(**{name: getattr(self, name) for name in SessionDraft._fields})

    @property
    def seats_left(self) -> int | None:
        """Places that nobody has taken; None without a limit."""
        return None if self.seats is None else max(self.seats - self.enrolled, 0)


COUNTED = ("org_path", "org_name", "enrolled", "modules")


def sessions_seen(session: Session, scope: Scope, *, states: Collection[SessionState] = ()) -> list[SessionRow]:
    """The sessions of the organisations in `scope`, and those of bureaus above it that were opened; newest first."""
    statement = seen_sessions(scope)
    if states:
        statement = statement.where(col(TrainingSession.state).in_(list(states)))
    order = (col(TrainingSession.starts_at).desc(), col(TrainingSession.id).desc())
    found = session.exec(statement.order_by(*order)).all()
    enrolled = enrolled_in(session, [row.id or 0 for row, _, _ in found])
    return [_row(row, path, name, enrolled.get(row.id or 0, 0)) for row, path, name in found]


def session_seen(session: Session, scope: Scope, session_id: int) -> SessionRow:
    """One session that `sessions_seen` shows; raises NotFound for any other."""
    found = session.exec(seen_sessions(scope).where(TrainingSession.id == session_id)).first()
    if found is None:
        raise NotFound
    row, path, name = found
    return _row(row, path, name, enrolled_in(session, [session_id]).get(session_id, 0))


def seen_sessions(scope: Scope) -> Any:
    """Sessions, with path and name of their organiser: at or below the scope, and above it once they are no plans.

    A session is nobody's personal data, and a school has to see what it is invited to; so the guard is satisfied with
    the whole installation, and the narrowing is done here, as for rounds.
    """
    statement = select(TrainingSession, Organisation.path, Organisation.name).join(
        Organisation, col(Organisation.id) == TrainingSession.org_id
    )
    statement = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, TrainingSession), Organisation)
    above = sorted({org for reach in scope.reaches for org in ids_of(reach.path)})
    invited = and_(col(TrainingSession.org_id).in_(above), col(TrainingSession.state) != SessionState.PLANNED)
    below = [col(Organisation.path).startswith(reach.path) for reach in scope.reaches]
    return statement.where(or_(invited, *below))


def enrolled_in(session: Session, session_ids: Collection[int]) -> dict[int, int]:
    """How many people take up a place in each of these sessions, whoever sent them; merged files are counted once."""
    statement: Any = select(col(Participation.session_id), func.count())
    statement = statement.join(StaffMember, col(StaffMember.id) == Participation.staff_id).where(
        col(Participation.session_id).in_(sorted(session_ids)),
        col(Participation.state) != PartState.WITHDRAWN,
        col(StaffMember.merged_into).is_(None),
    )
    narrowed = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, Participation), StaffMember)
    return dict(session.exec(narrowed.group_by(col(Participation.session_id))).all())


def _row(row: TrainingSession, path: str, name: str, enrolled: int) -> SessionRow:
    facts = {key: getattr(row, key) for key in SessionRow._fields if key not in COUNTED}
    return SessionRow(org_path=path, org_name=name, enrolled=enrolled, modules=unpacked_modules(row.modules), **facts)
