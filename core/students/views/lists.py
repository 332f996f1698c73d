"""The roster on the screen: filters, counts by grade, the list, one person's card."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.organisations.queries import SchoolRow
from core.students.queries import ClassCount, GradeCount, PersonCard, PersonRow
from core.students.rules import Population
from core.students.rules.classes import class_order
from core.students.rules.words import SEX_TITLES
from core.ui import parts, tables
from core.ui.parts import Fact
from core.ui.words import count, grade_name, safe

POPULATIONS = {Population.STUDENT: "学生", Population.TEACHER: "教师"}
EVERYWHERE = "全部学校"


class Filters(NamedTuple):
    """Whose list is asked for."""

    population: Population
    school_year: int
    school_id: int | None
    text: str


def year_words(year: int) -> str:
    """2025—2026 学年."""
    return f"{year}—{year + 1} 学年"


def place_words(grade: int | None, class_name: str | None) -> str:
    """五年级 1班; staff are 教职工."""
    if grade is None:
        return "未在籍"
    return " ".join(filter(None, (grade_name(grade) if grade else "教职工", class_name)))


def filters(schools: Sequence[SchoolRow], *, this_year: int) -> Filters:
    """Population, year, school and what is searched for, in one row."""
    names: dict[int | None, str] = {None: EVERYWHERE, **{row.id: row.name for row in schools}}
    years = [this_year + 1, this_year, this_year - 1, this_year - 2]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        population = st.segmented_control(
            "名册", list(POPULATIONS), format_func=POPULATIONS.__getitem__, default=Population.STUDENT, required=True,
            key="roster.population",
        )  # fmt: skip
        year = st.selectbox("学年", years, index=1, format_func=year_words, key="roster.year", width=170)
        school = (
            st.selectbox("学校", list(names), format_func=names.__getitem__, key="roster.school", width=200)
            if len(schools) > 1
            else None
        )
        text = st.text_input(
            "找人", placeholder="姓名全名、完整学籍号或后 4 位", key="roster.find", width=260, type="default"
        )
    return Filters(population, year, school, text.strip())


def grade_filter(rows: Sequence[GradeCount]) -> int | None:
    """Counts by grade as pills; answers the grade chosen."""
    counts = {row.grade: row for row in rows}
    return st.pills(
        "年级",
        list(counts),
        format_func=lambda grade: f"{grade_name(grade)} {counts[grade].pupils:,}",
        key="roster.grade",
    )


def class_filter(rows: Sequence[ClassCount], grade: int | None) -> int | None:
    """The classes of a grade with their pupils; answers the id of the class chosen."""
    here = sorted((one for one in rows if one.row.grade == grade), key=lambda one: class_order(one.row.name))
    if not here:
        return None
    names = {one.row.id: f"{safe(one.row.name)} {one.pupils}" for one in here}  # pills draw Markdown
    return st.pills("班级", list(names), format_func=names.__getitem__, key="roster.class")


def summary(rows: Sequence[GradeCount]) -> None:
    """How many pupils and classes there are."""
    pupils, classes = sum(row.pupils for row in rows), sum(row.classes for row in rows)
    st.caption(f"在籍 {count(pupils)} 名学生，{count(classes)} 个班；已离校的不算在内。")


def people_list(rows: Sequence[PersonRow], *, key: str) -> PersonRow | None:
    """One page of people, masked; answers the one picked."""
    frame = pd.DataFrame([_cells(row) for row in rows])
    columns = {
        "姓名": tables.name_column(),
        "班级": tables.text_column("年级 · 班级", 130),
        "号码": tables.text_column("号码", 90, rule="只显示最后几位"),
        "性别": tables.text_column("性别", 70),
        "学校": tables.text_column("学校", 180),
        "状态": tables.text_column("状态", 80),
    }
    at = tables.listing(frame, columns, key=key, alt="名册，姓名已隐去一部分", pick=True)
    return None if at is None else rows[at]


def _cells(row: PersonRow) -> dict[str, str]:
    return {
        "姓名": row.name,
        "班级": place_words(row.grade, row.class_name),
        "号码": row.number,
        "性别": SEX_TITLES[row.sex],
        "学校": row.school,
        "状态": "已离校" if row.left else "在籍",
    }


def card(person: PersonCard) -> None:
    """One person, masked: where the file lies and the school years."""
    st.markdown(f"**{safe(person.name)}**　{safe(person.number)}　{SEX_TITLES[person.sex]}　·　{safe(person.school)}")
    pairs = [
        Fact(
            year_words(year.school_year), f"{year.school}　{place_words(year.grade, year.class_name)}{_gone(year.left)}"
        )
        for year in person.years
    ]
    parts.facts(pairs)
    if person.has_groups:
        st.caption(":material/favorite: 有特殊群体标记；类别在“查看全名”里按权限显示。")


def _gone(left: bool) -> str:
    return "（已离校）" if left else ""
