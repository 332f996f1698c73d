"""One person: see the full name, correct a fact, mark who left."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core import audit
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import Conflict, NotFound, Refused
from core.organisations.tables import SchoolClass
from core.sheets.cells import tidy
from core.students.queries.indexes import fingerprints, name_indexes
from core.students.rules import Purpose, Sex, SpecialGroup
from core.students.rules.names import LONGEST, clean_name
from core.students.rules.outcomes import Revealed
from core.students.rules.purposes import LEAST_WORDS, purpose_text
from core.students.rules.words import Groups, stored_groups
from core.students.tables import Enrolment, Person


def reveal(session: Session, actor: Actor, *, person_id: int, purpose: Purpose, note: str = "") -> Revealed:
    """The full name and number of one person; the record keeps who looked, when and what for.

    Special groups are told to those who keep rosters or may see scores there. Raises NotFound outside the scope, Refused
    when 其他 is not explained.
    """
    scope = require(actor, Capability.SEE_NAMES)
    words = purpose_text(purpose, note)
    if words is None:
        raise Refused("students.purpose_needed", least=LEAST_WORDS)
    person = _load(session, scope, person_id)
    audit.record(session, actor, "person.revealed", person, org_id=person.school_id, purpose=words, why=purpose.value)
    told = any(
        _is_within(session, actor.over(right), person_id) for right in (Capability.MANAGE_ROSTER, Capability.SEE_SCORES)
    )
    groups = stored_groups(person.groups) if told else None
    return Revealed(person_id, person.name, person.number, person.birth_date, groups)


def correct(
    session: Session,
    actor: Actor,
    *,
    person_id: int,
    version: str,
    name: str | None = None,
    sex: Sex | None = None,
    groups: Collection[SpecialGroup] | None = None,
    class_id: int | None = None,
) -> Person:
    """Change what is given of one person; None leaves a fact as it is. A class also sets the grade of its school year.

    `version` is that of the card that was looked at; raises Conflict when somebody changed the person since.
    """
    scope = require(actor, Capability.MANAGE_ROSTER)
    person = _load(session, scope, person_id)
    if person.fingerprint.hex() != version:
        raise Conflict("students.changed_meanwhile")
    given = {"name": name, "sex": sex, "groups": groups, "class_id": class_id}
    if name is not None:
        person.name = _named(name)
        (person.name_index,) = name_indexes([person.name])
    person.sex = sex or person.sex
    person.groups = person.groups if groups is None else Groups(tuple(groups)).text or None
    (person.fingerprint,) = fingerprints([(person.name, person.sex.value, person.birth_date, person.groups)])
    if class_id is not None:
        _seat(session, scope, person, class_id)
    session.flush()
    changed = ",".join(key for key, value in given.items() if value is not None)
    audit.record(session, actor, "person.corrected", person, org_id=person.school_id, changed=changed)
    return person


def mark_left(session: Session, actor: Actor, *, person_id: int, school_year: int, left: bool = True) -> Enrolment:
    """Say that somebody left the school during a school year, or did not after all; the file stays."""
    scope = require(actor, Capability.MANAGE_ROSTER)
    person = _load(session, scope, person_id)
    row = _enrolment(session, scope, person_id, school_year)
    if row is None:
        raise Refused("students.not_enrolled")
    row.left = left
    if not _is_later(session, scope, person_id, school_year):
        person.class_id = None if left else row.class_id
    session.flush()
    action = "person.left" if left else "person.returned"
    audit.record(session, actor, action, person, org_id=person.school_id, school_year=school_year)
    return row


def _load(session: Session, scope: Scope, person_id: int) -> Person:
    statement = within(scope, select(Person).where(Person.id == person_id), Person)
    person = session.exec(statement.with_for_update(of=Person)).first()
    if person is None:
        raise NotFound
    return person


def _is_within(session: Session, scope: Scope, person_id: int) -> bool:
    return session.exec(within(scope, select(Person.id).where(Person.id == person_id), Person)).first() is not None


def _named(text: str) -> str:
    name = clean_name(tidy(text))
    if not name or len(name) > LONGEST:
        raise Refused("students.bad_name", most=LONGEST)
    return name


def _seat(session: Session, scope: Scope, person: Person, class_id: int) -> None:
    """Put a person into a class of their school, in that class's year."""
    statement = select(SchoolClass).where(SchoolClass.id == class_id, SchoolClass.school_id == person.school_id)
    klass = session.exec(within(scope, statement, SchoolClass)).first()
    if klass is None:
        raise Refused("students.class_of_other_school")
    row = _enrolment(session, scope, person.id or 0, klass.school_year)
    row = row or Enrolment(person_id=person.id or 0, school_year=klass.school_year, school_id=person.school_id, grade=0)
    row.school_id, row.class_id, row.grade, row.left = person.school_id, class_id, klass.grade, False
    session.add(row)
    if not _is_later(session, scope, person.id or 0, klass.school_year):
        person.class_id = class_id


def _enrolment(session: Session, scope: Scope, person_id: int, school_year: int) -> Enrolment | None:
    statement = select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.school_year == school_year)
    return session.exec(within(scope, statement, Enrolment)).first()


def _is_later(session: Session, scope: Scope, person_id: int, school_year: int) -> bool:
    statement = select(Enrolment.id).where(Enrolment.person_id == person_id, col(Enrolment.school_year) > school_year)
    return session.exec(within(scope, statement, Enrolment)).first() is not None
