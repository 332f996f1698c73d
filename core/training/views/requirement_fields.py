"""The fields of 师资要求: lines for people, for schools, for supervision, and how hours are counted."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.organisations.rules import STAGE_TITLES, Stage
from core.training import packs
from core.training.rules import COUNSELLORS, StaffKind
from core.training.rules.hour_titles import NEWCOMER_WORDS
from core.training.rules.requirements import MOST_CAP, Newcomers, PersonLine, RequirementSpec
from core.training.rules.titles import KIND_TITLES
from core.training.views.requirement_parts import TITLE, Flaws, exact, source_field

ALL_HOURS = "合计"
MONTHS = list(range(1, 13))
LAST_DAY = "年度结束前"


def line_fields(line: PersonLine | None, at: int, key: str, flaws: Flaws) -> dict[str, Any] | None:
    """One line for people; None where it is left out."""
    name = f"{key}.line{at}"
    with st.container(border=True):
        head, out = st.columns([4, 1], vertical_alignment="bottom")
        title = head.text_input("要求", line.title if line else "", max_chars=TITLE, key=f"{name}.title").strip()
        if out.checkbox("不要这一条", key=f"{name}.out"):
            return None
        if line is None and not title:
            st.caption("写上名称，这一条才算数。")
            return None
        grid = st.grid(2, min_column_width=320)
        with grid:
            kinds = _kinds(list(StaffKind), line.kinds if line else COUNSELLORS, f"{name}.kinds")
        with grid:
            stages = st.pills(
                "学段（不选就是全部）", list(Stage), default=list(line.stages) if line else [], key=f"{name}.stages",
                selection_mode="multi", format_func=STAGE_TITLES.__getitem__,
            )  # fmt: skip
        told = {
            "title": title,
            "kinds": kinds,
            "stages": [one for one in Stage if one in stages],
            **_amount(line, name),
            **_due(line, name),
        }
        told["source"] = source_field(line.source if line else "", f"{name}.source", flaws, title or f"第 {at + 1} 条")
    flaws.need(title, f"请写上第 {at + 1} 条要求的名称。")
    flaws.need(kinds, f"请选“{title}”是对哪些人的要求。")
    flaws.need(told["hours"], f"“{title}”的学时要大于 0。")
    return {"key": line.key if line else f"added_{at}", **told}


def school_fields(base: RequirementSpec, key: str, flaws: Flaws) -> dict[str, Any]:
    """What is asked of each school; what is not ticked is not asked."""
    asked, found = base.school, dict[str, Any]()
    if _ticked("持证率", asked.certified, f"{key}.certified"):
        percent = st.number_input(
            "不低于（%）", 0, 100, asked.certified.percent if asked.certified else 60, key=f"{key}.percent"
        )
        source = source_field(
            asked.certified.source if asked.certified else "", f"{key}.percent_source", flaws, "持证率"
        )
        found["certified"] = {"percent": percent, "source": source}
    if _ticked("每个学段的专职教师", asked.full_time, f"{key}.full"):
        people = st.number_input(
            "至少几名", 1, 20, asked.full_time.people if asked.full_time else 1, key=f"{key}.people"
        )  # fmt: skip
        source = source_field(
            asked.full_time.source if asked.full_time else "", f"{key}.full_source", flaws, "专职教师"
        )
        found["full_time"] = {"people": people, "source": source}
    if _ticked("师生比", asked.ratio, f"{key}.ratio"):
        pupils = st.number_input(
            "每名教师对应学生不超过",
            1,
            10_000,
            asked.ratio.pupils if asked.ratio else 1000,
            step=50,
            key=f"{key}.pupils",
        )
        kinds = _kinds(COUNSELLORS, asked.ratio.kinds if asked.ratio else COUNSELLORS, f"{key}.ratio_kinds")
        source = source_field(asked.ratio.source if asked.ratio else "", f"{key}.ratio_source", flaws, "师生比")
        flaws.need(kinds, "请选师生比按哪些人算。")
        found["ratio"] = {"pupils": pupils, "kinds": kinds, "source": source}
    return found


def supervision_fields(base: RequirementSpec, key: str, flaws: Flaws) -> dict[str, Any] | None:
    """Hours of supervision a term; None where none are asked."""
    had = base.supervision
    if not _ticked("接受督导", had, f"{key}.supervised"):
        return None
    kinds = _kinds(COUNSELLORS, had.kinds if had else COUNSELLORS, f"{key}.supervised_kinds")
    one = _hours("每学期个别督导（小时）", float(had.individual) if had else 0.0, f"{key}.individual")
    group = _hours("每学期团体督导（小时）", float(had.group) if had else 4.0, f"{key}.group")
    source = source_field(had.source if had else "", f"{key}.supervised_source", flaws, "督导")
    flaws.need(kinds, "请选哪些人要接受督导。")
    return {"individual": exact(one) or 0, "group": exact(group) or 0, "kinds": kinds, "source": source}


def hours_fields(base: RequirementSpec, key: str) -> dict[str, Any]:
    """The year of counting, caps, carry-over; an empty cap is none."""
    hours = base.hours
    begins = st.selectbox(
        "一年从几月算起", MONTHS, index=hours.begins - 1, key=f"{key}.begins", filter_mode=None,
        format_func=lambda one: {9: "9 月（学年）", 1: "1 月（自然年）"}.get(one, f"{one} 月"),
    )  # fmt: skip
    st.caption("各类上限，空着就是不封顶，0 就是这一类不计入。")
    grid, caps = st.grid(2, min_column_width=150), {}
    for sort, title in packs.hour_categories().items():
        with grid:
            had = hours.caps.get(sort)
            caps[sort] = exact(_hours(title, None if had is None else float(had), f"{key}.cap.{sort}"))
    cap = exact(_hours("全年上限", None if hours.cap is None else float(hours.cap), f"{key}.cap"))
    share = st.number_input("超出类别上限的，下一年度计入（%）", 0, 100, hours.carry.share, step=10, key=f"{key}.share")
    had_most = None if hours.carry.most is None else float(hours.carry.most)
    most = exact(_hours("每类最多结转", had_most, f"{key}.most")) if share else hours.carry.most
    kept = {sort: one for sort, one in caps.items() if one is not None}
    return {"begins": begins, "caps": kept, "cap": cap, "carry": {"share": share, "most": most}}


def _amount(line: PersonLine | None, name: str) -> dict[str, Any]:
    sorts = packs.hour_categories()
    grid = st.grid(3, min_column_width=200)
    with grid:
        hours = _hours("学时", float(line.hours) if line else 8.0, f"{name}.hours")
    with grid:
        category = st.selectbox(
            "哪一类", ["", *sorts], index=["", *sorts].index(line.category) if line and line.category in sorts else 0,
            format_func=lambda one: sorts[one] if one else ALL_HOURS, key=f"{name}.category", filter_mode=None,
        )  # fmt: skip
    with grid:
        newcomers = st.selectbox(
            "当年新到岗", list(Newcomers), index=list(Newcomers).index(line.newcomers if line else Newcomers.PRORATA),
            format_func=NEWCOMER_WORDS.__getitem__, key=f"{name}.newcomers", filter_mode=None,
        )  # fmt: skip
    return {"hours": exact(hours), "category": category, "newcomers": newcomers}


def _due(line: PersonLine | None, name: str) -> dict[str, Any]:
    had = line.due if line else None
    grid = st.grid(3, min_column_width=200)
    with grid:
        month = st.selectbox(
            "期限", [0, *MONTHS], index=had.month if had else 0, key=f"{name}.month", filter_mode=None,
            format_func=lambda one: f"{one} 月" if one else LAST_DAY,
        )  # fmt: skip
    if not month:
        return {"due": None}
    with grid:
        day = st.number_input("几日", 1, 31, had.day if had else 1, key=f"{name}.day")
    return {"due": {"month": month, "day": day}}


def _kinds(offered: Sequence[StaffKind], had: Sequence[StaffKind], key: str) -> list[StaffKind]:
    chosen = st.pills(
        "对谁", list(offered), default=list(had), selection_mode="multi", format_func=KIND_TITLES.__getitem__, key=key
    )
    return [one for one in offered if one in chosen]


def _hours(label: str, value: float | None, key: str) -> float | None:
    return st.number_input(label, 0.0, float(MOST_CAP), value, step=1.0, format="%.1f", key=key)


def _ticked(label: str, had: object, key: str) -> bool:
    return st.checkbox(label, had is not None, key=key)
