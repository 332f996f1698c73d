"""方案与指导: schools write and send their plans, the bureau accepts them or asks for changes; guidance and visits."""

import streamlit as st

from core import clock
from core.access import Capability, Scope
from core.accounts.queries import names as names_of
from core.activities import actions, queries
from core.activities.rules import PlanState, SeasonState
from core.activities.rules.plans import WRITABLE
from core.activities.views import plan_forms as forms
from core.activities.views import plans as views
from core.activities.views import seasons, visit_forms
from core.activities.views.log_forms import Wish
from core.media import MIME
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.ui import page, parts

actor = page.begin(
    "方案与指导",
    needs=(Capability.VIEW_ACTIVITIES,),
    note="学校写方案、排时间；教研员看一遍，通过或请补充；到校指导和巡视记在这里。",
)
runs, writes = actor.over(Capability.RUN_SEASONS), actor.over(Capability.RECORD_ACTIVITIES)
sees, today = actor.over(Capability.VIEW_ACTIVITIES), clock.today()
PLANS, VISITS = "方案", "指导与巡视"


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


def read_in_full(scope: Scope, plan_id: int, row: queries.SeasonRow) -> queries.PlanSheet:
    """One plan, drawn."""
    with page.reading() as session:
        plan = queries.plan(session, scope, plan_id)
        names = names_of(session, {step.by_id for step in plan.steps})
    views.sheet(plan, forms.asked(row, next((one for one in schools if one.school_id == plan.school_id), None)))
    made = page.on_click(lambda session, actor: actions.open_plan_file(session, actor, plan_id=plan_id).content)
    if actor.can(Capability.RUN_SEASONS, Capability.RECORD_ACTIVITIES):
        forms.download(plan, made, MIME.get(plan.file_kind, ""))
    views.history(plan, names)
    return plan


with page.reading() as session:
    told = [row for row in queries.seasons_seen(session, sees) if row.state in (SeasonState.OPEN, SeasonState.CLOSED)]
    above = bool(organisations.tree(session, sees, levels=BUREAU_LEVELS))
if not told:
    parts.empty("edit_calendar", "现在没有活动月", "上级发布活动月以后，在这里写方案。", key="plans.no_season")
    st.stop()
row = seasons.pick(told, key="plans.season")
part = forms.pick_part([PLANS, VISITS], key="plans.part")
full = Scope((*writes.reaches, *runs.reaches)) or (Scope() if above else sees)
with page.reading() as session:
    rows = queries.plans(session, sees, season_id=row.id)
    schools = queries.season_schools(session, sees, season_id=row.id)
    visits = queries.visits(session, full or sees, season_id=row.id)

if part == VISITS:
    if runs and schools:
        act(visit_forms.visiting(row, schools, today, page.form_key))
    if not visits:
        parts.empty("tour", "还没有指导和巡视的记录", "到校以后登记在这里，学校看得到。", key="plans.no_visits")
    elif not full:
        views.visit_counts(visits)
    else:
        views.visits(visits, apart=above)
        act(visit_forms.unvisiting(visits, page.form_key) if runs else None)
elif above:
    with page.actions():
        made = page.on_click(lambda session, actor: actions.export_plans(session, actor, season_id=row.id))
        parts.download("下载方案进度（会记录）", made, f"方案进度_{row.id}.xlsx", mime=parts.XLSX, key="plans.export")
    views.tiles(rows, row, today)
    waiting = [one for one in rows if one.state is PlanState.SENT]
    if runs and waiting and row.state is SeasonState.OPEN:
        parts.section("等着看的", "勾选几份，可以一起通过")
        act(forms.accepting(views.ticked(waiting, key="plans.waiting"), page.form_key))
    parts.section("各校方案", "点一行看全文" if full else f"{len(rows)} 所")
    picked = views.table(rows, key="plans.table", pick=bool(full)) if rows else None
    if picked and picked.state is None:
        parts.empty("edit_calendar", "这所学校还没有写方案", "学校提交以后，就能在这里看全文。", key="plans.not_begun")
    elif picked and picked.state is PlanState.DRAFT:
        parts.empty("edit_calendar", "这份方案还在写", "学校提交以后，就能在这里看全文。", key="plans.in_draft")
    elif picked and picked.id:
        parts.section(picked.school, row.title)
        plan = read_in_full(full, picked.id, row)
        act(forms.deciding(plan, page.form_key) if runs and row.state is SeasonState.OPEN else None)
elif not schools:
    parts.empty("edit_calendar", "贵校不在这个活动月里", "如果应当参加，请告诉主办单位。", key="plans.not_in")
else:
    school = forms.pick_school(schools, key="plans.school")
    with page.reading() as session:
        plan = queries.plan_of(session, full, season_id=row.id, school_id=school.school_id)
    may = bool(writes) and row.state is SeasonState.OPEN
    if plan:
        parts.section("方案", row.title)
        read_in_full(full, plan.id, row)
        act(forms.sending(plan, row, today, page.form_key) if may else None)
    elif not may:
        parts.empty("edit_calendar", "还没有方案", "由心理教师或学校管理员来写。", key="plans.none_yet")
    if may and (plan is None or plan.state in WRITABLE):
        parts.section("写方案", "随时可以保存，写好再提交")
        act(forms.writing(row, school, plan, page.form_key))
        act(forms.attaching(row, school, plan, page.form_key))
