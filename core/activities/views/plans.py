"""方案与指导: how far the plans came, one of them to read, and what became of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from core.activities.queries import PlanRow, PlanSheet, SeasonRow, VisitRow
from core.activities.rules import PlanState
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.plans import NOT_BEGUN, PLAN_STATES, VISIT_KINDS
from core.clock import local
from core.ui import parts, tables
from core.ui.words import count, day, moment, month_day, safe, safe_lines

FEW = 10  # plans of a page: the one that is opened stands near
CHIPS: Mapping[str, str] = {
    NOT_BEGUN: "#F3F6F4",
    PLAN_STATES[PlanState.DRAFT]: "#E6ECE9",
    PLAN_STATES[PlanState.SENT]: "#D3E6F3",
    PLAN_STATES[PlanState.RETURNED]: "#F3E3C4",
    PLAN_STATES[PlanState.ACCEPTED]: "#D8ECE3",
}


def tiles(rows: Sequence[PlanRow], row: SeasonRow, today: date) -> None:
    """How many plans there are, in which state."""
    sent = [one for one in rows if one.first_sent_at]
    until = f"{month_day(row.plan_until)}前" if row.plan_until else "自愿提交"
    over = bool(row.plan_until and today > row.plan_until)
    states = Counter(one.state for one in rows)
    parts.tally(
        [
            parts.Tally("已提交", count(len(sent), "所"), f"共 {len(rows)} 所，{until}"),
            parts.Tally("等着看", count(states[PlanState.SENT], "份"), "看一遍，通过或请补充"),
            parts.Tally(
                "已通过", count(states[PlanState.ACCEPTED], "份"), f"另有 {states[PlanState.RETURNED]} 份请补充"
            ),
            parts.Tally("还没有交", count(len(rows) - len(sent), "所"), "已过约定时间" if over else "还在时间里"),
        ]
    )


def table(rows: Sequence[PlanRow], *, key: str, pick: bool) -> PlanRow | None:
    """A page of plans, those that wait for the bureau first, then by school; with `pick`, answers the one picked."""
    ordered = sorted(rows, key=lambda row: row.state is not PlanState.SENT)
    spot = tables.page_of(len(rows), key=f"{key}.page", size=FEW, order="等着看的在前，再按校名")
    shown = ordered[spot.offset : spot.offset + spot.limit]
    with spot.body:
        at = tables.listing(_frame(shown), _columns(), key=_key(key, shown), alt=f"{len(rows)} 所学校的方案", pick=pick)
    return None if at is None else shown[at]


def ticked(rows: Sequence[PlanRow], *, key: str) -> list[PlanRow]:
    """Plans that were sent, to tick."""
    found = tables.ticking(_frame(rows), _columns(), key=_key(key, rows), alt=f"{len(rows)} 份等着看的方案")
    return [rows[at] for at in found]


def sheet(plan: PlanSheet, asked: Sequence[ItemSpec]) -> None:
    """One plan in full: where it stands, aims, and when what is held."""
    if plan.state is PlanState.RETURNED and plan.comment:
        st.warning(safe(f"请补充：{plan.comment}"), icon=":material/info:")
    with st.container(border=True):
        facts = [parts.Fact("状态", PLAN_STATES[plan.state]), parts.Fact("负责人", plan.facts.lead or NOT_BEGUN)]
        parts.facts([*facts, parts.Fact("方案文件", plan.file_title or "没有")])
        st.markdown(f"**目标和做法**  \n{safe_lines(plan.facts.aims) if plan.facts.aims else NOT_BEGUN}")
    schedule(plan, asked)


def schedule(plan: PlanSheet, asked: Sequence[ItemSpec]) -> None:
    """When, by whom and where each item asked of the school is held, by day; items without a slot stand last."""
    slots = plan.facts.schedule
    items = sorted(asked, key=lambda one: _day(plan, one.code) or date.max)
    frame = pd.DataFrame(
        [
            {
                "on": day(on) if (on := _day(plan, one.code)) else "未定",
                "title": one.title,
                "who": slots[one.code].who if one.code in slots else "",
                "where": slots[one.code].where if one.code in slots else "",
            }
            for one in items
        ]
    )
    columns = {
        "on": tables.text_column("哪天", 120),
        "title": tables.text_column("做什么", 220),
        "who": tables.text_column("谁来做", 120),
        "where": tables.text_column("在哪里", 160),
    }
    tables.listing(frame, columns, key=f"plans.schedule.{plan.id}", alt=f"{len(items)} 项的安排")


def history(plan: PlanSheet, names: Mapping[int | None, str]) -> None:
    """What became of a plan, the newest first."""
    if not plan.steps:
        return
    with st.expander(f"经过（{len(plan.steps)} 步）"), parts.timeline(f"plan-{plan.id}"):
        for step in reversed(plan.steps):
            title = PLAN_STATES[step.state] if step.state is not PlanState.DRAFT else "撤回"
            parts.event(
                parts.Event(
                    icon="history", when=moment(step.at, year=True), who=names.get(step.by_id, ""), title=title,
                    body=step.comment,
                )
            )  # fmt: skip


def visits(rows: Sequence[VisitRow], *, apart: bool) -> None:
    """Guidance and visits, the newest first; with `apart`, each names its school."""
    for row in rows:
        with st.container(border=True):
            where = f"　·　{safe(row.school)}" if apart else ""
            st.markdown(f"**{VISIT_KINDS[row.kind]}**　{day(row.facts.visited_on, year=True)}{where}")
            st.markdown(f"看到：{safe_lines(row.facts.seen)}")
            if row.facts.advice:
                st.markdown(f"建议：{safe_lines(row.facts.advice)}")


def visit_counts(rows: Sequence[VisitRow]) -> None:
    """How often the bureau came, without words."""
    schools = len({row.school_id for row in rows})
    st.markdown(f"指导和巡视 {count(len(rows), '次')}，到过 {count(schools, '所')}学校。")


def _day(plan: PlanSheet, code: str) -> date | None:
    slot = plan.facts.schedule.get(code)
    return slot.on if slot else None


def _frame(rows: Sequence[PlanRow]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "state": [PLAN_STATES[row.state] if row.state else NOT_BEGUN],
                "school": row.school,
                "sent": _sent(row),
                "slots": f"{row.slots} 项" if row.slots else "",
                "file": "有" if row.has_file else "",
            }
            for row in rows
        ],
        columns=["state", "school", "sent", "slots", "file"],
    )


def _columns() -> dict[str, ColumnConfig]:
    chips = st.column_config.MultiselectColumn("状态", width=84, options=list(CHIPS), color=list(CHIPS.values()))
    return {
        "state": chips,
        "school": tables.text_column("学校", 150),
        "sent": tables.text_column("提交", 130),
        "slots": tables.text_column("已定时间", 84),
        "file": tables.text_column("文件", 56),
    }


def _sent(row: PlanRow) -> str:
    if row.sent_at is None:
        return ""
    return month_day(local(row.sent_at).date()) + ("（晚交）" if row.late else "")


def _key(key: str, rows: Sequence[PlanRow]) -> str:
    """A new table where other plans stand in it, or one moved on."""
    return tables.marked(key, ((row.school_id, row.state) for row in rows))
