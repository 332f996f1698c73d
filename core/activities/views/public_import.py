"""社会宣教 on its way in from a file: template, file, problems, what would change."""

from typing import NamedTuple

import streamlit as st

from core.activities import packs
from core.activities.rules.hotline_sheet import HotlineCheck, hotline_columns
from core.activities.rules.public_plan import PublicCheck
from core.activities.rules.public_sheet import public_columns
from core.sheets.columns import Column
from core.sheets.export import template
from core.ui import parts
from core.ui.parts import Tally
from core.ui.words import count, problem_rows

HELD, CALLS = "宣教活动", "热线接听"
HELP = {
    HELD: "一行一个活动。同一个单位、同一天、同一类、同一名称算一个；活动月里上报过的保持原样。",
    CALLS: "一行是一天里的一类来电。不写来电人，也不写说了什么。",
}


class Picked(NamedTuple):
    """A file that was picked, and the verbs that look at it and take it in."""

    content: bytes
    filename: str
    check: str
    load: str


def upload(*, key: str) -> Picked | None:
    """Which sort of workbook, its template, and the file; None while there is none."""
    sort = st.radio("导入什么", list(HELP), horizontal=True, key="public.import.sort")
    columns = _columns(sort)
    parts.download(
        "下载模板", lambda: template(sort, columns), f"{sort}模板.xlsx", mime=parts.XLSX,
        key=f"public.template.{'held' if sort == HELD else 'calls'}",
    )  # fmt: skip
    file = st.file_uploader(
        "填好的表格", type=["xlsx", "xls", "csv"], key=f"{key}.{'held' if sort == HELD else 'calls'}"
    )
    st.caption(f"{HELP[sort]}同一份表再传一次不会重复，表里没有的保持原样。")
    if file is None:
        return None
    name = "public" if sort == HELD else "hotline"
    return Picked(file.getvalue(), file.name, f"check_{name}", f"import_{name}")


def preview(check: PublicCheck | HotlineCheck, *, key: str) -> bool:
    """Problems, or what would happen; answers whether it was agreed to."""
    if check.problems:
        parts.section("要改的地方", f"共 {len(check.problems):,} 处；改好再传一次，系统里的数据没有变动")
        parts.problem_list(problem_rows(check.problems), key="public.sheet")
        return False
    if not check.planned:
        parts.empty("table_rows", "表格里还没有内容", "从模板的第 2 行起填写，然后再传一次。", key="public.sheet.none")
        return False
    parts.tally(
        [
            Tally("新登记", count(len(check.new)), "条"),
            Tally("变更", count(len(check.changed)), "条，按表格改"),
            Tally("不变", count(check.unchanged), "条"),
        ]
    )
    if not check.new and not check.changed:
        st.caption("表里的内容系统里都有了。")
        return False
    return parts.confirm("我已核对，表里没有任何人的姓名和情况。", yes="确认导入", no="先不导入", key=key) is True


def _columns(sort: str) -> tuple[Column, ...]:
    return public_columns(tuple(packs.partners().values())) if sort == HELD else hotline_columns(packs.hotline())
