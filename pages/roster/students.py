"""名册: who is enrolled where, names masked; one person's card, full name for a purpose, corrections."""

import streamlit as st

from core import clock
from core.access import Capability
from core.accounts import queries as accounts
from core.accounts.actions import appoint_head
from core.accounts.rules import CLASS_TEACHER
from core.organisations.queries import schools as all_schools
from core.students import actions, queries
from core.students.rules import Population
from core.students.views import heading, lists, single
from core.ui import page, parts, tables

actor = page.begin(
    "人员名册", needs=Capability.VIEW_PEOPLE, note="姓名默认隐去一部分；要看全名，请说明用途，会留下记录。"
)
scope = actor.over(Capability.VIEW_PEOPLE)
with page.reading() as session:
    places = all_schools(session, scope)
wanted = lists.filters(places, this_year=clock.school_year(clock.today()))
year, population, school_id = wanted.school_year, wanted.population, wanted.school_id
only = places[0].id if len(places) == 1 else school_id
manages, sees = actor.can(Capability.MANAGE_ROSTER), actor.can(Capability.SEE_NAMES)
pupils = population is Population.STUDENT
spot, picked, room = st.container(), None, None

if wanted.text:
    with page.reading() as session:
        found = queries.search(session, scope, text=wanted.text, school_year=year, population=population)
    if found:
        parts.section("找到的人", f"{len(found)} 名")
        picked = lists.people_list(found, key="roster.found")
    else:
        parts.empty(
            "person_search", "没有找到这个人", "要写完整的姓名、完整的号码，或号码后 4 位；也看看学年和范围对不对。",
            key="roster.not_found",
        )  # fmt: skip
else:
    grade = class_id = None
    if pupils:
        with page.reading() as session:
            grades = queries.pupils_by_grade(session, scope, school_year=year, school_id=school_id)
            rooms = queries.class_list(session, scope, school_year=year, school_id=only) if only else []
        if grades:
            grade = lists.grade_filter(grades)
            class_id = lists.class_filter(rooms, grade) if grade else None
            lists.summary(grades)
            room = next((one.row for one in rooms if one.row.id == class_id), None)
    asked = {"school_year": year, "population": population, "school_id": school_id,
             "grade": grade, "class_id": class_id}  # fmt: skip
    with page.reading() as session:
        total = queries.count_people(session, scope, **asked)
    if total:
        at = tables.page_of(total, key="roster.page", order="按学校、年级、班级")
        with page.reading() as session:
            rows = queries.people(session, scope, **asked, offset=at.offset, limit=at.limit)
        with at.body:
            picked = lists.people_list(rows, key="roster.list")
    else:
        next_step = "导入花名册，或从上个学年升级过来。" if manages else "请找学校管理员导入花名册，或设好您带的班。"
        parts.empty("groups", "这个学年还没有名册", next_step, key="roster.empty")

if picked:
    with page.reading() as session:
        person = queries.person(session, scope, person_id=picked.person_id)
        asks = manages and pupils
        seats = queries.class_list(session, scope, school_year=year, school_id=person.school_id) if asks else []
    reveal_form, change_form, leave_form = (f"roster.{act}.{person.person_id}" for act in ("reveal", "correct", "left"))

    @st.dialog("查看全名", icon=":material/visibility:")
    def show_name() -> None:
        """Why, then who."""
        place = st.empty()
        with place.container():
            reason = single.reason_form(key=page.form_key(reveal_form))
        who = None
        if reason:
            with page.acting(None, form=reveal_form, rerun=False) as (session, actor):
                who = actions.reveal(session, actor, person_id=person.person_id, **reason._asdict())
        if who:
            with place.container():
                single.revealed_card(who)

    @st.dialog("更正信息", icon=":material/edit:")
    def change() -> None:
        """What to change of one person."""
        correction = single.correction_form(seats, key=page.form_key(change_form))
        if correction:
            with page.acting("已更正", form=change_form) as (session, actor):
                actions.correct(
                    session, actor, person_id=person.person_id, version=person.version, **correction._asdict()
                )

    with spot.container(border=True):
        lists.card(person)
        with st.container(horizontal=True, gap="small"):
            if sees and st.button("查看全名", icon=":material/visibility:", key="roster.reveal"):
                show_name()
            if manages and st.button("更正信息", icon=":material/edit:", key="roster.correct"):
                change()
            words = "撤销离校" if picked.left else "标记离校"
            if manages and st.button(words, icon=":material/logout:", key=page.form_key(leave_form)):
                with page.acting("已标记，档案保持原样", form=leave_form) as (session, actor):
                    actions.mark_left(
                        session, actor, person_id=person.person_id, school_year=year, left=not picked.left
                    )

if room and manages:
    school = next(place for place in places if place.id == room.school_id)
    with page.reading() as session:
        staff = accounts.accounts(session, scope, now=clock.now(), role=CLASS_TEACHER, below=school.path, limit=200)
    teachers = {row.id: f"{row.name}（{row.username}）" for row in staff if row.is_active}
    head_form = f"roster.head.{room.id}"
    appointed = heading.head_form(room, teachers, key=page.form_key(head_form))
    if appointed:
        with page.acting("班主任已指定，下一次点击就生效", form=head_form) as (session, actor):
            appoint_head(session, actor, class_id=room.id, account_id=appointed.account_id)
