"""专题课程: seven courses, each an ordered list of resources; those who keep the library choose and arrange them."""

import streamlit as st

from core.access import Capability
from core.library import actions, queries
from core.library.views import courses as views
from core.library.views.wishes import places_of
from core.organisations import queries as organisations
from core.ui import page, state

actor = page.begin(
    "专题课程",
    needs=(Capability.USE_LIBRARY,),
    note="按专题挑好、排好的资源，照着顺序上就是一门课。",
    badges=False,
)
scope, keeps = actor.over(Capability.USE_LIBRARY), actor.over(Capability.KEEP_LIBRARY)
with page.reading() as session:
    courses = queries.courses(session, scope)
    shelves = [organisations.get(session, keeps, one) for one in places_of(keeps)]
course = views.in_hand(courses)
if course is None:
    if asked := views.overview(courses):
        state.hold(views.HELD, asked)
        st.rerun()
    st.stop()
with page.actions():
    if st.button("全部课程", icon=":material/arrow_back:", key="courses.back"):
        state.drop(views.HELD)
        st.rerun()
views.head(course)
if not course.picks:
    views.nothing(keeps=bool(shelves))
    st.stop()
if org := views.pick_arranging(course, shelves):
    wish = views.arranging(
        [pick.resource for pick in course.picks if pick.org_id == org.id], org.id, course.key, page.form_key
    )
    if wish:
        with page.acting(wish.done, form=wish.form) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)
else:
    views.listing(course.picks)
