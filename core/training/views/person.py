"""One person: facts at a glance, and what is on record side by side with the forms to change it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import streamlit as st

from core.training.queries import CertificateRow, HonourRow, HoursRow, LadderRow, PersonRow, StaffRow
from core.training.rules.titles import KIND_TITLES
from core.training.views import facts, ladder_forms, paper_forms, post_forms
from core.training.views.forms import account_form, person_form
from core.training.views.lists import hours_list, post_list
from core.training.views.papers import certificate_list
from core.training.views.shared import Key, Wish
from core.ui import parts

PAPERS, HOURS, POSTS, LADDERS, FACTS = "证书", "培训学时", "岗位", "梯队与荣誉", "个人信息"
ELSEWHERE = "这位老师的档案在主要任职的学校，证书和学时由那边登记；这里管本校的岗位。"


class File(NamedTuple):
    """Everything on record of one person."""

    person: PersonRow
    papers: Sequence[CertificateRow]
    trained: Sequence[HoursRow]
    places: Sequence[LadderRow]
    honours: Sequence[HonourRow]


class Rights(NamedTuple):
    """What the reader may do: keep the register, decide above schools, and where and with which accounts."""

    keeps: bool
    above: bool
    schools: Mapping[int, str]
    accounts: Mapping[int, str]


class _Sheet(NamedTuple):
    file: File
    rights: Rights
    today: date
    key: Key


def card(row: StaffRow, file: File | None, rights: Rights, *, today: date, key: Key) -> Wish | None:
    """The person behind a post; `file` is None where it lies out of the reader's sight. Answers what was asked for."""
    parts.section(row.name, KIND_TITLES[row.kind])
    if file is None:
        st.caption(ELSEWHERE)
        ends = rights.keeps and (row.until is None or row.until >= today)
        return post_forms.end_form(row.id, row.post_id, row.since, row.until, today, key) if ends else None
    st.markdown(facts.line(file.person))
    side = st.segmented_control(
        "看什么", list(SIDES), default=PAPERS, required=True, key=f"staff.side.{row.id}", label_visibility="collapsed"
    )  # fmt: skip
    return SIDES[side](_Sheet(file, rights, today, key))


def _papers(sheet: _Sheet) -> Wish | None:
    staff_id, asked = sheet.file.person.id, None
    left, right = parts.halves()
    with left:
        certificate_list(sheet.file.papers, sheet.today)
        if sheet.rights.keeps:
            asked = paper_forms.manage(
                sheet.file.papers, staff_id, sheet.today, above=sheet.rights.above, key=sheet.key
            )
    if not sheet.rights.keeps:
        return None
    with right:
        return paper_forms.certificate_form(staff_id, sheet.today, sheet.key) or asked


def _hours(sheet: _Sheet) -> Wish | None:
    staff_id = sheet.file.person.id
    left, right = parts.halves()
    with left:
        hours_list(sheet.file.trained)
    if not sheet.rights.keeps:
        return None
    with right:
        added = paper_forms.hours_form(staff_id, sheet.today, sheet.key)
        return paper_forms.hours_removal(sheet.file.trained, staff_id, sheet.key) or added


def _posts(sheet: _Sheet) -> Wish | None:
    person, schools, today, key = sheet.file.person, sheet.rights.schools, sheet.today, sheet.key
    left, right = parts.halves()
    with left:
        post_list(person.posts, today)
    if not sheet.rights.keeps:
        return None
    with left:
        asked = [post_forms.manage(person, schools, today, key)]
    with right:
        if others := {one: name for one, name in schools.items() if one != person.school_id}:
            asked.append(post_forms.move_form(person, others, today, key))
        asked.append(post_forms.another_form(person, schools, today, key))
    return next(filter(None, asked), None)


def _ladders(sheet: _Sheet) -> Wish | None:
    file, keeps, asked = sheet.file, sheet.rights.keeps, list[Wish | None]()
    left, right = parts.halves()
    with left:
        ladder_forms.place_list(file.places)
        if keeps:
            asked.append(ladder_forms.nomination_form(file.person.id, file.places, sheet.today, sheet.key))
    with right:
        ladder_forms.honour_list(file.honours)
        if keeps:
            asked.append(ladder_forms.honour_form(file.person.id, sheet.today, sheet.key))
            asked.append(ladder_forms.honour_removal(file.honours, file.person.id, sheet.key))
    return next(filter(None, asked), None)


def _facts(sheet: _Sheet) -> Wish | None:
    person = sheet.file.person
    if not sheet.rights.keeps:
        parts.facts(facts.told(person))
        return None
    left, right = parts.halves()
    with left:
        saved = person_form(person, sheet.key)
    with right:
        return account_form(person, sheet.rights.accounts, sheet.key) or saved


SIDES: Mapping[str, Callable[[_Sheet], Wish | None]] = MappingProxyType(
    {PAPERS: _papers, HOURS: _hours, POSTS: _posts, LADDERS: _ladders, FACTS: _facts}
)
"""What of a person is looked at, by the words of the choice."""
