"""A workbook of supervision: looked at as a whole, then written as a whole."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import InvalidFile, Problem, Refused
from core.organisations.actions import queue_up
from core.organisations.queries import get
from core.organisations.rules import Place
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read
from core.training import packs
from core.training.actions.register import register_now
from core.training.actions.schools_named import Schools
from core.training.actions.supervision import loaded_supervision, reseated, rewritten, seated, written
from core.training.queries.supervision_meetings import facts_of, seats_of
from core.training.rules.supervision_plan import Key, KnownMeeting, PlacedLine, SupervisionCheck, key_of, plan
from core.training.rules.supervision_sheet import columns, lines
from core.training.tables import Supervision


class SupervisionReceipt(NamedTuple):
    """What an import did, in meetings."""

    new: int
    changed: int
    unchanged: int


def check_supervision(
    session: Session, actor: Actor, *, org_id: int, content: bytes, filename: str
) -> SupervisionCheck:
    """Read and understand a whole workbook of what an organisation held, and compare it with what is on record.

    Raises InvalidFile for what is no table, NotFound for an organisation outside the actor's scope, NotAllowed.
    """
    scope, pack = _below(session, actor, org_id), packs.supervision()
    sheet = next(iter(read(content, filename).filled))
    found = recognise(sheet, columns(pack))
    place = Place(sheet.name, found.columns, found.titles)
    if found.problems:
        return SupervisionCheck(org_id, (), place, found.problems, ())
    said, problems = lines(data_rows(sheet, found).iter_rows(named=True), place, clock.today(), pack)
    known, placed = Schools(session, scope, None), list[PlacedLine]()
    for line in said:
        at, code = known.meant(line.school)
        placed += [PlacedLine(at, line)] if at else []
        problems += [] if at else [place.problem(line.row, "school", line.school, code)]
    planned, more = plan(placed, register_now(session, scope), _on_record(session, org_id, scope), place)
    return SupervisionCheck(org_id, tuple(placed), place, tuple(sorted((*problems, *more), key=_row)), planned)


def import_supervision(session: Session, actor: Actor, check: SupervisionCheck) -> SupervisionReceipt:
    """Write a checked workbook as the register is now; the same file again writes nothing. One audit row.

    Raises Refused for a check with open problems, InvalidFile when the register has changed since so that it no longer
    fits, NotFound for an organisation out of reach by now.
    """
    scope = _below(session, actor, check.org_id)
    if not check.ready:
        raise Refused("training.check_first")
    queue_up(session)
    register = register_now(session, scope)
    planned, problems = plan(check.placed, register, _on_record(session, check.org_id, scope), check.place)
    if problems:
        raise InvalidFile(problems)
    now = check._replace(planned=planned)
    for one in now.new:
        written(session, actor, check.org_id, one.facts, dict(one.seats))
    for one in now.changed:
        row = loaded_supervision(session, scope, one.same.id if one.same else 0)
        rewritten(row, one.facts)
        reseated(session, row, {**seated(session, row), **dict(one.joining)})
    receipt = SupervisionReceipt(len(now.new), len(now.changed), now.unchanged)
    audit.record(session, actor, "supervision.imported", org_id=check.org_id, **receipt._asdict())
    return receipt


def _below(session: Session, actor: Actor, org_id: int) -> Scope:
    """The organisation and what lies below; raises NotFound outside the actor's scope."""
    return Scope.at(get(session, require(actor, Capability.KEEP_SUPERVISION), org_id).path)


def _on_record(session: Session, org_id: int, scope: Scope) -> dict[Key, KnownMeeting]:
    """The meetings that the organisation held; of two that look alike the first."""
    statement = select(Supervision).where(Supervision.org_id == org_id, col(Supervision.removed_at).is_(None))
    rows = session.exec(within(scope, statement, Supervision).order_by(col(Supervision.id))).all()
    seats, known = seats_of(session, scope, [row.id or 0 for row in rows]), dict[Key, KnownMeeting]()
    for row in rows:
        people = frozenset(one.staff_id for one in seats.get(row.id or 0, ()))
        meeting = KnownMeeting(row.id or 0, facts_of(row), people)
        for who in people or {0}:
            known.setdefault(key_of(meeting.facts, who), meeting)
    return known


def _row(problem: Problem) -> int:
    return problem.row
