"""我的资源: started in two fields, every change saved at once, sent for review, mended when asked."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability
from core.accounts import queries as accounts
from core.activities import queries as activities
from core.library import actions, queries
from core.library.rules.steps import WITH_SUBMITTER
from core.library.views import drafting, opening, sending
from core.library.views import from_activities as sources
from core.library.views import mine as views
from core.library.views import resource as resources
from core.library.views.wishes import Wish, places_of
from core.organisations import queries as organisations
from core.ui import page, parts

actor = page.begin(
    "我的资源",
    needs=(Capability.SUBMIT_RESOURCES,),
    note="把好用的课例、微课、心理剧和研究成果分享出来。每填一处都会马上保存。",
    badges=False,
)
scope, today = actor.over(Capability.SUBMIT_RESOURCES), clock.today()


def act(wish: Wish | None, *, rerun: bool = True) -> None:
    """What was asked for, as one act."""
    if wish:
        with page.acting(wish.done, form=wish.form, rerun=rerun) as (session, actor):
            getattr(actions, wish.verb)(session, actor, **wish.given)


def take_in(resource_id: int, sent: sending.Sent) -> None:
    """Keep the files one by one: one that is refused, in words, keeps none of the others out."""
    done = 0
    for words in sent.refused:
        page.flash(words, "warning")
    for file in sent.files:
        with page.acting(None, form=sent.form, rerun=False) as (session, actor):
            actions.add_resource_file(session, actor, resource_id=resource_id, title=file.title, file=file.file)
            done += 1
    if done:
        page.flash(f"{done} 个文件已放好")
    if done == len(sent.files) and (done or sent.refused):
        st.rerun()


@st.dialog("看一看", width="large")
def show(file: queries.FileRow) -> None:
    """A file of one's own, as others will see it."""
    opening.show(actor, file, actions, form=f"mine.see.{file.id}.act")


with page.reading() as session:
    orgs = [organisations.get(session, scope, one) for one in places_of(scope)]
    rows = queries.mine(session, scope, org_ids=places_of(scope))
row = views.in_hand(rows)
if row is None:
    ledger = partial(activities.activities, scope=scope, since=today - sources.BACK, until=today, limit=50)
    with page.reading() as session:
        held = [one for org in orgs for one in ledger(session, chosen=activities.Chosen(org.id))]
    with st.expander("新建一份", expanded=not rows, icon=":material/add:"):
        given = views.start_form(orgs, page.form_key, lead=not rows)
    if given:
        with page.acting("已新建，接着填", form="mine.new") as (session, actor):
            views.take_up(actions.start_resource(session, actor, **given))
    with st.expander("从办过的活动里建一份", icon=":material/celebration:"):
        activity = sources.pick(held)
    if activity:
        with page.reading() as session:
            photos = activities.files(session, scope, activity_id=activity.id)
        if begun := sources.choose_files(activity, photos, page.form_key):
            with page.acting(begun.done, form=begun.form) as (session, actor):
                views.take_up(actions.from_activity(session, actor, **begun.given))
    if not rows:
        views.none_yet()
    elif asked := views.listing(rows):
        views.take_up(asked)
        st.rerun()
    st.stop()

with page.actions():
    if st.button("全部资源", icon=":material/arrow_back:", key="mine.back"):
        views.put_down()
        st.rerun()
if row.state in WITH_SUBMITTER:
    act(drafting.wish(row), rerun=False)
with page.reading() as session:
    row = queries.own_resource(session, scope, resource_id=row.id)
    files = queries.own_files(session, scope, resource_id=row.id)
    steps = queries.steps(session, scope, resource_id=row.id)
    names = accounts.names(session, {step.by_id for step in steps})
sending.head(row)
left, right = parts.halves()
with left:
    if row.state in WITH_SUBMITTER:
        drafting.fields(row, today.year)
    else:
        resources.summary(row)
        resources.facts(row)
with right:
    if row.state in WITH_SUBMITTER:
        take_in(row.id, sending.add_files(row, len(files), page.form_key))
    asked = sending.file_list(row, files, page.form_key)
    if isinstance(asked, Wish):
        act(asked)
    elif asked:
        show(asked)
    act(sending.ways_on(row, len(files), page.form_key))
    sending.history(steps, names)
