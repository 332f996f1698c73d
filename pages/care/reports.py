"""逐级上报: a school reports its numbers, the bureau reviews them, the sums go up; never a name."""

from functools import partial

import streamlit as st

from core.access import Capability
from core.accounts.queries import names as colleagues_of
from core.organisations import queries as organisations
from core.screening import actions, queries
from core.screening.rules.reporting import ReportState, is_reviewed
from core.screening.rules.states import CampaignState
from core.screening.views import reports as views
from core.screening.views import shared
from core.students.rules import Population
from core.ui import page, parts

actor = page.begin(
    "逐级上报",
    needs=(Capability.WORK_CASES, Capability.REVIEW_REPORTS, Capability.VIEW_METRICS),
    note="学校报人数和情况，区县审核，市里看汇总。只报人数，不报姓名。",
)
writes = actor.over(Capability.WORK_CASES).at_every_level
reviews, metrics = actor.over(Capability.REVIEW_REPORTS), actor.over(Capability.VIEW_METRICS)
with page.reading() as session:
    found = queries.campaign_list(session, actor.scope, states=(CampaignState.OPEN, CampaignState.CLOSED))
    schools = organisations.schools(session, writes) if writes else []
rows = [row for row in found if row.population is Population.STUDENT]
if not rows:
    parts.empty("outgoing_mail", "还没有要上报的批次", "普测批次启动之后，在这里逐级上报。", key="reports.none_yet")
    st.stop()
campaign = shared.pick_campaign(rows, key="reports.campaign")

if schools:
    names = {row.id: row.name for row in schools}
    mine = schools[0].id
    if len(schools) > 1:
        mine = st.selectbox("学校", list(names), format_func=names.__getitem__, key="reports.school", width=320)
    with page.reading() as session:
        report = queries.own_report(session, writes, campaign_id=campaign.id, school_id=mine)
        now = queries.school_figures(session, writes, campaign_id=campaign.id, school_id=mine)
        tiers = queries.tiers_for(session, campaign_id=campaign.id, org_id=mine)
        who = colleagues_of(session, [report.submitted_by, report.reviewed_by] if report else [])
    state = report.state if report else None
    open_ = state in views.SENDABLE
    parts.section("本校上报", names[mine])
    views.badge(state)
    left, right = parts.halves()
    with left:
        shown = now if open_ or report is None else report.figures
        views.figures_table(shown, campaign.policy, key="reports.figures")
        st.caption("这是此刻的人数，报送时按那一刻重新取数。" if open_ else "这是报送那一刻的人数。")
    with right:
        if report and state is not ReportState.DRAFT:
            views.told(report, who)
        form = f"reports.send.{campaign.id}.{mine}"
        sent = None
        if open_:
            sent = views.school_form(report, reviewed=is_reviewed(tiers), key=page.form_key(form))
        if sent:
            act = actions.submit_report if sent.final else actions.draft_report
            with page.acting("已报送" if sent.final else "草稿已保存", form=form) as (session, actor):
                act(session, actor, campaign_id=campaign.id, school_id=mine, statement=sent.statement)

if reviews:
    with page.reading() as session:
        listed = queries.reports(session, reviews, campaign_id=campaign.id)
        names = queries.places(session, [row.school_id for row in listed]).schools
    waiting = sum(row.state is ReportState.SUBMITTED for row in listed)
    parts.section("各校上报", f"未报的在前；{waiting} 份待审核")
    picked = views.review_table(listed, names, campaign.policy) if listed else None
    if not listed:
        parts.empty("school", "没有应报的学校", "这个批次没有问到您负责的学校。", key="reports.no_school")
    elif picked is None or picked.id is None:
        st.caption("点一行，看这所学校报了什么。" if picked is None else "这所学校还没有报，可以先打个电话问问。")
    else:
        with page.reading() as session:
            who = colleagues_of(session, [picked.submitted_by, picked.reviewed_by])
        parts.section(names.get(picked.school_id, ""), views.STATES[picked.state])
        left, right = parts.halves()
        with left:
            views.figures_table(picked.figures, campaign.policy, key="reports.picked")
        with right:
            views.told(picked, who)
            form = f"reports.review.{picked.id}"
            said = None
            if picked.state is not ReportState.RETURNED:
                said = views.review_form(picked, key=page.form_key(form))
            if said:
                step = actions.accept_report if said.accepted else actions.return_report
                with page.acting("已通过" if said.accepted else "已退回，学校会看到意见", form=form) as (
                    session,
                    actor,
                ):
                    step(session, actor, report_id=picked.id, note=said.note)

if metrics and not schools:
    tops = [organisations.ids_of(reach.path)[-1] for reach in metrics.reaches]
    with page.reading() as session:
        places = {org: organisations.get(session, metrics, org).name for org in tops}
    top = tops[0]
    if len(tops) > 1:
        top = st.selectbox("单位", tops, format_func=places.__getitem__, key="reports.top", width=320)
    with page.reading() as session:
        sums = queries.report_sums(session, metrics, campaign_id=campaign.id, org_id=top, exact=reviews)
        names = queries.places(session, [place.org_id for place in sums.places]).schools
    parts.section("汇总", places[top], rule=views.RULE)
    if not sums.places:
        parts.empty("summarize", "没有应报的学校", "这个批次没有问到您范围里的学校。", key="reports.no_sums")
        st.stop()
    views.tallies(sums)
    views.sums_table(sums, names, campaign.policy)
    exported = page.on_click(partial(actions.export_reports, campaign_id=campaign.id, org_id=top))
    parts.download(
        "下载汇总表（会记录）", exported, f"普测情况汇总_{campaign.id}.xlsx", mime=parts.XLSX, key="reports.export"
    )
