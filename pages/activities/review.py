"""材料审核: what schools reported, who waited longest first; open one, 通过 or 请补充, several at once."""

from contextlib import suppress

import streamlit as st

from core.access import Capability
from core.activities import actions, queries
from core.activities.rules import SeasonState
from core.activities.views import photos, report_facts
from core.activities.views import reviewing as views
from core.activities.views import seasons as chosen
from core.errors import NotFound
from core.ui import page, parts, state, tables

actor = page.begin(
    "材料审核", needs=Capability.RUN_SEASONS, note="先看等得最久的；请补充时写一句缺什么，学校马上看到。"
)
REPORT, FEW = "activities.report", 10  # materials of a page: the one that is opened stands near
scope, wish = actor.over(Capability.RUN_SEASONS), None
with page.reading() as session:
    seasons = queries.seasons_seen(session, scope, states=(SeasonState.OPEN, SeasonState.CLOSED))
if not seasons:
    parts.empty("celebration", "还没有开始的活动月", "在“活动月”里开放以后，学校就能上报。", key="review.no_season")
    st.stop()
season = chosen.pick(seasons, key="review.season")
with page.reading() as session:
    many = queries.report_counts(session, scope, season_id=season.id)
items = {item.code: item for item in season.checklist.items}
parts.section(season.title, f"共上报 {sum(many.get(side, 0) for side in views.SIDES)} 份")
side = views.pick_side(many)
total, ticked = many.get(side, 0), []
if not total:
    views.nothing(side)
else:
    spot = tables.page_of(
        total, key=f"review.page.{side}", size=FEW, order="等得久的在前" if side is views.SIDES[0] else "新的在前"
    )
    with page.reading() as session:
        some = queries.review_queue(
            session, scope, season_id=season.id, state=side, offset=spot.offset, limit=spot.limit
        )
    key = tables.marked(f"review.queue.{side}", ((row.id, row.edition) for row in some))
    with spot.body:
        st.caption("勾选一份就打开来看；勾选几份可以一起通过。")
        ticked = views.queue(some, items, side, key=key)
    wish = views.accept_all(ticked, season.state)
row = ticked[0] if len(ticked) == 1 else None
if ticked:
    state.drop(REPORT)
elif (held := state.held(REPORT)) is not None:
    with page.reading() as session, suppress(NotFound):
        row = views.in_hand(queries.report(session, scope, int(held)), season)
if row:
    item = items.get(row.item)
    left, right = parts.wide_and_side()
    with left:
        views.one(row, item, season)
        photos.gallery(scope, row.id, actions)
    with right:
        wish = views.decide(row, item, season.state) or wish
        with page.reading() as session:
            told = queries.steps(session, scope, activity_id=row.id)
        report_facts.history(told, key=f"review.{row.id}")
if wish:
    with page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
