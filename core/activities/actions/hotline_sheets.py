"""A sheet of hotline counts: looked at as a whole, then written as a whole."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.activities import packs
from core.activities.actions.hotline import loaded_calls, rewritten_calls, written_calls
from core.activities.actions.public_sheets import PublicReceipt
from core.activities.queries.hotline import hotline_facts_of
from core.activities.rules.hotline_sheet import (
    HotlineCheck,
    HotlineLine,
    Key,
    KnownCalls,
    hotline_columns,
    hotline_lines,
    hotline_plan,
)
from core.activities.tables import HotlineCount
from core.database import within
from core.errors import Refused
from core.organisations.actions import queue_up
from core.organisations.queries import get
from core.organisations.rules import Place
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read


def check_hotline(session: Session, actor: Actor, *, org_id: int, content: bytes, filename: str) -> HotlineCheck:
    """Read and understand a sheet of the calls that an organisation's hotline took.

    Raises InvalidFile for what is no table, NotFound for an organisation outside the actor's scope, NotAllowed.
    """
    scope = _at(session, actor, org_id)
    sheet = next(iter(read(content, filename).filled))
    found = recognise(sheet, hotline_columns(packs.hotline()))
    if found.problems:
        return HotlineCheck(org_id, (), found.problems, ())
    place = Place(sheet.name, found.columns, found.titles)
    rows = data_rows(sheet, found).iter_rows(named=True)
    lines, problems = hotline_lines(rows, place, clock.today(), packs.hotline())
    planned = hotline_plan(lines, _on_record(session, scope, org_id, lines))
    return HotlineCheck(org_id, tuple(lines), tuple(problems), planned)


def import_hotline(session: Session, actor: Actor, check: HotlineCheck) -> PublicReceipt:
    """Write a checked sheet over what is on record now; the same file again writes nothing. One audit row.

    Raises Refused for a check with open problems, NotFound for an organisation out of reach by now.
    """
    scope = _at(session, actor, check.org_id)
    if not check.ready:
        raise Refused("activities.check_first")
    queue_up(session)
    known = _on_record(session, scope, check.org_id, check.lines)
    now = check._replace(planned=hotline_plan(check.lines, known))
    for one in now.new:
        written_calls(session, actor, check.org_id, one.facts)
    for one in now.changed:
        rewritten_calls(loaded_calls(session, scope, one.same.id if one.same else 0), one.meant)
    session.flush()
    receipt = PublicReceipt(len(now.new), len(now.changed), now.unchanged)
    audit.record(session, actor, "hotline.imported", org_id=check.org_id, **receipt._asdict())
    return receipt


def _at(session: Session, actor: Actor, org_id: int) -> Scope:
    return Scope.at(get(session, require(actor, Capability.RECORD_ACTIVITIES), org_id).path)


def _on_record(session: Session, scope: Scope, org_id: int, lines: Sequence[HotlineLine]) -> dict[Key, KnownCalls]:
    """What the organisation took down on the days of the sheet; of two that look alike the first."""
    days = [one.facts.taken_on for one in lines]
    if not days:
        return {}
    statement = select(HotlineCount).where(
        HotlineCount.org_id == org_id,
        col(HotlineCount.taken_on).between(min(days), max(days)),
        col(HotlineCount.removed_at).is_(None),
    )
    known: dict[Key, KnownCalls] = {}
    for row in session.exec(within(scope, statement, HotlineCount).order_by(col(HotlineCount.id))):
        known.setdefault((row.taken_on, row.category), KnownCalls(row.id or 0, hotline_facts_of(row)))
    return known
