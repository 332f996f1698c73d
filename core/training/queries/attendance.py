"""A session on its day: the code that is shown, how many have signed in, and what settling it would do."""

from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import within
from core.errors import NotFound
from core.training.queries.participants import PartRow, participants
from core.training.rules import PartState
from core.training.rules.codes import Shown
from core.training.rules.completing import WHOLE, Outcome, outcome, terms
from core.training.rules.sessions import unpacked_modules
from core.training.tables import Participation, SignIn, StaffMember, TrainingSession


class HallRow(NamedTuple):
    """What the hall's screen shows: the code with its module, and how many of those expected have signed in for it."""

    title: str
    shown: Shown
    module: str
    module_title: str
    signed: int
    expected: int


class SittingRow(NamedTuple):
    """One sitting of a session, with how many have signed in at it."""

    code: str
    title: str
    hours: Decimal
    signed: int


class ResultRow(NamedTuple):
    """Somebody with what settling would make of them now; `part.state` is what they are."""

    part: PartRow
    result: Outcome

    @property
    def differs(self) -> bool:
        """Whether settling would change their state."""
        return self.part.state is not self.result.state


def hall(session: Session, scope: Scope, *, session_id: int) -> HallRow:
    """What the hall's screen shows, for those who hold the session within the scope; raises NotFound outside of it."""
    row = _loaded(session, scope, session_id)
    titles = {one.code: one.title for one in unpacked_modules(row.modules)}
    shown = Shown(row.code, row.code_until, row.code_misses)
    signed = _signed(session, session_id).get(row.code_module, 0)
    return HallRow(
        row.title, shown, row.code_module, titles.get(row.code_module, ""), signed, _expected(session, session_id)
    )


def sittings(session: Session, scope: Scope, *, session_id: int) -> list[SittingRow]:
    """The sittings of a session in order, for those who hold it within the scope; raises NotFound outside of it."""
    row, signed = _loaded(session, scope, session_id), _signed(session, session_id)
    modules = unpacked_modules(row.modules)
    if not modules:
        return [SittingRow(WHOLE, "", row.hours, signed.get(WHOLE, 0))]
    return [SittingRow(one.code, one.title, one.hours, signed.get(one.code, 0)) for one in modules]


def results(session: Session, scope: Scope, *, session_id: int) -> list[ResultRow]:
    """Everybody who is still in a session with what settling would make of them, for those who hold it."""
    row = _loaded(session, scope, session_id)
    asked = terms(row.kind, row.hours, unpacked_modules(row.modules), row.must_attend, row.pass_score)
    people = participants(session, scope, session_id=session_id)
    return [
        ResultRow(part, outcome(asked, part.modules, part.score))
        for part in people if part.state is not PartState.WITHDRAWN
    ]  # fmt: skip


def _loaded(session: Session, scope: Scope, session_id: int) -> TrainingSession:
    statement = select(TrainingSession).where(TrainingSession.id == session_id)
    row = session.exec(within(scope, statement, TrainingSession)).first()
    if row is None:
        raise NotFound
    return row


def _expected(session: Session, session_id: int) -> int:
    statement: Any = select(func.count()).select_from(Participation)
    return int(session.exec(_still_in(statement, session_id)).one())


def _signed(session: Session, session_id: int) -> dict[str, int]:
    """By module, how many of those who are still in the session have signed in."""
    statement: Any = select(col(SignIn.module), func.count()).join(
        Participation, col(Participation.id) == SignIn.participation_id
    )
    narrowed = within(SYSTEM_SCOPE, _still_in(statement, session_id), SignIn)
    return dict(session.exec(narrowed.group_by(col(SignIn.module))).all())


def _still_in(statement: Any, session_id: int) -> Any:
    joined = statement.join(StaffMember, col(StaffMember.id) == Participation.staff_id).where(
        Participation.session_id == session_id,
        col(Participation.state) != PartState.WITHDRAWN,
        col(StaffMember.merged_into).is_(None),
    )
    return within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, joined, Participation), StaffMember)
