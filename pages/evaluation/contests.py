"""评选与遴选: schools nominate, judges judge, the bureau publishes and recommends upwards."""

from functools import partial

import streamlit as st

from core import clock
from core.access import Capability, Scope
from core.activities import queries as activities
from core.evaluation import actions, queries
from core.evaluation.rules.contests import NEXT, SHOWN
from core.evaluation.views import contest_bureau as bureau
from core.evaluation.views import contest_forms, contest_papers, contest_places, contest_school, contest_steps, works
from core.evaluation.views import contests as views
from core.evaluation.views.self_fields import Wish
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.ui import page

actor = page.begin(
    "评选与遴选",
    needs=(Capability.VIEW_ACTIVITIES, Capability.SCORE_SCHOOLS, Capability.MANAGE_EVALUATION),
    note="从办过的活动、做好的资源里，把好的选出来，公示、上报，让更多学校用上。",
)
manages, nominates = actor.over(Capability.MANAGE_EVALUATION), actor.over(Capability.RECORD_ACTIVITIES)
plans, today = Scope((*actor.over(Capability.VIEW_ACTIVITIES).reaches, *manages.reaches)), clock.today()
scope = Scope((*plans.reaches, *actor.over(Capability.SCORE_SCHOOLS).reaches))
LIST, NEW = "评选", "新建一次"
WORKS, JUDGES, PLACES, LISTS, CHANGE = "推荐作品", "评委", "名次与奖项", "名单与上报", "修改"


@st.dialog("作品", width="large")
def show_work(nomination_id: int) -> None:
    """One work with its pictures; a file that is opened is written down."""
    with page.reading() as session:
        readers = Scope((*manages.reaches, *nominates.reaches))
        seen = queries.work(session, readers, nomination_id=nomination_id)
        titles, thumbs = queries.titles_of_works(), queries.work_thumbs(seen)
    file_id, opened = works.card(seen, titles, thumbs, key="contests"), None
    if file_id is not None:
        with page.acting(None, form=f"contests.file.{file_id}", rerun=False) as (session, actor):
            opened = actions.open_work_file(session, actor, nomination_id=nomination_id, file_id=file_id)
    if opened:
        works.show(**opened._asdict(), key=f"contests.file.{file_id}")


def do(asked: Wish | int | None) -> None:
    """What was asked for: an act, or a work to look at."""
    if isinstance(asked, Wish):
        with page.acting(asked.done, form=asked.form) as (session, actor):
            getattr(actions, asked.verb)(session, actor, **asked.given)
    elif asked is not None:
        show_work(asked)


def choices() -> tuple[list[queries.RubricChoice], dict[int, str]]:
    """The rubrics and the seasons that a contest may be about."""
    with page.reading() as session:
        seasons = {row.id: row.title for row in activities.seasons_seen(session, manages)}
        return queries.rubric_choices(session, manages), seasons


with page.reading() as session:
    rows = queries.contests_seen(session, scope, plans=plans)
    orgs = {org.id: org.name for org in organisations.tree(session, manages, levels=BUREAU_LEVELS)}
part = LIST
if orgs:
    part = st.segmented_control(
        "做什么", [LIST, NEW], default=LIST if rows else NEW, required=True, key=f"contests.part.{len(rows)}",
        label_visibility="collapsed",
    )  # fmt: skip
if part == NEW:
    subject = contest_forms.pick_subject()
    form = f"contests.new.{subject}"
    if draft := contest_forms.draft_form(orgs, subject, *choices(), None, today=today, key=page.form_key(form)):
        with page.acting("已保存，还在筹备中；请好评委，再开放推荐", form=form) as (session, actor):
            views.take_up(actions.make_contest(session, actor, draft=draft))
    st.stop()
row = views.pick(rows) or st.stop()
views.head(row, today)
views.facts(row)
holds, takes_part = manages.covers(row.org_path), row.part_of(nominates)
with page.reading() as session:
    nominated = queries.nominations(session, manages if holds else takes_part or scope, contest_id=row.id)
    honours = queries.honours(session, scope, contest_id=row.id)
    mine = queries.nominable(session, takes_part, contest_id=row.id) if takes_part and not holds else []
if not holds:
    if takes_part:
        do(contest_school.part(row, mine, nominated, today, page.form_key))
    else:
        contest_school.seen(row, nominated, whole=scope.covers(row.org_path))
    views.honours(row, honours)
    st.stop()
with page.reading() as session:
    standing = queries.contest_standing(session, manages, contest_id=row.id)
bureau.tiles(nominated, standing)
do(contest_steps.next_step(row, standing, today, page.form_key))
tabs = [WORKS, JUDGES, PLACES, *([LISTS] if row.state in SHOWN else []), *([CHANGE] if NEXT[row.state] else [])]
what = st.segmented_control(
    "看什么", tabs, default=LISTS if LISTS in tabs else WORKS if nominated else JUDGES, required=True,
    key=f"contests.what.{row.id}.{row.state}", label_visibility="collapsed",
)  # fmt: skip
if what == WORKS:
    do(bureau.works_part(row, nominated, page.form_key))
elif what == JUDGES:
    with page.reading() as session:
        judges = queries.judges(session, manages, contest_id=row.id)
        people = queries.scorers(session, manages, org_id=row.org_id)
    do(bureau.judges_part(row, judges, people, page.form_key))
elif what == PLACES:
    with page.reading() as session:
        places = queries.places_of(session, manages, contest_id=row.id)
    do(contest_places.places_part(row, places, page.form_key))
elif what == LISTS:
    made = lambda verb, **given: page.on_click(partial(getattr(actions, verb), contest_id=row.id, **given))  # noqa: E731
    do(contest_papers.part(row, nominated, made, page.form_key))
    views.honours(row, honours)
elif what == CHANGE:
    do(contest_forms.change_form(orgs, row, *choices(), today=today, form_key=page.form_key))
    do(contest_steps.way_out(row, page.form_key))
