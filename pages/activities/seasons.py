"""活动月: the school year's seasons; a bureau plans and publishes them, schools read what is asked of them."""

import streamlit as st

from core import clock
from core.access import Capability, Scope
from core.activities import actions, queries
from core.activities.rules import SeasonState
from core.activities.views import season_calendar, season_forms, season_schools, season_steps
from core.activities.views import seasons as views
from core.activities.views.log_forms import Wish
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.ui import page, parts

actor = page.begin(
    "活动月",
    needs=(Capability.VIEW_ACTIVITIES,),
    note="5·25、3·20、10·10、宣传教育月：什么时候、做哪几件事、哪天前上报。",
)
runs, sees, today = actor.over(Capability.RUN_SEASONS), actor.over(Capability.VIEW_ACTIVITIES), clock.today()
LIST, NEW = "看活动月", "新建"
ITEMS, SCHOOLS, CHANGE = "清单", "参加的学校", "修改"


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


with page.reading() as session:
    rows = queries.seasons_seen(session, sees)
    bureaus = organisations.tree(session, runs, levels=BUREAU_LEVELS)
part = LIST
if bureaus:
    part = st.segmented_control(
        "做什么", [LIST, NEW], default=LIST, required=True, key=f"seasons.part.{len(rows)}",
        label_visibility="collapsed",
    )  # fmt: skip

if part == NEW:
    org = season_forms.pick_bureau(bureaus)
    start = season_forms.pick_start(org, rows, today)
    with page.reading() as session:
        held = queries.checklists_for(session, runs, org_id=org.id)
    form = f"seasons.new.{org.id}.{start.key}"
    spec = season_forms.pick_checklist(held, start.draft.checklist, key=form)
    if draft := season_forms.draft_form(start.draft, spec, key=page.form_key(form)):
        with page.acting("已保存，还在筹备中；看一遍，再发布给学校", form=form) as (session, actor):
            views.take_up(actions.make_season(session, actor, draft=draft))
    st.stop()

year = views.pick_year(rows, clock.school_year(today))
ahead = bool(bureaus) and year >= clock.school_year(today)
shown = views.in_order(row for row in rows if row.school_year == year)
if not shown:
    how = "点上面的“新建”，一分钟就能从 5·25、10·10 建起来。" if bureaus else "上级发布以后，会出现在这里。"
    parts.empty("celebration", "这个学年还没有活动月", how, key="seasons.none")
    season_calendar.calendar(shown, year, today, plans_ahead=ahead)
    st.stop()
parts.section("活动月", "点一行看详情")
row = views.table(shown)
mine = runs.covers(row.org_path)
with page.reading() as session:
    schools = queries.season_schools(session, sees, season_id=row.id)
    lifted = queries.exemptions(session, runs, season_id=row.id) if runs else []
views.head(row)
wide, side = parts.wide_and_side()
with side:
    views.card(row, today)
    if mine:
        act(season_steps.next_step(row, page.form_key))
        act(season_steps.way_out(row, page.form_key))
with wide:
    choices = [ITEMS]
    if runs and row.state in (SeasonState.OPEN, SeasonState.CLOSED):
        choices.append(SCHOOLS)
    if mine and row.state in (SeasonState.PLANNED, SeasonState.OPEN):
        choices.append(CHANGE)
    what = ITEMS
    if len(choices) > 1:
        what = st.segmented_control(
            "看什么", choices, default=ITEMS, required=True, key=f"seasons.what.{row.id}.{row.state}",
            label_visibility="collapsed",
        )  # fmt: skip
    if what == ITEMS:
        own = None if runs else season_schools.own(schools, row)
        views.items(row, stages=own.stages if own else (), exempt=own.exempt_items if own else (),
                    whole=bool(own and own.exempt_all))  # fmt: skip
        views.source(row.checklist)
    elif what == SCHOOLS:
        act(season_schools.exempting(row, schools, page.form_key))
        act(season_schools.lifting(row, lifted, schools, page.form_key))
        if mine:
            with page.reading() as session:
                below = organisations.schools(session, Scope.at(row.org_path))
            act(season_schools.coming_and_going(row, schools, below, page.form_key))
    else:
        with page.reading() as session:
            held = queries.checklists_for(session, runs, org_id=row.org_id)
        act(season_steps.change(row, held, page.form_key))
season_calendar.calendar(shown, year, today, plans_ahead=ahead)
