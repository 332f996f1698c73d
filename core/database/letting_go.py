"""Kept files that nothing refers to any more: taken off the disk once the act that let go of them is committed."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import literal, or_, select
from sqlmodel import Session

from core.database import files, guard
from core.database.base import Base, is_owned

NAMING = frozenset({"digest", "thumb", "scan", "file_digest", "exempt_paper"})
"""Columns that hold the address of a kept file, whatever the table; a row that was marked as removed holds none."""
LONG = 64  # characters of an address
GOING = "files_let_go"


def let_go(session: Session, *digests: str) -> None:
    """Take these files off the disk after the session's act, those that some row still names left out.

    Nothing goes when the act is rolled back. Meant for what must not be found again, as a face before it was blurred.
    """
    session.info.setdefault(GOING, set()).update(one for one in digests if one)


def carry_out(session: Session) -> None:
    """What the act that was just committed let go of. On SQLite nobody writes between the look and the removal."""
    going: set[str] = session.info.pop(GOING, set())
    if not going:
        return
    with session.begin():
        for digest in sorted(going):
            if not any(session.execute(look).first() for look in _looks(digest)):
                files.remove(digest)


def _looks(digest: str) -> Iterator[Any]:  # statements
    """For every table that names kept files, whether a row of it names this one."""
    for table in Base.metadata.tables.values():
        naming = [
            column == digest for column in table.columns
            if column.name in NAMING and getattr(column.type, "length", None) == LONG
        ]  # fmt: skip
        if not naming:
            continue
        look = select(literal(1)).select_from(table).where(or_(*naming)).limit(1)
        if "removed_at" in table.columns:
            look = look.where(table.columns["removed_at"].is_(None))
        yield guard.unowned(look, table) if is_owned(table) else look
