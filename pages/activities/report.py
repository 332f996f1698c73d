"""活动上报: from a phone, in five minutes: which item, what and for whom, photographs, a last look."""

from contextlib import suppress

import streamlit as st

from core import clock
from core.access import Capability, Scope
from core.activities import actions, queries
from core.activities.rules import JointState, SeasonState
from core.activities.views import photos, report_facts
from core.activities.views import report_fields as fields
from core.activities.views import report_list as lists
from core.activities.views import reporting as views
from core.activities.views import seasons as chosen
from core.errors import NotFound
from core.organisations import queries as organisations
from core.ui import page, parts, state

actor = page.begin("活动上报", needs=Capability.RECORD_ACTIVITIES, badges=False)
BEGINS, ENDS = ("start_report", "copy_report"), ("send_report", "remove_report")
scope, today, wish = actor.over(Capability.RECORD_ACTIVITIES), clock.today(), None


def act(wish: fields.Wish) -> bool:
    """What was asked for, as one act; answers whether it was done."""
    done = False
    with page.acting(None, form=wish.form, rerun=False) as (session, actor):
        made = getattr(actions, wish.verb)(session, actor, **wish.given)
        done = True
    if done and wish.verb in BEGINS:
        state.hold(views.REPORT, made)
    return done


def finish(wish: fields.Wish) -> None:
    """The same, then words and a fresh run: a report that was sent or dropped is put away."""
    if not act(wish):
        return
    if wish.verb in ENDS:
        state.drop(views.REPORT)
    if wish.done:
        page.flash(wish.done)
    st.rerun()


row = season = None
if (report_id := state.held(views.REPORT)) is not None:
    with page.reading() as session, suppress(NotFound):
        row = queries.report(session, scope, int(report_id))
        season = queries.season_seen(session, scope, row.season_id)
if row is not None and season is not None and row.inside:
    item = season.checklist.item(row.item)
    if views.head(row, item):
        state.drop(views.REPORT)
        st.rerun()
    if views.is_open(row, season.state):
        if (entered := fields.entered(row)) and act(entered):
            with page.reading() as session:
                row = queries.report(session, scope, row.id)
        part = views.steps(row)
        if part is views.Part.FILL:
            asked = {"org_id": row.org_id, "season_id": season.id}
            with page.reading() as session:
                past = queries.last_years(session, scope, **asked, item=row.item) if not row.edition else []
                others = queries.others_in_season(session, scope, **asked)
            wish = fields.earlier(row, past)
            fields.fields(row, item, today)
            wish = fields.joint(row, others) or wish
        elif part is views.Part.PHOTOS:
            views.photo_hint(item)
            photos.photo_part(scope, row.id, actions)
        else:
            wish = views.last_look(row, item, season)
        if part in views.NEXT:
            views.onward(part)
        wish = wish or views.dropped(row)
    else:
        wish = views.closed_draft(row, season.state) or views.sent(row, season.state)
        photos.gallery(scope, row.id, actions)
    with page.reading() as session:
        told = queries.steps(session, scope, activity_id=row.id)
    report_facts.history(told, key=f"report.{row.id}")
else:
    with page.reading() as session:
        orgs = [one for one in organisations.tree(session, scope) if one.closed_on is None]
        seasons = queries.seasons_seen(session, scope, states=(SeasonState.OPEN, SeasonState.CLOSED))
    if not seasons or not orgs:
        lists.nothing_yet()
        st.stop()
    season, org = chosen.pick(seasons, key="report.season"), views.pick_org(orgs)
    own = Scope.at(org.path)
    with page.reading() as session:
        schools = queries.season_schools(session, own, season_id=season.id)
        rows = queries.reports(session, own, season_id=season.id, school_id=org.id)
        requests = queries.joint_requests(session, own)
    items = views.asked(season, org, schools)
    free = views.exempt(items, org, schools)
    requests = [one for one in requests if one.school_id == org.id and one.season_id == season.id]
    wish = lists.asked_to_join([one for one in requests if one.state is JointState.NAMED])
    if not items:
        parts.empty("event_busy", "没有参加这个活动月", "需要参加的话，请联系主办单位。", key="report.not_in")
    else:
        views.season_head(season, rows, items, free)
    picked = lists.items(season, items, free, rows, today)
    wish = lists.agreed(requests) or wish
    if isinstance(picked, lists.Opened):
        views.open_report(picked.report_id)
    elif picked:
        given = {"org_id": org.id, "season_id": season.id, "item": picked}
        wish = fields.Wish("start_report", given, f"report.begin.{picked}", "")
if wish:
    finish(wish)
