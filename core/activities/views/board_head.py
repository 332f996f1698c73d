"""进度板, its head: what it is about, four numbers, and timeliness apart from completeness."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core import clock
from core.activities.queries import Board, Waiting
from core.activities.views.log_forms import APART
from core.ui import parts
from core.ui.parts import Kpi, Rule
from core.ui.words import Absence, count, percent, safe, share, span

DONE_RULE = Rule(
    "已完成的项 ÷ 应做的项；审核通过算完成，活动月里说好“上报就算”的，上报就算完成",
    "免做的学校和项目、不涉及的学段、选做的项目",
)
PEOPLE_RULE = Rule("每一场到场的人数之和；一起办的活动只算一次", "草稿和请补充的", APART)


def lead(board: Board, today: date) -> None:
    """What this is about and where in its time it stands."""
    season = board.season
    last = (season.report_until - today).days
    if today < season.starts_on:
        where = f"还有 {(season.starts_on - today).days} 天开始"
    elif today <= season.ends_on:
        where = f"今天第 {(today - season.starts_on).days + 1} 天"
    else:
        where = f"还能补报 {last} 天" if last >= 0 else "报送已截止，还可以补报"
    days = f"{span(season.starts_on, season.ends_on)}，{where}"
    st.markdown(f"{safe(season.checklist.title)} · {safe(season.org_name)}　:gray[{days}]")


def tiles(board: Board, waiting: Waiting | None, today: date) -> None:
    """Four numbers; for a single school its own."""
    told, due = board.summary, board.due
    done = f"{told.done} / {told.due}" if told.due else Absence.NOT_APPLICABLE.value
    rate = f"占应做 {share(told.done, told.due)}" if told.due else "没有应做的项"
    many = len(board.schools) > 1
    complete = [one.school for one in due if one.line.done == one.line.due]
    third = (
        Kpi("全部完成的学校", count(told.complete, "所"), Rule("应做的项都完成了的学校"), _who(complete, told.schools))
        if many
        else Kpi("请补充", count(told.returned, "项"), Rule("看过材料、请学校再补一点的项"), "补好再上报就行")
    )
    silent = f"{told.silent} 所学校未报" if told.silent else "都报了"
    people = count(board.totals.attendances) if told.silent < told.schools or not due else Absence.NOT_REPORTED.value
    parts.kpis(
        [
            Kpi("已完成", done, DONE_RULE, rate),
            Kpi("待审核", count(told.waiting, "项"), Rule("学校已上报、还没有人看的项"), _longest(waiting, today)),
            third,
            Kpi("参与人次", people, PEOPLE_RULE, silent if many else f"{board.totals.sessions} 场"),
        ]
    )


def timeliness(board: Board) -> None:
    """In time, apart from done; and what was reported without anything in it."""
    told = board.summary
    said = []
    if told.done:
        said.append(
            f"完成的 {told.done} 项里 **{told.timely}** 项准时（准时率 **{percent(told.timely / told.done)}**）"
        )
    if told.missing:
        said.append(f"到期未报 **{told.missing}** 项")
    if told.hollow:
        said.append(f"报了还没有人数和材料 **{told.hollow}** 项")
    if out := len(board.schools) - len(board.due):
        said.append(f"免做或不涉及 {out} 所，不算在内")
    if said:
        st.markdown("；".join(said) + "。")


def _who(complete: Sequence[str], schools: int) -> str:
    return complete[0] if len(complete) == 1 else f"共 {schools} 所学校"


def _longest(waiting: Waiting | None, today: date) -> str:
    if waiting is None or waiting.since is None:
        return "已上报的项"
    days = (today - clock.local(waiting.since).date()).days
    return f"最早一条等了 {days} 天" if days else "都是今天的"
