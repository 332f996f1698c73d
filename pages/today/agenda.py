"""日程: everything with dates that one's rights show, by month, and as a file for one's own calendar."""

from datetime import timedelta

import streamlit as st

from core import clock
from core.agenda import actions, queries
from core.agenda.rules import chosen, other_month
from core.agenda.views import agenda as views
from core.ui import page, parts

actor = page.begin(
    "日程", needs=(), note="普测、评估、培训、活动月和评选的日期都在这里，下载以后可以导入手机或电脑的日历。"
)
today = clock.today()
seen = queries.seen_through(actor.over)
if not seen:
    parts.empty(
        "calendar_today",
        "您这里没有要看的日程",
        "有了普测、评估、培训或活动的权限，它们的日期会列在这里。",
        key="agenda.nobody",
    )
    st.stop()
month = views.pick_month(today)
wanted = views.pick_filters(seen)
with page.reading() as session:
    found = queries.events(
        session, seen, since=month - timedelta(days=7), until=other_month(month, 1) + timedelta(days=7)
    )
since, until = clock.year_span(clock.school_year(month))
with page.actions():
    made = page.on_click(
        lambda session, who: actions.export_agenda(session, who, since=since, until=until, **wanted._asdict())
    )
    label = f"下载 {since.year}—{until.year} 学年日历"
    parts.download(label, made, f"守望日程 {since.year}.ics", mime="text/calendar", key="agenda.export")
shown = chosen(found, *wanted)
views.month_wall(month, shown, today)
views.day_list(month, shown, today, actor)
