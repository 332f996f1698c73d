"""Growing and changing the tree."""

from uuid import uuid4

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.database import unowned
from core.errors import Refused
from core.organisations.queries import is_empty
from core.organisations.rules import NAME_LENGTH, Level
from core.organisations.tables import Organisation

TREE_LOCK = 0x5457  # any number that no other advisory lock of ours has


def queue_up(session: Session) -> None:
    """Let changes that depend on the whole tree happen one after the other, until the transaction ends.

    SQLite's writers queue anyway; PostgreSQL is asked for a lock of this name.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.exec(select(func.pg_advisory_xact_lock(TREE_LOCK)))


def plant(session: Session, *, name: str, level: Level, code: str | None = None) -> Organisation:
    """The top organisation of an empty installation; whoever calls it audits the start."""
    if not is_empty(session):
        raise Refused("installation.not_empty")
    return put(session, Organisation(level=level, name=plain_name(name), code=code), "/")


def put(session: Session, org: Organisation, parent_path: str) -> Organisation:
    """Store a new organisation under `parent_path`; its own path needs its id, so it comes second."""
    org.path = f"?{uuid4().hex}"  # unique until then, and inside no scope
    session.add(org)
    session.flush()
    org.path = f"{parent_path}{org.id}/"
    session.flush()
    return org


def plain_name(name: str) -> str:
    """A name as it is stored; raises Refused when nothing is left of it or it is too long."""
    text = " ".join(name.split())
    if not text or len(text) > NAME_LENGTH:
        raise Refused("organisation.bad_name", most=NAME_LENGTH)
    return text


def top(session: Session) -> int | None:
    """The id of the installation's top organisation."""
    statement = select(Organisation.id).where(col(Organisation.parent_id).is_(None))
    return session.exec(unowned(statement, Organisation)).first()
