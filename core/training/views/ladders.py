"""Ladders (梯队) of everybody the reader keeps: who waits to be chosen, who is on which rung, whose term ends."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.training import packs
from core.training.queries import LadderRow
from core.training.rules import LadderState
from core.training.rules.ladders import term_end
from core.training.rules.staff import EARLIEST
from core.training.rules.titles import LADDER_TITLES
from core.training.views.ladder_forms import is_waiting, rung_words, term
from core.training.views.shared import LATEST, Key, Wish
from core.ui import parts, tables
from core.ui.parts import Tally
from core.ui.words import month_day

ORDER = (LadderState.NOMINATED, LadderState.CHOSEN, LadderState.ENDED, LadderState.NOT_CHOSEN)


def board(rows: Sequence[LadderRow], *, above: bool) -> LadderRow | None:
    """Everybody's places, those that wait first; answers the one picked."""
    if not rows:
        parts.empty(
            "stairs", "还没有人进入梯队", "在一位老师的“梯队与荣誉”里推荐，区里在这里确定。", key="ladders.none"
        )
        return None
    waiting = sum(map(is_waiting, rows))
    held = [row for row in rows if row.state is LadderState.CHOSEN]
    parts.tally(
        [Tally("等确定", f"{waiting} 位", "已推荐"), Tally("在任", f"{len(held)} 位", "任期之内或还没有办结束")]
    )
    rows = sorted(rows, key=lambda row: ORDER.index(row.state))
    frame = pd.DataFrame(
        [
            {
                "school": row.school, "name": row.name, "rung": rung_words(row.ladder, row.rung),
                "state": LADDER_TITLES[row.state], "term": term(row),
            }
            for row in rows
        ]
    )  # fmt: skip
    columns = {
        "name": tables.text_column("姓名", 110),
        "rung": tables.text_column("梯队", 170),
        "state": tables.text_column("进展", 80),
        "school": tables.text_column("学校", 150),
        "term": tables.text_column("推荐和任期", 400),
    }
    at = tables.listing(frame, columns, key="staff.ladders", alt=f"{len(rows)} 条梯队记录", pick=above)
    return None if at is None else rows[at]


def decision(row: LadderRow, today: date, key: Key) -> Wish | None:
    """What a bureau decides of one place; None until something was sent, and where nothing is left to decide."""
    parts.section(row.name, rung_words(row.ladder, row.rung))
    if is_waiting(row):
        return _choose(row, today, key)
    return _end(row, today, key) if row.state is LadderState.CHOSEN else None


def _choose(row: LadderRow, today: date, key: Key) -> Wish | None:
    form = f"ladder.choose.{row.id}"
    rung = packs.ladders()[row.ladder].rung(row.rung) if row.ladder in packs.ladders() else None
    with st.form(at := key(form)):
        left, right = st.columns(2)
        since = left.date_input("任期从", today, min_value=EARLIEST, max_value=LATEST, key=f"{at}.since")
        usual = term_end(rung, today) if rung else today
        until = right.date_input("到", usual, min_value=EARLIEST, max_value=LATEST, key=f"{at}.until")
        with st.container(horizontal=True):
            chosen = st.form_submit_button("确定人选", type="primary", key=f"{at}.yes")
            passed = st.form_submit_button("这次未入选", key=f"{at}.no")
    if chosen:
        return Wish("choose", {"place_id": row.id, "since": since, "until": until}, form, "已确定，任期记下了")
    return Wish("pass_over", {"place_id": row.id}, form, "已记为未入选") if passed else None


def _end(row: LadderRow, today: date, key: Key) -> Wish | None:
    form, last = f"ladder.end.{row.id}", row.until or today
    with st.form(at := key(form)):
        st.caption(f"任期到 {month_day(last, year=True)}。期满或提前结束时办理。")
        on = st.date_input(
            "最后一天", min(today, last), min_value=row.since or EARLIEST, max_value=last, key=f"{at}.on"
        )
        sent = st.form_submit_button("结束任期", key=f"{at}.send")
    return Wish("end_term", {"place_id": row.id, "on": on}, form, "任期已结束") if sent else None
