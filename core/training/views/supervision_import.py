"""A workbook of supervision on its way in: template, file, problems, what would change."""

from typing import NamedTuple

import streamlit as st

from core.sheets.export import template
from core.training import packs
from core.training.rules.supervision_plan import SupervisionCheck
from core.training.rules.supervision_sheet import columns
from core.ui import parts
from core.ui.parts import Tally
from core.ui.words import count, problem_rows


class Upload(NamedTuple):
    """A file that was picked."""

    content: bytes
    filename: str


def upload(*, key: str) -> Upload | None:
    """The workbook to look at, and the template; None while there is none."""
    with st.container(horizontal=True):
        parts.download(
            "下载模板", lambda: template("督导记录", columns(packs.supervision())), "督导记录模板.xlsx", mime=parts.XLSX,
            key="supervision.template",
        )  # fmt: skip
    picked = st.file_uploader("填好的表格", type=["xlsx", "xls", "csv"], key=key)
    st.caption(
        "一行一位老师的一次督导。同一天、同一位督导师的团体督导算一次；同一份表再传一次不会重复，表里没有的保持原样。"
    )
    return Upload(picked.getvalue(), picked.name) if picked else None


def preview(check: SupervisionCheck, *, key: str) -> bool:
    """Problems, or what would happen; answers whether it was agreed to."""
    if check.problems:
        parts.section("要改的地方", f"共 {len(check.problems):,} 处；改好再传一次，系统里的数据没有变动")
        parts.problem_list(problem_rows(check.problems), key="supervision.sheet")
        return False
    if not check.planned:
        parts.empty(
            "table_rows", "表格里没有督导", "从模板的第 2 行起填写，然后再传一次。", key="supervision.sheet.none"
        )
        return False
    people = sum(len(one.joining) for one in check.planned)
    parts.tally(
        [
            Tally("新登记", count(len(check.new)), f"次，{people} 人次"),
            Tally("变更", count(len(check.changed)), "次"),
            Tally("不变", count(check.unchanged), "次"),
        ]
    )
    if not check.new and not check.changed:
        st.caption("表里的内容系统里都有了。")
        return False
    return parts.confirm("我已核对，表里没有学生的姓名和情况。", yes="确认导入", no="先不导入", key=key) is True
