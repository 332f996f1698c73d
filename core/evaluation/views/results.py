"""评估结果: the sentence, the tiles, schools by indicator, what is weakest, what has changed."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from core.evaluation.queries import Changes, HeatCell, MeanShare, Reached, ResultRow, ResultSums
from core.evaluation.rules.headings import Heading, titles
from core.evaluation.rules.spec import RubricSpec
from core.evaluation.views.results_shared import RATE, share_column
from core.ui import charts, parts, tables
from core.ui.words import Absence, attainment, count, coverage, safe

GRADED = ("#BBD9D0", "#D3E7DF", "#E6ECE9")
"""Chips of grades, the best first; the rest wear the last."""
HELD_BACK, HELD_BACK_CHIP, NO_GRADE, NO_GRADE_CHIP = "一票否决", "#F3E3C4", "未达等级", "#F3F6F4"
BY_APPEAL = "申诉后改"
REACHED = (
    "达成率可以超过 100%：1,057 所对 800 所的目标是 132.1%。覆盖率是有结果的 ÷ 应评的（不含免评），不会超过 100%。"
)


def sentence(title: str, sums: ResultSums, reached: Reached | None) -> None:
    """What a leader takes away."""
    words = "{title}：{entries} 所有结果" + ("，{graded} 所达到等级" if sums.grades else "")
    if reached and reached.attainment:
        words += "，完成目标的 {rate}"
    rate = attainment(reached.attainment.reached, reached.attainment.target) if reached and reached.attainment else ""
    parts.brief(words, title=title, entries=count(sums.entries), graded=count(sums.graded), rate=rate)


def tiles(sums: ResultSums, reached: Reached | None) -> None:
    """The round in plain counts."""
    shown = [parts.Tally("平均分", _points(sums.mean), f"满分 {_points(sums.most)}，最高 {_points(sums.high)}")]
    if sums.grades:
        words = "、".join(f"{grade} {people}" for grade, people in sums.grades.items())
        shown.append(parts.Tally("达到等级", count(sums.graded, "所"), words))
    if reached and reached.attainment:
        by = "已认定" if reached.recognised else "达到等级"
        goal = reached.attainment
        note = f"{by} {count(goal.reached)} / 目标 {count(goal.target)}"
        shown.append(parts.Tally("目标达成率", attainment(goal.reached, goal.target), note))
    if reached:
        due = reached.coverage
        shown.append(
            parts.Tally("覆盖率", coverage(due.done, due.due), f"有结果 {count(due.done)} / 应评 {count(due.due)}")
        )
    if sums.vetoed:
        shown.append(parts.Tally(HELD_BACK, count(sums.vetoed, "所"), "得分照记，不给等级"))
    parts.tally(shown)


def _points(points: Decimal | float) -> str:
    return f"{points:.1f}"


def table(rows: Sequence[ResultRow], spec: RubricSpec) -> ResultRow | None:
    """One row a school with its grade; answers the one picked."""
    frame = pd.DataFrame([_line(row) for row in rows])
    columns = {
        "学校": tables.text_column("学校", 180),
        "等级": _grade_column(rows, spec),
        "得分": tables.count_column("得分", 76),
        "得分率": share_column("得分率", 130, rule=RATE),
        "说明": tables.text_column("说明", 240),
    }
    at = tables.listing(frame, columns, key="evaluation_results.table", alt=f"{len(rows)} 所学校的结果", pick=True)
    return None if at is None else rows[at]


def _line(row: ResultRow) -> dict[str, object]:
    notes = [BY_APPEAL] if row.changed_by_appeal else []
    return {
        "学校": row.place,
        "等级": [_grade(row)],
        "得分": f"{row.total:.2f}",
        "得分率": float(row.total / row.most) if row.most else None,
        "说明": "；".join(notes),
    }


def _grade(row: ResultRow) -> str:
    return HELD_BACK if row.vetoes else row.grade or NO_GRADE


def _grade_column(rows: Sequence[ResultRow], spec: RubricSpec) -> ColumnConfig:
    lines = sorted(spec.lines, key=lambda line: -line.at_least)
    order = list(dict.fromkeys(line.title for line in lines))
    order += [grade for grade in dict.fromkeys(row.grade for row in rows) if grade and grade not in order]
    chips = {grade: GRADED[min(at, len(GRADED) - 1)] for at, grade in enumerate(order)}
    chips |= {HELD_BACK: HELD_BACK_CHIP, NO_GRADE: NO_GRADE_CHIP}
    return st.column_config.MultiselectColumn("等级", width=104, options=list(chips), color=list(chips.values()))


def heat(cells: Sequence[HeatCell], rows: Sequence[ResultRow], heads: Sequence[Heading]) -> None:
    """Schools by first-level indicator, for the rows that the table shows."""
    known = {(cell.entry_id, cell.code): cell.share for cell in cells}
    drawn = [
        charts.HeatRow(row.place, tuple(_share(known.get((row.entry_id, head.code))) for head in heads)) for row in rows
    ]
    picture = charts.heat_map([head.title for head in heads], drawn, subject="各校各指标的得分率（%）")
    charts.show(picture, key="evaluation_results.heat")
    st.caption(charts.LEGEND)


def _share(share: float | None) -> float | Absence:
    return Absence.NOT_APPLICABLE if share is None else share


def weakest(rows: Sequence[MeanShare], spec: RubricSpec) -> None:
    """The items of which the smallest share of the points was reached."""
    if not rows:
        st.caption("没有可以算得分率的条目。")
        return
    named = titles(spec)
    bars = [charts.ShareBar(named.get(row.code, row.code), row.share, f"{row.n:,} 所") for row in rows]
    charts.show(charts.share_bars(bars, subject="平均得分率最低的条目"), key="evaluation_results.weakest")


def changes(found: Changes | None, spec: RubricSpec) -> None:
    """What has changed since the round before: the whole, and by indicator where the rubric is the same."""
    if found is None:
        st.caption("没有可以比的上一轮：这一轮没有指定上一轮，或两轮没有同一所学校。")
        return
    named, schools = titles(spec), found.schools
    rows = [charts.Compared("总得分率", _mean([one.earlier for one in schools]), _mean([one.later for one in schools]))]
    rows += [charts.Compared(named.get(one.code, one.code), one.earlier, one.later) for one in found.indicators]
    picture = charts.year_on_year(rows, earlier="上一轮", later="这一轮", subject="两轮都有结果的学校的平均得分率")
    charts.show(picture, key="evaluation_results.changes")
    note = "" if found.indicators else "两轮用的评分标准不同，只比总得分率。"
    st.caption(safe(f"上一轮是“{found.previous.title}”，{count(len(schools), '所')}两轮都有结果。{note}"))


def _mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares)
