"""改进链: one line a school, and what became of the line that was picked."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core import clock
from core.evaluation.queries import ChainRow, RoundRow
from core.evaluation.rules.chain import LINK_TITLES, Link
from core.evaluation.rules.titles import RECTIFICATION_STATES
from core.evaluation.views.self_fields import Wish
from core.training.rules.session_titles import SESSION_STATES
from core.ui import parts, tables
from core.ui.page import form_key
from core.ui.words import Absence, count, month_day, percent, safe

HOW = 200  # characters
EVERY = 0  # the choice of all rounds: a box with None in it offers to be emptied
LINKS: Mapping[str, str] = {
    LINK_TITLES[Link.RAISED]: "#E6BC7A",
    LINK_TITLES[Link.ARRANGED]: "#F3E3C4",
    LINK_TITLES[Link.SENT]: "#E6ECE9",
    LINK_TITLES[Link.TRAINED]: "#CFE3EC",
    LINK_TITLES[Link.CHECKED]: "#D8ECE3",
}
"""The colour of a chip by its words."""


def pick_round(rounds: Sequence[RoundRow], *, key: str) -> int | None:
    """Which round the chains begin at; None for all of them."""
    titles = {EVERY: "全部轮次"} | {row.id: row.title for row in rounds}
    chosen = st.selectbox("从哪一轮评估开始", list(titles), format_func=titles.__getitem__, key=key, width=420)
    return chosen or None


def tallies(rows: Sequence[ChainRow]) -> None:
    """How many chains have come how far."""
    links = [row.link for row in rows]
    trained = sum(link in (Link.TRAINED, Link.CHECKED) for link in links)
    better = sum(row.before is not None and row.after is not None and row.after > row.before for row in rows)
    parts.tally(
        [
            parts.Tally("改进链", count(len(rows), "条"), f"{count(len({row.school_id for row in rows}), '所')}学校"),
            parts.Tally("还没安排培训", count(links.count(Link.RAISED), "条"), "可以在“培训活动”里安排"),
            parts.Tally("已有人完成培训", count(trained, "条"), "含已经复查的"),
            parts.Tally(
                "复评得分上升", count(better, "条"), f"一共复评了 {sum(row.after is not None for row in rows)} 条"
            ),
        ]
    )


def table(rows: Sequence[ChainRow], *, several: bool) -> ChainRow | None:
    """One line a school and item; answers the one picked. `several` schools are told by name."""
    frame = pd.DataFrame([_cells(row) for row in rows])
    columns = {
        **({"school": tables.text_column("学校", 108)} if several else {}),
        "link": st.column_config.MultiselectColumn(
            "到哪一步", width=110, options=list(LINKS), color=list(LINKS.values())
        ),
        "session": tables.text_column("培训活动", 180),
        "people": tables.text_column("完成/派出", 84, rule="这所学校完成培训的人次 / 派出的人次"),
        "item": tables.text_column("薄弱条目", 200),
        "before": tables.text_column("当时", 64, rule="这一条在那一轮的得分率"),
        "check": tables.text_column("整改复核", 90),
        "after": tables.text_column("复评", 64, rule="同一份标准后来一轮里，这一条的得分率"),
    }
    at = tables.listing(frame, columns, key="chain.rows", alt=f"{len(rows)} 条改进链", pick=True)
    return None if at is None else rows[at]


def line(row: ChainRow) -> None:
    """One chain from its beginning to its end, in words."""
    with st.container(border=True, gap="small"):
        st.markdown(f"**{safe(row.school)}**　{safe(row.code)}　{safe(row.item)}")
        st.markdown(f"1　{safe(row.round)}：得分率 {_share(row.before)}")
        st.markdown(
            f"2　培训需求：{safe(row.topic)}　:gray[{month_day(clock.local(row.raised_at).date(), year=True)} 提出]"
        )
        for one in row.sessions:
            held = month_day(clock.local(one.starts_at).date(), year=True)
            many = f"派出 {one.sent} 人，完成 {one.completed} 人"
            st.markdown(f"3　{safe(one.title)}　:gray[{held}　{SESSION_STATES[one.state]}]　{many}")
        if not row.sessions:
            st.markdown("3　:gray[还没有培训活动回应这个需求]")
        for check in row.rechecks:
            found = f"：{safe(check.finding)}" if check.finding else ""
            st.markdown(f"4　整改　{RECTIFICATION_STATES[check.state]}{found}")
        if row.later:
            st.markdown(f"5　{safe(row.later)}：得分率 {_share(row.after)}")
        if row.met_at:
            st.markdown(f":gray[需求已满足：{safe(row.how)}]")


def need_form(row: ChainRow) -> Wish | None:
    """Whether the need is met: said with a word, or taken back."""
    form = f"chain.need.{row.need_id}"
    with st.form(at := form_key(form)):
        if row.met_at:
            sent = st.form_submit_button("需求还在，重新打开")
            return Wish("reopen_need", {"need_id": row.need_id}, form, "已重新打开") if sent else None
        usual = f"已有 {row.completed} 人次完成培训" if row.completed else ""
        how = st.text_input("怎样满足的", usual, max_chars=HOW, key=f"{at}.how")
        sent = st.form_submit_button("需求已满足", type="primary")
    return Wish("meet_need", {"need_id": row.need_id, "how": how}, form, "已记下") if sent else None


def _cells(row: ChainRow) -> dict[str, object]:
    newest = row.sessions[-1] if row.sessions else None
    more = f" 等 {len(row.sessions)} 场" if len(row.sessions) > 1 else ""
    return {
        "school": row.school,
        "link": [LINK_TITLES[row.link]],
        "item": f"{row.code}　{row.item}",
        "before": _share(row.before),
        "session": f"{newest.title}{more}" if newest else "还没有安排",
        "people": f"{row.completed} / {row.sent}" if row.sessions else "",
        "check": "、".join(dict.fromkeys(RECTIFICATION_STATES[one.state] for one in row.rechecks)),
        "after": _share(row.after) if row.later else "未复评",
    }


def _share(share: float | None) -> str:
    return Absence.NOT_APPLICABLE.value if share is None else percent(share)
