"""学时与要求 by name: who has what counts, who lacks what until when, and one person's year."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.training import packs
from core.training.queries import HourRow
from core.training.rules.hour_titles import NOT_ASKED, STATE_WORDS, plain, state_of
from core.training.rules.hours import CategoryYear
from core.training.rules.standing import LineStanding, LineState
from core.training.rules.titles import KIND_TITLES
from core.ui import parts, tables
from core.ui.words import month_day

CHIPS: Mapping[str, str] = {
    STATE_WORDS[LineState.MET]: "#D8ECE3",
    STATE_WORDS[LineState.SHORT]: "#F3E3C4",
    STATE_WORDS[LineState.LATE]: "#E6BC7A",
    STATE_WORDS[LineState.EXEMPT]: "#E6ECE9",
    NOT_ASKED: "#E6ECE9",
}
SHORT, LATE, MET, REST, ALL = "还缺", "已过期限", "已达到", "没有要求", "全部"


def choose_people(rows: Sequence[HourRow]) -> list[HourRow]:
    """Whom to list, as the numbers above count them; those who lack something at first, the nearest day first."""
    lists = {
        SHORT: [row for row in rows if row.standing.short],
        LATE: [row for row in rows if row.standing.late],
        MET: [row for row in rows if row.standing.met],
        REST: [row for row in rows if not row.standing.asked],
        ALL: list(rows),
    }
    names = [one for one in lists if one == ALL or lists[one]]
    which = st.segmented_control(
        "看哪些人", names, default=names[0], required=True, key="hours.people.which", label_visibility="collapsed",
        format_func=lambda one: f"{one}（{len(lists[one])}）",
    )  # fmt: skip
    return sorted(lists[which], key=lambda row: (row.standing.due or date.max, row.school, row.name))


def people_table(rows: Sequence[HourRow], *, one_school: bool, key: str) -> HourRow | None:
    """One row a person; answers the one picked."""
    columns = {
        "name": tables.text_column("姓名", 110),
        **({} if one_school else {"school": tables.text_column("学校", 170)}),
        "state": st.column_config.MultiselectColumn("状态", width=110, options=list(CHIPS), color=list(CHIPS.values())),
        "counted": tables.count_column("计入学时", 90),
        "lacking": tables.text_column("还缺", 260),
        "due": tables.text_column("期限", 110),
        "kind": tables.text_column("类别", 110),
    }
    frame = pd.DataFrame([_cells(row) for row in rows])
    at = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 位教师的学时和要求", pick=True)
    return None if at is None else rows[at]


def card(row: HourRow, title: str) -> None:
    """One person's year: each line, and each sort of training from what was recorded to what counts."""
    credits = row.credits
    parts.section(title, f"计入 {plain(credits.total)} 学时，登记 {plain(credits.recorded)} 学时")
    if row.standing.lines:
        parts.facts([parts.Fact(one.line.title, line_words(one)) for one in row.standing.lines])
    else:
        st.caption("现在执行的要求里，没有写到这个类别的人。")
    if not credits.lines:
        st.caption("这一年度还没有登记学时。")
        return
    titles = packs.hour_categories()
    order = [*titles, *(one.category for one in credits.lines if one.category not in titles)]
    lines = sorted(credits.lines, key=lambda one: order.index(one.category))
    frame = pd.DataFrame([_line_cells(one, titles) for one in lines])
    columns = {
        "category": tables.text_column("类别", 120),
        "recorded": tables.count_column("登记", 80),
        "carried_in": tables.count_column("上年结转", 90),
        "counted": tables.count_column("计入", 80),
        "over": tables.count_column("没有计入", 90, rule="超出这一类上限的学时"),
        "out": tables.count_column("可转下年", 90, rule="超出上限的学时里，按规定下一年度可以计入的"),
    }
    tables.listing(frame, columns, key=f"hours.card.{row.staff_id}", alt="各类学时从登记到计入")
    if credits.over_total:
        st.caption(f"合计超出年度总上限 {plain(credits.over_total)} 学时，没有计入。")


def line_words(one: LineStanding) -> str:
    """One line in words: how much of how much, what is still to come, by when."""
    if one.state is LineState.EXEMPT:
        return STATE_WORDS[one.state]
    had = f"{plain(one.counted)} / {plain(one.needed)} 学时"
    if one.state is LineState.MET:
        return f"{had}，{STATE_WORDS[one.state]}"
    past = "（已过）" if one.state is LineState.LATE else ""
    return f"{had}，还缺 {plain(one.lacking)} 学时，{month_day(one.due, year=True)}前{past}"


def own_card(row: HourRow | None) -> None:
    """The reader's own year, or how to link it."""
    if row is None:
        st.caption("想看自己的学时，请本校管理员在“心理教师”里把您的账号和档案连起来。")
        return
    with st.container(border=True):
        card(row, "我的学时")


def nobody() -> None:
    """That nobody is in post."""
    parts.empty("school", "还没有人在岗", "在“心理教师”里登记或导入之后，就能看到学时。", key="hours.nobody")


def _cells(row: HourRow) -> dict[str, object]:
    stood = row.standing
    return {
        "name": row.name,
        "school": row.school,
        "state": [state_of(stood)],
        "counted": plain(row.credits.total),
        "lacking": "；".join(f"{one.line.title} {plain(one.lacking)}" for one in stood.short),
        "due": month_day(stood.due, year=True) if stood.due else "",
        "kind": "、".join(KIND_TITLES[kind] for kind in row.kinds),
    }


def _line_cells(one: CategoryYear, titles: Mapping[str, str]) -> dict[str, str]:
    return {
        "category": titles.get(one.category, one.category),
        "recorded": plain(one.recorded),
        "carried_in": plain(one.carried_in),
        "counted": plain(one.counted),
        "over": plain(one.over_cap),
        "out": plain(one.carried_out),
    }
