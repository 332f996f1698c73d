"""What a session has for whom: places by school, and the needs it answers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.training.queries import NeedRow, PlaceRow, SessionRow
from core.training.rules.drafts import MOST_SEATS
from core.training.views.shared import Wish
from core.ui import parts, tables
from core.ui.words import count, safe

Key = Callable[[str], str]
MANY = 12  # rows of a table before it scrolls


def quota_form(row: SessionRow, schools: Sequence[PlaceRow], key: Key) -> Wish | None:
    """Places by school, all in one table; nothing anywhere means that every school may enrol."""
    if not schools:
        parts.empty("domain", "下面还没有学校", "先在“组织机构”里登记学校，再来分名额。", key="sessions.places.none")
        return None
    st.caption("空着的学校没有名额；整列都空着，就是所有学校都能报。名额加起来可以超过总名额，先报先得。")
    st.markdown(safe(given_words(row, schools)))
    each = st.number_input("空着的学校先各填几个", 0, MOST_SEATS, 0, key=f"sessions.each.{row.id}", width=240)
    form = f"sessions.places.{row.id}"
    with st.form(at := key(form)):
        # what was typed belongs to a line, never to another school
        typed = _table(schools, int(each), key=tables.marked(f"{at}.{each}", (one.school_id for one in schools)))
        sent = st.form_submit_button("保存名额", type="primary", key=f"{at}.send")
    if not sent:
        return None
    return Wish("set_quotas", {"session_id": row.id, "quotas": quotas_of(schools, typed)}, form, "名额已保存")


def given_words(row: SessionRow, schools: Sequence[PlaceRow]) -> str:
    """How many places were given away of how many, and how many schools have sent nobody yet."""
    given = [one for one in schools if one.places]
    if not given:
        return f"还没有分名额，{count(len(schools), '所学校')}都能报。"
    whole = "" if row.seats is None else f"，总名额 {count(row.seats, '个')}"
    quiet = sum(one.taken == 0 for one in given)
    said = f"，其中 {count(quiet, '所')}还没有报人" if quiet else "，都已经有人报名"
    return f"已分给 {count(len(given), '所学校')}共 {count(sum(one.places or 0 for one in given), '个')}{whole}{said}。"


def quotas_of(schools: Sequence[PlaceRow], typed: Sequence[object]) -> dict[int, int]:
    """Places by the school's id; a blank cell is no place, and what is no whole number is refused later (-1)."""
    pairs = zip(schools, typed, strict=True)
    return {one.school_id: _places(value) for one, value in pairs if not pd.isna(value)}  # type: ignore[call-overload]  # a cell


def needs_form(
    row: SessionRow, needs: Sequence[NeedRow], answered: Sequence[int], schools: Mapping[int, str], key: Key
) -> Wish | None:
    """Which needs of schools this session answers; the same topic of several schools is one line.

    Needs that are met are offered where it answers them already: what is saved is all that it answers.
    """
    topics: dict[str, list[NeedRow]] = {}
    for one in (need for need in needs if need.met_at is None or need.id in answered):
        topics.setdefault(one.topic, []).append(one)
    if not topics:
        parts.empty(
            "lightbulb",
            "没有待回应的需求",
            "评估里的薄弱条目转成培训需求以后，会出现在这里。",
            key="sessions.needs.none",
        )
        return None
    form = f"sessions.needs.{row.id}"
    with st.form(at := key(form)):
        st.caption("选上以后，这些学校的“改进链”里会看到这次活动。")
        chosen = [
            topic for number, (topic, rows) in enumerate(topics.items())
            if st.checkbox(f"{safe(topic)}（{_whose(rows, schools)}）", any(one.id in answered for one in rows),
                           key=f"{at}.{number}")
        ]  # fmt: skip
        sent = st.form_submit_button("保存", type="primary", key=f"{at}.send")
    ids = [one.id for topic in chosen for one in topics[topic]]
    return Wish("answer_needs", {"session_id": row.id, "need_ids": ids}, form, "已保存") if sent else None


def _whose(needs: Sequence[NeedRow], schools: Mapping[int, str]) -> str:
    names = sorted({schools.get(one.school_id, "") for one in needs} - {""})
    return names[0] if len(names) == 1 else count(len(names), "所学校")


def _table(schools: Sequence[PlaceRow], each: int, *, key: str) -> list[object]:
    frame = pd.DataFrame({
        "school": [one.school for one in schools],
        "places": pd.array([one.places or each or None for one in schools], dtype="Int64"),
        "taken": [one.taken for one in schools],
    })  # fmt: skip
    edited = st.data_editor(
        frame, hide_index=True, row_height=38, key=key, width="stretch", disabled=["school", "taken"],
        height="content" if len(schools) <= MANY else 38 * MANY,
        column_config={
            "school": st.column_config.TextColumn("学校", width=240),
            "places": st.column_config.NumberColumn("名额", min_value=0, max_value=MOST_SEATS, step=1, width="small"),
            "taken": st.column_config.NumberColumn("已报", width="small"),
        },
    )  # fmt: skip
    return list(edited["places"])


def _places(value: Any) -> int:
    return int(value) if isinstance(value, int | float) or hasattr(value, "__index__") else -1
