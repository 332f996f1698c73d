"""A resource from an activity that was held: its words are there already, its files are chosen."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from core.activities.queries import ActivityRow
from core.activities.queries import FileRow as ActivityFile
from core.library.rules.files import KINDS, MOST_FILES
from core.library.views.preview import name_of
from core.library.views.wishes import Key, Wish
from core.ui.words import month_day

BACK = timedelta(days=2 * 365)


def pick(rows: Sequence[ActivityRow]) -> ActivityRow | None:
    """Which activity; none at first."""
    words = {row.id: f"{month_day(row.facts.held_on, year=True)}　{row.facts.title}" for row in rows}
    chosen = st.selectbox(
        "哪一次活动", list(words), None, format_func=words.__getitem__, key="mine.activity", placeholder="点这里选"
    )
    return next((row for row in rows if row.id == chosen), None)


def choose_files(row: ActivityRow, files: Sequence[ActivityFile], form_key: Key) -> Wish | None:
    """Which of its photographs and files go along; those with faces that nobody has looked at stay behind."""
    form = f"mine.activity.{row.id}"
    fine = {one.id: f"{name_of(one.kind)}　{one.title}" for one in files if one.kind in KINDS and not one.faces_open}
    with st.form(at := form_key(form)):
        chosen = st.multiselect(
            "带上哪些照片和文件", list(fine), list(fine)[:MOST_FILES], format_func=fine.__getitem__,
            max_selections=MOST_FILES, select_all=False, key=f"{at}.files", placeholder="可以不带",
        )  # fmt: skip
        if left := sum(one.faces_open for one in files):
            st.caption(f"有 {left} 张照片可能拍到学生正脸，还没有处理，这里先不列出；请先在“活动上报”里处理。")
        sent = st.form_submit_button("建一份草稿", width="stretch")
    given = {"activity_id": row.id, "file_ids": tuple(chosen)}
    return Wish("from_activity", given, form, "已建好草稿，照着提示补齐就能提交") if sent else None
