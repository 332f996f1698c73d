"""Some of the changes that an import would make, with names masked."""

import polars as pl
from sqlmodel import Session, col, select

from core.access import Scope, mask_name
from core.database import within
from core.students.queries.people import school_names
from core.students.rules.changes import Change
from core.students.rules.outcomes import ChangeRow, Standing
from core.students.tables import Person

SHOWN = 60
ORDER = (Change.MOVED, Change.CHANGED, Change.NEW)


def sample(session: Session, scope: Scope, planned: pl.DataFrame) -> tuple[ChangeRow, ...]:
    """At most sixty rows of a plan that change something: moved, changed and new ones in turn."""
    parts = [planned.filter(pl.col("change") == change.value).head(SHOWN // len(ORDER)) for change in ORDER]
    chosen = pl.concat(parts).to_dicts()
    known = _people(session, scope, [row["person_id"] for row in chosen if row["person_id"]])
    names = school_names(session, {row[key] for row in chosen for key in ("school_id", "known_school") if row[key]})
    return tuple(_row(row, known, names) for row in chosen)


def _people(session: Session, scope: Scope, ids: list[int]) -> dict[int, Person]:
    found = session.exec(within(scope, select(Person).where(col(Person.id).in_(ids)), Person))
    return {person.id or 0: person for person in found}


def _row(row: dict[str, object], known: dict[int, Person], names: dict[int, str]) -> ChangeRow:
    person = known.get(_whole(row["person_id"]))
    after = Standing(names.get(_whole(row["school_id"]), ""), _whole(row["grade"]), _text(row["class_name"]))
    before = None
    if person:
        year = row["year_grade"]
        school = _whole(row["year_school"] or row["known_school"])
        before = Standing(names.get(school, ""), None if year is None else _whole(year), _text(row["year_class_name"]))
    told = _told(row, person) if person else ()
    renamed = mask_name(person.name) if person and "name" in told else None
    return ChangeRow(Change(str(row["change"])), mask_name(str(row["name"])), before, after, told, renamed)


def _told(row: dict[str, object], person: Person) -> tuple[str, ...]:
    facts = {"name": person.name, "sex": person.sex.value, "birth_date": person.birth_date, "groups": person.groups}
    told = [key for key, before in facts.items() if (row[key] or "") != (before or "")]
    return (*told, "returned") if row["left"] else tuple(told)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
