"""进度板: who has done what of a season, at a glance; a tile opens what stands behind it."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.activities import actions, queries
from core.activities.views import board as views
from core.activities.views import board_cell as cells
from core.activities.views import board_head as head
from core.activities.views import board_side as side
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.ui import page, parts, state, tables

actor = page.begin("进度板", needs=Capability.VIEW_ACTIVITIES)
SCHOOLS, OPENED, REPORT = 30, "board.opened", "activities.report"
scope, today = actor.over(Capability.VIEW_ACTIVITIES), clock.today()
runs, keeps = actor.over(Capability.RUN_SEASONS), actor.over(Capability.RECORD_ACTIVITIES)
with page.reading() as session:
    seasons = queries.seasons_seen(session, scope, states=queries.STARTED)
    places = organisations.tree(session, scope, levels=BUREAU_LEVELS)
if not seasons:
    if views.no_season(runs=bool(runs)):
        st.switch_page("pages/activities/seasons.py")
    st.stop()
with st.grid(2 + (len(places) > 1), min_column_width=220):
    season = views.pick_season(seasons, today)
    place = views.pick_place(places) if places else views.Place()
with page.reading() as session:
    board = queries.board(session, scope, season_id=season.id, today=today, **place._asdict())
    waiting = queries.waiting_reports(session, scope, season_id=season.id) if place.whole else None


@st.dialog("提醒学校", width="medium", position="right", icon=":material/send:")
def show_reminders() -> None:
    """Words to paste."""
    side.reminders(board, today, key="board.remind")


@st.dialog("材料", width="medium", position="right", icon=":material/grid_on:")
def show_cell(picked: views.Picked) -> None:
    """What stands behind one tile."""
    reader = cells.reader(picked.school.path, runs, keeps)
    with page.reading() as session:
        found = queries.material(
            session, scope, season_id=season.id, school_id=picked.school.school_id, item=picked.item.code
        )
        looks = cells.looks(found, reader, runs, keeps)
        thumbs = {one: queries.thumbs(session, scope, activity_id=one) for one in looks}
    cells.head(picked, season)
    for one in found:
        if cells.report(one, reader, thumbs.get(one.id, {}).values(), school=picked.school.school):
            state.hold(REPORT, one.id)
            st.switch_page(f"pages/activities/{'review' if reader is cells.Reader.BUREAU else 'report'}.py")
    if not found:
        cells.nothing(picked.item)


with page.actions():
    if runs and st.button("提醒学校", icon=":material/send:", key="board.remind"):
        show_reminders()
    if runs and st.button("审核材料", type="primary", key="board.review"):
        st.switch_page("pages/activities/review.py")
    if keeps and not runs and st.button("去上报", type="primary", key="board.report"):
        st.switch_page("pages/activities/report.py")
head.lead(board, today)
if not board.schools:
    parts.empty("domain", "这里没有参加的学校", "换一个地区或学段看看；名单在“活动月”里。", key="board.no_schools")
    st.stop()
head.tiles(board, waiting, today)
head.timeliness(board)
parts.section("进度板", "点格子看材料")
views.legend(board.items)
order = views.pick_order() if len(board.schools) > 1 else views.Order.NAME
rows = views.ordered(board.schools, order)
spot = tables.page_of(len(rows), key="board.page", size=SCHOOLS)
with spot.body:
    picked = views.pick_cell(board, rows[spot.offset : spot.offset + spot.limit])
    again = bool(picked) and cells.strip(picked)
seen = f"{season.id}.{picked.school.school_id}.{picked.item.code}" if picked else ""
if picked and (again or seen != state.held(OPENED)):
    show_cell(picked)
state.hold(OPENED, seen)

made = page.on_click(partial(actions.export_board, season_id=season.id, **place._asdict()))
parts.download("下载进度板（会记录）", made, f"进度板_{season.id}.xlsx", mime=parts.XLSX, key="board.download")
if board.bureaus:
    side.bureaus(board.bureaus)
left, right = parts.halves()
with left:
    side.sums(board)
with right:
    if len(board.schools) > 1:
        side.hands(board, today)
