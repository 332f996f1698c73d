"""Names of classes, brought to one form: 五(1)班, 501, （1）班 and 一班 are all "1班" of their grade."""

import re
from collections.abc import Collection
from typing import NamedTuple

from core.organisations.rules import STAGE_GRADES, Stage
from core.students.rules.grades import chinese_number, parse_grade

MAX_NAME = 20
NUMBER = r"(\d{1,2}|十[一二三四五六七八九]?|[二三四五六七八九]十[一二三四五六七八九]?|[一二三四五六七八九])"
SIMPLE = re.compile(rf"第?[(\[]?{NUMBER}[)\]]?(?:\.0)?班?")
GRADED = re.compile(
    rf"(.*?(?:年级|级|届)|(?:初中?|高中?|小学?|职高|中职|职)?[一二三四五六七八九]|[1-9]|1[0-2])[-.·]?"
    rf"(?:[(\[]{NUMBER}[)\]]班?|{NUMBER}班|(?<=[级届])[-.·]?{NUMBER}班?)"
)
DIGITS = re.compile(r"(\d{1,2})(\d{2})班?")
FIRST_OF_STAGE = {grade: years.start for years in STAGE_GRADES.values() for grade in years}


class ClassRead(NamedTuple):
    """A class as it was written: its name alone, the grade said with it (None if not), whether that was understood."""

    name: str
    grade: int | None = None
    plain: bool = True


def read_class(text: str, *, school_year: int, grade: int | None = None, stages: Collection[Stage] = ()) -> ClassRead:
    """The class that `text` (tidied) names within `grade`; names without a number (实验班) stay as they are.

    "501" and "0501" are 1班 of grade 5; within a known grade the first digits may also count within the stage (101 in
    初一) or be the year of entry (2301). What fits nothing is kept as written and is not `plain`.
    """
    plain = "".join(text.split()).replace("（", "(").replace("）", ")").replace("【", "[").replace("】", "]")
    if found := SIMPLE.fullmatch(plain):
        return ClassRead(f"{chinese_number(found[1])}班")
    if found := GRADED.fullmatch(plain):
        said = parse_grade(found[1], school_year=school_year, stages=stages)
        if said is not None:
            return ClassRead(f"{chinese_number(next(filter(None, found.groups()[1:])))}班", said)
    if found := DIGITS.fullmatch(plain):
        return _counted(found, plain, grade, school_year)
    name = plain if plain.endswith("班") else f"{plain}班"
    return ClassRead(name[:MAX_NAME], None, len(name) <= MAX_NAME)


def _counted(found: re.Match[str], plain: str, grade: int | None, school_year: int) -> ClassRead:
    head, number = int(found[1]), int(found[2])
    if grade is None:
        return ClassRead(f"{number}班", head) if 1 <= head <= 12 and number else ClassRead(_named(plain), None, False)
    fits = {grade, grade - FIRST_OF_STAGE[grade] + 1, (school_year - grade + FIRST_OF_STAGE[grade]) % 100}
    if head in fits and number:
        return ClassRead(f"{number}班", grade)
    return ClassRead(_named(plain), None, False)


def _named(plain: str) -> str:
    return f"{plain.removesuffix('班')}班"


def class_order(name: str) -> tuple[int, str]:
    """Sorts 2班 before 10班, and named classes last."""
    found = re.fullmatch(r"(\d+)班", name)
    return (int(found[1]), "") if found else (1000, name)
