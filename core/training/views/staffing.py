"""How schools are staffed: the sentence, the numbers, and the same by place, stage and setting."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.training.queries import HeldRequirements
from core.training.rules.staffing import (
    Group,
    Norm,
    Parted,
    SchoolPosts,
    Side,
    certified,
    grouped,
    parted,
    pupils_each,
)
from core.training.rules.staffing_titles import NORM_TITLES, SIDE_TITLES
from core.ui import charts, parts, tables
from core.ui.charts import Compared
from core.ui.parts import Kpi, Rule
from core.ui.words import Absence, count, share

FULL = Rule(
    "至少有 1 名在岗专职心理教师的学校 ÷ 全部在用学校",
    note="教思政厅函〔2021〕10号：每校至少配备 1 名专职。未报的学校也在分母里",
)
EITHER = Rule(
    "至少有 1 名在岗专职或兼职心理教师的学校 ÷ 全部在用学校",
    note="2023 年专项行动计划：2025 年达到 95%。和专职配备率是两个口径，不能相加或混用",
)
CERTIFIED = Rule("有在有效期内证书的在岗专（兼）职教师 ÷ 在岗专（兼）职教师", note="在两所学校任职的，两校各算一次")
EACH = Rule(
    "在籍学生 ÷ 在岗心理教师（谁计入，看当地发布的要求）", left_out="没有名册的学校，和还没有登记心理教师的学校"
)
BY_STAGE = "有几个学段的学校，在每个学段里各算一次，所以各行相加会多于学校总数"
DRAWN = 20  # groups in the chart
SHORTEST = 2  # with fewer groups a picture says nothing


class Place(NamedTuple):
    """An organisation that may be looked at."""

    id: int
    name: str


def pick_place(places: Sequence[Place]) -> Place:
    """Where to look; asked only where there is a choice."""
    if len(places) == 1:
        return places[0]
    return st.selectbox("看哪里", places, format_func=lambda one: one.name, key="staffing.place", width=320)


def no_schools() -> None:
    """There is nothing to be staffed yet."""
    parts.empty("domain", "这里还没有学校", "先在“组织机构”里登记学校。", key="staffing.no_school")


def nobody_yet(schools: Sequence[SchoolPosts]) -> None:
    """No school has registered anybody: there is no rate, which is not the same as zero."""
    parts.empty(
        "badge",
        f"{len(schools)} 所学校都还没有登记心理教师",
        "请各校在“心理教师”里登记，或者由区里从表格导入；登记以后，这里会有配备率和名单。",
        key="staffing.nobody",
    )


def sentence(schools: Sequence[SchoolPosts]) -> None:
    """What to take away."""
    full, either = parted(schools, Norm.FULL_TIME), parted(schools, Norm.EITHER)
    words = "{schools} 所学校里，{full} 所有专职、{either} 所有专职或兼职心理教师在岗"
    words += "；{empty} 所目前没有人在岗" if either.short else ""
    words += "；{silent} 所还没有登记" if either.unreported else ""
    figures = (schools, full.met, either.met, either.short, either.unreported)
    names = ("schools", "full", "either", "empty", "silent")
    parts.brief(f"{words}。", **{name: count(len(rows)) for name, rows in zip(names, figures, strict=True)})


def tiles(schools: Sequence[SchoolPosts]) -> None:
    """The two rates, each with its own norm, and what else is counted."""
    people, each = certified(schools), pupils_each(schools)
    asked = [(norm, parted(schools, norm)) for norm in (Norm.STAGES, Norm.RATIO)]
    parts.kpis(
        [
            _rate("专职配备率", parted(schools, Norm.FULL_TIME), FULL),
            _rate("专（兼）职配备率", parted(schools, Norm.EITHER), EITHER),
            Kpi("持证率", share(people.having, people.of), CERTIFIED, f"{people.having} / {people.of} 位"),
            Kpi("每名教师对应学生", Absence.NOT_APPLICABLE.value if each is None else count(each, "名"), EACH, "在籍学生"),
            *(_rate(f"{NORM_TITLES[norm]}达到", found, Rule(RULES[norm])) for norm, found in asked if found.of),
        ]
    )  # fmt: skip


RULES = {
    Norm.STAGES: "每个学段都有专职的学校 ÷ 有这项要求的学校；人数按当地发布的要求",
    Norm.RATIO: "在岗人数够得上学生数的学校 ÷ 有这项要求、有名册的学校；比例按当地发布的要求",
}


def by_whose(held: HeldRequirements) -> str:
    """Whose requirements the schools are held to here; a bureau below may have published its own."""
    if not held.org_name:
        return "还没有发布本地要求，按自带的基本要求"
    return f"按{held.org_name}发布的要求（{held.version} 版）"


def pick_side(schools: Sequence[SchoolPosts]) -> Side:
    """By what to tell schools apart; places only where there are several."""
    sides = [side for side in Side if side is not Side.PLACE or len(grouped(schools, side)) > 1]
    return st.segmented_control(
        "怎么分", sides, format_func=SIDE_TITLES.__getitem__, default=sides[0], required=True, key="staffing.side",
        label_visibility="collapsed",
    )  # fmt: skip


def by_side(schools: Sequence[SchoolPosts], side: Side) -> Group | None:
    """The groups as a picture and as a table; answers the group that was picked."""
    groups = grouped(schools, side)
    if SHORTEST <= len(groups) <= DRAWN:
        left, right = parts.halves()
        with left:
            _chart(groups)
        with right:
            return _table(groups, side)
    return _table(groups, side)


def percentage(found: Parted) -> float | Absence:
    """The share that meets a norm, or why there is none: where every school is silent, nothing is known."""
    if found.share is None:
        return Absence.NOT_APPLICABLE
    return Absence.NOT_REPORTED if len(found.unreported) == found.of else found.share


def rate_words(found: Parted) -> str:
    """The share that meets a norm in words."""
    known = percentage(found)
    return known.value if isinstance(known, Absence) else share(len(found.met), found.of)


def _rate(label: str, found: Parted, rule: Rule) -> Kpi:
    return Kpi(label, rate_words(found), rule, f"{len(found.met)} / {found.of} 所")


def _chart(groups: Sequence[Group]) -> None:
    rows = [
        Compared(one.title, *(percentage(parted(one.schools, norm)) for norm in (Norm.FULL_TIME, Norm.EITHER)))
        for one in groups
    ]  # fmt: skip
    picture = charts.year_on_year(
        rows, earlier="专职", later="专兼职", subject="两个配备率", between="只有兼职", whole=True
    )  # fmt: skip
    charts.show(picture, key="staffing.rates")


def _table(groups: Sequence[Group], side: Side) -> Group | None:
    frame = pd.DataFrame([_cells(one) for one in groups])
    columns = {
        "title": tables.text_column(SIDE_TITLES[side].removeprefix("按"), 95, rule=BY_STAGE if side is Side.STAGE else None),
        "schools": tables.count_column("学校", 50),
        "silent": tables.count_column("未报", 50, rule="从来没有登记过心理教师的学校"),
        "full": tables.count_column("专职", 72, rule="专职配备率：有专职的学校 ÷ 全部学校"),
        "either": tables.count_column("专（兼）职", 86, rule="专（兼）职配备率：有专职或兼职的学校 ÷ 全部学校"),
        "certified": tables.count_column("持证率", 72),
        "each": tables.count_column("对应学生", 80, rule="每名在岗心理教师对应的在籍学生"),
    }  # fmt: skip
    alt = f"{len(groups)} 组学校的配备率、持证率和每名教师对应的学生"
    at = tables.listing(frame, columns, key=f"staffing.groups.{side}", alt=alt, pick=True)
    return None if at is None else groups[at]


def _cells(group: Group) -> dict[str, str]:
    full, either = parted(group.schools, Norm.FULL_TIME), parted(group.schools, Norm.EITHER)
    people, each = certified(group.schools), pupils_each(group.schools)
    return {
        "title": group.title,
        "schools": count(len(group.schools)),
        "silent": count(len(either.unreported)),
        "full": rate_words(full),
        "either": rate_words(either),
        "certified": share(people.having, people.of),
        "each": Absence.NOT_APPLICABLE.value if each is None else count(each, "名"),
    }
