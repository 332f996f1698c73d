"""预警名单: which list, and what it is narrowed to."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from core.access import Reach, Scope
from core.cases.queries import Tallied
from core.cases.rules.states import WarningState
from core.cases.rules.tiering import Tier
from core.clock import school_year
from core.screening.queries import CampaignRow
from core.screening.views.shared import campaign_words, grade_words, levels, seen_levels
from core.ui import parts
from core.ui.words import Level, count, safe
from core.ui.words.care import WARNING_STATES

BY_HAND = 0  # no campaign's id
GRADES = range(1, 13)


class Lot(NamedTuple):
    """What a list is about: a campaign, or what was reported by hand (without one); its tiers gravest first."""

    campaign_id: int | None
    school_year: int
    grades: tuple[int, ...]
    tiers: Mapping[int, Level]
    seen: Mapping[int, Level]


def of_campaign(row: CampaignRow, scope: Scope) -> Lot:
    """The list of a campaign, with the tiers of its policy that the scope may hold."""
    tiers, seen = levels(row.policy), seen_levels(scope, row.policy)
    return Lot(row.id, row.school_year, tuple(row.grades), tiers, seen)


def by_hand(usual: Sequence[Tier], scope: Scope, today: date) -> Lot:
    """What was reported by hand, with the tiers usual here."""
    tiers = {tier.severity: _level(tier) for tier in usual}
    seen = {tier.severity for tier in usual if any(_handles(reach, tier) for reach in scope.reaches)}
    return Lot(
        None, school_year(today), tuple(GRADES), tiers, {one: level for one, level in tiers.items() if one in seen}
    )


def _handles(reach: Reach, tier: Tier) -> bool:
    return reach.levels is None or tier.level in reach.levels


def _level(tier: Tier) -> Level:
    return Level(tier.severity, tier.label, f"{tier.level}牵头")


class Wanted(NamedTuple):
    """What the list is narrowed to."""

    severities: tuple[int, ...]
    school_id: int | None
    grade: int | None
    urgent: bool | None
    state: WarningState | None
    words: str


def pick(rows: Sequence[CampaignRow]) -> CampaignRow | None:
    """The campaign whose list is looked at, the newest at first; None = what was reported by hand."""
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        "名单", [*by_id, BY_HAND], format_func=lambda one: campaign_words(by_id[one]) if one in by_id else "日常发现",
        key="warnings.campaign", width=420, filter_mode=None,
    )  # fmt: skip
    return by_id.get(chosen)


def filters(
    lot: Lot, tallied: Sequence[Tallied], states: Mapping[WarningState, int], schools: Mapping[int, str]
) -> Wanted:
    """Tier and state with counts, school, grade, same-day, and a search for one person."""
    tiers = lot.seen
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
            "状态", [*states, None],
            format_func=lambda one: "全部" if one is None else f"{WARNING_STATES[one]} {count(states[one])}",
            key="warnings.state", width=130,
        )  # fmt: skip
        school = None
        if len(schools) > 1:
            school = st.selectbox(
                "学校", [None, *schools], format_func=lambda one: "全部学校" if one is None else schools[one],
                key="warnings.school", width=180,
            )  # fmt: skip
        grade = st.selectbox(
            "年级", [None, *lot.grades], format_func=lambda one: "全部" if one is None else grade_words(one),
            key="warnings.grade", width=110,
        )  # fmt: skip
        words = st.text_input(
            "找学生", placeholder="姓名全名或学籍号后 4 位", key="warnings.words", width=210, icon=":material/search:"
        )
        with st.container(width="content"):
            urgent = st.toggle("只看当日复核", key="warnings.urgent")
    return Wanted(tuple(chosen), school, grade, True if urgent else None, state, words.strip())


def legend(tiers: Mapping[int, Level], tallied: Sequence[Tallied], states: Mapping[WarningState, int]) -> None:
    """What the signs mean, and the balance of the list: everybody stands somewhere."""
    parts.tier_legend(tiers.values())
    at_once = sum(row.people for row in tallied if row.urgent)
    said = " + ".join(f"{WARNING_STATES[state]} {count(people)}" for state, people in states.items() if people)
    urgent = f"　·　待访谈里当日复核 {count(at_once)}" if at_once else ""
    st.caption(f"{count(sum(states.values()))} 条都有着落　=　{safe(said) or 0}{urgent}")
