"""普测结果: completion by school, grade and class, validity, who is untested, marks of leave."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core.screening.queries import Counts, Face, Places, TesteeRow
from core.screening.rules.completion import Completion, LeaveReason
from core.screening.rules.states import Mark
from core.screening.views.shared import grade_words, place_words
from core.ui import charts, parts, tables
from core.ui.words import count, coverage, share

REASONS = {
    LeaveReason.SICK: "病假",
    LeaveReason.AWAY: "事假",
    LeaveReason.MOVED: "转出或休学",
    LeaveReason.NO_CONSENT: "监护人未同意",
    LeaveReason.NOT_SUITED: "不适合作答",
    LeaveReason.OTHER: "其他",
}
MARKS = {Mark.DUE: "应测", Mark.LEAVE: "请假", Mark.EXEMPT: "免测"}
RULE = "实测 ÷（在册 − 请假 − 免测）；交了卷的都算实测，有效、需重测、作答不完整分开数"
TARGET = 0.95


def tallies(done: Completion) -> None:
    """Completion and validity in plain counts."""
    parts.tally(
        [
            parts.Tally(
                "完成率", coverage(done.tested, done.due), f"实测 {count(done.tested)} / 应测 {count(done.due)}"
            ),
            parts.Tally("未测", count(done.untested, "人"), "未测评不等于没有问题"),
            parts.Tally("有效", count(done.valid, "份"), f"占实测 {share(done.valid, done.tested)}"),
            parts.Tally("需重测", count(done.retest, "份"), "效度没通过，不分级"),
            parts.Tally("作答不完整", count(done.incomplete, "份"), "没有总分，不算正常"),
        ]
    )


def chart(groups: Sequence[Counts], names: Mapping[int, str]) -> None:
    """Completion by school."""
    rows = [charts.Completed(names.get(one.group, ""), one.completion.tested, one.completion.due) for one in groups]
    charts.show(charts.completion(rows, target=TARGET), key="results.chart")


def table(groups: Sequence[Counts], names: Mapping[int, str], title: str, *, key: str) -> None:
    """One row a group, with everything that enters the rate."""
    frame = pd.DataFrame([{title: names.get(one.group, ""), **_figures(one.completion)} for one in groups])
    columns = {title: tables.text_column(title, 150)} | {
        name: tables.count_column(name, 78, rule=RULE if name == "完成率" else None) for name in _figures(Completion())
    }
    tables.listing(frame, columns, key=key, alt=f"按{title}的完成情况，共 {len(groups)} 行")


def _figures(done: Completion) -> dict[str, str]:
    return {
        "完成率": coverage(done.tested, done.due),
        "应测": count(done.due),
        "实测": count(done.tested),
        "未测": count(done.untested),
        "有效": count(done.valid),
        "需重测": count(done.retest),
        "不完整": count(done.incomplete),
        "请假": count(done.leave),
        "免测": count(done.exempt),
        "在册": count(done.listed),
    }


def grade_names(groups: Sequence[Counts]) -> dict[int, str]:
    """Grades as schools call them."""
    return {one.group: grade_words(one.group) for one in groups}


class ListFilter(NamedTuple):
    """Which part of the list is shown."""

    mark: Mark
    grade: int | None
    class_id: int | None


def list_filter(grades: Sequence[int], classes: Mapping[int, str]) -> ListFilter:
    """Untested, on leave or exempt; by grade and class."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        mark = st.segmented_control(
            "名单", list(MARKS), format_func={**MARKS, Mark.DUE: "未测"}.__getitem__, default=Mark.DUE, required=True,
            key="results.mark",
        )  # fmt: skip
        grade = st.selectbox(
            "年级", [None, *grades], format_func=lambda one: "全部年级" if one is None else grade_words(one),
            key="results.grade", width=140,
        )  # fmt: skip
        class_id = st.selectbox(
            "班级", [None, *classes], format_func=lambda one: "全部班级" if one is None else classes[one],
            key="results.class", width=160,
        )  # fmt: skip
    return ListFilter(mark or Mark.DUE, grade, class_id)


def people(rows: Sequence[TesteeRow], faces: Mapping[int, Face], places: Places) -> None:
    """One page of the list, masked."""
    if not rows:
        parts.empty("task_alt", "这里没有人", "换一个年级或名单看看。", key="results.nobody")
        return
    frame = pd.DataFrame(
        [
            {
                "姓名": faces[row.person_id].name if row.person_id in faces else "",
                "学籍号": faces[row.person_id].number if row.person_id in faces else "",
                "学校 · 年级 · 班级": place_words(places, row.school_id, row.grade, row.class_id),
                "情况": REASONS[row.mark_reason] if row.mark_reason else "补录" if row.added else "",
            }
            for row in rows
        ]
    )
    columns = {
        "姓名": tables.name_column(),
        "学籍号": tables.text_column("学籍号", 120),
        "学校 · 年级 · 班级": tables.text_column("学校 · 年级 · 班级", 300),
        "情况": tables.text_column("情况", 120),
    }
    tables.listing(frame, columns, key="results.people", alt=f"名单的一页，{len(rows)} 人")


class Marked(NamedTuple):
    """Who shall be marked how."""

    testees: tuple[int, ...]
    mark: Mark
    reason: LeaveReason | None


def mark_form(rows: Sequence[TesteeRow], faces: Mapping[int, Face], places: Places, *, key: str) -> Marked | None:
    """请假 or 免测 for people of the page shown, one or several."""
    by_id = {row.id: row for row in rows}

    def said(testee: int) -> str:
        row = by_id[testee]
        face = faces.get(row.person_id)
        return f"{face.name if face else ''}（{place_words(places, row.school_id, row.grade, row.class_id)}）"

    with st.form(key):
        chosen = st.multiselect(
            "选人（可以选几位）", list(by_id), format_func=said, key=f"{key}.who", placeholder="从上面这一页里选"
        )
        left, right = st.columns(2)
        mark = left.selectbox(
            "标为", [Mark.LEAVE, Mark.EXEMPT, Mark.DUE], format_func=MARKS.__getitem__, key=f"{key}.mark"
        )
        reason = right.selectbox(
            "原因", [None, *REASONS], format_func=lambda one: "（恢复应测不用选）" if one is None else REASONS[one],
            key=f"{key}.reason",
        )  # fmt: skip
        if not st.form_submit_button("保存", type="primary"):
            return None
    return Marked(tuple(chosen), mark, reason)
