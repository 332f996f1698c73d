"""The schools behind the numbers of staffing: one list a number, and a school's own standing."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from core.organisations.rules import STAGE_TITLES
from core.training.rules.staffing import Norm, SchoolPosts, Standing, line_of, missing, parted, pupils_each, standing_of
from core.training.rules.staffing_titles import BEHIND_TITLES, NORM_TITLES, STANDING_TITLES
from core.ui import parts, tables
from core.ui.words import Absence, count

SILENT, ALL = "silent", "all"
CHIPS = {
    STANDING_TITLES[Standing.MET]: "#D8ECE3",
    STANDING_TITLES[Standing.SHORT]: "#E6BC7A",
    STANDING_TITLES[Standing.UNREPORTED]: "#E6ECE9",
    STANDING_TITLES[Standing.NOT_APPLICABLE]: "#FFFFFF",
}
"""The colour of a chip by its word."""
CALM = "这份名单是空的：没有一所学校在里面。"


class Listed(NamedTuple):
    """A list that can be opened: its key, what it is called, its schools."""

    key: str
    title: str
    schools: tuple[SchoolPosts, ...]


def lists(schools: Sequence[SchoolPosts]) -> list[Listed]:
    """Every list behind a number: short of each norm that is asked of anybody, silent, all."""
    found = [(norm, parted(schools, norm)) for norm in Norm]
    named = [Listed(norm, BEHIND_TITLES[norm], part.short) for norm, part in found if part.of]
    silent = next(part.unreported for norm, part in found if norm is Norm.EITHER)
    return [*named, Listed(SILENT, "还没有登记", silent), Listed(ALL, "全部学校", tuple(schools))]


def pick_list(schools: Sequence[SchoolPosts], *, key: str) -> Listed:
    """Which list to open; each says its length, the first that is not empty is open."""
    found = {one.key: one for one in lists(schools)}
    first = next(one.key for one in found.values() if one.schools or one.key == ALL)
    chosen = st.pills(
        "哪一份名单", list(found), format_func=lambda one: f"{found[one].title} {len(found[one].schools):,}",
        default=first, required=True, key=key, label_visibility="collapsed",
    )  # fmt: skip
    return found[chosen]


def school_table(listed: Listed, *, key: str) -> None:
    """The schools of a list with what they have and lack, a page at a time."""
    if not listed.schools:
        st.caption(CALM)
        return
    at = tables.page_of(len(listed.schools), key=f"{key}.page", order="按校名")
    shown = listed.schools[at.offset : at.offset + at.limit]
    with at.body:
        tables.listing(
            pd.DataFrame([_cells(one, listed.key) for one in shown]),
            _columns(listed.key),
            key=f"{key}.table.{listed.key}",
            alt=f"{listed.title}：{len(listed.schools)} 所学校",
        )


def own(school: SchoolPosts) -> None:
    """One school's standing by every norm that is asked of it, and what each rests on."""
    asked = [norm for norm in Norm if line_of(school, norm)]
    columns: dict[str, ColumnConfig] = {
        "norm": tables.text_column("要求", 150),
        "standing": st.column_config.MultiselectColumn(
            "现在", width=90, options=list(CHIPS), color=list(CHIPS.values())
        ),
        "having": tables.count_column("在岗", 90, rule="计入这一项的人数；持证率是有有效证书的人数"),
        "needed": tables.count_column("至少", 90),
        "lacks": tables.count_column("还缺", 90),
    }
    frame = pd.DataFrame([_cells_of(school, norm) for norm in asked])
    tables.listing(frame, columns, key="staffing.own", alt=f"{school.school}的配备情况")
    parts.section("依据", "数字可以由当地发布的要求来改")
    parts.facts([parts.Fact(NORM_TITLES[norm], sources(school, norm)) for norm in asked])


def sources(school: SchoolPosts, norm: Norm) -> str:
    """What a norm rests on, as the published requirements say."""
    lines = school.lines
    line = {Norm.STAGES: lines.full_time, Norm.RATIO: lines.ratio, Norm.CERTIFIED: lines.certified}.get(norm)
    return line.source if line else NATIONAL[norm]


NATIONAL = {
    Norm.FULL_TIME: "教思政厅函〔2021〕10号：每校至少 1 名专职",
    Norm.EITHER: "十七部门《专项行动计划（2023—2025 年）》：配备专职或兼职",
}


def _cells_of(school: SchoolPosts, norm: Norm) -> dict[str, object]:
    line, lacks = line_of(school, norm), missing(school, norm)
    told = standing_of(school, norm) in (Standing.MET, Standing.SHORT)
    return {
        "norm": NORM_TITLES[norm],
        "standing": [STANDING_TITLES[standing_of(school, norm)]],
        "having": count(line.having, "位")
        if line and told
        else Absence.NOT_REPORTED.value
        if not school.registered
        else "",
        "needed": count(line.needed, "位") if line and (told or line.needed) else "",
        "lacks": count(lacks, "位") if lacks else "",
    }


def _columns(key: str) -> dict[str, ColumnConfig]:
    shown = {
        "school": tables.text_column("学校", 200),
        "place": tables.text_column("地区", 110),
        "stages": tables.text_column("学段", 110),
        "full": tables.count_column("专职", 60),
        "part": tables.count_column("兼职", 60),
        "certified": tables.count_column("持证", 60, rule="证书在有效期内的人数"),
        "pupils": tables.count_column("在籍学生", 90),
        "each": tables.count_column("每名对应学生", 110, rule="在籍学生 ÷ 在岗心理教师"),
    }
    if key in (Norm.STAGES, Norm.RATIO, Norm.CERTIFIED):
        shown["lacks"] = tables.count_column("还缺", 70)
    return shown


def _cells(school: SchoolPosts, key: str) -> dict[str, str]:
    each = pupils_each([school])
    told = {"full": school.posts.full_time, "part": school.posts.part_time, "certified": school.certified}
    held = {name: count(many) if school.registered else Absence.NOT_REPORTED.value for name, many in told.items()}
    lacks = missing(school, Norm(key)) if key in tuple(Norm) else 0
    absent = Absence.NOT_APPLICABLE if school.registered else Absence.NOT_REPORTED
    return {
        "school": school.school,
        "place": school.place,
        "stages": "、".join(STAGE_TITLES[one] for one in school.stages),
        **held,
        "pupils": count(school.pupils) if school.pupils else "没有名册",
        "each": absent.value if each is None else count(each, "名"),
        "lacks": count(lacks, "位"),
    }
