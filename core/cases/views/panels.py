"""研判会: planned, filled, decided, held."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.cases.queries import PanelDecision, PanelItemRow, PanelRow
from core.cases.rules.panels import LONGEST, TITLE, Decision, PanelState, decisions
from core.ui import parts, tables
from core.ui.words import Level, day, month_day, safe, safe_lines

STATES = {PanelState.OPEN: "未开", PanelState.HELD: "已开"}
DECISIONS = {
    Decision.KEEP: "等级不变，继续跟进",
    Decision.RAISE: "调高等级",
    Decision.LOWER: "调低等级",
    Decision.REFER: "转介",
    Decision.CLOSE: "结案",
    Decision.EXCLUDE: "排除",
}
ORDER = "会上定的事，请在个案里办：调整等级、转介、结案都有自己的一步。"


class Line(NamedTuple):
    """How one person of a list is shown: tier, masked name, place."""

    level: Level
    name: str
    place: str

    @property
    def words(self) -> str:
        """All of it on one line."""
        return f"{self.level.text}　{self.name}　{self.place}"


class Plan(NamedTuple):
    """A panel as it was filled in."""

    org_id: int
    held_on: date
    title: str
    campaign_id: int | None
    attendees: str


class Held(NamedTuple):
    """What is kept of a panel that was held."""

    held_on: date
    attendees: str
    note: str


def plan_form(orgs: Mapping[int, str], campaigns: Mapping[int | None, str], *, today: date, key: str) -> Plan | None:
    """A new panel; None until it was sent."""
    with st.form(key):
        left, right = st.columns(2)
        title = left.text_input("名称", f"{today.month} 月研判会", max_chars=TITLE, key=f"{key}.title")
        held_on = right.date_input("哪天开", today, key=f"{key}.day")
        org = left.selectbox("哪个单位", list(orgs), format_func=orgs.__getitem__, key=f"{key}.org")
        campaign = right.selectbox(
            "说的是哪个批次", list(campaigns), format_func=campaigns.__getitem__, key=f"{key}.campaign"
        )
        who = st.text_input("请谁来", key=f"{key}.who", max_chars=LONGEST, placeholder="用顿号隔开，开会时还可以改")
        if not st.form_submit_button("安排", type="primary"):
            return None
    return Plan(org, held_on, title, campaign, who)


def pick_panel(rows: Sequence[PanelRow], orgs: Mapping[int, str]) -> PanelRow:
    """The panel in hand; the newest at first."""
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        "研判会", list(by_id), format_func=lambda one: panel_words(by_id[one], orgs), key="panels.panel", width=520
    )
    return by_id[chosen]


def panel_words(row: PanelRow, orgs: Mapping[int, str]) -> str:
    """Day, title, place and how far it has come, on one line."""
    where = orgs.get(row.org_id, "")
    return f"{month_day(row.held_on, year=True)}　{row.title}　{where}（{STATES[row.state]}，已定 {row.decided} / {row.items}）"


def facts(row: PanelRow) -> None:
    """A panel's record."""
    pairs = [
        parts.Fact("日期", day(row.held_on)),
        parts.Fact("到会" if row.state is PanelState.HELD else "请谁来", row.attendees or "还没有写"),
        parts.Fact("人数", f"{row.items} 名，已定 {row.decided} 名"),
    ]
    with st.container(border=True):
        parts.facts(pairs)
        if row.note:
            st.markdown(f":small[:gray[会议记录]]  \n{safe_lines(row.note)}")


def item_table(rows: Sequence[PanelItemRow], lines: Mapping[int, Line], levels: Mapping[int, Level]) -> None:
    """Whom the panel talks about and what it decided."""
    if not rows:
        parts.empty("group_add", "名单上还没有人", "从预警名单里选好要研判的学生。", key="panels.no_items")
        return
    frame = pd.DataFrame(
        [
            {
                "tier": tables.tier_cell(lines[row.id].level),
                "name": lines[row.id].name,
                "place": lines[row.id].place,
                "kind": "个案" if row.case_id else "待定的提醒",
                "decision": DECISIONS[row.decision] if row.decision else "还没有定",
                "why": row.rationale,
            }
            for row in rows
        ]
    )
    columns = {
        "tier": tables.tier_column(levels.values()),
        "name": tables.name_column(),
        "place": tables.text_column("学校 · 年级 · 班级", 210),
        "kind": tables.text_column("现在", 100),
        "decision": tables.text_column("决定", 160),
        "why": tables.text_column("理由", 320),
    }
    tables.listing(frame, columns, key="panels.items", alt=f"{len(rows)} 名学生和会上的决定")


def candidates_form(lines: Mapping[int, Line], *, key: str) -> list[int] | None:
    """Who is to be talked about, by warning; None until it was sent."""
    if not lines:
        st.caption("名单上的学生都已经在这次会里了。")
        return None
    with st.form(key):
        chosen = st.multiselect(
            "再加几名", list(lines), format_func=lambda one: lines[one].words, placeholder="可以选几名",
            key=f"{key}.chosen",
        )  # fmt: skip
        if not st.form_submit_button("加进名单"):
            return None
    return list(chosen)


def pick_item(rows: Sequence[PanelItemRow], lines: Mapping[int, Line]) -> PanelItemRow:
    """The person in hand; the first who is not decided about at first."""
    by_id = {row.id: row for row in sorted(rows, key=lambda row: row.decision is not None)}
    chosen = st.selectbox("说哪一名", list(by_id), format_func=lambda one: lines[one].words, key="panels.item")
    return by_id[chosen]


def decision_form(row: PanelItemRow, *, key: str) -> tuple[Decision, str] | None:
    """What was decided and why; None until it was sent."""
    may = decisions(is_case=row.case_id is not None)
    with st.form(key):
        decision = st.radio(
            "决定", may, index=may.index(row.decision) if row.decision in may else 0, horizontal=True,
            format_func=DECISIONS.__getitem__, key=f"{key}.decision",
        )  # fmt: skip
        why = st.text_area("理由", row.rationale, max_chars=LONGEST, height=110, key=f"{key}.why")
        st.caption(ORDER)
        if not st.form_submit_button("记下决定", type="primary"):
            return None
    return decision, why


def hold_form(row: PanelRow, *, today: date, key: str) -> Held | None:
    """The end of a panel: day, who was there, the minutes; None until it was sent."""
    with st.form(key):
        held_on = st.date_input("实际哪天开的", min(row.held_on, today), max_value=today, key=f"{key}.day")
        who = st.text_input("到会的人", row.attendees, max_chars=LONGEST, placeholder="用顿号隔开", key=f"{key}.who")
        note = st.text_area("会议记录（可不写）", max_chars=LONGEST, height=110, key=f"{key}.note")
        st.caption("记为已开之后，名单和决定都不再改动。")
        if not st.form_submit_button("记为已开"):
            return None
    return Held(held_on, who, note)


def agreed(rows: Sequence[PanelDecision]) -> None:
    """What panels decided about one person, newest first; nothing where none has."""
    if not rows:
        return
    with st.container(border=True, gap="xsmall"):
        st.caption("研判会")
        for row in rows:
            st.markdown(f"**{DECISIONS[row.decision]}**　{safe(row.rationale)}")
            st.caption(month_day(row.held_on, year=True))
