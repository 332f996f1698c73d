"""普测结果: how far the campaign has come, who is still untested, who is on leave."""

from functools import partial

import streamlit as st

from core.access import Capability
from core.organisations import queries as organisations
from core.screening import actions, queries
from core.screening.rules.states import CampaignState, Mark, SheetStatus
from core.screening.views import results as views
from core.screening.views import shared
from core.ui import page, parts, tables

actor = page.begin(
    "普测结果", needs=Capability.VIEW_COMPLETION, note="谁测了、谁还没测、卷子能不能用。未测评不等于没有问题。"
)
seen, people = actor.over(Capability.VIEW_COMPLETION), actor.over(Capability.VIEW_PEOPLE)
by_class = any(reach.classes is not None for reach in seen.reaches)
with page.reading() as session:
    rows = queries.campaign_list(session, seen, states=(CampaignState.OPEN, CampaignState.CLOSED))
if not rows:
    parts.empty("fact_check", "还没有普测结果", "批次启动、导入作答之后，结果会在这里。", key="results.none")
    st.stop()
campaign = shared.pick_campaign(rows, key="results.campaign")
with page.reading() as session:
    done = queries.completion(session, seen, campaign.id)
    schools = [] if by_class else queries.counts_by_school(session, seen, campaign.id)
    grades = [] if by_class else queries.counts_by_grade(session, seen, campaign.id)
    names = queries.places(session, [one.group for one in schools]).schools
if not done.listed:
    parts.empty("group_off", "您的范围里没有应测的人", "这个批次没有问到您负责的学校或班级。", key="results.nobody_due")
    st.stop()
views.tallies(done)

one_school = schools[0].group if len(schools) == 1 else None
if len(schools) > 1:
    left, right = parts.halves()
    with left:
        parts.section("各校完成率", f"虚线是 {views.TARGET:.0%} 的约定", rule=views.RULE)
        views.chart(schools, names)
    with right:
        parts.section("各年级", "单位：人", rule=views.RULE)
        views.table(grades, views.grade_names(grades), "年级", key="results.grades")
    with st.expander("各校明细", icon=":material/table_rows:"):
        views.table(schools, names, "学校", key="results.schools")
    one_school = st.selectbox(
        "看一所学校", [None, *names], format_func=lambda one: names.get(one, "不选"), key="results.school", width=320
    )
elif grades:
    parts.section("各年级", "单位：人", rule=views.RULE)
    views.table(grades, views.grade_names(grades), "年级", key="results.grades")

classes: dict[int, str] = {}
if one_school or by_class:
    with page.reading() as session:
        groups = queries.counts_by_class(session, seen, campaign.id, school_id=one_school)
        known = organisations.classes(session, seen, school_year=campaign.school_year, school_id=one_school)
    classes = {row.id: f"{shared.grade_words(row.grade)} {row.name}" for row in known}
    parts.section("各班", "单位：人", rule=views.RULE)
    views.table(groups, {0: "未分班", **classes}, "班级", key="results.classes")

if not people:
    st.stop()
parts.section("名单", "默认隐去姓名")
wanted = views.list_filter([one.group for one in grades] or list(campaign.grades), classes)
status = SheetStatus.UNTESTED if wanted.mark is Mark.DUE else None
chosen = queries.Chosen(campaign.id, one_school, wanted.grade, wanted.class_id, wanted.mark, status)
with page.reading() as session:
    total = queries.count_listed(session, people, chosen)
at = tables.page_of(total, key="results.page", order="按学校、年级、班级")
with page.reading() as session:
    listed = queries.listed(session, people, chosen, offset=at.offset, limit=at.limit)
    faces = queries.masked(session, people, [row.person_id for row in listed])
    places = queries.places(session, {row.school_id for row in listed}, {row.class_id for row in listed})
with at.body:
    views.people(listed, faces, places)

may_export = actor.can(Capability.EXPORT_PEOPLE) or by_class
if may_export and wanted.mark is Mark.DUE and total:
    untested = page.on_click(
        partial(actions.export_untested, campaign_id=campaign.id, school_id=one_school, grade=wanted.grade)
    )
    parts.download(
        "下载未测名单（会记录）", untested, f"未测名单_{campaign.id}.xlsx", mime=parts.XLSX, key="results.untested"
    )

if actor.can(Capability.MARK_LEAVE) and campaign.state is CampaignState.OPEN:
    left, right = parts.wide_and_side()
    with left:
        parts.section("标请假、免测", "不计入应测")
        marked = views.mark_form(listed, faces, places, key=page.form_key("results.mark_form"))
    if marked:
        with page.acting("已保存，完成率按新的应测重新计算", form="results.mark_form") as (session, actor):
            actions.mark(
                session, actor, campaign_id=campaign.id, testees=marked.testees, as_=marked.mark, reason=marked.reason
            )
    with right:
        parts.section("补录")
        st.caption("启动之后才进花名册的学生，不在应测名单上。补录后计入应测。")
        late = st.button("把新来的学生补进名单", key=page.form_key("results.late"))
    if late:
        with page.acting("已补录", form="results.late") as (session, actor):
            actions.add_late(session, actor, campaign_id=campaign.id)
