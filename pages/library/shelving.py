"""上架审核: what waits, the longest first; looked at in place, put on a shelf or given back with a word."""

import streamlit as st

from core import clock
from core.access import Capability
from core.library import actions, queries
from core.library.rules import ResourceState
from core.library.views import preview
from core.library.views import resource as resources
from core.library.views import shelving as views
from core.library.views.opening import keep, kept
from core.library.views.wishes import Wish
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.ui import page, parts

actor = page.begin(
    "上架审核",
    needs=(Capability.KEEP_LIBRARY,),
    note="看一遍，合适的上架；要改的写清楚改哪里，提交人马上就能看到。",
    badges=False,
)
scope, today = actor.over(Capability.KEEP_LIBRARY), clock.today()


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


def show(file: queries.FileRow) -> None:
    """A file in place, on a click: looking into what a school sent is written down."""
    opened, form = kept(actor, file), f"shelving.see.{file.id}"
    if opened is None and preview.plays(file.kind):
        with page.acting(None, form=form, rerun=False) as (session, who):
            opened = keep(who, file, actions.open_resource_file(session, who, file_id=file.id).content)
    if opened is not None or not preview.plays(file.kind):
        preview.show(opened, file.kind, file.title)


with page.reading() as session:
    waiting = queries.waiting(session, scope)
    below = queries.mine(session, scope, states=(ResourceState.OFF_SHELF,))
    shelves = organisations.tree(session, scope, levels=BUREAU_LEVELS)
off = [row for row in below if scope.covers(row.shelf_path)]  # of a higher shelf, its own keeper decides
side = views.pick_side(len(waiting), len(off))
rows = waiting if side == views.WAITING else off
if not rows:
    views.nothing(side)
    st.stop()
row = views.pick(rows, today)
with page.reading() as session:
    files = queries.own_files(session, scope, resource_id=row.id)
resources.head(row)
wide, side_panel = parts.wide_and_side()
with wide:
    resources.summary(row)
    if files:
        file = resources.pick_file(files, key=f"shelving.file.{row.id}")
        show(file)
        resources.file_line(file)
with side_panel:
    if row.state is ResourceState.SENT:
        act(views.shelve_form(row, views.shelves_for(row, shelves), page.form_key))
        act(views.return_form(row, page.form_key))
    else:
        act(views.back_button(row, page.form_key))
    resources.facts(row)
