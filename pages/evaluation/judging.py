"""作品评审: one work at a time, its material above, the small rubric below."""

import streamlit as st

from core import clock
from core.access import Capability
from core.evaluation import actions, queries
from core.evaluation.views import judging as views
from core.evaluation.views import works
from core.evaluation.views.self_fields import Wish
from core.ui import page, parts, state

actor = page.begin("作品评审", needs=(Capability.SCORE_SCHOOLS,), badges=False)
scope, mine = actor.over(Capability.SCORE_SCHOOLS), actor.user_id


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


@st.dialog("材料", width="large")
def show_file(nomination_id: int, file_id: int) -> None:
    """One file in place; opening it is written down."""
    opened = None
    with page.acting(None, form=f"judging.file.{file_id}", rerun=False) as (session, actor):
        opened = actions.open_judged_file(session, actor, nomination_id=nomination_id, file_id=file_id)
    if opened:
        works.show(**opened._asdict(), key=f"judging.file.{file_id}")


with page.reading() as session:
    rows = queries.judging(session, scope, judge_id=mine)
if not rows:
    parts.empty(
        "rate_review", "现在没有请您评的作品", "主办单位请您当评委、并且进入评审以后，会出现在这里。",
        key="judging.none",
    )  # fmt: skip
    st.stop()
held = state.held(views.HELD)
if held not in {row.nomination_id for row in rows}:
    if (picked := views.list_of(rows, clock.today())) is not None:
        state.hold(views.HELD, picked)
        st.rerun()
    st.stop()
nomination_id = int(held or 0)
follows = views.next_of(rows, nomination_id)
with page.actions():
    if st.button("回到列表", icon=":material/list:", key="judging.back"):
        state.drop(views.HELD)
        st.rerun()
    if follows and st.button("下一件", icon=":material/arrow_forward:", key="judging.next"):
        state.hold(views.HELD, follows)
        st.rerun()

with page.reading() as session:
    sheet = queries.judge_sheet(session, scope, nomination_id=nomination_id, judge_id=mine)
    seen = queries.judged_work(session, scope, nomination_id=nomination_id, judge_id=mine)
    titles, thumbs = queries.titles_of_works(), queries.work_thumbs(seen)
views.head(sheet)
material, marks = parts.halves()
with material:
    file_id = works.card(seen, titles, thumbs, key="judging")
with marks:
    if sheet.row.is_open:
        act(views.sheet_form(sheet, page.form_key))
        act(views.aside(sheet, page.form_key))
    elif sheet.row.tied:
        act(views.aside(sheet, page.form_key))
if file_id is not None:
    show_file(nomination_id, file_id)
