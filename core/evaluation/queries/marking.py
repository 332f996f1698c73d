"""What a rater reads: the sheets assigned to them, and one sheet with what the school laid beside it. Never another's marks."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import unowned, within
from core.errors import NotFound
from core.evaluation.rules.filling import Given
from core.evaluation.rules.freezing import thawed
from core.evaluation.rules.marks import Mark, unpacked
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.rules.states import AssignmentState, EntryState, RoundKind, RoundState
from core.evaluation.rules.timeline import SEEN_BY_RATERS
from core.evaluation.tables import Assignment, Entry, Evidence, EvidenceLink, ItemMark, Room, Round, SelfMark
from core.organisations.tables import Organisation


class MySheetRow(NamedTuple):
    """One assignment of a rater. `done` items of `items` have a mark; `due_on` is the last day of the review."""

    id: int
    round_id: int
    round: str
    kind: RoundKind
    round_state: RoundState
    entry_id: int
    entry_state: EntryState
    school_id: int
    school: str
    room: str
    state: AssignmentState
    due_on: date
    done: int
    items: int
    edition: int
    remark: str
    submitted_at: datetime | None
    shows_self: bool
    rubric: str

    @property
    def spec(self) -> RubricSpec:
        """The rubric as it was frozen into the round."""
        return thawed(self.rubric)

    @property
    def place(self) -> str:
        """The school, and which of its rooms."""
        return f"{self.school} · {self.room}" if self.room else self.school

    @property
    def is_open(self) -> bool:
        """Whether marks may be written now."""
        waits = self.state in (AssignmentState.ASSIGNED, AssignmentState.MARKING)
        return waits and self.round_state is RoundState.REVIEW and self.entry_state is not EntryState.EXEMPT


class MyMark(NamedTuple):
    """One mark of the rater's own."""

    mark: Mark
    reason: str
    points: Decimal | None
    edition: int
    at: datetime

    @property
    def given(self) -> Given:
        """Mark and reason alone."""
        return Given(self.mark, self.reason)


class SelfSeen(NamedTuple):
    """What the school put down for an item."""

    mark: Mark
    note: str


class EvidenceName(NamedTuple):
    """A piece of evidence that lies beside an item; its content is opened by an act of its own."""

    id: int
    title: str
    kind: str
    taken_on: date


class MySheet(NamedTuple):
    """A rater's sheet. What the school says is empty until it has submitted; its marks also where the round hides them."""

    row: MySheetRow
    marks: dict[str, MyMark]
    selfs: dict[str, SelfSeen]
    evidence: dict[str, tuple[EvidenceName, ...]]
    statement: str

    @property
    def given(self) -> dict[str, Given]:
        """Mark and reason by item."""
        return {code: row.given for code, row in self.marks.items()}


def my_assignments(
    session: Session, scope: Scope, *, rater_id: int, states: Collection[RoundState] = ()
) -> list[MySheetRow]:
    """The sheets assigned to a rater within `scope`, those taken back left out: the newest round first, then by school."""
    statement = _mine(scope, rater_id)
    if states:
        statement = statement.where(col(Round.state).in_(list(states)))
    order = (col(Round.opens_on).desc(), col(Round.id).desc(), col(Organisation.name), col(Assignment.id))
    found = session.exec(statement.where(Round.state != RoundState.DRAFT).order_by(*order)).all()
    done = _done(session, [one[0].id for one in found])
    return [_row(*one, done=done.get(one[0].id, 0)) for one in found]


def my_sheet(session: Session, scope: Scope, *, assignment_id: int, rater_id: int) -> MySheet:
    """One of them with its marks, and what the school submitted; raises NotFound for anybody else's.

    Evidence is named while it may be opened: in review and moderation.
    """
    found = session.exec(_mine(scope, rater_id).where(Assignment.id == assignment_id)).first()
    if found is None:
        raise NotFound
    marks = _marks(session, assignment_id)
    row = _row(*found, done=len(marks))
    told = row.entry_state is EntryState.SUBMITTED
    return MySheet(
        row,
        marks,
        _selfs(session, scope, row.entry_id) if told and row.shows_self else {},
        _evidence(session, scope, row.entry_id) if told and row.round_state in SEEN_BY_RATERS else {},
        found[2].statement if told else "",
    )


def _mine(scope: Scope, rater_id: int) -> Any:
    """Assignments of the rater with round, entry, and the names of school and room: of schools within the scope."""
    facts: Any = (Assignment, Round, Entry, Organisation.name, Room.name)
    statement: Any = select(*facts)
    statement = statement.join(Round, col(Round.id) == Assignment.round_id)
    statement = statement.join(Entry, col(Entry.id) == Assignment.entry_id)
    statement = statement.join(Organisation, col(Organisation.id) == Assignment.school_id)
    statement = statement.join(Room, col(Room.id) == Entry.room_id, isouter=True)
    statement = statement.where(Assignment.rater_id == rater_id, Assignment.state != AssignmentState.WITHDRAWN)
    for beside in (Round, Entry, Organisation):  # they are the assignment's own, which is found within the scope
        statement = within(SYSTEM_SCOPE, statement, beside)
    return within(scope, unowned(statement, Room), Assignment)


def _row(row: Assignment, round_: Round, entry: Entry, school: str, room: str | None, *, done: int) -> MySheetRow:
    return MySheetRow(
        id=row.id or 0, round_id=row.round_id, round=round_.title, kind=round_.kind, round_state=round_.state,
        entry_id=row.entry_id, entry_state=entry.state, school_id=row.school_id, school=school, room=room or "",
        state=row.state, due_on=round_.review_until, done=done, items=len(thawed(round_.rubric).by_code),
        edition=row.edition, remark=row.remark, submitted_at=row.submitted_at, shows_self=round_.shows_self,
        rubric=round_.rubric,
    )  # fmt: skip


def _done(session: Session, ids: list[int]) -> dict[int, int]:
    """Marks by assignment, of assignments that were found as the rater's own."""
    key = col(ItemMark.assignment_id)
    counted: Any = select(key, func.count()).where(key.in_(ids))
    return dict(iter(session.exec(within(SYSTEM_SCOPE, counted, ItemMark).group_by(key))))


def _marks(session: Session, assignment_id: int) -> dict[str, MyMark]:
    statement = select(ItemMark).where(ItemMark.assignment_id == assignment_id)
    rows = session.exec(within(SYSTEM_SCOPE, statement, ItemMark))
    return {row.code: MyMark(unpacked(row.value), row.reason, row.points, row.edition, row.at) for row in rows}


def _selfs(session: Session, scope: Scope, entry_id: int) -> dict[str, SelfSeen]:
    statement = select(SelfMark).where(SelfMark.entry_id == entry_id)
    rows = session.exec(within(scope, statement, SelfMark))
    return {row.code: SelfSeen(unpacked(row.value), row.note) for row in rows}


def _evidence(session: Session, scope: Scope, entry_id: int) -> dict[str, tuple[EvidenceName, ...]]:
    facts: Any = (EvidenceLink.code, Evidence.id, Evidence.title, Evidence.kind, Evidence.taken_on)
    statement: Any = select(*facts).join(Evidence, col(Evidence.id) == EvidenceLink.evidence_id)
    statement = statement.where(EvidenceLink.entry_id == entry_id).order_by(col(EvidenceLink.id))
    found: dict[str, tuple[EvidenceName, ...]] = {}
    for code, *named in session.exec(within(scope, within(scope, statement, EvidenceLink), Evidence)):
        found[code] = (*found.get(code, ()), EvidenceName(*named))
    return found
