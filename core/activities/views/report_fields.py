"""活动上报, the second step: what, when, for whom, how many; every change is kept at once (see core.ui.live)."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import streamlit as st

from core.activities import packs
from core.activities.queries import OtherSchool, PastReport, ReportRow
from core.activities.rules import ActivityKind, Audience
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.facts import (
    AUDIENCE_TITLES,
    EARLIEST,
    KIND_TITLES,
    MOST_ATTENDANCES,
    MOST_SESSIONS,
    MOST_WORKS,
    NOTE,
    PLACE,
    TITLE,
    ActivityFacts,
)
from core.activities.views.log_forms import APART, Wish
from core.ui import live
from core.ui.page import form_key
from core.ui.words import month_day, safe

PLAIN = ("kind", "title", "held_on", "until", "place", "sessions", *(one.value for one in Audience), "note")


def entered(row: ReportRow) -> Wish | None:
    """What was entered since the fields were last shown, as one act; None when nothing was."""
    told = {name: live.value(_key(row, name)) for name in PLAIN if live.told(_key(row, name))}
    known = row.facts
    facts = ActivityFacts(**known._asdict() | {name: _sound(name, value, known) for name, value in told.items()})
    if "held_on" in told and known.until == known.held_on:
        facts = facts._replace(until=facts.held_on)
    facts = facts._replace(works=_works(row), partners=_partners(row))
    if facts == known:
        return None
    mark = sha256(f"{row.edition}{facts!r}".encode()).hexdigest()[:12]
    given = {"activity_id": row.id, "facts": facts, "edition": row.edition}
    return Wish("save_report", given, f"report.save.{row.id}.{mark}", "")


def fields(row: ReportRow, item: ItemSpec | None, today: date) -> None:
    """The fields, one below the other: what the item asks for first, the rest folded away."""
    facts = row.facts
    st.text_input("活动名称", key=_show(row, "title", facts.title), max_chars=TITLE)
    latest = max(today, facts.held_on)
    st.date_input("哪天办的", key=_show(row, "held_on", facts.held_on), min_value=EARLIEST, max_value=latest)
    _number(row, "sessions", "办了几场", 1, MOST_SESSIONS, facts.sessions)
    first = tuple(item.audiences) if item else tuple(Audience)
    st.caption("到场人次：每场到场的人数加起来；没有面向的空着", help=APART)
    for audience in (*first, *(one for one in facts.audiences if one not in first)):
        _audience(row, audience)
    asks = "写几句：怎么办的、有什么好做法" + ("" if item and item.evidence.words else "（选填）")
    st.text_area(asks, key=_show(row, "note", facts.note), max_chars=NOTE, height=120)
    if item and item.evidence.works:
        _work_fields(row)
    st.pills(
        "和谁合作（选填）", list(packs.partners()), selection_mode="multi", format_func=packs.partners().__getitem__,
        key=_show(row, "partners", _in_order(facts.partners, packs.partners())),
    )  # fmt: skip
    _more(row, item, first, latest)


def joint(row: ReportRow, others: Sequence[OtherSchool]) -> Wish | None:
    """Schools that held it together with this one: named here, each says for itself whether it is so."""
    named = {one.school_id for one in row.joint}
    wish, form = None, f"report.name.{row.id}"
    with st.expander(f"和别的学校一起办的（{len(named)}）" if named else "和别的学校一起办的"):
        st.caption("写上以后，对方会收到确认；确认了，这一项也算他们完成，场次和人次只算一次。")
        for one in row.joint:
            off = f"report.unname.{one.id}"
            if st.button(f"去掉：{safe(one.school)}", key=form_key(off), width="stretch"):
                given = {"activity_id": row.id, "school_id": one.school_id}
                wish = Wish("unname_joint", given, off, "已去掉")
        names = {one.id: one.name for one in others if one.id not in named}
        chosen = st.selectbox(
            "学校（选了就加上）", list(names), None, format_func=names.__getitem__, placeholder="选学校", key=form_key(form)
        )  # fmt: skip
        if chosen is not None:
            wish = Wish("name_joint", {"activity_id": row.id, "school_id": chosen}, form, "已加上，上报后对方会看到")
    return wish


def earlier(row: ReportRow, past: Sequence[PastReport]) -> Wish | None:
    """Words and partners of something held before, for a draft in which nothing was written yet."""
    if row.edition or not past:
        return None
    form = f"report.copy.{row.id}"
    with st.container(border=True):
        titles = {one.id: f"{month_day(one.held_on, year=True)}　{one.title}" for one in past}
        chosen = st.selectbox(
            "照以前的写（名称、地点、文字、合作单位；不带人次、日期和照片）", list(titles), 0,
            format_func=titles.__getitem__, key=f"{form}.from",
        )  # fmt: skip
        if st.button("照着写", key=form_key(form), width="stretch", icon=":material/content_copy:"):
            given = {"from_id": chosen, "season_id": row.season_id, "item": row.item}
            return Wish("copy_report", given, form, "已带过来，请填上这次的人次")
    return None


def _more(row: ReportRow, item: ItemSpec | None, first: Sequence[Audience], latest: date) -> None:
    facts = row.facts
    with st.expander("地点、类别、不止一天、还有别人参加"):
        st.text_input("地点（选填）", key=_show(row, "place", facts.place), max_chars=PLACE)
        last = _show(row, "until", facts.until)
        st.date_input("哪天结束", key=last, min_value=facts.held_on, max_value=max(latest, facts.until))
        st.selectbox(
            "类别", list(ActivityKind), key=_show(row, "kind", facts.kind), format_func=KIND_TITLES.__getitem__
        )
        for audience in Audience:
            if audience not in first and audience not in facts.audiences:
                _audience(row, audience)
        if not (item and item.evidence.works):
            _work_fields(row)


def _work_fields(row: ReportRow) -> None:
    kinds = packs.work_kinds()
    known = _in_order(row.facts.works, kinds)
    st.pills(
        "收到的作品", list(kinds), selection_mode="multi", format_func=kinds.__getitem__, key=_show(row, "works", known)
    )
    for kind in known:
        _number(row, f"works.{kind}", f"{kinds[kind]}（件）", 1, MOST_WORKS, row.facts.works[kind])


def _audience(row: ReportRow, audience: Audience) -> None:
    """People of one audience; empty where it was not for them."""
    key = _show(row, audience.value, row.facts.people(audience))
    label = f"{AUDIENCE_TITLES[audience]}（人次）"
    st.number_input(label, 0, MOST_ATTENDANCES, value=None, key=key, placeholder="点这里填数")


def _number(row: ReportRow, name: str, label: str, least: int, most: int, kept: int) -> None:
    """A number that is always there."""
    st.number_input(label, least, most, key=_show(row, name, kept))


def _show(row: ReportRow, name: str, kept: object) -> str:
    """Let the widget of this field hold what is kept; answers its key."""
    key = _key(row, name)
    live.show(key, kept)
    return key


def _key(row: ReportRow, name: str) -> str:
    return f"report.{row.id}.{name}"


def _sound(name: str, value: Any, known: ActivityFacts) -> Any:  # of every field
    """A field that must hold something falls back to what is kept when it was emptied."""
    return value if value is not None or name in {one.value for one in Audience} else getattr(known, name)


def _works(row: ReportRow) -> dict[str, int]:
    kinds, key = dict(row.facts.works), _key(row, "works")
    if live.told(key):
        chosen: Any = live.value(key) or []
        kinds = {kind: kinds.get(kind, 1) for kind in _in_order(chosen, packs.work_kinds())}
    for kind in kinds:
        number: Any = live.value(_key(row, f"works.{kind}")) if live.told(_key(row, f"works.{kind}")) else None
        kinds[kind] = number or kinds[kind]
    return kinds


def _partners(row: ReportRow) -> tuple[str, ...]:
    key = _key(row, "partners")
    chosen: Any = live.value(key) if live.told(key) else None
    return row.facts.partners if chosen is None else tuple(_in_order(chosen, packs.partners()))


def _in_order(chosen: Any, known: Mapping[str, str]) -> list[str]:  # any collection of keys
    return [one for one in known if one in chosen]
