"""A workbook of organisations looked at as a whole before anything is written."""

from collections.abc import Mapping

from sqlmodel import Session, select

from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import Problem
from core.organisations.actions.facts import facts_of
from core.organisations.rules import COLUMNS, Facts, Known, Line, OrgCheck, Place, plan, understand
from core.organisations.tables import Organisation, SchoolFacts
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read


def check_organisations(session: Session, actor: Actor, *, content: bytes, filename: str) -> OrgCheck:
    """Read and understand a whole workbook of organisations; raises InvalidFile for what is no table."""
    scope = require(actor, Capability.MANAGE_ORGANISATIONS)
    sheet = next(iter(read(content, filename).filled))
    found = recognise(sheet, COLUMNS)
    place = Place(sheet.name, found.columns, found.titles)
    if found.problems:
        return OrgCheck((), place, found.problems, ())
    lines, problems = list[Line](), list[Problem]()
    for cells in data_rows(sheet, found).iter_rows(named=True):
        line, wrong = understand(cells["row"], cells, place)
        problems += wrong
        lines += [line] if line else []
    planned, more = plan(known_now(session, scope), lines, place)
    return OrgCheck(tuple(lines), place, (*problems, *more), planned)


def known_now(session: Session, scope: Scope) -> list[Known]:
    """Every organisation within `scope` with its facts."""
    facts = _facts(session, scope)
    return [
        Known(org.id or 0, org.parent_id, org.path, org.level, org.name, org.code, facts.get(org.id or 0))
        for org in session.exec(within(scope, select(Organisation), Organisation))
    ]


def _facts(session: Session, scope: Scope) -> Mapping[int, Facts]:
    found = session.exec(within(scope, select(SchoolFacts), SchoolFacts))
    return {row.school_id: facts_of(row) for row in found}
