"""社会宣教, quick entry: an activity in a few taps, calls in four fields, and the forms that put calls right."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from core.activities import packs
from core.activities.queries import HotlineRow
from core.activities.rules import ActivityKind
from core.activities.rules.facts import (
    AUDIENCE_TITLES,
    EARLIEST,
    MOST_ATTENDANCES,
    MOST_SESSIONS,
    PLACE,
    TITLE,
    ActivityFacts,
)
from core.activities.rules.hotline import LONGEST, MOST_CALLS, HotlineFacts
from core.activities.rules.public import PUBLIC_TITLES
from core.activities.views.log_forms import APART, CHANGED, Wish
from core.ui import editions, parts, tables
from core.ui.words import count, day

FIELD = 130  # px; two stand beside each other on a phone
TENTH = Decimal("0.1")


def quick_form(places: Mapping[int, str], home: int, today: date, *, form: str, key: str) -> Wish | None:
    """What was held, in a few taps; without a name it is called after its kind. None until it was sent."""
    with st.form(key):
        kind = st.pills(
            "类别", list(PUBLIC_TITLES), default=ActivityKind.LECTURE, format_func=PUBLIC_TITLES.__getitem__,
            required=True, key=f"{key}.kind",
        )  # fmt: skip
        title = st.text_input("名称（空着就用类别作名称）", max_chars=TITLE, key=f"{key}.title")
        grid = st.grid(6, min_column_width=FIELD)
        held_on = grid.cell().date_input("日期", today, min_value=EARLIEST, max_value=today, key=f"{key}.day")
        sessions = grid.cell().number_input("期/场次", 1, MOST_SESSIONS, 1, key=f"{key}.sessions", help=APART)
        people: dict[str, Any] = {
            one.value: grid.cell().number_input(
                f"{name}人次", 0, MOST_ATTENDANCES, None, placeholder="没有", key=f"{key}.{one.value}"
            )
            for one, name in AUDIENCE_TITLES.items()
        }
        with st.expander("地点、合作单位、谁办的（选填）"):
            place, partners = _where(key)
            org = _whose(places, home, f"{key}.org")
        sent = st.form_submit_button("登记", type="primary", key=f"{key}.send")
    name = title.strip() or PUBLIC_TITLES[kind]
    facts = ActivityFacts(kind, name, held_on, held_on, place, sessions, partners=partners, **people)
    return Wish("record", {"org_id": org, "facts": facts}, form, "已登记，可以接着登下一个") if sent else None


def _where(key: str) -> tuple[str, tuple[str, ...]]:
    """The place, and who took part in it."""
    place = st.text_input("地点", max_chars=PLACE, key=f"{key}.place")
    partners = st.pills(
        "合作单位", list(packs.partners()), selection_mode="multi", format_func=packs.partners().__getitem__,
        key=f"{key}.partners",
    )  # fmt: skip
    return place, tuple(partners)


def calls_form(places: Mapping[int, str], home: int, today: date, *, form: str, key: str) -> Wish | None:
    """The calls of one category on a day; None until they were sent."""
    with st.form(key):
        org = _whose(places, home, f"{key}.org", "哪里的热线")
        facts = _calls(None, today, key)
        sent = st.form_submit_button("登记", type="primary", key=f"{key}.send")
    return Wish("record_hotline", {"org_id": org, "facts": facts}, form, "已登记，可以接着登下一类") if sent else None


def change_form(row: HotlineRow, today: date, *, form: str, key: str) -> Wish | None:
    """Calls put right; None until that was sent."""
    edition = editions.in_hand(row.edition, form=form, at=key, said=CHANGED)
    with st.form(key):
        facts = _calls(row.facts, today, key)
        sent = st.form_submit_button("保存", type="primary", key=f"{key}.send")
    given = {"hotline_id": row.id, "facts": facts, "edition": edition}
    return Wish("change_hotline", given, form, "已保存") if sent else None


def removal(row: HotlineRow, *, form: str, key: str) -> Wish | None:
    """Calls that were taken down by mistake; None until that was promised."""
    agreed = parts.confirm("这一条登记错了，要撤下。", yes="撤下", no="保留", key=key, lead=False)
    return Wish("remove_hotline", {"hotline_id": row.id}, form, "已撤下，留有记录") if agreed else None


def calls_list(rows: Sequence[HotlineRow], places: Mapping[int, str], *, pick: bool) -> HotlineRow | None:
    """A page of calls (some); answers the one picked."""
    titles = packs.hotline().titles
    frame = pd.DataFrame(
        [
            {
                "day": day(row.facts.taken_on, year=True),
                "category": titles.get(row.facts.category, row.facts.category),
                "calls": count(row.facts.calls),
                "minutes": "未统计" if row.facts.minutes is None else f"{row.facts.minutes:.1f}",
                "org": places.get(row.org_id, ""),
            }
            for row in rows
        ]
    )
    columns = {
        "day": tables.text_column("日期", 150),
        "category": tables.text_column("类别", 120),
        "calls": tables.count_column("接听（次）", 90),
        "minutes": tables.count_column("平均接起（分钟）", 120),
        **({"org": tables.text_column("单位", 180)} if len(places) > 1 else {}),
    }
    key = tables.marked("public.calls", (row.id for row in rows))
    at = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 条热线接听", pick=pick)
    return None if at is None else rows[at]


def _calls(old: HotlineFacts | None, today: date, key: str) -> HotlineFacts:
    categories = {one.key: one for one in packs.hotline().categories}
    known = old or HotlineFacts(today, next(iter(categories)), 1)
    category = st.pills(
        "类别", list(categories), default=known.category if known.category in categories else None,
        format_func=lambda one: categories[one].title, key=f"{key}.category", help="只记类别，不记来电人，也不记说了什么",
    )  # fmt: skip
    grid = st.grid(3, min_column_width=FIELD)
    taken_on = grid.cell().date_input("日期", known.taken_on, min_value=EARLIEST, max_value=today, key=f"{key}.day")
    calls = grid.cell().number_input("接听次数", 1, MOST_CALLS, known.calls, key=f"{key}.calls")
    waited = grid.cell().number_input(
        "平均几分钟接起", 0.0, float(LONGEST), None if known.minutes is None else float(known.minutes), 0.5,
        placeholder="没有统计", key=f"{key}.minutes",
    )  # fmt: skip
    minutes = None if waited is None else Decimal(str(waited)).quantize(TENTH)
    return HotlineFacts(taken_on, category or "", calls, minutes)


def _whose(places: Mapping[int, str], home: int, key: str, label: str = "谁办的") -> int:
    if len(places) == 1:
        return next(iter(places))
    ids = [home, *(at for at in places if at != home)] if home in places else list(places)
    return st.selectbox(label, ids, format_func=places.__getitem__, key=key)
