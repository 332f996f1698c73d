"""Sheets of sign-ins and of scores on their way in: template, file, problems, what would change."""

from typing import NamedTuple

import streamlit as st

from core.sheets.columns import Column
from core.sheets.export import template
from core.training.rules.attending import SCORE_COLUMNS, SIGN_IN_COLUMNS, ScoreCheck, SignInCheck
from core.ui import parts
from core.ui.parts import Tally
from core.ui.words import count, problem_rows


class Kind(NamedTuple):
    """One of the two sheets."""

    title: str
    columns: tuple[Column, ...]
    unit: str
    hint: str


SIGN_IN = Kind("签到表", SIGN_IN_COLUMNS, "人次", "一行一位到场的老师；表里没有的人保持原样。")
SCORES = Kind("成绩表", SCORE_COLUMNS, "人", "一行一位老师的成绩；表里没有的人保持原样。")


def upload(kind: Kind, *, key: str) -> tuple[bytes, str] | None:
    """The file to look at with its name, and the template; None while there is none."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.subheader(f"从{kind.title}导入", anchor=False, width="content")
        content = template(kind.title, kind.columns)
        parts.download("下载模板", content, f"{kind.title}模板.xlsx", mime=parts.XLSX, key=f"{key}.template")
    picked = st.file_uploader(kind.title, type=["xlsx", "xls", "csv"], key=key, label_visibility="collapsed")
    st.caption(kind.hint)
    return (picked.getvalue(), picked.name) if picked else None


def preview(kind: Kind, check: SignInCheck | ScoreCheck, *, key: str) -> bool:
    """Problems, or what would change; answers whether it was agreed to."""
    if check.problems:
        parts.section("要改的地方", f"共 {len(check.problems):,} 处；改好再传一次，系统里的数据没有变动")
        parts.problem_list(problem_rows(check.problems), key="attendance.sheet")
        return False
    if not check.new:
        parts.empty("task_alt", "没有要改的", "表里的内容系统里都有了。", key="attendance.sheet.none")
        return False
    parts.tally([Tally("新登记", count(len(check.new)), kind.unit), Tally("已经有的", count(check.known), kind.unit)])
    return parts.confirm("我已核对。", yes="确认导入", no="先不导入", key=key) is True
