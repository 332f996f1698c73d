"""Every place where a sealed value is stored, so that keys can be changed and checked without forgetting one."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import LargeBinary, MetaData, Table, type_coerce

from core.database import Sealed


class SealedColumn(NamedTuple):
    """A column of sealed values, the label they are sealed under, and the key columns of its table."""

    table: Table
    name: str
    label: str

    @property
    def stored(self) -> Any:
        """The column as raw bytes, not opened."""
        return type_coerce(self.table.c[self.name], LargeBinary).label(self.name)


def sealed_columns(metadata: MetaData) -> Iterator[SealedColumn]:
    """All sealed columns: those of type Sealed, and raw ones whose column info says {"sealed": label}."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed):
                yield SealedColumn(table, column.name, column.type.label)
            elif "sealed" in column.info:
                yield SealedColumn(table, column.name, str(column.info["sealed"]))
