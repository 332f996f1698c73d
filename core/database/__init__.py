"""The database: engine, units of work, the scope guard, encrypted columns, bulk loads, kept files."""

from core.database.base import Base, coded, owned, part_of
from core.database.crypt import Sealed, cipher
from core.database.engine import engine, engine_for, reading, writing
from core.database.guard import Unscoped, unowned, within
from core.database.letting_go import let_go

__all__ = [
    "Base",
    "Sealed",
    "Unscoped",
    "cipher",
    "coded",
    "engine",
    "engine_for",
    "let_go",
    "owned",
    "part_of",
    "reading",
    "unowned",
    "within",
    "writing",
]
