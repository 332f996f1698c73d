"""签到与结业: which session is in hand, who was there by the list, and scores."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.clock import local
from core.training.queries import PartRow, SessionRow, SittingRow
from core.training.rules import PartState, SessionState
from core.training.rules.completing import WHOLE
from core.training.rules.session_titles import PART_STATES, SESSION_STATES
from core.training.views.sessions import HELD, completing_words, when
from core.training.views.shared import Key, hours_words
from core.ui import parts, state, tables
from core.ui.words import count, month_day, safe, share

SIGNED, AWAY = "✓ 已签到", "○ 未签到"
CHIPS = {SIGNED: "#D8ECE3", AWAY: "#E6ECE9"}
WIDTHS = {"姓名": 110, "学校": 260, "状态": 90}
CODE, LIST, SCORES, SETTLE, PAPERS, VOICES = "签到码", "名单与签到", "考核成绩", "结业", "证书", "反馈"
KEPT = (SessionState.RUNNING, SessionState.DONE)
"""Sessions that this page is about."""


class Ticked(NamedTuple):
    """Who was ticked for a sitting, and whether they were there (or had not been after all)."""

    module: str
    people: tuple[int, ...]
    there: bool


def pick_session(rows: Sequence[SessionRow], first: int | None = None) -> SessionRow:
    """The session in hand: the one that another page left, or the one chosen here; before that `first`, or the newest."""
    by_id = {row.id: row for row in rows}
    known = next((one for one in (state.held(HELD), first) if one in by_id), None)
    if state.entered("attendance.session") not in by_id and known:
        state.preset("attendance.session", known)
    chosen = st.selectbox(
        "哪一次活动", list(by_id), format_func=lambda one: _title(by_id[one]), key="attendance.session", width=560
    )  # fmt: skip
    state.hold(HELD, chosen)
    return by_id[chosen]


def facts(row: SessionRow, sittings: Sequence[SittingRow]) -> None:
    """What the session asks for, on one line, and its sittings with how many were there."""
    told = [SESSION_STATES[row.state], when(row), row.place, f"{hours_words(row.hours)} 学时"]
    told += [completing_words(row), f"{row.enrolled:,} 人报名"]
    st.caption("　·　".join(safe(one) for one in told if one))
    if len(sittings) > 1:
        with st.expander(f"{len(sittings)} 个模块，签到到哪儿了"):
            parts.facts(
                parts.Fact(f"{one.title}（{hours_words(one.hours)} 学时）", of_all(one.signed, row.enrolled))
                for one in sittings
            )


def pick_part(row: SessionRow, *, holds: bool) -> str:
    """Which side of the work: signing in while it runs, papers and what people said once it is over."""
    running = row.state is SessionState.RUNNING
    work = [*([CODE] if running else []), LIST, *([SCORES] if row.pass_score is not None else []), SETTLE]
    sides = [*(work if holds else []), PAPERS, VOICES]
    return st.segmented_control(
        "做什么", sides, default=CODE if running and holds else PAPERS, required=True, label_visibility="collapsed",
        key=f"attendance.part.{row.id}.{row.state.value}",
    )  # fmt: skip


def pick_sitting(sittings: Sequence[SittingRow], key: str) -> str:
    """Which sitting is meant; a session of one sitting asks nothing."""
    if sittings[0].code == WHOLE:
        return WHOLE
    titles = {one.code: one.title for one in sittings}
    chosen: str = st.selectbox("哪个模块", list(titles), format_func=titles.__getitem__, key=key, width=420)
    return chosen


def sign_in_list(people: Sequence[PartRow], module: str, key: Key) -> Ticked | None:
    """Everybody who is in the session, by school: who is ticked is signed in, or taken off again.

    The order stays while others sign in by code: ticks are positions.
    """
    there = sum(module in row.modules for row in people)
    parts.section("名单", f"已签到 {of_all(there, len(people))}；勾选后再按下面的按钮")
    at = key(f"attendance.list.{module}")
    frame = pd.DataFrame([_line(row, module) for row in people], columns=["签到", *WIDTHS])
    chips = st.column_config.MultiselectColumn("签到", width=96, options=list(CHIPS), color=list(CHIPS.values()))
    columns = {"签到": chips} | {title: tables.text_column(title, width) for title, width in WIDTHS.items()}
    table = f"{at}.rows.{stamp(row.id for row in people)}"
    chosen = tables.ticking(frame, columns, key=table, alt=f"{len(people)} 人，{there} 人已签到")
    marked = [people[one] for one in chosen]
    new = tuple(row.id for row in marked if module not in row.modules)
    old = tuple(row.id for row in marked if module in row.modules)
    with st.container(horizontal=True):
        signs = st.button(f"登记签到（{len(new)} 人）", type="primary", disabled=not new, key=f"{at}.sign")
        strikes = st.button(f"取消签到（{len(old)} 人）", disabled=not old, key=f"{at}.strike")
    if signs:
        return Ticked(module, new, there=True)
    return Ticked(module, old, there=False) if strikes else None


def stamp(ids: Iterable[int]) -> str:
    """A mark of which rows a table shows: its ticks are positions, and go with the rows."""
    return sha256(repr(list(ids)).encode()).hexdigest()[:12]


def still_in(people: Sequence[PartRow]) -> list[PartRow]:
    """Those who were not withdrawn."""
    return [row for row in people if row.state is not PartState.WITHDRAWN]


def _title(row: SessionRow) -> str:
    """Without the state: the box keeps the words it was first drawn with."""
    return f"{month_day(local(row.starts_at), year=True)}　{row.title}"


def of_all(many: int, of: int) -> str:
    return f"{count(many)} / {count(of, '人')}（{share(many, of)}）" if of else count(0, "人")


def _line(row: PartRow, module: str) -> tuple[list[str], str, str, str]:
    return [SIGNED if module in row.modules else AWAY], row.name, row.school, PART_STATES[row.state]
