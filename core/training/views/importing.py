"""A workbook of staff on its way in: template, file, problems, what would change."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.sheets.export import template
from core.training.rules.plan import Planned, StaffCheck
from core.training.rules.titles import KIND_TITLES
from core.training.rules.workbook import COLUMNS
from core.ui import parts, tables
from core.ui.parts import Tally
from core.ui.words import count, problem_rows

SHOWN = 50  # lines of a preview


class Upload(NamedTuple):
    """A file that was picked, and the school of rows that name none."""

    content: bytes
    filename: str
    school_id: int | None


def template_download() -> None:
    """The table to fill in, made from what the importer reads."""
    parts.download(
        "下载模板",
        lambda: template("心理教师", COLUMNS),
        "心理教师导入模板.xlsx",
        mime=parts.XLSX,
        key="staff.template",
    )


def upload(schools: Mapping[int | None, str], *, key: str) -> Upload | None:
    """The file to look at; None while there is none."""
    only = next(iter(schools)) if len(schools) == 1 else None
    school = only or st.selectbox(
        "没有写学校的行，算在哪一所", [None, *schools], format_func=lambda one: schools.get(one, "每一行都写了学校"),
        key=f"{key}.school", width=420,
    )  # fmt: skip
    picked = st.file_uploader("填好的表格", type=["xlsx", "xls", "csv"], key=key)
    st.caption("一行写一位老师和一张证书；有几张证书就写几行。同名的在岗老师会更新，不会重复。")
    return Upload(picked.getvalue(), picked.name, school) if picked else None


def preview(check: StaffCheck, schools: Mapping[int | None, str], *, key: str) -> bool:
    """Problems, or what would happen; answers whether it was agreed to."""
    if check.problems:
        parts.section("要改的地方", f"共 {len(check.problems):,} 处；改好再传一次，系统里的数据没有变动")
        parts.problem_list(problem_rows(check.problems), key="staff")
        return False
    if not check.planned:
        parts.empty("table_rows", "表格里没有人", "从模板的第 2 行起，一行写一位老师。", key="staff.import.none")
        return False
    parts.tally(
        [
            Tally("新增", count(len(check.new)), "位"),
            Tally("变更", count(len(check.changed)), "位"),
            Tally("不变", count(check.unchanged), "位"),
        ]
    )
    _lines(check, schools)
    return parts.confirm("我已核对，文件里没有的人保持原样。", yes="确认导入", no="先不导入", key=key) is True


def _lines(check: StaffCheck, schools: Mapping[int | None, str]) -> None:
    shown = [(word, one) for word, group in (("＋ 新增", check.new), ("→ 变更", check.changed)) for one in group]
    if not shown:
        return
    frame = pd.DataFrame([_cells(word, one, schools) for word, one in shown[:SHOWN]])
    columns = {
        "怎么变": tables.text_column("怎么变", 90),
        "姓名": tables.text_column("姓名", 120),
        "学校": tables.text_column("学校", 200),
        "类别": tables.text_column("类别", 90),
        "证书": tables.text_column("新增或更新的证书", 260),
    }
    tables.listing(frame, columns, key="staff.import.lines", alt="将要新增和变更的人")
    if len(shown) > SHOWN:
        st.caption(f"只列出前 {SHOWN} 位，共 {len(shown):,} 位。")


def _cells(word: str, one: Planned, schools: Mapping[int | None, str]) -> dict[str, str]:
    return {
        "怎么变": word,
        "姓名": one.facts.name,
        "学校": schools.get(one.school_id, ""),
        "类别": KIND_TITLES[one.facts.kind],
        "证书": "、".join(paper.kind for paper in one.certificates),
    }
