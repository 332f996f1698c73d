"""Whether a person's open case lies with another school than the warning."""

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.cases.rules.states import CaseState
from core.cases.tables import Case, Warning
from core.database import within


def lies_elsewhere(session: Session, scope: Scope, *, warning_id: int) -> bool:
    """Whether the person of a warning within the scope has an open case at another school; nothing else of it is told."""
    facts = select(col(Warning.person_id), col(Warning.school_id)).where(Warning.id == warning_id)
    found = session.exec(within(scope, facts, Warning)).first()
    if found is None:
        return False
    person_id, school_id = found
    statement = within(SYSTEM_SCOPE, select(col(Case.id)), Case).where(
        col(Case.person_id) == person_id, col(Case.school_id) != school_id, col(Case.state) != CaseState.CLOSED
    )
    return session.exec(statement).first() is not None
