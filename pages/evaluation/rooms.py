"""辅导室年检: every counselling room and every school without one, this year beside last year; who is missing."""

import streamlit as st

from core import clock
from core.access import Capability, Scope
from core.evaluation import actions, queries
from core.evaluation.rules.inspecting import MISSING, Standing
from core.evaluation.views import rooms as views
from core.evaluation.views.self_fields import Wish
from core.organisations import queries as organisations
from core.ui import page, parts, tables

actor = page.begin(
    "辅导室年检", needs=Capability.VIEW_EVALUATION, note="每一间辅导室今年年检走到哪一步，和去年比怎么样，还缺谁。"
)
scope, today = actor.over(Capability.VIEW_EVALUATION), clock.today()
keeps = Scope((*actor.over(Capability.SELF_ASSESS).reaches, *actor.over(Capability.MANAGE_EVALUATION).reaches))
ALL, LACKING, EXEMPT, ADD = "全部", "还缺的", "免检", "登记辅导室"


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


this = clock.school_year(today)
year = st.selectbox(
    "学年", [this, this - 1, this - 2], format_func=lambda one: f"{one}—{one + 1} 学年", key="rooms.year", width=220
)
with page.reading() as session:
    rows = queries.inspection(session, scope, school_year=year, today=today)
    schools = {row.id: row.name for row in organisations.schools(session, keeps)}
if not rows:
    parts.empty("domain", "这里还没有学校", "先在“组织机构”里登记学校。", key="rooms.no_school")
    st.stop()
views.tiles(rows)
part = st.segmented_control(
    "看什么", [ALL, LACKING, EXEMPT, *([ADD] if schools else [])], default=ALL, required=True, key="rooms.part",
    label_visibility="collapsed",
)  # fmt: skip
if part == ADD:
    act(views.add_form(schools))
    st.stop()

due = [row for row in rows if row.standing is not Standing.EXEMPT]
chosen = {
    ALL: due,
    LACKING: [row for row in due if row.standing in MISSING],
    EXEMPT: [row for row in rows if row.standing is Standing.EXEMPT],
}[part]
if not chosen:
    empty = {LACKING: "一个也不缺", EXEMPT: "没有免检的", ALL: "都免检了"}[part]
    parts.empty("task_alt", empty, "换一个看看，或者换一个学年。", key="rooms.nothing")
    st.stop()
parts.section(part, "点一行，看这一间" if schools else "", rule=views.RULE)
at = tables.page_of(len(chosen), key=f"rooms.page.{part}", order="按学校名称")
with at.body:
    row = views.table(chosen[at.offset : at.offset + at.limit], key=f"rooms.table.{part}")
if row and row.room and row.school_id in schools:
    act(views.room_forms(row, row.room, today))
