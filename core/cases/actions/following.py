"""Open cases and undecided warnings go along when people move up a class."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col

from core.access import SYSTEM_SCOPE
from core.cases.rules.states import OPEN_STATES, CaseState
from core.cases.tables import Case, Warning
from core.database import within
from core.students.tables import Person


def follow_classes(session: Session) -> int:
    """Let what is open stand in the class its person is in today, within the same school; answers how many rows moved.

    Part of the act that moved the people, which asked for the right and writes the audit row: whoever heads the new class
    then sees what concerns it, and whoever headed the old one does not any more.
    """
    moved = _move(session, Case, col(Case.state) != CaseState.CLOSED)
    moved += _move(session, Warning, col(Warning.state).in_(sorted(OPEN_STATES)))
    session.expire_all()
    return moved


def _move(session: Session, table: Any, open_: Any) -> int:
    theirs = (col(Person.id) == table.person_id, col(Person.school_id) == table.school_id)
    moved = col(Person.class_id).is_distinct_from(table.class_id)
    statement = update(table).where(open_, *theirs, moved).values(class_id=col(Person.class_id))
    everywhere = within(SYSTEM_SCOPE, within(SYSTEM_SCOPE, statement, table), Person)
    result = session.execute(everywhere, execution_options={"synchronize_session": False, "preserve_rowcount": True})
    return result.rowcount if isinstance(result, CursorResult) else 0
