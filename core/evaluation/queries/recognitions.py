"""认定名册: who is recognised as what, until when; and which results of a round may be entered."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.database import unowned, within
from core.evaluation.queries.results import result_rows
from core.evaluation.queries.rounds import round_seen
from core.evaluation.rules.recognising import SOON, RecognitionState, state_of
from core.evaluation.rules.states import Rank
from core.evaluation.tables import Entry, Recognition, Room
from core.organisations.tables import Organisation


class RecognitionRow(NamedTuple):
    """One line of the register, as it stands on the day that was asked for."""

    id: int
    school_id: int
    school: str
    room: str
    title: str
    grade: str
    rank: Rank
    number: str
    granted_on: date
    valid_until: date | None
    round_id: int | None
    withdrawn_on: date | None
    withdrawn_reason: str
    state: RecognitionState

    @property
    def place(self) -> str:
        """The school, and which of its rooms."""
        return f"{self.school} · {self.room}" if self.room else self.school


class Recognisable(NamedTuple):
    """A result of a round that may be recognised; `number` is the one it stands under already, None while it does not."""

    entry_id: int
    school_id: int
    room_id: int | None
    place: str
    grade: str
    number: str | None


def recognitions(
    session: Session,
    scope: Scope,
    *,
    today: date,
    states: Collection[RecognitionState] = (),
    ranks: Collection[Rank] = (),
    words: str = "",
    below: str = "/",
    offset: int = 0,
    limit: int | None = None,
) -> list[RecognitionRow]:
    """The register of the schools within `scope` at or below the path `below`, the newest first.

    `words` are sought in the names of schools, in titles and numbers.
    """
    statement = _chosen(_joined(_FACTS), today, states, ranks, words, below)
    ordered = statement.order_by(col(Recognition.granted_on).desc(), col(Recognition.id).desc())
    found = session.exec(within(scope, ordered, Recognition).offset(offset).limit(limit))
    return [_row(row, school, room or "", today) for row, school, room in found]


def count_recognitions(
    session: Session,
    scope: Scope,
    *,
    today: date,
    states: Collection[RecognitionState] = (),
    ranks: Collection[Rank] = (),
    words: str = "",
    below: str = "/",
) -> int:
    """How many `recognitions` there are."""
    statement = _chosen(_joined((func.count(),)), today, states, ranks, words, below)
    return int(session.exec(within(scope, statement, Recognition)).one())


def recognisable(session: Session, scope: Scope, *, round_id: int, standard: str) -> list[Recognisable]:
    """The results of a round by one standard that may be entered, best grade first and then by school.

    Those with a grade and without a veto; where the rubric knows no grades, all without a veto.
    """
    rows = result_rows(session, scope, round_id=round_id, standard=standard)
    if not rows:
        return []
    lines = [line for line in round_seen(session, scope, round_id).spec.lines if line.standard in ("", standard)]
    order = [line.title for line in sorted(lines, key=lambda line: -line.at_least)]
    rooms, known = _rooms(session, scope, round_id), _known(session, scope, round_id)
    found = [
        Recognisable(
            row.entry_id, row.school_id, rooms.get(row.entry_id), row.place, row.grade, known.get(row.entry_id)
        )
        for row in rows
        if not row.vetoes and (row.grade or not order)
    ]
    return sorted(found, key=lambda one: (order.index(one.grade) if one.grade in order else len(order), one.place))


_FACTS: Any = (Recognition, col(Organisation.name), col(Room.name))


def _joined(facts: Any) -> Any:
    statement: Any = select(*facts).select_from(Recognition)
    statement = statement.join(Organisation, col(Organisation.id) == Recognition.school_id)
    statement = statement.join(Room, col(Room.id) == Recognition.room_id, isouter=True)
    return unowned(within(SYSTEM_SCOPE, statement, Organisation), Room)


def _chosen(
    statement: Any,
    today: date,
    states: Collection[RecognitionState],
    ranks: Collection[Rank],
    words: str,
    below: str,
) -> Any:
    statement = statement.where(col(Organisation.path).startswith(below))
    if states:
        statement = statement.where(or_(*(_stands(one, today) for one in states)))
    if ranks:
        statement = statement.where(col(Recognition.rank).in_(list(ranks)))
    if sought := words.strip():
        texts = (Organisation.name, Recognition.title, Recognition.number)
        statement = statement.where(or_(*(col(text).contains(sought, autoescape=True) for text in texts)))
    return statement


def _stands(state: RecognitionState, today: date) -> Any:
    """The state as SQL: what rules.recognising.state_of says of a row."""
    kept, until = col(Recognition.withdrawn_on).is_(None), col(Recognition.valid_until)
    match state:
        case RecognitionState.WITHDRAWN:
            return col(Recognition.withdrawn_on).is_not(None)
        case RecognitionState.EXPIRED:
            return and_(kept, until < today)
        case RecognitionState.EXPIRING:
            return and_(kept, until >= today, until <= today + SOON)
        case RecognitionState.VALID:
            return and_(kept, or_(until.is_(None), until > today + SOON))


def _row(row: Recognition, school: str, room: str, today: date) -> RecognitionRow:
    same = [name for name in RecognitionRow._fields if name not in ("school", "room", "state")]
    state = state_of(row.withdrawn_on, row.valid_until, today)
    return RecognitionRow(school=school, room=room, state=state, **{name: getattr(row, name) for name in same})


def _rooms(session: Session, scope: Scope, round_id: int) -> dict[int, int | None]:
    statement = select(col(Entry.id), col(Entry.room_id)).where(Entry.round_id == round_id)
    return {key or 0: room for key, room in session.exec(within(scope, statement, Entry))}


def _known(session: Session, scope: Scope, round_id: int) -> dict[int, str]:
    statement = select(col(Recognition.entry_id), col(Recognition.number)).where(
        Recognition.round_id == round_id, col(Recognition.withdrawn_on).is_(None)
    )
    return {key: number for key, number in session.exec(within(scope, statement, Recognition)) if key}
