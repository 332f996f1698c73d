"""Whom a file is about, and what it is opened or printed for."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.screening.views.shared import grade_words
from core.students.queries import PersonRow
from core.students.rules import PURPOSE_TITLES, Purpose
from core.students.rules.purposes import purpose_text
from core.ui import parts, tables

OPEN = "pupil.open"


class Asked(NamedTuple):
    """Why somebody opens or prints a file."""

    purpose: Purpose
    note: str


def find() -> str:
    """Whom the reader looks for."""
    words: str = st.text_input(
        "找学生", placeholder="姓名全名、学籍号或学籍号后 4 位", key="pupil.words", width=320, icon=":material/search:"
    )
    return words.strip()


def choices(rows: Sequence[PersonRow]) -> int | None:
    """Those who were found, masked; answers the person picked."""
    if not rows:
        parts.empty("person_search", "没有找到", "请核对姓名或学籍号；只能找到您范围里本学年的学生。", key="pupil.none")
        return None
    frame = pd.DataFrame(
        [(row.name, row.number, row.school, grade_words(row.grade), row.class_name or "") for row in rows],
        columns=["name", "number", "school", "grade", "class"],
    )
    columns = {
        "name": tables.name_column(),
        "number": tables.text_column("学籍号", 110),
        "school": tables.text_column("学校", 180),
        "grade": tables.text_column("年级", 90),
        "class": tables.text_column("班级", 90),
    }
    at = tables.listing(frame, columns, key="pupil.found", alt=f"找到 {len(rows)} 人", pick=True)
    return None if at is None else rows[at].person_id


def ask_purpose(*, key: str) -> Asked | None:
    """What the file is opened for; asked anew each time somebody comes to this page."""
    with st.form(key):
        purpose = st.selectbox(
            "打开档案，用来", list(Purpose), format_func=PURPOSE_TITLES.__getitem__, key=f"{key}.purpose"
        )
        note = st.text_input("补充说明（选“其他”时要写）", key=f"{key}.note", max_chars=60)
        st.caption("打开会记录：谁、什么时候、为什么。离开这一页就自动收起。")
        if not st.form_submit_button("打开档案", type="primary") or purpose is None:
            return None
    return Asked(purpose, note)


def stays_open() -> bool:
    """A switch that lives as long as the page is looked at: whoever leaves finds the file closed again."""
    open_: bool = st.toggle("档案已打开（关上就收起）", key=OPEN)
    return open_


def ask_print() -> Asked | None:
    """What the paper is for; None until that is said."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        purpose = st.selectbox(
            "打印，用来", list(Purpose), format_func=PURPOSE_TITLES.__getitem__, key="pupil.print.purpose", width=240,
            index=None, placeholder="请选择",
        )  # fmt: skip
        note = st.text_input("补充说明", key="pupil.print.note", max_chars=60, width=240)
    st.caption("打印会记录。每一页都印着查阅人、时间和用途。")
    if purpose is None or purpose_text(purpose, note) is None:
        return None
    return Asked(purpose, note)
