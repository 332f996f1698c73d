"""Opening somebody's file in an emergency, and giving it back."""

from datetime import datetime

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Actor, Capability, require
from core.cases.actions.notices import notify
from core.cases.rules.glass import LASTS, checked_reason
from core.cases.rules.notices import NoticeCode
from core.cases.rules.states import CaseState
from core.cases.tables import Case, Glass, Responder
from core.database import within
from core.errors import NotFound
from core.students.rules import Population
from core.students.tables import Person


def break_glass(session: Session, actor: Actor, *, person_id: int, reason: str) -> datetime:
    """Open one person's file for a day, whatever level looks after them; answers until when.

    Written down, and whoever is responsible for the person is told. Raises NotFound for somebody out of reach and
    Refused("cases.glass_reason") where the reason says too little.
    """
    scope = require(actor, Capability.BREAK_GLASS)
    person = session.exec(within(scope, select(Person).where(Person.id == person_id), Person)).first()
    if person is None:
        raise NotFound
    now, why = clock.now(), checked_reason(reason)
    glass = Glass(account_id=actor.user_id, person_id=person_id, reason=why, at=now, until=now + LASTS)
    session.add(glass)
    session.flush()
    told = notify(
        session, _keepers(session, person) - {actor.user_id}, NoticeCode.GLASS_BROKEN, at=now, person_id=person_id
    )
    audit.record(
        session, actor, "glass.broken", glass, org_id=person.school_id, purpose=why, person_id=person_id, told=told
    )
    return glass.until


def give_back_glass(session: Session, actor: Actor, *, person_id: int) -> None:
    """Close a file that the actor opened in an emergency, before its day is over; raises NotFound where none is open."""
    require(actor, Capability.BREAK_GLASS)
    now = clock.now()
    held = (Glass.account_id == actor.user_id, Glass.person_id == person_id, col(Glass.given_back_at).is_(None))
    rows = session.exec(select(Glass).where(*held, col(Glass.until) > now)).all()
    if not rows:
        raise NotFound
    for row in rows:
        row.given_back_at = now
    audit.record(session, actor, "glass.given_back", rows[-1], person_id=person_id)


def _keepers(session: Session, person: Person) -> set[int | None]:
    """Who is responsible for the person's open case, and the school's responder, wherever the reader's scope ends."""
    of_case = select(col(Case.responsible_id)).where(Case.person_id == person.id, Case.state != CaseState.CLOSED)
    keepers = set(session.exec(within(SYSTEM_SCOPE, of_case, Case)))
    if person.population is Population.TEACHER:
        return keepers  # what concerns a teacher is not for the colleagues
    of_school = select(col(Responder.account_id)).where(Responder.school_id == person.school_id)
    return keepers | set(session.exec(within(SYSTEM_SCOPE, of_school, Responder)))
