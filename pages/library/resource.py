"""资源详情: one resource in place, to be looked at, taken along, rated, and put down as used in class."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.library import actions, queries
from core.library.views import classifying, shelving
from core.library.views import resource as views
from core.library.views import resource_forms as forms
from core.library.views.cards import HELD
from core.library.views.opening import file_part
from core.library.views.wishes import Wish, places_of
from core.organisations import queries as organisations
from core.ui import page, parts, state

actor = page.begin("资源详情", needs=(Capability.USE_LIBRARY,), badges=False)
scope, keeps, today = actor.over(Capability.USE_LIBRARY), actor.over(Capability.KEEP_LIBRARY), clock.today()


def act(wish: Wish | None) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)
            if wish.verb == "take_off":
                state.drop(HELD)


resource_id = state.held(HELD)
if not isinstance(resource_id, int):
    if views.nobody_picked():
        st.switch_page("pages/library/shelf.py")
    st.stop()
with page.reading() as session:
    row = queries.resource(session, scope, resource_id)
    files = queries.files(session, scope, resource_id=resource_id)
    said = queries.ratings(session, scope, resource_id=resource_id)
    laid = queries.laid(session, keeps, resource_id=resource_id)
    shelves = [organisations.get(session, keeps, one) for one in places_of(keeps)]
with page.actions():
    if st.button("回资源库", icon=":material/arrow_back:", key="resource.back"):
        st.switch_page("pages/library/shelf.py")
views.head(row)
wide, side = parts.wide_and_side()
with wide:
    views.summary(row)
    file = file_part(actor, files, actions, key="resource") if files else None
with side:
    if file and views.may_be_taken(row):
        with st.container(horizontal=True, gap="small"):
            for one in views.takings(row, files, file):
                wanted = partial(actions.download_resource, resource_id=row.id, file_id=one.file_id)
                made = page.on_click(lambda session, who, wanted=wanted: wanted(session, who).content)
                parts.download(one.label, made, one.name, mime=one.mime, key=one.key, lead=one.file_id is not None)
    elif files:
        st.caption(":material/visibility: 这份资源仅供在线看，不提供下载。")
    act(forms.class_form(row, today, page.form_key))
    if shelves:
        act(forms.course_form(row, shelves, laid, page.form_key))
    if keeps.covers(row.shelf_path):
        act(shelving.widen_form(row, shelves, page.form_key))
        act(classifying.correct_part(row, today.year, page.form_key))
        act(shelving.off_form(row, page.form_key))
    views.facts(row)
    mine = next((one for one in said if one.account_id == actor.user_id), None)
    if row.made_by != actor.user_id:
        act(forms.rate_form(row, mine, page.form_key))
    views.remarks(said)
