"""What somebody may do with a resource on the shelf: rate it, put it down as used, lay it into a course."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.library import packs
from core.library.queries import Laid, RatingRow, ResourceRow
from core.library.rules.steps import MOST_PUPILS, SAID
from core.library.views.wishes import Key, Wish
from core.organisations.queries import OrgRow


def rate_form(row: ResourceRow, before: RatingRow | None, form_key: Key) -> Wish | None:
    """What somebody thinks of it: stars, and perhaps a line; what was said before is shown and can be changed."""
    form = f"resource.rate.{row.id}"
    with st.form(at := form_key(form)):
        st.markdown("**您的评价**（可以改）" if before else "**您觉得怎么样**")
        stars = st.feedback("stars", default=before.stars - 1 if before else None, key=f"{at}.stars")
        words = st.text_input("一句话（可以不写）", before.words if before else "", max_chars=SAID, key=f"{at}.words")
        sent = st.form_submit_button("提交评价", width="stretch")
    if not sent:
        return None
    if stars is None:
        st.caption(":material/info: 请先点一下星星。")
        return None
    given = {"resource_id": row.id, "stars": stars + 1, "words": words}
    return Wish("rate", given, form, "谢谢，评价已记下")


def class_form(row: ResourceRow, today: date, form_key: Key) -> Wish | None:
    """上课用过了: on which day, and for how many pupils where somebody counted."""
    form = f"resource.class.{row.id}"
    with (
        st.popover("上课用过了", icon=":material/co_present:", width="stretch"),
        st.form(at := form_key(form), border=False),
    ):
        on = st.date_input("哪一天", today, max_value=today, format="YYYY-MM-DD", key=f"{at}.on")
        pupils = st.number_input(
            "有多少学生（可以不写）", 1, MOST_PUPILS, None, step=1, placeholder="例如 45", key=f"{at}.pupils"
        )
        st.caption("只记一个数，帮助大家看到哪些资源真正用起来了。")
        sent = st.form_submit_button("记下", type="primary")
    if not (sent and isinstance(on, date)):
        return None
    return Wish("used_in_class", {"resource_id": row.id, "on": on, "pupils": pupils}, form, "已记下，谢谢")


def course_form(row: ResourceRow, shelves: Sequence[OrgRow], laid: Sequence[Laid], form_key: Key) -> Wish | None:
    """The keeper's: lay it into a topic course; `laid` are those it lies in already."""
    form = f"resource.course.{row.id}"
    with st.popover("放进专题课程", icon=":material/playlist_add:", width="stretch"):
        org = shelves[0]
        if len(shelves) > 1:
            org = st.selectbox("哪个单位的课程", shelves, format_func=lambda one: one.name, key=f"{form}.org")
        lies = {one.course for one in laid if one.org_id == org.id}
        titles = {key: one.title for key, one in packs.courses().items() if key not in lies}
        if lies:
            st.caption(f"已经在：{'、'.join(one.title for key, one in packs.courses().items() if key in lies)}")
        if not titles:
            return None
        with st.form(at := form_key(form), border=False):
            course = st.selectbox("哪一门", list(titles), format_func=titles.__getitem__, key=f"{at}.course")
            sent = st.form_submit_button("放进去", type="primary")
    given = {"org_id": org.id, "course": course, "resource_id": row.id}
    return Wish("pick_course", given, form, f"已放进“{titles[course]}”") if sent else None
