"""学时与要求: whose hours count for how much, who lacks what until when; numbers by school, names for who keeps the register."""

import streamlit as st

from core import clock
from core.access import Capability
from core.organisations import queries as organisations
from core.training import actions, queries
from core.training.views import hour_people as people
from core.training.views import hours as views
from core.ui import page, parts, tables

actor = page.begin(
    "学时与要求",
    needs=Capability.VIEW_STAFF,
    note="今年学的哪些算数，谁还差一点，什么时候之前补上。",
)
keeps, sees, today = actor.over(Capability.MANAGE_STAFF), actor.over(Capability.VIEW_STAFF), clock.today()
home = next(grant.org_id for grant in actor.grants if Capability.VIEW_STAFF in grant.role.capabilities)
with page.reading() as session:
    held = queries.requirements_for(session, sees, org_id=home)
    own_school = organisations.count_schools(session, sees) == 1
year = views.pick_year(held.spec.hours, today)
with page.reading() as session:
    rows = queries.hour_figures(session, sees, today=today, year=year.number)
    mine = queries.own_hours(session, actor.user_id, today=today, year=year.number)
if not rows:
    parts.empty("domain", "这里还没有学校", "先在“组织机构”里登记学校。", key="hours.no_school")
    st.stop()

with page.actions():
    verb = "export_hours" if keeps else "export_hour_figures"
    given = {"year": year.number}
    parts.download(
        "下载 Excel", page.on_click(lambda session, who: getattr(actions, verb)(session, who, **given)),
        f"学时与要求 {year.words}.xlsx", mime=parts.XLSX, key="hours.download",
    )  # fmt: skip
views.overview(rows, held, year)
if mine or (own_school and not keeps):
    people.own_card(mine)

SCHOOLS, PEOPLE = "各校", "教师"
part = PEOPLE if own_school else SCHOOLS
if keeps and not own_school:
    part = st.segmented_control(
        "看什么", [SCHOOLS, PEOPLE], default=SCHOOLS, required=True, key="hours.part", label_visibility="collapsed"
    )  # fmt: skip

picked = None
if part == SCHOOLS:
    views.by_line(rows)
    chosen = views.choose_schools(rows)
    at = tables.page_of(len(chosen), key="hours.schools.page", order=views.SHORT_FIRST)
    with at.body:
        school = views.school_table(chosen[at.offset : at.offset + at.limit])
    if school:
        views.school_card(school)
        with page.reading() as session:
            listed = queries.hour_rows(session, keeps, today=today, year=year.number, school_id=school.school_id)
        if listed:
            picked = people.people_table(listed, one_school=True, key=f"hours.people.{school.school_id}")
elif own_school:
    views.school_card(rows[0])
if part == PEOPLE and not sum(row.people for row in rows):
    people.nobody()
    st.stop()
if part == PEOPLE and keeps:
    with page.reading() as session:
        named = queries.hour_rows(session, keeps, today=today, year=year.number)
    shown = people.choose_people(named)
    at = tables.page_of(len(shown), key="hours.people.page", order="期限近的在前面")
    with at.body:
        picked = people.people_table(
            shown[at.offset : at.offset + at.limit], one_school=own_school, key="hours.people"
        )  # fmt: skip
if picked:
    people.card(picked, picked.name)
