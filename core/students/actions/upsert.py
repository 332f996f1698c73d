"""Rows of people and enrolments written set-based: staged, then INSERT … SELECT … ON CONFLICT DO UPDATE where changed."""

from typing import Any

import polars as pl
from sqlalchemy import Integer, LargeBinary, String, Table, false, literal, or_, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import Base, bulk, cipher, within
from core.organisations.tables import Organisation
from core.students.queries.indexes import tail_indexes
from core.students.rules import Population
from core.students.tables import Enrolment, Person

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
SEALED = ("number", "name", "birth_date", "groups")
PERSON_COLUMNS: dict[str, TypeEngine[Any]] = {
    "number_index": LargeBinary(), "tail_index": LargeBinary(), "name_index": LargeBinary(), "number": LargeBinary(),
    "name": LargeBinary(), "birth_date": LargeBinary(), "groups": LargeBinary(), "sex": String(), "fingerprint": LargeBinary(),
    "school_id": Integer(), "class_id": Integer(),
}  # fmt: skip
ENROLMENT_COLUMNS: dict[str, TypeEngine[Any]] = {
    "number_index": LargeBinary(), "school_id": Integer(), "class_id": Integer(), "grade": Integer(),
}  # fmt: skip


def upsert_people(session: Session, scope: Scope, rows: pl.DataFrame, *, population: Population) -> None:
    """Write placed rows of people. Somebody who has meanwhile appeared outside the scope is left alone."""
    if rows.is_empty():
        return
    staged = bulk.stage(session, PERSON_COLUMNS, _sealed(rows))
    told: tuple[Any, ...] = (*staged.c, literal(population.value))
    source = select(*told).where(true()).order_by(staged.c.number_index)
    table = Person.__table__  # type: ignore[attr-defined]  # SQLModel makes it
    insert = insert_into(session, Person).from_select([*PERSON_COLUMNS, "population"], source)
    new, inside = insert.excluded, within(scope, select(Organisation.id), Organisation)
    changed = or_(*(table.c[key].is_distinct_from(new[key]) for key in ("fingerprint", "school_id", "class_id")))
    updated = {key: new[key] for key in PERSON_COLUMNS if key != "number_index"}
    session.exec(
        insert.on_conflict_do_update(
            index_elements=["number_index"], set_=updated, where=changed & table.c.school_id.in_(inside)
        )
    )
    bulk.discard(session, staged)
    bulk.look_over(session, Person, rows.height)


def upsert_enrolments(session: Session, scope: Scope, rows: pl.DataFrame, *, school_year: int) -> None:
    """Write where people within the scope are in one school year; whoever had left is back."""
    if rows.is_empty():
        return
    columns = rows.select("number_index", "school_id", "class_id", "grade").sort("number_index")
    staged = bulk.stage(session, ENROLMENT_COLUMNS, columns.iter_rows())
    insert = insert_into(session, Enrolment).from_select(
        ["person_id", "school_year", "school_id", "class_id", "grade", "left"],
        within(scope, _enrolling(staged, school_year), Person),
    )
    new = insert.excluded
    session.exec(
        insert.on_conflict_do_update(
            index_elements=["person_id", "school_year"],
            set_={key: new[key] for key in ("school_id", "class_id", "grade", "left")},
        )
    )
    bulk.discard(session, staged)
    bulk.look_over(session, Enrolment, rows.height)


def _enrolling(staged: Table, school_year: int) -> Any:
    told: tuple[Any, ...] = (
        Person.id,
        literal(school_year),
        staged.c.school_id,
        staged.c.class_id,
        staged.c.grade,
        false(),
    )
    return select(*told).join(staged, staged.c.number_index == col(Person.number_index))


def insert_into(session: Session, model: type[Base]) -> Any:
    """The engine's own INSERT, which knows ON CONFLICT."""
    return INSERTS[session.get_bind().dialect.name](model)


def _sealed(rows: pl.DataFrame) -> Any:
    """The staged values, sealed under the labels of their columns."""
    sealed = {key: _seal(key, rows[key].to_list()) for key in SEALED}
    return zip(
        rows["number_index"].to_list(),
        tail_indexes(rows["number"].to_list()),
        rows["new_name_index"].to_list(),
        *(sealed[key] for key in SEALED),
        rows["sex"].to_list(),
        rows["new_fingerprint"].to_list(),
        rows["own_school"].to_list(),
        rows["own_class"].to_list(),
        strict=True,
    )


def _seal(key: str, texts: list[str | None]) -> list[bytes | None]:
    sealed = iter(cipher().seal_all(f"person.{key}", (text.encode() for text in texts if text is not None)))
    return [None if text is None else next(sealed) for text in texts]
