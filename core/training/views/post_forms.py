"""What is filled in about somebody's posts: ends, another post, the move to another school."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from core.training.queries import PersonRow, PostRow
from core.training.rules import StaffKind
from core.training.rules.staff import EARLIEST, SUBJECT
from core.training.rules.titles import KIND_TITLES
from core.training.views.shared import LATEST, Key, Wish, post_words
from core.ui.words import month_day


def manage(person: PersonRow, schools: Mapping[int, str], today: date, key: Key) -> Wish | None:
    """One of the posts at the reader's schools: put right or ended; None until something was sent."""
    mine = {one.id: one for one in reversed(person.posts) if one.school_id in schools}
    if not mine:
        return None
    chosen = st.selectbox(
        "哪个岗位", list(mine), format_func=lambda one: post_words(mine[one]), key=f"staff.post.{person.id}"
    )  # fmt: skip
    post = mine[chosen]
    changed = _change_form(person.id, post, key)
    return end_form(person.id, post.id, post.since, post.until, today, key) or changed


def end_form(staff_id: int, post_id: int, since: date, until: date | None, today: date, key: Key) -> Wish | None:
    """The last day in a post, or that it goes on; None until it was sent."""
    form = f"staff.end.{staff_id}.{post_id}"
    with st.form(at := key(form)):
        if until:
            st.caption(f"最后一天：{month_day(until, year=True)}。写错了，或又回来了，可以恢复在岗。")
            back = st.form_submit_button("恢复在岗", key=f"{at}.send")
            return Wish("end_post", {"post_id": post_id, "until": None}, form, "已恢复在岗") if back else None
        last = st.date_input("在岗的最后一天", max(today, since), min_value=since, max_value=LATEST, key=f"{at}.until")
        st.caption("离岗之后，证书和学时都还在记录里。")
        sent = st.form_submit_button("登记离岗", key=f"{at}.send")
    return Wish("end_post", {"post_id": post_id, "until": last}, form, "已登记离岗") if sent else None


def move_form(person: PersonRow, schools: Mapping[int, str], today: date, key: Key) -> Wish | None:
    """To which school somebody goes for good, and when; None until it was sent."""
    form = f"staff.move.{person.id}"
    with st.form(at := key(form)):
        school = st.selectbox("调到", list(schools), format_func=schools.__getitem__, key=f"{at}.school")
        on = st.date_input("到新学校的第一天", today, min_value=EARLIEST, max_value=LATEST, key=f"{at}.on")
        st.caption("原来的岗位到前一天为止，档案、证书和学时一起转过去；原学校只留下曾经任职的一条。")
        sent = st.form_submit_button("办理调动", key=f"{at}.send")
    given = {"staff_id": person.id, "school_id": school, "on": on}
    return Wish("move_staff", given, form, "已调动，档案一起转过去了") if sent else None


def another_form(person: PersonRow, schools: Mapping[int, str], today: date, key: Key) -> Wish | None:
    """Another post beside those there are; None until it was sent."""
    form = f"staff.another.{person.id}"
    with st.form(at := key(form)):
        left, right = st.columns(2)
        school = left.selectbox("同时在", list(schools), format_func=schools.__getitem__, key=f"{at}.school")
        kind = right.selectbox(
            "做", list(StaffKind), index=1, format_func=KIND_TITLES.__getitem__, key=f"{at}.kind"
        )  # fmt: skip
        subject = left.text_input("任教学科（选填）", max_chars=SUBJECT, key=f"{at}.subject")
        since = right.date_input("从哪天起", today, min_value=EARLIEST, max_value=LATEST, key=f"{at}.since")
        sent = st.form_submit_button("添加岗位", key=f"{at}.send")
    given = {"staff_id": person.id, "school_id": school, "kind": kind, "since": since, "subject": subject}
    return Wish("add_post", given, form, "岗位已添加") if sent else None


def _change_form(staff_id: int, post: PostRow, key: Key) -> Wish | None:
    form, kinds = f"staff.post.{staff_id}.{post.id}", list(StaffKind)
    with st.form(at := key(form)):
        left, right = st.columns(2)
        kind = left.selectbox(
            "类别", kinds, index=kinds.index(post.kind), format_func=KIND_TITLES.__getitem__, key=f"{at}.kind"
        )  # fmt: skip
        since = right.date_input("到岗日期", post.since, min_value=EARLIEST, max_value=LATEST, key=f"{at}.since")
        subject = left.text_input("任教学科（选填）", post.subject, max_chars=SUBJECT, key=f"{at}.subject")
        sent = st.form_submit_button("保存岗位", key=f"{at}.send")
    given = {"post_id": post.id, "kind": kind, "since": since, "subject": subject}
    return Wish("change_post", given, form, "已保存") if sent else None
