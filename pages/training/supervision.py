"""督导记录: who among the counsellors is cared for by supervision this term; the bureau keeps it, schools see their own."""

import streamlit as st

from core import clock
from core.access import Capability
from core.organisations import queries as organisations
from core.training import actions, packs, queries
from core.training.rules.supervision import line_of
from core.training.views import supervision as views
from core.training.views import supervision_import as importing
from core.training.views import supervision_meetings as meetings
from core.ui import page, parts

actor = page.begin(
    "督导记录",
    needs=Capability.VIEW_STAFF,
    note="帮助别人的人，也要有人支持。这里只记时间和主题，不记学生。",
)
today, key = clock.today(), page.form_key
sees, named, keeps = (
    actor.over(one) for one in (Capability.VIEW_STAFF, Capability.MANAGE_STAFF, Capability.KEEP_SUPERVISION)
)
home = next(grant.org_id for grant in actor.grants if Capability.VIEW_STAFF in grant.role.capabilities)
asked = views.pick_term(today)
with page.reading() as session:
    held = queries.requirements_for(session, sees, org_id=home)
    rows = queries.supervision_figures(session, sees, today=today, term=asked.term)
    mine = queries.own_supervision(
        session, actor.over(Capability.VIEW_OWN_RECORD), user_id=actor.user_id, today=today, term=asked.term
    )
if not rows:
    parts.empty("domain", "这里还没有学校", "先在“组织机构”里登记学校。", key="supervision.no_school")
    st.stop()
with page.actions():
    verb = "export_supervision" if named else "export_supervision_figures"
    parts.download(
        "下载 Excel",
        page.on_click(lambda session, who: getattr(actions, verb)(session, who, org_id=home, term=asked.term)),
        f"督导情况 {asked.words}.xlsx", mime=parts.XLSX, key="supervision.download",
    )  # fmt: skip
views.overview(rows, asked, views.line_words(line_of(held.spec.supervision, packs.supervision()), views.held_by(held)))
if mine:
    views.own_card(mine)

SCHOOLS, PEOPLE, MEETINGS, RECORD, IMPORT = "各校", "老师", "督导记录", "登记一次", "从表格导入"
one_school = len(rows) == 1
sides = [*([] if one_school else [SCHOOLS]), *([PEOPLE] if named else [])]
sides += [MEETINGS, RECORD, IMPORT] if keeps else []
part = sides[0] if sides else None
if len(sides) > 1:
    part = st.segmented_control(
        "看什么", sides, default=sides[0], required=True, key="supervision.part", label_visibility="collapsed"
    )  # fmt: skip

wish = None
if part == SCHOOLS:
    school = views.school_table(rows, pick=bool(named))
    if school:
        parts.section(school.school, f"{school.people} 位在岗")
        with page.reading() as session:
            people = queries.supervision_rows(session, named, today=today, term=asked.term, school_id=school.school_id)
        views.people_table(people, one_school=True, key=f"supervision.people.{school.school_id}")
elif part == PEOPLE:
    with page.reading() as session:
        people = queries.supervision_rows(session, named, today=today, term=asked.term)
    views.people_table(people, one_school=one_school, key="supervision.people")
elif part in (MEETINGS, RECORD):
    before = None
    with page.reading() as session:
        schools = {one.id: one.name for one in organisations.schools(session, keeps)}
        known = queries.supervisions(session, keeps, term=asked.term)
    if part == MEETINGS:
        before = meetings.pick(known)
    if part == RECORD or before:
        at = meetings.pick_schools(schools, before)
        with page.reading() as session:
            people = queries.supervisable(session, keeps, school_ids=at, today=today)
        if people or before:
            wish = meetings.form(home, people, before, today, key)
        else:
            meetings.nobody(chosen=bool(at))
    if before:
        wish = meetings.removal(before, key) or wish
elif part == IMPORT:
    file = importing.upload(key=key("supervision.import"))
    check = None
    if file:
        with page.reading() as session:
            check = actions.check_supervision(session, actor, org_id=home, **file._asdict())
    if check and importing.preview(check, key="supervision.import.confirm"):
        with page.acting("已导入", form="supervision.import") as (session, actor):
            actions.import_supervision(session, actor, check)
if wish:
    with page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
