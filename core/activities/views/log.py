"""活动登记: five fields to fill in, what was held, and how much it comes to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from core.activities.queries import ActivityRow, Count
from core.activities.rules import Audience
from core.activities.rules.facts import (
    AUDIENCE_TITLES,
    EARLIEST,
    MOST_ATTENDANCES,
    MOST_SESSIONS,
    NOTE,
    TITLE,
    ActivityFacts,
)
from core.ui import parts, tables
from core.ui.parts import Tally
from core.ui.words import Absence, count, day

APART = "场次是办了几场，人次是每场到场人数之和；同一个人来两场算两人次，所以人次不是人数"


class Wish(NamedTuple):
    """What somebody asked for: a public action of core.activities.actions, what it is given, its form, the words when done."""

    verb: str
    given: Mapping[str, Any]  # the keyword arguments of that action
    form: str
    done: str


def entry_form(schools: Mapping[int, str], today: date, *, form: str, key: str) -> Wish | None:
    """An activity that was held, in five fields (and the school, for a bureau); None until it was sent."""
    with st.form(key):
        only = next(iter(schools)) if len(schools) == 1 else None
        school = only or st.selectbox("学校", list(schools), format_func=schools.__getitem__, key=f"{key}.school")
        facts = _fields(None, today, key)
        sent = st.form_submit_button("登记", type="primary", key=f"{key}.send")
    return Wish("record", {"school_id": school, "facts": facts}, form, "已登记，可以接着登下一个") if sent else None


def change_form(row: ActivityRow, today: date, *, form: str, key: str) -> Wish | None:
    """An activity put right; None until it was sent."""
    with st.form(key):
        facts = _fields(row.facts, today, key)
        note = st.text_input("说明（选填）", row.facts.note, max_chars=NOTE, key=f"{key}.note")
        sent = st.form_submit_button("保存", type="primary", key=f"{key}.send")
    given = {"activity_id": row.id, "facts": facts._replace(note=note)}
    return Wish("change", given, form, "已保存") if sent else None


def removal(row: ActivityRow, *, form: str, key: str) -> Wish | None:
    """An activity that was recorded by mistake; None until that was promised."""
    agreed = parts.confirm("这一条登记错了，要撤下。", yes="撤下", no="保留", key=key)
    return Wish("remove", {"activity_id": row.id}, form, "已撤下，留有记录") if agreed else None


def totals(rows: Sequence[Count]) -> None:
    """What a school year comes to: 场次 and 人次 apart."""
    sessions = sum(row.sessions for row in rows)
    parents = sum(row.sessions for row in rows if row.audience is Audience.PARENTS)
    parts.tally(
        [
            Tally("场次", count(sessions, "场"), "本学年"),
            Tally("人次", count(sum(row.attendances for row in rows), "人次"), "每场到场人数之和"),
            Tally("面向家长", count(parents, "场"), "场次里的"),
            Tally("登记条数", count(sum(row.entries for row in rows), "条"), "一条可以是几场"),
        ]
    )


def listing(rows: Sequence[ActivityRow], *, pick: bool) -> ActivityRow | None:
    """One page of a school's activities (some); answers the one picked."""
    frame = pd.DataFrame(
        [
            {
                "day": day(row.facts.held_on, year=True),
                "title": row.facts.title,
                "audience": AUDIENCE_TITLES[row.facts.audience],
                "sessions": count(row.facts.sessions),
                "attendances": count(row.facts.attendances),
                "note": row.facts.note,
            }
            for row in rows
        ]
    )
    columns = {
        "day": tables.text_column("日期", 150),
        "title": tables.text_column("活动", 240),
        "audience": tables.text_column("对象", 70),
        "sessions": tables.count_column("场次", 70),
        "attendances": tables.count_column("人次", 80, rule=APART),
        "note": tables.text_column("说明", 220),
    }
    key = f"activities.list.{rows[0].school_id}"
    at = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 条活动", pick=pick)
    return None if at is None else rows[at]


def by_school(schools: Mapping[int, str], rows: Sequence[Count]) -> int | None:
    """One row a school, those that registered nothing included; answers the school picked."""
    found: dict[int, list[Count]] = defaultdict(list)
    for row in rows:
        found[row.school_id].append(row)
    frame = pd.DataFrame([{"school": name, **_cells(found.get(at, []))} for at, name in schools.items()])
    columns = {"school": tables.text_column("学校", 200)}
    columns |= {audience.value: tables.count_column(f"{AUDIENCE_TITLES[audience]}（场）", 90) for audience in Audience}
    columns |= {
        "sessions": tables.count_column("场次合计", 90),
        "attendances": tables.count_column("人次合计", 90, rule=APART),
    }
    alt = f"{len(schools)} 所学校本学年的活动"
    at = tables.listing(frame, columns, key="activities.schools", alt=alt, pick=True)
    return None if at is None else list(schools)[at]


def _cells(rows: Sequence[Count]) -> dict[str, str]:
    told = {audience.value: sum(row.sessions for row in rows if row.audience is audience) for audience in Audience}
    told |= {"sessions": sum(row.sessions for row in rows), "attendances": sum(row.attendances for row in rows)}
    return {key: count(value) if rows else Absence.NOT_REPORTED.value for key, value in told.items()}


def _fields(old: ActivityFacts | None, today: date, key: str) -> ActivityFacts:
    known = old or ActivityFacts(today, "", Audience.PUPILS)
    title = st.text_input("活动名称", known.title, max_chars=TITLE, key=f"{key}.title")
    audience = st.radio(
        "对象", list(Audience), index=list(Audience).index(known.audience), format_func=AUDIENCE_TITLES.__getitem__,
        horizontal=True, key=f"{key}.audience",
    )  # fmt: skip
    first, second, third = st.columns(3)
    held_on = first.date_input("日期", known.held_on, min_value=EARLIEST, max_value=today, key=f"{key}.day")
    sessions = second.number_input("场次", 1, MOST_SESSIONS, known.sessions, key=f"{key}.sessions")
    attendances = third.number_input(
        "人次", 0, MOST_ATTENDANCES, known.attendances, key=f"{key}.attendances", help=APART
    )
    return ActivityFacts(held_on, title, audience or known.audience, sessions, attendances)
