"""活动月: the list, and one season in full."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.activities.queries import SeasonRow
from core.activities.queries.board import season_clock
from core.activities.rules import SeasonState
from core.activities.rules.checklists import ChecklistSpec, ItemSpec
from core.activities.rules.progress import due_day
from core.activities.rules.season_titles import (
    audience_words,
    evidence_words,
    stage_words,
    task_words,
)
from core.activities.rules.seasons import SEASON_KINDS, SEASON_STATES
from core.ui import parts, state, tables
from core.ui.words import day, month_day, safe, safe_lines, span, span_in_list

HELD = "activities.season"
"""The season in hand, on every page of activities."""
LINE = (SeasonState.PLANNED, SeasonState.OPEN, SeasonState.CLOSED)
COLUMNS = {"状态": 84, "名称": 230, "时间": 150, "上报到": 96, "清单": 130, "主办": 130}
CHIPS = {
    SeasonState.PLANNED: "#E6ECE9",
    SeasonState.OPEN: "#F3E3C4",
    SeasonState.CLOSED: "#D8ECE3",
    SeasonState.CANCELLED: "#F3F6F4",
}


def in_order(rows: Iterable[SeasonRow]) -> list[SeasonRow]:
    """What is under way first, then what is planned, what is over, what was called off."""
    order = (SeasonState.OPEN, SeasonState.PLANNED, SeasonState.CLOSED, SeasonState.CANCELLED)
    return sorted(rows, key=lambda row: order.index(row.state))


def pick_year(rows: Sequence[SeasonRow], this_year: int) -> int:
    """A school year that has seasons, or the present one."""
    years = sorted({this_year, *(row.school_year for row in rows)}, reverse=True)
    if len(years) == 1:
        return this_year
    return st.selectbox(
        "学年", years, index=years.index(this_year), format_func=lambda year: f"{year}—{year + 1} 学年",
        key="seasons.year", width=200, filter_mode=None,
    )  # fmt: skip


def table(rows: Sequence[SeasonRow]) -> SeasonRow:
    """Seasons with their states; answers the one in hand: picked now, picked before, or the latest."""
    frame = pd.DataFrame([_cells(row) for row in rows], columns=list(COLUMNS))
    columns = {title: tables.text_column(title, width) for title, width in COLUMNS.items()}
    columns["状态"] = st.column_config.MultiselectColumn(
        "状态", width=COLUMNS["状态"], options=[SEASON_STATES[one] for one in CHIPS], color=list(CHIPS.values())
    )
    key = tables.marked("seasons.table", (row.id for row in rows))
    picked = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 个活动月", pick=True)
    if picked is not None:
        take_up(rows[picked].id)
    return in_hand(rows)


def in_hand(rows: Sequence[SeasonRow]) -> SeasonRow:
    """The season in hand, or the first one that is open, or the first."""
    known = state.held(HELD)
    first = next((row for row in rows if row.state is SeasonState.OPEN), rows[0])
    return next((row for row in rows if row.id == known), first)


def take_up(season_id: int) -> None:
    """Have this season in hand from the next run on, on every page."""
    state.hold(HELD, season_id)


def pick(rows: Sequence[SeasonRow], *, key: str) -> SeasonRow:
    """The season that a page is about, by a choice that other pages know; nothing is asked where there is one alone."""
    now = in_hand(rows)
    if len(rows) == 1:
        return now
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        "活动月", list(by_id), index=list(by_id).index(now.id), key=key, filter_mode=None, width=520,
        format_func=lambda one: f"{by_id[one].title}（{SEASON_STATES[by_id[one].state]}）",
    )  # fmt: skip
    take_up(chosen)
    return by_id[chosen]


def head(row: SeasonRow) -> None:
    """The title of the season in hand and where it stands."""
    parts.section(row.title, f"{SEASON_STATES[row.state]}　·　{row.org_name}主办")
    if row.state is SeasonState.CANCELLED:
        st.info(safe(f"这个活动月已取消：{row.reason}"), icon=":material/info:")
        return
    at = LINE.index(row.state) + 1
    parts.stepper([SEASON_STATES[one] for one in LINE], at + (row.state is SeasonState.CLOSED))


def card(row: SeasonRow, today: date) -> None:
    """Dates and rules of a season, and what it asks for in words."""
    with st.container(border=True):
        parts.facts(
            [
                parts.Fact("时间", span(row.starts_on, row.ends_on)),
                parts.Fact("方案", f"{day(row.plan_until)}前提交" if row.plan_until else "不用交方案"),
                parts.Fact("上报", _until(row, today)),
                parts.Fact("怎样算完成", "上报后就算" if row.counts_sent else "审核通过后算"),
                parts.Fact("清单", row.checklist.title),
                parts.Fact("类型", SEASON_KINDS[row.kind]),
            ]
        )
        if row.guidance:
            st.markdown(f"**活动要求**  \n{safe_lines(row.guidance)}")


def items(row: SeasonRow, *, stages: Collection[str] = (), exempt: Collection[str] = (), whole: bool = False) -> None:
    """The checklist; for one school (`stages`) what it is asked for, and what it need not do."""
    until = {one.code: due_day(one, season_clock(row)) for one in row.checklist.items}
    asked = [one for one in row.checklist.items if not stages or not one.stages or set(one.stages) & set(stages)]
    frame = pd.DataFrame([_item(one, until, exempt=whole or one.code in exempt) for one in asked])
    columns = {
        "title": tables.text_column("做什么", 200),
        "task": tables.text_column("要求", 120 if any(one.least > 1 for one in asked) else 64),
        "until": tables.text_column("上报到", 84),
        "audience": tables.text_column("对象", 92),
        "evidence": tables.text_column("上报时带上", 140),
        "stages": tables.text_column("学段", 130),
        "words": tables.text_column("说明", 260),
    }
    if stages:
        columns.pop("stages")
    tables.listing(frame, columns, key=f"seasons.items.{row.id}", alt=f"{len(asked)} 项清单")


def source(spec: ChecklistSpec) -> None:
    """Where a checklist comes from."""
    told = [spec.source.document, spec.source.note, spec.source.url]
    st.caption(safe("依据：" + "。".join(one.rstrip("。") for one in told if one)))


def _item(one: ItemSpec, until: Mapping[str, date], *, exempt: bool) -> dict[str, str]:
    return {
        "task": "免做" if exempt else task_words(one),
        "title": one.title,
        "audience": audience_words(one),
        "evidence": evidence_words(one.evidence),
        "until": month_day(until[one.code]),
        "stages": stage_words(one),
        "words": one.words,
    }


def _until(row: SeasonRow, today: date) -> str:
    left = (row.report_until - today).days
    soon = f"（还有 {left} 天）" if row.state is SeasonState.OPEN and 0 <= left <= 30 else ""
    return f"{day(row.report_until)}前{soon}"


def _cells(row: SeasonRow) -> dict[str, object]:
    return {
        "状态": [SEASON_STATES[row.state]],
        "名称": row.title,
        "时间": span_in_list(row.starts_on, row.ends_on),
        "上报到": month_day(row.report_until),
        "清单": f"{row.checklist.title}（{len(row.checklist.items)} 项）",
        "主办": row.org_name,
    }
