"""Declaring an empty installation to be a demo."""

from datetime import datetime

from sqlmodel import Session

from core import audit
from core.accounts.queries import needs_first_administrator
from core.accounts.tables import Installation
from core.errors import Refused

DEMO_PASSWORD = "Shouwang-demo-1"  # noqa: S105  # printed on the demo's sign-in page; opens fictitious data alone


def become_demo(session: Session, *, now: datetime) -> None:
    """Mark this installation as a demo, whose accounts share DEMO_PASSWORD. Raises Refused when anything exists already."""
    if not needs_first_administrator(session):
        raise Refused("installation.not_empty")
    row = Installation(demo=True, since=now)
    session.add(row)
    session.flush()
    audit.record(session, None, "installation.became_demo", row)
