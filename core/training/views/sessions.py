"""培训活动: the list by time, and one of them in full."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.clock import local
from core.training import packs
from core.training.queries import SessionRow
from core.training.rules import SessionState
from core.training.rules.session_titles import SESSION_KINDS, SESSION_STATES
from core.training.rules.sessions import OPEN
from core.training.views.shared import hours_words
from core.ui import parts, state, tables
from core.ui.words import count, day, safe, span, span_in_list

HELD = "training.session"
CHIPS = {
    SessionState.PLANNED: "#E6ECE9",
    SessionState.ENROLLING: "#D3E6F3",
    SessionState.RUNNING: "#F3E3C4",
    SessionState.DONE: "#D8ECE3",
    SessionState.CANCELLED: "#F3F6F4",
}
LINE = (SessionState.PLANNED, SessionState.ENROLLING, SessionState.RUNNING, SessionState.DONE)
COMING, OVER = "接下来", "办过的"
COLUMNS = {"状态": 84, "名称": 190, "时间": 168, "报名": 88, "报名到": 96, "学时": 64, "主办": 130, "类型": 80}


def pick_time(rows: Sequence[SessionRow], today: date) -> list[SessionRow]:
    """Those to come, or those that are over, the newest first: as is chosen.

    Of those to come the nearest is first; what began before today comes after them: a course of months is not the next.
    Its words carry the counts, so other counts are another choice: kept, it would show one side and list the other.
    """
    coming = sorted(
        (row for row in rows if row.state in OPEN),
        key=lambda row: (local(row.starts_at).date() < today, row.starts_at, row.id),
    )
    over = [row for row in rows if row.state not in OPEN]
    names = {COMING: f"{COMING}（{len(coming)}）", OVER: f"{OVER}（{len(over)}）"}
    chosen = st.segmented_control(
        "看哪些", [COMING, OVER], format_func=names.__getitem__, default=COMING if coming or not over else OVER,
        required=True, key=f"sessions.time.{len(coming)}.{len(over)}", label_visibility="collapsed",
    )  # fmt: skip
    return coming if chosen == COMING else over


def table(rows: Sequence[SessionRow]) -> SessionRow:
    """Sessions with their states; answers the one in hand: picked now, picked before, or the first."""
    at = tables.page_of(len(rows), key="sessions.page", order="点一行看详情")
    shown = rows[at.offset : at.offset + at.limit]
    with at.body:
        columns = {title: tables.text_column(title, width) for title, width in COLUMNS.items()}
        columns["状态"] = st.column_config.MultiselectColumn(
            "状态", width=COLUMNS["状态"], options=[SESSION_STATES[one] for one in CHIPS], color=list(CHIPS.values())
        )
        frame = pd.DataFrame([_cells(row) for row in shown], columns=list(COLUMNS))
        picked = tables.listing(
            frame,
            columns,
            key=tables.marked("sessions.table", (row.id for row in shown)),
            alt=f"{len(rows)} 次培训活动",
            pick=True,
        )
    if picked is not None:
        take_up(shown[picked].id)
    known = state.held(HELD)
    return next((row for row in rows if row.id == known), shown[0])


def take_up(session_id: int) -> None:
    """Have this session in hand from the next run on, on every page."""
    state.hold(HELD, session_id)


def head(row: SessionRow, today: date) -> None:
    """The title of the session in hand, where it stands, and what schools can do about it now."""
    parts.section(row.title, f"{SESSION_STATES[row.state]}　·　{row.org_name}主办")
    if row.state is SessionState.CANCELLED:
        st.info(safe(f"这次活动已取消：{row.reason}"), icon=":material/info:")
        return
    at = LINE.index(row.state) + 1
    parts.stepper([SESSION_STATES[one] for one in LINE], at + 1 if row.state is SessionState.DONE else at)
    if row.state is SessionState.ENROLLING and row.enrol_until < today:
        st.caption("报名截止日已过：学校不能再报，主办单位还可以补报。")


def card(row: SessionRow) -> None:
    """One session in full."""
    pairs = [
        ("时间", when(row)),
        ("地点", row.place or "还没有写"),
        ("主讲", row.lecturer or "还没有写"),
        ("类型", SESSION_KINDS[row.kind]),
        ("学时", f"{hours_words(row.hours)} 学时（{packs.hour_categories().get(row.category, row.category)}）"),
        ("怎样算完成", completing_words(row)),
        ("名额", seats_words(row)),
        ("报名到", day(row.enrol_until, year=True)),
        ("证书", row.certificate_title or "按活动名称"),
        ("内容", row.topic or "还没有写"),
    ]
    with st.container(border=True):
        parts.facts(parts.Fact(*pair) for pair in pairs)
        if row.modules:
            with st.expander(f"{len(row.modules)} 个模块"):
                parts.facts(parts.Fact(one.title, f"{hours_words(one.hours)} 学时") for one in row.modules)


def when(row: SessionRow) -> str:
    """3月12日 周四 14:00—16:30, or the days of a session of several."""
    starts, ends = local(row.starts_at), local(row.ends_at)
    if starts.date() == ends.date():
        return f"{day(starts.date(), year=True)} {starts:%H:%M}—{ends:%H:%M}"
    days = span(starts.date(), ends.date())
    return f"{starts.year}年{days}" if starts.year == ends.year else days


def completing_words(row: SessionRow) -> str:
    """The rule of completion in words."""
    there = "全程参加" if row.must_attend == 100 else f"参加到 {row.must_attend}% 的学时"
    return there if row.pass_score is None else f"{there}，考核达到 {row.pass_score} 分"


def seats_words(row: SessionRow) -> str:
    """Who is in it of how many."""
    if row.seats is None or row.seats_left is None:
        return f"已报 {count(row.enrolled, '人')}，不限人数"
    return f"已报 {row.enrolled:,} / {count(row.seats, '人')}，还剩 {count(row.seats_left, '个')}"


def _cells(row: SessionRow) -> dict[str, object]:
    starts, ends = local(row.starts_at), local(row.ends_at)
    same = starts.date() == ends.date()
    return {
        "状态": [SESSION_STATES[row.state]],
        "名称": row.title,
        "时间": f"{day(starts.date())} {starts:%H:%M}" if same else span_in_list(starts.date(), ends.date()),
        "报名": f"{row.enrolled:,} / {row.seats:,}" if row.seats else f"{row.enrolled:,} 人",
        "报名到": day(row.enrol_until).split()[0],
        "学时": hours_words(row.hours),
        "主办": row.org_name,
        "类型": SESSION_KINDS[row.kind],
    }
