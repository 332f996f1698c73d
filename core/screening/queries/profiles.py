"""What the roster says of people beside their names."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from core.access import Scope
from core.database import within
from core.students.rules import Sex, SpecialGroup
from core.students.rules.words import stored_groups
from core.students.tables import Person


class Profile(NamedTuple):
    """Sex, birth date and special groups of one person."""

    sex: Sex
    birth_date: date | None
    groups: tuple[SpecialGroup, ...]

    def age(self, today: date) -> int | None:
        """Whole years on that day."""
        if self.birth_date is None:
            return None
        born = self.birth_date
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def profiles(session: Session, scope: Scope, people: Collection[int]) -> dict[int, Profile]:
    """Profiles by person; `scope` is where scores may be seen, which special groups are told along with."""
    facts = (col(Person.id), col(Person.sex), col(Person.birth_date), col(Person.groups))
    statement = select(*facts).where(col(Person.id).in_(sorted(people)))
    return {
        key or 0: Profile(sex, date.fromisoformat(born) if born else None, stored_groups(groups))
        for key, sex, born, groups in session.exec(within(scope, statement, Person))
    }
