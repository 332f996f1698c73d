"""A roster file looked at as a whole before anything is written."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
from sqlmodel import Session, col, func, select

from core.access import Actor, Capability, Scope, require
from core.database import within
from core.database.files import digest_of
from core.errors import Gravity, NotFound, Problem
from core.organisations.queries import SchoolRow, find_schools, schools
from core.students.actions.file import RosterFile, open_roster
from core.students.actions.plan import plan
from core.students.actions.sample import sample
from core.students.rules import Population
from core.students.rules.changes import Change, counted
from core.students.rules.findings import Finding, problems_of
from core.students.rules.outcomes import FACTS, RosterCheck
from core.students.rules.roster import Frame, SchoolChoice, understand
from core.students.tables import Enrolment


def check_roster(
    session: Session,
    actor: Actor,
    *,
    content: bytes,
    filename: str,
    school_year: int,
    school_id: int | None = None,
    mapping: Mapping[str, str] | None = None,
    population: Population = Population.STUDENT,
) -> RosterCheck:
    """Read and understand a whole roster file (50,000 rows in about two seconds) and compare it with the database.

    Rows that name no school belong to `school_id`, or to the actor's own school where that is the only one. `mapping` (key
    → column letter) overrules the recognised columns. Raises InvalidFile for what is no table, NotFound for a school
    outside the actor's scope, NotAllowed.
    """
    scope = require(actor, Capability.MANAGE_ROSTER)
    file = open_roster(content, filename, population, mapping)
    looked = RosterCheck(
        population, school_year, content, digest_of(content), file.problems,
        rows=pl.DataFrame(schema=dict.fromkeys(FACTS, pl.String)), headings=file.headings, school_id=school_id,
    )  # fmt: skip
    if file.written.is_empty() or any(problem.gravity is Gravity.MUST_FIX for problem in file.problems):
        return looked
    frame = _frame(session, scope, file, school_id, school_year, population)
    return _compared(session, scope, looked, file, frame)


def _compared(session: Session, scope: Scope, looked: RosterCheck, file: RosterFile, frame: Frame) -> RosterCheck:
    """What the rows of a sound file say, and what they would change."""
    found = understand(file.written, file.places, frame)
    sound = _sound(found.rows)
    planned = plan(session, scope, sound, school_year=frame.school_year, population=frame.population)
    return replace(
        looked,
        problems=(*file.problems, *found.problems, *_doubts(planned, file)),
        rows=sound.select(FACTS),
        read=file.written.height,
        tidied=found.tidied,
        counts=counted(planned, _absent(session, scope, planned, frame.school_year)),
        changes=sample(session, scope, planned),
    )


def _frame(
    session: Session,
    scope: Scope,
    file: RosterFile,
    school_id: int | None,
    school_year: int,
    population: Population,
) -> Frame:
    every = schools(session, scope, limit=2) if school_id is None else schools(session, scope)
    only = every[0] if school_id is None and len(every) == 1 else None
    chosen = next((row for row in every if row.id == school_id), None) if school_id is not None else only
    if school_id is not None and chosen is None:
        raise NotFound
    if chosen:
        own = _choice(chosen)
        return Frame(school_year, population, {"".join(chosen.name.split()): own}, own, names_own_school=True)
    named = find_schools(session, scope, file.schools)
    known = {"".join(name.split()): _choice(rows[0]) for name, rows in named.items() if len(rows) == 1}
    return Frame(school_year, population, known)


def _choice(row: SchoolRow) -> SchoolChoice:
    return SchoolChoice(row.id, frozenset(row.facts.stages))


def _sound(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that have all they need, each number once."""
    needed = ("number", "name", "school_id", "grade")
    whole = rows.filter(pl.all_horizontal(pl.col(needed).is_not_null()))
    return whole.unique("number", keep="first", maintain_order=True)


def _doubts(planned: pl.DataFrame, file: RosterFile) -> list[Problem]:
    """What only the database can tell: numbers in use elsewhere, numbers recorded under another name."""
    elsewhere = planned["change"] == Change.ELSEWHERE.value
    renamed = (planned["name_index"] != planned["new_name_index"]).fill_null(False)
    found = (
        Finding(elsewhere, "number", "students.number_elsewhere", Gravity.CHECK),
        Finding(renamed, "name", "students.name_differs_from_record", Gravity.CHECK),
    )
    return [problem for finding in found for problem in problems_of(finding, planned, file.places)]


def _absent(session: Session, scope: Scope, planned: pl.DataFrame, school_year: int) -> int:
    """Enrolled people of the schools and grades in the file whom it does not name."""
    statement = (
        select(Enrolment.school_id, Enrolment.grade, func.count())
        .where(Enrolment.school_year == school_year, col(Enrolment.left).is_(False))
        .group_by(col(Enrolment.school_id), col(Enrolment.grade))
    )
    covered = set(planned.select("school_id", "grade").unique().iter_rows())
    enrolled = session.exec(within(scope, statement, Enrolment))
    there = sum(count for school, grade, count in enrolled if (school, grade) in covered)
    named = planned.filter(~pl.col("left")).select("year_school", "year_grade").iter_rows()
    return there - sum(place in covered for place in named)
