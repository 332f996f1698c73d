"""One resource: shown in place, with its facts, the way to take it along, and what people think of it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from core.clock import local
from core.library import packs
from core.library.queries import CourseRow, FileRow, RatingRow, ResourceRow
from core.library.rules.drafts import KIND_TITLES
from core.library.rules.files import name_of
from core.library.views import cards
from core.library.views.names import kind_badge
from core.library.views.preview import icon_of, tag
from core.library.views.wishes import Key, Wish
from core.media import MIME
from core.organisations.queries import OrgRow
from core.ui import parts
from core.ui.words import month_day, safe, safe_lines

SAID, MOST_PUPILS, REMARKS = 200, 5000, 8
ZIP = "application/zip"


def nobody_picked() -> bool:
    """Which one? Answers whether somebody wants to see the shelf."""
    return parts.empty(
        "local_library", "还没有选资源", "在资源库里点一份“打开”，就会在这里显示。", "去资源库", key="resource.none"
    )


def head(row: ResourceRow) -> None:
    """What it is called and what it is."""
    parts.section(row.title, row.org)
    told = [kind_badge(row.kind), *(f":gray-badge[{safe(one)}]" for one in tags(row))]
    st.markdown(" ".join(told))


def tags(row: ResourceRow) -> list[str]:
    """Stages, topics and courses by their titles."""
    courses = [choice.title for key, choice in packs.courses().items() if key in row.courses]
    topics = [choice.title for key, choice in packs.topics().items() if key in row.topics]
    return [*filter(None, [cards.stage_words(row.stages)]), *dict.fromkeys([*topics, *courses])]


def pick_file(files: Sequence[FileRow], *, key: str) -> FileRow:
    """Which of its files; the first at first."""
    if len(files) == 1:
        return files[0]
    by_id = {one.id: one for one in files}
    chosen = st.pills(
        "文件", list(by_id), default=files[0].id, required=True, wrap=True, key=key,
        format_func=lambda one: f"{icon_of(by_id[one].kind)} {safe(by_id[one].title)}",
    )  # fmt: skip
    return by_id[chosen]


def file_line(file: FileRow) -> None:
    """What the file in hand is."""
    st.caption(f"{tag(file.kind, file.size)}　{safe(file.title)}")


def summary(row: ResourceRow) -> None:
    """What it is about, in the submitter's words."""
    if row.summary:
        st.markdown(safe_lines(row.summary))


def facts(row: ResourceRow) -> None:
    """What is known of it."""
    licence = packs.licences().get(row.licence)
    pairs = [
        ("类型", KIND_TITLES[row.kind]),
        ("学段", cards.stage_words(row.stages)),
        ("主题", cards.topic_words(row.topics)),
        ("年份", f"{row.year} 年"),
        ("作者", row.author or "没有写"),
        ("来自", row.org),
        ("放在", f"{row.shelf}的架上" if row.shelf else ""),
        ("许可", f"{licence.title}：{licence.words}" if licence else "没有写"),
        ("评价", cards.liked(row) or "还没有人评"),
        ("用过", f"下载 {row.downloads:,} 次，上课 {row.lessons:,} 次"),
    ]
    with st.container(border=True):
        parts.facts(parts.Fact(label, words) for label, words in pairs if words)


def may_be_taken(row: ResourceRow) -> bool:
    """Whether the licence lets files be taken along."""
    licence = packs.licences().get(row.licence)
    return licence is None or licence.download


class Taking(NamedTuple):
    """One way to take files along; `file_id` None is all of them."""

    label: str
    file_id: int | None
    name: str
    mime: str
    key: str


def takings(row: ResourceRow, files: Sequence[FileRow], file: FileRow) -> list[Taking]:
    """The file in hand, and all of them where there are several."""
    label = "下载" if len(files) == 1 else "下载这个文件"
    ways = [Taking(label, file.id, name_of(file.title, file.kind), MIME[file.kind], f"resource.take.{file.id}")]
    if len(files) > 1:
        ways.append(Taking(f"下载全部 {len(files)} 个", None, name_of(row.title, "zip"), ZIP, f"resource.all.{row.id}"))
    return ways


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


def remarks(said: Sequence[RatingRow]) -> None:
    """What others wrote, without who they are."""
    for one in [one for one in said if one.words][:REMARKS]:
        st.markdown(
            f"{'★' * one.stars}　{safe(one.words)}  \n:small[:gray[{month_day(local(one.at).date(), year=True)}]]"
        )


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


def course_form(
    row: ResourceRow, shelves: Sequence[OrgRow], courses: Sequence[CourseRow], form_key: Key
) -> Wish | None:
    """The keeper's: lay it into a topic course."""
    form = f"resource.course.{row.id}"
    with st.popover("放进专题课程", icon=":material/playlist_add:", width="stretch"):
        org = shelves[0]
        if len(shelves) > 1:
            org = st.selectbox("哪个单位的课程", shelves, format_func=lambda one: one.name, key=f"{form}.org")
        lies = {one.key for one in courses if any((p.org_id, p.resource.id) == (org.id, row.id) for p in one.picks)}
        titles = {one.key: one.title for one in courses if one.key not in lies}
        if lies:
            st.caption(f"已经在：{'、'.join(one.title for one in courses if one.key in lies)}")
        if not titles:
            return None
        with st.form(at := form_key(form), border=False):
            course = st.selectbox("哪一门", list(titles), format_func=titles.__getitem__, key=f"{at}.course")
            sent = st.form_submit_button("放进去", type="primary")
    given = {"org_id": org.id, "course": course, "resource_id": row.id}
    return Wish("pick_course", given, form, f"已放进“{titles[course]}”") if sent else None
