"""A look ahead: who leaves by the register, what new posts would bring, which schools fall below a norm."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.errors import Problem
from core.sheets.export import template
from core.training.rules.forecast import MOST_NEW, Change, Outlook, Why, outlook
from core.training.rules.new_posts import COLUMNS
from core.training.rules.rates import Posts
from core.training.rules.staffing import Norm, SchoolPosts, parted, pupils_each
from core.training.rules.staffing_titles import BEHIND_TITLES, WHY_TITLES
from core.training.views.staffing import percentage
from core.ui import charts, parts, tables
from core.ui.charts import Compared
from core.ui.parts import Tally
from core.ui.words import Absence, count, month_day, problem_rows, share

LOOKED = {Norm.FULL_TIME: "专职配备率", Norm.EITHER: "专（兼）职配备率", Norm.RATIO: "师生比达到"}
RULE = (
    "按《国务院关于渐进式延迟法定退休年龄的办法》（2025 年 1 月 1 日起）由性别和出生年月推算，教师都按干部计；"
    "本人约定的日期写在教师信息的“退休日期”里，以它为准。学生数按今年的名册，新岗位按计划全部到岗"
)
HAND, FILE = "手工填", "从表格读"
MOST_BY_HAND = 12  # schools


class Upload(NamedTuple):
    """A file of posts to be made."""

    content: bytes
    filename: str


def days_ahead(year_ends: date) -> list[date]:
    """The first day of the next school year, and its last; `year_ends` is the last day of the running one."""
    first = year_ends + timedelta(days=1)
    return [first, first.replace(year=first.year + 1) - timedelta(days=1)]


def pick_day(days: Sequence[date]) -> date:
    """Until when to look."""
    names = dict(zip(days, ("下学年开学", "下学年结束"), strict=True))
    return st.segmented_control(
        "看到哪一天", list(names), format_func=lambda day: f"{names[day]}（{month_day(day, year=True)}）",
        default=days[0], required=True, key="forecast.day",
    )  # fmt: skip


def new_posts(schools: Sequence[SchoolPosts]) -> Upload | Mapping[int, Posts]:
    """Posts to be made: typed in for a few schools, or a file for many."""
    way = st.segmented_control("新增岗位", [HAND, FILE], default=HAND, required=True, key="forecast.way")
    return (_upload() or {}) if way == FILE else _by_hand(schools)


def problems(found: Sequence[Problem]) -> None:
    """What is wrong with the file; nothing of it was used."""
    parts.section("要改的地方", f"共 {len(found):,} 处；改好再传一次，下面先按没有新增来算")
    parts.problem_list(problem_rows(found), key="forecast")


def told(changes: Mapping[int, Change], coming: Mapping[int, Posts]) -> None:
    """What the register says, and what was added to it."""
    people = {why: sum(one.people.get(why, 0) for one in changes.values()) for why in Why}
    untold = sum(one.untold for one in changes.values())
    new = sum(sum(posts) for posts in coming.values())
    leaves = people[Why.RETIRES] + people[Why.PAST]
    past = f"其中 {people[Why.PAST]} 位现在已过年龄" if people[Why.PAST] else "按性别和出生年月推算"
    parts.tally(
        [
            Tally("到退休年龄", count(leaves, "位"), past),
            Tally("已登记离岗", count(people[Why.ENDS], "位"), f"另有 {people[Why.BEGINS]} 位已登记到岗"),
            Tally("推算不了", count(untold, "位"), "没有填性别或出生年月"),
            Tally("新增岗位", count(new, "个"), f"{len([1 for posts in coming.values() if any(posts)])} 所学校"),
        ]
    )


def before_and_after(before: Sequence[SchoolPosts], after: Sequence[SchoolPosts]) -> None:
    """The two rates and the ratio, now and then, as a picture and in numbers of schools."""
    norms = [norm for norm in LOOKED if parted(before, norm).of or parted(after, norm).of]
    left, right = parts.halves()
    with left:
        rows = [
            Compared(LOOKED[norm], *(percentage(parted(rows, norm)) for rows in (before, after))) for norm in norms
        ]  # fmt: skip
        charts.show(
            charts.year_on_year(rows, earlier="现在", later="之后", subject="配备率和师生比"), key="forecast.rates"
        )  # fmt: skip
    with right:
        frame = pd.DataFrame([_compared(LOOKED[norm], before, after, norm) for norm in norms] + [_each(before, after)])
        columns = {
            "what": tables.text_column("看什么", 150),
            "now": tables.count_column("现在", 130),
            "then": tables.count_column("之后", 130),
        }
        tables.listing(frame, columns, key="forecast.table", alt="现在和之后的配备率、师生比")


def fallen(before: Sequence[SchoolPosts], after: Sequence[SchoolPosts]) -> None:
    """The schools that meet a norm now and would not, and those that newly would."""
    seen = {norm: outlook(before, after, norm) for norm in LOOKED}
    falls = _schools([(norm, school) for norm, found in seen.items() for school in found.falls])
    parts.section("会掉到要求以下的学校", f"{len(falls)} 所，可以提前安排")
    if not falls:
        st.caption("没有学校因此掉到要求以下。")
    else:
        _listed(falls, key="forecast.falls")
    if rises := _rising(seen):
        parts.section("会达到要求的学校", f"{len(rises)} 所")
        _listed(rises, key="forecast.rises")


def leavers(schools: Sequence[SchoolPosts], changes: Mapping[int, Change]) -> None:
    """By school, how many leave and why: numbers, nobody's name."""
    rows = [(school, changes[school.school_id]) for school in schools if school.school_id in changes]
    parts.section("各校会有的变动", f"{len(rows)} 所；只有人数，没有姓名", rule=RULE)
    if not rows:
        st.caption("到这一天，名册上没有人退休、离岗或新到岗。")
        return
    at = tables.page_of(len(rows), key="forecast.page", order="按校名")
    frame = pd.DataFrame([_change(*row) for row in rows[at.offset : at.offset + at.limit]])
    columns = {
        "school": tables.text_column("学校", 200),
        "posts": tables.text_column("现在", 130),
        **{why.value: tables.count_column(title, 130) for why, title in WHY_TITLES.items()},
        "untold": tables.count_column("推算不了", 90, rule="没有填性别或出生年月"),
    }
    with at.body:
        tables.listing(frame, columns, key="forecast.changes", alt=f"{len(rows)} 所学校会有的人员变动")


