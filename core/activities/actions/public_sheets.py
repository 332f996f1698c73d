"""Workbooks of public education: looked at as a whole, then written as a whole."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.activities import packs
from core.activities.queries.facts import columns_of, facts_of
from core.activities.rules import ReportState
from core.activities.rules.facts import ActivityFacts
from core.activities.rules.progress import COUNTED
from core.activities.rules.public import PUBLIC_TITLES
from core.activities.rules.public_plan import (
    Key,
    KnownActivity,
    PlacedPublic,
    PlannedActivity,
    PublicCheck,
    key_of,
    public_plan,
    repeated,
)
from core.activities.rules.public_sheet import public_columns, public_lines
from core.activities.tables import Activity
from core.database import within
from core.errors import NotFound, Refused
from core.organisations.actions import queue_up
from core.organisations.queries import OrgRow, get, tree
from core.organisations.rules import Place
from core.sheets.cells import tidy
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read


class PublicReceipt(NamedTuple):
    """What an import did, in rows."""

    new: int
    changed: int
    unchanged: int


def check_public(session: Session, actor: Actor, *, org_id: int, content: bytes, filename: str) -> PublicCheck:
    """Read and understand a workbook of what an organisation and those below it held; rows that name none are its own.

    Raises InvalidFile for what is no table, NotFound for an organisation outside the actor's scope, NotAllowed.
    """
    org = get(session, require(actor, Capability.RECORD_ACTIVITIES), org_id)
    sheet = next(iter(read(content, filename).filled))
    columns = public_columns(tuple(packs.partners().values()))
    found = recognise(sheet, columns)
    if found.problems:
        return PublicCheck(org_id, (), found.problems, ())
    place, below = Place(sheet.name, found.columns, found.titles), Scope.at(org.path)
    rows = data_rows(sheet, found).iter_rows(named=True)
    said, problems = public_lines(rows, place, clock.today(), packs.partner_words())
    named, placed = _named(tree(session, below)), list[PlacedPublic]()
    for line in said:
        at = named.get(_plain(line.org), ()) if line.org else (org.id,)
        placed += [PlacedPublic(at[0], line)] if len(at) == 1 else []
        code = "activities.public_orgs" if at else "activities.public_org"
        problems += [] if len(at) == 1 else [place.problem(line.row, "org", line.org, code)]
    problems = sorted((*problems, *repeated(placed, place)), key=lambda one: one.row)
    planned = public_plan(placed, _on_record(session, below, placed))
    return PublicCheck(org_id, tuple(placed), tuple(problems), planned)


def import_public(session: Session, actor: Actor, check: PublicCheck) -> PublicReceipt:
    """Write a checked workbook over what is on record now; the same file again writes nothing. One audit row.

    Raises Refused for a check with open problems, NotFound for an organisation out of reach by now.
    """
    below = Scope.at(get(session, require(actor, Capability.RECORD_ACTIVITIES), check.org_id).path)
    if not check.ready:
        raise Refused("activities.check_first")
    queue_up(session)
    planned = public_plan(check.placed, _on_record(session, below, check.placed))
    now = check._replace(planned=planned)
    if not {one.org_id for one in now.new} <= {one.id for one in tree(session, below)}:
        raise NotFound
    made: dict[str, Any] = {"made_by": actor.user_id, "made_at": clock.now(), "state": ReportState.LOGGED}
    session.add_all(Activity(org_id=one.org_id, **made, **columns_of(one.facts)) for one in now.new)
    _rewrite(session, below, now.changed)
    session.flush()
    receipt = PublicReceipt(len(now.new), len(now.changed), now.unchanged)
    audit.record(session, actor, "public.imported", org_id=check.org_id, **receipt._asdict())
    return receipt


def _rewrite(session: Session, scope: Scope, changed: tuple[PlannedActivity, ...]) -> None:
    meant: dict[int, ActivityFacts] = {one.same.id: one.meant for one in changed if one.same}
    statement = select(Activity).where(col(Activity.id).in_(sorted(meant)))
    for row in session.exec(within(scope, statement, Activity).with_for_update()):
        for name, value in columns_of(meant[row.id or 0]).items():
            setattr(row, name, value)
        row.edition += 1


def _on_record(session: Session, scope: Scope, placed: Sequence[PlacedPublic]) -> dict[Key, KnownActivity]:
    """What counts of the days in the file, and what will once a school completed it; of two that look alike the first."""
    days = [one.line.facts.held_on for one in placed]
    if not days:
        return {}
    statement = select(Activity).where(
        col(Activity.held_on).between(min(days), max(days)),
        col(Activity.kind).in_(list(PUBLIC_TITLES)),
        col(Activity.state).in_((*COUNTED, ReportState.RETURNED)),
        col(Activity.removed_at).is_(None),
    )
    known: dict[Key, KnownActivity] = {}
    for row in session.exec(within(scope, statement, Activity).order_by(col(Activity.id))):
        facts = facts_of(row)
        one = KnownActivity(row.id or 0, facts, row.state is not ReportState.LOGGED)
        known.setdefault(key_of(row.org_id, facts), one)
    return known


def _named(orgs: list[OrgRow]) -> dict[str, tuple[int, ...]]:
    """The open organisations by full name and by code."""
    found: dict[str, set[int]] = defaultdict(set)
    for org in orgs:
        for name in filter(None, (org.name, org.code)) if org.closed_on is None else ():
            found[_plain(name)].add(org.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _plain(name: str) -> str:
    return "".join(tidy(name).split()).lower()
