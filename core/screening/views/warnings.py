"""预警名单: filters, legend, the list, one person's card."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.cases.queries import Tallied, WarningRow
from core.cases.rules.states import Source, WarningState
from core.clock import local
from core.screening import packs
from core.screening.queries import CampaignRow, Face, Places, SheetRow
from core.screening.rules.policy import TierPolicy
from core.screening.rules.reasons import decode, figure, sentence
from core.screening.rules.scores import MISSING
from core.screening.views.shared import SHEET_WORDS, grade_words, level_of, levels, place_words
from core.students.rules import PURPOSE_TITLES, Purpose
from core.ui import parts, tables
from core.ui.words import Level, count, month_day, safe
from core.ui.words.care import SOURCES, WARNING_STATES

URGENT = "当日复核"
PAGE = 12  # rows: the card of the one picked stands below them on the same screen


class Wanted(NamedTuple):
    """What the list is narrowed to."""

    severities: tuple[int, ...]
    school_id: int | None
    grade: int | None
    urgent: bool | None
    state: WarningState | None
    words: str


def filters(
    campaign: CampaignRow, tiers: Mapping[int, Level], tallied: Sequence[Tallied], schools: Mapping[int, str]
) -> Wanted:
    """Tier with counts, state, school, grade, same-day, and a search for one person."""
    people = {severity: sum(row.people for row in tallied if row.severity == severity) for severity in tiers}
    shown = {severity: level for severity, level in tiers.items() if people[severity] or not tallied}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.pills(
            "等级",
            list(shown),
            selection_mode="multi",
            format_func=lambda severity: f"{shown[severity].text} {count(people[severity])}",
            key="warnings.tiers",
        )
        state = st.selectbox(
            "状态", [*WarningState, None],
            format_func=lambda one: "全部" if one is None else WARNING_STATES[one], key="warnings.state", width=120,
        )  # fmt: skip
        school = None
        if len(schools) > 1:
            school = st.selectbox(
                "学校", [None, *schools], format_func=lambda one: "全部学校" if one is None else schools[one],
                key="warnings.school", width=180,
            )  # fmt: skip
        grade = st.selectbox(
            "年级", [None, *campaign.grades], format_func=lambda one: "全部" if one is None else grade_words(one),
            key="warnings.grade", width=110,
        )  # fmt: skip
        words = st.text_input(
            "找学生", placeholder="姓名全名或学籍号后 4 位", key="warnings.words", width=210, icon=":material/search:"
        )
    urgent = st.toggle("只看当日复核", key="warnings.urgent")
    return Wanted(tuple(chosen), school, grade, True if urgent else None, state, words.strip())


def legend(tiers: Mapping[int, Level], tallied: Sequence[Tallied]) -> None:
    """What the signs mean, and the balance of the list."""
    parts.tier_legend(tiers.values())
    everybody = sum(row.people for row in tallied)
    at_once = sum(row.people for row in tallied if row.urgent)
    said = " + ".join(
        f"{level.label} {count(sum(row.people for row in tallied if row.severity == severity))}"
        for severity, level in tiers.items()
    )
    st.caption(f"{count(everybody)} 名都有着落　=　{safe(said)}　·　其中当日复核 {count(at_once)}")


def warning_list(
    rows: Sequence[WarningRow],
    campaign: CampaignRow,
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
                "tier": tables.tier_cell(level_of(campaign.policy, row.severity)),
                "name": faces[row.person_id].name if row.person_id in faces else "",
                "place": place_words(places, row.school_id, row.grade, row.class_id),
                "why": why(row, reasons, campaign.policy),
                "state": WARNING_STATES[row.state],
                "due": due_words(row),
            }
            for row in rows
        ]
    )
    columns = {
        "tier": tables.tier_column(levels(campaign.policy).values()),
        "name": tables.name_column(),
        "place": tables.text_column("学校 · 年级 · 班级", 220),
        "why": tables.text_column("为什么在名单上", 380),
        "state": tables.text_column("状态", 90),
        "due": tables.text_column("最晚", 120, rule="按分级标准的时限和校历推算；默认值，请按本地文件核定"),
    }
    at = tables.listing(frame, columns, key="warnings.table", alt=f"名单的一页，{len(rows)} 名学生", pick=True)
    return None if at is None else rows[at]


def why(row: WarningRow, reasons: Mapping[int, str], policy: TierPolicy) -> str:
    """The reasons in words; for those who may not see scores only who is asked to look after the pupil."""
    if row.id in reasons:
        said = told(row, reasons[row.id])
        return f"{URGENT}：{said}" if row.urgent else said
    return f"{URGENT}" if row.urgent else level_of(policy, row.severity).label


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


def card(row: WarningRow, campaign: CampaignRow, face: Face | None, places: Places, told: str) -> None:
    """One person of the list."""
    level: Level = level_of(campaign.policy, row.severity)
    parts.tier_badge(level)
    pairs = [
        parts.Fact("学生", f"{face.name}　{face.number}" if face else ""),
        parts.Fact("在哪里", place_words(places, row.school_id, row.grade, row.class_id)),
        parts.Fact("为什么在名单上", told),
        parts.Fact("谁来牵头", level.duty),
        parts.Fact("进名单", month_day(local(row.raised_at).date(), year=True)),
        parts.Fact("最晚", due_words(row)),
    ]
    with st.container(border=True):
        parts.facts(pairs)
    st.caption(":material/info: 名单是提醒，不是结论。请受过训练的老师当面聊聊再定。")


class Asked(NamedTuple):
    """Why somebody looks at a full name."""

    purpose: Purpose
    note: str


def purpose_form(*, key: str) -> Asked | None:
    """The purpose that 查看全名 needs."""
    with st.form(key):
        purpose = st.selectbox(
            "查看全名，用来", list(Purpose), format_func=PURPOSE_TITLES.__getitem__, key=f"{key}.purpose"
        )
        note = st.text_input("补充说明（可不填）", key=f"{key}.note", max_chars=60)
        st.caption("查看会记录：谁、什么时候、为什么。")
        if not st.form_submit_button("查看全名") or purpose is None:
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
