"""活动台账: one line in which an activity is entered, and the forms that put it right."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from core.activities.queries import ActivityRow
from core.activities.rules import ActivityKind, Audience
from core.activities.rules.facts import (
    AUDIENCE_TITLES,
    EARLIEST,
    KIND_TITLES,
    MOST_ATTENDANCES,
    MOST_SESSIONS,
    NOTE,
    PLACE,
    TITLE,
    ActivityFacts,
)
from core.ui import editions, parts

APART = "场次是办了几场，人次是每场到场人数之和；同一个人来两场算两人次，所以人次不是人数"
CHANGED = "同事刚改过这一条。点一下，接着在最新的内容上改。"
FIELD, NUMBER = 140, 110  # px: two beside each other on a phone; four numbers on a tablet


class Wish(NamedTuple):
    """What somebody asked for: a public action of core.activities.actions, what it is given, its form, the words when done."""

    verb: str
    given: Mapping[str, Any]  # the keyword arguments of that action
    form: str
    done: str


def entry_form(places: Mapping[int, str], today: date, *, form: str, key: str) -> Wish | None:
    """An activity that was held, at a glance (and who held it, for a bureau); None until it was sent."""
    with st.form(key):
        only = next(iter(places)) if len(places) == 1 else None
        org = only or st.selectbox("谁办的", list(places), format_func=places.__getitem__, key=f"{key}.school")
        facts = _fields(None, today, key)
        sent = st.form_submit_button("登记", type="primary", key=f"{key}.send")
    return Wish("record", {"org_id": org, "facts": facts}, form, "已登记，可以接着登下一个") if sent else None


def change_form(row: ActivityRow, today: date, *, form: str, key: str) -> Wish | None:
    """An activity put right; None until it was sent."""
    edition = editions.in_hand(row.edition, form=form, at=key, said=CHANGED)
    with st.form(key):
        facts = _fields(row.facts, today, key)
        place = st.text_input("地点（选填）", row.facts.place, max_chars=PLACE, key=f"{key}.place")
        note = st.text_area("说明（选填）", row.facts.note, max_chars=NOTE, key=f"{key}.note")
        sent = st.form_submit_button("保存", type="primary", key=f"{key}.send")
    given = {"activity_id": row.id, "facts": facts._replace(place=place, note=note), "edition": edition}
    return Wish("change", given, form, "已保存") if sent else None


def removal(row: ActivityRow, *, form: str, key: str) -> Wish | None:
    """An activity that was recorded by mistake; None until that was promised."""
    agreed = parts.confirm("这一条登记错了，要撤下。", yes="撤下", no="保留", key=key, lead=False)
    return Wish("remove", {"activity_id": row.id}, form, "已撤下，留有记录") if agreed else None


def _fields(old: ActivityFacts | None, today: date, key: str) -> ActivityFacts:
    """What is asked for in a line; what is not asked for stays as it is."""
    known = old or ActivityFacts(ActivityKind.LECTURE, "", today, today)
    title = st.text_input("活动名称", known.title, max_chars=TITLE, key=f"{key}.title")
    grid = st.grid(4, min_column_width=FIELD)
    first, second, third = grid.cell(column_span=2), grid.cell(), grid.cell()
    kinds = list(ActivityKind)
    at, name = kinds.index(known.kind), KIND_TITLES.__getitem__
    kind = first.selectbox("类别", kinds, at, format_func=name, key=f"{key}.kind")
    held_on = second.date_input("日期", known.held_on, min_value=EARLIEST, max_value=today, key=f"{key}.day")
    sessions = third.number_input("场次", 1, MOST_SESSIONS, known.sessions, key=f"{key}.sessions")
    people = _people(known, key)
    until = min(held_on + (known.until - known.held_on), max(today, held_on))
    told = known._replace(kind=kind or known.kind, title=title, held_on=held_on, until=until, sessions=sessions)
    return told._replace(**people)


def _people(known: ActivityFacts, key: str) -> dict[str, Any]:  # the four columns of people
    st.caption("到场人次：面向谁就填谁，没有面向的空着", help=APART)
    told = {}
    grid = st.grid(len(Audience), min_column_width=NUMBER)
    for audience in Audience:
        told[audience.value] = grid.cell().number_input(
            f"{AUDIENCE_TITLES[audience]}人次", 0, MOST_ATTENDANCES, known.people(audience), placeholder="没有",
            key=f"{key}.{audience.value}",
        )  # fmt: skip
    return told
