"""评估轮次: made, started, moved along; who takes part sees where it stands."""

import streamlit as st

from core import clock
from core.access import Capability
from core.accounts.queries import names as colleagues_of
from core.evaluation import actions, queries
from core.evaluation.rules.states import RoundState
from core.evaluation.rules.timeline import back_from, keeps_from_back, lacks, next_states, notes
from core.evaluation.rules.titles import ROUND_STATES
from core.evaluation.views import round_forms as forms
from core.evaluation.views import rounds as views
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.ui import editions, page, parts

actor = page.begin(
    "评估轮次",
    needs=(Capability.MANAGE_EVALUATION, Capability.VIEW_EVALUATION),
    note="一次创建、复评、年检或督导：按哪份标准、谁参评、走到了哪一步。",
)
managed, seen = actor.over(Capability.MANAGE_EVALUATION), actor.over(Capability.VIEW_EVALUATION)
today = clock.today()
with page.reading() as session:
    rows = queries.rounds_seen(session, seen)
    done = queries.coverage(session, seen, round_ids=[row.id for row in rows])
    orgs = {row.id: row.name for row in organisations.tree(session, managed, levels=BUREAU_LEVELS)}
    choices = queries.rubric_choices(session, managed)
titles = {row.id: row.title for row in rows}
part = "轮次"
if orgs:
    part = st.segmented_control(
        "做什么", ["轮次", "新建"], default="轮次" if rows else "新建", required=True, key=f"rounds.part.{len(rows)}",
        label_visibility="collapsed",
    )  # fmt: skip

if part == "新建":
    org = next(iter(orgs))
    if len(orgs) > 1:
        org = st.selectbox("组织单位", list(orgs), format_func=orgs.__getitem__, key="rounds.org", width=320)
    with page.reading() as session:
        chairs = queries.scorers(session, managed, org_id=org)
    earlier = {row.id: row.title for row in rows if row.org_id == org}
    draft = forms.draft_form(
        org, choices, chairs, earlier, None, today=today, school_year=clock.school_year(today),
        key=page.form_key("rounds.new"),
    )  # fmt: skip
    if draft:
        with page.acting("已保存为筹备中的轮次，接着选参评学校", form="rounds.new") as (session, actor):
            views.take_up(actions.make_round(session, actor, draft=draft))
    st.stop()

if not rows:
    parts.empty("event_note", "还没有评估轮次", "教育局新建并启动之后，会出现在这里。", key="rounds.none")
    st.stop()
row = views.in_hand(rows, views.round_table(rows, done))
with page.reading() as session:
    chair = colleagues_of(session, [row.chair_id]).get(row.chair_id, "") if managed else ""
parts.section(row.title, ROUND_STATES[row.state])
views.time_line(row)
if row.id not in {one.id for one in rows if managed.covers(one.org_path)}:
    views.facts(row, chair, titles.get(row.previous_id or 0, ""), done.get(row.id))
    st.stop()

with page.reading() as session:
    found = queries.standing(session, managed, round_id=row.id)
    left_out = queries.late(session, managed, round_id=row.id, today=today, within_days=views.AHEAD)
views.tallies(found)
left, right = parts.wide_and_side()
with left:
    views.facts(row, chair, titles.get(row.previous_id or 0, ""), done.get(row.id))
with right:
    steps = next_states(row.state, with_self=row.with_self, with_publicity=row.with_publicity)
    if steps:
        to = steps[0]
        if len(steps) > 1:
            to = st.segmented_control(
                "下一步", steps, default=to, format_func=ROUND_STATES.__getitem__, required=True, key="rounds.to"
            )
        parts.section("下一步", ROUND_STATES[to])
        waits = lacks(to, found, publicity_until=row.publicity_until, with_publicity=row.with_publicity, today=today)
        form = f"rounds.step.{row.id}.{to}"
        if views.next_step(row, to, waits, notes(to, found), left_out, key=page.form_key(form)):
            said = f"已进入“{ROUND_STATES[to]}”"
            with st.spinner("请稍等…"), page.acting(said, form=form) as (session, actor):
                if row.state is RoundState.DRAFT:
                    actions.start(session, actor, round_id=row.id)
                else:
                    actions.advance(session, actor, round_id=row.id, to=to)
    back = back_from(row.state, with_self=row.with_self)
    if back and not keeps_from_back(row.state, found):
        reason = forms.back_form(views.BACK[back], key=page.form_key(f"rounds.back.{row.id}"))
        if reason is not None:
            with page.acting(f"已{views.BACK[back]}", form=f"rounds.back.{row.id}") as (session, actor):
                actions.step_back(session, actor, round_id=row.id, reason=reason)
if row.state is RoundState.DRAFT:
    with page.reading() as session:
        chairs = queries.scorers(session, managed, org_id=row.org_id)
    parts.section("修改", "启动之前都可以改")
    earlier = {one.id: one.title for one in rows if one.org_id == row.org_id and one.id != row.id}
    form = f"rounds.edit.{row.id}"
    edition = editions.in_hand(row.edition, form=form, at=(at := page.form_key(form)), said=forms.CHANGED)
    draft = forms.draft_form(
        row.org_id, choices, chairs, earlier, row, today=today, school_year=clock.school_year(today), key=at
    )
    if draft:
        with page.acting("已保存", form=form) as (session, actor):
            actions.change_round(session, actor, round_id=row.id, edition=edition, draft=draft)
    if parts.confirm(
        "删去这一轮，连同学校和评审", yes="删去", no="留着", key=page.form_key(f"rounds.drop.{row.id}"), lead=False
    ):
        with page.acting("已删去", form=f"rounds.drop.{row.id}") as (session, actor):
            actions.drop_round(session, actor, round_id=row.id)
elif row.state is not RoundState.CLOSED:
    parts.section("推迟日期")
    moved = forms.dates_form(row, key=page.form_key(f"rounds.dates.{row.id}"))
    if moved:
        with page.acting("日期已改", form=f"rounds.dates.{row.id}") as (session, actor):
            actions.move_dates(session, actor, round_id=row.id, dates=moved[0], reason=moved[1])
