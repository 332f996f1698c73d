"""A workbook of staff looked at as a whole before anything is written."""

from collections.abc import Iterable

from sqlmodel import Session

from core import clock
from core.access import Actor, Capability, require
from core.errors import Problem
from core.organisations.rules import Place
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read
from core.training import packs
from core.training.actions.register import register_now
from core.training.actions.schools_named import Schools
from core.training.rules.plan import StaffCheck, plan
from core.training.rules.planned import Placed
from core.training.rules.workbook import COLUMNS, Line, lines, loose_columns


def check_staff(
    session: Session, actor: Actor, *, content: bytes, filename: str, school_id: int | None = None
) -> StaffCheck:
    """Read and understand a whole workbook and compare it with the register.

    Rows that name no school belong to `school_id`, or to the actor's own school where that is the only one. Whoever seems
    to be on file at another school is pointed out (gravity CHECK) and registered anew: whether the two are one person is
    decided by a person. Raises InvalidFile for what is no table, NotFound for a school outside the scope, NotAllowed.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    known = Schools(session, scope, school_id)
    sheet = next(iter(read(content, filename).filled))
    found = recognise(sheet, COLUMNS)
    if "certificate" not in found.columns:
        found = recognise(sheet, loose_columns())
    place = Place(sheet.name, found.columns, found.titles)
    if found.problems:
        return StaffCheck((), place, found.problems, ())
    said, problems = lines(data_rows(sheet, found).iter_rows(named=True), place, clock.today(), packs.certificates())
    placed, homeless = _placed(said, known, place)
    planned, more = plan(placed, register_now(session, scope), place)
    every = sorted((*problems, *homeless, *more), key=lambda one: one.row)
    return StaffCheck(tuple(placed), place, tuple(every), planned)


def _placed(said: Iterable[Line], known: Schools, place: Place) -> tuple[list[Placed], list[Problem]]:
    """Every row at its school; rows whose school cannot be told are problems."""
    placed, problems = list[Placed](), list[Problem]()
    for line in said:
        school_id, code = known.meant(line.school)
        placed += [Placed(school_id, line)] if school_id else []
        problems += [] if school_id else [place.problem(line.row, "school", line.school, code)]
    return placed, problems
