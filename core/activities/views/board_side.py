"""Around the board: what the season came to against last year, places, schools that could use a hand, reminders to paste."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from core.activities import packs
from core.activities.queries import Board, BureauLine, SchoolLine
from core.activities.rules.facts import AUDIENCE_TITLES
from core.activities.rules.reminders import Wanted, reminder, reminder_to_all, wanted
from core.activities.rules.totals import Totals
from core.activities.views.log_forms import APART
from core.ui import parts, tables
from core.ui.words import Absence, count, safe, share

HALF = 0.5
HELPED = 12
"""Schools in the list of those that could use a hand."""
ALL = 0
"""Stands for every school among those to remind."""


def sums(board: Board) -> None:
    """场次, 人次 by audience, works and partners beside those of last year."""
    now, before = board.totals, board.earlier
    parts.section("办了多少", "去年是同一个单位的同一个活动月", rule=APART)
    frame = pd.DataFrame(
        [(title, count(figure), _earlier(before, then)) for title, figure, then in _rows(now, before)],
        columns=["what", "now", "before"],
    )
    columns = {
        "what": tables.text_column("项目", 130),
        "now": tables.count_column("今年", 80),
        "before": tables.count_column("去年", 80, rule="没有去年的活动月时写“没有记录”"),
    }
    tables.listing(frame, columns, key="board.sums", alt=f"今年 {now.sessions} 场、{now.attendances} 人次")
    if told := _named(now.partners, packs.partners(), "次"):
        st.caption(f"合作单位：{safe(told)}")


def bureaus(rows: Sequence[BureauLine]) -> None:
    """Places below, each with its rates apart; a joint activity of two places is counted at both, once above."""
    parts.section("各地", "一起办的活动在各地各算一次，合计只算一次")
    frame = pd.DataFrame([_bureau(row) for row in rows])
    columns = {
        "name": tables.text_column("地区", 84),
        "rate": tables.count_column("完成率", 70),
        "done": tables.count_column("已完成", 76, rule="已完成的项 / 应做的项"),
        "timely": tables.count_column("准时率", 76, rule="完成的项里，到期以前上报的"),
        "sessions": tables.count_column("场次", 60),
        "people": tables.count_column("人次", 70),
        "silent": tables.count_column("未报", 60),
    }
    tables.listing(frame, columns, key="board.bureaus", alt=f"{len(rows)} 个地区的完成率和准时率")


def hands(board: Board, today: date) -> None:
    """Schools that did less than half, with what is left to them: nobody is ranked, a hand is offered."""
    rows = [one for one in board.due if (one.line.rate or 0) < HALF]
    left = (board.season.report_until - today).days
    parts.section("可以帮一把的学校", f"完成不到一半，{f'还有 {left} 天' if left >= 0 else '报送已截止'}")
    if not rows:
        parts.empty("volunteer_activism", "现在没有", "每所学校都完成了一半以上。", key="board.hands.none")
        return
    shown = sorted(rows, key=lambda one: (one.line.rate or 0, one.school))[:HELPED]
    frame = pd.DataFrame(
        [
            (one.school, 100 * (one.line.rate or 0), _left(board, one), Absence.NOT_REPORTED.value if one.line.silent
             else count(one.totals.attendances))
            for one in shown
        ],
        columns=["school", "rate", "left", "people"],
    )  # fmt: skip
    columns = {
        "school": tables.text_column("学校", 104),
        "rate": st.column_config.ProgressColumn("完成", format="%.0f%%", min_value=0, max_value=100, width=104),
        "left": tables.text_column("还有哪些", 190),
        "people": tables.count_column("人次", 70),
    }
    tables.listing(frame, columns, key="board.hands", alt=f"{len(rows)} 所学校完成不到一半")
    if len(rows) > len(shown):
        st.caption(f"共 {len(rows)} 所，先列 {len(shown)} 所；其余在进度板上选“先看可以帮的”。")


def owing(board: Board) -> dict[int, Wanted]:
    """What every school still has to do, by school; those with nothing left are not in it."""
    found = {one.school_id: wanted(one.school, board.items, one.cells) for one in board.schools}
    return {school: one for school, one in found.items() if one}


def reminders(board: Board, today: date, *, key: str) -> None:
    """The words to paste into a message, for all schools or for one."""
    left = owing(board)
    if not left:
        parts.empty("task_alt", "没有要提醒的", "每所学校该报的都报了。", key=f"{key}.none")
        return
    said: Any = {"season": board.season.title, "until": board.season.report_until, "today": today}
    names = {ALL: f"全部（{len(left)} 所）", **{at: one.school for at, one in left.items()}}
    chosen = st.selectbox("发给谁", list(names), format_func=names.__getitem__, key=f"{key}.who")
    text = reminder_to_all(left.values(), **said) if chosen == ALL else reminder(left[chosen], **said)
    st.code(text, language=None, wrap_lines=True)
    st.caption("点“复制”，粘贴到工作群或短信里。系统不会自己发消息。")


def _bureau(row: BureauLine) -> dict[str, str]:
    told = row.summary
    return {
        "name": row.name,
        "rate": share(told.done, told.due),
        "done": f"{told.done}/{told.due}",
        "timely": share(told.timely, told.done) if told.done else "还没有",
        "sessions": count(row.totals.sessions),
        "people": count(row.totals.attendances),
        "silent": count(told.silent, "所"),
    }


def _rows(now: Totals, before: Totals | None) -> list[tuple[str, int, int]]:
    then = before or now
    rows = [("场次", now.sessions, then.sessions), ("人次", now.attendances, then.attendances)]
    rows += [
        (f"　{title}人次", getattr(now, audience.value), getattr(then, audience.value))
        for audience, title in AUDIENCE_TITLES.items()
    ]
    if now.shared or then.shared:
        rows.append(("　合办方自报人次", now.shared, then.shared))
    works = packs.work_kinds()
    return rows + [
        (f"作品：{works.get(key, key)}", now.works.get(key, 0), then.works.get(key, 0))
        for key in dict.fromkeys((*now.works, *then.works))
    ]


def _earlier(before: Totals | None, figure: int) -> str:
    return "没有记录" if before is None else count(figure)


def _named(counts: Mapping[str, int], words: Mapping[str, str], unit: str) -> str:
    return "、".join(f"{words.get(key, key)} {number} {unit}" for key, number in counts.items())


def _left(board: Board, one: SchoolLine) -> str:
    told = wanted(one.school, board.items, one.cells)
    short = {item.title: item.short for item in board.items}
    return "、".join(short[title] for _, titles in told.ways for title in titles) if told else "待审核"
