"""How old people are."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.students.rules.ages import age_on
from core.students.tables import Person


def ages(session: Session, scope: Scope, *, people: Collection[int], on: date) -> dict[int, int | None]:
    """Full years of age on a day by person, of those within `scope`; None where the roster has no birth date."""
    statement = select(col(Person.id), col(Person.birth_date)).where(col(Person.id).in_(sorted(people)))
    found = session.exec(within(scope, statement, Person))
    return {key or 0: age_on(date.fromisoformat(birth), on) if birth else None for key, birth in found}
