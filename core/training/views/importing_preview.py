"""What a checked workbook of staff or of trainings would change, and whether that is agreed to."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from core.training import packs
from core.training.rules.hours_plan import HoursCheck, PlannedHours
from core.training.rules.plan import StaffCheck
from core.training.rules.planned import Planned
from core.training.rules.titles import KIND_TITLES
from core.training.views.importing import must_fix, to_check
from core.training.views.shared import hours_words
from core.ui import parts, tables
from core.ui.parts import Tally
from core.ui.words import count, month_day

SHOWN = 50  # lines of a preview
STAFF = {"怎么变": 90, "姓名": 120, "学校": 200, "岗位": 140, "证书": 260}
HOURS = {"怎么变": 90, "姓名": 120, "培训": 260, "类别": 110, "日期": 130, "学时": 80}


def preview(check: StaffCheck | HoursCheck, schools: Mapping[int | None, str], *, key: str) -> bool:
    """Problems, or what would happen; answers whether it was agreed to."""
    if must_fix(check.problems):
        return False
    unit, what = ("位", "人") if isinstance(check, StaffCheck) else ("次", "培训")
    if not check.planned:
        parts.empty(
            "table_rows", f"表格里没有{what}", "从模板的第 2 行起填写，然后再传一次。", key="staff.import.none"
        )  # fmt: skip
        return False
    told = [("新增", len(check.new)), ("变更", len(check.changed)), ("不变", check.unchanged)]
    parts.tally([Tally(label, count(many), unit) for label, many in told])
    to_check(check.problems)
    if isinstance(check, StaffCheck):
        _lines([_person(word, one, schools) for word, one in _shown(check)], len(check.new) + len(check.changed), STAFF)
    else:
        _lines([_training(word, one) for word, one in _shown_hours(check)], len(check.new) + len(check.changed), HOURS)
    return parts.confirm("我已核对，文件里没有的保持原样。", yes="确认导入", no="先不导入", key=key) is True


def _shown(check: StaffCheck) -> list[tuple[str, Planned]]:
    return [*(("＋ 新增", one) for one in check.new), *(("→ 变更", one) for one in check.changed)][:SHOWN]


def _shown_hours(check: HoursCheck) -> list[tuple[str, PlannedHours]]:
    return [*(("＋ 新增", one) for one in check.new), *(("→ 变更", one) for one in check.changed)][:SHOWN]


def _lines(cells: list[dict[str, str]], many: int, widths: Mapping[str, int]) -> None:
    if not cells:
        return
    columns = {title: tables.text_column(title, width) for title, width in widths.items()}
    tables.listing(pd.DataFrame(cells), columns, key="staff.import.lines", alt="将要新增和变更的")
    if many > SHOWN:
        st.caption(f"只列出前 {SHOWN} 行，共 {many:,} 行。")


def _person(word: str, one: Planned, schools: Mapping[int | None, str]) -> dict[str, str]:
    return {
        "怎么变": word,
        "姓名": one.facts.name,
        "学校": schools.get(one.school_id, ""),
        "岗位": "、".join(KIND_TITLES[post.facts.kind] for post in one.posts),
        "证书": "、".join(paper.facts.kind for paper in one.papers),
    }


def _training(word: str, one: PlannedHours) -> dict[str, str]:
    facts = one.line.facts
    return {
        "怎么变": word,
        "姓名": one.line.name,
        "培训": facts.title,
        "类别": packs.hour_categories().get(facts.category, ""),
        "日期": month_day(facts.held_on, year=True),
        "学时": hours_words(facts.hours),
    }
