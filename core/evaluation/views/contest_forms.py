"""The form of a contest: what it collects, until when, by which rubric, for which awards."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from core.evaluation.queries import ContestRow, RubricChoice
from core.evaluation.rules.contest_titles import CONTEST_SUBJECTS, USUAL_AWARDS
from core.evaluation.rules.contests import AWARD, MOST_PLACES, MOST_QUOTA, TITLE, WORDS, AwardLevel, ContestDraft
from core.evaluation.rules.spec import Purpose
from core.evaluation.rules.states import ContestState, ContestSubject
from core.evaluation.views.self_fields import Key, Wish
from core.ui import editions

CHANGED = "这次评选在您打开以后改过。点一下，接着在最新的内容上改。"
DAYS = (14, 28)  # from today: two weeks to nominate, two to judge
USUAL_RUBRIC = {
    ContestSubject.REPORTS: "pack:activity_award",
    ContestSubject.RESOURCES: "pack:resource_selection",
}
Told = dict[str, Any]  # parts of a ContestDraft


def pick_subject() -> ContestSubject:
    """What the new contest compares; outside of the form, for it changes the form."""
    every = list(ContestSubject)
    return (
        st.segmented_control(
            "评什么", every, format_func=CONTEST_SUBJECTS.__getitem__, default=every[0], required=True,
            key="contests.subject",
        )
        or every[0]
    )  # fmt: skip


def draft_form(
    orgs: Mapping[int, str],
    subject: ContestSubject,
    rubrics: Sequence[RubricChoice],
    seasons: Mapping[int, str],
    before: ContestRow | None,
    *,
    today: date,
    key: str,
) -> ContestDraft | None:
    """A contest as it was filled in; None until it was sent. What was told to schools cannot be changed any more."""
    planned = before is None or before.state is ContestState.PLANNED
    with st.form(key):
        told = _what(orgs, subject, seasons, before, today, key, planned=planned)
        told |= _days(before, today, key) | _limits(before, key)
        told["rubric"] = _rubric(rubrics, subject, before, key) if planned else ""
        told["awards"] = _awards(before, key)
        if not st.form_submit_button("保存", type="primary"):
            return None
    return ContestDraft(subject=subject, **told)


def change_form(
    orgs: Mapping[int, str],
    row: ContestRow,
    rubrics: Sequence[RubricChoice],
    seasons: Mapping[int, str],
    *,
    today: date,
    form_key: Key,
) -> Wish | None:
    """The contest in hand, written anew."""
    form = f"contests.change.{row.id}.{row.state}"
    at = form_key(form)
    edition = editions.in_hand(row.edition, form=form, at=at, said=CHANGED)
    draft = draft_form(orgs, row.subject, rubrics, seasons, row, today=today, key=at)
    if draft is None:
        return None
    return Wish("change_contest", {"contest_id": row.id, "edition": edition, "draft": draft}, form, "已保存")


def _what(
    orgs: Mapping[int, str],
    subject: ContestSubject,
    seasons: Mapping[int, str],
    before: ContestRow | None,
    today: date,
    key: str,
    *,
    planned: bool,
) -> Told:
    ids = [before.org_id] if before else list(orgs)
    names = {before.org_id: before.org_name} if before else orgs
    title = st.text_input(
        "名称", before.title if before else f"{today.year} 年{CONTEST_SUBJECTS[subject]}", max_chars=TITLE,
        key=f"{key}.title",
    )  # fmt: skip
    left, right = st.columns(2)
    org_id = left.selectbox("主办", ids, format_func=lambda one: names[one], key=f"{key}.org", disabled=len(ids) == 1)
    year = before.year if before else today.year
    year = right.number_input("年份", min(year, today.year - 1), today.year + 1, year, key=f"{key}.year")
    season_id = before.season_id if before else None
    if subject is ContestSubject.REPORTS and planned:
        season_id = _season(seasons, season_id, key)
    told = {"title": title, "org_id": org_id, "year": int(year), "season_id": season_id}
    return told | {"words": _words(before, key)}


def _words(before: ContestRow | None, key: str) -> str:
    return st.text_area(
        "说明（学校看得到）", before.words if before else "", max_chars=WORDS, height=88, key=f"{key}.words",
        placeholder="例如：选出参与面广、可以推广的活动，推荐参加市级评选",
    )  # fmt: skip


def _season(seasons: Mapping[int, str], before: int | None, key: str) -> int | None:
    choices = [None, *seasons]
    return st.selectbox(
        "收哪个活动月的材料", choices, index=choices.index(before) if before in choices else 0,
        format_func=lambda one: seasons.get(one or 0, "不限，通过审核的都可以"), key=f"{key}.season",
    )  # fmt: skip


def _days(before: ContestRow | None, today: date, key: str) -> Told:
    left, right = st.columns(2)
    nominate, review = (today + timedelta(days=many) for many in DAYS)
    if before:
        nominate, review = before.nominate_until, before.review_until
    return {
        "nominate_until": left.date_input("推荐截止", nominate, key=f"{key}.nominate"),
        "review_until": right.date_input("评审截止", review, key=f"{key}.review"),
    }


def _limits(before: ContestRow | None, key: str) -> Told:
    left, right = st.columns(2)
    quota = left.number_input(
        "每校最多推荐几件", 1, MOST_QUOTA, before.quota if before else 2, key=f"{key}.quota", placeholder="不限",
        help="空着就是不限。学校看到以后只能放宽。",
    )  # fmt: skip
    forward = right.number_input(
        "推荐上报几件",
        0,
        None,
        before.forward if before else 0,
        key=f"{key}.forward",
        help="向上一级推荐的名额，没有就填 0",
    )
    return {"quota": None if quota is None else int(quota), "forward": int(forward or 0)}


def _rubric(rubrics: Sequence[RubricChoice], subject: ContestSubject, before: ContestRow | None, key: str) -> str:
    """Rubrics of activities first; "" keeps the one that is there."""
    ordered = sorted(rubrics, key=lambda one: one.purpose is not Purpose.ACTIVITY)
    names = {one.ref: f"{one.title}　{one.version} 版" for one in ordered}
    refs = [""] * bool(before) + list(names)
    usual = USUAL_RUBRIC[subject]
    chosen: str = st.selectbox(
        "评分表", refs, index=0 if before else refs.index(usual) if usual in refs else 0, key=f"{key}.rubric",
        format_func=lambda ref: names.get(ref, f"不变：{before.spec.title}" if before else ref),
        help="保存时固定下来；以后发布新版，不影响这一次。",
    )  # fmt: skip
    return chosen


def _awards(before: ContestRow | None, key: str) -> tuple[AwardLevel, ...]:
    """Levels from the highest, one a row; an empty row is no level."""
    known = before.awards if before else USUAL_AWARDS
    st.markdown("奖项和名额　:gray[从高到低，可以加一行；并列的一起算]")
    frame = pd.DataFrame([{"奖项": one.title, "名额": one.places} for one in known])
    entered = st.data_editor(
        frame, num_rows="dynamic", hide_index=True, key=f"{key}.awards", width="stretch",
        column_config={
            "奖项": st.column_config.TextColumn("奖项", max_chars=AWARD, width=160),
            "名额": st.column_config.NumberColumn("名额", min_value=1, max_value=MOST_PLACES, step=1, width=90),
        },
    )  # fmt: skip
    return _levels(entered, {one.title: one.key for one in known})


def _levels(entered: pd.DataFrame, keys: Mapping[str, str]) -> tuple[AwardLevel, ...]:
    """What stands in the grid, nothing of it trusted: a row without a title is no level, one without a number has none."""
    found = []
    for title, places in zip(entered["奖项"], entered["名额"], strict=True):
        said = "" if title is None or pd.isna(title) else str(title).strip()
        if said:
            number = 0 if places is None or pd.isna(places) else int(places)
            found.append(AwardLevel(keys.get(said, ""), said, number))
    return tuple(found)
