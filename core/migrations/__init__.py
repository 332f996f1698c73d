"""The schema's history (Alembic), applied at start after a backup copy of a SQLite file."""

import sqlite3
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from core import settings

HERE = Path(__file__).resolve().parent
KEPT_BACKUPS = 10


def upgrade(engine: Engine, *, now: datetime) -> list[str]:
    """Bring the database to the newest schema; answers the revisions applied, oldest first. A new one is made whole."""
    pending = _pending(engine)
    if pending:
        back_up_sqlite(now)
        with engine.execution_options(writes=True).begin() as connection:
            command.upgrade(_config(connection), "head")
    return pending


def back_up_sqlite(now: datetime) -> Path | None:
    """A consistent copy of the SQLite file under data/var/backups/; None when there is nothing to copy."""
    current = settings.current()
    source = current.sqlite_file
    if source is None or not source.exists() or source.stat().st_size == 0:
        return None
    folder = current.var / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{source.stem}-{now:%Y%m%dT%H%M%S%f}.sqlite"
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    target.chmod(0o600)
    for stale in sorted(folder.glob(f"{source.stem}-*.sqlite"))[:-KEPT_BACKUPS]:
        stale.unlink()
    return target


def newest() -> str | None:
    """The revision this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _pending(engine: Engine) -> list[str]:
    script = ScriptDirectory.from_config(_config())
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    steps = script.iterate_revisions("head", current or "base")
    return [step.revision for step in steps][::-1]


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config
