"""上报关心: whom it is about, what was seen, how soon somebody has to look."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.cases.rules.states import Source
from core.cases.rules.tiering import Tier
from core.cases.views.shared import LONGEST, level_of
from core.students.queries import PersonRow
from core.ui import parts, tables
from core.ui.words import grade_name, safe
from core.ui.words.care import SOURCES

BY_HAND = tuple(source for source in Source if source is not Source.SCREENING)
HINTS = {
    Source.OBSERVATION: "自己在课堂、宿舍、作业里看到的",
    Source.SELF: "学生自己来说的",
    Source.OTHERS: "家长或同学说的",
    Source.HOSPITAL: "在医院看过，回到学校的",
}


class Seen(NamedTuple):
    """What somebody reports."""

    source: Source
    seen: str
    urgent: bool
    tier: Tier


def finder(*, has_class: bool) -> str:
    """What is searched for; empty while nothing is."""
    hint = "自己班的学生在下面的名单里；也可以直接找" if has_class else "要写完整的姓名，或学籍号后 4 位"
    words: str = st.text_input(
        "学生",
        placeholder="姓名全名或学籍号后 4 位",
        help=hint,
        key="report.words",
        width=320,
        icon=":material/search:",
    )
    return words.strip()


def people_list(rows: Sequence[PersonRow], *, key: str) -> PersonRow | None:
    """Those who may be meant, masked; answers the one picked."""
    frame = pd.DataFrame([{"name": row.name, "number": row.number, "place": _place(row)} for row in rows])
    columns = {
        "name": tables.name_column(),
        "number": tables.text_column("学籍号", 90, rule="只显示最后几位"),
        "place": tables.text_column("学校 · 年级 · 班级", 260),
    }
    at = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 名学生，姓名已隐去一部分", pick=True)
    return None if at is None else rows[at]


def report_form(row: PersonRow, tiers: Sequence[Tier], *, key: str) -> Seen | None:
    """What was seen; None until it was sent."""
    least = min(tiers, key=lambda tier: tier.severity)
    with st.form(key):
        st.markdown(f"**{safe(row.name)}**　{safe(row.number)}　:gray[{safe(_place(row))}]")
        source = st.radio(
            "怎么知道的", BY_HAND, format_func=SOURCES.__getitem__, captions=[HINTS[one] for one in BY_HAND],
            key=f"{key}.source", horizontal=True,
        )  # fmt: skip
        seen = st.text_area(
            "看到了什么", key=f"{key}.seen", max_chars=LONGEST, height=140,
            placeholder="什么时候、在哪里、他说了什么、做了什么。写看到的，不下判断。",
        )  # fmt: skip
        urgent = st.toggle("紧急：今天就要有人当面了解", key=f"{key}.urgent")
        st.caption("提到不想活、伤害自己或别人、突然告别：都算紧急。请先陪着他，再打电话给心理教师，然后在这里记下来。")
        tier = st.selectbox(
            "您觉得到哪一级", list(tiers), index=list(tiers).index(least), key=f"{key}.tier",
            format_func=lambda one: f"{level_of(one).text}（{one.level}牵头）", width=320,
            help="拿不准就不用改：心理教师谈过以后会定。",
        )  # fmt: skip
        if not st.form_submit_button("上报", type="primary"):
            return None
    return Seen(source or Source.OBSERVATION, seen, urgent, tier or least)


def thanks(urgent: bool) -> None:
    """Kind words, and what happens next."""
    title = "谢谢您，已经有人接住了"
    first = "今天就会有人当面了解；请先陪着他，不要让他一个人待着。" if urgent else "心理教师会找机会和他聊一聊。"
    pairs = [
        parts.Fact("接下来", first),
        parts.Fact("谁看得到", "本校心理教师和分管领导；您写的内容加密保存。"),
        parts.Fact("您可以做的", "照平常那样待他；不当着同学的面问，也不提“名单”“上报”这些词。"),
    ]
    parts.receipt(title, "这一条已经进了待访谈名单。", pairs)


def _place(row: PersonRow) -> str:
    grade = grade_name(row.grade) if row.grade else "教师"
    return " · ".join(part for part in (row.school, grade, row.class_name or "") if part)
