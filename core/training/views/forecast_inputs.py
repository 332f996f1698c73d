"""What a look ahead is asked with: the day, and posts to be made, typed in or read from a table."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import streamlit as st

from core.errors import Problem
from core.sheets.export import template
from core.training.rules.forecast import MOST_NEW
from core.training.rules.new_posts import COLUMNS
from core.training.rules.rates import Posts
from core.training.rules.staffing import SchoolPosts
from core.ui import parts
from core.ui.words import month_day, problem_rows

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


def pick_way() -> str:
    """How posts to be made are told."""
    return st.segmented_control("新增岗位", [HAND, FILE], default=HAND, required=True, key="forecast.way")


def new_posts(schools: Sequence[SchoolPosts], way: str) -> Upload | Mapping[int, Posts]:
    """Posts to be made: typed in for a few schools, or a file for many."""
    return (_upload() or {}) if way == FILE else _by_hand(schools)


def problems(found: Sequence[Problem]) -> None:
    """What is wrong with the file; nothing of it was used."""
    parts.section("要改的地方", f"共 {len(found):,} 处；改好再传一次，下面先按没有新增来算")
    parts.problem_list(problem_rows(found), key="forecast")


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
        select_all=False, placeholder="选学校；学校多就从表格读", key="forecast.schools",
    )  # fmt: skip
    coming = {}
    for school_id in chosen:
        name, full, part = st.columns([3, 1.5, 1.5], vertical_alignment="bottom")
        name.markdown(names[school_id])
        more = full.number_input("新增专职", 0, MOST_NEW, 1, key=f"forecast.full.{school_id}")
        also = part.number_input("新增兼职", 0, MOST_NEW, 0, key=f"forecast.part.{school_id}")
        coming[school_id] = Posts(int(more), int(also))
    return coming
