"""Grade and class of a row, read together: each may be said by the other's cell."""

from collections.abc import Collection
from typing import NamedTuple

from core.errors import Gravity
from core.organisations.rules import STAGE_GRADES, Stage
from core.students.rules.classes import read_class
from core.students.rules.grades import parse_grade


class PlaceFault(NamedTuple):
    """What is wrong with one cell: the column's key, the problem's code, its gravity."""

    key: str
    code: str
    gravity: Gravity = Gravity.MUST_FIX


class PlaceRead(NamedTuple):
    """Grade and class as understood; None where they are not."""

    grade: int | None
    class_name: str | None
    faults: tuple[PlaceFault, ...] = ()


def read_place(
    grade_text: str | None, class_text: str | None, *, school_year: int, stages: Collection[Stage]
) -> PlaceRead:
    """Grade and class that two tidied cells say. A grade that only the class cell says (五(1)班) counts as well."""
    said = parse_grade(grade_text, school_year=school_year, stages=stages) if grade_text else None
    klass = read_class(class_text, school_year=school_year, grade=said, stages=stages) if class_text else None
    grade = said if grade_text else klass.grade if klass else None
    faults = [_grade_fault(grade_text)] if grade is None else []
    if klass and grade and klass.grade not in (None, grade):
        faults.append(PlaceFault("class", "students.class_of_other_grade"))
    elif klass and not klass.plain:
        faults.append(PlaceFault("class", "students.class_unusual", Gravity.CHECK))
    if not klass:
        faults.append(PlaceFault("class", "students.class_missing", Gravity.CHECK))
    if grade and stages and not any(grade in STAGE_GRADES[stage] for stage in stages):
        faults.append(PlaceFault("grade" if grade_text else "class", "students.grade_not_in_school", Gravity.CHECK))
    return PlaceRead(grade, klass.name if klass else None, tuple(faults))


def _grade_fault(text: str | None) -> PlaceFault:
    return PlaceFault("grade", "students.grade_unknown" if text else "students.grade_missing")
