"""The people behind rows that were read within a scope: masked names, places; full names for those who may."""

from collections.abc import Collection
from typing import NamedTuple

from sqlmodel import Session, col, select

from core.access import SYSTEM_SCOPE, Scope, mask_name, mask_number
from core.database import within
from core.organisations.tables import Organisation, SchoolClass
from core.students.tables import Person


class Face(NamedTuple):
    """Somebody as a list shows them."""

    name: str
    number: str


class Places(NamedTuple):
    """Names of schools and classes by id."""

    schools: dict[int, str]
    classes: dict[int | None, str]


def masked(session: Session, scope: Scope, people: Collection[int]) -> dict[int, Face]:
    """Masked name and number by person, for those whose file lies within the scope."""
    full = named(session, scope, people)
    return {person: Face(mask_name(face.name), mask_number(face.number)) for person, face in full.items()}


def named(session: Session, scope: Scope, people: Collection[int]) -> dict[int, Face]:
    """Full name and number by person: `scope` is where the asker may see names, and the act has to be written down."""
    statement = select(col(Person.id), col(Person.name), col(Person.number)).where(col(Person.id).in_(sorted(people)))
    return {key or 0: Face(name, number) for key, name, number in session.exec(within(scope, statement, Person))}


def places(session: Session, schools: Collection[int], classes: Collection[int | None] = ()) -> Places:
    """Names of the schools and classes of rows that were read within a scope: such names are no secret."""
    wanted = sorted({class_id for class_id in classes if class_id})
    of_schools = select(col(Organisation.id), col(Organisation.name)).where(col(Organisation.id).in_(sorted(schools)))
    of_classes = select(col(SchoolClass.id), col(SchoolClass.name)).where(col(SchoolClass.id).in_(wanted))
    return Places(
        {key or 0: name for key, name in session.exec(within(SYSTEM_SCOPE, of_schools, Organisation))},
        dict(iter(session.exec(within(SYSTEM_SCOPE, of_classes, SchoolClass)))),
    )
