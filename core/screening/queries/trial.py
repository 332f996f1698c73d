"""The demo's file to try an upload with."""

from pathlib import Path

from sqlmodel import Session

from core import settings
from core.accounts.queries import is_demo


def trial_path() -> Path:
    """Where the demo keeps its make-up file with a few seeded mistakes."""
    return settings.current().var / "demo" / "补测作答_带几处小错.xlsx"


def trial_file(session: Session) -> bytes | None:
    """That file, in a demo; None in an installation at work."""
    path = trial_path()
    return path.read_bytes() if is_demo(session) and path.exists() else None
