"""What rosters write, and what it means: tables of cases."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.organisations.rules import Stage
from core.students.rules import Purpose, Sex, SpecialGroup
from core.students.rules.ages import ages_of
from core.students.rules.classes import class_order, read_class
from core.students.rules.facts import birth_facts
from core.students.rules.grades import chinese_number, parse_grade
from core.students.rules.names import clean_name, is_odd
from core.students.rules.numbers import CHECKS, NumberFault, check_digit, fault_of, faults
from core.students.rules.places import read_place
from core.students.rules.purposes import purpose_text
from core.students.rules.words import read_groups, read_sex

P, J, S, V = Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR, Stage.VOCATIONAL


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("1", 1), ("12", 12), ("0", None), ("13", None), ("5.0", 5), ("5年级", 5), ("五年级", 5), ("五", 5), ("小五", 5),
        ("小学五年级", 5), ("六年级", 6), ("预初", 6), ("初一", 7), ("初二", 8), ("初三", 9), ("初四", 9), ("七年级(初一)", 7),
        ("七年级（初一）", 7), ("八年级(初二)", 8), ("九年级(初三)", 9), ("十年级(高一)", 10), ("十一年级(高二)", 11),
        ("十二年级(高三)", 12), ("十三年级", None), ("初中二年级", 8), ("高一", 10), ("高三年级", 12), ("高四", None),
        ("职高一", 10), ("中职二年级", 11), ("职三", 12), ("中专一", 10), ("高 一", 10), ("大班", None), ("", None), ("无", None),
    ],
)  # fmt: skip
def test_a_grade_is_read_as_schools_write_it(text: str, grade: int | None) -> None:
    assert parse_grade(text, school_year=2025) == grade


@pytest.mark.parametrize(
    ("text", "stages", "grade"),
    [
        ("2025级", [P], 1), ("2024级", [P], 2), ("2020级", [P], 6), ("2019级", [P], None), ("2026级", [P], None),
        ("2023级", [J], 9), ("23级", [J], 9), ("2023级", [S], 12), ("2026届", [P], 6), ("2026届", [J], 9), ("2028届", [J], 7),
        ("2029届", [J], None), ("2026届", [S], 12), ("高2023级", [], 12), ("初2023级", [P, J, S], 9), ("2025级", [P, J], None),
        ("2021级", [P, J], 5), ("2023级", [], None),
    ],
)  # fmt: skip
def test_a_cohort_needs_its_stage(text: str, stages: list[Stage], grade: int | None) -> None:
    assert parse_grade(text, school_year=2025, stages=stages) == grade


@given(st.integers(2010, 2090), st.sampled_from([P, J, S, V]), st.integers(0, 5))
def test_entering_and_leaving_cohorts_agree(year: int, stage: Stage, at: int) -> None:
    length = {P: 6, J: 3, S: 3, V: 3}[stage]
    at %= length
    entered, leaves = f"{year - at}级", f"{year - at + length}届"
    assert parse_grade(entered, school_year=year, stages=[stage]) == parse_grade(
        leaves, school_year=year, stages=[stage]
    )
    assert parse_grade(entered, school_year=year, stages=[stage]) is not None


@pytest.mark.parametrize(
    ("text", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("九十九", 99), ("07", 7)]
)
def test_chinese_numbers_below_a_hundred(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("text", "grade", "name", "said", "plain"),
    [
        ("1班", 5, "1班", None, True), ("1", 5, "1班", None, True), ("01", 5, "1班", None, True), ("1.0", 5, "1班", None, True),
        ("（1）班", 5, "1班", None, True), ("(1)", 5, "1班", None, True), ("一班", 5, "1班", None, True),
        ("十二班", 5, "12班", None, True), ("二十一班", 5, "21班", None, True), ("第3班", 5, "3班", None, True),
        ("五(1)班", None, "1班", 5, True), ("五（1）班", 5, "1班", 5, True), ("五1班", 5, "1班", 5, True),
        ("五年级一班", 5, "1班", 5, True), ("初一（2）班", 7, "2班", 7, True), ("高一(3)班", None, "3班", 10, True),
        ("七年级1班", None, "1班", 7, True), ("5.1班", 5, "1班", 5, True), ("7-1班", 7, "1班", 7, True),
        ("501", None, "1班", 5, True), ("501", 5, "1班", 5, True), ("0501", 5, "1班", 5, True), ("701班", 7, "1班", 7, True),
        ("1001", 10, "1班", 10, True), ("101", 7, "1班", 7, True), ("2301", 9, "1班", 9, True), ("601", 5, "601班", None, False),
        ("500", 5, "500班", None, False), ("六(1)班", 5, "1班", 6, True), ("实验班", 5, "实验班", None, True),
        ("A", 5, "A班", None, True), ("甲班", 5, "甲班", None, True),
    ],
)  # fmt: skip
def test_a_class_has_one_name(text: str, grade: int | None, name: str, said: int | None, plain: bool) -> None:
    assert read_class(text, school_year=2025, grade=grade) == (name, said, plain)


@given(st.integers(1, 99), st.integers(1, 12))
def test_a_canonical_class_name_reads_as_itself(number: int, grade: int) -> None:
    name = f"{number}班"
    assert read_class(name, school_year=2025, grade=grade).name == name


def test_classes_sort_by_number() -> None:
    assert sorted(["10班", "实验班", "2班"], key=class_order) == ["2班", "10班", "实验班"]


@pytest.mark.parametrize(
    ("grade", "klass", "place", "codes"),
    [
        ("五", "1", (5, "1班"), []),
        (None, "五(1)班", (5, "1班"), []),
        ("五", "六(1)班", (5, "1班"), ["class_of_other_grade"]),
        ("五", None, (5, None), ["class_missing"]),
        (None, None, (None, None), ["grade_missing", "class_missing"]),
        ("十三", "1", (None, "1班"), ["grade_unknown"]),
        (None, "1", (None, "1班"), ["grade_missing"]),
        ("七", "1", (7, "1班"), ["grade_not_in_school"]),
        ("五", "601", (5, "601班"), ["class_unusual"]),
    ],
)
def test_grade_and_class_are_read_together(
    grade: str | None, klass: str | None, place: tuple[int | None, str | None], codes: list[str]
) -> None:
    read = read_place(grade, klass, school_year=2025, stages=[P])
    assert (read.grade, read.class_name) == place
    assert [fault.code.removeprefix("students.") for fault in read.faults] == codes


G = "G33010620150312345"


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (G + "0", None), (G + "1", NumberFault.CHECK_DIGIT), (G + "X", NumberFault.CHECK_DIGIT), ("J" + G[1:] + "1", None),
        ("L" + G[1:] + "X", None), (G, NumberFault.LENGTH), (G + "00", NumberFault.LENGTH), ("20230101", None), ("1234", None),
        ("123", NumberFault.SHORT), ("A-1", NumberFault.SHORT), ("A-12", None), ("学号1234", NumberFault.UNREADABLE),
        ("12 34", NumberFault.UNREADABLE), (G[1:] + "0", None),
    ],
)  # fmt: skip
def test_a_number_is_looked_at_but_never_refused_for_its_style(number: str, fault: NumberFault | None) -> None:
    assert fault_of(number) is fault
    (vectorised,) = faults(pl.Series([number])).to_list()
    assert vectorised == (fault.value if fault else None)


@given(st.from_regex(r"[0-9]{17}", fullmatch=True), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(body: str, at: int, by: int) -> None:
    good = "G" + body + check_digit(body)
    wrong = body[:at] + str((int(body[at]) + by) % 10) + body[at + 1 :]
    found = faults(pl.Series([good, "G" + wrong + good[-1]])).to_list()
    assert found == [None, NumberFault.CHECK_DIGIT.value]


@pytest.mark.parametrize(("body", "check"), [("11010519491231002", "X"), ("44052418800101001", "4")])
def test_check_characters_are_those_of_the_standard(body: str, check: str) -> None:
    """The two examples printed in GB 11643-1999."""
    assert check_digit(body) == check
    assert check in CHECKS


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("张 三", "张三"), ("张　三", "张三"), ("阿依古丽.买买提", "阿依古丽·买买提"), ("阿依古丽 • 买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"), ("Anna  Maria Li", "Anna Maria Li"), ("J. Smith", "J. Smith"),
    ],
)  # fmt: skip
def test_a_name_has_one_form(text: str, clean: str) -> None:
    assert clean_name(text) == clean
    assert clean_name(clean) == clean


@pytest.mark.parametrize(
    ("name", "odd"),
    [("张三", False), ("阿依古丽·买买提", False), ("Anna Li", False), ("张", True), ("张三1", True), ("张三?", True),
     ("长" * 40, False), ("长" * 41, True), ("㐂三", False)],
)  # fmt: skip
def test_an_odd_name_is_pointed_out(name: str, odd: bool) -> None:
    assert is_odd(name) is odd


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("男", Sex.MALE),
        ("女", Sex.FEMALE),
        ("F", Sex.FEMALE),
        ("1", Sex.MALE),
        ("2", Sex.FEMALE),
        ("9", Sex.UNKNOWN),
        ("3", None),
    ],
)
def test_sexes(text: str, sex: Sex | None) -> None:
    assert read_sex(text) is sex


@pytest.mark.parametrize(
    ("text", "found", "unknown"),
    [
        ("留守", "left_behind", ()), ("留守儿童", "left_behind", ()), ("单亲、留守", "left_behind,single_parent", ()),
        ("孤儿;困境儿童", "orphan,hardship", ()), ("随迁子女，单亲家庭", "migrant,single_parent", ()),
        ("流动/低保", "floating,hardship", ()),
        ("事实无人抚养儿童", "unattended", ()), ("无", "", ()), ("/", "", ()), ("否", "", ()), ("外星", "", ("外星",)),
        ("留守,外星", "left_behind", ("外星",)), ("留守、留守", "left_behind", ()),
    ],
)  # fmt: skip
def test_special_groups(text: str, found: str, unknown: tuple[str, ...]) -> None:
    read = read_groups(text)
    assert (read.text, read.unknown) == (found, unknown)


@given(st.sets(st.sampled_from(SpecialGroup)))
def test_groups_come_back_from_their_titles(groups: set[SpecialGroup]) -> None:
    from core.students.rules import GROUP_TITLES

    assert set(read_groups("、".join(GROUP_TITLES[group] for group in groups)).found) == groups


def said_of_birth(birth: str, number: str = "1234") -> list[str]:
    """What is said of the birth date of a pupil in grade 1 of 2025."""
    facts = birth_facts(pl.Series([birth]), pl.Series([1], dtype=pl.Int32), pl.Series([number]), 2025)
    return [finding.code.removeprefix("students.birth_") for finding in facts.findings if finding.rows.any()]


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        ("2020-09-01", []),  # five on 1 September: a year early
        ("2020-09-02", ["unlikely"]),  # four
        ("2014-09-02", []),  # ten: the last usual age
        ("2014-09-01", ["unlikely"]),  # eleven
        ("2026-01-01", ["unlikely"]),
    ],
)
def test_a_birth_date_fits_a_grade_or_is_pointed_out(birth: str, said: list[str]) -> None:
    assert said_of_birth(birth) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("G33010620190312345X", []), ("G33010620190313345X", ["differs_from_number"]),
        ("L33010620190313345X", []), ("G33010620191312345X", []),  # says nothing of a birth, or nothing that can be
    ],
)  # fmt: skip
def test_a_birth_date_other_than_the_numbers_is_pointed_out(number: str, said: list[str]) -> None:
    assert said_of_birth("2019-03-12", number) == said


def test_ages_rise_with_the_grades_and_staff_are_grown_up() -> None:
    assert [ages_of(grade).start for grade in (1, 6, 12)] == [5, 10, 16]
    assert ages_of(0).start == 18


def test_other_purposes_need_words() -> None:
    assert purpose_text(Purpose.TALK, "") == "约谈或关怀学生"
    assert purpose_text(Purpose.OTHER, "不知道") is None
    assert purpose_text(Purpose.OTHER, "核对体检") == "其他：核对体检"
