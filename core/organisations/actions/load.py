"""A checked workbook of organisations written as a whole."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import String, cast
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, insert, select, update

from core import audit
from core.access import Actor, Capability, Scope, require
from core.database import unowned, within
from core.errors import InvalidFile, Refused
from core.organisations.actions.check import known_now
from core.organisations.actions.facts import columns
from core.organisations.actions.places import queue_up
from core.organisations.rules import Known, Level, Line, OrgCheck, Planned, plan
from core.organisations.tables import Organisation, SchoolFacts

WAITING = "?"
ABOVE = aliased(Organisation, name="above")


class OrgReceipt(NamedTuple):
    """What an import did."""

    new: int
    changed: int
    unchanged: int


def import_organisations(session: Session, actor: Actor, check: OrgCheck) -> OrgReceipt:
    """Write a checked workbook into the tree as it is now; nothing is removed because the file omits it.

    Raises Refused for a check with open problems, InvalidFile when the tree has changed since so that it no longer fits.
    """
    scope = require(actor, Capability.MANAGE_ORGANISATIONS)
    if not check.ready:
        raise Refused("organisation.check_first")
    queue_up(session)
    planned, problems = plan(known_now(session, scope), check.lines, check.place)
    if problems:
        raise InvalidFile(problems)
    now = check._replace(planned=planned)
    _create(session, now.new)
    _change(session, scope, now.changed)
    receipt = OrgReceipt(len(now.new), len(now.changed), now.unchanged)
    audit.record(session, actor, "organisation.imported", **receipt._asdict())
    return receipt


def _create(session: Session, new: Sequence[Planned]) -> None:
    """Rung by rung, so that whatever hangs below a line of the file finds that line's id."""
    ids: dict[Line, int] = {}
    for level in Level:
        rung = [one for one in new if one.line.level is level]
        if rung:
            ids |= _insert(session, rung, ids)
    schools = [{"school_id": ids[one.line], **columns(one.line.facts)} for one in new if one.line.facts is not None]
    if schools:
        session.exec(insert(SchoolFacts), params=schools)


def _insert(session: Session, rung: Iterable[Planned], ids: dict[Line, int]) -> dict[Line, int]:
    tickets = {f"{WAITING}{uuid4().hex}": one for one in rung}
    session.exec(insert(Organisation), params=[_values(ticket, one, ids) for ticket, one in tickets.items()])
    waiting = select(Organisation.path, Organisation.id).where(col(Organisation.path).startswith(WAITING))
    found = {tickets[path].line: org_id or 0 for path, org_id in session.exec(unowned(waiting, Organisation))}
    _give_paths(session)
    return found


def _values(ticket: str, one: Planned, ids: dict[Line, int]) -> dict[str, object]:
    above = one.above.id if isinstance(one.above, Known) else ids[one.above]
    line = one.line
    return {
        "path": ticket, "parent_id": above, "level": line.level, "name": line.name, "code": line.code,
        "opened_on": line.opened_on,
    }  # fmt: skip


def _give_paths(session: Session) -> None:
    """The parent's path and the own id, for every organisation that still waits for its path."""
    above = select(ABOVE.path).where(ABOVE.id == Organisation.parent_id)
    path = unowned(unowned(above, ABOVE), Organisation).scalar_subquery() + cast(Organisation.id, String) + "/"
    waiting = update(Organisation).where(col(Organisation.path).startswith(WAITING)).values(path=path)
    session.exec(unowned(waiting, Organisation).execution_options(synchronize_session=False))


def _change(session: Session, scope: Scope, changed: Sequence[Planned]) -> None:
    ids = {one.same.id: one.line for one in changed if one.same}
    orgs = within(scope, select(Organisation).where(col(Organisation.id).in_(ids)), Organisation)
    for org in session.exec(orgs):
        org.code = ids[org.id or 0].code or org.code
    facts = within(scope, select(SchoolFacts).where(col(SchoolFacts.school_id).in_(ids)), SchoolFacts)
    for row in session.exec(facts):
        line = ids[row.school_id]
        for column, value in columns(line.facts).items() if line.facts else ():
            setattr(row, column, value)
    session.flush()
