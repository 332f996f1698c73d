"""Grades as schools write them, as numbers 1–12 counted through."""

import re
from collections.abc import Collection

from core.organisations.rules import GRADES, STAGE_GRADES, Stage

DIGITS = {"零": 0, "〇": 0, **{digit: value for value, digit in enumerate("一二三四五六七八九", 1)}}
BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
PLAIN = re.compile(r"(?:g|grade)?(\d{1,2})(?:\.0)?(?:年级|年)?")
ORDINAL = re.compile(r"(?:小学)?(十[一二]?|[一二三四五六七八九])(?:年级|年)?")
STAGED = re.compile(
    r"(小学|小|初中|初|高中|高|职业高中|职高|中职|中专|职中|技校|职|中技)(?:[部学]?)([一二三四五六]|[1-6])(?:年级|年)?"
)
COHORT = re.compile(r"(小学|小|初中|初|高中|高|职高|中职|职)?((?:20)?\d{2})(级|届)")
STAGE_WORDS = {
    Stage.PRIMARY: ("小学", "小"),
    Stage.JUNIOR: ("初中", "初"),
    Stage.SENIOR: ("高中", "高"),
    Stage.VOCATIONAL: ("职业高中", "职高", "中职", "中专", "职中", "技校", "职", "中技"),
}
STAGE_OF_WORD = {word: stage for stage, words in STAGE_WORDS.items() for word in words}
LONGEST_YEARS = {Stage.PRIMARY: 6, Stage.JUNIOR: 4, Stage.SENIOR: 3, Stage.VOCATIONAL: 3}
"""Years a stage may count by itself; 初四 of the 5–4 system is grade 9."""


def parse_grade(text: str, *, school_year: int, stages: Collection[Stage] = ()) -> int | None:
    """The grade 1–12 that `text` means in `school_year`, or None when it means none, or more than one.

    Understands 5, 五年级, 小五, 七年级(初一), 初一, 高二, 职高一, 中职二年级, and cohorts: 2023级 (entered in 2023) and
    2026届 (leaves in 2026), which need the stage from a word before (高2023级) or from the school's `stages`.
    """
    plain = BRACKETS.sub("", "".join(text.split())).lower().removesuffix("班")
    if plain == "预初":
        return 6
    if found := PLAIN.fullmatch(plain):
        return _in_range(int(found[1]))
    if found := ORDINAL.fullmatch(plain):
        return _in_range(chinese_number(found[1]))
    if found := STAGED.fullmatch(plain):
        return _of_stage(STAGE_OF_WORD[found[1]], chinese_number(found[2]))
    if found := COHORT.fullmatch(plain):
        return _of_cohort(found, school_year, stages)
    return None


def chinese_number(text: str) -> int:
    """一…九十九 or digits as a number; ValueError for anything else."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    try:
        return (DIGITS[tens] if tens else 1) * 10 * bool(ten) + (DIGITS[ones] if ones or not ten else 0)
    except KeyError as error:
        raise ValueError("not a number below a hundred") from error


def _in_range(number: int) -> int | None:
    return number if number in GRADES else None


def _of_stage(stage: Stage, number: int) -> int | None:
    if number > LONGEST_YEARS[stage]:
        return None
    return min(STAGE_GRADES[stage].start + number - 1, STAGE_GRADES[stage].stop - 1)


def _of_cohort(found: re.Match[str], school_year: int, stages: Collection[Stage]) -> int | None:
    year = int(found[2]) + (2000 if len(found[2]) == 2 else 0)
    wanted = {STAGE_OF_WORD[found[1]]} if found[1] else set(stages)
    grades = set()
    for stage in wanted:
        years = STAGE_GRADES[stage]
        grade = years.start + school_year - year if found[3] == "级" else years.stop - (year - school_year)
        if grade in years:
            grades.add(grade)
    return grades.pop() if len(grades) == 1 else None
