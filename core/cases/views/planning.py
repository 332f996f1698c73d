"""一生一策 and 附件: goals, measures, files."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from core.cases.queries import AttachmentRow, MentorLoad, MentorRow, TaskRow
from core.cases.rules.attachments import MIME, MOST_BYTES
from core.cases.views import pairing
from core.cases.views.shared import Key, People, Wish, due_badge
from core.ui import parts
from core.ui.words import moment, safe

WEEK = timedelta(days=7)
FILE_TYPES = ("pdf", "jpg", "jpeg", "png", "docx", "xlsx")


def plan(
    plans: Sequence[TaskRow], paired: Sequence[MentorRow], staff: Mapping[int, str], known: Sequence[MentorLoad],
    people: People, today: date, *, case_id: int, works: bool, key: Key,
) -> Wish | None:  # fmt: skip
    """一生一策: goals and measures, who walks beside the pupil, and how many each of `staff` may walk beside."""
    wish = tasks(plans, today, case_id=case_id, works=works, key=key)
    loads = pairing.loads(staff, known)
    beside = pairing.carrying(staff, loads)
    wish = pairing.mentors(paired, beside, people, case_id=case_id, works=works, key=key) or wish
    return (pairing.capacity(staff, loads, key=key) if works and staff else None) or wish


def tasks(rows: Sequence[TaskRow], today: date, *, case_id: int, works: bool, key: Key) -> Wish | None:
    """Goals first, then measures; an open one can be finished or given up."""
    wish = None
    for title, is_goal in (("目标", True), ("措施", False)):
        chosen = [row for row in rows if row.is_goal is is_goal]
        parts.section(title, f"{len(chosen)} 项")
        if not chosen:
            st.caption("还没有写。")
        for row in chosen:
            wish = _task(row, today, works=works, key=key) or wish
    return wish or (_new_task(case_id, today, key) if works else None)


def _task(row: TaskRow, today: date, *, works: bool, key: Key) -> Wish | None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        who = f"  \n:small[:gray[{safe(row.who)}]]" if row.who else ""
        st.markdown(f"{safe(row.what)}{who}", width="stretch")
        if row.done_at:
            words = "不做了" if row.dropped else f"{moment(row.done_at)} 完成"
            st.markdown(f":{'gray' if row.dropped else 'green'}-badge[{words}]", width="content")
            return None
        st.markdown(due_badge(row.due_on, today), width="content")
        if not works:
            return None
        for verb, label in (("finish_task", "完成"), ("drop_task", "不做了")):
            form = f"cases.{verb}.{row.id}"
            if st.button(label, key=key(form)):
                return Wish(verb, {"task_id": row.id}, form, "已记下")
    return None


def _new_task(case_id: int, today: date, key: Key) -> Wish | None:
    form = f"cases.task.{case_id}"
    with st.form(at := key(form)):
        kind = st.radio("加一项", ["措施", "目标"], horizontal=True, key=f"{at}.kind")
        what = st.text_input("做什么，或希望达到什么", max_chars=200, key=f"{at}.what")
        left, right = parts.halves()
        who = left.text_input("谁来做", max_chars=60, key=f"{at}.who", placeholder="例如：班主任、母亲")
        due = right.date_input("到哪天", today + WEEK, min_value=today, format="YYYY-MM-DD", key=f"{at}.due")
        if not st.form_submit_button("加上"):
            return None
    given = {"case_id": case_id, "is_goal": kind == "目标", "what": what, "who": who, "due_on": due}
    return Wish("add_task", given, form, "已加上")


def files(
    rows: Sequence[AttachmentRow], people: People, opener: Callable[[int], Callable[[], bytes]], *, case_id: int,
    works: bool, key: Key,
) -> Wish | None:  # fmt: skip
    """The files of a case: opened on a click, which is written down; and one more."""
    if not rows:
        parts.empty("attach_file", "还没有附件", "病历、告知书、转介单可以放在这里，加密保存。", key="cases.no_files")
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            said = f"{moment(row.at, year=True)}　·　{people.colleague(row.by_id)}　·　{size_words(row.size)}"
            st.markdown(f"**{safe(row.title)}**  \n:small[:gray[{safe(said)}]]", width="stretch")
            name, mime = f"附件_{row.id}.{row.kind}", MIME[row.kind]
            parts.download("打开（会记录）", opener(row.id), name, mime=mime, key=f"cases.file.{row.id}")
            form = f"cases.remove.{row.id}"
            if works and st.button("移除", key=key(form)):
                return Wish("remove_attachment", {"attachment_id": row.id}, form, "已移除，操作有记录")
    return _new_file(case_id, key) if works else None


def _new_file(case_id: int, key: Key) -> Wish | None:
    form = f"cases.attach.{case_id}"
    with st.form(at := key(form)):
        title = st.text_input("这是什么", max_chars=60, key=f"{at}.title", placeholder="例如：医院就诊记录")
        with st.container(key=f"attach-{case_id}"):
            file = st.file_uploader(
                "文件", type=list(FILE_TYPES), max_upload_size=MOST_BYTES // 2**20, key=f"{at}.file"
            )
        st.caption("加密保存，只有跟进这名学生的人打得开；每次打开都有记录。")
        if not st.form_submit_button("放进去"):
            return None
    if file is None:
        st.caption(":material/info: 请先选一个文件。")
        return None
    given: dict[str, Any] = {"case_id": case_id, "title": title, "content": file.getvalue()}
    return Wish("attach", given, form, "附件已放好")


def size_words(size: int) -> str:
    """A size in kB or MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"
