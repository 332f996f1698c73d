"""个案跟进: filters with counts, and the list."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

import pandas as pd
import streamlit as st

from core.cases.queries import CaseRow, Load
from core.cases.rules.states import CaseState
from core.cases.views.shared import DEFAULT, People, due_words, shown_level
from core.ui import parts, tables
from core.ui.words import Level, count, grade_name
from core.ui.words.care import CASE_STATES, SOURCES

GOING_ON = tuple(state for state in CaseState if state is not CaseState.CLOSED)
PAGE = 15
DUE = "约好的下一次是今天，或者已经过了的"
OPEN = "还没有结案的，转介、移交途中的也在内"
UNVISITED = "只看这学期该家访的"
VISITS = "特殊群体的学生，每学期至少家访一次；这里是这学期还没有写家访记录的。"


class Wanted(NamedTuple):
    """What the list is narrowed to."""

    states: tuple[CaseState, ...]
    school_id: int | None
    mine: bool
    due: bool
    unvisited: bool
    words: str


class Home(Protocol):
    """What the schools and classes of some cases are called."""

    @property
    def schools(self) -> Mapping[int, str]: ...

    @property
    def classes(self) -> Mapping[int | None, str]: ...


def filters(counts: Mapping[CaseState, int], schools: Mapping[int, str], *, may_lead: bool) -> Wanted:
    """States with counts, school where there are several, a search for one person; my own ones, those due, visits owed."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        states = st.pills(
            "状态", list(CaseState), selection_mode="multi",
            format_func=lambda state: f"{CASE_STATES[state]} {count(counts.get(state, 0))}", key="cases.states",
        )  # fmt: skip
        school = None
        if len(schools) > 1:
            school = st.selectbox(
                "学校", [None, *schools], format_func=lambda one: "全部学校" if one is None else schools[one],
                key="cases.school", width=180,
            )  # fmt: skip
        words = st.text_input(
            "找学生", placeholder="姓名全名或学籍号后 4 位", key="cases.words", width=210, icon=":material/search:"
        )
    with st.container(horizontal=True, gap="medium"):
        mine = may_lead and st.toggle("只看我负责的", key="cases.mine")
        due = st.toggle("只看今天到期和已过日子的", key="cases.due")
        unvisited = may_lead and st.toggle(UNVISITED, key="cases.unvisited", help=VISITS)
    return Wanted(tuple(states) or GOING_ON, school, bool(mine), due, bool(unvisited), words.strip())


def place(row: CaseRow, home: Home) -> str:
    """云溪一中 · 高一 · 1班."""
    grade = "教师" if row.is_staff else grade_name(row.grade) if row.grade else ""
    parts_ = (home.schools.get(row.school_id, ""), grade, home.classes.get(row.class_id) or "")
    return " · ".join(part for part in parts_ if part)


def pager(total: int, *, key: str) -> tables.Page:
    """Which of the cases to read for `case_list`."""
    return tables.page_of(total, key=key, size=PAGE, order="等级在前，再按下一次的日期")


def case_list(
    rows: Sequence[CaseRow], known: Mapping[int, Level], people: People, home: Home, today: date
) -> CaseRow | None:
    """One page of the list; answers the case picked."""
    if not rows:
        said = "换一个状态看看；还没有建档的学生在《预警名单》里。"
        parts.empty("volunteer_activism", "这里没有个案", said, key="cases.none")
        return None
    shown = [shown_level(known, row.severity, row.level) for row in rows]
    frame = pd.DataFrame(
        [
            {
                "tier": tables.tier_cell(level),
                "name": people.pupil(row.person_id),
                "place": place(row, home),
                "state": CASE_STATES[row.state],
                "who": people.colleague(row.responsible_id),
                "next": due_words(row.next_on, today) if row.state is not CaseState.CLOSED else "",
                "source": SOURCES[row.source],
            }
            for row, level in zip(rows, shown, strict=True)
        ]
    )
    columns = {
        "tier": tables.tier_column(dict.fromkeys([*known.values(), *shown])),
        "name": tables.name_column(),
        "place": tables.text_column("学校 · 年级 · 班级", 230),
        "state": tables.text_column("状态", 90),
        "who": tables.text_column("谁负责", 110),
        "next": tables.text_column("下一次", 150, rule=f"按等级的节奏和校历推算；{DEFAULT}"),
        "source": tables.text_column("来源", 90),
    }
    at = tables.listing(frame, columns, key="cases.table", alt=f"个案的一页，{len(rows)} 名学生", pick=True)
    return None if at is None else rows[at]


def workload(loads: Sequence[Load], people: People) -> None:
    """Who looks after how many open cases, most first; nothing where there is none."""
    if not loads:
        return
    frame = pd.DataFrame(
        [
            {"who": people.colleague(one.account_id), "open": count(one.open_cases), "due": count(one.due)}
            for one in loads
        ]
    )
    columns = {
        "who": tables.text_column("谁负责", 110),
        "open": tables.count_column("没有结案的", 110, rule=OPEN),
        "due": tables.count_column("到期的", rule=DUE),
    }
    with st.expander("每个人负责多少", icon=":material/groups:"):
        tables.listing(frame, columns, key="cases.loads", alt=f"没有结案的个案由谁负责，{len(loads)} 行")
