"""Forms for one person: why a full name is needed, the name itself, corrections."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from core.students.queries import ClassCount
from core.students.rules import GROUP_TITLES, PURPOSE_TITLES, Purpose, Sex, SpecialGroup
from core.students.rules.names import LONGEST
from core.students.rules.outcomes import Revealed
from core.students.rules.words import SEX_TITLES
from core.students.views.lists import place_words
from core.ui import parts
from core.ui.parts import Fact

UNCHANGED = "不改"


class Reason(NamedTuple):
    """Why somebody wants to see a full name."""

    purpose: Purpose
    note: str


class Correction(NamedTuple):
    """What is to be changed; None leaves a fact as it is."""

    name: str | None
    sex: Sex | None
    groups: tuple[SpecialGroup, ...] | None
    class_id: int | None


def reason_form(*, key: str) -> Reason | None:
    """The purpose of looking at a full name; None until it was sent."""
    st.caption("查看会留下记录：谁、什么时候、为什么。本单位管理员可以看到这条记录。")
    with st.form(key, border=False):
        purpose = st.radio(
            "为什么要看", list(PURPOSE_TITLES), format_func=PURPOSE_TITLES.__getitem__, key=f"{key}.purpose"
        )
        note = st.text_input("补充说明（选“其他”时必填）", max_chars=100, key=f"{key}.note")
        sent = st.form_submit_button("查看全名", type="primary")
    return Reason(purpose or Purpose.OTHER, note) if sent else None


def revealed_card(person: Revealed) -> None:
    """Who it is. Drawn once: the next run no longer knows."""
    groups = (
        "不在您的权限里" if person.groups is None else "、".join(GROUP_TITLES[one] for one in person.groups) or "无"
    )
    parts.facts(
        [
            Fact("姓名", person.name),
            Fact("号码", person.number),
            Fact("出生日期", person.birth_date or "未登记"),
            Fact("特殊群体", groups),
        ]
    )
    st.caption(":material/history: 已记录这次查看。关上窗口后不再显示。")


def correction_form(classes: Sequence[ClassCount], *, key: str) -> Correction | None:
    """What to change of one person; None until it was sent."""
    names: dict[int | None, str] = {None: UNCHANGED}
    names |= {one.row.id: place_words(one.row.grade, one.row.name) for one in classes}
    sexes: list[Sex | None] = [None, *SEX_TITLES]
    with st.form(key, border=False):
        name = st.text_input("更正姓名（不改就空着）", max_chars=LONGEST, key=f"{key}.name")
        sex = st.selectbox("更正性别", sexes, format_func=_sex_words, key=f"{key}.sex")
        class_id = st.selectbox("调到班级", list(names), format_func=names.__getitem__, key=f"{key}.class")
        touched = st.checkbox("更正特殊群体", key=f"{key}.groups_touched")
        groups = st.multiselect(
            "特殊群体（勾选上一项才会保存；都不选表示没有）", list(SpecialGroup), format_func=GROUP_TITLES.__getitem__,
            key=f"{key}.groups", placeholder="可以多选",
        )  # fmt: skip
        sent = st.form_submit_button("保存更正", type="primary")
    return Correction(name.strip() or None, sex, tuple(groups) if touched else None, class_id) if sent else None


def _sex_words(sex: Sex | None) -> str:
    return SEX_TITLES[sex] if sex else UNCHANGED
