"""What is filled in about one person: the first post, who they are, and the account that reads the file."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.training.queries import PersonRow
from core.training.rules import Education, Gender, StaffKind
from core.training.rules.people import MAJOR, MOST_A_WEEK, POSITION, edition_of
from core.training.rules.staff import EARLIEST, NAME, SUBJECT, PersonFacts, StaffFacts
from core.training.rules.titles import EDUCATION_TITLES, GENDER_TITLES, KIND_TITLES
from core.training.views.shared import LATEST, Key, Wish
from core.ui import editions
from core.ui.words import safe

CHANGED = "这位老师的信息在您打开以后改过。点一下，接着在最新的内容上改。"

Told = TypeVar("Told", Gender, Education)


def staff_form(school_id: int, today: date, key: Key) -> Wish | None:
    """Somebody new with a first post; None until it was sent."""
    form, kinds = f"staff.new.{school_id}", list(StaffKind)
    with st.form(at := key(form)):
        left, right = st.columns(2)
        name = left.text_input("姓名", max_chars=NAME, key=f"{at}.name")
        kind = right.selectbox("类别", kinds, format_func=KIND_TITLES.__getitem__, key=f"{at}.kind")
        subject = left.text_input("任教学科（选填）", max_chars=SUBJECT, key=f"{at}.subject")
        since = right.date_input("到岗日期", today, min_value=EARLIEST, max_value=LATEST, key=f"{at}.since")
        sent = st.form_submit_button("登记", type="primary", key=f"{at}.send")
    facts = StaffFacts(name, kind, subject, since)
    done = "已登记，点开这位老师可以接着填证书和个人信息"
    return Wish("add_staff", {"school_id": school_id, "facts": facts}, form, done) if sent else None


def person_form(old: PersonRow, key: Key) -> Wish | None:
    """Who somebody is; None until it was sent."""
    form = f"staff.person.{old.id}"
    known = PersonFacts(*(getattr(old, name) for name in PersonFacts._fields))
    seen = editions.in_hand(edition_of(known), form=form, at=key(form), said=CHANGED)
    with st.form(at := key(form)):
        left, right = st.columns(2)
        name = left.text_input("姓名", old.name, max_chars=NAME, key=f"{at}.name")
        phone = right.text_input("电话（选填）", old.phone, max_chars=20, key=f"{at}.phone")
        gender = _choice(left, "性别", Gender, GENDER_TITLES, old.gender, f"{at}.gender")
        born = right.text_input(
            "出生年月（选填）", old.birth_month, max_chars=7, key=f"{at}.born", placeholder="1990-05"
        )
        education = _choice(left, "学历", Education, EDUCATION_TITLES, old.education, f"{at}.education")
        major = right.text_input("专业（选填）", old.major, max_chars=MAJOR, key=f"{at}.major")
        title = left.text_input("职称（选填）", old.title, max_chars=POSITION, key=f"{at}.title")
        retires = right.date_input(
            "退休日期（和法定年龄不同才填）", old.retires_on, min_value=EARLIEST, max_value=LATEST, key=f"{at}.retires"
        )  # fmt: skip
        lessons = _a_week(left, "周课时（选填）", old.lessons, f"{at}.lessons")
        counselling = _a_week(right, "周辅导时长，小时（选填）", old.counselling, f"{at}.counselling")
        sent = st.form_submit_button("保存", type="primary", key=f"{at}.send")
    facts = PersonFacts(name, gender, born, phone, education, major, title, lessons, counselling, retires)
    given = {"staff_id": old.id, "facts": facts, "seen": seen}
    return Wish("change_person", given, form, "已保存") if sent else None


def account_form(person: PersonRow, accounts: Mapping[int, str], key: Key) -> Wish | None:
    """Which account may read the file, or that none may any more; None until it was sent."""
    form = f"staff.account.{person.id}"
    with st.form(at := key(form)):
        if person.account_id is not None:
            who = accounts.get(person.account_id, "别处的账号")
            st.markdown(f"**{safe(who)}** 登录以后可以看自己的成长档案。")
            sent = st.form_submit_button("取消关联", key=f"{at}.send")
            return Wish("unlink_account", {"staff_id": person.id}, form, "已取消关联") if sent else None
        st.caption("关联本人的账号以后，老师登录就能看到自己的成长档案。")
        ids = sorted(accounts, key=lambda one: accounts[one] != person.name)
        chosen = st.selectbox(
            "本人的账号", ids, format_func=accounts.__getitem__, key=f"{at}.which", placeholder="这所学校还没有账号"
        )  # fmt: skip
        sent = st.form_submit_button("关联", key=f"{at}.send", disabled=not ids)
    if not sent or chosen is None:
        return None
    return Wish("link_account", {"staff_id": person.id, "account_id": chosen}, form, "已关联")


def _choice(
    place: DeltaGenerator, label: str, kinds: type[Told], titles: Mapping[Told, str], old: Told, at: str
) -> Told:
    every = list(kinds)
    return place.selectbox(label, every, index=every.index(old), format_func=titles.__getitem__, key=at)


def _a_week(place: DeltaGenerator, label: str, old: Decimal | None, at: str) -> Decimal | None:
    value = None if old is None else float(old)
    given = place.number_input(label, 0.0, float(MOST_A_WEEK), value, 1.0, format="%.1f", key=at)
    return None if given is None else Decimal(f"{given:.1f}")
