"""参评学校: the forms that put schools in, leave them out, give them more time."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import streamlit as st

from core.evaluation.queries import EntryRow, RoundRow
from core.evaluation.rules.evidence import MOST_BYTES
from core.evaluation.rules.rounds import due_on
from core.evaluation.rules.states import ExemptReason
from core.evaluation.rules.titles import EXEMPT_REASONS
from core.organisations.queries import SchoolRow
from core.organisations.rules import SETTING_TITLES, STAGE_TITLES
from core.ui.words import count, day

NOTE = 200  # characters
PAPERS = ["pdf", "png", "jpg", "jpeg", "docx"]
WEEK = timedelta(days=7)


class Exempted(NamedTuple):
    """Why a school is left out, as it was filled in."""

    reason: ExemptReason
    note: str
    paper: bytes | None


class Extended(NamedTuple):
    """More time for a school, as it was filled in."""

    due_on: date
    reason: str


def exempt_form(*, key: str) -> Exempted | None:
    """Leave a school out; None until it was sent."""
    with st.form(key):
        left, right = st.columns([2, 3])
        reason = left.selectbox(
            "免评的原因", list(ExemptReason), format_func=EXEMPT_REASONS.__getitem__, key=f"{key}.reason"
        )
        note = right.text_input("说明", max_chars=NOTE, key=f"{key}.note", placeholder="选“其他”时请写明")
        with st.container(key=f"proof-{key}"):
            paper = st.file_uploader(
                "证明材料（可以不传）", PAPERS, max_upload_size=MOST_BYTES // 2**20, key=f"{key}.paper"
            )
        if not st.form_submit_button("记为免评"):
            return None
    return Exempted(reason or ExemptReason.OTHER, note, paper.getvalue() if paper else None)


def extend_form(round_: RoundRow, row: EntryRow, *, key: str) -> Extended | None:
    """Give a school more time; None until it was sent."""
    now = due_on(round_.self_until, row.due_on)
    with st.form(key):
        left, right = st.columns([2, 3])
        until = left.date_input("延到哪天", min(now + WEEK, round_.review_until), key=f"{key}.day")
        reason = right.text_input("理由", max_chars=NOTE, key=f"{key}.reason", placeholder="例如：校舍维修")
        st.caption(f"现在的截止日期是{day(now)}，最晚可以延到{day(round_.review_until)}。")
        if not st.form_submit_button("延期"):
            return None
    return Extended(until, reason)


def school_filter(schools: Sequence[SchoolRow], *, key: str) -> list[SchoolRow]:
    """The schools of the stages, settings and districts chosen; nothing chosen means all."""
    districts = sorted({row.facts.district for row in schools if row.facts.district})
    with st.container(horizontal=True):
        stages = st.pills(
            "学段",
            list(STAGE_TITLES),
            selection_mode="multi",
            format_func=STAGE_TITLES.__getitem__,
            key=f"{key}.stages",
        )
        settings = st.pills(
            "城乡", list(SETTING_TITLES), selection_mode="multi", format_func=SETTING_TITLES.__getitem__,
            key=f"{key}.settings",
        )  # fmt: skip
        near = st.multiselect("学区", districts, key=f"{key}.districts", placeholder="不限") if districts else []
    return [
        row
        for row in schools
        if (not stages or set(stages) & set(row.facts.stages))
        and (not settings or row.facts.setting in settings)
        and (not near or row.facts.district in near)
    ]


def add_form(schools: Sequence[SchoolRow], *, key: str) -> list[int] | None:
    """Some or all of these schools; None until it was sent."""
    names = {row.id: row.name for row in schools}
    with st.form(key):
        st.markdown(f"符合条件、还没有参评的学校有 {count(len(names), '所')}。")
        chosen = st.multiselect(
            "只加其中几所", list(names), format_func=names.__getitem__, key=f"{key}.schools", placeholder="不选就是全部"
        )
        if not st.form_submit_button("加入参评", type="primary"):
            return None
    return chosen or list(names)
