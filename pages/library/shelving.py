"""上架审核: what waits, the longest first, put on a shelf or given back with a word; and what lies there, put right."""

import streamlit as st

from core import clock
from core.access import Capability
from core.library import actions, queries
from core.library.rules import ResourceState
from core.library.views import classifying
from core.library.views import resource as resources
from core.library.views import shelving as views
from core.library.views.opening import file_part
from core.library.views.wishes import Wish
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.ui import page, parts

actor = page.begin(
    "上架审核",
    needs=(Capability.KEEP_LIBRARY,),
    note="看一遍，合适的上架；要补充的写清楚哪里，提交人马上就能看到。分类不对、找不到的，在“已上架”里更正。",
    badges=False,
)
scope, today = actor.over(Capability.KEEP_LIBRARY), clock.today()


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


with page.reading() as session:
    waiting = queries.waiting(session, scope)
    below = queries.mine(session, scope, states=(ResourceState.OFF_SHELF,))
    shelves = organisations.tree(session, scope, levels=BUREAU_LEVELS)
off = [row for row in below if scope.covers(row.shelf_path)]  # of a higher shelf, its own keeper decides
side = views.pick_side(len(waiting), len(off))
rows = waiting if side == views.WAITING else off
if side == views.SHELVED:
    asked = views.asked_for()
    with page.reading() as session:
        rows = queries.shelved(session, scope, words=asked)
if not rows:
    views.nothing(side)
    st.stop()
row = views.pick(rows, today)
with page.reading() as session:
    held = queries.files if row.state is ResourceState.ON_SHELF else queries.own_files
    files = held(session, scope, resource_id=row.id)
resources.head(row)
wide, side_panel = parts.wide_and_side()
with wide:
    resources.summary(row)
    if files:
        file_part(actor, files, actions, key="shelving")
with side_panel:
    if row.state is ResourceState.SENT:
        act(views.shelve_form(row, views.shelves_for(row, shelves), page.form_key))
        act(views.return_form(row, page.form_key))
    else:
        act(views.back_button(row, page.form_key) if row.state is ResourceState.OFF_SHELF else None)
        act(classifying.correct_part(row, today.year, page.form_key))
        act(views.off_form(row, page.form_key) if row.state is ResourceState.ON_SHELF else None)
    resources.facts(row)
