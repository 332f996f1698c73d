"""A workbook of staff looked at as a whole before anything is written."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, or_, select

from core import clock
from core.access import Actor, Capability, Scope, require
from core.database import within
from core.errors import NotFound, Problem
from core.organisations.queries import SchoolRow, find_schools, schools
from core.organisations.rules import Place
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read
from core.training.rules.plan import Key, Known, Placed, StaffCheck, plan
from core.training.rules.staff import CertificateFacts, StaffFacts
from core.training.rules.workbook import COLUMNS, Line, understand
from core.training.tables import Certificate, StaffMember, StaffPost


def check_staff(
    session: Session, actor: Actor, *, content: bytes, filename: str, school_id: int | None = None
) -> StaffCheck:
    """Read and understand a whole workbook and compare it with the register.

    Rows that name no school belong to `school_id`, or to the actor's own school where that is the only one. Raises
    InvalidFile for what is no table, NotFound for a school outside the actor's scope, NotAllowed.
    """
    scope = require(actor, Capability.MANAGE_STAFF)
    sheet = next(iter(read(content, filename).filled))
    found = recognise(sheet, COLUMNS)
    place = Place(sheet.name, found.columns, found.titles)
    if found.problems:
        return StaffCheck((), place, found.problems, ())
    lines, problems = list[Line](), list[Problem]()
    for cells in data_rows(sheet, found).iter_rows(named=True):
        line, wrong = understand(cells["row"], cells, place, clock.today())
        problems += wrong
        lines += [line] if line else []
    placed, homeless = _placed(session, scope, lines, school_id, place)
    planned, more = plan(placed, known_now(session, scope, {one.school_id for one in placed}), place)
    return StaffCheck(tuple(placed), place, (*problems, *homeless, *more), planned)


def known_now(session: Session, scope: Scope, school_ids: Collection[int]) -> dict[Key, Known]:
    """Everybody of these schools who has not left, by school and name, with certificates."""
    until = col(StaffPost.until)
    joined: Any = select(StaffMember, StaffPost).join(StaffPost, col(StaffPost.staff_id) == StaffMember.id)
    chosen = joined.where(
        col(StaffPost.school_id).in_(sorted(school_ids)), or_(until.is_(None), until >= clock.today()),
        col(StaffMember.merged_into).is_(None),
    )  # fmt: skip
    rows = session.exec(within(scope, within(scope, chosen, StaffMember), StaffPost)).all()
    held = _held(session, scope, [row.id or 0 for row, _ in rows])
    return {
        (post.school_id, row.name): Known(
            row.id or 0, StaffFacts(row.name, post.kind, post.subject, post.since), held.get(row.id or 0, {})
        )
        for row, post in rows
    }


def _held(
    session: Session, scope: Scope, staff_ids: Collection[int]
) -> dict[int, dict[tuple[str, str], tuple[int, CertificateFacts]]]:
    statement = select(Certificate).where(col(Certificate.staff_id).in_(staff_ids))
    found: dict[int, dict[tuple[str, str], tuple[int, CertificateFacts]]] = {}
    for row in session.exec(within(scope, statement, Certificate)):
        facts = CertificateFacts(*(getattr(row, name) for name in CertificateFacts._fields))
        found.setdefault(row.staff_id, {})[facts.same] = (row.id or 0, facts)
    return found


def _placed(
    session: Session, scope: Scope, lines: Iterable[Line], school_id: int | None, place: Place
) -> tuple[list[Placed], list[Problem]]:
    """Every row at its school; rows whose school cannot be told are problems."""
    rows = list(lines)
    named = find_schools(session, scope, {line.school for line in rows if line.school})
    default = _default(schools(session, scope), school_id)
    placed, problems = list[Placed](), list[Problem]()
    for line in rows:
        school, code = _school(line, named, default)
        placed += [Placed(school.id, line)] if school else []
        problems += [] if school else [place.problem(line.row, "school", line.school, code)]
    return placed, problems


def _default(own: Sequence[SchoolRow], school_id: int | None) -> SchoolRow | None:
    """The school of rows that name none; raises NotFound for one that is not among the actor's."""
    if school_id is None:
        return own[0] if len(own) == 1 else None
    if found := [row for row in own if row.id == school_id]:
        return found[0]
    raise NotFound


def _school(
    line: Line, named: Mapping[str, tuple[SchoolRow, ...]], default: SchoolRow | None
) -> tuple[SchoolRow | None, str]:
    if not line.school:
        return default, "training.school_needed"
    found = named.get(line.school, ())
    return (found[0], "") if len(found) == 1 else (None, "training.unknown_school")
