"""Importing organisations: template, upload, problems, preview."""

from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.organisations.rules import COLUMNS, LEVEL_TITLES, OrgCheck
from core.sheets.export import template
from core.ui import parts, tables
from core.ui.parts import Tally
from core.ui.words import count, problem_rows

SHOWN = 50  # lines of a preview


class Upload(NamedTuple):
    """A file that was picked."""

    content: bytes
    name: str


def template_download() -> None:
    """The table to fill in, made from what the importer reads."""
    parts.download(
        "下载模板",
        lambda: template("单位", COLUMNS),
        "单位导入模板.xlsx",
        mime=parts.XLSX,
        key="organisations.template",
    )


def upload(*, key: str) -> Upload | None:
    """The file to look at; None while there is none."""
    picked = st.file_uploader("填好的表格", type=["xlsx", "xls", "csv"], key=key)
    return Upload(picked.getvalue(), picked.name) if picked else None


def preview(check: OrgCheck, *, key: str) -> bool:
    """Problems, or what would happen; answers whether it was agreed to."""
    if check.problems:
        parts.section("要改的地方", f"共 {len(check.problems):,} 处；改好再传一次，系统里的数据没有变动")
        parts.problem_list(problem_rows(check.problems), key="organisations")
        return False
    if not check.planned:
        parts.empty(
            "table_rows", "表格里没有单位", "从模板的第 2 行起，一行写一个单位。", key="organisations.import.none"
        )
        return False
    parts.tally(
        [
            Tally("新增", count(len(check.new)), "个单位"),
            Tally("变更", count(len(check.changed)), "个单位"),
            Tally("不变", count(check.unchanged), "个单位"),
        ]
    )
    _lines(check)
    return parts.confirm("我已核对，文件里没有的单位保持原样。", yes="确认导入", no="先不导入", key=key) is True


def _lines(check: OrgCheck) -> None:
    shown = [(word, one) for word, group in (("＋ 新增", check.new), ("→ 变更", check.changed)) for one in group]
    if not shown:
        return
    frame = pd.DataFrame(
        [
            {"怎么变": word, "单位": one.line.name, "层级": LEVEL_TITLES[one.line.level], "上级单位": one.above.name}
            for word, one in shown[:SHOWN]
        ]
    )
    columns = {
        "怎么变": tables.text_column("怎么变", 90),
        "单位": tables.text_column("单位", 220),
        "层级": tables.text_column("层级", 90),
        "上级单位": tables.text_column("上级单位", 220),
    }
    tables.listing(frame, columns, key="organisations.import.lines", alt="将要新增和变更的单位")
    if len(shown) > SHOWN:
        st.caption(f"只列出前 {SHOWN} 个，共 {len(shown):,} 个。")
