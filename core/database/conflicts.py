"""What a database says when two acts meet, told as a Conflict."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from core.errors import Conflict

TAKEN = frozenset({"23505", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"})
"""A unique key that is there already: PostgreSQL's SQLSTATE, SQLite's name of the result code."""
LOST = frozenset({"40001", "40P01", "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED"})
"""Two acts that have no order (serialization, deadlock), and a file that stays locked."""


@contextmanager
def told() -> Iterator[None]:
    """Raise Conflict where another act came first; whatever else is wrong stays what it is."""
    try:
        yield
    except (IntegrityError, OperationalError) as error:
        if _code(error) in TAKEN | LOST:
            raise Conflict from error
        raise


def _code(error: DBAPIError) -> str | None:
    """What the driver calls it: the words of a message may change, and quote what somebody typed."""
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    return code if isinstance(code, str) else None
