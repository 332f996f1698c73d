"""A look ahead: who leaves by the register, what new posts would bring, which schools fall below a norm."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.training.rules.forecast import Change, Outlook, Why, outlook
from core.training.rules.rates import Posts
from core.training.rules.staffing import Norm, SchoolPosts, parted, pupils_each
from core.training.rules.staffing_titles import BEHIND_TITLES, WHY_TITLES
from core.training.views.staffing import percentage
from core.ui import charts, parts, tables
from core.ui.charts import Compared
from core.ui.parts import Tally
from core.ui.words import Absence, count, share

LOOKED = {Norm.FULL_TIME: "专职配备率", Norm.EITHER: "专（兼）职配备率", Norm.RATIO: "师生比达到"}
RULE = (
    "按《国务院关于渐进式延迟法定退休年龄的办法》（2025 年 1 月 1 日起）由性别和出生年月推算，教师都按干部计；"
    "情况不同的（如有高级职称、弹性退休）把日期写在教师信息的“退休日期”里，以它为准。学生数按今年的名册，新岗位按计划全部到岗"
)
MOVES, UNTOLD = "有变动的", "推算不了的"
CALM = {
    MOVES: "到这一天，名册上没有人退休、离岗或新到岗。",
    UNTOLD: "在岗的每一位都填了性别和出生年月。",
}


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
    if untold:
        words = f"有 {count(untold)} 位没有填性别或出生年月，先当作不退休；补上以后，下面的结论才完整。"
        st.info(words, icon=":material/info:")


def before_and_after(before: Sequence[SchoolPosts], after: Sequence[SchoolPosts]) -> None:
    """The two rates and the ratio, now and then, as a picture and in numbers of schools."""
    norms = [norm for norm in LOOKED if parted(before, norm).of or parted(after, norm).of]
    left, right = parts.halves()
    with left:
        rows = [
            Compared(LOOKED[norm], *(percentage(parted(rows, norm)) for rows in (before, after))) for norm in norms
        ]  # fmt: skip
        charts.show(
            charts.year_on_year(rows, earlier="现在", later="之后", subject="配备率和师生比", whole=True),
            key="forecast.rates",
        )
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
    """By school, how many leave and why, and where nobody can tell: numbers, nobody's name."""
    told = [(school, changes[school.school_id]) for school in schools if school.school_id in changes]
    lists = {MOVES: [row for row in told if row[1].people], UNTOLD: [row for row in told if row[1].untold]}
    parts.section("各校会有的变动", "只有人数，没有姓名", rule=RULE)
    chosen = st.pills(
        "哪些学校", list(lists), format_func=lambda one: f"{one} {len(lists[one]):,}", default=MOVES, required=True,
        key="forecast.which", label_visibility="collapsed",
    )  # fmt: skip
    if not lists[chosen]:
        st.caption(CALM[chosen])
        return
    _changes(lists[chosen], key=f"forecast.changes.{list(lists).index(chosen)}")


def _changes(rows: Sequence[tuple[SchoolPosts, Change]], *, key: str) -> None:
    at = tables.page_of(len(rows), key=f"{key}.page", order="按校名")
    frame = pd.DataFrame([_change(*row) for row in rows[at.offset : at.offset + at.limit]])
    columns = {
        "school": tables.text_column("学校", 200),
        "posts": tables.text_column("现在", 130),
        **{why.value: tables.count_column(title, 130) for why, title in WHY_TITLES.items()},
        "untold": tables.count_column("推算不了", 90, rule="没有填性别或出生年月"),
    }
    with at.body:
        tables.listing(frame, columns, key=key, alt=f"{len(rows)} 所学校会有的人员变动")


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
