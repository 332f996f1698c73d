"""培训活动: planned and opened by who organises, enrolled in by schools; who is in it, from where, how it went."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability, Scope
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.training import actions, queries
from core.training.rules.sessions import OPEN, closed_to, withdrawal_flaw
from core.training.views import enrolling, enrolment_import, places, plan_choices, planning, session_steps
from core.training.views import sessions as views
from core.training.views.shared import Wish
from core.ui import page, parts

actor = page.begin(
    "培训活动",
    needs=(Capability.PLAN_TRAINING, Capability.ENROL_STAFF),
    note="培训、教研、观摩、督导、讲座和网络课程：办什么、谁来、还有多少名额。",
)
planned, sends = actor.over(Capability.PLAN_TRAINING), actor.over(Capability.ENROL_STAFF)
scope, today = Scope((*planned.reaches, *sends.reaches)), clock.today()
LIST, NEW = "活动", "新建一次"
PEOPLE, ENROL, FILE, PLACES, NEEDS, CHANGE = "名单", "报名", "报名表导入", "各校名额", "回应需求", "修改"


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


with page.reading() as session:
    rows = queries.sessions_seen(session, scope)
    orgs = organisations.tree(session, planned, levels=BUREAU_LEVELS) or organisations.tree(session, planned)
part = LIST
if orgs:
    part = st.segmented_control(
        "做什么", [LIST, NEW], default=LIST if rows else NEW, required=True, key=f"sessions.part.{len(rows)}",
        label_visibility="collapsed",
    )  # fmt: skip

if part == NEW:
    org = plan_choices.pick_organiser(orgs)
    model = plan_choices.pick_model([row for row in rows if row.org_id == org.id])
    form = f"sessions.new.{org.id}.{model.id if model else 0}"
    if draft := planning.draft_form(org, model, today=today, key=page.form_key(form), anew=True):
        with page.acting("已保存，还在筹备中；看一遍，再开放报名", form=form) as (session, actor):
            views.take_up(actions.make_session(session, actor, draft=draft))
    st.stop()

if not rows:
    parts.empty("event", "还没有培训活动", "主办单位开放报名以后，会出现在这里。", key="sessions.none")
    st.stop()
shown = views.pick_time(rows, today)
if not shown:
    parts.empty("event", "这里没有活动", "换到另一边看看。", key="sessions.none_here")
    st.stop()
row = views.table(shown)
mine = planned.covers(row.org_path)
with page.reading() as session:
    allowed = queries.places(session, sends, session_id=row.id) if sends else []
    people = queries.participants(session, sends, session_id=row.id)
views.head(row, today)
wide, side = parts.wide_and_side()
with side:
    views.card(row)
    if mine and row.state in OPEN:
        act(session_steps.next_step(row, page.form_key))
        act(session_steps.way_out(row, page.form_key))
choices = [PEOPLE]
if allowed and not closed_to(row.state, row.enrol_until, today, organiser=mine):
    choices += [ENROL, FILE]
if mine and row.state in OPEN:
    choices += [PLACES, NEEDS, CHANGE] if len(allowed) > 1 else [NEEDS, CHANGE]
with wide:
    what = PEOPLE
    if len(choices) > 1:
        what = st.segmented_control(
            "看什么", choices, default=PEOPLE if people or ENROL not in choices else ENROL, required=True,
            key=f"sessions.what.{row.id}.{row.state}", label_visibility="collapsed",
        )  # fmt: skip
    if what == PEOPLE and not people:
        parts.empty("groups", "还没有人报名", "开放报名以后，由学校勾选自己的老师。", key="sessions.nobody_yet")
    elif what == PEOPLE:
        made = page.on_click(partial(actions.export_participants, session_id=row.id))
        parts.download("下载名单（会记录）", made, "培训名单.xlsx", mime=parts.XLSX, key="sessions.download")
        if picked := enrolling.people_table(people, row):
            with page.reading() as session:
                steps = queries.part_steps(session, sends, participation_id=picked.id)
            may = not withdrawal_flaw(row.state, picked.state, organiser=mine)
            act(enrolling.person(picked, steps, page.form_key, may_withdraw=may))
    elif what == ENROL and (school := enrolling.pick_school(allowed, row)):
        with page.reading() as session:
            staff = queries.candidates(session, sends, session_id=row.id, school_id=school.school_id, today=today)
        act(enrolling.tick_form(row, school, staff, page.form_key))
    elif what == FILE:
        form = f"sessions.file.{row.id}"
        if upload := enrolment_import.upload(key=page.form_key(form)):
            check = None
            with page.acting(None, form=f"{form}.look", rerun=False) as (session, actor):
                check = actions.check_enrolment(session, actor, session_id=row.id, **upload._asdict())
            if check and enrolment_import.preview(check, key=page.form_key(f"{form}.yes")):
                with page.acting(f"已为 {len(check.wanted)} 位老师报名", form=form) as (session, actor):
                    actions.import_enrolment(session, actor, check)
    elif what == PLACES:
        act(places.quota_form(row, allowed, page.form_key))
    elif what == NEEDS:
        with page.reading() as session:
            wanted = queries.needs(session, Scope.at(row.org_path), met=True)
            answered = queries.answered_needs(session, planned, session_id=row.id)
        names = {one.school_id: one.school for one in allowed}
        act(places.needs_form(row, wanted, answered, names, page.form_key))
    elif what == CHANGE:
        with page.reading() as session:
            org = organisations.get(session, planned, row.org_id)
        act(plan_choices.change_form(row, org, today=today, key=page.form_key))
