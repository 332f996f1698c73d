"""升级 on the screen: who goes where, before and after."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.organisations.queries import OrgRow
from core.students.rules.outcomes import ClassMove, RollOver
from core.students.views.lists import place_words, year_words
from core.ui import parts, tables
from core.ui.parts import Tally
from core.ui.words import count, grade_name

LEAVES = "毕业或升学"


class Wanted(NamedTuple):
    """Whom to roll over: the organisation, the year that ends, numbers of those who stay in their grade."""

    org_id: int
    from_year: int
    repeaters: tuple[str, ...]


def choose(places: Sequence[OrgRow], *, this_year: int, first: int) -> Wanted:
    """Where, from which year, and who repeats."""
    names = {row.id: row.name for row in places}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        org = st.selectbox("范围", list(names), format_func=names.__getitem__, key="roll.org", width=240)
        year = st.selectbox(
            "从哪个学年升上来", [this_year - 1, this_year], index=int(first == this_year),
            format_func=lambda year: f"{year_words(year)} → {year + 1}—{year + 2}", key="roll.year", width=280,
        )  # fmt: skip
    text = st.text_input("留级学生的学籍号（没有就空着，多个用空格或逗号分开）", key="roll.repeaters", max_chars=2000)
    return Wanted(org, year, tuple(text.replace("，", " ").replace("、", " ").replace(",", " ").split()))


def preview(plan: RollOver, schools: Mapping[int, str]) -> None:
    """What would happen, school by school or class by class."""
    parts.tally(
        [
            Tally("升一级", count(plan.going_up, "人"), "班名和班主任跟着走"),
            Tally(LEAVES, count(plan.leaving, "人"), "档案留在原校，等移交"),
            Tally("留级", count(plan.held, "人"), "年级不变"),
            Tally("已在新学年", count(plan.already, "人"), "保持原样，不会重复"),
        ]
    )
    if not plan.moves:
        return
    if len({move.school_id for move in plan.moves}) > 1:
        _by_school(plan.moves, schools)
    else:
        _by_class(plan.moves)


def _by_class(moves: Sequence[ClassMove]) -> None:
    parts.section("每个班去哪里", f"{len(moves)} 个班")
    frame = pd.DataFrame(
        [
            {
                "现在": place_words(move.grade, move.class_name or "（未分班）"),
                "去向": _target(move),
                "人数": count(move.pupils - move.held),
                "留级": count(move.held),
                "班主任": "跟着走" if move.head_id and move.to_grade else "",
            }
            for move in moves
            if move.grade
        ]
    )
    columns = {
        "现在": tables.text_column("现在", 160),
        "去向": tables.text_column("新学年", 160),
        "人数": tables.count_column("人数"),
        "留级": tables.count_column("留级"),
        "班主任": tables.text_column("班主任", 100),
    }
    tables.listing(frame, columns, key="roll.classes", alt="每个班升到哪里")


def _by_school(moves: Sequence[ClassMove], schools: Mapping[int, str]) -> None:
    up: Counter[int] = Counter()
    out: Counter[int] = Counter()
    for move in moves:
        (out if move.to_grade is None else up)[move.school_id] += (move.pupils - move.held) * bool(move.grade)
    ids = sorted({move.school_id for move in moves}, key=lambda school: schools.get(school, ""))
    parts.section("每所学校", f"{len(ids)} 所")
    frame = pd.DataFrame(
        [{"学校": schools.get(one, ""), "升一级": count(up[one]), LEAVES: count(out[one])} for one in ids]
    )
    columns = {
        "学校": tables.text_column("学校", 220),
        "升一级": tables.count_column("升一级"),
        LEAVES: tables.count_column(LEAVES, 110),
    }
    tables.listing(frame, columns, key="roll.schools", alt="每所学校升级和离校的人数")


def promise(plan: RollOver) -> str:
    """What is ticked before the roll-over."""
    told = f"{plan.going_up:,} 人升一级，{plan.leaving:,} 人{LEAVES}，{plan.held:,} 人留级"
    return f"我已核对：{year_words(plan.from_year)}的 {told}"


def _target(move: ClassMove) -> str:
    if move.to_grade is None:
        return LEAVES
    return " ".join(filter(None, (grade_name(move.to_grade), move.class_name)))
