"""预警名单: filters, legend, the list, one person's card."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.cases.queries import WarningRow
from core.cases.rules.states import Source, WarningState
from core.clock import local
from core.screening import packs
from core.screening.queries import Face, Places, SheetRow
from core.screening.rules.reasons import decode, figure, sentence
from core.screening.rules.scores import MISSING
from core.screening.views.shared import SHEET_WORDS, place_words
from core.students.rules import PURPOSE_TITLES, Purpose
from core.ui import parts, tables
from core.ui.words import Level, month_day, safe
from core.ui.words.care import SOURCES, WARNING_STATES

URGENT = "当日复核"
PAGE = 12  # rows


def warning_list(
    rows: Sequence[WarningRow],
    tiers: Mapping[int, Level],
    faces: Mapping[int, Face],
    places: Places,
    reasons: Mapping[int, str],
) -> WarningRow | None:
    """One page of the list; answers the row picked."""
    if not rows:
        said = "换一个等级或状态看看；没有提醒不等于没有困扰，日常的关心照旧。"
        parts.empty("volunteer_activism", "这里没有人", said, key="warnings.none")
        return None
    frame = pd.DataFrame(
        [
            {
                "tier": tables.tier_cell(shown(tiers, row)),
                "name": faces[row.person_id].name if row.person_id in faces else "",
                "place": place_words(places, row.school_id, row.grade, row.class_id),
                "why": why(row, reasons, tiers),
                "state": WARNING_STATES[row.state],
                "due": due_words(row),
            }
            for row in rows
        ]
    )
    columns = {
        "tier": tables.tier_column(dict.fromkeys([*tiers.values(), *(shown(tiers, row) for row in rows)])),
        "name": tables.name_column(),
        "place": tables.text_column("学校 · 年级 · 班级", 190),
        "state": tables.text_column("状态", 72),
        "due": tables.text_column("最晚", 84, rule="按分级标准的时限和校历推算；默认值，请按本地文件核定"),
        "why": tables.text_column("为什么在名单上", 190),
    }
    at = tables.listing(frame, columns, key="warnings.table", alt=f"名单的一页，{len(rows)} 名学生", pick=True)
    return None if at is None else rows[at]


def shown(tiers: Mapping[int, Level], row: WarningRow) -> Level:
    """The level of a row; one that these tiers do not have is called by its handling level."""
    return tiers.get(row.severity) or Level(row.severity, row.level)


def why(row: WarningRow, reasons: Mapping[int, str], tiers: Mapping[int, Level]) -> str:
    """The reasons in words; for those who may not see scores only who is asked to look after the pupil."""
    if row.id in reasons:
        said = told(row, reasons[row.id])
        return f"{URGENT}：{said}" if row.urgent else said
    return URGENT if row.urgent else shown(tiers, row).label


def told(row: WarningRow, reasons: str) -> str:
    """What screening found, in words; of a report what somebody saw, as it was written."""
    return sentence(packs.scales(), decode(reasons)) if row.source is Source.SCREENING else reasons


def reason_facts(rows: Sequence[WarningRow], reasons: Mapping[int, str]) -> list[parts.Fact]:
    """Why somebody is in care, one line a warning, to those alone who may know."""
    return [
        parts.Fact(f"{SOURCES[row.source]} {month_day(local(row.raised_at).date())}", told(row, reasons[row.id]))
        for row in rows
        if row.id in reasons
    ]


def due_words(row: WarningRow) -> str:
    """The day by which the first talk is due, while it is."""
    return month_day(row.due_on) if row.due_on and row.state is WarningState.AWAITING_INTERVIEW else ""


def card(row: WarningRow, tiers: Mapping[int, Level], face: Face | None, places: Places, told: str) -> None:
    """One person of the list."""
    level = shown(tiers, row)
    st.markdown(f"{level.badge} :gray-badge[{WARNING_STATES[row.state]}]")
    if row.urgent:
        st.markdown(f":orange-badge[:material/priority_high: 已列入{URGENT}]")
    pairs = [
        parts.Fact("学生", f"{face.name}　{face.number}" if face else ""),
        parts.Fact("在哪里", place_words(places, row.school_id, row.grade, row.class_id)),
        parts.Fact("为什么", told),
        parts.Fact("来源", SOURCES[row.source]),
        parts.Fact("牵头", level.duty),
        parts.Fact("进名单", month_day(local(row.raised_at).date(), year=True)),
    ]
    due = due_words(row)
    parts.facts([*pairs, parts.Fact("最晚", due)] if due else pairs)


def lead_button(row: WarningRow) -> bool:
    """The next step of whoever works with this person, as the one filled button."""
    if row.state is WarningState.AWAITING_INTERVIEW:
        return st.button("写访谈、作决定", type="primary", icon=":material/record_voice_over:", key="warnings.work")
    if row.state is WarningState.EXCLUDED:
        return st.button("看访谈，重新考虑", icon=":material/record_voice_over:", key="warnings.work")
    return False


def nobody_picked() -> None:
    """What the side of the list is for, while nobody is picked."""
    with st.container(border=True):
        st.markdown(":material/touch_app: 点一行，这里会写着为什么在名单上、由谁牵头、最晚哪天。")
        st.caption("名单是提醒，不是结论。请受过训练的老师当面聊聊再定。")


class Asked(NamedTuple):
    """Why somebody looks at a full name."""

    purpose: Purpose
    note: str


def purpose_form(*, key: str) -> Asked | None:
    """The purpose that 查看全名 needs."""
    with st.form(key, border=False):
        purpose = st.selectbox("用来", list(Purpose), format_func=PURPOSE_TITLES.__getitem__, key=f"{key}.purpose")
        note = st.text_input("补充说明（可不填）", key=f"{key}.note", max_chars=60)
        st.caption("查看会记录：谁、什么时候、为什么。")
        if not st.form_submit_button("看全名", type="primary") or purpose is None:
            return None
    return Asked(purpose, note)


def full_name(name: str, number: str) -> None:
    """The name, shown once."""
    st.success(f"{safe(name)}　{safe(number)}", icon=":material/visibility:", title="这次查看已记录")


def sheets(rows: Sequence[SheetRow]) -> None:
    """A person's answer sheets with their figures, newest first; item answers as numbers alone."""
    for row in rows:
        spec, record = packs.scale(row.scale_key), row.record
        state = SHEET_WORDS[row.status] + ("" if row.is_current else "（旧的一份，已被替换）")
        with st.container(border=True):
            st.markdown(f"**{safe(spec.title)}**　:gray[{safe(state)}]")
            pairs = [parts.Fact("总分", figure(record.total) if record.total is not None else "没有总分")]
            pairs += [
                parts.Fact(each.title, figure(score) if score is not None else "没有")
                for each, score in zip(spec.subscales, record.subscales, strict=True)
            ]
            if record.given.answers is not None:
                pairs += _answers(record.given.answers[0].tolist())
            parts.facts(pairs)


def _answers(answers: Sequence[int]) -> list[parts.Fact]:
    """Item answers by ten."""
    said = [str(one) if one >= 0 else "空" if one == MISSING else "写错" for one in answers]
    tens = range(0, len(said), 10)
    return [parts.Fact(f"第 {at + 1}—{min(at + 10, len(said))} 题", "　".join(said[at : at + 10])) for at in tens]


def export_purpose(*, key: str) -> str:
    """The purpose that an export needs; empty until it is said."""
    purpose: str = st.text_input(
        "导出用来（至少 4 个字）", placeholder="例如：10 月研判会", key=key, max_chars=60, width=280
    )
    return purpose.strip()
