"""整改: what schools have to put right and how far that is; for which items a training need was raised."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import unowned, within
from core.evaluation.queries.results import public
from core.evaluation.rules.rectifying import is_overdue
from core.evaluation.rules.states import RectificationState
from core.evaluation.tables import Entry, Outcome, Rectification, Room, Round
from core.organisations.tables import Organisation
from core.training.tables import TrainingNeed

SOURCE = "evaluation"
ORDER = (RectificationState.DONE, RectificationState.AGAIN, RectificationState.OPEN, RectificationState.PASSED)


class RectificationRow(NamedTuple):
    """One thing the school at `path` has to put right, as it stands on the day that was asked for.

    `has_evidence` says whether evidence lies with the reply.
    """

    id: int
    round_id: int
    round: str
    entry_id: int
    school_id: int
    school: str
    path: str
    room: str
    code: str
    what: str
    who: str
    due_on: date
    state: RectificationState
    reply: str
    has_evidence: bool
    done_at: datetime | None
    finding: str
    checked_at: datetime | None
    overdue: bool

    @property
    def place(self) -> str:
        """The school, and which of its rooms."""
        return f"{self.school} · {self.room}" if self.room else self.school


class Share(NamedTuple):
    """The share of an item's points that a school reached."""

    school_id: int
    share: float


def rectifications(
    session: Session,
    scope: Scope,
    *,
    today: date,
    round_id: int | None = None,
    states: Collection[RectificationState] = (),
) -> list[RectificationRow]:
    """What the schools within `scope` have to put right: overdue first, then what waits for a re-check, then by day."""
    facts: Any = (Rectification, Round.title, Organisation.name, Organisation.path, Room.name)
    statement: Any = select(*facts).join(Round, col(Round.id) == Rectification.round_id)
    statement = statement.join(Entry, col(Entry.id) == Rectification.entry_id)
    statement = statement.join(Organisation, col(Organisation.id) == Rectification.school_id)
    statement = statement.join(Room, col(Room.id) == Entry.room_id, isouter=True)
    for table in (Round, Entry, Organisation):  # of what is found within the scope
        statement = within(SYSTEM_SCOPE, statement, table)
    if round_id is not None:
        statement = statement.where(Rectification.round_id == round_id)
    if states:
        statement = statement.where(col(Rectification.state).in_(list(states)))
    found = session.exec(unowned(within(scope, statement, Rectification), Room))
    rows = [_row(row, title, school, path, room or "", today) for row, title, school, path, room in found]
    return sorted(rows, key=lambda row: (not row.overdue, ORDER.index(row.state), row.due_on, row.place, row.id))


def raised_needs(session: Session, scope: Scope, *, round_id: int) -> dict[str, frozenset[int]]:
    """By item, the schools within `scope` for which the round raised a training need."""
    begins = f"{SOURCE}:{round_id}:"
    statement = select(col(TrainingNeed.source), col(TrainingNeed.school_id)).where(
        col(TrainingNeed.source).startswith(begins, autoescape=True)
    )
    found: dict[str, frozenset[int]] = {}
    for source, school in session.exec(within(scope, statement, TrainingNeed)):
        code = source.removeprefix(begins)
        found[code] = found.get(code, frozenset()) | {school}
    return found


def weak_schools(
    session: Session, scope: Scope, *, round_id: int, standard: str, code: str, below: Decimal
) -> list[Share]:
    """The schools within `scope` that reached less than the share `below` of an item's points, the lowest first.

    Of several rooms of a school the weakest counts. What did not apply, and what gives no points, is left out.
    """
    facts: Any = (Outcome.school_id, Outcome.score, Outcome.most)
    statement = public(select(*facts), Outcome, round_id, standard).where(
        Outcome.code == code, col(Outcome.na).is_(False), col(Outcome.most) > 0
    )
    lowest: dict[int, Decimal] = {}
    for school, score, most in session.exec(within(scope, statement, Outcome)):
        if score / most < below:
            lowest[school] = min(score / most, lowest.get(school, Decimal(1)))
    return [Share(school, float(share)) for school, share in sorted(lowest.items(), key=lambda one: (one[1], one[0]))]


def _row(row: Rectification, title: str, school: str, path: str, room: str, today: date) -> RectificationRow:
    other = {"round", "school", "path", "room", "has_evidence", "overdue"}
    facts = {name: getattr(row, name) for name in RectificationRow._fields if name not in other}
    return RectificationRow(
        round=title, school=school, path=path, room=room, has_evidence=row.evidence_id is not None,
        overdue=is_overdue(row.state, row.due_on, today), **facts,
    )  # fmt: skip
