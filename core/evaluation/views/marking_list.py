"""评审打分: the schools to go to, and how far each is."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.evaluation.queries import MySheetRow
from core.evaluation.rules.states import AssignmentState, EntryState, RoundState
from core.ui import parts
from core.ui.words import day, safe

TILE = 340  # px of a school's card


def pick_sheet(rows: Sequence[MySheetRow], today: date) -> int | None:
    """The schools to mark, with how far each is; answers the sheet that was pressed."""
    now = to_go_to(rows)
    past = [row for row in rows if row.round_state not in (RoundState.SELF, RoundState.REVIEW)]
    waiting = [row for row in rows if row.round_state is RoundState.SELF]
    pressed = _cards(now, today) if now else None
    if not now:
        words = "学校还在自评，评审开始后就能打分。" if waiting else "分派到您的学校会出现在这里。"
        parts.empty("fact_check", "现在没有要打分的学校", words, key="marking.none")
    if waiting and now:
        st.caption(f"另有 {len(waiting)} 所在自评阶段，评审开始后出现在这里。")
    if past:
        with st.expander(f"已经结束的评审（{len(past)}）"):
            pressed = _cards(past, today) or pressed
    return pressed


def to_go_to(rows: Sequence[MySheetRow]) -> list[MySheetRow]:
    """The schools whose review is on, those still to mark first."""
    return sorted((row for row in rows if row.round_state is RoundState.REVIEW), key=lambda row: not row.is_open)


def _cards(rows: Sequence[MySheetRow], today: date) -> int | None:
    pressed = None
    grid = st.grid(2, min_column_width=TILE)
    first = next((row.id for row in rows if row.is_open), None)
    for row in rows:
        with grid, st.container(border=True, gap="xsmall"):
            st.markdown(f"**{safe(row.place)}**")
            st.caption(safe(f"{row.round} · 评审到 {day(row.due_on)}"))
            if _card_foot(row, today, lead=row.id == first):
                pressed = row.id
    return pressed


def _card_foot(row: MySheetRow, today: date, *, lead: bool) -> bool:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(_badge(row, today), width="content")
        verb = "看一看" if not row.is_open else "继续打分" if row.done else "开始打分"
        return st.button(verb, key=f"marking.open.{row.id}", type="primary" if lead else "secondary")


def _badge(row: MySheetRow, today: date) -> str:
    if row.entry_state is EntryState.EXEMPT:
        return ":gray-badge[免评]"
    if row.state is AssignmentState.SUBMITTED:
        return ":green-badge[:material/check: 已提交]"
    words = f"已打 {row.done} / {row.items}"
    if not row.is_open:
        return f":gray-badge[没有提交　{words}]"
    return f":yellow-badge[已过评审日　{words}]" if today > row.due_on else f":gray-badge[{words}]"
