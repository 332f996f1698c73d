"""The base of every table, and the marks that tell which organisation owns a row."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Enum, MetaData, Table
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """A private registry, so that a hot reload never meets its own tables again."""


def owned(
    owner: str, *, klass: str | None = None, levels: tuple[str, ...] = (), staff: str | None = None
) -> dict[str, Any]:
    """`__table_args__` of a table whose rows belong to the organisation in column `owner`.

    `klass` and `levels` name the columns that narrow a scope to classes and to handling levels (any of them will do),
    `staff` the one that says the row concerns a teacher; without `klass`, somebody whose scope is a few classes sees no
    row at all.
    """
    return {"info": {"owner": owner, "klass": klass, "levels": levels, "staff": staff}}


def part_of(parent: str, key: str) -> dict[str, Any]:
    """`__table_args__` of a table whose rows belong to whoever owns the row of table `parent` that column `key` names."""
    return {"info": {"owner": key, "parent": parent}}


def coded(kind: type[StrEnum]) -> Any:
    """The column type of an enumeration, stored as its value in plain text, alike on every engine."""
    return Enum(
        kind, native_enum=False, length=24, values_callable=lambda members: [member.value for member in members]
    )


def is_owned(table: Table) -> bool:
    """Whether reading `table` needs a scope."""
    return "owner" in table.info
