"""What several screens of screening share: tiers in words, the campaign picker, places."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.access import Scope
from core.screening.queries import CampaignRow, Places
from core.screening.rules.policy import TierPolicy
from core.screening.rules.states import CampaignState, SheetStatus
from core.ui.words import UNTESTED, Level, grade_name

FINE = "日常陪伴"
STATES = {CampaignState.DRAFT: "草稿", CampaignState.OPEN: "进行中", CampaignState.CLOSED: "已结束"}
SHEET_WORDS = {
    SheetStatus.UNTESTED: "未测评",
    SheetStatus.INCOMPLETE: "作答不完整",
    SheetStatus.RETEST: "需重测",
    SheetStatus.VALID: "有效",
}
STAFF = "教师"


def levels(policy: TierPolicy) -> dict[int, Level]:
    """The policy's tiers as they are shown, by severity, gravest first."""
    return {
        int(level.severity): Level(int(level.severity), level.label, level.handler, level.clock.words)
        for level in policy.levels
    }


def seen_levels(scope: Scope, policy: TierPolicy) -> dict[int, Level]:
    """The tiers whose warnings the scope may hold: some roles look after some handling levels alone."""
    seen = {
        int(level.severity)
        for level in policy.levels
        if any(reach.levels is None or level.handled_by in reach.levels for reach in scope.reaches)
    }
    return {severity: level for severity, level in levels(policy).items() if severity in seen}


def level_of(policy: TierPolicy, severity: int | None) -> Level:
    """A severity as it is shown; None = nothing can be said."""
    if severity is None:
        return UNTESTED
    return levels(policy).get(severity, Level(0, FINE))


def pick_campaign(rows: Sequence[CampaignRow], *, key: str) -> CampaignRow:
    """The campaign a page is about; the newest at first."""
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        "批次", list(by_id), format_func=lambda key: campaign_words(by_id[key]), key=key, width=420, filter_mode=None
    )
    return by_id[chosen]


def campaign_words(row: CampaignRow) -> str:
    """Title, school year and state in one line."""
    return f"{row.title}（{row.school_year}—{row.school_year + 1} 学年，{STATES[row.state]}）"


def grade_words(grade: int) -> str:
    """A grade as schools call it; 0 stands for staff."""
    return grade_name(grade) if grade else STAFF


def place_words(names: Places, school: int, grade: int, class_id: int | None) -> str:
    """云溪一中 · 高一 · 1班."""
    parts = (names.schools.get(school, ""), grade_words(grade), names.classes.get(class_id) or "")
    return " · ".join(part for part in parts if part)


def grades_words(grades: Sequence[int]) -> str:
    """初一、初二、初三; whole runs are shortened: 初一—高三."""
    if not grades:
        return STAFF
    run = list(range(grades[0], grades[-1] + 1))
    if len(grades) > 2 and list(grades) == run:
        return f"{grade_name(grades[0])}—{grade_name(grades[-1])}"
    return "、".join(map(grade_name, grades))


def scale_words(row: CampaignRow) -> str:
    """The titles of a campaign's scales."""
    said: Mapping[str, str] = {"parent": "（家长）", "teacher": "（教师）"}
    return "、".join(f"{scale.spec.title}{said.get(scale.respondent, '')}" for scale in row.scales)
