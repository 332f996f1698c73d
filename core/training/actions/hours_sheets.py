"""A workbook of trainings that people completed: looked at as a whole, then written as a whole."""

from typing import Any, NamedTuple

from sqlmodel import Session, col, insert, select

from core import audit, clock
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import InvalidFile, Problem, Refused
from core.organisations.actions import queue_up
from core.organisations.rules import Place
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read
from core.training import packs
from core.training.actions.load import insist, rewrite
from core.training.actions.register import register_now
from core.training.actions.schools_named import Schools
from core.training.rules.hours_plan import HoursCheck, Key, KnownHours, PlacedHours, key_of, plan
from core.training.rules.hours_workbook import columns, lines
from core.training.rules.staff import HoursFacts
from core.training.tables import TrainingHours


class HoursReceipt(NamedTuple):
    """What an import did, in trainings."""

    new: int
    changed: int
    unchanged: int


def check_hours(
    session: Session, actor: Actor, *, content: bytes, filename: str, school_id: int | None = None
) -> HoursCheck:
    """Read and understand a whole workbook and compare it with the register; schools are told as in `check_staff`.

    Raises InvalidFile for what is no table, NotFound for a school outside the actor's scope, NotAllowed.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    known, categories = Schools(session, scope, school_id), packs.hour_categories()
    sheet = next(iter(read(content, filename).filled))
    found = recognise(sheet, columns(categories))
    place = Place(sheet.name, found.columns, found.titles)
    if found.problems:
        return HoursCheck((), place, found.problems, ())
    said, problems = lines(data_rows(sheet, found).iter_rows(named=True), place, clock.today(), categories)
    placed = list[PlacedHours]()
    for line in said:
        at, code = known.meant(line.school)
        placed += [PlacedHours(at, line)] if at else []
        problems += [] if at else [place.problem(line.row, "school", line.school, code)]
    planned, more = plan(placed, register_now(session, scope), _on_record(session, scope), place)
    return HoursCheck(tuple(placed), place, tuple(sorted((*problems, *more), key=_row)), planned)


def import_hours(session: Session, actor: Actor, check: HoursCheck) -> HoursReceipt:
    """Write a checked workbook as the register is now; the same file again writes nothing. One audit row.

    Raises Refused for a check with open problems, InvalidFile when the register has changed since so that it no longer
    fits, NotFound for a school that is out of the actor's scope by now.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    if not check.ready:
        raise Refused("training.check_first")
    queue_up(session)
    schools = {one.school_id for one in check.placed}
    insist(session, scope, schools)
    planned, problems = plan(check.placed, register_now(session, scope), _on_record(session, scope), check.place)
    if problems:
        raise InvalidFile(problems)
    now = check._replace(planned=planned)
    if now.new:
        session.execute(
            insert(TrainingHours), [{"staff_id": one.staff_id, **one.line.facts._asdict()} for one in now.new]
        )  # fmt: skip
    others = [(one.same.id, one.line.facts._asdict()) for one in now.changed if one.same]
    rewrite(session, scope, TrainingHours, others)
    session.expire_all()
    receipt = HoursReceipt(len(now.new), len(now.changed), now.unchanged)
    org_id = schools.pop() if len(schools) == 1 else None
    audit.record(session, actor, "training_hours.imported", org_id=org_id, **receipt._asdict())
    return receipt


def _on_record(session: Session, scope: Scope) -> dict[Key, KnownHours]:
    facts = [getattr(TrainingHours, name) for name in HoursFacts._fields]
    told: Any = select(
        col(TrainingHours.id), col(TrainingHours.staff_id), col(TrainingHours.participation_id), *facts
    )  # fmt: skip
    known: dict[Key, KnownHours] = {}
    for row in session.exec(within(scope, told.order_by(col(TrainingHours.id).desc()), TrainingHours)):
        said = HoursFacts(*row[3:])
        known[key_of(row[1], said)] = KnownHours(row[0], said, row[2] is not None)
    return known


def _row(problem: Problem) -> int:
    return problem.row
