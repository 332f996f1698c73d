"""当日复核: who is to be seen today, where, and who looks first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.cases.queries import Lane, WarningRow
from core.screening.queries import Face, Places
from core.screening.views.shared import place_words
from core.screening.views.warnings import told
from core.ui import parts, tables
from core.ui.words import Absence, Figure, count, month_day
from core.ui.words.care import SOURCES

HOUR, DAY = 3600, 24  # seconds, hours
NOBODY = "还没有指定"


def waited(hours: int) -> str:
    """不到 1 小时 / 5 小时 / 2 天 3 小时."""
    if hours < 1:
        return "不到 1 小时"
    days, rest = divmod(hours, DAY)
    return " ".join(part for part in (f"{days} 天" if days else "", f"{rest} 小时" if rest else "") if part)


def lead(waiting: Figure, oldest_hours: int | None) -> None:
    """The sentence that the page opens with."""
    if waiting == 0:
        parts.brief("现在没有等着当日复核的学生，照常陪伴就好。")
    elif isinstance(waiting, Absence) or oldest_hours is None:
        parts.brief("现在有 {waiting} 名学生等着当日复核，学校正在联系。", waiting=count(waiting))
    else:
        said = "有 {waiting} 名学生等着今天当面了解，最早的一名已等了 {age}。"
        parts.brief(said, waiting=count(waiting), age=waited(oldest_hours))


def hidden_note(least: int) -> None:
    """Why a small number is not said."""
    st.caption(f"少于 {least} 人时写“{Absence.SUPPRESSED.value}”，免得从数字认出人来。")


def rows(
    listed: Sequence[WarningRow],
    faces: Mapping[int, Face],
    places: Places,
    reasons: Mapping[int, str],
    now: datetime,
) -> WarningRow | None:
    """Those the reader may see, those that wait longest in front; answers the row picked."""
    frame = pd.DataFrame(
        [
            {
                "waited": waited(int((now - row.raised_at).total_seconds() // HOUR)),
                "name": faces[row.person_id].name if row.person_id in faces else "",
                "place": place_words(places, row.school_id, row.grade, row.class_id),
                "why": told(row, reasons[row.id]) if row.id in reasons else "请当面了解",
                "source": SOURCES[row.source],
                "due": month_day(row.due_on) if row.due_on else "",
                "level": f"{row.level} → {row.care_level}" if row.care_level else row.level,
            }
            for row in listed
        ]
    )
    columns = {
        "waited": tables.text_column("已等", 110),
        "name": tables.name_column(),
        "place": tables.text_column("学校 · 年级 · 班级", 210),
        "why": tables.text_column("为什么", 300),
        "source": tables.text_column("来源", 90),
        "due": tables.text_column("最晚", 90),
        "level": tables.text_column("谁在跟", 120, rule="过了最晚日还没有复核，就由箭头后的一级一起跟进"),
    }
    at = tables.listing(frame, columns, key="urgent.table", alt=f"当日复核的一页，{len(listed)} 名学生", pick=True)
    return None if at is None else listed[at]


def lanes(found: Sequence[Lane], schools: Mapping[int, str], responders: Mapping[int, str]) -> None:
    """Counts and age by school, as the county sees them before a clock runs out."""
    frame = pd.DataFrame(
        [
            {
                "school": schools.get(lane.school_id, ""),
                "waiting": count(lane.waiting, "名"),
                "oldest": waited(lane.oldest_hours),
                "who": responders.get(lane.school_id, NOBODY),
            }
            for lane in found
        ]
    )
    columns = {
        "school": tables.text_column("学校", 200),
        "waiting": tables.count_column("等着", 90, rule="关键题有勾选或紧急上报、还没有作出决定的学生"),
        "oldest": tables.text_column("最早的一名已等", 140),
        "who": tables.text_column("学校的负责人", 140),
    }
    tables.listing(frame, columns, key="urgent.lanes", alt=f"{len(found)} 所学校有等着当日复核的学生")


def school_picker(schools: Mapping[int, str], *, key: str) -> int:
    """The school whose responder is named; without a choice, the only one."""
    if len(schools) == 1:
        return next(iter(schools))
    chosen: int = st.selectbox("学校", list(schools), format_func=schools.__getitem__, key=key, width=280)
    return chosen


class Named(NamedTuple):
    """Who is to look first; None for nobody in particular."""

    account_id: int | None


def responder_form(people: Mapping[int, str], named: int | None, *, key: str) -> Named | None:
    """Who looks first, once the form is sent."""
    options = [None, *people]
    at = options.index(named) if named in options else 0
    with st.form(key):
        chosen = st.selectbox(
            "谁先看", options, index=at, format_func=lambda one: people[one] if one else NOBODY, key=f"{key}.who"
        )
        st.caption("有新的当日复核时，先找这位老师；会给他留一条提醒。")
        return Named(chosen) if st.form_submit_button("保存") else None
