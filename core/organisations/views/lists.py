"""The tree of bureaus and the list of schools."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.organisations.queries import OrgRow, SchoolRow
from core.organisations.rules import LEVEL_TITLES, SETTING_TITLES, STAGE_TITLES
from core.ui import parts, tables

INDENT = "　"
YES = "是"


class Filters(NamedTuple):
    """Which schools are asked for."""

    below: str
    words: str
    closed: bool


def filters(bureaus: Sequence[OrgRow]) -> Filters:
    """Bureau, words, and whether closed schools are shown too."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        places = {"/": "全部", **{row.path: indented(row) for row in bureaus}}
        below = st.selectbox(
            "所属单位", list(places), format_func=places.__getitem__, key="organisations.below", width=220
        )
        words = st.text_input("查找", placeholder="校名或代码", key="organisations.words", width=220)
        closed = st.checkbox("也显示已停用的", key="organisations.closed")
    return Filters(below, words, closed)


def school_list(rows: Sequence[SchoolRow]) -> SchoolRow | None:
    """The schools of one page; answers the one picked."""
    if not rows:
        parts.empty("domain", "这里还没有学校", "换个条件试试，或用“新增”“从表格导入”添加。", key="organisations.none")
        return None
    frame = pd.DataFrame([_cells(row) for row in rows])
    columns = {
        "学校": tables.text_column("学校", 200),
        "学段": tables.text_column("学段", 140),
        "城乡": tables.text_column("城乡", 70),
        "学区": tables.text_column("学区", 110),
        "联盟": tables.text_column("联盟", 110),
        "试点": tables.text_column("试点", 60),
        "寄宿": tables.text_column("寄宿", 60),
        "状态": tables.text_column("状态", 80),
    }
    at = tables.listing(frame, columns, key="organisations.schools", alt="学校列表", pick=True)
    return None if at is None else rows[at]


def bureau_list(rows: Sequence[OrgRow]) -> OrgRow | None:
    """Bureaus, indented by their depth; answers the one picked."""
    frame = pd.DataFrame(
        [
            {
                "单位": indented(row),
                "层级": LEVEL_TITLES[row.level],
                "代码": row.code or "",
                "状态": _state(row.closed_on is None),
            }
            for row in rows
        ]
    )
    columns = {
        "单位": tables.text_column("单位", 320),
        "层级": tables.text_column("层级", 100),
        "代码": tables.text_column("代码", 120),
        "状态": tables.text_column("状态", 80),
    }
    at = tables.listing(frame, columns, key="organisations.bureaus", alt="教育行政单位", pick=True)
    return None if at is None else rows[at]


def indented(row: OrgRow) -> str:
    """A name moved to the right by its depth."""
    return INDENT * row.depth + row.name


def _cells(row: SchoolRow) -> dict[str, str]:
    return {
        "学校": row.name,
        "学段": "、".join(STAGE_TITLES[stage] for stage in row.facts.stages),
        "城乡": SETTING_TITLES[row.facts.setting],
        "学区": row.facts.district,
        "联盟": row.facts.alliance,
        "试点": YES if row.facts.pilot else "",
        "寄宿": YES if row.facts.boarding else "",
        "状态": _state(row.is_open),
    }


def _state(is_open: bool) -> str:
    return "在用" if is_open else "已停用"
