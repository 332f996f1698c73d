"""Meetings of supervision as the bureau keeps them: the list, one of them, and the form."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from core.training import packs
from core.training.queries import MeetingRow, SupervisableRow
from core.training.rules import SupervisionKind
from core.training.rules.staff import EARLIEST, NAME, TENTH
from core.training.rules.supervision import KIND_TITLES, LONGEST, MOST_CASES, SupervisionFacts
from core.training.rules.titles import KIND_TITLES as POST_TITLES
from core.training.views.shared import Key, Wish, hours_words
from core.ui import parts, tables
from core.ui.words import count, month_day, safe

FIELD, BOX = 160, 220  # px
MOST_SCHOOLS = 20


def pick(rows: Sequence[MeetingRow]) -> MeetingRow | None:
    """One row a meeting of the term; answers the one picked."""
    if not rows:
        parts.empty(
            "diversity_1", "这个学期还没有督导记录", "点“登记一次”，或从表格导入。", key="supervision.meetings.none"
        )  # fmt: skip
        return None
    at = tables.page_of(len(rows), key="supervision.meetings.page", order="最近的在前面；点一行可以改")
    shown = rows[at.offset : at.offset + at.limit]
    columns = {
        "day": tables.text_column("日期", 130),
        "kind": tables.text_column("方式", 90),
        "people": tables.text_column("参加的老师", 230),
        "hours": tables.count_column("时长（小时）", 100),
        "supervisor": tables.text_column("督导师", 100),
        "topics": tables.text_column("主题", 240),
        "cases": tables.count_column("个案数", 80),
    }
    with at.body:
        picked = tables.listing(
            pd.DataFrame([_cells(row) for row in shown]), columns, key=f"supervision.meetings.{at.offset}",
            alt=f"{len(shown)} 次督导", pick=True,
        )  # fmt: skip
    return None if picked is None else shown[picked]


def pick_schools(schools: Mapping[int, str], before: MeetingRow | None) -> list[int]:
    """Whose people to tick from; those of the meeting that is changed stand there already."""
    if len(schools) <= 1:
        return list(schools)
    here = sorted({seat.school_id for seat in before.seats} & set(schools)) if before else []
    name = f"supervision.schools_of.{before.id if before else 0}"
    return st.multiselect(
        "哪些学校的老师", list(schools), default=here, format_func=schools.__getitem__, key=name,
        max_selections=max(MOST_SCHOOLS, len(here)), select_all=False, placeholder="先选学校，再勾老师",
    )  # fmt: skip


def form(
    org_id: int, people: Sequence[SupervisableRow], before: MeetingRow | None, today: date, key: Key
) -> Wish | None:
    """A meeting to write down, or one to put right; None until it was sent."""
    name = f"supervision.change.{before.id}" if before else "supervision.record"
    with st.form(at := key(name)):
        facts = _facts(before.facts if before else None, today, at)
        chosen = _people(people, before, at)
        word = "保存" if before else "登记督导"
        sent = st.form_submit_button(word, type="primary", key=f"{at}.send")
    if not sent:
        return None
    given: dict[str, Any] = {"facts": facts, "staff_ids": chosen}
    if before:
        return Wish("change_supervision", {**given, "supervision_id": before.id}, name, "已保存")
    return Wish("record_supervision", {**given, "org_id": org_id}, name, f"已登记，{len(chosen)} 位老师")


def removal(row: MeetingRow, key: Key) -> Wish | None:
    """Whether a meeting is to be taken off the record."""
    name = f"supervision.remove.{row.id}"
    if parts.confirm("这一次登记错了，删去之后不再计入时长。", yes="删去", no="不删", key=key(name), lead=False):
        return Wish("remove_supervision", {"supervision_id": row.id}, name, "已删去")
    return None


def nobody(*, chosen: bool) -> None:
    """That there is nobody to tick yet."""
    why = "这些学校还没有在岗的老师，先在《心理教师》里登记。" if chosen else "在上面选学校，就能勾选老师。"
    parts.empty("diversity_1", "还没有可以勾选的老师", why, key="supervision.nobody")


def _facts(before: SupervisionFacts | None, today: date, at: str) -> SupervisionFacts:
    kinds, topics = list(SupervisionKind), {one.key: one for one in packs.supervision().topics}
    grid = st.grid(5, min_column_width=FIELD)
    kind = grid.cell().selectbox(
        "方式", kinds, index=kinds.index(before.kind) if before else kinds.index(SupervisionKind.GROUP),
        format_func=KIND_TITLES.__getitem__, key=f"{at}.kind", filter_mode=None,
    )  # fmt: skip
    held_on = grid.cell().date_input(
        "日期", before.held_on if before else today, min_value=EARLIEST, max_value=today, key=f"{at}.day"
    )
    hours = grid.cell().number_input(
        "时长（小时）", 0.1, float(LONGEST), float(before.hours) if before else 2.0, 0.5, key=f"{at}.hours"
    )
    supervisor = grid.cell().text_input(
        "督导师", before.supervisor if before else "", max_chars=NAME, key=f"{at}.supervisor"
    )  # fmt: skip
    cases = grid.cell().number_input(
        "讨论了几个个案", 0, MOST_CASES, before.cases if before else 0, key=f"{at}.cases", help="只记数目，不记是谁"
    )
    picked = st.pills(
        "主题（可以多选）", list(topics), selection_mode="multi", default=list(before.topics) if before else [],
        format_func=lambda one: topics[one].title, key=f"{at}.topics", help="只能从这里选；不写学生的任何情况",
    )  # fmt: skip
    return SupervisionFacts(kind, held_on, Decimal(str(hours)).quantize(TENTH), supervisor, tuple(picked), int(cases))


def _people(people: Sequence[SupervisableRow], before: MeetingRow | None, at: str) -> list[int]:
    """Whom to tick: people of the schools, and whoever is in the meeting already."""
    seated = {one.staff_id: _label(one.name, one.school) for one in before.seats} if before else {}
    words = {one.staff_id: _label(one.name, _role(one)) for one in people}
    grid = st.grid(3, min_column_width=BOX)
    return [
        who for who, label in {**seated, **words}.items()
        if grid.cell().checkbox(label, value=who in seated, key=f"{at}.{who}")
    ]  # fmt: skip


def _role(one: SupervisableRow) -> str:
    return f"{one.school} {'、'.join(POST_TITLES[kind] for kind in one.kinds)}"


def _label(name: str, where: str) -> str:
    return f"{safe(name)}　:gray[{safe(where)}]"


def _cells(row: MeetingRow) -> dict[str, str]:
    titles = {one.key: one.title for one in packs.supervision().topics}
    names = [seat.name for seat in row.seats]
    more = f" 等 {count(len(names), '位')}" if len(names) > 3 else ""
    return {
        "day": month_day(row.facts.held_on, year=True),
        "kind": KIND_TITLES[row.facts.kind],
        "people": "、".join(names[:3]) + more,
        "hours": hours_words(row.facts.hours),
        "supervisor": row.facts.supervisor,
        "topics": "、".join(titles.get(one, one) for one in row.facts.topics),
        "cases": str(row.facts.cases),
    }
