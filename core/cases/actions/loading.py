"""Rows that an act is about: found within the actor's scope, and held until the unit of work ends."""

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope
from core.cases import packs
from core.cases.rules.deciding import still_counts
from core.cases.rules.states import CaseState
from core.cases.tables import Case, Entry, Warning
from core.database import within
from core.errors import NotFound, Refused
from core.students.tables import Person


def warned(session: Session, scope: Scope, warning_id: int) -> Warning:
    """The warning, and its person, held: two decisions about one person wait for each other. NotFound outside the scope."""
    theirs = within(scope, select(col(Warning.person_id)).where(Warning.id == warning_id), Warning)
    person_id = session.exec(theirs).first()
    if person_id is None:
        raise NotFound
    hold(session, person_id)
    statement = within(scope, select(Warning).where(Warning.id == warning_id), Warning)
    found = session.exec(statement.with_for_update(key_share=True).execution_options(populate_existing=True)).first()
    if found is None:  # it left the scope while we waited
        raise NotFound
    return found


def hold(session: Session, person_id: int) -> None:
    """Let whoever else decides about this person wait until the unit of work ends."""
    statement = within(SYSTEM_SCOPE, select(col(Person.id)).where(Person.id == person_id), Person)
    session.exec(statement.with_for_update(key_share=True)).one()


def open_case_of(session: Session, person_id: int) -> Case | None:
    """The person's open case, held, wherever it lies: a second one may not be, whoever sees the first."""
    statement = select(Case).where(Case.person_id == person_id, col(Case.state) != CaseState.CLOSED)
    held = within(SYSTEM_SCOPE, statement, Case).with_for_update(key_share=True)
    return session.exec(held.execution_options(populate_existing=True)).first()


def case_of_warning(session: Session, warning: Warning) -> Case | None:
    """The case that a loaded warning is or was in."""
    statement = select(Case).where(Case.id == warning.case_id)
    return session.exec(within(SYSTEM_SCOPE, statement, Case)).first() if warning.case_id else None


def person_of(session: Session, scope: Scope, case_id: int) -> int:
    """Whose case it is, before anything is held; NotFound outside the scope."""
    statement = within(scope, select(col(Case.person_id)).where(Case.id == case_id), Case)
    found = session.exec(statement).first()
    if found is None:
        raise NotFound
    return found


def count_interviews(session: Session, warning: Warning) -> int:
    """How many interviews to decide by are written down for a warning that was found within the scope."""
    written = select(col(Entry.at)).where(
        Entry.warning_id == warning.id, col(Entry.form).in_(packs.interviews()), col(Entry.replaced_by).is_(None)
    )  # fmt: skip
    return sum(
        still_counts(at, decided_at=warning.decided_at, revised_at=warning.revised_at, urgent=warning.urgent)
        for at in session.exec(within(SYSTEM_SCOPE, written, Entry))
    )


def check_open(case: Case) -> None:
    """Raise Refused("cases.closed") for a case that is closed."""
    if case.state is CaseState.CLOSED:
        raise Refused("cases.closed")
