"""Workbooks of staff and of trainings on their way in: template, file, problems, what would change."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from core.errors import Gravity, Problem
from core.sheets.columns import Column
from core.sheets.export import template
from core.training import packs
from core.training.rules.hours_workbook import columns
from core.training.rules.workbook import COLUMNS
from core.ui import parts
from core.ui.words import problem_rows

DOUBTS = 30  # people whom a preview asks about


class Sort(NamedTuple):
    """One sort of workbook, and the actions of core.training.actions that look at it and write it."""

    title: str
    note: str
    check: str
    load: str
    columns: Sequence[Column]


class Upload(NamedTuple):
    """A file that was picked, and the school of rows that name none."""

    content: bytes
    filename: str
    school_id: int | None


def sort() -> Sort:
    """Which sort of workbook it is to be."""
    sorts = {
        "人员名册": Sort(
            "心理教师",
            "一行写一位老师、一个岗位和一张证书；有几张证书就写几行。已登记的会更新，空着的格子保持原样，不会重复。",
            "check_staff",
            "import_staff",
            COLUMNS,
        ),
        "培训学时": Sort(
            "培训学时",
            "一行写一个人完成的一次培训。同一个人同一天的同一次培训只记一次，不会重复。",
            "check_hours",
            "import_hours",
            columns(packs.hour_categories()),
        ),
    }
    chosen = st.segmented_control("导入什么", list(sorts), default="人员名册", required=True, key="staff.import.sort")
    return sorts[chosen]


def template_download(chosen: Sort) -> None:
    """The table to fill in, made from what the importer reads."""
    parts.download(
        "下载模板",
        lambda: template(chosen.title, chosen.columns),
        f"{chosen.title}导入模板.xlsx",
        mime=parts.XLSX,
        key=f"staff.template.{chosen.check}",
    )


def upload(schools: Mapping[int | None, str], chosen: Sort, *, key: str) -> Upload | None:
    """The file to look at; None while there is none."""
    only = next(iter(schools)) if len(schools) == 1 else None
    school = only or st.selectbox(
        "没有写学校的行，算在哪一所", [None, *schools], format_func=lambda one: schools.get(one, "每一行都写了学校"),
        key=f"{key}.school", width=420,
    )  # fmt: skip
    picked = st.file_uploader("填好的表格", type=["xlsx", "xls", "csv"], key=f"{key}.{chosen.check}")
    st.caption(chosen.note)
    return Upload(picked.getvalue(), picked.name, school) if picked else None


def must_fix(problems: Sequence[Problem]) -> bool:
    """Shows what must be put right in the file; answers whether there is anything."""
    wrong = [one for one in problems if one.gravity is Gravity.MUST_FIX]
    if wrong:
        parts.section("要改的地方", f"共 {len(wrong):,} 处；改好再传一次，系统里的数据没有变动")
        parts.problem_list(problem_rows(wrong), key="staff")
    return bool(wrong)


def to_check(problems: Sequence[Problem]) -> None:
    """Shows what a person should look at, and what may be imported all the same."""
    doubts = [one for one in problems if one.gravity is not Gravity.MUST_FIX]
    if not doubts:
        return
    parts.section("请留意", f"共 {len(doubts):,} 处；可以照样导入")
    parts.problem_list(problem_rows(doubts[:DOUBTS]), key="staff.doubts")
    if len(doubts) > DOUBTS:
        st.caption(f"只列出前 {DOUBTS} 处。")
