"""Scores of a session's assessment: so far, and one at a time."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from core.training.queries import PartRow, SessionRow
from core.training.rules.completing import MOST_SCORE
from core.training.views.attendance import of_all, stamp
from core.training.views.shared import Key, Wish, hours_words
from core.ui import parts, tables
from core.ui.words import safe


def score_form(row: SessionRow, people: Sequence[PartRow], key: Key) -> Wish | None:
    """The scores so far; the one picked gets one, or another; None until it was sent."""
    known = sum(one.score is not None for one in people)
    parts.section("考核成绩", f"满分 {MOST_SCORE}，{row.pass_score} 分通过；已登记 {of_all(known, len(people))}")
    pager = tables.page_of(len(people), key=f"attendance.marks.{row.id}", order="按学校")
    shown = people[pager.offset : pager.offset + pager.limit]
    frame = pd.DataFrame([_score_line(one) for one in shown], columns=["姓名", "学校", "成绩"])
    columns = {
        "姓名": tables.text_column("姓名", 110),
        "学校": tables.text_column("学校", 260),
        "成绩": tables.count_column("成绩", 100),
    }
    with pager.body:
        table = f"attendance.scores.{stamp(one.id for one in shown)}"
        at = tables.listing(frame, columns, key=table, alt=f"{len(people)} 人的成绩", pick=True)
    if at is None:
        st.caption("点一行登记这位老师的成绩；人多时用下面的表格导入。")
        return None
    return _one_score(row, shown[at], key)


def _one_score(row: SessionRow, one: PartRow, key: Key) -> Wish | None:
    form = f"attendance.score.{one.id}"
    with st.form(field := key(form)):
        known = float(one.score) if one.score is not None else None
        score = st.number_input(
            f"{safe(one.name)}的成绩（空着表示没有考核）", 0.0, float(MOST_SCORE), known, 0.5, format="%.1f",
            key=f"{field}.score", width=320,
        )  # fmt: skip
        sent = st.form_submit_button("保存成绩", type="primary", key=f"{field}.send")
    given = {one.id: None if score is None else Decimal(f"{score:.1f}")}
    return Wish("set_scores", {"session_id": row.id, "scores": given}, form, "成绩已保存") if sent else None


def score_words(score: Decimal | None) -> str:
    """A score without a needless decimal; 未登记 where there is none."""
    return "未登记" if score is None else hours_words(score)


def _score_line(row: PartRow) -> tuple[str, str, str]:
    return row.name, row.school, score_words(row.score)
