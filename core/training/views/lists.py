"""A school's staff, and what is on record of one of them."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.training import packs
from core.training.queries import HoursRow, PostRow, Staffing, StaffRow
from core.training.rules.posts import Span, joined
from core.training.rules.titles import KIND_TITLES
from core.training.views.shared import CHIPS, ELSEWHERE, chip, ends, hours_words
from core.ui import parts, tables
from core.ui.parts import Tally
from core.ui.words import month_day, safe

MAY = "从右上方开始：登记一位，或从表格导入。"
MAY_NOT = "请本校管理员或区里登记。"
COUNTED = "只看计入持证率的证书；档案在别校的，由那边登记"


def standing(school: Staffing) -> None:
    """A school's counsellors in four numbers."""
    parts.tally(
        [
            Tally("专职", f"{school.posts.full_time} 位", "在岗"),
            Tally("兼职", f"{school.posts.part_time} 位", "在岗"),
            Tally("持有效证书", f"{school.certified} 位", f"{school.expiring[90]} 位 90 天内到期"),
            Tally("培训学时", hours_words(school.hours), "本学年合计"),
        ]
    )


def staff_list(rows: Sequence[StaffRow], today: date, *, manages: bool, left: bool = False) -> StaffRow | None:
    """Those of one school who are in post (or not); answers the one picked."""
    if not rows:
        if not left:
            parts.empty("person_add", "还没有登记心理教师", MAY if manages else MAY_NOT, key="staff.none")
        return None
    frame = pd.DataFrame(
        [
            {
                "name": row.name,
                "kind": KIND_TITLES[row.kind],
                "state": [chip(row.last_valid, today) if row.filed else ELSEWHERE],
                "ends": ends(row.last_valid, today) if row.filed else "",
                "hours": hours_words(row.hours) if row.filed else "",
                "subject": row.subject,
                "since": month_day(row.since, year=True),
                "until": month_day(row.until, year=True) if row.until else "",
            }
            for row in rows
        ]
    )
    columns = {
        "name": tables.text_column("姓名", 120),
        "kind": tables.text_column("类别", 80),
        "state": st.column_config.MultiselectColumn(
            "证书", width=90, options=list(CHIPS), color=list(CHIPS.values()), help=COUNTED
        ),
        "ends": tables.text_column("最晚有效到", 200, rule="几张证书里有效期最长的一张；90 天内到期的写出还有几天"),
        "hours": tables.count_column("本学年学时", 100),
        "subject": tables.text_column("任教学科", 110),
        "since": tables.text_column("到岗", 120),
        "until": tables.text_column("离岗", 120),
    }
    key = f"staff.{'left' if left else 'list'}.{rows[0].school_id}"
    at = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 位工作人员和证书状态", pick=True)
    return None if at is None else rows[at]


def post_list(rows: Sequence[PostRow], today: date) -> None:
    """Somebody's posts, those that overlap at one school as one; the present ones first, then the newest."""
    schools = {row.school_id: row.school for row in rows}
    spans = joined(Span(row.school_id, row.kind, row.subject, row.since, row.until) for row in rows)
    for one in sorted(spans, key=lambda span: (span.ends < today, -span.since.toordinal())):
        until = month_day(one.until, year=True) if one.until else "现在"
        subject = f"　{safe(one.subject)}" if one.subject else ""
        st.markdown(
            f"**{safe(schools[one.school_id])}**　{KIND_TITLES[one.kind]}{subject}  \n"
            f":small[:gray[{month_day(one.since, year=True)} — {until}]]"
        )


def hours_list(rows: Sequence[HoursRow]) -> None:
    """What somebody was trained in, or that nothing is on record."""
    if not rows:
        st.caption("还没有登记培训。")
    titles = packs.hour_categories()
    for row in rows:
        facts = row.facts
        told = [month_day(facts.held_on, year=True), titles.get(facts.category, ""), "活动结业计入" * row.credited]
        st.markdown(
            f"**{safe(facts.title)}**　{hours_words(facts.hours)} 学时  \n"
            f":small[:gray[{safe('　'.join(filter(None, told)))}]]"
        )
