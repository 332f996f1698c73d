"""配备与缺口: how schools are staffed by two rates kept apart, the list behind every number, and a look ahead."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.training import actions, queries
from core.training.rules.forecast import ahead
from core.training.views import forecast, staffing
from core.training.views import forecast_inputs as inputs
from core.training.views import staffing_lists as lists
from core.ui import page, parts

actor = page.begin(
    "配备与缺口",
    needs=Capability.VIEW_STAFF,
    note="每一个数后面都有一份学校名单；专职和专（兼）职是两个口径，分开看。",
)
scope, today = actor.over(Capability.VIEW_STAFF), clock.today()
year = clock.school_year(today)
with page.reading() as session:
    bureaus = organisations.tree(session, scope, levels=BUREAU_LEVELS)
    known = bureaus or [one for one in organisations.tree(session, scope) if one.closed_on is None]
if not known:
    staffing.no_schools()
    st.stop()
place = staffing.pick_place([staffing.Place(one.id, one.name) for one in known])
with page.reading() as session:
    rows = queries.school_posts(session, scope, org_id=place.id, today=today, school_year=year)
    held = queries.requirements_for(session, scope, org_id=place.id)
if not rows:
    staffing.no_schools()
    st.stop()
NOW, AHEAD = "现在", "下学年推演"
part = st.segmented_control(
    "看什么", [NOW, AHEAD], default=NOW, required=True, key="staffing.part", label_visibility="collapsed"
)

if part == NOW:
    made = page.on_click(partial(actions.export_staffing, org_id=place.id))
    with page.actions():
        parts.download("下载这些表（会记录）", made, "配备与缺口.xlsx", mime=parts.XLSX, key="staffing.download")
    if len(rows) == 1:
        parts.section(rows[0].school, staffing.by_whose(held))
        lists.own(rows[0])
        st.stop()
    if any(one.registered for one in rows):
        staffing.sentence(rows)
        staffing.tiles(rows)
        parts.section("分开看", f"{staffing.by_whose(held)}；点一行，下面的名单只列这一组")
        group = staffing.by_side(rows, staffing.pick_side(rows))
    else:
        staffing.nobody_yet(rows)
        group = None
    parts.section("数后面的学校", group.title if group else "全部")
    listed = lists.pick_list(group.schools if group else rows, key="staffing.list")
    lists.school_table(listed, key="staffing.schools")
else:
    days = inputs.days_ahead(clock.year_span(year)[1])
    with st.container(horizontal=True, gap="medium"):
        then, way = inputs.pick_day(days), inputs.pick_way()
    asked = inputs.new_posts(rows, way)
    coming, found = ({}, None) if isinstance(asked, inputs.Upload) else (asked, None)
    with page.reading() as session:
        changes = queries.staffing_changes(session, scope, org_id=place.id, today=today, then=then)
        if isinstance(asked, inputs.Upload):
            found = queries.planned_posts(session, scope, **asked._asdict())
    if found and found.problems:
        inputs.problems(found.problems)
    coming = found.posts if found else coming
    made = page.on_click(partial(actions.export_forecast, org_id=place.id, then=then, coming=coming))
    with page.actions():
        parts.download("下载推演表（会记录）", made, "下学年配备推演.xlsx", mime=parts.XLSX, key="forecast.download")
    after = ahead(rows, changes, coming)
    forecast.told(changes, coming)
    parts.section("现在和之后", "两个配备率和师生比", rule=forecast.RULE)
    forecast.before_and_after(rows, after)
    forecast.fallen(rows, after)
    forecast.leavers(rows, changes)
