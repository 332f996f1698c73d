"""升级: everybody into the next school year, previewed first."""

import streamlit as st

from core import clock
from core.access import Capability
from core.cases.actions import follow_classes
from core.organisations.queries import schools as all_schools
from core.organisations.queries import tree
from core.students import actions, queries
from core.students.views import rolling
from core.ui import page, parts

actor = page.begin(
    "升级", needs=Capability.MANAGE_ROSTER, note="新学年开始时，把全校或全区的学生升一级；先看清楚，再确认。"
)
scope = actor.over(Capability.MANAGE_ROSTER)
today = clock.today()
this_year = clock.school_year(today)
with page.reading() as session:
    places = tree(session, scope)
    names = {row.id: row.name for row in all_schools(session, scope, closed=True)}
wanted = rolling.choose(places, this_year=this_year, first=this_year - (today.month >= clock.YEAR_BEGINS_IN))
with page.reading() as session:
    found = queries.match(session, scope, numbers=wanted.repeaters)
repeaters = [one.person_id for one in found if one]
if len(repeaters) < len(wanted.repeaters):
    st.warning(
        f"有 {len(wanted.repeaters) - len(repeaters)} 个学籍号在您的范围里没有找到，请核对。", icon=":material/info:"
    )
    st.stop()
with page.reading() as session:
    plan = actions.preview_roll_over(
        session, actor, org_id=wanted.org_id, from_year=wanted.from_year, repeaters=repeaters
    )

if not plan.moves:
    why = "都已经在新学年里了。" if plan.already else "这个学年还没有名册，请先导入花名册。"
    parts.empty("moving", "没有要升级的人", why, key="roll.empty")
else:
    rolling.preview(plan, names)
    key = f"roll.{plan.org_id}.{plan.from_year}"
    if parts.confirm(rolling.promise(plan), yes="确认升级", no="先不升级", key=page.form_key(key)):
        with page.acting("升级好了，班级和班主任已跟着走", form=key) as (session, actor):
            actions.roll_over(session, actor, org_id=wanted.org_id, from_year=wanted.from_year, repeaters=repeaters)
            follow_classes(session)
