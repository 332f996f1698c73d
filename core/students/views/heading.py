"""Who heads a class: the 班主任, who sees that class alone."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from core.organisations.queries import ClassRow
from core.students.views.lists import place_words
from core.ui import parts


class Appointed(NamedTuple):
    """The account that heads a class from now on; None = nobody."""

    account_id: int | None


def head_form(room: ClassRow, teachers: Mapping[int, str], *, key: str) -> Appointed | None:
    """Who heads the class, out of the school's class teachers; None until it was sent."""
    parts.section("班主任", place_words(room.grade, room.name))
    if not teachers:
        st.caption("这所学校还没有班主任的账号。先在“账号管理”里新增，再回来指定。")
        return None
    choices: list[int | None] = [None, *teachers]
    with st.form(key, width=420):
        chosen = st.selectbox(
            "由谁带这个班", choices, index=choices.index(room.head_id) if room.head_id in teachers else 0,
            format_func=lambda one: "还没有指定" if one is None else teachers[one], key=f"{key}.head",
            help="班主任只看得到自己带的班，看不到分数。",
        )  # fmt: skip
        sent = st.form_submit_button("指定班主任")
    return Appointed(chosen) if sent else None
