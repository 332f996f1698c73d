"""个案跟进: who is in care and by whom, and the workbench of one case."""

import streamlit as st

from core import clock
from core.access import Capability
from core.accounts import queries as accounts
from core.accounts.packs import roles
from core.cases import actions, queries
from core.cases.queries import CaseFilter
from core.cases.rules.states import CaseState
from core.cases.views import lists, planning, shared, steps, workbench
from core.organisations import queries as organisations
from core.screening import queries as screening
from core.screening.views import warnings as reasons
from core.students import queries as students
from core.ui import page, parts, state

actor = page.begin(
    "个案跟进", needs=Capability.VIEW_WARNINGS, note="每一个都有人负责，都有下一次的日期。分数是一个信号，不是诊断。"
)
CASE, ENTRY = "care.case", "care.entry"
today, held = clock.today(), state.held(CASE)
scope, faces_in = actor.over(Capability.VIEW_WARNINGS), actor.over(Capability.VIEW_PEOPLE)
works, scores = actor.over(Capability.WORK_CASES), actor.over(Capability.SEE_SCORES)

if not isinstance(held, int):
    with page.reading() as session:
        tiers = shared.levels(screening.tiers_for(session, campaign_id=None, org_id=actor.org_id))
        counts = {one: queries.count_cases(session, scope, CaseFilter(states=(one,))) for one in CaseState}
        near = {one.id: one.name for one in organisations.schools(session, scope)}
    wanted = lists.filters(counts, near, may_lead=bool(works))
    with page.reading() as session:
        named = None
        if wanted.words:
            found = students.search(session, faces_in, text=wanted.words)
            named = {row.person_id for row in found}
        if wanted.unvisited:
            owed = {row.person_id for row in queries.visits_owed(session, works, term_begins=clock.term(today).begins)}
            named = owed if named is None else named & owed
        chosen = CaseFilter(
            wanted.states, wanted.school_id, actor.user_id if wanted.mine else None, (), named,
            today if wanted.due else None,
        )  # fmt: skip
        total = queries.count_cases(session, scope, chosen)
    parts.tier_legend(tiers.values(), brief=True)
    at = lists.pager(total, key="cases.page")
    with page.reading() as session:
        rows = queries.cases(session, scope, chosen, offset=at.offset, limit=at.limit)
        faces = screening.masked(session, faces_in, [row.person_id for row in rows])
        at_home = screening.places(session, {row.school_id for row in rows}, {row.class_id for row in rows})
        loads = queries.workload(session, actor.over(Capability.APPROVE_CASES).at_every_level, due_by=today)
        called = accounts.names(session, {one.responsible_id for one in rows} | {one.account_id for one in loads})
    people = shared.People({key: face.name for key, face in faces.items()}, called)
    with at.body:
        picked = lists.case_list(rows, tiers, people, at_home, today)
    lists.workload(loads, people)
    if picked:
        state.hold(CASE, picked.id)
        st.rerun()
    st.stop()

state.drop(CASE)  # held again once it is read: a case that moved away must not lock the page
with page.reading() as session:
    row = queries.case(session, scope, held)
    theirs = CaseFilter(tuple(CaseState), people=[row.person_id])
    rightful = (scores, works, actor.over(Capability.APPROVE_CASES))
    may = [row in queries.cases(session, one, theirs, limit=None) for one in rightful]
    plans = queries.tasks(session, scope, row.id)
    tiers_here = screening.tiers_for(session, campaign_id=row.campaign_id, org_id=row.school_id)
    raised = queries.warnings_of(session, scope, case_id=row.id)
    seen = [one.id for one in raised]
    told, written = queries.reasons(session, scores, seen), queries.entries(session, scores, warning_ids=seen)
    changes = queries.changes(session, scope, row.id)
    paired, kept = queries.mentors(session, scores, row.id), queries.attachments(session, scores, row.id)
    leads = accounts.holders(session, works, org_id=row.school_id, roles=shared.caring_roles())
    staff = accounts.holders(session, works, org_id=row.school_id, roles=set(roles()))
    loads = queries.mentor_loads(session, works)
    faces = screening.masked(session, faces_in, [row.person_id])
    at_home = screening.places(session, {row.school_id}, {row.class_id})
    by = {*(one.by_id for one in (*written, *changes, *kept)), *(one.account_id for one in paired)}
    called = accounts.names(session, {*by, row.responsible_id, row.proposed_by})
state.hold(CASE, row.id)
rights, people = workbench.Rights(*may), shared.People({key: one.name for key, one in faces.items()}, called)
known, todo = shared.levels(tiers_here), sum(one.done_at is None for one in plans)
level, key, wish = shared.shown_level(known, row.severity, row.level), page.form_key, None
with page.actions():
    if st.button("回到名单", icon=":material/arrow_back:", key="cases.back"):
        state.drop(CASE)
        st.rerun()
workbench.head(row, level, people, lists.place(row, at_home))
side, said = workbench.switch(rights), st.container()
if side == workbench.OVERVIEW:
    workbench.overview(row, level, people, reasons.reason_facts(raised, told), today)
    if way := workbench.ways(rights, row):
        st.switch_page(way)
elif side == workbench.RECORDS:
    old = next((one for one in written if one.id == state.held(ENTRY) and not one.replaced_by), None)
    if rights.works and raised:
        wish = workbench.write(raised[-1].id, old, case_id=row.id, today=today, key=key)
    if again := workbench.entries(written, people, picks=rights.works):
        state.hold(ENTRY, again.id)
        st.rerun()
elif side == workbench.PLAN:
    wish = planning.plan(plans, paired, staff, loads, people, today, case_id=row.id, works=rights.works, key=key)
elif side == workbench.FILES:
    wish = planning.files(
        kept, people, lambda one: page.on_click(lambda s, who: actions.open_attachment(s, who, attachment_id=one).content),
        case_id=row.id, works=rights.works, key=key,
    )  # fmt: skip
else:
    if steps.decides(row, rights):
        wish = steps.closing(row, people, open_tasks=todo, me=actor.user_id, key=key)
    if rights.works:
        wish = steps.work(row, tiers_here, leads, open_tasks=todo, key=key) or wish
    shown = changes if rights.sees else [one._replace(why="") for one in changes]  # progress, but no notes
    workbench.history(shown, people, known)
if wish:
    with said, page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