def _upload() -> Upload | None:
    parts.download(
        "下载模板",
        lambda: template("新增岗位", COLUMNS),
        "新增岗位模板.xlsx",
        mime=parts.XLSX,
        key="forecast.template",
    )
    picked = st.file_uploader("填好的表格", type=["xlsx", "xls", "csv"], key="forecast.file")
    st.caption("只用来推演，不会存下来，也不会改名册。")
    return Upload(picked.getvalue(), picked.name) if picked else None


def _by_hand(schools: Sequence[SchoolPosts]) -> dict[int, Posts]:
    names = {school.school_id: school.school for school in schools}
    chosen = st.multiselect(
        "给哪些学校增加岗位", list(names), format_func=names.__getitem__, max_selections=MOST_BY_HAND,
        placeholder="选学校；学校多就从表格读", key="forecast.schools",
    )  # fmt: skip
    coming = {}
    for school_id in chosen:
        name, full, part = st.columns([3, 1.5, 1.5], vertical_alignment="bottom")
        name.markdown(names[school_id])
        more = full.number_input("新增专职", 0, MOST_NEW, 1, key=f"forecast.full.{school_id}")
        also = part.number_input("新增兼职", 0, MOST_NEW, 0, key=f"forecast.part.{school_id}")
        coming[school_id] = Posts(int(more), int(also))
    return coming


def _compared(
    what: str, before: Sequence[SchoolPosts], after: Sequence[SchoolPosts], norm: Norm
) -> dict[str, str]:  # fmt: skip
    found = (parted(before, norm), parted(after, norm))
    now, then = (f"{share(len(one.met), one.of)}（{len(one.met)} / {one.of} 所）" for one in found)
    return {"what": what, "now": now, "then": then}


def _each(before: Sequence[SchoolPosts], after: Sequence[SchoolPosts]) -> dict[str, str]:
    each = [pupils_each(rows) for rows in (before, after)]
    now, then = (Absence.NOT_APPLICABLE.value if one is None else count(one, "名") for one in each)
    return {"what": "每名教师对应学生", "now": now, "then": then}


def _rising(seen: Mapping[Norm, Outlook]) -> list[dict[str, str]]:
    return _schools([(norm, school) for norm, found in seen.items() for school in found.rises], gains=True)


def _schools(found: Sequence[tuple[Norm, SchoolPosts]], *, gains: bool = False) -> list[dict[str, str]]:
    """One row a school, with all the norms it falls below (or newly meets)."""
    rows: dict[int, tuple[SchoolPosts, list[str]]] = {}
    for norm, school in found:
        rows.setdefault(school.school_id, (school, []))[1].append(LOOKED[norm] if gains else BEHIND_TITLES[norm])
    return [
        {"school": school.school, "place": school.place, "what": "、".join(said), "posts": _posts(school)}
        for school, said in rows.values()
    ]


def _listed(rows: Sequence[dict[str, str]], *, key: str) -> None:
    columns = {
        "school": tables.text_column("学校", 220),
        "place": tables.text_column("地区", 120),
        "posts": tables.text_column("之后在岗", 160),
        "what": tables.text_column("哪一项", 300),
    }
    at = tables.page_of(len(rows), key=f"{key}.page", order="按校名")
    with at.body:
        tables.listing(
            pd.DataFrame(rows[at.offset : at.offset + at.limit]), columns, key=key, alt=f"{len(rows)} 所学校"
        )  # fmt: skip


def _change(school: SchoolPosts, change: Change) -> dict[str, str]:
    people = {why.value: count(change.people.get(why, 0)) for why in Why}
    return {"school": school.school, "posts": _posts(school), **people, "untold": count(change.untold)}


def _posts(school: SchoolPosts) -> str:
    return f"专职 {school.posts.full_time}，兼职 {school.posts.part_time}"
