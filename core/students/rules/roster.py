"""The check of a whole roster file: every row understood, every doubt named; pure and by whole columns."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.errors import Gravity, Problem
from core.organisations.rules import Stage
from core.sheets import cells
from core.students.rules import facts, numbers
from core.students.rules.columns import ROSTER, STAFF_GRADE
from core.students.rules.findings import Finding, Place, Places, problems_of
from core.students.rules.people import Population
from core.students.rules.places import PlaceRead, read_place


@dataclass(frozen=True, slots=True)
class SchoolChoice:
    """A school that rows of the file may belong to."""

    id: int
    stages: frozenset[Stage]


@dataclass(frozen=True, slots=True)
class Frame:
    """What the rows of a file are read against.

    `schools` are those that may be named, by name; `default` takes the rows that name none; `names_own_school` means that
    any other name is not the actor's own school, rather than unknown.
    """

    school_year: int
    population: Population
    schools: Mapping[str, SchoolChoice]
    default: SchoolChoice | None = None
    names_own_school: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """The rows as understood (see `understand`), the problems in the order of the rows, cells brought to another form."""

    rows: pl.DataFrame
    problems: tuple[Problem, ...]
    tidied: int


def understand(written: pl.DataFrame, places: Places, frame: Frame) -> Understood:
    """`written` holds `sheet`, `row` and one text column a key of the roster, as it stands in the file.

    The rows come back with sheet, row, number, name, sex, birth_date, groups (values as stored; null = the file does not
    say), school_id, grade, class_name; without those that merely repeat another row. Rows with a MUST_FIX are kept.
    """
    tidy, tidied = _tidied(written, frame.population)
    rows, findings, changed = _read(tidy, frame)
    again, repetitions = facts.repeated(rows)
    lost = _lost_digits(written, places)
    silent = {problem.sheet for problem in lost}
    found = [
        problem
        for finding in (*findings, *repetitions)
        for problem in problems_of(finding, written, places)
        if finding.key != "number" or problem.sheet not in silent
    ]
    order = {sheet: i for i, sheet in enumerate(places)}
    found.sort(key=lambda problem: (order[problem.sheet], problem.row))
    local = () if lost else _local_numbers(rows, places, frame.population)
    return Understood(rows.filter(~again), (*lost, *found, *local), tidied + changed)


def _tidied(written: pl.DataFrame, population: Population) -> tuple[pl.DataFrame, int]:
    blank = pl.Series([None] * written.height, dtype=pl.String)
    columns, changed = [written["sheet"], written["row"]], 0
    for column in ROSTER[population]:
        known = column.key in written.columns
        tidy = cells.tidied(written[column.key]) if known else cells.Tidied(blank, 0)
        columns.append(tidy.values.alias(column.key))
        changed += tidy.changed
    return pl.DataFrame(columns), changed


def _read(tidy: pl.DataFrame, frame: Frame) -> tuple[pl.DataFrame, list[Finding], int]:
    schools, school_findings = _schools(tidy["school"], frame)
    grades, classes, place_findings = _places(tidy, schools, frame)
    name, number = facts.name_facts(tidy["name"]), facts.number_facts(tidy["number"], frame.population)
    sex = facts.sex_facts(tidy["sex"])
    birth = facts.birth_facts(tidy["birth_date"], grades, number.values, frame.school_year)
    blank = pl.Series([None] * tidy.height, dtype=pl.String)
    groups = facts.group_facts(tidy["groups"]) if "groups" in tidy.columns else facts.Facts(blank)
    read = {"number": number, "name": name, "sex": sex, "birth_date": birth, "groups": groups}
    values = [fact.values.alias(key) for key, fact in read.items()]
    rows = pl.DataFrame([tidy["sheet"], tidy["row"], *values, schools, grades, classes])
    findings = [finding for fact in read.values() for finding in fact.findings]
    return rows, [*findings, *school_findings, *place_findings], sum(fact.tidied for fact in read.values())


def _schools(column: pl.Series, frame: Frame) -> tuple[pl.Series, list[Finding]]:
    names = column.str.replace_all(r"\s+", "")
    default = frame.default.id if frame.default else None
    known = {name: school.id for name, school in frame.schools.items()}
    ids = names.replace_strict(known, default=None, return_dtype=pl.Int64)
    foreign = names.is_not_null() & ids.is_null()
    ids = ids.set(names.is_null(), default) if default is not None else ids
    unknown = "students.not_own_school" if frame.names_own_school else "students.school_unknown"
    missing = names.is_null() & ids.is_null()
    return ids.alias("school_id"), [
        Finding(foreign, "school", unknown),
        Finding(missing, "school", "students.school_missing"),
    ]


def _places(tidy: pl.DataFrame, schools: pl.Series, frame: Frame) -> tuple[pl.Series, pl.Series, list[Finding]]:
    if frame.population is Population.TEACHER:
        grades = pl.Series("grade", [STAFF_GRADE] * tidy.height, dtype=pl.Int64)
        return grades, pl.Series("class_name", [None] * tidy.height, dtype=pl.String), []
    stages = {school.id: school.stages for school in (*frame.schools.values(), frame.default) if school}
    keys = tidy.select("grade", "class").with_columns(schools)
    read = {
        (grade, klass, school): read_place(
            grade, klass, school_year=frame.school_year, stages=stages.get(school, frozenset())
        )
        for grade, klass, school in keys.unique().iter_rows()
    }
    found = [read[key] for key in keys.iter_rows()]
    grades = pl.Series("grade", [place.grade for place in found], dtype=pl.Int64)
    return grades, pl.Series("class_name", [place.class_name for place in found], dtype=pl.String), _faults(found)


def _faults(found: list[PlaceRead]) -> list[Finding]:
    marked: dict[tuple[str, str, Gravity], list[int]] = defaultdict(list)
    for i, place in enumerate(found):
        for fault in place.faults:
            marked[fault].append(i)
    every = pl.int_range(len(found), eager=True)
    return [Finding(every.is_in(at), key, code, gravity) for (key, code, gravity), at in marked.items()]


def _lost_digits(written: pl.DataFrame, places: Places) -> list[Problem]:
    """One problem a sheet whose numbers Excel has destroyed by storing them as numbers."""
    lost = []
    for sheet, columns in places.items():
        column = written.filter(pl.col("sheet") == sheet)["number"]
        if "number" in columns and cells.lost_digits(column):
            place, example = columns["number"], next(iter(column.drop_nulls()), "")
            lost.append(Problem(sheet, 0, place.letter, example, "students.digits_lost", title=place.title))
    return lost


def _local_numbers(rows: pl.DataFrame, places: Places, population: Population) -> tuple[Problem, ...]:
    """One hint for all numbers that are not national ones."""
    if population is Population.TEACHER:
        return ()
    local = rows.filter(~rows["number"].str.contains(numbers.NATIONAL_LIKE).fill_null(True))
    if local.is_empty():
        return ()
    sheet, example = local["sheet"][0], local["number"][0]
    place = places[sheet].get("number", Place("", ""))
    details = (("count", f"{local.height:,}"),)
    return (Problem(sheet, 0, place.letter, example, "students.numbers_local", Gravity.CHECK, place.title, details),)
