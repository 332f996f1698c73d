"""校历: which days school is held, as all clocks count them."""

from datetime import date

import streamlit as st

from core import clock
from core.access import Capability, Scope
from core.organisations import actions, packs, queries
from core.organisations.views import calendar as views
from core.ui import page, parts

actor = page.begin(
    "校历",
    needs=(Capability.MANAGE_CALENDAR, Capability.WORK_CASES),
    note="预警和随访的期限都按上课日计算。全国的放假和调休已经备好，寒暑假和补课请在这里改。",
)
today = clock.today()
managed, seen = actor.over(Capability.MANAGE_CALENDAR), actor.over(Capability.WORK_CASES)
scope = Scope((*managed.reaches, *seen.reaches))
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    words = st.text_input("找单位", placeholder="名称里的字", key="calendar.words", width=180, icon=":material/search:")
    with page.reading() as session:
        places = queries.places(session, scope, words=words)
    if not places:
        parts.empty("search_off", "没有这个单位", "换几个字再找。", key="calendar.nowhere")
        st.stop()
    place = views.place_picker(places, key="calendar.place")
    year = views.year_picker(list(packs.holiday_years().values()), today, key="calendar.year")

first, last = date(year.year, 1, 1), date(year.year, 12, 31)
with page.reading() as session:
    held = queries.calendar(session, org_id=place.id)
    changes = queries.calendar_changes(session, org_id=place.id, first=first, last=last)
views.source(year)
left, right = parts.halves()
with left:
    parts.section("全国的放假和调休", f"{year.year} 年")
    views.holidays(year)
with right:
    parts.section("一个月", place.name)
    usual = today.month if today.year == year.year else 1
    number = st.selectbox(
        "月份", range(1, 13), index=usual - 1, format_func=lambda one: f"{one}月", key=f"calendar.month.{year.year}"
    )
    views.month(year.year, number, held, {row.day: row.title for row in changes})

parts.section("改过的日子", "上级改的在下级同样算数，下级可以再改")
picked = views.changed_list(views.runs(changes))
if managed.covers(place.path):
    if picked and picked.org_id == place.id and views.takes_back(picked, key=page.form_key("calendar.clear")):
        with page.acting("已取消这处改动", form="calendar.clear") as (session, actor):
            actions.clear_calendar_days(session, actor, org_id=place.id, first=picked.first, last=picked.last)
    parts.section("改几天", place.name)
    wanted = views.change_form(today, key=page.form_key("calendar.set"))
    if wanted:
        with page.acting("已保存", form="calendar.set") as (session, actor):
            actions.set_calendar_days(session, actor, org_id=place.id, **wanted._asdict())
