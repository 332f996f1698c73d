"""Where organisations hang: what every change of the tree asks first."""

from uuid import uuid4

from sqlalchemy import func
from sqlmodel import Session, col, select

from core.access import Scope
from core.database import unowned, within
from core.errors import NotFound, Refused
from core.organisations.queries import is_empty
from core.organisations.rules import NAME_LENGTH, Level, may_hold
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
    return put(session, Organisation(level=level, name=plain_name(name), code=code or None), "/")


def put(session: Session, org: Organisation, parent_path: str) -> Organisation:
    """Store a new organisation under `parent_path`; its own path needs its id, so it comes second."""
    org.path = f"?{uuid4().hex}"  # unique until then, and inside no scope
    session.add(org)
    session.flush()
    org.path = f"{parent_path}{org.id}/"
    session.flush()
    return org


def load(session: Session, scope: Scope, org_id: int) -> Organisation:
    """The organisation as it is now, locked for a change; raises NotFound outside `scope`."""
    statement = within(scope, select(Organisation).where(Organisation.id == org_id), Organisation)
    org = session.exec(statement.with_for_update(key_share=True).execution_options(populate_existing=True)).first()
    if org is None:
        raise NotFound
    return org


def insist_on_place(session: Session, parent: Organisation, level: Level, name: str, *, but: int | None = None) -> None:
    """Raises Refused where `parent` cannot hold a `level`, is closed, or has another child of that name."""
    if not may_hold(parent.level, level):
        raise Refused("organisation.wrong_level")
    if parent.closed_on is not None:
        raise Refused("organisation.parent_is_closed")
    insist_on_free_name(session, parent.id, name, but=but)


def insist_on_free_name(session: Session, parent_id: int | None, name: str, *, but: int | None = None) -> None:
    """Raises Refused when another child of the parent has the name."""
    sisters = select(Organisation.id).where(
        Organisation.parent_id == parent_id, Organisation.name == plain_name(name), col(Organisation.id) != but
    )
    if session.exec(unowned(sisters, Organisation)).first() is not None:
        raise Refused("organisation.name_taken")


def plain_name(name: str) -> str:
    """A name as it is stored; raises Refused when nothing is left of it or it is too long."""
    text = " ".join(name.split())
    if not 0 < len(text) <= NAME_LENGTH:
        raise Refused("organisation.bad_name", most=NAME_LENGTH)
    return text
