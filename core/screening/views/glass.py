"""应急查看: whose file, why, and what is open now."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from core.cases.queries import OpenGlass
from core.cases.rules.glass import LEAST_REASON
from core.screening.queries import Face
from core.screening.views.shared import grade_words
from core.students.queries import PersonRow
from core.ui import parts
from core.ui.words import moment, safe

LONGEST = 300  # characters of a reason


class Broken(NamedTuple):
    """Whose file is to be opened, and why."""

    person_id: int
    reason: str


def find(*, key: str) -> str:
    """Whom to look for."""
    words: str = st.text_input(
        "找学生", placeholder="姓名全名或学籍号后 4 位", key=key, width=280, icon=":material/search:"
    )
    return words.strip()


def ask(found: Sequence[PersonRow], *, key: str) -> Broken | None:
    """One of those found, and the reason; answers once the form is sent."""
    if not found:
        parts.empty("search_off", "没有找到", "请写全名，或学籍号的后 4 位。", key="glass.nobody")
        return None
    by_id = {row.person_id: row for row in found}
    with st.form(key):
        person = st.selectbox("哪一名", list(by_id), format_func=lambda one: _called(by_id[one]), key=f"{key}.person")
        reason = st.text_area(
            f"为什么现在要看（至少 {LEAST_REASON} 个字）", max_chars=LONGEST, key=f"{key}.reason",
            placeholder="写清楚发生了什么、谁在联系、为什么等不到负责的老师",
        )  # fmt: skip
        st.caption("会记录是谁、什么时候、为什么；负责的老师和学校的负责人马上收到通知。")
        if st.form_submit_button("应急查看 24 小时", type="primary"):
            return Broken(person, reason)
    return None


def opened(rows: Sequence[OpenGlass], faces: Mapping[int, Face], *, key: str) -> int | None:
    """What is open, the first to close in front; answers the person whose file is given back."""
    back = None
    with st.container(border=True, gap="small"):
        for row in rows:
            face = faces.get(row.person_id)
            what, act = st.columns([5, 3], vertical_alignment="center", gap="xsmall")
            what.markdown(
                f":material/lock_open: **{safe(face.name if face else '')}**　{safe(face.number if face else '')}  \n"
                f":small[:gray[{safe(moment(row.until))} 自动关上]]"
            )
            if act.button("看完了，关上", key=f"{key}.{row.id}"):
                back = row.person_id
    return back


def _called(row: PersonRow) -> str:
    return " · ".join((row.name, row.number, row.school, grade_words(row.grade), row.class_name or ""))
