"""Growing the tree, naming and moving its branches."""

from datetime import date

from sqlalchemy import func
from sqlmodel import Session, update

from core import audit
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import Refused
from core.organisations.actions.facts import facts_row
from core.organisations.actions.places import insist_on_free_name, insist_on_place, load, plain_name, put, queue_up
from core.organisations.rules import Facts, Level
from core.organisations.tables import Organisation


def create(
    session: Session,
    actor: Actor,
    *,
    parent_id: int,
    level: Level,
    name: str,
    code: str = "",
    opened_on: date | None = None,
    facts: Facts | None = None,
) -> Organisation:
    """A bureau or a school below `parent_id`; a school needs its facts, a bureau has none.

    Raises Refused when the ladder forbids it or a sister has the name (organisation.*).
    """
    scope = require(actor, Capability.MANAGE_ORGANISATIONS)
    queue_up(session)
    parent = load(session, scope, parent_id)
    insist_on_place(session, parent, level, name)
    if (facts is not None) is not (level is Level.SCHOOL):
        raise Refused("organisation.facts_are_for_schools")
    blank = Organisation(
        parent_id=parent.id, level=level, name=plain_name(name), code=code or None, opened_on=opened_on
    )
    org = put(session, blank, parent.path)
    session.add_all([facts_row(org.id or 0, facts)] if facts else [])
    session.flush()
    audit.record(session, actor, "organisation.created", org, org_id=org.id, level=level.value)
    return org


def rename(session: Session, actor: Actor, *, org_id: int, name: str, code: str = "") -> None:
    """Another name or code; raises Refused when a sister has the name."""
    org = load(session, require(actor, Capability.MANAGE_ORGANISATIONS), org_id)
    queue_up(session)
    insist_on_free_name(session, org.parent_id, name, but=org.id)
    org.name, org.code = plain_name(name), code or None
    session.flush()
    audit.record(session, actor, "organisation.renamed", org, org_id=org.id)


def move(session: Session, actor: Actor, *, org_id: int, parent_id: int) -> None:
    """Hang an organisation with everything below it under another parent, never under itself."""
    scope = require(actor, Capability.MANAGE_ORGANISATIONS)
    queue_up(session)
    org, parent = load(session, scope, org_id), load(session, scope, parent_id)
    if org.parent_id is None:
        raise Refused("organisation.is_the_top")
    if parent.path.startswith(org.path):
        raise Refused("organisation.below_itself")
    insist_on_place(session, parent, org.level, org.name, but=org.id)
    before, old_path = org.parent_id, org.path
    org.parent_id = parent.id
    session.flush()
    _rewrite_paths(session, old_path, f"{parent.path}{org.id}/")
    audit.record(session, actor, "organisation.moved", org, org_id=org.id, before=before, after=parent.id)


def _rewrite_paths(session: Session, old: str, new: str) -> None:
    """One statement for the whole subtree, however large."""
    rest = func.substr(Organisation.path, len(old) + 1)
    moved = within(Scope.at(old), update(Organisation).values(path=new + rest), Organisation)
    session.exec(moved.execution_options(synchronize_session=False))
    session.expire_all()
