"""普测批次: the list, the draft's form, and the step a campaign may take next."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from core import clock
from core.organisations.queries import OrgRow
from core.screening import packs
from core.screening.queries import CampaignRow
from core.screening.rules.completion import Completion
from core.screening.rules.drafts import Draft, ScaleChoice, unsuitable
from core.screening.rules.states import CampaignState
from core.screening.views.shared import STATES, grade_words, grades_words, levels, scale_words
from core.students.rules import Population
from core.ui import parts, tables
from core.ui.words import count, coverage, safe, span

POPULATIONS = {Population.STUDENT: "学生", Population.TEACHER: "教师"}
RESPONDENTS = {"self": "学生自评", "parent": "家长评", "teacher": "教师评"}
STEPS = {CampaignState.DRAFT: "启动批次", CampaignState.OPEN: "结束批次", CampaignState.CLOSED: "重新打开"}
PROMISES = {
    CampaignState.DRAFT: "启动后，应测名单按现在的花名册定下来，量表和年级不能再改。",
    CampaignState.OPEN: "结束后不再接收数据，已有的结果不变；需要时可以重新打开。",
    CampaignState.CLOSED: "重新打开后可以继续导入；应测名单不变。",
}
LONG = timedelta(days=30)


def campaign_table(rows: Sequence[CampaignRow], done: Mapping[int, Completion]) -> CampaignRow | None:
    """Every campaign with its completion; answers the one picked."""
    frame = pd.DataFrame(
        [
            {
                "批次": row.title,
                "状态": STATES[row.state],
                "组织": row.org_name,
                "时间": span(row.opens_on, row.closes_on),
                "对象": grades_words(row.grades),
                "量表": scale_words(row),
                "完成": _completed(done.get(row.id)),
            }
            for row in rows
        ]
    )
    widths = {"批次": 190, "状态": 80, "组织": 120, "时间": 140, "对象": 120, "量表": 180, "完成": 150}
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    at = tables.listing(frame, columns, key="campaigns.table", alt=f"{len(rows)} 个普测批次", pick=True)
    return None if at is None else rows[at]


def facts(row: CampaignRow, done: Completion | None) -> None:
    """One campaign in full."""
    tiers = "；".join(f"{level.text}（{level.duty}）" for level in levels(row.policy).values())
    scales = "、".join(f"{scale.spec.title} {scale.version} 版" for scale in row.scales)
    pairs = [
        parts.Fact("组织", row.org_name),
        parts.Fact("学年学期", clock.Term(row.school_year, row.term).label),
        parts.Fact("时间", span(row.opens_on, row.closes_on)),
        parts.Fact("对象", grades_words(row.grades)),
        parts.Fact("量表", scales),
        parts.Fact("分级标准", f"{row.policy.title} {row.policy_version} 版"),
        parts.Fact("各级", tiers),
    ]
    if done and done.listed:
        said = (
            f"在册 {count(done.listed)}，请假 {count(done.leave)}，免测 {count(done.exempt)}，实测 {count(done.tested)}"
        )
        pairs.append(parts.Fact("名单", said))
    with st.container(border=True):
        parts.facts(pairs)
    if row.policy.note:
        st.caption(f":material/info: {safe(row.policy.note)}")


def step_form(row: CampaignRow, *, key: str) -> bool:
    """The next step of a campaign, with what it means; answers whether it shall be taken."""
    decided = parts.confirm(PROMISES[row.state], yes=STEPS[row.state], no="先不动", key=key)
    return decided is True


def draft_form(orgs: Sequence[OrgRow], before: CampaignRow | None, *, key: str) -> tuple[Draft, list[str]] | None:
    """A draft as it was filled in, with the scales that are used although their pack does not recommend them."""
    st.caption("带“默认值”的界值和时限请按本地文件核定后再用。")
    population = st.segmented_control(
        "对象",
        list(POPULATIONS),
        format_func=POPULATIONS.__getitem__,
        default=before.population if before else Population.STUDENT,
        required=True,
        key=f"{key}.population",
    )
    scales = _scales(before, key)
    grades = _grades(before, key) if population is Population.STUDENT else ()
    with st.form(key):
        facts_ = _facts(orgs, before, key)
        draft = Draft(scales=scales, grades=grades, population=population or Population.STUDENT, **facts_)
        accepted = _acknowledged(draft, key)
        if not st.form_submit_button("保存草稿", type="primary"):
            return None
    return draft, accepted


def _scales(before: CampaignRow | None, key: str) -> tuple[ScaleChoice, ...]:
    every = packs.scales()
    chosen = st.multiselect(
        "量表",
        list(every),
        default=[row.key for row in before.scales] if before else [],
        format_func=lambda scale: f"{every[scale].title}　{every[scale].name}",
        placeholder="可以选几份",
        key=f"{key}.scales",
    )
    known = {row.key: row.respondent for row in before.scales} if before else {}
    choices = []
    for scale in chosen:
        respondents = [one.value for one in every[scale].respondents]
        respondent = known.get(scale, respondents[0])
        if len(respondents) > 1:
            respondent = st.radio(
                f"{every[scale].title} 由谁作答", respondents, format_func=RESPONDENTS.__getitem__, horizontal=True,
                index=respondents.index(respondent), key=f"{key}.respondent.{scale}",
            )  # fmt: skip
        choices.append(ScaleChoice(scale, respondent))
    return tuple(choices)


def _grades(before: CampaignRow | None, key: str) -> tuple[int, ...]:
    chosen = st.pills(
        "年级",
        list(range(1, 13)),
        selection_mode="multi",
        format_func=grade_words,
        default=list(before.grades) if before else [],
        key=f"{key}.grades",
    )
    return tuple(sorted(chosen))


def _facts(orgs: Sequence[OrgRow], before: CampaignRow | None, key: str) -> dict[str, Any]:  # of a Draft
    today = clock.today()
    now = clock.term(today)
    names = {org.id: org.name for org in orgs}
    left, right = st.columns(2)
    title = left.text_input(
        "批次名称", before.title if before else f"{_season(today)}普测", max_chars=60, key=f"{key}.title"
    )
    org = right.selectbox(
        "组织单位", list(names), format_func=names.__getitem__,
        index=list(names).index(before.org_id) if before and before.org_id in names else 0, key=f"{key}.org",
    )  # fmt: skip
    years = sorted({now.year - 1, now.year, now.year + 1, *([before.school_year] if before else [])})
    year = left.selectbox(
        "学年", years, index=years.index(before.school_year if before else now.year),
        format_func=lambda year: f"{year}—{year + 1} 学年", key=f"{key}.year",
    )  # fmt: skip
    term = right.selectbox(
        "学期", [1, 2], index=(before.term if before else now.number) - 1, format_func=("", "第一学期", "第二学期").__getitem__,
        key=f"{key}.term",
    )  # fmt: skip
    opens = left.date_input("开始", before.opens_on if before else today, key=f"{key}.opens")
    closes = right.date_input("结束", before.closes_on if before else today + LONG, key=f"{key}.closes")
    policies = packs.policies()
    policy = st.selectbox(
        "分级标准", list(policies), format_func=lambda key: policies[key].title, key=f"{key}.policy",
        index=list(policies).index(before.policy_key) if before and before.policy_key in policies else 0,
        help="保存时用组织单位现行的一版：本级或上级发布过的，否则是随系统提供的。以后发布新版，不影响已建的批次。",
    )  # fmt: skip
    return {
        "title": title, "org_id": org, "school_year": year, "term": term, "opens_on": opens, "closes_on": closes,
        "policy_key": policy,
    }  # fmt: skip


def _acknowledged(draft: Draft, key: str) -> list[str]:
    accepted = []
    for scale, grades in unsuitable(draft, packs.scales()):
        said = f"{scale.title} 不建议用于{grades_words(grades)}（{scale.audience.source}）。已了解，仍要使用"
        if st.checkbox(safe(said), key=f"{key}.accepted.{scale.key}"):
            accepted.append(scale.key)
    return accepted


def _completed(done: Completion | None) -> str:
    if done is None or not done.listed:
        return "未启动"
    return f"{coverage(done.tested, done.due)}（{count(done.tested)} / {count(done.due)}）"


def _season(day: date) -> str:
    return "秋季" if day.month >= 8 else "春季"
