"""A workbook of people to enrol on its way in: template, file, problems, what would change."""

from typing import NamedTuple

import streamlit as st

from core.sheets.export import template
from core.training.rules.enrolment_sheet import COLUMNS, EnrolmentCheck
from core.ui import parts
from core.ui.parts import Tally
from core.ui.words import count, problem_rows


class Upload(NamedTuple):
    """A file that was picked."""

    content: bytes
    filename: str


def upload(*, key: str) -> Upload | None:
    """The workbook to look at; None while there is none."""
    st.caption("一行一位老师：学校、姓名、手机后四位。名册里没有的人，请先在“心理教师”里登记。")
    parts.download(
        "下载模板", lambda: template("报名表", COLUMNS), "报名表模板.xlsx", mime=parts.XLSX, key="sessions.template"
    )
    picked = st.file_uploader("填好的报名表", type=["xlsx", "xls", "csv"], key=key)
    return Upload(picked.getvalue(), picked.name) if picked else None


def preview(check: EnrolmentCheck, *, key: str) -> bool:
    """Problems, or what would happen; answers whether it was agreed to."""
    if check.problems:
        parts.section("要改的地方", f"共 {len(check.problems):,} 处；改好再传一次，还没有给任何人报名")
        parts.problem_list(problem_rows(check.problems), key="sessions.enrol")
        return False
    schools = len({one.school_id for one in check.wanted})
    parts.tally(
        [
            Tally("新报名", count(len(check.wanted)), f"来自 {schools:,} 所学校"),
            Tally("已经报名", count(check.already), "不会重复"),
        ]
    )
    if not check.wanted:
        st.caption("表里没有要新报名的人。")
        return False
    return parts.confirm("我已核对名单。", yes="确认报名", no="先不导入", key=key) is True
