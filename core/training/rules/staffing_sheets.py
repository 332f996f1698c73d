"""Staffing as tables to take along: schools, groups, and a look ahead; what is not known says why."""

from collections.abc import Mapping, Sequence

from core.organisations.rules import SETTING_TITLES, STAGE_TITLES
from core.training.rules.forecast import Change, Why
from core.training.rules.rates import Posts
from core.training.rules.staffing import (
    Norm,
    SchoolPosts,
    Side,
    certified,
    grouped,
    missing,
    parted,
    pupils_each,
    standing_of,
)
from core.training.rules.staffing_titles import NORM_TITLES, STANDING_TITLES, WHY_TITLES

Cell = str | int | float | None
NOT_REPORTED, NO_ROLL, WHOLE = "未报", "没有名册", "合计"
FIGURES = ("专职", "兼职", "持证")
SCHOOL_HEAD = (
    *("学校", "地区", "学段", "城乡", *FIGURES, "在籍学生", "每名教师对应学生"),
    *NORM_TITLES.values(),
    "各学段还缺专职",
    "师生比还缺",
)
GROUP_HEAD = (
    *("分组", "学校", "未报", "有专职的学校", "专职配备率（%）", "有专职或兼职的学校", "专（兼）职配备率（%）"),
    *("在岗人数", "持证人数", "持证率（%）", "在籍学生", "每名教师对应学生"),
)
AHEAD_HEAD = (
    *("学校", "地区", "现在专职", "现在兼职", *WHY_TITLES.values(), "推算不了退休", "新增专职", "新增兼职"),
    *("之后专职", "之后兼职", *(f"之后{NORM_TITLES[norm]}" for norm in (Norm.FULL_TIME, Norm.EITHER, Norm.RATIO))),
)


def school_rows(schools: Sequence[SchoolPosts]) -> list[tuple[Cell, ...]]:
    """One row a school under SCHOOL_HEAD."""
    return [(*_who(one), *_held(one), *_judged(one)) for one in schools]


def group_rows(schools: Sequence[SchoolPosts], side: Side) -> list[tuple[Cell, ...]]:
    """One row a group under GROUP_HEAD, all schools last: by stage that row is less than the sum where schools hold several."""
    groups = [*grouped(schools, side)]
    return [_group(one.title, one.schools) for one in groups] + [_group(WHOLE, schools)]


def ahead_rows(
    before: Sequence[SchoolPosts],
    after: Sequence[SchoolPosts],
    changes: Mapping[int, Change],
    coming: Mapping[int, Posts],
) -> list[tuple[Cell, ...]]:
    """One row a school under AHEAD_HEAD."""
    rows = []
    for now, then in zip(before, after, strict=True):
        change, new = changes.get(now.school_id), coming.get(now.school_id, Posts(0, 0))
        people = [change.people.get(why, 0) if change else 0 for why in Why]
        told = [*_posts(now), *people, change.untold if change else 0, *new, *_posts(then)]
        norms = [
            STANDING_TITLES[standing_of(then, norm)] for norm in (Norm.FULL_TIME, Norm.EITHER, Norm.RATIO)
        ]  # fmt: skip
        rows.append((now.school, now.place, *told, *norms))
    return rows


def _who(school: SchoolPosts) -> tuple[Cell, ...]:
    stages = "、".join(STAGE_TITLES[one] for one in school.stages)
    return school.school, school.place, stages, SETTING_TITLES[school.setting]


def _held(school: SchoolPosts) -> tuple[Cell, ...]:
    each = pupils_each([school])
    return *_posts(school), school.certified if school.registered else NOT_REPORTED, school.pupils or NO_ROLL, each


def _posts(school: SchoolPosts) -> tuple[Cell, ...]:
    return tuple(school.posts) if school.registered else (NOT_REPORTED, NOT_REPORTED)


def _judged(school: SchoolPosts) -> tuple[Cell, ...]:
    norms = [STANDING_TITLES[standing_of(school, norm)] for norm in Norm]
    return *norms, *(missing(school, norm) if school.registered else None for norm in (Norm.STAGES, Norm.RATIO))


def _group(title: str, schools: Sequence[SchoolPosts]) -> tuple[Cell, ...]:
    full, either = parted(schools, Norm.FULL_TIME), parted(schools, Norm.EITHER)
    people, pupils = certified(schools), sum(one.pupils for one in schools)
    rates = (len(full.met), _percent(len(full.met), full.of), len(either.met), _percent(len(either.met), either.of))
    held = (people.of, people.having, _percent(people.having, people.of), pupils, pupils_each(schools))
    return title, len(schools), len(full.unreported), *rates, *held


def _percent(part: int, whole: int) -> float | None:
    return round(part * 100 / whole, 1) if whole else None
